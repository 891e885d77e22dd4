"""Somebody who follows links: each kind of page of a served platform, as one person sees it, without a browser."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import quote, urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from django.urls import Resolver404, resolve
from lxml import html

PASSWORD = "gongkai-demo-2026"


@dataclass(frozen=True)
class Page:
    route: str
    path: str
    status: int
    text: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))


class Visitor:
    """Opens pages of a site, logged in when a name is given."""

    def __init__(self, site: str, username: str = "") -> None:
        self.site = site
        self.jar = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        if username:
            answer = self.post("/account/login/", login=username, password=PASSWORD)
            assert answer and answer.path.startswith("/office/"), f"{username} is not let in"

    def open(self, path: str, fields: dict[str, str] | None = None) -> Page | None:
        """A page; None for what is no page (a file, a feed, a part that a script asks for)."""
        data = None if fields is None else urlencode(fields).encode()
        request = Request(self.site + path, data, {"Referer": self.site + path})
        try:
            answer: HTTPResponse = self.opener.open(request, timeout=60)
        except HTTPError as refused:
            answer = refused  # type: ignore[assignment]
        with answer:
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                return None
            text = answer.read().decode()
            where = answer.url.removeprefix(self.site)
        if "<html" not in text[:200]:
            return None
        return Page(route(where), where, answer.status, text)

    def post(self, path: str, /, **fields: str) -> Page | None:
        """What a form answers; a page with a form must be there already for its token."""
        if not any(cookie.name == "csrftoken" for cookie in self.jar):
            self.open(path)
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), "")
        return self.open(path, fields | {"csrfmiddlewaretoken": token or ""})

    def walk(self, starts: Iterable[str], each: int = 2, but: str = "-") -> Iterator[Page]:
        """The pages that links lead to from these; of one kind (route) no more than `each`, the starts apart.

        but: how the names of the routes begin that are left out.
        """
        starts = list(starts)
        waiting, seen, count = deque(starts), set(starts), Counter[str]()
        while waiting:
            path = waiting.popleft()
            name = route(path)
            if not name or name.startswith(but) or (count[name] >= each and path not in starts):
                continue
            count[name] += 1
            page = self.open(quote(path, safe="/?=&%"))
            if page is None:
                continue
            yield page
            for link in links(page):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)


def links(page: Page) -> Iterator[str]:
    """The addresses on the same site that a page leads to."""
    for href in page.tree.xpath("//a/@href"):
        target = urlsplit(urljoin(f"http://here{page.path}", urldefrag(href)[0]))
        if target.netloc == "here" and target.scheme == "http":
            yield target.path + (f"?{target.query}" if target.query else "")


def route(path: str) -> str:
    """The name of the view behind an address, as in "portal:item"; empty where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""

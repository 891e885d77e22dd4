"""What a page of an old site says: its parts by the profile, else by the meta tags of 网页标签规范, else by habit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from gongkai.apps.publications.importing.crawl.profile import Profile

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
SAID_DAY = re.compile(r"(?:发布时间|发布日期|发文日期|时间|日期)\s*[：:]\s*" + DAY.pattern)
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,5}号")
SUFFIX = re.compile(r"\s*[-_|—].*$")
BODIES = (
    "#zoom",
    ".TRS_Editor",
    ".trs_editor_view",
    "#UCAP-CONTENT",
    ".article-content",
    "article",
    ".content",
    "#content",
)
PAPERS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".ppt", ".pptx", ".txt", ".csv")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
SHORTEST = 10  # characters of a body
TURNED = ("下一页", "下页", "后一页")
# createPageHTML(12, 0, "index", "html"): index.html, index_1.html … index_11.html, as a widespread system writes its lists.
COUNTED = re.compile(r"createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']")
MOST_PAGES = 5000


@dataclass(slots=True)
class Page:
    """A page as a row, as far as it could be recognised; lacking: what could not. html: the body's own markup.

    papers, pictures: addresses of what lies beside it, pictures in the order in which the body shows them.
    """

    row: dict[str, str] = field(default_factory=dict)
    html: str = ""
    papers: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def page_of(text: str, url: str, profile: Profile, column: str = "") -> Page:
    """The page at this address."""
    tree = Selector(text)
    meta = _meta(tree)
    wanted = profile.item
    body = _body(tree, wanted.get("body", ""))
    words = _words(body) if body else ""
    title = _said(tree, wanted.get("title", "")) or meta.get("articletitle", "") or _headline(tree)
    whole = _words(tree)
    row = {
        "key": url,
        "title": title,
        "column": column or profile.columns.get(meta.get("columnname", ""), ""),
        "date": _day(tree, wanted.get("date", ""), meta, whole),
        "channels": profile.channels,
        "document_number": _number(_said(tree, wanted.get("document_number", "")), f"{title} {words[:400]}"),
        "content_source": (_said(tree, wanted.get("content_source", "")) or meta.get("contentsource", ""))[
            :100
        ],
        "keywords": meta.get("keywords", "")[:120],
        "summary": meta.get("description", "")[:2000],
        "source_url": url,
    }
    page = Page(row)
    needed = (("标题", title), ("日期", row["date"]), ("栏目", row["column"]))
    page.lacking = [name for name, value in needed if not value]
    scope = tree.css(wanted["attachments"]) if wanted.get("attachments") else (body or tree).css("a")
    page.papers = _unique(
        urljoin(url, link) for link in scope.css("::attr(href)").getall() if _ending(link) in PAPERS
    )
    if body:
        page.html = "".join(body.xpath("./node()").getall())
        page.pictures = _unique(
            urljoin(url, link) for link in body.css("img::attr(src)").getall() if _ending(link) in PICTURES
        )
    if len(words) < SHORTEST and not page.papers and not page.pictures:
        page.lacking.append("正文")
    return page


def looks_like_item(text: str, profile: Profile) -> bool:
    """True for a page that says of itself that it is one piece of information, or on which the profile finds a body."""
    tree = Selector(text)
    css = profile.item.get("body", "")
    return "articletitle" in _meta(tree) or bool(css and tree.css(css))


def links_of(text: str, url: str, profile: Profile) -> list[str]:
    """The items of a list."""
    tree = Selector(text)
    if profile.items:
        links = tree.css(profile.items).css("::attr(href)").getall()
    else:
        links = [a.attrib.get("href", "") for a in tree.css("li a, td a, dd a") if len(_words(a)) >= 6]
    return _unique(_plain(urljoin(url, link)) for link in links if _page_link(link))


def turns_of(text: str, url: str, profile: Profile) -> list[str]:
    """The further pages of a list."""
    tree = Selector(text)
    if profile.next:
        links = tree.css(profile.next).css("::attr(href)").getall()
    else:
        links = [a.attrib.get("href", "") for a in tree.css("a") if _words(a).strip("<>›»→ ") in TURNED]
    counted = COUNTED.search(text)
    if counted and int(counted[2]) == 0:
        amount = min(int(counted[1]), MOST_PAGES)
        links += [f"{counted[3]}_{place}.{counted[4]}" for place in range(1, amount)]
    return _unique(_plain(urljoin(url, link)) for link in links if _page_link(link))


def _meta(tree: Selector) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.css("meta[name]"):
        name = tag.attrib["name"].strip().lower()
        found.setdefault(name, " ".join(tag.attrib.get("content", "").split()))
    return {name: value for name, value in found.items() if value}


def _said(tree: Selector, css: str) -> str:
    found = tree.css(css) if css else None
    return _words(found[0]) if found else ""


def _words(node: Selector) -> str:
    return " ".join(
        " ".join(node.xpath(".//text()[not(ancestor::script or ancestor::style)]").getall()).split()
    )


def _headline(tree: Selector) -> str:
    heads = [words for head in tree.css("h1") if (words := _words(head))]
    return heads[0] if len(heads) == 1 else SUFFIX.sub("", _said(tree, "title"))


def _day(tree: Selector, css: str, meta: dict[str, str], words: str) -> str:
    for found in (DAY.search(_said(tree, css)), DAY.search(meta.get("pubdate", "")), SAID_DAY.search(words)):
        if found:
            year, month, day = map(int, found.groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def _number(said: str, words: str) -> str:
    found = NUMBER.search(said) or NUMBER.search(words)
    return said[:60] if said and not found else found[0] if found else ""


def _body(tree: Selector, css: str) -> Selector | None:
    """As the profile says; else a usual place; else the block with the most words in paragraphs of its own."""
    for each in filter(None, (css, *(() if css else BODIES))):
        found = tree.css(each)
        if found and len(_words(found[0])) >= SHORTEST:
            return found[0]
    if css:
        return None
    blocks = tree.xpath("//*[p]")
    best = max(blocks, key=lambda block: len(" ".join(block.xpath("./p//text()").getall())), default=None)
    return best if best is not None and len(_words(best)) >= SHORTEST else None


def _ending(link: str) -> str:
    return PurePosixPath(urlsplit(link).path).suffix.lower()


def _page_link(link: str) -> bool:
    link = link.strip()
    return (
        bool(link)
        and not link.startswith(("#", "javascript:", "mailto:", "tel:"))
        and (_ending(link) not in PAPERS + PICTURES)
    )


def _plain(url: str) -> str:
    return url.split("#")[0]


def _unique(links: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(links))

"""The spider: lists → further lists and pages → rows, each with its files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse

from gongkai.apps.publications.importing.crawl.folder import ImportFolder
from gongkai.apps.publications.importing.crawl.profile import Profile
from gongkai.apps.publications.importing.crawl.recognise import (
    Page,
    links_of,
    looks_like_item,
    page_of,
    turns_of,
)


class OldSite(scrapy.Spider):
    """One site by its profile, into one folder. told: called with the number of rows after each."""

    name = "old-site"

    def __init__(self, profile: Profile, folder: ImportFolder, told: Callable[[int], None]) -> None:
        super().__init__()
        self.profile, self.folder, self.told = profile, folder, told

    async def start(self) -> AsyncIterator[Any]:
        """The lists; they are read anew in each run, pages that stand in the folder are not."""
        for start in self.profile.starts:
            yield self._request(start.url, self.parse_list, start.column, dont_filter=True)

    def _request(self, url: str, callback: Any, column: str, *, dont_filter: bool = False) -> Request:
        return Request(
            url,
            callback,
            errback=self.failed,
            cb_kwargs={"column": column},
            dont_filter=dont_filter,
            meta={"asked": url},
        )

    def parse_list(self, response: Response, column: str) -> Any:
        """A list: its items and its further pages."""
        if not self._readable(response):
            return
        if not self.profile.items and looks_like_item(response.text, self.profile):
            return  # a page that was taken for a list
        for url in turns_of(response.text, response.url, self.profile):
            yield self._request(url, self.parse_list, column)
        for url in links_of(response.text, response.url, self.profile):
            if url not in self.folder.done:
                yield self._request(url, self.parse_item, column)

    async def parse_item(self, response: Response, column: str) -> None:
        """A page: kept with its files, or complained of."""
        url = response.meta["asked"]
        if not self._readable(response):
            return
        page = page_of(response.text, response.url, self.profile, column)
        if page.lacking:
            self.folder.complain(url, f"未能识别{'、'.join(page.lacking)}")
            return
        page.row |= {"key": url, "words": page.html}
        await self._keep(url, page, response.url)

    async def _keep(self, url: str, page: Page, base: str) -> None:
        papers = [path for one in page.papers if (path := await self._fetched(url, one))]
        html = page.html
        for one in page.pictures:
            path = await self._fetched(url, one)
            if path:
                html = _placed(html, one, base, f"../{path}")
        page.row["files"] = "；".join(papers)
        if html.strip():
            page.row["body_file"] = self.folder.page(url, html)
        if self.folder.add(page.row):
            self.told(len(self.folder.done))
        else:
            self.folder.complain(url, "与另一页标题、日期、正文相同，未重复采集")

    async def _fetched(self, page: str, url: str) -> str:
        """The path of a file after it was fetched; empty, with a complaint, when it could not be."""
        engine = self.crawler.engine
        assert engine  # noqa: S101 - it runs
        try:
            response = await engine.download_async(Request(url))
        except Exception as error:  # a file that is missing does not stop its page
            self.folder.complain(page, f"附件或者图片{url}没有取到（{_why(error)}）")
            return ""
        if response.status != 200 or not response.body:
            self.folder.complain(page, f"附件或者图片{url}没有取到（{response.status}）")
            return ""
        return self.folder.file(url, response.body)

    def _readable(self, response: Response) -> bool:
        url = response.meta["asked"]
        if response.status != 200:
            self.folder.complain(url, f"网站答复{response.status}")
            return False
        if not isinstance(response, TextResponse) or not response.text.strip():
            self.folder.complain(url, "不是网页或者没有内容")
            return False
        return True

    def failed(self, failure: Any) -> None:
        """A page that could not be fetched at all."""
        self.folder.complain(failure.request.meta["asked"], _why(failure.value))


def _why(error: BaseException) -> str:
    if isinstance(error, IgnoreRequest):
        return "robots.txt不允许采集" if "robots" in str(error).lower() else "不在本站或者指向内部网络"
    return f"连接失败：{type(error).__name__}"


def _placed(html: str, url: str, base: str, path: str) -> str:
    """The body with the picture's address replaced, however the page wrote it."""
    tree = scrapy.Selector(text=html)
    for source in tree.css("img::attr(src)").getall():
        if scrapy.http.TextResponse(base, encoding="utf-8").urljoin(source) == url:
            escaped = source.replace("&", "&amp;")
            html = html.replace(f'src="{escaped}"', f'src="{path}"')
    return html

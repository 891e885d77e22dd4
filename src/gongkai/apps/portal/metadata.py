"""What stands above an item for people, and in the head of every page for machines.

Meta tags after 网页标签规范 (国办发〔2017〕47号附件): of the site on every page, of the column on pages of a column, of the
content on content pages. schema.org as a JSON-LD data block: it is never executed, so the content policy lets it stand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.words import zh_date
from gongkai.apps.portal.addresses import absolute, host
from gongkai.apps.publications.models import Column, Item

OVER = {Item.Validity.REPEALED, Item.Validity.LAPSED}
Tags = dict[str, str]
Feed = tuple[str, str]  # title, path of the Atom feed; the RSS feed stands beside it


@dataclass(frozen=True, slots=True)
class Fixed:
    """栏目标签 of a fixed page. kind: of the closed list of the norm. about: what follows the agency's name."""

    name: str
    kind: str
    about: str
    keywords: str = ""


# name of the page in the URL map → what it is
PAGES: dict[str, Fixed] = {
    "home": Fixed("首页", "首页", "各机关政府信息公开专栏的入口和检索", "政务公开,政府信息"),
    "agency": Fixed(
        "首页", "首页", "政府信息公开专栏首页：最新公开、按栏目查阅、检索、依申请公开", "政务公开"
    ),
    "guide": Fixed(
        "政府信息公开指南", "信息公开指南", "公开政府信息的范围、方式、工作机构和联系方式", "联系方式"
    ),
    "systems": Fixed("政府信息公开制度", "政策文件", "政府信息公开工作的制度文件"),
    "columns": Fixed("法定主动公开内容", "信息公开目录", "主动公开的政府信息，按栏目排列", "公开目录"),
    "reports": Fixed("政府信息公开年报", "信息公开年报", "历年政府信息公开工作年度报告", "年度报告"),
    "reports_compared": Fixed(
        "历年年度报告数据对照", "信息公开年报", "历年年度报告的数据逐年对照", "年度报告"
    ),
    "requests": Fixed("依申请公开", "依申请公开", "受理政府信息公开申请的渠道、程序和期限", "信息公开申请"),
    "letters": Fixed("写信咨询", "咨询投诉", "网上信箱：咨询、建言、投诉、举报和求助", "信箱,咨询,投诉"),
    "topics": Fixed("专题专栏", "工作动态", "围绕重点工作汇集政府信息的专题", "专题"),
    "questions": Fixed("政策问答", "政策解读", "常见政策问题的答复", "政策问答,常见问题"),
    "standards": Fixed(
        "标准规范清单", "信息公开目录", "公开的事项、内容、依据、时限、主体和渠道", "标准目录"
    ),
    "statistics": Fixed("公开统计", "数据发布", "主动公开、依申请公开和来信的统计数据", "统计"),
    "data": Fixed("开放数据", "数据开放", "公开目录、年报和统计的数据文件及字段说明", "数据下载,CSV,JSON"),
}
KINDS = {
    Column.Kind.GUIDE: "信息公开指南",
    Column.Kind.SYSTEM: "政策文件",
    Column.Kind.STATUTORY: "信息公开目录",
    Column.Kind.ANNUAL_REPORT: "信息公开年报",
    Column.Kind.OTHER: "工作动态",
}
# Columns of 法定主动公开内容 for which the norm has a type of its own, by words in their names.
NAMES = (
    ("解读", "政策解读"),
    ("规范性文件", "政策文件"),
    ("规章", "政策文件"),
    ("机构", "机构职能"),
    ("统计", "数据发布"),
    ("回应", "回应关切"),
    ("征集", "征集调查"),
    ("访谈", "在线访谈"),
)
SAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def table(item: Item) -> list[dict[str, object]]:
    """The rows for `look/metadata_table.html` (国办秘函〔2009〕6号); what an item does not have is left out."""
    rows: list[dict[str, object]] = [
        {"label": "索引号", "value": item.index_number},
        {"label": "主题分类", "value": item.topic},
        {"label": "发文机关", "value": item.content_source or item.agency.name},
        {"label": "成文日期", "value": zh_date(item.issued_on)},
        {"label": "发文字号", "value": item.document_number},
        {"label": "发布日期", "value": zh_date(item.first_public_on)},
        {"label": "体裁分类", "value": item.genre},
        {"label": "服务对象", "value": item.audience},
        validity(item) if item.document_number or item.is_normative or item.validity != "in_force" else {},
        {"label": "关键词", "value": item.keywords},
    ]
    narrow = [row for row in rows if row.get("value") or row.get("tag")]
    if len(narrow) % 2:  # two to a line: the last one alone takes the whole line
        narrow[-1]["wide"] = True
    wide = [{"label": "标题", "value": item.title}, {"label": "内容概述", "value": item.summary}]
    return [*narrow, *({**row, "wide": True} for row in wide if row["value"])]


def validity(item: Item) -> dict[str, object]:
    """Whether a document holds, in a word, and until or since when."""
    kind = "error" if item.validity in OVER else "holds" if item.validity == "in_force" else ""
    if item.validity != Item.Validity.IN_FORCE:
        words = f"自{zh_date(item.validity_since)}起" if item.validity_since else ""
    else:
        words = f"至{zh_date(item.valid_until)}" if item.valid_until else ""
    return {"label": "有效性", "value": words, "tag": item.get_validity_display(), "tag_kind": kind}


def site_tags(agency: Agency | None, platform: str) -> Tags:
    """站点标签: SiteName, SiteDomain, SiteIDCode."""
    return {
        "SiteName": f"{agency.name}政府信息公开" if agency else platform,
        "SiteDomain": host(),
        "SiteIDCode": agency.site_code if agency else settings.GONGKAI_SITE_CODE,
    }


def column_tags(agency: Agency, name: str, kind: str) -> Tags:
    """栏目标签 of a column. kind: a type of the closed list."""
    return _column_tags(agency, Fixed(name, kind, f"“{name}”栏目公开的政府信息，按公开日期排列"))


def page_tags(agency: Agency | None, page: str) -> Tags:
    """The column tags of a fixed page; none for other pages."""
    return _column_tags(agency, PAGES[page]) if page in PAGES else {}


def _column_tags(agency: Agency | None, page: Fixed) -> Tags:
    named = "" if page.name == "首页" else page.name
    words = [named, *page.keywords.split(","), agency.name if agency else "", "政府信息公开"]
    return {
        "ColumnName": page.name,
        "ColumnDescription": f"{agency.name if agency else ''}{page.about}",
        "ColumnKeywords": ",".join(dict.fromkeys(filter(None, words))),
        "ColumnType": page.kind,
    }


def column_type(column: Column) -> str:
    """The type of a column in the closed list of the norm."""
    if column.kind in {Column.Kind.STATUTORY, Column.Kind.OTHER}:
        for word, kind in NAMES:
            if word in column.name:
                return kind
    return KINDS[Column.Kind(column.kind)]


def content_tags(item: Item, path: str) -> Tags:
    """内容页标签, as far as there is something to say. path: where the page stands."""
    published = timezone.localtime(item.published_at).strftime("%Y-%m-%d %H:%M")
    if item.imported_id:  # the old site's day; its hour is not known
        published = f"{item.first_public_on} 00:00"
    return {
        "ArticleTitle": item.title,
        "PubDate": published,
        "ContentSource": item.content_source or item.agency.name,
        "Keywords": item.keywords,
        "Author": item.content_source or item.agency.name,
        "Description": item.summary or item.title,
        "Url": absolute(path),
    }


def item_path(item: Item) -> str:
    """The path of an item's page: written out, since lists ask for thousands."""
    return f"/a/{item.agency.code}/items/{item.pk}/"


def head(
    *,
    tags: Mapping[str, str],
    title: str = "",
    path: str = "",
    kind: str = "website",
    feeds: Sequence[Feed] = (),
    data: Mapping[str, Any] | None = None,
) -> SafeString:
    """Everything for the head of a page: meta tags, its one address, Open Graph, feeds, schema.org.

    path: where the page stands, for pages with one address. kind: website or article. data: schema.org.
    """
    lines = [_metas("name", tags)]
    if path:
        lines.append(format_html('<link rel="canonical" href="{}">\n', absolute(path)))
        graph = {
            "og:type": kind,
            "og:locale": "zh_CN",
            "og:site_name": tags.get("SiteName", ""),
            "og:title": title or tags.get("ArticleTitle") or tags.get("ColumnName", ""),
            "og:description": tags.get("Description") or tags.get("ColumnDescription", ""),
            "og:url": absolute(path),
        }
        lines.append(_metas("property", graph))
    for name, atom in feeds:
        for media, address in (("atom", atom), ("rss", rss(atom))):
            link = '<link rel="alternate" type="application/{}+xml" title="{}（{}）" href="{}">\n'
            lines.append(format_html(link, media, name, media.capitalize().replace("Rss", "RSS"), address))
    if data:
        text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(SAFE)
        lines.append(format_html('<script type="application/ld+json">{}</script>\n', SafeString(text)))
    return SafeString("".join(lines))


def rss(atom: str) -> str:
    """The address of the RSS feed beside an Atom feed."""
    return atom.replace("feed.xml", "rss.xml")


def _metas(attribute: str, tags: Mapping[str, str]) -> SafeString:
    line = f'<meta {attribute}="{{}}" content="{{}}">\n'
    return format_html_join("", line, ((name, " ".join(text.split())) for name, text in tags.items() if text))

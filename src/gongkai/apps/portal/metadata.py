"""What stands above an item for people, and in the head of every page for machines.

Meta tags after 网页标签规范 (国办发〔2017〕47号附件): of the site on every page, of the column on pages of a column, of the
content on content pages. schema.org as a JSON-LD data block: it is never executed, so the content policy lets it stand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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

# place in the navigation → ColumnName, ColumnType (closed list of the norm)
PAGES: dict[str, tuple[str, str]] = {
    "home": ("首页", "首页"),
    "agency": ("首页", "首页"),
    "guide": ("政府信息公开指南", "信息公开指南"),
    "systems": ("政府信息公开制度", "政策文件"),
    "columns": ("法定主动公开内容", "信息公开目录"),
    "reports": ("政府信息公开年报", "信息公开年报"),
    "requests": ("依申请公开", "依申请公开"),
    "letters": ("写信咨询", "咨询投诉"),
    "statistics": ("公开统计", "数据发布"),
    "data": ("开放数据", "数据开放"),
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


def column_tags(agency: Agency | None, name: str, kind: str) -> Tags:
    """栏目标签. kind: a type of the closed list."""
    whose = agency.name if agency else ""
    return {
        "ColumnName": name,
        "ColumnDescription": f"{whose}{name}：公开的政府信息及其更新",
        "ColumnKeywords": ",".join(filter(None, (name, agency.short_name if agency else "", "政府信息公开"))),
        "ColumnType": kind,
    }


def page_tags(agency: Agency | None, place: str) -> Tags:
    """The column tags of a fixed page; none for other pages."""
    return column_tags(agency, *PAGES[place]) if place in PAGES else {}


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

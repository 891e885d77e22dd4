"""What stands above an item for people, and in the head of its page for machines."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone

from gongkai.apps.look.words import zh_date
from gongkai.apps.publications.models import Item

OVER = {Item.Validity.REPEALED, Item.Validity.LAPSED}


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


def meta_tags(request: HttpRequest, item: Item) -> Iterator[tuple[str, str]]:
    """The tags of a content page (国办发〔2017〕47号, 网页设计规范), as far as there is something to say."""
    column = item.column
    published = timezone.localtime(item.published_at).strftime("%Y-%m-%d %H:%M")
    if item.imported_id:  # the old site's day; its hour is not known
        published = f"{item.first_public_on} 00:00"
    tags = {
        "SiteName": f"{item.agency.name}政府信息公开",
        "SiteDomain": request.get_host(),
        "ColumnName": column.name,
        "ColumnDescription": f"{item.agency.name}{column.name}",
        "ColumnKeywords": column.name,
        "ColumnType": column_type(column.kind),
        "ArticleTitle": item.title,
        "PubDate": published,
        "ContentSource": item.content_source or item.agency.name,
        "Keywords": item.keywords,
        "Description": item.summary,
        "Url": request.build_absolute_uri(request.path),
    }
    return ((name, value) for name, value in tags.items() if value)


def column_type(kind: str) -> str:
    """The type of a column in the closed list of the norm."""
    types = {
        "guide": "信息公开指南",
        "annual_report": "信息公开年报",
        "statutory": "信息公开目录",
        "system": "政策文件",
    }
    return types.get(kind, "工作动态")

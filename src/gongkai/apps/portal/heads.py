"""The head of pages that are more than a place in the navigation: tags, feeds and schema.org together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import schema_org
from gongkai.apps.portal.metadata import (
    PAGES,
    Feed,
    Tags,
    column_tags,
    column_type,
    content_tags,
    head,
    item_path,
    page_tags,
    site_tags,
)
from gongkai.apps.publications.models import Column, Item

PLATFORM = "政务公开平台"


def of_page(agency: Agency | None, page: str, *, own: bool = True) -> SafeString:
    """A fixed page, by its name in the URL map. own: False for one below it, which has no address of that name."""
    tags = site_tags(agency, PLATFORM) | page_tags(agency, page)
    path = reverse(f"portal:{page}", args=[agency.code] if agency else []) if own and page in PAGES else ""
    whose = agency.name if agency else PLATFORM
    return head(
        tags=tags,
        title=whose if page in {"home", "agency"} else f"{whose} {tags.get('ColumnName', '')}".strip(),
        path=path,
        feeds=_feeds(agency),
        data=schema_org.organisation(agency) if agency and path and page == "agency" else None,
    )


def of_topic(agency: Agency, name: str, path: str) -> SafeString:
    """A page of 专题专栏. path: its own address."""
    tags = site_tags(agency, PLATFORM) | page_tags(agency, "topics")
    return head(tags=tags, title=f"{agency.name} {name}", path=path, feeds=_feeds(agency))


def of_column(agency: Agency, column: Column, path: str) -> SafeString:
    """A page of a column's list. path: its own address."""
    tags = site_tags(agency, PLATFORM) | _column(agency, column)
    return head(tags=tags, title=f"{agency.name} {column.name}", path=path, feeds=_feeds(agency, column))


def of_item(item: Item, path: str = "") -> SafeString:
    """The page of an item, whose agency and column have been read. path: where it stands if not at its own address."""
    path = path or item_path(item)
    tags = site_tags(item.agency, PLATFORM) | _column(item.agency, item.column) | content_tags(item, path)
    return head(
        tags=tags,
        path=path,
        kind="article",
        feeds=_feeds(item.agency, item.column),
        data=schema_org.item(item),
    )


def _column(agency: Agency, column: Column) -> Tags:
    return column_tags(agency, column.name, column_type(column))


def _feeds(agency: Agency | None, column: Column | None = None) -> list[Feed]:
    if agency is None:
        return [(f"{PLATFORM}最新公开", reverse("portal:platform_feed"))]
    feeds = [(f"{agency.name}最新公开", reverse("portal:feed", args=[agency.code]))]
    if column:
        address = reverse("portal:column_feed", args=[agency.code, column.code])
        feeds.append((f"{agency.name} {column.name}", address))
    return feeds

"""The key of an item in the search index: by it alone the two know each other."""

from __future__ import annotations

from gongkai.apps.publications.models import Item


def key_of(item: Item) -> str:
    """The item's key in the index; keys stand in the order of primary keys."""
    return f"item:{item.pk:012d}"


def pk_of(key: str) -> int:
    """The primary key of the item with this key."""
    return int(key.removeprefix("item:"))

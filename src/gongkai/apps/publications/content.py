"""The content that a review judges, as data and as one digest."""

from __future__ import annotations

import hashlib
import json
from operator import attrgetter
from typing import Any

from gongkai.apps.publications import richtext
from gongkai.apps.publications.models import Item

# What an author writes; each is part of the content that is reviewed.
WRITTEN = (
    "title",
    "summary",
    "body",
    "body_html",
    "document_number",
    "issued_on",
    "formed_on",
    "keywords",
    "topic",
    "genre",
    "content_source",
    "disclosure_attribute",
    "attribute_reason",
    "attribute_article",
    "is_normative",
    "valid_until",
)

# Written as well, but left out of the content where not set: digests from before they existed stay true.
SPARSE = ("audience", "is_important", "interpretation_required", "amendment")

BY_KEY = attrgetter("pk")


def content_of(item: Item) -> dict[str, Any]:
    """Everything that the public would see of the item, as plain JSON values."""
    values = {name: getattr(item, name) for name in WRITTEN}
    for name in ("issued_on", "formed_on", "valid_until"):
        values[name] = str(values[name]) if values[name] else ""
    values |= {name: getattr(item, name) for name in SPARSE if getattr(item, name)}
    if item.replaces_id:
        values["replaces"] = item.replaces_id
    return values | {
        "kind": item.kind,
        "column": item.column.code,
        "interpretation_of": item.interpretation_of_id,
        "payload": item.payload,
        "attachments": [[each.name, each.digest] for each in sorted(item.attachments.all(), key=BY_KEY)],
    }


def digest_of(content: Any) -> str:
    """SHA-256 over the canonical JSON of a content, 64 hexadecimal digits."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content_digest(item: Item) -> str:
    """The digest of the item as it stands now."""
    return digest_of(content_of(item))


def html_of(item: Item) -> str:
    """The body as a cleaned text (see `richtext`): as it was written, or an older one of plain lines as paragraphs.

    That of an annual report is the platform's own page and no such text.
    """
    return item.body_html or richtext.from_text(item.body)

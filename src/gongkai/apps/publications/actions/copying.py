"""The working copy: what is typed is kept while it is typed, for its author alone, and never part of what is reviewed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.models import Item, WorkingCopy
from gongkai.law.refusals import Refused

LARGEST = 4_000_000  # characters of all fields together


def keep_copy(
    actor: Post, item: Item | None, fields: Mapping[str, str], version: int | None = None
) -> WorkingCopy:
    """The post's copy with these fields in place of what it held. item: None for a new draft."""
    actor.require("publications.draft")
    if item is not None:
        actor.require_agency(item.agency_id)
    if len(json.dumps(dict(fields), ensure_ascii=False)) > LARGEST:
        raise Refused("内容过长，没有自动保存；请把长表格、长附录作为附件上传", field="body_html")
    values = {"fields": dict(fields), "version": version, "at": timezone.now()}
    return WorkingCopy.objects.update_or_create(post=actor, item=item, defaults=values)[0]


def drop_copy(actor: Post, item: Item | None) -> None:
    """Forgets the post's copy: it was saved, or is not wanted."""
    WorkingCopy.objects.filter(post=actor, item=item).delete()

"""Who may not judge which items, and for whom a post judges: read for many items at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from gongkai.apps.agencies.gathering import Sources
from gongkai.apps.agencies.models import Grant, Post
from gongkai.apps.publications.chains import deputyships
from gongkai.apps.publications.models import Item, Review, Revision

Rows = Iterable[dict[str, Any]]


def wrote(items: QuerySet[Item]) -> QuerySet[Any, Any]:
    """The accounts that wrote any draft of these items or of the pages that they replace: the words stand in both."""
    pks = items.order_by().values("pk")
    pages = items.order_by().exclude(replaces=None).values("replaces")
    rows = Revision.objects.filter(item__in=pks.union(pages)).order_by()
    return rows.values("item_id", account=F("editor__account_id")).distinct()


def approved(items: QuerySet[Item]) -> QuerySet[Any, Any]:
    """The accounts that approved the present drafts of these items, and those for whom a deputy did."""
    rows = Review.objects.filter(item__in=items.order_by().values("pk"), draft=F("item__draft"))
    rows = rows.filter(decision=Review.Decision.APPROVED).order_by()
    return rows.values("item_id", "account_id", principal=F("on_behalf_of__account_id"))


def barred(replaced: Iterable[tuple[int, int | None]], wrote: Rows, approved: Rows) -> dict[int, set[int]]:
    """For each item the accounts that may not judge it. replaced: (item, the page that it replaces)."""
    by_item: dict[int, set[int]] = defaultdict(set)
    for row in wrote:
        by_item[row["item_id"]].add(row["account"])
    found = {item: by_item[item] | (by_item[page] if page else set()) for item, page in replaced}
    for row in approved:
        found[row["item_id"]].update(filter(None, (row["account_id"], row["principal"])))
    return found


def absent_sources(post: Post, today: date) -> Sources:
    """The roles of those for whom the post stands in today."""
    principals = deputyships(post, today).order_by().values("principal")
    roles = Grant.objects.filter(post__in=principals, revoked_at=None).order_by()
    return {"absent_roles": roles.values("role", account=F("post__account_id"))}


def absent(rows: Rows) -> dict[int, set[str]]:
    """Account → its roles, of those for whom the post stands in."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        found[row["account"]].add(row["role"])
    return found

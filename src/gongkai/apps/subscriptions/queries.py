"""Reads of subscriptions: never an address."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from gongkai.apps.subscriptions.models import Subscription

FEWEST = 3  # a question asked by fewer is not shown: it could point to a person


@dataclass(frozen=True, slots=True)
class Counted:
    """How many subscribe to one thing. what: in words."""

    what: str
    at_once: int
    daily: int

    @property
    def total(self) -> int:
        return self.at_once + self.daily


def by_token(token: str) -> Subscription | None:
    """The subscription of a link."""
    return Subscription.objects.select_related("agency", "column").filter(token=token).first()


def counted(agency_id: int) -> list[Counted]:
    """The confirmed subscribers of an agency, by column and search; rare questions are put together."""
    rows = (
        Subscription.objects.filter(agency_id=agency_id)
        .exclude(confirmed_at=None)
        .order_by()
        .values_list("column__order", "column__name", "query", "rhythm")
        .annotate(n=Count("pk"))
    )
    found: dict[tuple[int, str, str], list[int]] = {}
    for order, column, query, rhythm, n in rows:
        numbers = found.setdefault((-1 if order is None else order, column or "", query), [0, 0])
        numbers[rhythm == Subscription.Rhythm.DAILY] += n
    plain = [
        Counted(column or "全部信息", *n) for (_, column, query), n in sorted(found.items()) if not query
    ]
    asked = {key: n for key, n in found.items() if key[2]}
    told = [Counted(f"检索：{query}", *n) for (*_, query), n in sorted(asked.items()) if sum(n) >= FEWEST]
    rare = [n for n in asked.values() if sum(n) < FEWEST]
    if rare:
        told.append(Counted("其他检索", sum(n[0] for n in rare), sum(n[1] for n in rare)))
    return plain + told

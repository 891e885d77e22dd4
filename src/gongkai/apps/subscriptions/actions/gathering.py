"""What became public is gathered for those who asked for it: each item once for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from gongkai.apps.publications.keys import pk_of
from gongkai.apps.publications.models import Item
from gongkai.apps.search import queries as search
from gongkai.apps.search.documents import Filters
from gongkai.apps.subscriptions.actions.subscribing import queue
from gongkai.apps.subscriptions.models import Mailing, Subscription, Told

DAILY_FROM = time(8)  # Beijing
# An item may be indexed, or its transaction end, a while after its time of publication.
OVERLAP = timedelta(days=1)
PER_PAGE = 100
Target = tuple[int | None, int | None, str]


def gather(now: datetime | None = None) -> int:
    """Queues an e-mail for everyone for whom there is something new; how many.

    At once: at every run. Daily: at the first run of a day after eight. Of the history that is brought along from an
    old site nothing is told.
    """
    now = now or timezone.now()
    due = Subscription.objects.exclude(confirmed_at=None)
    local = timezone.localtime(now)
    morning = timezone.make_aware(datetime.combine(local.date(), DAILY_FROM))
    at_once = due.filter(rhythm=Subscription.Rhythm.AT_ONCE)
    daily = due.filter(rhythm=Subscription.Rhythm.DAILY, looked_at__lt=morning)
    groups = [at_once, daily] if now >= morning else [at_once]
    return sum(_gather(group, now) for group in groups)


def _gather(group: QuerySet[Subscription], now: datetime) -> int:
    first = group.aggregate(first=Min("looked_at"))["first"]
    if first is None:
        return 0
    items = list(
        Item.objects.filter(state=Item.State.PUBLISHED, published_at__gte=first - OVERLAP, imported=None)
        .select_related("column", "agency")
        .only("published_at", "agency__code", "column__code", "column__parent_id")
    )
    queued = _gather_items(group, items) if items else 0
    group.update(looked_at=now)
    return queued


def _gather_items(group: QuerySet[Subscription], items: list[Item]) -> int:
    told = set(Told.objects.filter(item__in=items).values_list("subscription_id", "item_id"))
    matching: dict[Target, list[Item]] = {}
    queued = 0
    for row in group.select_related("agency", "column").defer("address"):
        target = (row.agency_id, row.column_id, row.query)
        if target not in matching:
            matching[target] = _matching(row, items)
        new = [item for item in matching[target] if (row.pk, item.pk) not in told and _after(row, item)]
        queued += _tell(row, new) if new else 0
    return queued


def _after(row: Subscription, item: Item) -> bool:
    """Whether an item became public after the subscriber had confirmed."""
    return bool(item.published_at and row.confirmed_at and item.published_at >= row.confirmed_at)


def _matching(row: Subscription, items: Iterable[Item]) -> list[Item]:
    """Those of the items that fall under what was subscribed."""
    found = [
        item
        for item in items
        if row.agency_id in (None, item.agency_id)
        and row.column_id in (None, item.column_id, item.column.parent_id)
    ]
    if not row.query or not found:
        return found
    hits = _found(row, min(item.published_at for item in found if item.published_at))
    return [item for item in found if item.pk in hits]


def _found(row: Subscription, since: datetime) -> set[int]:
    """The primary keys that the search finds as it was asked, down to a day."""
    filters = Filters(
        agency=row.agency.code if row.agency else "", column=row.column.code if row.column else ""
    )
    day, keys, page = timezone.localdate(since), set(), 1
    while True:
        results = search.search(row.query, filters, page=page, size=PER_PAGE, newest=True)
        if results.relaxed:
            return set()
        keys |= {pk_of(hit.key) for hit in results.hits}
        if len(results.hits) < PER_PAGE or results.hits[-1].day < day:
            return keys
        page += 1


@transaction.atomic
def _tell(row: Subscription, items: list[Item]) -> int:
    """One e-mail about these items; 0 when the subscriber has left, or another worker was quicker."""
    if not Subscription.objects.select_for_update().filter(pk=row.pk).exists():
        return 0
    known = set(Told.objects.filter(subscription=row, item__in=items).values_list("item", flat=True))
    new = [item for item in items if item.pk not in known]
    if not new:
        return 0
    mailing = queue(row, Mailing.Kind.NEWS)
    Told.objects.bulk_create(Told(subscription=row, item=item, mailing=mailing) for item in new)
    return 1

"""From the log to what changed in public. The log is the queue: an entry stands in the transaction that made the change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.models import Entry
from gongkai.apps.portal import queries
from gongkai.apps.portal.baking.kinds import (
    AGENCY,
    COLUMNS,
    COUNTS,
    DAY,
    FIGURES,
    ITEMS,
    ORGANISATION,
    TOPICS,
    Change,
)
from gongkai.apps.publications.models import Column, Item, Topic

# event → what it changes in public. An event that is not here changes nothing there.
TOUCHES: dict[str, str] = {
    "item.published": ITEMS,
    "item.released_in_emergency": ITEMS,
    "item.amended": ITEMS,
    "item.withdrawn": ITEMS,
    "item.validity_changed": ITEMS,
    "history.imported": ITEMS,
    "column.opened": COLUMNS,
    "column.changed": COLUMNS,
    "column.closed": COLUMNS,
    "column.reopened": COLUMNS,
    "topic.changed": TOPICS,
    "topic.closed": TOPICS,
    "topic.reopened": TOPICS,
    "agency.registered": AGENCY,
    "agency.changed": AGENCY,
    "department.registered": ORGANISATION,
    "leading_group.set_up": ORGANISATION,
    "reading_point.registered": ORGANISATION,
    "request.registered": FIGURES,
    "request.closed": FIGURES,
    "request.event_recorded": COUNTS,
    "item.released": COUNTS,
    "letter.received": COUNTS,
    "letter.answered": COUNTS,
}
APPEARING = {"item.published", "item.released_in_emergency", "history.imported"}


def entries(after: int, most: int) -> list[Entry]:
    """The next entries of the log that touch public pages, the oldest first."""
    return list(Entry.objects.filter(seq__gt=after, event__in=TOUCHES).order_by("seq")[:most])


def changes(found: Sequence[Entry]) -> list[Change]:
    """What these entries changed, one for each agency."""
    by_agency: dict[int, list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.agency_id:
            by_agency[entry.agency_id].append(entry)
    agencies = Agency.objects.select_related("superior__superior").in_bulk(list(by_agency))
    return [_change(agencies[pk], rows) for pk, rows in by_agency.items() if pk in agencies]


def another_day() -> list[Change]:
    """What a new day changes: for every agency."""
    return [Change(agency, frozenset({DAY})) for agency in queries.agencies()]


def withdrawn(found: Iterable[Entry]) -> list[Item]:
    """The items that these entries took down."""
    keys = [_key(entry) for entry in found if entry.event == "item.withdrawn"]
    gone = Item.objects.filter(pk__in=keys, state=Item.State.WITHDRAWN)
    return list(gone.select_related("agency").only("pk", "state", "agency__code"))


def _change(agency: Agency, found: Sequence[Entry]) -> Change:
    what = frozenset(TOUCHES[entry.event] for entry in found)
    keys = {entry.event: set[int]() for entry in found}
    for entry in found:
        keys[entry.event].add(_key(entry))
    items = _items(agency, keys)
    new = {pk for event in APPEARING - {"history.imported"} for pk in keys.get(event, ())}
    batches = keys.get("history.imported", set())
    columns = Column.objects.filter(agency=agency, pk__in=keys.get("column.changed", ()))
    turned = {pk for event, subjects in keys.items() if TOUCHES[event] == TOPICS for pk in subjects}
    left = [pair for item in items if item.amended_at for pair in _left(item)]
    moved = {item.pk for item, _ in left}
    appeared = [item for item in items if item.pk in new | moved or item.imported_id in batches]
    there = {item.pk for item in appeared}
    return Change(
        agency,
        what,
        appeared=tuple(appeared),
        changed=tuple(item for item in items if item.pk not in there),
        left=tuple(left),
        columns=tuple(columns.select_related("parent")),
        topics=tuple(Topic.objects.filter(agency=agency, pk__in=turned)),
    )


def _items(agency: Agency, keys: dict[str, set[int]]) -> list[Item]:
    """The items of these events, and the explanations that name them in their own lines."""
    batches = keys.get("history.imported", set())
    named = {pk for event, found in keys.items() if event.startswith("item.") for pk in found}
    ever = Item.objects.filter(agency=agency, first_public_on__isnull=False)
    rows = ever.filter(pk__in=named) | ever.filter(imported__in=batches)
    if named:
        rows = rows | ever.filter(interpretation_of__in=named)
    fields = ["agency_id", "state", "first_public_on", "imported_id", "interpretation_of_id", "amended_at"]
    fields += ["title", "keywords"]  # what a topic gathers by
    return list(
        rows.distinct().select_related("column__parent").only(*fields, "column__parent").order_by("pk")
    )


def _left(item: Item) -> list[tuple[Item, Column]]:
    """The item with the column in which its last wording stood, if that was another."""
    last = item.public_versions.order_by("-number").first()
    code = last.content.get("column") if last else None
    if not code or code == item.column.code:
        return []
    before = Column.objects.filter(agency=item.agency_id, code=code).select_related("parent").first()
    return [(item, before)] if before else []


def _key(entry: Entry) -> int:
    """The primary key of what an entry is about."""
    key = entry.subject.rpartition(":")[2]
    return int(key) if key.isdecimal() else 0

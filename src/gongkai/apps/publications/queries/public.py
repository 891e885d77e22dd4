"""What the public may read: items in state `published`, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from gongkai.apps.agencies.models import Agency
from gongkai.apps.publications.models import Attachment, Column, Item

# The long texts, which lists do not need.
TEXTS = ("body", "body_html", "payload")
# The long columns of what is joined to one item.
JOINED_TEXTS = tuple(f"interpretation_of__{name}" for name in TEXTS)


def public_items(agency: Agency, column: Column | None = None, word: str = "") -> QuerySet[Item]:
    """The agency's public items, newest first; of a column with its subcolumns; with a word in title, summary,
    document or index number."""
    found = Item.objects.filter(agency=agency, state=Item.State.PUBLISHED)
    if column:
        found = found.filter(Q(column=column) | Q(column__parent=column))
    word = word.strip()
    if word:
        found = found.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(document_number__icontains=word)
            | Q(index_number__icontains=word)
        )
    return found.select_related("column").defer(*TEXTS).order_by("-first_public_on", "-pk")


def _whole() -> QuerySet[Item]:
    """Items with all that a page shows: column, original, attachments, `public_interpretations` (a list, see `_told`)."""
    told = Item.objects.defer(*TEXTS).order_by("first_public_on", "pk")
    return (
        Item.objects.select_related("agency", "column__parent", "interpretation_of", "imported")
        .defer(*JOINED_TEXTS)
        .prefetch_related("attachments", Prefetch("interpretations", told, to_attr="public_interpretations"))
    )


def _told(item: Item) -> Item:
    """The item without the interpretations that are not public.

    They are left out here: a condition beside the keys would lead a database without statistics over every public item.
    """
    item.public_interpretations = [one for one in item.public_interpretations if one.is_public]  # type: ignore[attr-defined]
    return item


def public_item(agency: Agency, key: str | int) -> Item | None:
    """One public item with its column, original, attachments and `public_interpretations`, by primary key or index number."""
    text = str(key)
    found = _whole().filter(agency=agency, state=Item.State.PUBLISHED)
    found = found.filter(pk=int(text)) if text.isdecimal() else found.filter(index_number=text)
    item = found.first()
    return _told(item) if item else None


def public_items_whole(agency: Agency, keys: Iterable[int]) -> dict[int, Item]:
    """The same for many, by primary key; what is not public is left out, as in `_told`."""
    found = _whole().in_bulk(list(keys))
    return {pk: _told(item) for pk, item in found.items() if item.is_public and item.agency_id == agency.pk}


def interpretations_of(item: Item) -> QuerySet[Item]:
    """The public interpretations of a document; for the other way see `Item.interpretation_of`."""
    found = item.interpretations.filter(state=Item.State.PUBLISHED)
    return found.defer(*TEXTS).order_by("first_public_on", "pk")


def public_attachment(agency: Agency, pk: int) -> Attachment | None:
    """An attachment of a public item."""
    return Attachment.objects.filter(pk=pk, item__agency=agency, item__state=Item.State.PUBLISHED).first()


def public_file(agency: Agency, pk: int, name: str) -> Attachment | None:
    """The file of this name of a public item."""
    found = Attachment.objects.filter(item=pk, item__agency=agency, item__state=Item.State.PUBLISHED)
    return found.filter(name=name).first()


def latest(agency: Agency, count: int = 10) -> QuerySet[Item]:
    """The items that became public last."""
    return public_items(agency)[:count]


def annual_reports(agency: Agency) -> QuerySet[Item]:
    """The public annual reports, newest first, those from before the platform among them."""
    columns = Column.objects.filter(agency=agency, kind=Column.Kind.ANNUAL_REPORT)
    keys = list(
        columns.values_list("pk", flat=True)
    )  # told, for a subquery would lead past the index of columns
    found = Item.objects.filter(column__in=keys, state=Item.State.PUBLISHED)
    return found.select_related("column").defer(*TEXTS).order_by("-first_public_on", "-pk")


def public_columns(agency: Agency) -> list[Column]:
    """The agency's columns in order, each after its parent, with `subcolumns` (list) set on the top ones."""
    columns = list(Column.objects.filter(agency=agency).select_related("parent"))
    tops = [column for column in columns if column.parent_id is None]
    for top in tops:
        top.subcolumns = [column for column in columns if column.parent_id == top.pk]  # type: ignore[attr-defined]
    return tops


def column_counts(agency: Agency) -> dict[int, int]:
    """How many public items each column has, by primary key; a column counts its subcolumns' items too."""
    above = dict(Column.objects.filter(agency=agency).order_by().values_list("pk", "parent_id"))
    public = Item.objects.filter(column__in=list(above), state=Item.State.PUBLISHED).order_by()
    counts: Counter[int] = Counter()
    for column, amount in public.values_list("column_id").annotate(n=Count("pk")):
        counts[column] += amount
        if parent := above[column]:
            counts[parent] += amount
    return dict(counts)

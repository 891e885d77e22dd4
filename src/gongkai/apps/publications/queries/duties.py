"""The standards list with what fulfils it, what is missing from it, and how fast each item was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.duties import Demand, Gap, Published, Speed, gaps, speed
from gongkai.apps.publications.models import Duty, DutyEdition, Item, Release
from gongkai.law.sources import edition_for, editions
from gongkai.law.workdays import default_calendar

PUBLIC = Item.State.PUBLISHED


def duties_of(agency: Agency) -> QuerySet[Duty]:
    """The lines of the list that stand today, in order."""
    found = Duty.objects.filter(agency=agency, ended_on=None)
    return found.select_related("column__parent", "department")


def duty_for(post: Post, pk: int) -> Duty | None:
    """One line of the list of the post's agency."""
    return Duty.objects.filter(agency_id=post.agency_id, pk=pk).select_related("column", "department").first()


@dataclass(slots=True)
class DutyState:
    """A duty, how many items of the year fulfil it, when the last one became public, and what is lacking."""

    duty: Duty
    count: int
    last: date | None
    gaps: list[Gap] = field(default_factory=list)


def duty_states(agency: Agency, year: int, today: date) -> list[DutyState]:
    """The whole list against what became public in that year. Three queries, however long the list."""
    newest = (
        Item.objects.filter(column=OuterRef("column"), state=PUBLIC, title__contains=OuterRef("keyword"))
        .order_by("-first_public_on")
        .values("first_public_on")
    )
    listed = list(duties_of(agency).annotate(newest=Subquery(newest[:1])))
    published = _published(agency, {duty.column_id for duty in listed}, year)
    calendar = default_calendar()
    states = []
    for duty in listed:
        own = [one for one in published[duty.column_id] if duty.keyword in one.title]
        demand = Demand(duty.days, duty.month, duty.day, duty.channels, duty.since)
        last: date | None = duty.newest
        found = list(gaps(demand, own, last, year, today, calendar))
        states.append(DutyState(duty, len(own), last, found))
    return states


def _published(agency: Agency, columns: Iterable[int], year: int) -> dict[int, list[Published]]:
    """Column → what became public in it in that year and still is, the oldest first."""
    found = Item.objects.filter(
        agency=agency,
        state=PUBLIC,
        column__in=list(columns),
        first_public_on__range=(date(year, 1, 1), date(year, 12, 31)),
    )
    carried: dict[int, set[str]] = defaultdict(set)
    for item, kind in (
        Release.objects.filter(item__in=found).order_by().values_list("item_id", "channel__kind")
    ):
        carried[item].add(kind)
    by_column: dict[int, list[Published]] = defaultdict(list)
    names = ("column_id", "pk", "title", "formed_on", "first_public_on", "imported_id")
    for column, pk, title, formed, public, moved in found.order_by("first_public_on", "pk").values_list(
        *names
    ):
        by_column[column].append(Published(pk, title, formed, public, carried[pk], bool(moved)))
    return by_column


@dataclass(frozen=True, slots=True)
class Timed:
    """How fast the items of a year were published: pk → speed; of how many the day of forming is not known."""

    speeds: dict[int, Speed]
    unknown: int

    @property
    def late(self) -> list[int]:
        """The items that took longer than the law allows."""
        return [pk for pk, one in self.speeds.items() if one.late]

    @property
    def average(self) -> float | None:
        """Working days from forming to publication in the mean, to one place; None without any."""
        used = [one.used for one in self.speeds.values()]
        return round(sum(used) / len(used), 1) if used else None


def timed(agency: Agency, year: int) -> Timed:
    """Working days from forming to publication of everything that became public in the year (条例 art. 26).

    Imported history is left out: the day it was formed is not the platform's to know. One query.
    """
    found = disclosed_in(agency, year).filter(imported=None)
    calendar, speeds, unknown = default_calendar(), {}, 0
    for pk, formed, public in found.order_by().values_list("pk", "formed_on", "first_public_on"):
        if formed is None or public is None or formed < editions()[0].since:
            unknown += 1
            continue
        days = edition_for(formed).term("proactive").number
        speeds[pk] = speed(formed, public, days, calendar)
    return Timed(speeds, unknown)


def disclosed_in(agency: Agency, year: int) -> QuerySet[Item]:
    """What became public in that year, newest first."""
    found = Item.objects.filter(
        agency=agency, first_public_on__range=(date(year, 1, 1), date(year, 12, 31)), kind=Item.Kind.DOCUMENT
    )
    return found.select_related("column").order_by("-first_public_on", "-pk")


def public_duties(agency: Agency) -> tuple[DutyEdition, Item] | None:
    """The list as the public may read it, and the item that carries it; None where none is public.

    It is shown as a table only while the item's reviewed text says exactly what the table says.
    """
    editions = DutyEdition.objects.filter(agency=agency).select_related("item__replaces")
    for edition in editions[:10]:
        page = edition.item.replaces if edition.item.state == Item.State.MERGED else edition.item
        if page and page.is_public and page.body == text_of(edition.rows):
            return edition, page
    return None


HEADS = ("公开事项", "公开内容", "公开依据", "公开时限", "责任科室", "公开渠道", "公开对象", "公开栏目")


def text_of(rows: Iterable[Iterable[str]]) -> str:
    """The list in paragraphs, one a line of the list: what the reviewers read."""
    said = (
        "；".join(f"{head}：{cell}" for head, cell in zip(HEADS, row, strict=True) if cell) for row in rows
    )
    return "\n".join(f"{number}．{line}。" for number, line in enumerate(said, start=1))

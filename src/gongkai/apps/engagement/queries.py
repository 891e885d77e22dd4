"""Reads of the mailbox and of responses: lists, the desk, and what the annual report counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.facts import ANY_AGENCY, Records, compiled, grouped, read, yes_no
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.engagement.models import Letter, Response, due_of
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar
from gongkai.reports.facts import Amount, Fact, FactRecord, Selector

YES_NO = {True: "yes", False: "no"}


def in_year(field: str, year: int) -> Q:
    """Rows whose day lies in the year."""
    return Q(**{f"{field}__range": (date(year, 1, 1), date(year, 12, 31))})


def letters(agency_id: int) -> QuerySet[Letter]:
    """Every letter of the agency with its unit: the open ones by due date, then the answered, the newest first."""
    return (
        Letter.objects.filter(agency_id=agency_id)
        .select_related("department")
        .order_by(F("answered_on").desc(nulls_first=True), "received_on", "pk")
    )


def listed_letters(
    rows: QuerySet[Letter], today: date, *, year: int = 0, state: str = "", word: str = "", **chosen: Any
) -> QuerySet[Letter]:
    """The letters that a list shows. state: open, overdue, answered, or empty for all; chosen: field → value."""
    if year:
        rows = rows.filter(in_year("received_on", year))
    if word:
        rows = rows.filter(Q(title__contains=word) | Q(number__contains=word))
    match state:
        case "open":
            rows = rows.filter(answered_on=None)
        case "overdue":
            rows = rows.filter(answered_on=None, received_on__lte=last_overdue_receipt(today))
        case "answered":
            rows = rows.exclude(answered_on=None)
    return rows.filter(**chosen)


def waiting(agency_id: int, today: date) -> dict[str, int]:
    """How many letters are open, and how many of these are overdue."""
    late = Q(received_on__lte=last_overdue_receipt(today))
    return Letter.objects.filter(agency_id=agency_id, answered_on=None).aggregate(
        open=Count("pk"), overdue=Count("pk", filter=late)
    )


def last_overdue_receipt(today: date) -> date:
    """The latest day of receipt whose answer is already late today."""
    day = default_calendar().before(today, setting("mailbox_reply", today).value + 1)
    while due_of(day + timedelta(days=1)) < today:
        day += timedelta(days=1)
    return day


def letter_years(agency_id: int) -> list[tuple[int, int]]:
    """(year of receipt, letters), the latest first."""
    return _years(Letter.objects.filter(agency_id=agency_id), "received_on")


def response_years(agency_id: int) -> list[tuple[int, int]]:
    """(year, responses), the latest first."""
    return _years(Response.objects.filter(agency_id=agency_id), "held_on")


def _years(rows: QuerySet[Any], field: str) -> list[tuple[int, int]]:
    return list(
        rows.annotate(year=ExtractYear(field))
        .values("year")
        .annotate(n=Count("pk"))
        .order_by("-year")
        .values_list("year", "n")
    )


def responses(agency_id: int) -> QuerySet[Response]:
    """The agency's responses, newest first."""
    return Response.objects.filter(agency_id=agency_id).order_by("-held_on", "-pk")


def track(number: str, code: str) -> Letter | None:
    """A citizen's own letter by number and query code; None when they do not belong together."""
    return (
        Letter.objects.filter(number=number.strip(), code=code.strip().upper())
        .select_related("agency")
        .first()
    )


def desk_sources(post: Post, today: date) -> Sources:
    """The letters that wait for an answer, for those who answer letters."""
    rows = letters(post.agency_id).filter(answered_on=None)
    rows = rows if post.may("engagement.answer") else rows.none()
    names = ("pk", "number", "title", "received_on", "department_id")
    return {"mailbox": rows.values(*names, unit=F("department__name"))}


def desk_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """The letters that wait for an answer, by due date; mine are those of my unit, or not yet assigned."""
    calendar = default_calendar()
    for letter in sorted(found["mailbox"], key=itemgetter("received_on", "pk")):
        received, department, due = (
            letter["received_on"],
            letter["department_id"],
            due_of(letter["received_on"]),
        )
        mark, words, left = due_mark(due, today, calendar)
        unit = f"承办 {letter['unit']}" if department else "尚未转办"
        yield DeskRow(
            kind="letter",
            what=f"答复来信：{letter['title']}",
            about=f"{letter['number']} · {received.month}月{received.day}日来信 · {unit}",
            due=due,
            working_days_left=left,
            mark=mark,
            due_words=words,
            url=reverse("engagement:letter", args=[letter["pk"]]),
            action="写答复" if department or not post.may("engagement.assign") else "转办或答复",
            mine=department in (None, post.department_id),
        )


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What is counted of a year by the database: letters received, and responses."""
    yield grouped(_letters_in("received_on", agency_id, year), "letter.received", {"kind": "kind"})
    yield grouped(
        _responses_in(agency_id, year),
        "response",
        {"form": "form", "hot": yes_no("hot"), "by_head": yes_no("by_head")},
    )


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Letters received and answered in the year, and responses, in two queries."""
    yield from read(fact_rows(agency_id, year))
    yield from answered(agency_id, year)


def _letters_in(field: str, agency_id: int, year: int) -> QuerySet[Letter]:
    return Letter.objects.filter(in_year(field, year), agency_id=agency_id).order_by(field, "pk")


def _responses_in(agency_id: int, year: int) -> QuerySet[Response]:
    return Response.objects.filter(in_year("held_on", year), agency_id=agency_id).order_by("held_on", "pk")


def answered(agency_id: int, year: int) -> Iterator[Fact]:
    """Letters answered in the year. Working days are the calendar's business, so pairs of days come from SQL."""
    yield from answered_of(_spans(agency_id, year))


def answered_of(spans: Iterable[tuple[str, date, date, int]]) -> Iterator[Fact]:
    """The same from (kind, received on, answered on, letters)."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, received, replied, n in spans:
        found[kind, YES_NO[replied <= due_of(received)]] += n
    for (kind, on_time), n in found.items():
        yield Fact("letter.answered", {"kind": kind, "on_time": on_time}, n)


def _spans(agency_id: int, year: int) -> Iterator[tuple[str, date, date, int]]:
    sql, params = spans_statement(year)
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency_id if one == ANY_AGENCY else one for one in params])
        for kind, received, replied, n in cursor:
            yield kind, _day(received), _day(replied), n


# As with all facts of a year: to compile costs more than to ask, and differs by the year alone.
@lru_cache(maxsize=64)
def spans_statement(year: int) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters of: kind, received_on, answered_on, n of the letters answered in the year."""
    return compiled(
        [
            _letters_in("answered_on", ANY_AGENCY, year)
            .order_by()
            .values("kind", "received_on", "answered_on")
            .annotate(n=Count("pk"))
            .values_list("kind", "received_on", "answered_on", "n")
        ]
    )


def _day(value: date | str) -> date:
    """SQLite answers days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The letters or responses behind one figure, by day."""
    where = selector.where
    match selector.kind:
        case "letter.received":
            letters = _letters_in("received_on", agency_id, year)
            return Records((_among(letters, "kind", where), partial(_letter_record, "received_on")))
        case "letter.answered":
            letters = _among(_letters_in("answered_on", agency_id, year), "kind", where)
            if "on_time" in where:
                days = letters.values_list("pk", "received_on", "answered_on")
                found = [
                    pk for pk, came, went in days if went and YES_NO[went <= due_of(came)] in where["on_time"]
                ]
                letters = letters.filter(pk__in=found)
            return Records((letters, partial(_letter_record, "answered_on")))
        case "response":
            responses = _among(_responses_in(agency_id, year), "form", where)
            for name in ("hot", "by_head"):
                if name in where:
                    chosen = [value == "yes" for value in where[name]]
                    responses = responses.filter(**{f"{name}__in": chosen})
            return Records((responses, _response_record))
    return Records()


def _among(rows: QuerySet[Any], name: str, where: Mapping[str, frozenset[str]]) -> QuerySet[Any]:
    return rows.filter(**{f"{name}__in": where[name]}) if name in where else rows


def _response_record(row: Response) -> FactRecord:
    return FactRecord(
        f"engagement.response:{row.pk}",
        row.title,
        row.get_form_display(),
        str(row.held_on),
        url=reverse("engagement:response", args=[row.pk]),
    )


def _letter_record(day: str, letter: Letter) -> FactRecord:
    return FactRecord(
        f"engagement.letter:{letter.pk}",
        f"{letter.number} {letter.title}",
        letter.get_kind_display(),
        str(getattr(letter, day)),
        url=reverse("engagement:letter", args=[letter.pk]),
    )


def numbers(agency_id: int, year: int) -> dict[str, Amount]:
    """What the text tells beyond the facts: the average working days of an answer given in the year
    (one place, half up; 0.0 without answers)."""
    calendar = default_calendar()
    answers = days = 0
    for _, came, replied, n in _spans(agency_id, year):
        answers += n
        days += n * calendar.count(came, replied)
    average = Decimal(days) / answers if answers else Decimal(0)
    return {"letters.average_days": average.quantize(Decimal("0.1"), ROUND_HALF_UP)}

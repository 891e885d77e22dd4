"""Reads of the mailbox and of responses: lists, the desk, and what the annual report counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
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


def desk(post: Post, today: date) -> Iterator[DeskRow]:
    """The letters that wait for an answer, by due date; mine are those of my unit, or not yet assigned."""
    if not post.may("engagement.answer"):
        return
    calendar = default_calendar()
    for letter in letters(post.agency_id).filter(answered_on=None):
        mark, words, left = due_mark(letter.due, today, calendar)
        unit = f"承办 {letter.department.name}" if letter.department else "尚未转办"
        yield DeskRow(
            kind="letter",
            what=f"答复来信：{letter.title}",
            about=f"{letter.number} · {letter.received_on.month}月{letter.received_on.day}日来信 · {unit}",
            due=letter.due,
            working_days_left=left,
            mark=mark,
            due_words=words,
            url=reverse("engagement:letter", args=[letter.pk]),
            action="写答复" if letter.department or not post.may("engagement.assign") else "转办或答复",
            mine=letter.department_id is None or letter.department_id == post.department_id,
        )


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Letters received and answered in the year, and responses."""
    received = _letters_in("received_on", agency_id, year).values("kind").annotate(n=Count("pk"))
    for kind, n in received.values_list("kind", "n"):
        yield Fact("letter.received", {"kind": kind}, n)
    for (kind, on_time), n in _answered(agency_id, year).items():
        yield Fact("letter.answered", {"kind": kind, "on_time": on_time}, n)
    rows = Response.objects.filter(in_year("held_on", year), agency_id=agency_id)
    grouped = rows.values("form", "hot", "by_head").annotate(n=Count("pk"))
    for form, hot, by_head, n in grouped.values_list("form", "hot", "by_head", "n"):
        yield Fact("response", {"form": form, "hot": YES_NO[hot], "by_head": YES_NO[by_head]}, n)


def _letters_in(field: str, agency_id: int, year: int) -> QuerySet[Letter]:
    return Letter.objects.filter(in_year(field, year), agency_id=agency_id).order_by()


def _answered(agency_id: int, year: int) -> Counter[tuple[str, str]]:
    """(kind, on_time) → letters. Working days are the calendar's business, so pairs of days come from SQL."""
    counted: Counter[tuple[str, str]] = Counter()
    for kind, received, answered, n in _spans(agency_id, year):
        counted[kind, YES_NO[answered <= due_of(received)]] += n
    return counted


def _spans(agency_id: int, year: int) -> QuerySet[Letter, Any]:
    return (
        _letters_in("answered_on", agency_id, year)
        .values("kind", "received_on", "answered_on")
        .annotate(n=Count("pk"))
        .values_list("kind", "received_on", "answered_on", "n")
    )


def fact_records(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    """The letters or responses behind one figure."""
    match selector.kind:
        case "letter.received":
            for letter in _letters_in("received_on", agency_id, year).order_by("received_on", "pk"):
                if selector.accepts(Fact("letter.received", {"kind": letter.kind})):
                    yield _letter_record(letter, letter.received_on)
        case "letter.answered":
            for letter in _letters_in("answered_on", agency_id, year).order_by("answered_on", "pk"):
                where = {"kind": letter.kind, "on_time": YES_NO[bool(letter.on_time)]}
                if selector.accepts(Fact("letter.answered", where)):
                    yield _letter_record(letter, letter.answered_on)
        case "response":
            rows = Response.objects.filter(in_year("held_on", year), agency_id=agency_id)
            for row in rows.order_by("held_on", "pk"):
                where = {"form": row.form, "hot": YES_NO[row.hot], "by_head": YES_NO[row.by_head]}
                if selector.accepts(Fact("response", where)):
                    yield FactRecord(
                        f"engagement.response:{row.pk}",
                        row.title,
                        row.get_form_display(),
                        str(row.held_on),
                        url=reverse("engagement:response", args=[row.pk]),
                    )


def _letter_record(letter: Letter, day: date | None) -> FactRecord:
    return FactRecord(
        f"engagement.letter:{letter.pk}",
        f"{letter.number} {letter.title}",
        letter.get_kind_display(),
        str(day),
        url=reverse("engagement:letter", args=[letter.pk]),
    )


def numbers(agency_id: int, year: int) -> dict[str, Amount]:
    """The mailbox in figures for the report's text: letters received in the year, answered in the year,
    answered on time, and the average working days of an answer (one place, half up; 0.0 without answers)."""
    received = _letters_in("received_on", agency_id, year).count()
    calendar = default_calendar()
    answered = on_time = days = 0
    for _, arrived, replied, n in _spans(agency_id, year):
        answered += n
        on_time += n * (replied <= due_of(arrived))
        days += n * calendar.count(arrived, replied)
    average = Decimal(days) / answered if answered else Decimal(0)
    return {
        "letters.received": received,
        "letters.answered": answered,
        "letters.on_time": on_time,
        "letters.average_days": average.quantize(Decimal("0.1"), ROUND_HALF_UP),
    }

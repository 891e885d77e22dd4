"""Reads of the agency's own wordings, and a sample letter made of one."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from gongkai import letters
from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import LetterTemplate, Request
from gongkai.apps.inforequests.queries.letter_facts import agency_of
from gongkai.law.outcomes import outcomes
from gongkai.letters.library import Field, LetterType

SAMPLE_CONTENT = "2025年度某某事项的检查记录和处理结果（样例）"
SAMPLE_FIELDS = {"date": "2026-03-20", "number": "20", "money": "100"}


def in_force(agency: Agency, day: date) -> dict[str, LetterTemplate]:
    """The agency's wording of each type that has one on that day, by type."""
    rows = LetterTemplate.objects.filter(Q(until=None) | Q(until__gt=day), agency=agency, since__lte=day)
    return {row.type: row for row in rows.order_by("since")}


def templates_of(agency: Agency, code: str) -> list[LetterTemplate]:
    """Every wording of one type that the agency ever had, newest first."""
    found = LetterTemplate.objects.filter(agency=agency, type=code).select_related("changed_by")
    return list(found.order_by("-since"))


def sample_letter(agency: Agency, kind: LetterType, text: str, day: date) -> letters.Letter:
    """The wording filled in with an invented case; Refused for a wrong placeholder."""
    case = Request(
        agency=agency,
        applicant_type="natural_person",
        applicant_name="张某某",
        year=day.year,
        number=1,
        content=SAMPLE_CONTENT,
        channel="online",
        received_on=day - timedelta(days=10),
    )
    outcome = kind.outcomes[0] if kind.outcomes else "granted"
    bases = outcomes()[outcome].law.get(kind.edition)
    wanted = [kind.when] if kind.when != "-" else []
    facts = letters.Facts(
        agency=agency_of(case, kind),
        applicant=case.applicant_name,
        request_number=case.label,
        content=case.content,
        received=case.received_on if kind.edition == "711" else date(2018, 9, 10),
        channel=case.channel,
        history=("本机关于2026年3月5日告知你补正申请。",),
        outcome=outcome,
        articles=tuple([*wanted, *(bases.bases if bases else ())][:1] or ["36(2)"]),
        findings="申请公开的信息由本机关制作并保存",
        decision="（答复内容）",
        number=agency_of(case, kind).number(day.year, 1),
        date=day,
    )
    return letters.compose(kind.code, facts, {one.name: _sample(one) for one in kind.fields}, text)


def _sample(field: Field) -> str:
    if field.kind == "choice":
        return next(iter(field.choices))
    return SAMPLE_FIELDS.get(field.kind, f"（{field.label}）")

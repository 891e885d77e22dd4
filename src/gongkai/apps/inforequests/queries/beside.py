"""What stands beside a case: earlier cases of the same applicant, alike cases, how often somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.apps.inforequests.models import ContentMark, Request
from gongkai.law.outcomes import outcomes
from gongkai.law.sources import setting
from gongkai.textcheck.likeness import likeness, marks, runs

SHOWN = 10  # rows of each list
CANDIDATES = 100  # cases that are compared text by text


@dataclass(frozen=True, slots=True)
class Alike:
    """A case of near-identical content. percent: the share of common runs; same: by the same applicant."""

    case: Request
    percent: int
    same: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that is known beside one application.

    earlier: the applicant's other cases that are not among the alike ones, newest first, at most `SHOWN`; total: all
    of the applicant's other cases. in_month, in_year: the applicant's cases in the calendar month and year of this
    one, it included (件). asked_by: how many applicants asked for the same information, this one included. hints:
    (sentence, article).
    """

    earlier: list[Request] = field(default_factory=list)
    total: int = 0
    in_month: int = 0
    in_year: int = 0
    alike: list[Alike] = field(default_factory=list)
    asked_by: int = 0
    hints: list[tuple[str, str]] = field(default_factory=list)


def beside(case: Request, today: date) -> Beside:
    """What stands beside a registered case."""
    return beside_application(case.agency_id, case.applicant_keys, case.content, _day(case, today), case.pk)


def beside_application(
    agency_id: int, keys: list[str], content: str, day: date, pk: int | None = None
) -> Beside:
    """What stands beside an application of that day, which may not be registered yet (pk None).

    keys: `codes.applicant_keys` of who applies.
    """
    asked = Request.objects.filter(agency_id=agency_id, rehandles=None)  # a fresh handling is not asked anew
    others = asked.exclude(pk=pk or 0).order_by()  # an order would lead the database past the indexes
    same = others.filter(applicant_key__in=keys)
    mine = sorted(same.values_list("year", "number", "pk", "received_on"), reverse=True)
    near = ContentMark.objects.filter(agency_id=agency_id, mark__in=marks(content)).order_by("-request_id")
    newest = near.values_list("request_id", flat=True).distinct()[:CANDIDATES]
    wanted = {*newest, *(row[2] for row in mine[:SHOWN])}
    rows = sorted(others.filter(pk__in=wanted), key=lambda row: (-row.year, -row.number))
    alike = alike_cases(rows, keys, content, day)
    told = {one.case.pk for one in alike}
    days = [received or day for *_, received in mine]  # what is not confirmed yet has come in just now
    asking = {(*one.case.applicant_keys, f"case {one.case.pk}")[0] for one in alike if not one.same}
    found = Beside(
        earlier=[row for row in rows if row.applicant_key in keys and row.pk not in told][:SHOWN],
        total=len(mine),
        in_month=sum((one.year, one.month) == (day.year, day.month) for one in days) + 1,
        in_year=sum(one.year == day.year for one in days) + 1,
        alike=alike[:SHOWN],
        asked_by=len(asking) + 1,
    )
    found.hints.extend(_hints(found, day))
    return found


def alike_cases(rows: Iterable[Request], keys: list[str], content: str, day: date) -> list[Alike]:
    """Those of the rows whose content is near-identical, the most alike first."""
    wanted, least = runs(content), int(setting("near_identical", day).value) / 100
    found = [
        Alike(row, round(100 * share), row.applicant_key in keys)
        for row in rows
        if (share := likeness(wanted, runs(row.content))) >= least
    ]
    return sorted(found, key=lambda one: -one.percent)


def _day(case: Request, today: date) -> date:
    return case.received_on or today


def _was_answered(case: Request) -> bool:
    """Withdrawn, lapsed and joined cases were closed without a reply in the matter."""
    return bool(case.outcome) and outcomes()[case.outcome].group != "O"


def _hints(found: Beside, day: date) -> Iterable[tuple[str, str]]:
    answered = [one for one in found.alike if one.same and _was_answered(one.case)]
    if answered:
        yield (
            f"同一申请人就近乎相同的内容申请过{answered[0].case.label}，已经答复；内容确属相同的，可以不予重复处理",
            "条例第三十六条第（六）项",
        )
    still = [one for one in found.alike if one.same and not one.case.closed_on]
    if still:
        yield f"同一申请人近乎相同的{still[0].case.label}正在办理，可以并案", "条例第三十六条"
    for count, name, words in (
        (found.in_month, "frequent_month", "本月"),
        (found.in_year, "frequent_year", "本年"),
    ):
        if count > int(setting(name, day).value):
            yield (
                f"同一申请人{words}已有{count}件：数量、频次明显超过合理范围的，可以要求说明理由，也可以收取信息处理费",
                "条例第三十五条、第四十二条",
            )
            break
    if found.asked_by >= int(setting("same_information", day).value):
        yield (
            f"已有{found.asked_by}个申请人要同样的信息；可以公开的，可以转为主动公开",
            "条例第四十四条",
        )

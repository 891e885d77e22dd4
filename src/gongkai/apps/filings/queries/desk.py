"""What 年报编报 puts on the desk: the report that is due, and the year in the report's own columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Account, Agency, Post
from gongkai.apps.filings.models import Correction, Filing, Snapshot
from gongkai.apps.filings.queries.books import Books, books_after
from gongkai.apps.filings.queries.filing import filings_of, published_of
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import HistoryBatch, Item
from gongkai.law.reporting import Deadline, report_due
from gongkai.law.workdays import default_calendar
from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures

DISCLOSED = "item.disclosed"  # no figure of the form, but the first thing that a report tells

# (group, ((head, key), …)) in the words of the report.
COLUMNS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("主动公开", (("信息（条）", DISCLOSED),)),
    (
        "表二 规范性文件",
        (
            ("制发", "t2.normative_documents.issued"),
            ("废止", "t2.normative_documents.repealed"),
            ("有效", "t2.normative_documents.in_force"),
        ),
    ),
    (
        "表二 处理决定",
        (
            ("许可", "t2.licences.decisions"),
            ("处罚", "t2.penalties.decisions"),
            ("强制", "t2.coercive_measures.decisions"),
        ),
    ),
    (
        "表三 申请（件）",
        (
            ("新收", "t3.new_received.total"),
            ("上年结转", "t3.carried_in.total"),
            ("办结", "t3.results_total.total"),
            ("结转下年", "t3.carried_out.total"),
        ),
    ),
    ("表四", (("复议", "t4.reconsideration.total"), ("诉讼", "litigation"))),
)
LITIGATION = ("t4.litigation_direct.total", "t4.litigation_after_reconsideration.total")
# The rules that the desk repeats: (rule, the figure that its one instance begins with).
SHOWN_RULES = (("t3.balance", "t3.new_received.total"), ("year.carried", "t3.carried_in.total"))


FILING = ("pk", "year", "item_id", "batch_id", "correction_id", "changed_by_id")
JOINED = {
    "item_state": "item__state",
    "awaiting": "item__awaiting",
    "author": "item__author__account_id",
    "batch_approved_at": "batch__approved_at",
    "before": "correction__before_id",
    "after": "correction__after_id",
    "changed_by_name": "changed_by__display_name",
}


@dataclass(frozen=True, slots=True)
class YearCell:
    """value: None where that year's form has no such figure. url: its records, empty for a published year."""

    head: str
    value: Amount | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year: "2026年至今（台账）", counted now, or "2025年报（已公布）", as published. groups: its cells by group."""

    year: int
    name: str
    live: bool
    url: str
    groups: tuple[tuple[YearCell, ...], ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """The desk's table. groups: (title, heads). rules: (holds, sentence with its numbers)."""

    year: int
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[YearRow, ...]
    rules: tuple[tuple[bool, str], ...]
    url: str


def year_table(agency: Agency, year: int, filings: Sequence[Filing] | None = None) -> YearTable:
    """This year from the records and the two latest published reports before it, in the report's own columns.

    filings: the agency's, the latest first, where they have been read already. Refused where a record of this year has no place in the form.
    """
    known = filings_of(agency.pk) if filings is None else filings
    versions = _published_before(year, known)
    now = books_after(agency.pk, year, versions.get(year - 1))
    rows = [_row(year, f"{year}年至今（台账）", {**now.figures, DISCLOSED: now.disclosed}, live=True)]
    before = {past: version.as_report().figures for past, version in versions.items()}
    disclosed = publications.disclosed(agency.pk, list(before))
    for past, figures in before.items():
        kept = {**figures, DISCLOSED: disclosed[past]}
        rows.append(_row(past, f"{past}年报（已公布）", kept, live=False))
    return YearTable(
        year=year,
        groups=tuple((title, tuple(head for head, _ in columns)) for title, columns in COLUMNS),
        rows=tuple(rows),
        rules=tuple(_rules(now)),
        url=reverse("filings:editor", args=[year]),
    )


def _published_before(year: int, filings: Iterable[Filing]) -> dict[int, Snapshot]:
    """Year → the version that the public reads, of the two latest years that have one."""
    years = {filing.pk: filing.year for filing in filings if filing.year < year}
    versions = {years[pk]: version for pk, version in published_of(filings).items() if pk in years}
    return {past: versions[past] for past in sorted(versions, reverse=True)[:2]}


def _row(year: int, name: str, known: Figures, *, live: bool) -> YearRow:
    return YearRow(
        year=year,
        name=name,
        live=live,
        url=reverse("filings:editor", args=[year]),
        groups=tuple(
            tuple(_cell(year, head, key, known, live) for head, key in columns) for _, columns in COLUMNS
        ),
    )


def _cell(year: int, head: str, key: str, known: Figures, live: bool) -> YearCell:
    if key == "litigation":
        parts = [known.get(part) for part in LITIGATION]
        value = None if None in parts else sum(part or 0 for part in parts)
        key = next((part for part in LITIGATION if known.get(part)), LITIGATION[0])
    else:
        value = known.get(key)
    if not (live and value):
        return YearCell(head, value)
    if key == DISCLOSED:
        return YearCell(head, value, f"{reverse('publications:list')}?state=disclosed&year={year}")
    return YearCell(head, value, reverse("filings:why", args=[year, key]))


def _rules(now: Books) -> Iterator[tuple[bool, str]]:
    for rule, key in SHOWN_RULES:
        for one in now.equations:
            if one.rule == rule and one.keys[0] == key:
                yield one.holds, one.text


@dataclass(frozen=True, slots=True)
class ListedYear:
    """A year on the list of reports. filing: None where nobody has begun it. public: the version that is public."""

    year: int
    filing: Filing | None
    public: Snapshot | None
    due: date
    mark: str
    words: str
    running: bool


def year_rows(agency: Agency, today: date) -> list[ListedYear]:
    """Every year with a filing, the year that is due and the running one, the latest first."""
    filings = {filing.year: filing for filing in filings_of(agency.pk)}
    public = published_of(filings.values())
    return [
        _listed(agency, year, filing, public.get(filing.pk) if filing else None, today)
        for year in sorted({*filings, today.year, today.year - 1}, reverse=True)
        for filing in [filings.get(year)]
    ]


def _listed(
    agency: Agency, year: int, filing: Filing | None, public: Snapshot | None, today: date
) -> ListedYear:
    due = due_of(agency, year).date
    mark, words, _ = ("done", "已公布", None) if public else due_mark(due, today, default_calendar())
    return ListedYear(year, filing, public, due, mark, words, year >= today.year)


def due_of(agency: Agency, year: int) -> Deadline:
    """The last day to publish the agency's report on that year, with its article."""
    return report_due(year, "government" if agency.level == Agency.Level.GOVERNMENT else "department")


def desk_sources(post: Post, today: date) -> Sources:
    """The agency's filings with what their states follow from, and who wrote and approved what is under review."""
    filings = Filing.objects.filter(agency_id=post.agency_id)
    reviewed = Item.objects.filter(pk__in=filings.order_by().values("item"), state=Item.State.IN_REVIEW)
    joined = {name: F(path) for name, path in JOINED.items()}
    return {
        "filings": filings.values(*FILING, **joined),
        "reports_wrote": publications.wrote(reviewed),
        "reports_approved": publications.approved(reviewed),
    }


def filings_found(found: Found) -> list[Filing]:
    """The filings that `desk_sources` asked for, the latest year first, each as far as its state goes."""
    rows = sorted(found["filings"], key=itemgetter("year"), reverse=True)
    return [_filing(row) for row in rows]


def _filing(row: dict[str, Any]) -> Filing:
    filing = Filing(pk=row["pk"], year=row["year"])
    if row["item_id"]:
        author = Post(account_id=row["author"])
        filing.item = Item(
            pk=row["item_id"], state=row["item_state"], awaiting=row["awaiting"], author=author
        )
    if row["batch_id"]:
        filing.batch = HistoryBatch(pk=row["batch_id"], approved_at=row["batch_approved_at"])
    if row["correction_id"]:
        filing.correction = Correction(
            pk=row["correction_id"], before_id=row["before"], after_id=row["after"]
        )
    if row["changed_by_id"]:
        filing.changed_by = Account(pk=row["changed_by_id"], display_name=row["changed_by_name"])
    return filing


def desk_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """The report on last year until it is public, this year's from November on, and corrections under way.

    An agency that came to the platform after the last day for a report did not owe it here; once begun, it
    stands on the desk all the same.
    """
    filings = {filing.year: filing for filing in filings_found(found)}
    items = [filing.item for filing in filings.values() if filing.item]
    # Whoever began a report is among those who wrote it, whether a wording of his was kept or not.
    wrote = [
        *found["reports_wrote"],
        *({"item_id": one.pk, "account": one.author.account_id} for one in items),
    ]
    closed_to = publications.barred(((one.pk, None) for one in items), wrote, found["reports_approved"])
    years = {year for year, filing in filings.items() if filing.correction}
    if today.year - 1 in filings or due_of(post.agency, today.year - 1).date >= post.agency.live_since:
        years.add(today.year - 1)
    if today.month >= 11:
        years.add(today.year)
    for year in sorted(years):
        filing = filings.get(year)
        if filing is None or filing.state != Filing.State.PUBLISHED:
            yield _filing_row(post, filing, year, today, closed_to)


def _filing_row(
    post: Post, filing: Filing | None, year: int, today: date, closed_to: dict[int, set[int]]
) -> DeskRow:
    deadline = due_of(post.agency, year)
    due = None if filing and filing.correcting else deadline.date
    mark, words, left = due_mark(due, today, default_calendar())
    verb, action, mine = _task(post, filing, closed_to)
    return DeskRow(
        kind="filing",
        what=f"{verb}{year}年政府信息公开工作年度报告",
        about=_about(filing, deadline.article),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "更正中",
        url=reverse("filings:editor", args=[year]),
        action=action if mine else "查看",
        mine=mine,
    )


def _task(post: Post, filing: Filing | None, closed_to: dict[int, set[int]]) -> tuple[str, str, bool]:
    if filing is None or filing.state == Filing.State.DRAFTING:
        return "编报", "编报", post.may("filings.write")
    if filing.state == Filing.State.CORRECTING:
        return "更正", "更正", post.may("filings.write")
    item = filing.item
    if item and item.state == Item.State.IN_REVIEW:
        step = STEPS[item.awaiting]
        mine = post.may(step.permission) and post.account_id not in closed_to[item.pk]
        return f"{step.name}：", step.name, mine
    if item and item.state == Item.State.APPROVED:
        return "公布", "公布", post.may("publications.publish")
    return "批准迁移", "核对", post.may("publications.import.approve")


def _about(filing: Filing | None, article: str) -> str:
    if filing is None:
        return f"表格已由台账生成，尚未开始编报 · {article}"
    who = f" · {filing.changed_by.display_name}最后修改" if filing.changed_by else ""
    return f"{filing.state_name}{who} · {article}"

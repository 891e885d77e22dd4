"""The desk: what the apps hand in, put in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from django.core.cache import cache
from django.core.paginator import Page, Paginator

from gongkai import __version__
from gongkai.apps.agencies.desk import DeskRow, Waiting, present
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.disputes import queries as disputes
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.filings import queries as filings
from gongkai.apps.filings.models import Filing
from gongkai.apps.filings.queries import YearTable
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.publications import queries as publications
from gongkai.apps.supervision.queries.reminders import of_today

APPS = (inforequests, engagement, disputes, publications)
PER_PAGE = 30
UNLOGGED = 60  # seconds after which the desk asks anew for what no log tells of: questions in vain, reminders
ASSIGNED, REMINDERS = "assigned", "reminders"
KINDS = {"request": "申请", "letter": "来信", "publication": "公开", "dispute": "复议诉讼", "filing": "年报"}
Row = TypeVar("Row", bound=DeskRow | Waiting)
Kept = TypeVar("Kept")
SCOPES = {"mine": "我的", "agency": "全局"}


@dataclass(frozen=True)
class Desk:
    """The rows of one page in groups by due date: (heading, rows of the group on all pages, rows on this one).

    counts: for the tabs. shown, overdue: on all pages. reminded: whether there are reminders of today.
    """

    groups: list[tuple[str, int, list[DeskRow]]]
    counts: Counter[str]
    page: Page[DeskRow | Waiting]
    shown: int
    overdue: int
    reminded: bool


def desk(
    post: Post,
    today: date,
    reports: Sequence[Filing],
    *,
    kind: str = "",
    scope: str = "mine",
    page: str | None = None,
    state: str = "",
) -> Desk:
    """Everything open that this post sees, the most urgent first, `PER_PAGE` to a page; what has no term comes last.

    reports: the agency's filings. Of requests there may be hundreds: they are counted and put in order by what
    they remember of their clocks, and only those of the page are run.
    """
    rows: list[DeskRow | Waiting] = [*filings.desk_of(post, today, reports)]
    there, by_app = kept(
        f"there:{post.pk}:{today}", state, partial(rows_there, post, today), seconds=UNLOGGED
    )
    rows += _of_apps(post, today, by_app)
    rows += inforequests.desk_waiting(post, today)
    if scope == "mine":
        rows = [row for row in rows if row.mine]
    counts = Counter(row.kind for row in rows)
    shown = [row for row in rows if not kind or row.kind == kind]
    shown.sort(key=lambda row: (row.due is None, row.due or today, row.what))
    overdue = sum(row.mark == "overdue" for row in shown)
    here = Paginator(shown, PER_PAGE).get_page(page)
    sizes = Counter(group_of(row, today) for row in shown)
    groups = [(title, sizes[title], made) for title, made in _made(post, today, here, there)]
    return Desk(groups, counts, here, len(shown), overdue, REMINDERS in there)


def kept(name: str, state: str, count: Callable[[], Kept], *, seconds: int | None = 300) -> Kept:
    """What `count` says, asked again only after something of the agency was recorded, or after so many seconds.

    state: the end of the agency's log (`audit.queries.state_of`); empty: nothing is kept. Colleagues open the desk
    all day, and most of the time nothing has happened since the last of them did.
    """
    key = f"desk:{__version__}:{name}:{state}"
    known: Kept | None = cache.get(key) if state else None
    if known is None:
        known = count()
        cache.set(key, known, seconds)
    return known


def year_so_far(agency: Agency, year: int, reports: Sequence[Filing], *, state: str = "") -> YearTable:
    """The desk's table of the year. Refused where a record of the year has no place in the form."""
    return kept(f"year:{agency.pk}:{year}", state, partial(filings.year_table, agency, year, reports))


def rows_there(post: Post, today: date) -> tuple[set[str], list[set[str]]]:
    """The names of the sources of the desk that have anything, asked in one statement; and those of each of `APPS`."""
    by_app = [app.desk_sources(post, today) for app in APPS]
    sources = {name: rows for of_one in by_app for name, rows in of_one.items()}
    sources[ASSIGNED] = inforequests.open_assignments(post.agency_id)
    sources[REMINDERS] = of_today(post, today)
    there = present(post.agency_id, sources)
    return there, [there & of_one.keys() for of_one in by_app]


def _of_apps(post: Post, today: date, there: list[set[str]]) -> Iterator[DeskRow]:
    """The rows of `APPS`; what has none is not asked any further."""
    around, mailbox, cases, open_items = there
    if around:
        yield from inforequests.desk_around(post, today)
    if mailbox:
        yield from engagement.desk(post, today)
    if cases:
        yield from disputes.desk(post, today)
    if open_items:
        yield from publications.desk(post, today, open_items)


def _made(
    post: Post, today: date, page: Page[DeskRow | Waiting], there: set[str]
) -> Iterator[tuple[str, list[DeskRow]]]:
    """The page's groups with their rows; a request that was sent off in the meantime is not among them."""
    waiting = [row.pk for row in page if isinstance(row, Waiting)]
    made = inforequests.desk_rows(post, today, waiting, asked=ASSIGNED in there) if waiting else {}
    for title, rows in in_groups(page, today):
        yield (
            title,
            [
                row if isinstance(row, DeskRow) else made[row.pk]
                for row in rows
                if isinstance(row, DeskRow) or row.pk in made
            ],
        )


def in_groups(rows: Iterable[Row], today: date) -> list[tuple[str, list[Row]]]:
    """The rows under 已超期, 今天到期, 明天到期, 本周到期, 下周到期, 以后, 不计时限; empty groups are left out."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(group_of(row, today), []).append(row)
    return list(groups.items())


def group_of(row: DeskRow | Waiting, today: date) -> str:
    """The heading under which a row stands."""
    if row.due is None:
        return "不计时限"
    if row.mark == "overdue":
        return "已超期"
    if row.due <= today:
        return "今天到期"
    if row.due == today + timedelta(days=1):
        return "明天到期"
    sunday = today + timedelta(days=6 - today.weekday())
    if row.due <= sunday:
        return "本周到期"
    return "下周到期" if row.due <= sunday + timedelta(days=7) else "以后"

"""The desk: what the apps hand in, put in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TypeVar

from django.core.cache import cache
from django.core.paginator import Page, Paginator

from gongkai import __version__
from gongkai.apps.agencies.desk import DeskRow, Waiting
from gongkai.apps.agencies.gathering import Found, Sources, Statement, asked, compiled, gather
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.queries import last_of
from gongkai.apps.disputes import queries as disputes
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.filings import queries as filings
from gongkai.apps.filings.queries import YearTable
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.publications import queries as publications
from gongkai.apps.supervision.queries.reminders import reminder_sources

APPS = (filings, inforequests, engagement, disputes, publications)
PER_PAGE = 30
KEPT_SECONDS = 300
KINDS = {"request": "申请", "letter": "来信", "publication": "公开", "dispute": "复议诉讼", "filing": "年报"}
# Stand for the post, its agency and department in a statement that is compiled once for all of them; no key is so
# large, and a column of keys may be declared as positive.
ANY_POST, ANY_AGENCY, ANY_DEPARTMENT = (2**50 + place for place in range(3))
Row = TypeVar("Row", bound=DeskRow | Waiting)
Kept = TypeVar("Kept")
SCOPES = {"mine": "我的", "agency": "全局"}


@dataclass(frozen=True)
class Desk:
    """The rows of one page in groups by due date: (heading, rows of the group on all pages, rows on this one).

    counts: for the tabs. shown, overdue: on all pages.
    """

    groups: list[tuple[str, int, list[DeskRow]]]
    counts: Counter[str]
    page: Page[DeskRow | Waiting]
    shown: int
    overdue: int


def found_for(post: Post, today: date) -> Found:
    """All that the desk tells this post, in one query; `desk` and `year_so_far` make their parts of it."""
    statement = _statement(frozenset(post.roles()), post.department_id is not None, today)
    return asked(
        statement, {ANY_POST: post.pk, ANY_AGENCY: post.agency_id, ANY_DEPARTMENT: post.department_id}
    )


# To compile the statement takes far longer than to run it; it differs by the day and by what the post may do.
@lru_cache(maxsize=64)
def _statement(roles: frozenset[str], in_department: bool, today: date) -> Statement:
    post = Post(pk=ANY_POST, agency_id=ANY_AGENCY, department_id=ANY_DEPARTMENT if in_department else None)
    post.known_roles(roles)
    return compiled(desk_sources(post, today))


def desk_sources(post: Post, today: date) -> Sources:
    """What every app wants to know for the desk, the day's reminders, and how far the agency's log has come."""
    sources: Sources = {"log": last_of(post.agency_id).values("digest")}
    for of_app in (reminder_sources, *(app.desk_sources for app in APPS)):
        sources |= of_app(post, today)
    return sources


def desk(
    post: Post, today: date, found: Found, *, kind: str = "", scope: str = "mine", page: str | None = None
) -> Desk:
    """Everything open that this post sees, the most urgent first, `PER_PAGE` to a page; what has no term comes last.

    Of requests there may be hundreds: they are counted and put in order by what they remember of their clocks, and
    only those of the page are run, for which the database is asked once more.
    """
    rows: list[DeskRow | Waiting] = [row for app in APPS for row in app.desk_rows(post, today, found)]
    if scope == "mine":
        rows = [row for row in rows if row.mine]
    counts = Counter(row.kind for row in rows)
    shown = [row for row in rows if not kind or row.kind == kind]
    shown.sort(key=lambda row: (row.due is None, row.due or today, row.what))
    overdue = sum(row.mark == "overdue" for row in shown)
    here = Paginator(shown, PER_PAGE).get_page(page)
    sizes = Counter(group_of(row, today) for row in shown)
    groups = [(title, sizes[title], made) for title, made in _made(post, today, here)]
    return Desk(groups, counts, here, len(shown), overdue)


def year_so_far(agency: Agency, year: int, found: Found) -> YearTable:
    """The desk's table of the year. Refused where a record of the year has no place in the form."""
    state = "".join(row["digest"] for row in found["log"])
    known = filings.filings_found(found)
    return kept(f"year:{agency.pk}:{year}", state, partial(filings.year_table, agency, year, known))


def kept(name: str, state: str, count: Callable[[], Kept]) -> Kept:
    """What `count` says, asked again only after something of the agency was recorded, or after `KEPT_SECONDS` seconds.

    state: the digest of the agency's last entry in the log; empty: nothing is kept. Colleagues open the desk all day,
    and most of the time nothing has happened since the last of them did.
    """
    key = f"desk:{__version__}:{name}:{state}"
    known: Kept | None = cache.get(key) if state else None
    if known is None:
        known = count()
        cache.set(key, known, KEPT_SECONDS)
    return known


def _made(post: Post, today: date, page: Page[DeskRow | Waiting]) -> Iterator[tuple[str, list[DeskRow]]]:
    """The page's groups with their rows; a request that was sent off in the meantime is not among them."""
    waiting = [row.pk for row in page if isinstance(row, Waiting)]
    found = gather(inforequests.shown_sources(post, waiting))
    made = inforequests.shown_rows(post, today, found)
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

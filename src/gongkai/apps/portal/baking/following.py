"""The served site follows the log: what was changed is written anew right after its commit, else by the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.models import Entry, Head
from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.baking import folder
from gongkai.apps.portal.baking.changes import TOUCHES, another_day, changes, entries, withdrawn
from gongkai.apps.portal.baking.folder import Busy, Release, State, locked
from gongkai.apps.portal.baking.kinds import COUNTS, Args, Change, Kind
from gongkai.apps.portal.baking.pages import KINDS
from gongkai.apps.portal.baking.rendering import answers

log = logging.getLogger("gongkai.baking")

AT_ONCE = 300  # pages that the one who made the change waits for; more is left to the worker
FAILURES = 50  # so many pages that cannot be made end the work
ENTRIES = 500  # of the log, taken up together
KIND = {kind.name: kind for kind in KINDS}
OTHER = "站点文件不是由现在的数据库生成的（数据库可能经过恢复），请运行 gongkai bake 重新生成"
Progress = Callable[[int], None]
Wanted = tuple[Kind, Agency | None, list[Args]]


def told(event: str) -> None:
    """After a commit: writes what this event touches, unless there is very much of it or the worker is to do it."""
    if TOUCHES.get(event, COUNTS) != COUNTS:
        follow(most=AT_ONCE)


def pages(today: date) -> str:
    """The worker's part, every minute: what was not written at once."""
    return f"补做静态页面{follow()}页"


def follow(*, most: int | None = None, progress: Progress = lambda count: None) -> int:
    """Brings the served site up to the end of the log; how many pages were written.

    Does nothing before the first bake, and leaves the work to another process that is at it. What was withdrawn is
    taken off the disk first, whoever does the rest. most: more pages than this are left to the worker.
    """
    release, count = folder.current(), 0
    if release is None:
        return 0
    if not ours(release.state()):
        log.error(OTHER)
        return 0
    take_down(release)
    while behind(release) or (most is None and not count and release.state().waiting):
        try:
            with locked("following"):
                done = catch_up(release, most=most, progress=progress)
        except Busy:
            return count
        count += done
        if not done:  # more than this caller waits for
            return count
    return count


def ours(state: State) -> bool:
    """Whether a release was made from the database at hand: the log has the entry at which it stands."""
    return state.seq == 0 or Entry.objects.filter(seq=state.seq, digest=state.digest).exists()


def behind(release: Release) -> bool:
    """Whether the log holds something that the release does not."""
    state = release.state()
    return bool(entries(state.seq, 1)) or state.day != str(today())


def waiting(release: Release) -> list[list[Any]]:
    """The pages that the worker will write within the minute: those noted, and those of what it has not read yet."""
    state = release.state()
    unread = changes(entries(state.seq, ENTRIES))
    rows = [*state.later, *_told(_wanted(unread, Kind.afterwards))]
    return [row for place, row in enumerate(rows) if row not in rows[:place]]


def take_down(release: Release) -> None:
    """Removes at once what was withdrawn since, without waiting for anybody's lock."""
    for item in withdrawn(entries(release.state().seq, ENTRIES)):
        release.take_out(KIND["item"].address(item.agency, (item.pk,)), folder=True)


def catch_up(release: Release, *, most: int | None = None, progress: Progress = lambda count: None) -> int:
    """Writes what the log holds beyond the state of the release; how many pages. The caller has the lock.

    The state is only moved on when everything up to there is written, so what is killed is done again.
    """
    count, again = 0, release.state().waiting if most is None else []
    while True:
        state = release.state()
        seq, digest = end_of_log()
        found = entries(state.seq, ENTRIES)
        day = today()
        changed = [*changes(found), *(another_day() if state.day != str(day) else [])]
        wanted, later = _wanted(changed, Kind.after), _wanted(changed, Kind.afterwards)
        if most is None:
            wanted, later = [*wanted, *later], []
        if not (found or again or state.day != str(day)):
            if seq - state.seq > ENTRIES:  # nothing of all that is public: it need not be read again
                release.keep(replace(state, seq=seq, digest=digest))
            return count
        if most is not None and sum(len(args) for *_, args in wanted) > most - count:
            return count
        failures = [row for row in state.failed if row not in again]
        done = _told(wanted)
        for kind, agency, args in [*wanted, *_once_more(row for row in again if row not in done)]:
            count += bake(release, kind, agency, args, failures)
            progress(count)
        left = [row for row in [*state.later, *_told(later)] if row not in again]
        release.keep(_moved_on(state, found, day, failures, left))
        again = []


def bake(
    release: Release, kind: Kind, agency: Agency | None, wanted: Iterable[Args], failures: list[list[Any]]
) -> int:
    """Writes pages of one kind; how many. What could not be made is told and added to `failures`."""
    kept: dict[Any, Any] = {}
    count = 0

    def failed(args: Args, error: Exception) -> None:
        log.error("页面未能生成：%s", kind.address(agency, args), exc_info=error)
        failures.append([kind.name, agency.pk if agency else None, list(args)])
        if len(failures) > FAILURES:
            raise error  # not a page or two: something is wrong with all of them

    for path, made in answers(kind, agency, wanted, kept, failed):
        release.put(path, made, compressed=kind.lasting, folder=kind.folder)
        count += 1
    return count


def _wanted(found: Iterable[Change], after: Callable[[Kind, Change], Iterable[Args]]) -> list[Wanted]:
    """The pages that come after the changes, each once, the items first."""
    pages: dict[tuple[str, Agency | None], dict[Args, None]] = {}
    for change in found:
        for kind in KINDS:
            args = pages.setdefault((kind.name, None if kind.platform else change.agency), {})
            args.update(dict.fromkeys(after(kind, change)))
    rows = [(KIND[name], agency, list(args)) for (name, agency), args in pages.items() if args]
    return sorted(rows, key=lambda row: KINDS.index(row[0]))


def _told(wanted: Iterable[Wanted]) -> list[list[Any]]:
    """The pages as the state of a release tells them."""
    return [
        [kind.name, agency.pk if agency else None, list(one)] for kind, agency, args in wanted for one in args
    ]


def _once_more(waiting: Iterable[list[Any]]) -> list[Wanted]:
    """The pages that the state tells."""
    rows = list(waiting)
    agencies = {agency.pk: agency for agency in queries.agencies()} if rows else {}
    return [
        (KIND[name], agencies.get(pk), [tuple(args)])
        for name, pk, args in rows
        if name in KIND and (pk is None or pk in agencies)
    ]


def _moved_on(
    state: State, found: list[Any], day: date, failures: list[list[Any]], later: list[list[Any]]
) -> State:
    last = found[-1] if found else None
    if last:
        state = replace(state, seq=last.seq, digest=last.digest)
    once = [row for place, row in enumerate(later) if row not in later[:place]]
    return replace(state, day=str(day), failed=[list(row) for row in failures], later=once)


def end_of_log() -> tuple[int, str]:
    """Sequence number and digest of the last entry."""
    head = Head.objects.get(pk=1)
    return head.seq, head.digest

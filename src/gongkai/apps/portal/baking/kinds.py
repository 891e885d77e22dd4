"""What is said of a kind of baked pages: its place in the URL map, which there are, and what touches them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal.addresses import path
from gongkai.apps.publications.models import Column, Item, Topic

Args = tuple[Any, ...]  # what an address has after the agency's code

# What may change, in a word.
ITEMS = "items"  # public items appeared, changed or went
COLUMNS = "columns"  # a column was opened, renamed or moved
AGENCY = "agency"  # name, address, telephone …: in the frame of every page of the agency
ORGANISATION = "organisation"  # offices, leading group, reading points
TOPICS = "topics"  # the blocks of a topic, or whether it goes on
FIGURES = "figures"  # how many requests were received and closed
COUNTS = "counts"  # what else is counted: letters, posts by channels, dates of receipt
DAY = "day"  # another day: terms in force, the year in words


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in public for one agency, from any number of entries of the log.

    appeared: items with a new place in the lists. changed: items whose place stays, the withdrawn among them.
    left: items with the column in whose lists they stood before.
    columns: the columns that were renamed or moved, whose items' pages name them.
    topics: those with other blocks than before, closed or taken up again.
    """

    agency: Agency
    what: frozenset[str]
    appeared: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    left: tuple[tuple[Item, Column], ...] = ()
    columns: tuple[Column, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items concerned."""
        return (*self.appeared, *self.changed)


@dataclass(frozen=True, slots=True)
class Made:
    """The answer at an address. files: what belongs into the folder of the page besides, by its path there."""

    args: Args
    response: HttpResponseBase
    files: dict[str, Path] = field(default_factory=dict)


Requests = Callable[[str], HttpRequest]  # a request for a path, with what pages share
Many = Callable[[Agency, Sequence[Args], Requests], Iterator[Made]]


def _once(agency: Agency | None) -> Iterable[Args]:
    return [()]


def _none(change: Change) -> Iterable[Args]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages of one name in the URL map of the portal, answered by its view.

    platform: one for the whole platform; else each agency has its own, and its code is the first argument.
    every:    the arguments of all pages of this kind that an agency has; by default one without arguments.
    on:       kinds of change after which every page of this kind is written anew. A change of AGENCY always is.
    touched:  the arguments of the pages that a change concerns, for what `on` cannot say.
    later:    kinds of change after which every page of this kind is left to the worker, which writes it once for all
              that happened in the minute: for what counts all there is.
    lasting:  seldom written again: gets a compressed copy beside it. What changes with every item does not.
    many:     answers many at once, where asking the view page by page would be slow.
    folder:   the page has its folder to itself: with the page everything in it goes.
    """

    name: str
    platform: bool = False
    every: Callable[[Agency | None], Iterable[Args]] = _once
    on: frozenset[str] = frozenset()
    touched: Callable[[Change], Iterable[Args]] = _none
    later: frozenset[str] = frozenset()
    lasting: bool = False
    many: Many | None = None
    folder: bool = False

    def address(self, agency: Agency | None, args: Args = ()) -> str:
        """The path of a page."""
        return path(self.name, *([agency.code] if agency else []), *args)

    def after(self, change: Change) -> Iterable[Args]:
        """The arguments of the pages to be written anew right after a change."""
        if self._at_once(change):
            return self.every(None if self.platform else change.agency)
        return self.touched(change)

    def afterwards(self, change: Change) -> Iterable[Args]:
        """The arguments of the pages that the worker writes anew within a minute of a change."""
        if change.what & self.later and not self._at_once(change):
            return self.every(None if self.platform else change.agency)
        return ()

    def _at_once(self, change: Change) -> bool:
        return bool(change.what & self.on) or (AGENCY in change.what and not self.platform)

"""What every engine of the search can do, and which one settings choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from django.conf import settings

from gongkai.apps.search.asked import Asked
from gongkai.apps.search.documents import Document, Filters, Results

RETRY_AFTER = (
    600  # seconds after which one may ask again while the search is Away: about what a rebuild takes
)


class Busy(Exception):  # noqa: N818 - not an error: somebody else is writing and will do our part too
    """Another process is writing to the index."""


class Away(Exception):  # noqa: N818 - a state, which pages tell of
    """The index cannot be asked: it is broken or was never built, or the cluster does not answer."""


class Writer(Protocol):
    """A hand on the index that one process has at a time. Nothing is visible before `commit`."""

    def put(self, documents: Iterable[Document]) -> None:
        """Adds the documents, replacing those of the same key."""

    def take_out(self, keys: Iterable[str]) -> None:
        """Removes the documents of these keys."""

    def commit(self) -> None:
        """Makes everything so far visible, at once and for good."""


class Engine(Protocol):
    """An index of documents. `generation`: "" is the one in use, another name one that is being built beside it.
    Whatever asks the index raises Away when it cannot be asked."""

    def writing(self, generation: str = "") -> AbstractContextManager[Writer]:
        """The writer; Busy when another process has it."""

    def still(self) -> AbstractContextManager[None]:
        """Nobody writes to the index in use while this lasts, be it broken; Busy when another process does."""

    def search(
        self, asked: Asked, filters: Filters, *, offset: int, limit: int, newest: bool, year: int = 0
    ) -> Results:
        """The documents that hold all that is asked, the best (or the newest) first.

        year: of two that are alike, the newer is the better one in this year; 0: it does not matter.
        """

    def titles(self, beginning: str, filters: Filters, limit: int) -> list[str]:
        """Titles in which the beginning of a question stands, for suggestions."""

    def alike(self, pieces: Sequence[str], filters: Filters, limit: int) -> list[str]:
        """Keys of the documents whose titles share two of the pairs of characters and more, the likeliest first."""

    def keys(self, generation: str = "") -> Iterator[str]:
        """Every key in the index."""

    def count(self, generation: str = "") -> int:
        """How many documents there are."""

    def whole(self) -> bool:
        """False when an earlier release began the index, without a field that is searched today: it finds too little
        until it is built anew."""

    def switch(self, generation: str) -> None:
        """From now on this generation is the one in use; the others are removed."""

    def begin(self, generation: str) -> bool:
        """Makes an empty generation; False when it is there already (a rebuild goes on)."""


@lru_cache(maxsize=4)
def _engine(path: str, options: tuple[tuple[str, str], ...]) -> Engine:
    module, _, name = path.rpartition(".")
    made: Engine = getattr(import_module(module), name)(**dict(options))
    return made


def engine() -> Engine:
    """The engine that settings.GONGKAI_SEARCH names, with its options."""
    chosen = settings.GONGKAI_SEARCH
    return _engine(chosen["ENGINE"], tuple(sorted(chosen.get("OPTIONS", {}).items())))

"""What the public may find follows what is public: noted in the same transaction, indexed right after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from gongkai.apps.publications.keys import key_of
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.queries.finding import documents, documents_after
from gongkai.apps.search import actions as search


def note(items: Iterable[Item]) -> None:
    """Notes that these items have to be indexed anew. Should that fail, the note stays and is taken up later."""
    search.note_changes(key_of(item) for item in items)
    transaction.on_commit(index_changes, robust=True)


def index_changes() -> None:
    """Brings the search up to date, unless another process is just doing so."""
    search.catch_up(documents)


def rebuild_index(progress: Callable[[int], None] = lambda count: None) -> int:
    """Builds the search anew beside the one in use; the number of documents."""
    return search.rebuild(documents_after, documents, progress=progress)

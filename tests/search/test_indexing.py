"""Bringing the index up to date and building it anew: nothing is lost, nothing is shown half."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from gongkai.apps.search import actions, queries
from gongkai.apps.search.documents import Document, Filters
from gongkai.apps.search.engine import engine
from gongkai.apps.search.models import Change, Rebuild, VainQuestion

pytestmark = pytest.mark.django_db


class Shelf:
    """What is public, by key."""

    def __init__(self, **titles: str) -> None:
        self.titles = titles

    def read(self, keys: list[str]) -> Iterable[Document]:
        return [self._document(key) for key in keys if key in self.titles]

    def read_after(self, key: str) -> Iterable[Document]:
        return (self._document(each) for each in sorted(self.titles) if each > key)

    def _document(self, key: str) -> Document:
        return Document(key, self.titles[key], "", date(2026, 1, 1), "yj")


def found(question: str) -> list[str]:
    return [hit.key for hit in queries.search(question, Filters()).hits]


def test_what_changed_is_found_and_what_was_taken_out_is_not() -> None:
    shelf = Shelf(a="防汛预案", b="采购公告")
    actions.note_changes("ab")
    assert actions.catch_up(shelf.read)
    assert found("防汛") == ["a"]
    del shelf.titles["a"]
    actions.note_changes(["a"])
    actions.catch_up(shelf.read)
    assert found("防汛") == []
    assert not Change.objects.exists()


def test_while_another_process_writes_the_change_waits_and_is_not_lost() -> None:
    shelf = Shelf(a="防汛预案")
    actions.note_changes(["a"])
    with engine().writing():
        assert not actions.catch_up(shelf.read)
    assert Change.objects.filter(indexed_at=None).count() == 1
    assert actions.catch_up(shelf.read)
    assert found("防汛") == ["a"]


def test_a_rebuild_holds_exactly_what_is_public() -> None:
    shelf = Shelf(a="防汛预案", b="采购公告")
    actions.note_changes(["gone"])
    with engine().writing() as writer:
        writer.put([Document("gone", "早已撤下", "", date(2020, 1, 1), "yj")])
        writer.commit()
    assert actions.rebuild(shelf.read_after, shelf.read) == 2
    assert sorted(engine().keys()) == ["a", "b"]
    assert found("撤下") == []


def test_a_killed_rebuild_goes_on_where_it_stopped(monkeypatch) -> None:
    monkeypatch.setattr(actions, "CHUNK", 2)
    shelf = Shelf(a="甲件", b="乙件", c="丙件", d="丁件", e="戊件")

    def dying(key: str) -> Iterable[Document]:
        for at, document in enumerate(shelf.read_after(key)):
            if at == 3:
                raise KeyboardInterrupt
            yield document

    with pytest.raises(KeyboardInterrupt):
        actions.rebuild(dying, shelf.read)
    assert engine().count() == 0  # nothing of it is in public
    asked_after: list[str] = []

    def resumed(key: str) -> Iterable[Document]:
        asked_after.append(key)
        return shelf.read_after(key)

    assert actions.rebuild(resumed, shelf.read) == 5
    assert asked_after == ["b"]
    assert Rebuild.objects.get().finished_at is not None


def test_what_changes_during_a_rebuild_is_in_the_new_index_too() -> None:
    shelf = Shelf(a="甲件", b="乙件")

    def meanwhile(key: str) -> Iterable[Document]:
        yield from list(shelf.read_after(key))
        del shelf.titles["a"]
        shelf.titles["c"] = "丙件"
        actions.note_changes("ac")
        actions.catch_up(shelf.read)
        assert found("丙件") == ["c"]  # the index in use keeps up

    actions.rebuild(meanwhile, shelf.read)
    assert sorted(engine().keys()) == ["b", "c"]
    assert not Change.objects.exists()


def test_what_was_searched_in_vain_is_counted_without_personal_data() -> None:
    for question in ("潜水艇", " 潜水艇 ", "张三13812345678", "x"):
        actions.note_vain(question, "yj", date(2026, 3, 1))
    actions.note_vain("潜水艇", "yj", date(2026, 3, 2))
    row = VainQuestion.objects.get()
    assert (row.words, row.times, row.last_on) == ("潜水艇", 3, date(2026, 3, 2))
    assert list(queries.in_vain("yj")) == [row]
    assert not queries.in_vain("sw").exists()

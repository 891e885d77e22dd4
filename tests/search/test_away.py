"""An index that cannot be asked: said to be so, and mended by building it anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from gongkai.apps.search import actions
from gongkai.apps.search.asked import asked
from gongkai.apps.search.cluster import OpenSearch
from gongkai.apps.search.documents import Document, Filters
from gongkai.apps.search.embedded import Tantivy
from gongkai.apps.search.engine import Away

FLOOD = Document("flood", "防汛抗旱应急预案", "启动条件。", date(2024, 6, 1), "yj")


def found(engine) -> int:
    return engine.search(asked("预案"), Filters(), offset=0, limit=10, newest=False).total


@pytest.fixture
def broken(tmp_path, monkeypatch) -> Tantivy:
    index = Tantivy(str(tmp_path / "index"))
    with index.writing() as writer:
        writer.put([FLOOD])
        writer.commit()
    (tmp_path / "index/1/meta.json").write_text('{"half')
    index = Tantivy(str(tmp_path / "index"))
    monkeypatch.setattr(actions, "engine", lambda: index)
    return index


def test_a_broken_index_is_away_and_not_empty(broken):
    for ask in (found, Tantivy.count, Tantivy.whole):
        with pytest.raises(Away, match="index/1"):
            ask(broken)


def test_a_broken_index_is_built_anew_as_any_other(broken, db):
    def after(key: str) -> Iterator[Document]:
        return iter([] if key else [FLOOD])

    assert actions.rebuild(after, lambda keys: []) == 1
    assert found(broken) == 1


def test_a_cluster_that_does_not_answer_is_away():
    index = OpenSearch("http://127.0.0.1:9/gongkai")
    for ask in (found, OpenSearch.count, OpenSearch.whole):
        with pytest.raises(Away):
            ask(index)

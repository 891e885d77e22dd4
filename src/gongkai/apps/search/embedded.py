"""The embedded engine: tantivy in a folder of this machine.

A generation is one index in its own folder; the file `current` names the one in use. A writer holds a lock of the
operating system, so that it is free again when its process dies.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import tantivy

from gongkai.apps.search import asking, fields
from gongkai.apps.search.asked import Asked
from gongkai.apps.search.documents import FACETS, Document, Filters, Hit, Results
from gongkai.apps.search.engine import Away, Busy

FIRST = "1"
HEAP = 128_000_000
COUNTED = 40  # values of a facet
FEW = 100  # results
STORED = ("title", "text", "files")


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic", fast=True)
    for stored in STORED:
        build.add_bytes_field(stored, stored=True, indexed=False)
    for words in fields.WORDS:
        build.add_text_field(words, tokenizer_name="whitespace", index_option="freq")
    for ordered in fields.IN_ORDER:
        build.add_text_field(ordered, tokenizer_name="whitespace", index_option="position")
    build.add_text_field("number", tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        build.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
    build.add_integer_field("day", stored=True, fast=True)
    return build.build()


def _opened(place: Path) -> tantivy.Index:
    """The index in a folder; one of an earlier release serves as it is until it is built anew."""
    try:
        return tantivy.Index(_schema(), path=str(place), reuse=True)
    except ValueError:
        return tantivy.Index.open(str(place))


def _known(place: Path) -> frozenset[str]:
    """The fields that an index has."""
    return frozenset(field["name"] for field in json.loads((place / "meta.json").read_text())["schema"])


def _document(document: Document, known: frozenset[str]) -> tantivy.Document:
    found = tantivy.Document()
    found.add_text("key", document.key)
    for name, value in fields.kept(document).items():
        if name in known:
            found.add_bytes(name, value.encode())
    found.add_integer("day", document.day.toordinal())
    for name, value in fields.cut(document).items():
        if name in known:
            found.add_text(name, value)
    for name, values in fields.facets(document).items():
        for value in values:
            found.add_text(name, value)
    for number in fields.numbers(document):
        found.add_text("number", number)
    return found


class _Writer:
    """One process's hand on one generation."""

    def __init__(self, index: tantivy.Index, known: frozenset[str]) -> None:
        self._writer, self._known = index.writer(HEAP, 1), known

    def put(self, documents: Iterable[Document]) -> None:
        """Adds the documents, replacing those of the same key."""
        for document in documents:
            self._writer.delete_documents_by_term("key", document.key)
            self._writer.add_document(_document(document, self._known))

    def take_out(self, keys: Iterable[str]) -> None:
        """Removes the documents of these keys."""
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def commit(self) -> None:
        """Makes everything so far visible."""
        self._writer.commit()

    def close(self) -> None:
        """Waits for merging to end."""
        self._writer.wait_merging_threads()


class Tantivy:
    """`folder` holds the generations."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._open: dict[str, tuple[tantivy.Index, int]] = {}

    def _current(self) -> str:
        try:
            return (self._folder / "current").read_text()
        except FileNotFoundError:
            return FIRST

    def _index(self, generation: str = "") -> tantivy.Index:
        """The index, reloaded when something was committed since."""
        name = generation or self._current()
        place = self._folder / name
        place.mkdir(parents=True, exist_ok=True)
        index, seen = self._open.get(name, (None, 0))
        try:
            if index is None:
                index = _opened(place)
                index.config_reader("manual")
            stamp = (place / "meta.json").stat().st_mtime_ns
            if stamp != seen:
                index.reload()
                self._open[name] = (index, stamp)
        except (ValueError, FileNotFoundError) as broken:  # after a disk that failed, say
            self._open.pop(name, None)
            raise Away(f"{place}: {broken}") from broken
        return index

    @contextmanager
    def writing(self, generation: str = "") -> Iterator[_Writer]:
        """The writer; Busy when another process has it."""
        name = generation or self._current()
        index = self._index(name)
        with self._locked(name):
            writer = _Writer(index, _known(self._folder / name))
            try:
                yield writer
            finally:
                writer.close()

    def still(self) -> AbstractContextManager[None]:
        """Nobody writes to the index in use while this lasts, be it broken; Busy when another process does."""
        return self._locked(self._current())

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with (self._folder / f"{name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise Busy from busy
            yield

    def search(
        self, asked: Asked, filters: Filters, *, offset: int, limit: int, newest: bool, year: int = 0
    ) -> Results:
        """The documents that hold all that is asked, the best (or the newest) first."""
        index = self._index()
        searcher = index.searcher()
        narrowed, words = _narrowing(index.schema, filters), asked.marked()
        for relaxed, condition in asking.ways(asked, filters, year):
            matching, better = _parts(index.schema, condition, narrowed)
            # The order of days asks for no score, counts ask for none: what only decides the place is left out.
            how: dict[str, Any] = {"order_by_field": "day"} if newest else {}
            query = matching if newest else _preferring(matching, better)
            found = searcher.search(query, limit=max(offset + limit, FEW), **how)
            total: int = found.count  # type: ignore[attr-defined] # the stubs leave it out
            if total:
                few = total <= FEW
                read = found.hits if few else found.hits[offset : offset + limit]
                stored = [(score, searcher.doc(address)) for score, address in read]
                counted = _these(index.schema, [document for _, document in stored]) if few else matching
                here = stored[offset : offset + limit] if few else stored
                hits = tuple(_hit(document, score, words) for score, document in here)
                return Results(total, hits, _facets(searcher, counted), words, relaxed)
        return Results(0, (), words=words)

    def titles(self, beginning: str, filters: Filters, limit: int) -> list[str]:
        """Titles in which the beginning of a question stands."""
        index = self._index()
        query = _query(index.schema, asking.beginning(beginning))
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *_narrowing(index.schema, filters)])
        searcher = index.searcher()
        found = searcher.search(both, limit=limit * 2, count=False)
        titles = (bytes(searcher.doc(address)["title"][0]).decode() for _, address in found.hits)
        return list(dict.fromkeys(titles))[:limit]

    def alike(self, pieces: Sequence[str], filters: Filters, limit: int) -> list[str]:
        """Keys of the documents whose titles share two of the pairs of characters and more, the likeliest first."""
        index = self._index()
        query = _query(index.schema, asking.alike(pieces, 2))
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *_narrowing(index.schema, filters)])
        searcher = index.searcher()
        found = searcher.search(both, limit=limit, count=False)
        return [searcher.doc(address)["key"][0] for _, address in found.hits]

    def keys(self, generation: str = "") -> Iterator[str]:
        """Every key in the index."""
        searcher = self._index(generation).searcher()
        every = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1))
        for _, address in every.hits:
            yield searcher.doc(address)["key"][0]

    def count(self, generation: str = "") -> int:
        """How many documents there are."""
        return int(self._index(generation).searcher().num_docs)

    def whole(self) -> bool:
        """False when an earlier release began the index, without a field that is searched today."""
        self._index()
        return {*fields.WORDS, *fields.IN_ORDER, *FACETS} <= _known(self._folder / self._current())

    def begin(self, generation: str) -> bool:
        """Makes an empty generation; False when it is there already."""
        if (self._folder / generation).exists():
            return False
        self._index(generation)
        return True

    def switch(self, generation: str) -> None:
        """From now on this generation is the one in use; the others are removed."""
        draft = self._folder / "current.draft"
        draft.write_text(generation)
        draft.replace(self._folder / "current")
        for place in self._folder.iterdir():
            if place.is_dir() and place.name != generation:
                shutil.rmtree(place, ignore_errors=True)
                self._open.pop(place.name, None)


Clause = tuple[Any, tantivy.Query]  # tantivy.Occur, query


def _query(
    schema: tantivy.Schema, condition: asking.Condition, narrowed: Sequence[Clause] = ()
) -> tantivy.Query:
    """The condition as tantivy says it. narrowed: the filters, which make each of several alternatives short."""

    def say(one: asking.Condition) -> tantivy.Query:
        return _query(schema, one, narrowed)

    def alternative(one: asking.Condition) -> tantivy.Query:
        query = say(one)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *narrowed]) if narrowed else query

    match condition:
        case asking.Term(field, piece):
            return _in_field(tantivy.Query.term_query, schema, field, piece)
        case asking.InOrder(field, pieces):
            return _in_field(tantivy.Query.phrase_query, schema, field, [*pieces])
        case asking.HoldsCharacter(field, character):
            return _in_field(tantivy.Query.regex_query, schema, field, f"({character}.?|.{character})")
        case asking.Weighed(inner, weight):
            return tantivy.Query.boost_query(say(inner), weight)
        case asking.BestOf(conditions, others):
            return tantivy.Query.disjunction_max_query([alternative(one) for one in conditions], others)
        case asking.AllOf():
            return _preferring(*_parts(schema, condition, (), narrowed))
        case asking.AtLeast(number, conditions):
            return tantivy.Query.boolean_query(
                [(tantivy.Occur.Should, say(one)) for one in conditions], minimum_number_should_match=number
            )
        case asking.Flat(inner, weight):
            return tantivy.Query.const_score_query(say(inner), weight)
        case asking.NoneOf(field, pieces):
            without = [
                (tantivy.Occur.MustNot, tantivy.Query.term_query(schema, field, piece)) for piece in pieces
            ]
            return tantivy.Query.boolean_query([(tantivy.Occur.Must, tantivy.Query.all_query()), *without])
        case asking.Nothing():
            return tantivy.Query.empty_query()


def _parts(
    schema: tantivy.Schema,
    condition: asking.Condition,
    beside: Sequence[Clause],
    narrowed: Sequence[Clause] | None = None,
) -> tuple[tantivy.Query, list[tantivy.Query]]:
    """What a document must meet, with what is beside it, as one intersection; and what puts it further up.

    narrowed: as of `_query`, where that is not what stands beside.
    """
    must, better = asking.parts(condition)
    within = beside if narrowed is None else narrowed
    said = [(tantivy.Occur.Must, _query(schema, one, within)) for one in must]
    matching = tantivy.Query.boolean_query([*said, *beside]) if len(said) + len(beside) > 1 else said[0][1]
    return matching, [_query(schema, one, within) for one in better]


def _preferring(query: tantivy.Query, better: Sequence[tantivy.Query]) -> tantivy.Query:
    """One inside the other: several optional conditions side by side would be read from end to end."""
    for one in better:
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Should, one)])
    return query


def _in_field(
    make: Callable[[tantivy.Schema, str, Any], tantivy.Query], schema: tantivy.Schema, field: str, what: Any
) -> tantivy.Query:
    """The condition on a field; nothing meets it in an index of an earlier release that lacks the field."""
    try:
        return make(schema, field, what)
    except ValueError:
        return tantivy.Query.empty_query()


def _narrowing(schema: tantivy.Schema, filters: Filters) -> list[tuple[Any, tantivy.Query]]:
    return [
        (
            tantivy.Occur.Must,
            tantivy.Query.const_score_query(tantivy.Query.term_query(schema, name, value), 0.0),
        )
        for name, value in filters.chosen().items()
    ]


def _these(schema: tantivy.Schema, documents: Sequence[tantivy.Document]) -> tantivy.Query:
    """These and no others, by their keys: few are counted quicker so than looked for once more."""
    return tantivy.Query.term_set_query(schema, "key", [document["key"][0] for document in documents])


def _hit(stored: tantivy.Document, score: float, words: tuple[str, ...]) -> Hit:
    kept = {name: bytes(stored[name][0]).decode() for name in STORED if stored[name]}
    return fields.hit(stored["key"][0], kept, date.fromordinal(stored["day"][0]), float(score), words)


def _facets(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, list[tuple[str, int]]]:
    counted = searcher.aggregate(
        query, {name: {"terms": {"field": name, "size": COUNTED}} for name in FACETS}
    )
    return {
        name: [(bucket["key"], int(bucket["doc_count"])) for bucket in counted[name]["buckets"]]
        for name in FACETS
    }

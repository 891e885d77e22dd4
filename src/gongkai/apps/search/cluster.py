"""The cluster engine: OpenSearch. The same fields, cut by us, and the same conditions as the embedded engine.

`url` ends with the name of an alias; a generation is an index `<alias>-<generation>`, and the alias stands on the one
in use. OpenSearch takes writes from many at once, so nobody is ever told to wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch as Client
from opensearchpy import TransportError
from opensearchpy.helpers import bulk, scan

from gongkai.apps.search import asking, fields
from gongkai.apps.search.asked import Asked
from gongkai.apps.search.documents import FACETS, Document, Filters, Hit, Results
from gongkai.apps.search.engine import Away

FIRST = "1"
COUNTED = 40  # values of a facet
STORED = ("title", "text", "files")
SEARCHED = " ".join(sorted((*fields.WORDS, *fields.IN_ORDER, *FACETS)))
MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        **{name: {"type": "keyword"} for name in ("key", "number", *FACETS)},
        **{name: {"type": "text", "analyzer": "whitespace"} for name in (*fields.WORDS, *fields.IN_ORDER)},
        **{name: {"type": "keyword", "index": False, "doc_values": False} for name in STORED},
        "day": {"type": "integer"},
    },
}


class _Writer:
    """Collects and sends; what was sent is seen after `commit`."""

    def __init__(self, client: Client, index: str) -> None:
        self._client, self._index = client, index

    def put(self, documents: Iterable[Document]) -> None:
        """Adds the documents, replacing those of the same key."""
        bulk(self._client, (self._added(document) for document in documents))

    def take_out(self, keys: Iterable[str]) -> None:
        """Removes the documents of these keys."""
        gone = ({"_op_type": "delete", "_index": self._index, "_id": key} for key in keys)
        bulk(self._client, gone, ignore_status=(404,))

    def commit(self) -> None:
        """Makes everything so far visible."""
        self._client.indices.refresh(index=self._index)

    def _added(self, document: Document) -> dict[str, Any]:
        source = {
            "key": document.key,
            **fields.kept(document),
            "day": document.day.toordinal(),
            "number": fields.numbers(document),
            **fields.cut(document),
            **fields.facets(document),
        }
        return {"_op_type": "index", "_index": self._index, "_id": document.key, "_source": source}


@contextmanager
def _reached() -> Iterator[None]:
    """Away when the cluster does not answer, or cannot."""
    try:
        yield
    except TransportError as error:
        if str(error.status_code).startswith("4"):  # our own mistake
            raise
        raise Away(str(error)) from error


class OpenSearch:
    """`url`: https://user:password@host:port/alias."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._alias = parts.path.strip("/") or "gongkai"
        self._client = Client(url.removesuffix(parts.path), timeout=30)

    def _index(self, generation: str = "") -> str:
        if generation:
            return f"{self._alias}-{generation}"
        if not self._client.indices.exists_alias(name=self._alias):
            self.begin(FIRST)
            self.switch(FIRST)
        return self._alias

    @contextmanager
    def writing(self, generation: str = "") -> Iterator[_Writer]:
        """A writer. An index of an earlier release learns the fields that were added since."""
        index = self._index(generation)
        self._client.indices.put_mapping(index=index, body=MAPPING)
        yield _Writer(self._client, index)

    def still(self) -> AbstractContextManager[None]:
        """It takes writes from many at once: nobody has to wait."""
        return nullcontext()

    @_reached()
    def search(
        self, asked: Asked, filters: Filters, *, offset: int, limit: int, newest: bool, year: int = 0
    ) -> Results:
        """The documents that hold all that is asked, the best (or the newest) first."""
        for relaxed, condition in asking.ways(asked, filters, year):
            body: dict[str, Any] = {
                "query": _narrowed(condition, filters),
                "from": offset,
                "size": limit,
                "track_total_hits": True,
                "_source": ["key", "day", *STORED],
                "aggs": {name: {"terms": {"field": name, "size": COUNTED}} for name in FACETS},
            }
            if newest:
                body["sort"] = [{"day": "desc"}]
            found = self._client.search(index=self._index(), body=body)
            total = found["hits"]["total"]["value"]
            if total:
                hits = tuple(_hit(hit, asked.marked()) for hit in found["hits"]["hits"])
                return Results(total, hits, _facets(found), asked.marked(), relaxed)
        return Results(0, (), words=asked.marked())

    @_reached()
    def titles(self, beginning: str, filters: Filters, limit: int) -> list[str]:
        """Titles in which the beginning of a question stands."""
        query = _narrowed(asking.beginning(beginning), filters)
        body = {"query": query, "size": limit * 2, "_source": ["title"]}
        found = self._client.search(index=self._index(), body=body)
        return list(dict.fromkeys(hit["_source"]["title"] for hit in found["hits"]["hits"]))[:limit]

    @_reached()
    def alike(self, pieces: Sequence[str], filters: Filters, limit: int) -> list[str]:
        """Keys of the documents whose titles share two of the pairs of characters and more, the likeliest first."""
        body = {"query": _narrowed(asking.alike(pieces, 2), filters), "size": limit, "_source": ["key"]}
        found = self._client.search(index=self._index(), body=body)
        return [hit["_source"]["key"] for hit in found["hits"]["hits"]]

    def keys(self, generation: str = "") -> Iterator[str]:
        """Every key in the index."""
        for hit in scan(self._client, index=self._index(generation), query={"_source": False}):
            yield hit["_id"]

    @_reached()
    def count(self, generation: str = "") -> int:
        """How many documents there are."""
        return int(self._client.count(index=self._index(generation))["count"])

    @_reached()
    def whole(self) -> bool:
        """False when an earlier release began the index, without a field that is searched today."""
        mapped = self._client.indices.get_mapping(index=self._index()).values()
        return all(one["mappings"].get("_meta", {}).get("fields") == SEARCHED for one in mapped)

    def begin(self, generation: str) -> bool:
        """Makes an empty generation; False when it is there already."""
        name = f"{self._alias}-{generation}"
        if self._client.indices.exists(index=name):
            return False
        # What its documents hold from the beginning: the fields themselves may be added to later.
        mappings = {**MAPPING, "_meta": {"fields": SEARCHED}}
        self._client.indices.create(index=name, body={"mappings": mappings})
        return True

    def switch(self, generation: str) -> None:
        """Moves the alias in one step; the other generations are removed."""
        new, client = f"{self._alias}-{generation}", self._client
        old = [name for name in client.indices.get(index=f"{self._alias}-*") if name != new]
        moves = [{"remove": {"index": name, "alias": self._alias}} for name in old]
        held = [move for move in moves if self._holds(move["remove"]["index"])]
        client.indices.update_aliases(
            body={"actions": [*held, {"add": {"index": new, "alias": self._alias}}]}
        )
        for name in old:
            client.indices.delete(index=name)

    def _holds(self, index: str) -> bool:
        return bool(self._client.indices.exists_alias(index=index, name=self._alias))


def _narrowed(condition: asking.Condition, filters: Filters) -> dict[str, Any]:
    terms = [{"term": {name: value}} for name, value in filters.chosen().items()]
    return {"bool": {"must": [_query(condition)], "filter": terms}}


def _query(condition: asking.Condition) -> dict[str, Any]:
    """The condition as OpenSearch says it."""
    match condition:
        case asking.Term(field, piece):
            return {"term": {field: piece}}
        case asking.InOrder(field, pieces):
            return {"match_phrase": {field: " ".join(pieces)}}
        case asking.HoldsCharacter(field, character):
            return {"regexp": {field: f"{character}.?|.{character}"}}
        case asking.Weighed(inner, weight):
            return {"bool": {"must": [_query(inner)], "boost": weight}}
        case asking.BestOf(conditions, others):
            return {"dis_max": {"queries": [_query(one) for one in conditions], "tie_breaker": others}}
        case asking.AllOf(must, better):
            return {
                "bool": {"must": [_query(one) for one in must], "should": [_query(one) for one in better]}
            }
        case asking.AtLeast(number, conditions):
            return {"bool": {"should": [_query(one) for one in conditions], "minimum_should_match": number}}
        case asking.Flat(inner, weight):
            return {"constant_score": {"filter": _query(inner), "boost": weight}}
        case asking.NoneOf(field, pieces):
            return {"bool": {"must_not": [{"term": {field: piece}} for piece in pieces]}}
        case asking.Nothing():
            return {"match_none": {}}


def _hit(hit: dict[str, Any], words: tuple[str, ...]) -> Hit:
    source, score = hit["_source"], float(hit.get("_score") or 0)
    return fields.hit(source["key"], source, date.fromordinal(source["day"]), score, words)


def _facets(found: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    return {
        name: [(bucket["key"], bucket["doc_count"]) for bucket in found["aggregations"][name]["buckets"]]
        for name in FACETS
    }

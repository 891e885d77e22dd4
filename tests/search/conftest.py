"""Both engines, empty, for the tests of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from osmem_server import OsmemServer

from gongkai.apps.search.cluster import OpenSearch
from gongkai.apps.search.embedded import Tantivy
from gongkai.apps.search.engine import Engine


@pytest.fixture(scope="session")
def opensearch() -> Iterator[OsmemServer]:
    """A server that speaks OpenSearch, in memory."""
    server = OsmemServer.start(japanese=False)
    yield server
    server.close()


@pytest.fixture(params=["embedded", "cluster"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        yield Tantivy(str(tmp_path / "index"))
        return
    clone = request.getfixturevalue("opensearch").clone()
    yield OpenSearch(f"{clone.url}/gongkai")
    clone.close()

"""Whatever is asked, the API answers as its document says: made-up calls by the hundred, right ones and wrong ones."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from gongkai.apps.api import middleware
from gongkai.apps.api.api import document
from gongkai.apps.publications.actions import index_changes
from gongkai.server.wsgi import application

MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
EXAMPLES = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def schema(db, publish, publish_report, report_of_2025, monkeypatch):
    """The document as it is served, and something to find; without the limit, which would answer nearly all."""
    monkeypatch.setattr(middleware, "PER_MINUTE", 10**9)
    publish("inspection", "危险化学品检查通报")
    publish_report(report_of_2025)
    index_changes()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("path", list(document()["paths"]))
def test_no_call_gets_an_answer_that_the_document_does_not_promise(schema, path):
    operation = schema[path]["GET"]
    for mode in MODES:
        if mode is GenerationMode.NEGATIVE and not operation.query and not operation.path_parameters:
            continue

        @EXAMPLES
        @given(operation.as_strategy(generation_mode=mode))
        def call(case: Case) -> None:
            case.call_and_validate()

        call()

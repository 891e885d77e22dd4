"""The demonstration's records give back the published tables, cell for cell, and each figure its records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from typer.testing import CliRunner

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit import queries as log
from gongkai.apps.audit.models import Entry
from gongkai.apps.filings import queries as filings
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.models import Request
from gongkai.apps.look.clock import today
from gongkai.apps.publications.models import Item, Review
from gongkai.cli import app
from gongkai.cli.due import answer
from gongkai.demonstration.compare import compare
from gongkai.demonstration.load import load
from gongkai.demonstration.scenario import scenarios
from tests.conftest import SHARED

pytestmark = pytest.mark.django_db  # without it a selection of these tests would meet the real database
GOLD = {
    "example_001": ("东风区应急管理局", 2021),
    "example_002": ("六盘水市应急管理局", 2024),
    "example_004": ("大武口区商务和经济技术合作局", 2018),
}
# Figures that add up amounts instead of counting records.
AMOUNTS = {"s.training.trainees", "s.organisation.budget", "s.fees.amount", "t2.fees.amount"}


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The whole demonstration, loaded once for these tests and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["report", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("stem", GOLD)
def test_the_report_equals_the_published_tables_key_by_key(stem):
    gold = SHARED / "corpus" / "gold" / f"{stem}.json"
    if not gold.exists():
        pytest.skip(f"no labels beside the repository: {gold.name} not compared")
    agency, year = GOLD[stem]
    figures = json.loads(said(agency, str(year), "--json"))["figures"]
    assert figures == json.loads(gold.read_text())["figures"]


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: one["agency"]["code"])
def test_every_published_number_is_counted_from_records(scenario):
    compared = compare(scenario)
    assert [line for line in compared.lines if not line.agrees] == []
    assert len(compared.lines) >= len(scenario["published"]["figures"]) - 6  # zeros are not listed


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: one["agency"]["code"])
def test_behind_each_figure_stand_as_many_records_as_it_says(scenario):
    agency = Agency.objects.get(code=scenario["agency"]["code"])
    year = scenario["report"]["year"]
    for key, value in filings.figures(agency.pk, year).items():
        records = list(filings.records(agency.pk, year, key))
        assert sum(record.amount for record in records) == value, key
        if key not in AMOUNTS:
            assert len({record.ref for record in records}) == len(records) == value or "channel" in key, key


def test_why_prints_one_line_a_record():
    lines = said("六盘水市应急管理局", "2024", "--why", "t2.licences.decisions").splitlines()
    assert len(lines) == 220


def test_the_two_oddities_of_2018_are_pointed_at():
    findings = json.loads(said("大武口区商务和经济技术合作局", "2018", "--json"))["findings"]
    told = {finding["rule"]: (finding["level"], finding["says"], finding["should"]) for finding in findings}
    assert told == {"s.channels": ("warning", 93, 187), "s.responses": ("warning", 0, 5)}


def test_a_report_is_found_by_the_name_that_the_agency_had():
    assert (
        json.loads(said("巴中市安全生产监督管理局", "2017", "--json"))["figures"]["s.disclosed.total"]
        == 10364
    )


def test_what_the_demonstration_published_passed_the_whole_review():
    out = Item.objects.filter(state="published", imported=None)
    assert out.count() == 12
    for item in out:
        approved = Review.objects.filter(item=item, decision="approved")
        assert len({review.account_id for review in approved} - {item.author.account_id}) == 4


def test_the_log_of_the_loading_is_whole_and_names_no_applicant():
    assert log.verify().whole
    told = json.dumps(list(Entry.objects.values_list("data", flat=True)), ensure_ascii=False)
    assert "丁某" not in told
    assert "演示律师事务所" not in told


def test_gongkai_due_says_of_every_request_what_the_desk_says():
    requests = Request.objects.prefetch_related("events")
    day = today()
    for request in requests:
        events = json.loads(json.dumps([event.for_clock() for event in request.events.all()], default=str))
        told = answer({"events": events, "today": str(day)})
        desk = queries.clock_of(request, day)
        assert (told["due"], told["state"]) == (
            None if desk.due is None else str(desk.due),
            desk.state,
        ), request.label
        assert (request.due_cached, request.state_cached) == (desk.due, desk.state), request.label
    assert {request.state_cached for request in requests} > {"running", "closed"}
    assert len(requests) >= 10


def test_a_second_loading_changes_nothing():
    before = Entry.objects.count(), Item.objects.count()
    load()
    assert (Entry.objects.count(), Item.objects.count()) == before


def test_the_budget_of_2017_is_one_wan_yuan():
    agency = Agency.objects.get(code="bz-yj")
    assert filings.figures(agency.pk, 2017)["s.organisation.budget"] == Decimal(1)


def test_the_running_year_has_a_reply_given_anew_and_a_suit_that_waits_for_our_answer():
    again = Request.objects.get(rehandles__isnull=False)
    assert again.events.get().type == "ordered" and again.closed_on is None
    corrected = again.rehandles.disputes.get()
    assert (corrected.result, corrected.stages.get().answered_on is None) == ("corrected", False)
    waiting = corrected.agency.disputes.get(route="litigation_direct", decided_on=None)
    assert waiting.next_due is not None

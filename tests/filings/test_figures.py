"""Figures counted from records, and the records behind each."""

from decimal import Decimal

import pytest

from gongkai.apps.filings import queries
from gongkai.apps.filings.queries.books import merged
from gongkai.apps.filings.sources import KEEPERS
from gongkai.law.refusals import Refused
from gongkai.reports.facts import KINDS, Selector

pytestmark = pytest.mark.django_db

# Counted by hand from the records of the fixture; every other figure of the form is 0.
FIGURES_2025 = {
    "t2.normative_documents.issued": 1,
    "t2.normative_documents.in_force": 2,
    "t2.licences.decisions": 4,
    "t2.penalties.decisions": 2,
    "t2.fees.amount": Decimal("0.35"),
    "t3.new_received.natural_person": 2,
    "t3.new_received.legal_services": 1,
    "t3.new_received.total": 3,
    "t3.granted.natural_person": 1,
    "t3.granted.total": 1,
    "t3.unavailable_not_held.legal_services": 1,
    "t3.unavailable_not_held.total": 1,
    "t3.results_total.natural_person": 1,
    "t3.results_total.legal_services": 1,
    "t3.results_total.total": 2,
    "t3.carried_out.natural_person": 1,
    "t3.carried_out.total": 1,
    "t4.reconsideration.pending": 1,
    "t4.reconsideration.total": 1,
}


def test_the_figures_of_a_year_are_what_its_records_add_up_to(agency, year_2025):
    figures = queries.figures(agency.pk, 2025)
    assert {key: value for key, value in figures.items() if value} == FIGURES_2025
    assert len(figures) == 10 + 25 * 7 + 15


@pytest.mark.parametrize("key", [key for key in FIGURES_2025 if key != "t2.fees.amount"])
def test_behind_each_count_stand_as_many_records_as_it_says(agency, year_2025, key):
    assert len(queries.records(agency.pk, 2025, key)) == FIGURES_2025[key]


def test_behind_a_sum_stand_records_whose_amounts_add_up_to_it(agency, year_2025):
    [record] = queries.records(agency.pk, 2025, "t2.fees.amount")
    assert record.amount == Decimal("0.35")
    assert record.day == "2025-07-01"


def test_behind_a_zero_stands_no_record(agency, year_2025):
    assert list(queries.records(agency.pk, 2025, "t3.denied_by_law.business")) == []


def test_an_open_request_is_carried_into_the_next_year(agency, year_2025):
    assert queries.figures(agency.pk, 2026)["t3.carried_in.natural_person"] == 1


def test_another_agency_has_none_of_these_records(other_agency, year_2025):
    assert not any(queries.figures(other_agency.pk, 2025).values())


def test_last_years_figures_come_from_records_where_nothing_was_published(agency, year_2025):
    assert queries.books(agency.pk, 2025).previous["t2.normative_documents.in_force"] == 1
    assert queries.books(agency.pk, 2024).previous is None


def test_the_stock_of_documents_is_checked_against_last_year(agency, year_2025):
    books = queries.books(agency.pk, 2025)
    texts = [one.text for one in books.equations if one.rule == "stock.normative_documents"]
    assert texts == ["规范性文件：现行有效 2 ＝ 上年有效 1 ＋ 制发 1 － 废止 0"]
    assert books.findings == []


def test_a_key_that_the_form_does_not_have_is_refused(agency, year_2025):
    with pytest.raises(Refused, match="这一格"):
        queries.records(agency.pk, 2025, "t3.nonsense.total")


def test_every_kind_of_fact_has_an_app_that_keeps_its_records():
    assert {kind.partition(".")[0] for kind in KINDS} == KEEPERS.keys()


def test_selectors_that_differ_in_one_circumstance_become_one():
    asked = [
        Selector("request.closed", {"applicant": frozenset({person}), "outcome": frozenset({outcome})})
        for person in ("natural_person", "business")
        for outcome in ("granted", "denied_by_law")
    ]
    assert merged(asked) == [
        Selector(
            "request.closed",
            {
                "applicant": frozenset({"natural_person", "business"}),
                "outcome": frozenset({"granted", "denied_by_law"}),
            },
        )
    ]


def test_selectors_of_different_circumstances_stay_apart():
    asked = [
        Selector("dispute", {"route": frozenset({"reconsideration"}), "result": frozenset({"upheld"})}),
        Selector("dispute", {"route": frozenset({"litigation_direct"}), "result": frozenset({"other"})}),
    ]
    assert len(merged(asked)) == 2

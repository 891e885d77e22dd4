"""What the registers give to the annual report."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from gongkai.apps.registers import queries
from gongkai.apps.registers.actions import record_entry, void_entry
from gongkai.reports.facts import KINDS, Selector
from tests.registers.conftest import ROWS, row_of

pytestmark = pytest.mark.django_db


def figures(agency, year: int) -> dict[tuple[str, str], object]:
    """(kind, type) → amount."""
    totals: Counter = Counter()
    for fact in queries.facts(agency.pk, year):
        totals[fact.kind, fact.where.get("type", "")] += fact.amount
    return dict(totals)


def select(kind: str, **where: str) -> Selector:
    return Selector(kind, {name: frozenset({value}) for name, value in where.items()})


def amount_of(agency, year: int, kind: str, **where: str) -> object:
    return sum(record.amount for record in queries.fact_records(agency.pk, year, select(kind, **where)))


def test_one_entry_in_every_register_gives_these_figures_and_no_other(clerk, agency, today):
    for key in ROWS:
        record_entry(clerk, key, ROWS[key], today=today)
    assert figures(agency, 2026) == {
        ("decision", "licence"): 1,
        ("decision", "penalty"): 1,
        ("decision", "coercive_measure"): 1,
        ("decision", "other_service"): 1,
        ("charge", ""): Decimal("0.35"),
        ("document.issued", "normative_document"): 1,
        ("document.in_force", "normative_document"): 1,
        ("service.last_year", "licence"): 1,
        ("procurement.project", ""): 1,
        ("procurement.amount", ""): Decimal("88.6"),
        ("meeting", ""): 1,
        ("training.course", ""): 1,
        ("training.trainees", ""): 15,
    }


def test_the_facts_of_all_registers_are_one_question_to_the_database(
    clerk, agency, today, django_assert_num_queries
):
    for key in ROWS:
        record_entry(clerk, key, ROWS[key], today=today)
    with django_assert_num_queries(1):
        assert len(list(queries.facts(agency.pk, 2026))) == 13


def test_every_fact_belongs_to_the_closed_vocabulary(clerk, agency, today):
    for key in ROWS:
        record_entry(clerk, key, ROWS[key], today=today)
    for fact in queries.facts(agency.pk, 2026):
        assert set(fact.where) <= set(KINDS[fact.kind][0])


def test_a_decision_counts_in_the_year_of_its_date_from_1_january_to_31_december(clerk, agency, today):
    for serial, day in enumerate(
        [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)], start=1
    ):
        row = row_of("licence", document_number=f"许{serial}号", decided_on=day)
        record_entry(clerk, "licence", row, today=today)
    assert figures(agency, 2024) == {("decision", "licence"): 2}


def test_refused_undisclosed_and_later_revoked_decisions_count(clerk, agency, today):
    record_entry(clerk, "licence", row_of("licence", decision="refused"), today=today)
    record_entry(clerk, "penalty", row_of("penalty", revoked_on=date(2026, 5, 1)), today=today)
    assert figures(agency, 2026) == {("decision", "licence"): 1, ("decision", "penalty"): 1}


def test_a_voided_entry_counts_nowhere(clerk, agency, today):
    for key in ROWS:
        entry = record_entry(clerk, key, ROWS[key], today=today)
        void_entry(clerk, key, entry.pk, entry.version, reason="重复登记")
    assert figures(agency, 2026) == {}
    assert amount_of(agency, 2026, "decision", type="licence") == 0


def test_another_agencys_entries_count_nowhere_here(make_post, agency, other_agency, today):
    theirs = make_post("clerk", name="王敏", agency=other_agency)
    record_entry(theirs, "licence", ROWS["licence"], today=today)
    assert figures(agency, 2026) == {}
    assert list(queries.fact_records(agency.pk, 2026, select("decision", type="licence"))) == []


def document(clerk, today, serial: int, **dates: date) -> None:
    row = row_of("document", document_number=f"测应急发〔{serial}〕", **dates)
    record_entry(clerk, "document", row, today=today)


def test_a_document_repealed_on_31_december_is_repealed_in_that_year_and_in_force_no_more(
    clerk, agency, today
):
    document(clerk, today, 1, issued_on=date(2020, 1, 2), repealed_on=date(2024, 12, 31))
    assert figures(agency, 2024) == {("document.repealed", "normative_document"): 1}
    assert figures(agency, 2023) == {("document.in_force", "normative_document"): 1}


def test_a_document_repealed_on_1_january_was_in_force_on_the_day_before(clerk, agency, today):
    document(clerk, today, 1, issued_on=date(2020, 1, 2), repealed_on=date(2025, 1, 1))
    assert figures(agency, 2024) == {("document.in_force", "normative_document"): 1}
    assert figures(agency, 2025) == {("document.repealed", "normative_document"): 1}


def test_a_document_valid_until_31_december_still_holds_on_that_day_and_expires_without_repeal(
    clerk, agency, today
):
    document(clerk, today, 1, issued_on=date(2020, 1, 2), effective_until=date(2024, 12, 31))
    document(clerk, today, 2, issued_on=date(2020, 1, 2), effective_until=date(2024, 12, 30))
    assert figures(agency, 2024) == {("document.in_force", "normative_document"): 1}
    assert figures(agency, 2025) == {}


def test_documents_issued_on_31_december_are_in_force_and_those_of_next_year_are_not(clerk, agency, today):
    document(clerk, today, 1, issued_on=date(2024, 12, 31))
    document(clerk, today, 2, issued_on=date(2025, 1, 1))
    assert figures(agency, 2024) == {
        ("document.issued", "normative_document"): 1,
        ("document.in_force", "normative_document"): 1,
    }


def test_disclosed_counts_the_years_own_and_total_disclosed_everything_until_31_december(
    clerk, agency, today
):
    document(clerk, today, 1, issued_on=date(2018, 1, 2), disclosed_on=date(2018, 1, 9))
    document(clerk, today, 2, issued_on=date(2019, 3, 1), disclosed_on=date(2019, 12, 31))
    document(clerk, today, 3, issued_on=date(2019, 12, 30), disclosed_on=date(2020, 1, 2))
    document(clerk, today, 4, issued_on=date(2019, 5, 1))
    found = figures(agency, 2019)
    assert found["document.disclosed", "normative_document"] == 1
    assert found["document.total_disclosed", "normative_document"] == 2
    assert found["document.issued", "normative_document"] == 3
    assert found["document.in_force", "normative_document"] == 4


def test_rules_and_normative_documents_are_counted_apart(clerk, agency, today):
    record_entry(clerk, "document", row_of("document", type="rules"), today=today)
    assert figures(agency, 2026) == {
        ("document.issued", "rules"): 1,
        ("document.in_force", "rules"): 1,
    }


def test_service_items_of_last_year_and_the_change_that_opens_what_came_and_what_went(clerk, agency, today):
    items = [
        ("旧项甲", date(2015, 1, 1), None),
        ("旧项乙", date(2015, 1, 1), date(2019, 6, 1)),
        ("旧项丙", date(2015, 1, 1), date(2018, 12, 31)),
        ("旧项丁", date(2015, 1, 1), date(2019, 12, 31)),
        ("新项", date(2019, 3, 1), None),
        ("当年来去", date(2019, 3, 1), date(2019, 9, 1)),
    ]
    for name, since, until in items:
        row = row_of("service", name=name, since=since, until=until)
        record_entry(clerk, "service", row, today=today)
    assert figures(agency, 2019) == {
        ("service.last_year", "licence"): 3,
        ("service.change", "licence"): -1,
    }
    records = list(queries.fact_records(agency.pk, 2019, select("service.change", type="licence")))
    assert [(record.title, record.amount, record.day) for record in records] == [
        ("新项", 1, "2019-03-01"),
        ("旧项乙", -1, "2019-06-01"),
        ("旧项丁", -1, "2019-12-31"),
    ]


def test_money_is_added_exactly(clerk, agency, today):
    for serial in range(1, 11):
        row = row_of("charge", amount=Decimal("0.1"), receipt_number=str(serial))
        record_entry(clerk, "charge", row, today=today)
    assert figures(agency, 2026) == {("charge", ""): Decimal("1")}
    assert str(figures(agency, 2026)["charge", ""]) == "1"


def test_the_records_behind_a_figure_add_up_to_it_and_lead_to_their_entries(clerk, agency, today):
    entry = record_entry(clerk, "charge", ROWS["charge"], today=today)
    record_entry(clerk, "training", ROWS["training"], today=today)
    [record] = queries.fact_records(agency.pk, 2026, select("charge"))
    assert record.ref == f"registers.charge:{entry.pk}"
    assert (record.title, record.detail, record.day, record.amount) == (
        "安全生产考试费",
        "行政事业性收费",
        "2026-07-01",
        Decimal("0.35"),
    )
    assert record.url == f"/office/registers/charge/{entry.pk}/"
    assert amount_of(agency, 2026, "training.trainees") == 15


def test_a_selector_with_several_types_finds_the_records_of_each(clerk, agency, today):
    record_entry(clerk, "licence", ROWS["licence"], today=today)
    record_entry(clerk, "penalty", ROWS["penalty"], today=today)
    record_entry(clerk, "coercive_measure", ROWS["coercive_measure"], today=today)
    both = Selector("decision", {"type": frozenset({"licence", "penalty"})})
    assert [record.detail for record in queries.fact_records(agency.pk, 2026, both)] == [
        "行政许可",
        "行政处罚",
    ]

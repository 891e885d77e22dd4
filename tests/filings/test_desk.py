"""The desk's rows and the year in the report's own columns."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.apps.filings import actions, queries
from gongkai.apps.filings.models import Filing
from tests.desks import desk_of

pytestmark = pytest.mark.django_db


def test_the_report_on_last_year_stands_on_the_desk_with_the_day_of_the_law(clerk):
    [row] = desk_of(queries, clerk, date(2026, 1, 5))
    assert row.what == "编报2025年政府信息公开工作年度报告"
    assert row.due == date(2026, 1, 31)
    assert "条例第四十九条第一款" in row.about
    assert row.mine


def test_a_government_reports_until_the_end_of_march(clerk, agency):
    agency.level = "government"
    agency.save()
    [row] = desk_of(queries, clerk, date(2026, 1, 5))
    assert row.due == date(2026, 3, 31)


def test_a_report_whose_last_day_was_before_the_agency_came_to_the_platform_is_not_owed_here(clerk, agency):
    agency.live_since = date(2026, 2, 1)
    agency.save()
    assert desk_of(queries, clerk, date(2026, 2, 5)) == []
    agency.live_since = date(2026, 1, 31)
    agency.save()
    [row] = desk_of(queries, clerk, date(2026, 2, 5))
    assert row.due == date(2026, 1, 31)


def test_a_report_that_was_begun_stands_on_the_desk_whether_owed_here_or_not(clerk, agency):
    agency.live_since = date(2026, 2, 1)
    agency.save()
    actions.open_filing(clerk, 2025)
    [row] = desk_of(queries, clerk, date(2026, 2, 5))
    assert row.what == "编报2025年政府信息公开工作年度报告"


def test_from_november_on_this_years_report_stands_there_as_well(clerk):
    assert [row.due for row in desk_of(queries, clerk, date(2026, 11, 5))] == [
        date(2026, 1, 31),
        date(2027, 1, 31),
    ]


def test_a_report_under_review_waits_for_the_reviewer_of_the_step(clerk, written, reviewers):
    actions.submit(clerk, written)
    [row] = desk_of(queries, reviewers[0], date(2026, 1, 10))
    assert (row.action, row.mine) == ("保密审查", True)
    [row] = desk_of(queries, clerk, date(2026, 1, 10))
    assert (row.action, row.mine) == ("查看", False)


def test_a_published_report_leaves_the_desk_and_a_correction_brings_it_back(clerk, public):
    assert desk_of(queries, clerk, date(2026, 1, 20)) == []
    actions.correct(clerk, public, "漏记")
    [row] = desk_of(queries, clerk, date(2026, 1, 20))
    assert row.what == "更正2025年政府信息公开工作年度报告"
    assert row.due is None


def test_the_year_table_shows_this_years_records_beside_the_published_reports(agency, public):
    table = queries.year_table(agency, 2026)
    assert [row.name for row in table.rows] == ["2026年至今（台账）", "2025年报（已公布）"]
    told = {cell.head: cell.value for group in table.rows[1].groups for cell in group}
    assert told == {
        "信息（条）": 0,
        "制发": 1,
        "废止": 0,
        "有效": 2,
        "许可": 4,
        "处罚": 2,
        "强制": 0,
        "新收": 3,
        "上年结转": 0,
        "办结": 2,
        "结转下年": 1,
        "复议": 1,
        "诉讼": 0,
    }
    assert table.rules == (
        (True, "总计：新收 0 ＋ 上年结转 1 ＝ 办结 0 ＋ 在办 1"),
        (True, "本年“上年结转” 1 ＝ 上年年报“结转下年度” 1"),
    )


def test_only_this_years_figures_that_are_not_zero_open_records(agency, public):
    this, last = queries.year_table(agency, 2026).rows
    linked = {cell.head for group in this.groups for cell in group if cell.url}
    assert linked == {"信息（条）", "有效", "上年结转", "结转下年", "复议"}
    [disclosed] = (cell for group in this.groups for cell in group if cell.head == "信息（条）")
    assert disclosed.url == "/office/items/?state=disclosed&year=2026"
    assert not any(cell.url for group in last.groups for cell in group)


def test_the_year_list_holds_the_years_with_a_filing_the_one_due_and_the_running_one(agency, clerk):
    actions.open_filing(clerk, 2018)
    rows = queries.year_rows(agency, date(2026, 1, 5))
    assert [(row.year, row.running) for row in rows] == [(2026, True), (2025, False), (2018, False)]
    assert [row.due for row in rows] == [date(2027, 1, 31), date(2026, 1, 31), date(2019, 3, 31)]


def test_money_keeps_its_decimals_through_a_snapshot(public):
    assert Filing.objects.get().snapshots.get().as_report().figures["t2.fees.amount"] == Decimal("0.35")

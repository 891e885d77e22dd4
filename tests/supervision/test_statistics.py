"""The statistics of requests: worked by hand, equal to the annual report's own tally, and silent about few."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date

import openpyxl
import pytest

from gongkai.apps.agencies.models import Agency
from gongkai.apps.disputes import actions as disputes
from gongkai.apps.filings.sources import facts
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Deflection, Request
from gongkai.apps.supervision.queries.statistics import median_of, statistics, suppressed
from gongkai.reports.load import load
from gongkai.reports.tally import tally

TODAY = date(2026, 11, 20)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def handled(clerk, received):
    """handled(received, decided, "granted", ["36(2)"]) → a delivered request."""

    def make(day: date, decided: date, outcome: str, articles: list[str], **given) -> Request:
        request = received(day, **given)
        request = actions.decide(clerk, request, day=decided, outcome=outcome, articles=articles, today=TODAY)
        return actions.deliver(clerk, request, day=decided, by="electronic", today=TODAY)

    return make


@pytest.fixture
def year(clerk, received, handled, agency):
    """Five received in 2026, one carried in; four closed, one of them late; two carried out."""
    handled(date(2025, 12, 15), date(2026, 1, 9), "granted", ["36(2)"])  # 18 working days
    handled(date(2026, 3, 2), date(2026, 3, 9), "granted", ["36(2)"])  # 5
    online = {"channel": "online", "confirmed_on": date(2026, 3, 2), "applicant_type": "business"}
    handled(date(2026, 3, 2), date(2026, 3, 30), "denied_third_party", ["15"], **online)  # 20
    handled(date(2026, 3, 2), date(2026, 4, 1), "granted_in_part", ["37", "15"])  # 22, due on 03-30
    received(date(2026, 11, 2))
    asked = received(date(2026, 11, 3))
    actions.ask_correction(
        clerk, asked, day=date(2026, 11, 4), until=date(2026, 11, 25), matters="文号", today=TODAY
    )
    disputes.register_dispute(
        clerk, route="reconsideration", authority="测试市人民政府", filed_on=date(2026, 5, 6), today=TODAY
    )
    Deflection.objects.create(agency=agency, on=date(2026, 6, 1), index_number="1", words="事故")


def test_the_year_is_counted_as_by_hand(year, agency):
    found = statistics([agency.pk], *YEAR)
    assert (found.received, found.carried_in, found.closed, found.carried_out) == (5, 1, 4, 2)
    assert (found.median, found.longest, found.late) == (19, 22, 1)
    assert (found.deflected, found.disputes) == (1, Counter({("reconsideration", "pending"): 1}))
    assert found.by(0) == {"in_person": (4, 3), "online": (1, 1)}
    assert found.months[2026, 3] == [3, 2] and found.months[2026, 1] == [0, 1]
    assert found.flow["in_person", "直接办理", "G"] == 3


def test_a_quarter_counts_its_own_days(year, agency):
    found = statistics([agency.pk], date(2026, 1, 1), date(2026, 3, 31))
    assert (found.received, found.carried_in, found.closed, found.carried_out) == (3, 1, 3, 1)
    assert list(found.months) == [(2026, 1), (2026, 2), (2026, 3)]


def test_the_figures_equal_the_tally_of_the_annual_report(year, agency):
    report = tally(load("2021"), facts(agency.pk, 2026))
    found = statistics([agency.pk], *YEAR)
    assert found.received == report["t3.new_received.total"]
    assert found.carried_in == report["t3.carried_in.total"]
    assert found.carried_out == report["t3.carried_out.total"]
    assert found.closed == report["t3.results_total.total"]
    assert found.outcomes["granted"] == report["t3.granted.total"] == 2
    assert found.by(1)["business"] == (
        report["t3.new_received.business"],
        report["t3.results_total.business"],
    )
    assert found.disputes["reconsideration", "pending"] == report["t4.reconsideration.pending"] == 1


def test_a_fresh_handling_changes_none_of_it(year, agency, clerk):
    before = statistics([agency.pk], *YEAR)
    denied = Request.objects.get(outcome="denied_third_party")
    again = actions.rehandle(clerk, denied, ordered_on=date(2026, 6, 1), today=TODAY)
    actions.decide(clerk, again, day=date(2026, 6, 8), outcome="granted", articles=["36(2)"], today=TODAY)
    assert statistics([agency.pk], *YEAR) == before


@pytest.mark.parametrize(
    ("days", "median"), [({5: 1, 18: 1, 20: 1, 22: 1}, 19), ({3: 2, 9: 1}, 3), ({7: 1}, 7), ({}, None)]
)
def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(days, median):
    assert median_of(Counter(days)) == median


def test_numbers_below_three_are_left_out_and_never_a_single_one():
    rows = [("自然人", (40, 38)), ("商业企业", (2, 0)), ("科研机构", (5, 5)), ("其他", (0, 1))]
    assert suppressed(rows) == {
        "自然人": [40, 38],
        "商业企业": [None, 0],
        "科研机构": [None, None],
        "其他": [0, None],
    }


def test_the_own_agency_sees_its_numbers_exactly_and_an_oversight_post_does_not(
    year, agency, clerk, make_post, client_of
):
    page = client_of(clerk).get("/office/supervision/statistics/").content.decode()
    assert "本机关查看，数字完整" in page and "19个工作日" in page and "<svg" in page
    government = Agency.objects.create(
        code="zf",
        name="测试市政府办",
        short_name="市政府办",
        credit_code="11520200MB1A00003C",
        live_since=TODAY,
    )
    Agency.objects.filter(pk=agency.pk).update(superior=government)
    overseer = client_of(make_post("oversight", name="督办员", agency=government))
    page = overseer.get(f"/office/supervision/statistics/?agency={agency.pk}").content.decode()
    assert page.count("少于3件不显示") > 2 and "本机关查看" not in page
    stranger = client_of(make_post("clerk", name="外人", agency=government))
    page = stranger.get(f"/office/supervision/statistics/?agency={agency.pk}").content.decode()
    assert '<td class="number">5件</td>' not in page


def test_the_workbook_holds_every_table(year, clerk, client_of):
    answer = client_of(clerk).get("/office/supervision/statistics/?export=xlsx&year=2026")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["概况", "处理决定", "渠道", "申请人类型", "复议诉讼", "各月", "去向"]
    assert [cell.value for cell in book["渠道"][2]] == ["当面提交", 4, 3]


def test_the_page_takes_a_dozen_queries_and_draws_words_that_are_escaped(
    year, clerk, client_of, django_assert_max_num_queries
):
    client = client_of(clerk)
    with django_assert_max_num_queries(16):
        page = client.get("/office/supervision/statistics/?year=2026&period=q1").content.decode()
    assert "2026年第一季度" in page and 'role="img"' in page and "style=" not in page.split("<main")[1]

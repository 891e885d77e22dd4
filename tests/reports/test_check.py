"""Cross-footing: H1 to H6 of the present form, and the rules of the list of 2014."""

from decimal import Decimal

import pytest

from gongkai.reports.check import check, equations
from gongkai.reports.load import load
from gongkai.reports.tally import tally
from tests.reports.facts_2024 import FACTS
from tests.reports.gold import gold


def year_2024(**changes):
    return tally(load("2021"), FACTS) | {key.replace("__", "."): value for key, value in changes.items()}


def found(figures, previous=None, edition="2021"):
    return [(f.rule, f.level, f.says, f.should) for f in check(load(edition), figures, previous)]


def test_the_published_tables_of_2024_hold():
    assert found(year_2024()) == []


def test_the_relations_of_the_present_form_are_forty_two_within_one_year():
    """7 columns balance, 7 columns add up, 25 rows add up, 3 groups of disputes: all of one report."""
    lines = equations(load("2021"), year_2024())
    assert len(lines) == 42
    assert all(line.holds for line in lines)
    assert lines[0].text == "自然人：新收 2 ＋ 上年结转 0 ＝ 办结 2 ＋ 在办 0"
    assert lines[6].text == "总计：新收 3 ＋ 上年结转 0 ＝ 办结 3 ＋ 在办 0"


def test_h1_new_and_carried_in_equal_closed_and_carried_out():
    figures = year_2024(t3__carried_out__total=1, t3__carried_out__natural_person=1)
    findings = check(load("2021"), figures)
    assert [(f.rule, f.says, f.should) for f in findings] == [("t3.balance", 2, 3), ("t3.balance", 3, 4)]
    assert findings[0].message == (
        "表三“自然人”列不平：新收2件加上年结转0件为2件，办结2件加结转下年度1件为3件，两者应当相等。"
    )
    assert findings[0].keys == (
        "t3.new_received.natural_person",
        "t3.carried_in.natural_person",
        "t3.results_total.natural_person",
        "t3.carried_out.natural_person",
    )


def test_h2_the_total_of_results_is_the_sum_of_its_twenty_one_rows():
    assert ("t3.results_sum", "error", 1, 2) in found(year_2024(t3__results_total__natural_person=1))


def test_h3_a_row_total_is_the_sum_of_six_columns():
    assert ("t3.row_total", "error", 5, 2) in found(year_2024(t3__unavailable_not_held__total=5))


def test_h4_no_figure_is_negative_and_only_money_has_a_fraction():
    assert found(year_2024(t2__penalties__decisions=-12)) == [("figure.negative", "error", -12, None)]
    assert found(year_2024(t2__penalties__decisions=Decimal("1.5"))) == [
        ("figure.whole", "error", Decimal("1.5"), None)
    ]
    assert found(year_2024(t2__fees__amount=Decimal("1.5"))) == []


def test_the_change_in_the_number_of_services_may_be_negative_in_edition_2019():
    figures = tally(load("2019"), []) | {"t2.licences.items_change": -6}
    assert found(figures, edition="2019") == []


def test_h5_each_group_of_table_4_adds_up():
    figures = year_2024(t4__litigation_direct__upheld=2, t4__litigation_direct__total=3)
    assert found(figures) == [("t4.total", "error", 3, 2)]


def test_h6_carried_in_equals_what_last_year_carried_out():
    last_year = tally(load("2021"), []) | {"t3.carried_out.total": 1, "t3.carried_out.business": 1}
    last_year |= {"t2.normative_documents.in_force": 2}
    assert found(year_2024(), last_year) == [
        ("year.carried", "error", 0, 1),
        ("year.carried_columns", "warning", 0, 1),
    ]


def test_h6_a_request_moved_to_another_column_is_only_a_warning():
    last_year = {"t3.carried_out.total": 0, "t3.carried_out.business": 1, "t3.carried_out.charity": 0}
    assert found(year_2024(), last_year) == [("year.carried_columns", "warning", 0, 1)]


def test_w1_the_stock_of_documents_follows_from_last_year():
    """In force 3; last year 3, issued 1, repealed 0: it should be 4."""
    last_year = {"t2.normative_documents.in_force": 3}
    findings = check(load("2021"), year_2024(), last_year)
    assert [(f.rule, f.level, f.says, f.should) for f in findings] == [
        ("stock.normative_documents", "warning", 3, 4)
    ]
    assert "上年有效3件加本年制发1件减本年废止0件应为4件" in findings[0].message


def test_a_rule_that_meets_an_unknown_figure_is_not_judged():
    figures = year_2024(t3__carried_out__total=None, t3__new_received__total=None)
    assert found(figures) == []
    assert len(equations(load("2021"), figures)) == 39  # one balance and two rows fewer


def test_a_figure_that_the_report_lacks_altogether_is_not_judged():
    assert found({}) == []


def test_the_list_of_2018_gives_its_two_warnings_and_no_error():
    """93 items against 187 by channel; no matter of wide concern against 2 + 3 events answered."""
    assert found(gold("example_004"), edition="2014") == [
        ("s.channels", "warning", 93, 187),
        ("s.responses", "warning", 0, 5),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"s.disclosed.normative_documents": 1}, ("s.normative", "error", 1, 0)),
        ({"s.responses.press_conferences_by_head": 1}, ("s.press_conferences", "error", 1, 0)),
        ({"s.responses.interviews_by_head": 2}, ("s.interviews", "error", 2, 0)),
        ({"s.applications.received": 3}, ("s.received", "error", 3, 0)),
        ({"s.applications.closed": 3}, ("s.closed", "error", 3, 0)),
        ({"s.replies.total": 3}, ("s.replies", "error", 3, 0)),
        ({"s.replies.denied_privacy": 3}, ("s.denied", "error", 0, 3)),
        ({"s.reconsideration.total": 1}, ("s.disputes", "warning", 1, 0)),
        ({"s.litigation.other": 1}, ("s.disputes", "warning", 0, 1)),
        ({"s.organisation.staff_part_time": 2}, ("s.staff", "error", 0, 2)),
    ],
)
def test_the_rules_of_the_list_of_2014(changes, expected):
    assert found(tally(load("2014"), []) | changes, edition="2014") == [expected]


def test_a_real_column_that_does_not_add_up_is_found():
    """The published total of results reads 20 and 21 where the rows add up to 26 and 27."""
    assert found(gold("pingtan_2020_x"), edition="2019") == [
        ("t3.results_sum", "error", 20, 26),
        ("t3.results_sum", "error", 21, 27),
    ]

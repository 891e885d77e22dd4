"""What the address of a search says."""

from __future__ import annotations

import pytest

from gongkai.apps.portal.wanted import Wanted, wanted
from gongkai.apps.search.documents import Filters

pytestmark = pytest.mark.sqlite


def test_an_address_says_the_question_its_filters_and_its_order():
    given = {
        "q": "烟花 许可",
        "agency": "ceshi-yj",
        "column": "licences",
        "topic": "安全生产",
        "year": "2025",
        "validity": "in_force",
        "order": "newest",
    }
    filters = Filters("ceshi-yj", "licences", "安全生产", 2025, "in_force")
    assert wanted(given) == Wanted("烟花 许可", filters, newest=True)


def test_on_the_pages_of_an_agency_no_other_can_be_named():
    assert wanted({"agency": "other"}, "ceshi-yj").filters.agency == "ceshi-yj"


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("  烟花\u3000许可\n", "烟花 许可"),
        ("烟花\x00许可", "烟花 许可"),
        ("关于" * 60, "关于" * 50),
        ("", ""),
    ],
)
def test_a_question_is_one_line_of_at_most_a_hundred_characters(typed, query):
    assert wanted({"q": typed}).query == query


@pytest.mark.parametrize(
    "wrong",
    [{"year": "99999"}, {"year": "二〇二五"}, {"column": "x" * 61}, {"topic": "a\x07b"}, {"order": "?"}],
)
def test_a_filter_that_can_be_none_is_passed_over(wrong):
    assert wanted(wrong) == Wanted("", Filters(), newest=False)

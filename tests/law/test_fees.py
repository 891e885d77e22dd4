"""The processing fee: literal amounts on both scales."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.law.fees import by_item, by_page
from gongkai.law.refusals import Refused


@pytest.mark.parametrize(
    ("applications", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (45, 5500),
        (50, 7000),
        (51, 7400),
    ],
)
def test_the_fee_by_item_rises_by_bands_within_a_month(applications, yuan):
    assert by_item(applications) == Decimal(yuan)


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_the_fee_by_page_rises_by_bands_within_one_application(pages, yuan):
    assert by_page(pages) == Decimal(yuan)


@pytest.mark.parametrize("charge", [by_item, by_page])
@pytest.mark.parametrize("quantity", [-1, 1.5, "10", True])
def test_a_quantity_that_is_no_count_is_refused(charge, quantity):
    with pytest.raises(Refused, match="不小于0的整数"):
        charge(quantity)


def test_there_is_no_processing_fee_before_2021():
    assert by_item(45, date(2021, 1, 1)) == Decimal(5500)
    with pytest.raises(Refused, match="成本费用") as refusal:
        by_item(45, date(2020, 12, 31))
    assert refusal.value.article == "2008年条例第二十七条"

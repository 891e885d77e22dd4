"""Lists: filters, order and page live in the address."""

import pytest
from django import forms
from django.test import RequestFactory

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.listing import Filters, Listing


class Unexported(Filters):
    exports = False


class AgencyFilters(Filters):
    lookups = {"q": "name__contains", "since": "live_since__gte"}
    sorts = {"name": ("name", "pk"), "since": ("-live_since", "pk")}
    q = forms.CharField(label="名称")
    since = forms.DateField(label="启用日期")


@pytest.fixture
def listing(agency, other_agency):
    def read(address):
        rows = Agency.objects.filter(pk__in=[agency.pk, other_agency.pk])
        return Listing(RequestFactory().get(address), rows, AgencyFilters, per_page=1)

    return read


def names(listing):
    return [row.name for row in listing.everything]


def test_nothing_asked_shows_everything_in_the_first_order(listing):
    found = listing("/")
    assert (found.total, found.sort, found.filtered, len(found.rows)) == (2, "name", False, 1)


def test_a_filter_of_the_address_is_applied(listing):
    found = listing("/?q=商务")
    assert names(found) == ["测试市商务局"]
    assert found.filtered


def test_a_wrong_filter_says_so_and_is_left_out(listing):
    found = listing("/?since=yesterday&q=商务")
    assert names(found) == ["测试市商务局"]
    assert found.form.errors["since"] == ["启用日期不是有效的日期，请按 2026-12-08 的样子填写"]


def test_the_order_turns_round_with_a_minus(listing):
    assert names(listing("/?sort=-name")) == names(listing("/?sort=name"))[::-1]


def test_an_order_that_is_not_offered_falls_back_to_the_first(listing):
    assert listing("/?sort=password").sort == "name"


def test_a_page_beyond_the_end_is_the_last(listing):
    assert listing("/?page=99").page.number == 2
    assert listing("/?page=x").page.number == 1


def test_the_export_link_keeps_the_filters_and_drops_the_page(listing):
    assert listing("/?q=a&page=2").export_url == "?q=a&export=xlsx"
    assert listing("/?q=a&export=xlsx").exporting


def test_a_list_that_is_not_exported_offers_no_link(agency):
    found = Listing(RequestFactory().get("/?export=xlsx"), Agency.objects.order_by("pk"), Unexported)
    assert (found.export_url, found.exporting) == ("", False)

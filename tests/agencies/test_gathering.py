"""One statement says what the querysets say one by one, on every database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models import Count, F

from gongkai.apps.agencies.gathering import gather
from gongkai.apps.agencies.models import Account, Agency, Grant, Post
from gongkai.apps.inforequests.models import Event, Request

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(agency, clerk) -> Request:
    made = Request.objects.create(
        agency=agency, year=2026, number=1, applicant_type="natural_person", applicant_name="王小明",
        channel="in_person", content='“双”引号"与\\斜线\n换行', steps={"a": {"b": [1, None, "甲"]}},
        received_on=date(2026, 11, 10), provisional=True,
    )  # fmt: skip
    Event.objects.create(request=made, type="submitted", date=date(2026, 11, 10), recorded_by=clerk)
    return made


def test_days_moments_yes_no_json_and_sealed_text_come_back_as_they_were(case):
    names = ("pk", "content", "applicant_name", "address", "steps", "received_on", "closed_on", "provisional")
    assert gather({"cases": Request.objects.values(*names)}) == {
        "cases": [
            {
                "pk": case.pk,
                "content": '“双”引号"与\\斜线\n换行',
                "applicant_name": "王小明",
                "address": "",
                "steps": {"a": {"b": [1, None, "甲"]}},
                "received_on": date(2026, 11, 10),
                "closed_on": None,
                "provisional": True,
            }
        ]
    }


def test_a_moment_is_the_same_moment_with_and_without_a_fraction_of_a_second(clerk):
    whole = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
    for at in (whole, whole.replace(microsecond=120000)):
        Grant.objects.update(granted_at=at)
        assert gather({"grants": Grant.objects.values("granted_at")}) == {"grants": [{"granted_at": at}]}


def test_every_source_says_what_it_says_alone_joined_counted_sliced_or_empty(case, clerk, make_post, agency):
    make_post("final_reviewer", "agency_head", name="李敏")
    sources = {
        "joined": Post.objects.values("pk", name=F("account__display_name"), place=F("agency__short_name")),
        "counted": Grant.objects.values("post_id").annotate(n=Count("pk")),
        "latest": Account.objects.order_by("-pk").values("username")[:1],
        "none": Agency.objects.none().values("pk"),
        "nobody": Post.objects.filter(pk__in=[]).values("pk"),
        "percent": Agency.objects.filter(name__contains="100%").values("pk", "name"),
        "case": Event.objects.filter(request__in=Request.objects.filter(agency=agency)).values(
            "type", "date"
        ),
    }
    found = gather(sources)
    assert {name: sorted(map(repr, rows)) for name, rows in found.items()} == {
        name: sorted(map(repr, rows)) for name, rows in sources.items()
    }
    assert (
        sorted(row["n"] for row in found["counted"]) == [1, 2]
        and found["latest"][0]["username"][:2] == "李敏"
    )


def test_any_number_of_sources_is_one_query_and_none_is_none(case, django_assert_num_queries):
    with django_assert_num_queries(1):
        gather({f"source_{n}": Request.objects.values("pk") for n in range(40)})
    with django_assert_num_queries(0):
        assert gather({"nobody": Post.objects.none().values("pk")}) == {"nobody": []}

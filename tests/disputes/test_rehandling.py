"""A corrected reply is given anew: the same application, not a new one."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Fact

TODAY = date(2026, 11, 20)


@pytest.fixture
def request_of_march(clerk) -> Request:
    """Received on 2026-03-02, denied on 2026-03-20."""
    found = actions.register(
        clerk,
        today=TODAY,
        channel="in_person",
        submitted_on=date(2026, 3, 2),
        evidence="登记回执",
        applicant_type="natural_person",
        applicant_name="王小明",
        content="某行政处罚决定",
    )
    return actions.decide(
        clerk, found, day=date(2026, 3, 20), outcome="denied_third_party", articles=["15"], today=TODAY
    )


def test_the_fresh_handling_takes_over_the_application_and_its_clock_begins_with_the_ruling(
    clerk, request_of_march
):
    again = actions.rehandle(
        clerk, request_of_march, ordered_on=date(2026, 11, 2), today=TODAY, evidence="测府复决〔2026〕3号"
    )
    assert again.rehandles == request_of_march
    assert (again.applicant_name, again.content) == ("王小明", "某行政处罚决定")
    assert (again.number, again.due_cached, again.received_on) == (2, date(2026, 11, 30), None)
    assert again.events.get().type == "ordered"


def test_a_term_that_the_ruling_sets_is_the_due_date(clerk, request_of_march):
    again = actions.rehandle(
        clerk,
        request_of_march,
        ordered_on=date(2026, 11, 2),
        until=date(2026, 11, 17),
        today=date(2026, 11, 9),
    )
    assert again.due_cached == date(2026, 11, 17)


def test_table_3_counts_the_application_once_although_it_was_answered_twice(clerk, agency, request_of_march):
    before = list(queries.facts(agency.pk, 2026))
    again = actions.rehandle(clerk, request_of_march, ordered_on=date(2026, 11, 2), today=TODAY)
    assert list(queries.facts(agency.pk, 2026)) == before
    actions.decide(clerk, again, day=date(2026, 11, 16), outcome="granted", articles=["36(2)"], today=TODAY)
    assert list(queries.facts(agency.pk, 2026)) == before
    assert Fact("request.received", {"applicant": "natural_person", "channel": "in_person"}, 1) in before


def test_an_open_request_is_not_handled_anew(clerk, request_of_march):
    again = actions.rehandle(clerk, request_of_march, ordered_on=date(2026, 11, 2), today=TODAY)
    with pytest.raises(Refused, match="尚未作出处理决定"):
        actions.rehandle(clerk, again, ordered_on=date(2026, 11, 3), today=TODAY)
    with pytest.raises(Refused, match="已在重新办理"):
        actions.rehandle(clerk, request_of_march, ordered_on=date(2026, 11, 3), today=TODAY)
    with pytest.raises(Refused) as early:
        actions.rehandle(clerk, request_of_march, ordered_on=date(2026, 3, 19), today=TODAY)
    assert early.value.field == "ordered_on"


def test_another_agency_s_request_is_not_handled_anew(make_post, other_agency, request_of_march):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="其他机关"):
        actions.rehandle(stranger, request_of_march, ordered_on=date(2026, 11, 2), today=TODAY)
    assert Request.objects.count() == 1

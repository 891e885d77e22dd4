"""The oversight view: what is due when, whose it is, and what another agency's watcher may see."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.agencies.models import Agency, Department
from gongkai.apps.disputes import actions as disputes
from gongkai.apps.engagement.actions import register_letter
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Request
from gongkai.apps.supervision.queries import due
from gongkai.apps.supervision.queries.kinds import KINDS

TODAY = date(2026, 11, 20)
# Received on these days, and due 20 working days later.
LATE, TODAY_DUE, ONE, THREE, FIVE, LATER = (
    date(2026, 10, 22),  # 2026-11-19
    date(2026, 10, 23),  # 2026-11-20
    date(2026, 10, 26),  # 2026-11-23
    date(2026, 10, 28),  # 2026-11-25
    date(2026, 10, 30),  # 2026-11-27
    date(2026, 11, 2),  # 2026-11-30
)


@pytest.fixture
def overseer(make_post, agency):
    """A post of the government that watches the agency."""
    government = Agency.objects.create(
        code="ceshi-zf",
        name="测试市人民政府办公室",
        short_name="市政府办",
        credit_code="11520200MB1A00003C",
        live_since=date(2026, 1, 1),
    )
    Agency.objects.filter(pk=agency.pk).update(superior=government)
    return make_post("oversight", name="督办员", agency=government)


def found(post, kind: str = "request") -> dict[str, int]:
    scope = due.scope(post)
    by_bucket = dict.fromkeys(due.BUCKETS, 0)
    for (code, _, _), counts in due.counts(scope, TODAY).items():
        for bucket, n in counts.items():
            by_bucket[bucket] += n if code == kind else 0
    return {bucket: n for bucket, n in by_bucket.items() if n}


def test_each_open_request_stands_in_the_bucket_of_its_due_date(clerk, received):
    for day in (LATE, TODAY_DUE, ONE, THREE, FIVE, LATER):
        received(day)
    assert found(clerk) == {"late": 1, "today": 1, "one": 1, "three": 1, "five": 1, "later": 1}


def test_a_clock_that_stands_still_is_counted_apart(clerk, received):
    actions.ask_correction(
        clerk,
        received(date(2026, 11, 16)),
        day=date(2026, 11, 18),
        until=date(2026, 12, 9),
        matters="文号",
        today=TODAY,
    )
    assert found(clerk) == {"stopped": 1}


def test_a_decided_reply_is_due_until_it_went_out(clerk, received):
    request = received(ONE)
    request = actions.decide(
        clerk, request, day=date(2026, 11, 19), outcome="granted", articles=["36(2)"], today=TODAY
    )
    assert found(clerk) == {"one": 1}
    actions.deliver(clerk, request, day=date(2026, 11, 20), by="in_person", today=TODAY)
    assert found(clerk) == {}


def test_letters_are_due_five_working_days_after_they_came(clerk):
    for day in (date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 19)):
        register_letter(
            clerk,
            received_on=day,
            kind="enquiry",
            title="某事",
            content="某事",
            writer="",
            contact="",
            today=TODAY,
        )
    # 11-12 → 11-19, 11-13 and Saturday 11-14 → 11-20, 11-19 → 11-26
    assert found(clerk, "letter") == {"late": 1, "today": 2, "five": 1}


def test_an_answer_in_a_dispute_and_an_open_complaint_are_due_too(clerk):
    disputes.register_dispute(
        clerk,
        route="reconsideration",
        authority="测试市人民政府",
        filed_on=date(2026, 11, 10),
        copy_received_on=date(2026, 11, 16),
        procedure="simple",
        today=TODAY,
    )
    disputes.register_complaint(clerk, received_on=date(2026, 9, 1), content="未公开", today=TODAY)
    assert found(clerk, "dispute") == {"one": 1}
    assert found(clerk, "complaint") == {"late": 1}


def test_the_page_drills_down_by_bucket_and_department(clerk, received, agency, client_of):
    unit = Department.objects.create(agency=agency, name="危化科")
    received(ONE, department=unit)
    received(LATE)
    page = client_of(clerk).get("/office/supervision/?kind=request&due=one").content.decode()
    assert "申〔2026〕1号" in page and "申〔2026〕2号" not in page
    page = client_of(clerk).get(f"/office/supervision/?department={unit.pk}").content.decode()
    assert "申〔2026〕1号" in page and "申〔2026〕2号" not in page
    page = client_of(clerk).get("/office/supervision/?department=none").content.decode()
    assert "申〔2026〕1号" not in page and "申〔2026〕2号" in page


def test_an_oversight_post_sees_numbers_dates_and_states_of_its_subordinates_and_no_applicant(
    overseer, received, client_of, agency
):
    request = received(LATE, content="某户的房屋征收补偿协议")
    page = client_of(overseer).get(f"/office/supervision/?agency={agency.pk}").content.decode()
    assert "申〔2026〕1号" in page and "2026-11-19" in page
    assert "王" not in page.split("<main")[1] and "房屋征收" not in page
    assert f"/office/requests/{request.pk}/" not in page
    assert client_of(overseer).get(f"/office/requests/{request.pk}/").status_code == 404


def test_nobody_else_sees_another_agency_s_cases(make_post, other_agency, received, client_of, agency):
    received(LATE)
    stranger = make_post("clerk", name="外人", agency=other_agency)
    page = client_of(stranger).get(f"/office/supervision/?agency={agency.pk}").content.decode()
    assert "申〔2026〕1号" not in page
    assert found(stranger) == {}


def test_a_head_of_department_sees_the_department_alone(make_post, received, agency):
    unit = Department.objects.create(agency=agency, name="危化科")
    head = make_post("first_reviewer", name="科长")
    head.department = unit
    head.save()
    received(LATE)
    received(ONE, department=unit)
    assert found(head) == {"one": 1}


def test_a_contributor_has_no_oversight_page(make_post, client_of):
    assert client_of(make_post("contributor")).get("/office/supervision/").status_code == 403


def test_the_page_takes_a_dozen_queries_however_many_cases(
    clerk, received, client_of, django_assert_max_num_queries
):
    first = received(ONE)
    rows = [
        Request(
            agency=first.agency,
            year=2025,
            number=n,
            applicant_type="business",
            applicant_name="某公司",
            channel="online",
            content="某事项",
            state_cached="running",
            received_on=ONE,
            due_cached=date(2026, 11, 23),
        )
        for n in range(1, 301)
    ]
    Request.objects.bulk_create(rows)
    client = client_of(clerk)
    with django_assert_max_num_queries(12):
        assert "依申请公开301件" in client.get("/office/supervision/").content.decode()
    with django_assert_max_num_queries(12):
        assert client.get("/office/supervision/?export=xlsx").status_code == 200


def test_a_cutoff_is_the_last_day_whose_term_ends_in_time():
    letter = KINDS["letter"]
    assert letter.cutoff(date(2026, 11, 20), TODAY) == date(2026, 11, 15)  # a Sunday before the five days
    assert letter.cutoff(date(2026, 11, 19), TODAY) == date(2026, 11, 12)
    assert KINDS["request"].cutoff(date(2026, 11, 19), TODAY) == date(2026, 11, 19)

"""Hard cases at the desk: two officers at once, power lost half-way, withdrawal, a fresh handling, many from one person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError

from gongkai.apps.audit import queries as log
from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions import happening, registering, submitting
from gongkai.apps.inforequests.models import Event, Request
from gongkai.law.fees import by_item
from gongkai.law.refusals import Refused

TODAY = date(2026, 11, 22)
GRANTED = {"outcome": "granted", "articles": ["36(2)"], "today": TODAY}
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
WITHDRAWN = {"evidence": "书面撤回", "today": TODAY}


def traces(request):
    row = Request.objects.filter(pk=request.pk).values().get()
    return row, Event.objects.count(), Entry.objects.count()


def test_of_two_officers_deciding_at_once_the_second_is_refused_by_name_and_leaves_nothing(
    register, clerk, make_post
):
    request = register(date(2026, 3, 2))
    first = Request.objects.get(pk=request.pk)
    second = Request.objects.get(pk=request.pk)  # both pages were opened on the same version
    actions.decide(clerk, first, day=date(2026, 3, 10), seen=first.version, **GRANTED)
    before = traces(request)
    other = make_post("clerk", name="周明")
    told = {"outcome": "unavailable_not_held", "articles": ["36(5)"], "today": TODAY}
    with pytest.raises(Refused, match="陈雨已于"):
        actions.decide(other, second, day=date(2026, 3, 10), seen=second.version, **told)
    with pytest.raises(Refused, match="晚于办结：该申请已于2026-03-10作出处理决定"):
        actions.decide(other, second, day=date(2026, 3, 10), **told)
    assert traces(request) == before


@pytest.mark.parametrize("broken", ["record", "notify"])
def test_power_lost_between_the_save_and_the_log_leaves_neither(register, clerk, monkeypatch, broken):
    request = register(date(2026, 3, 2))
    before = traces(request)

    def power_lost(*args, **kwargs):
        assert Event.objects.count() == before[1] + 1  # the event was written when the power went
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(happening, broken, power_lost)
    with pytest.raises(DatabaseError):
        actions.decide(clerk, request, day=date(2026, 3, 10), **GRANTED)
    assert traces(request) == before
    assert log.verify().whole
    monkeypatch.undo()
    assert actions.decide(clerk, request, day=date(2026, 3, 10), **GRANTED).outcome == "granted"


def test_power_lost_while_a_request_is_registered_leaves_no_number_taken(register, monkeypatch):
    def power_lost(*args, **kwargs):
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(registering, "record", power_lost)
    with pytest.raises(DatabaseError):
        register(date(2026, 3, 2))
    monkeypatch.undo()
    assert register(date(2026, 3, 2)).label == "申〔2026〕1号"
    assert Request.objects.count() == Event.objects.count() == 1


def test_a_withdrawal_before_the_decision_closes_the_request_as_other(register, clerk, agency):
    request = register(date(2026, 3, 2))
    request = actions.record_withdrawal(clerk, request, day=date(2026, 3, 9), **WITHDRAWN)
    assert (request.outcome, request.articles, request.remedy_route) == (
        "closed_other",
        ["申请人撤回申请"],
        "either",
    )
    assert (request.closed_on, request.due_cached, request.state_cached) == (
        date(2026, 3, 9),
        None,
        "closed",
    )
    closed = [fact for fact in queries.facts(agency.pk, 2026) if fact.kind == "request.closed"]
    assert [(fact.where["outcome"], fact.amount) for fact in closed] == [("closed_other", 1)]


def test_a_withdrawal_on_the_tracking_page_of_an_application_of_2018_has_the_outcome_of_that_edition(
    register,
):
    request = register(date(2018, 3, 5), today=date(2018, 3, 9))
    submitting.withdraw(request, today=date(2018, 3, 9))
    request.refresh_from_db()
    assert (request.outcome, request.closed_on) == ("closed_otherwise", date(2018, 3, 9))


def test_a_withdrawal_after_the_decision_or_without_proof_is_refused(register, clerk):
    request = register(date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        actions.record_withdrawal(clerk, request, day=date(2026, 3, 9), today=TODAY)
    assert refused.value.field == "evidence"
    actions.decide(clerk, request, day=date(2026, 3, 10), **GRANTED)
    with pytest.raises(Refused, match="晚于办结"):
        actions.record_withdrawal(clerk, request, day=date(2026, 3, 11), **WITHDRAWN)


def test_an_application_withdrawn_before_it_was_confirmed_counts_once_as_received_and_as_closed(
    register, clerk, agency
):
    request = register(date(2026, 3, 2), channel="online")
    request = actions.record_withdrawal(clerk, request, day=date(2026, 3, 4), **WITHDRAWN)
    assert (request.received_on, request.closed_on) == (date(2026, 3, 4), date(2026, 3, 4))
    assert sorted(fact.kind for fact in queries.facts(agency.pk, 2026)) == [
        "request.closed",
        "request.received",
    ]


def test_the_notice_after_a_lapse_does_not_move_the_closing_into_another_year(register, clerk):
    request = register(date(2025, 12, 8))
    asked = {"until": date(2025, 12, 26), "matters": "请写明文号", "today": TODAY}
    actions.ask_correction(clerk, request, day=date(2025, 12, 15), **asked)
    actions.lapse_correction(clerk, request, day=date(2025, 12, 30), today=TODAY)
    noticed = {
        "outcome": "closed_not_corrected",
        "articles": ["30"],
        "letter_number": "测应急公复〔2026〕1号",
    }
    request = actions.decide(clerk, request, day=date(2026, 1, 5), today=TODAY, **noticed)
    assert (request.closed_on, request.letter_number) == (date(2025, 12, 30), "测应急公复〔2026〕1号")


def test_a_corrected_decision_opens_a_fresh_handling_that_is_no_new_request(register, clerk, agency):
    old = register(date(2024, 9, 10))
    actions.decide(
        clerk,
        old,
        day=date(2024, 10, 9),
        outcome="denied_third_party",
        articles=["15", "32"],
        today=TODAY,
    )
    fresh = actions.rehandle(
        clerk, old, ordered_on=date(2025, 3, 10), evidence="复决〔2025〕3号", today=TODAY
    )
    assert (fresh.received_on, fresh.due_cached, fresh.state_cached) == (
        None,
        date(2025, 4, 8),
        "running",
    )
    fresh = actions.decide(clerk, fresh, day=date(2025, 4, 8), **GRANTED)
    assert fresh.closed_on == date(2025, 4, 8)
    assert list(queries.facts(agency.pk, 2025)) == []
    assert [fact.kind for fact in queries.facts(agency.pk, 2024)] == ["request.received", "request.closed"]


def test_the_term_that_the_ruling_set_holds_against_extension_and_fee(register, clerk, make_post):
    old = register(date(2024, 9, 10))
    actions.decide(clerk, old, day=date(2024, 10, 9), **GRANTED)
    ruled = {"ordered_on": date(2025, 3, 10), "until": date(2025, 4, 5), "today": TODAY}
    fresh = actions.rehandle(clerk, old, **ruled)
    assert fresh.due_cached == date(2025, 4, 7)  # 04-04清明节，04-05、06周末
    head = make_post("second_reviewer")
    with pytest.raises(Refused, match="须在2025-04-07前重新答复"):
        actions.extend(head, fresh, day=date(2025, 3, 12), days=5, reason="检索量大", today=TODAY)
    with pytest.raises(Refused, match="须在2025-04-07前重新答复"):
        actions.notice_fee(clerk, fresh, day=date(2025, 3, 12), amount=Decimal(100), today=TODAY)


def test_a_third_party_that_answers_late_is_heard_but_costs_no_further_day(register, clerk):
    request = register(date(2024, 9, 10))
    asked = {"party": "third_party", "name": "某煤业有限公司", "received": date(2024, 9, 13), "today": TODAY}
    actions.send_consultation(clerk, request, day=date(2024, 9, 12), **asked)
    request = actions.answer_consultation(
        clerk, request, day=date(2024, 10, 16), id="1", consents=False, today=TODAY
    )
    assert (request.due_cached, request.state_cached) == (date(2024, 11, 5), "running")


def test_a_hundred_requests_of_one_person_in_one_month_are_numbered_and_cost_37000_yuan(register):
    requests = [register(date(2026, 3, 2), content=f"第{number}号文件") for number in range(1, 101)]
    assert [request.number for request in requests] == list(range(1, 101))
    assert len({request.applicant_key for request in requests}) == 1
    same = Request.objects.filter(applicant_key=requests[0].applicant_key, received_on__range=MARCH)
    assert by_item(same.count()) == Decimal(37000)


def test_an_extension_on_the_due_date_is_taken_and_on_the_next_day_refused_with_the_article(
    register, make_post
):
    head = make_post("second_reviewer", name="李处")
    told = {"days": 20, "reason": "检索量大", "today": TODAY}
    late, in_time = register(date(2024, 9, 10)), register(date(2024, 9, 10))
    with pytest.raises(Refused, match="已于2024-10-14届满") as refused:
        actions.extend(head, late, day=date(2024, 10, 15), **told)
    assert refused.value.article == "条例第三十三条"
    in_time = actions.extend(head, in_time, day=date(2024, 10, 14), **told)
    assert in_time.due_cached == date(2024, 11, 11)

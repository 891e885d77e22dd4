"""Writes of requests: what is refused, what is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Event, Request
from gongkai.law.refusals import Refused

TODAY = date(2026, 11, 22)


def test_requests_are_numbered_without_gaps_in_the_year_of_their_receipt(register):
    labels = [register(day).label for day in (date(2025, 12, 31), date(2026, 1, 4), date(2026, 1, 4))]
    assert labels == ["申〔2025〕1号", "申〔2026〕1号", "申〔2026〕2号"]


def test_a_refused_registration_takes_no_number(register):
    with pytest.raises(Refused):
        register(date(2026, 3, 2), identity_number="529900199001010018")
    assert register(date(2026, 3, 2)).label == "申〔2026〕1号"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"applicant_type": ""}, "applicant_type", "请选择申请人类型"),
        ({"applicant_name": " "}, "applicant_name", "请填写申请人的姓名或者名称"),
        ({"content": ""}, "content", "请填写申请公开的政府信息"),
        ({"channel": "pigeon"}, "channel", "请选择申请人提交的渠道"),
        ({"identity_number": "529900199001010018"}, "identity_number", "校验位"),
        ({"identity_number": "5299001990"}, "identity_number", "18位"),
        (
            {"applicant_type": "business", "identity_number": "11520200MB1A000019"},
            "identity_number",
            "统一社会信用代码",
        ),
        ({"identity_kind": "credit_code"}, "identity_kind", "身份证明与申请人类型不符"),
        ({"evidence": ""}, "evidence", "补登以前的日期须写明凭据"),
    ],
)
def test_registration_is_refused_at_the_field_that_is_missing_or_wrong(register, given, field, says):
    with pytest.raises(Refused) as refused:
        register(date(2026, 3, 2), **given)
    assert refused.value.field == field
    assert says in str(refused.value)
    assert not Request.objects.exists()


def test_a_receipt_date_in_the_future_is_refused_at_its_field(register):
    with pytest.raises(Refused) as refused:
        register(date(2026, 11, 23))
    assert refused.value.field == "submitted_on"
    assert (
        str(refused.value) == "收到日期2026-11-23晚于今天（2026-11-22），请按实际日期填写（条例第三十一条）"
    )


def test_a_registered_letter_signed_for_tomorrow_is_refused_at_the_day_of_signing(register):
    with pytest.raises(Refused) as refused:
        register(date(2026, 11, 20), channel="registered_mail", signed_on=date(2026, 11, 23))
    assert refused.value.field == "signed_on"


def test_what_is_registered_on_its_own_day_needs_no_proof(register):
    assert register(TODAY, evidence="").received_on == TODAY


def test_a_request_without_proof_of_identity_is_taken_since_it_can_be_corrected(register):
    request = register(date(2026, 3, 2), identity_number="")
    assert request.identity_kind == ""


def test_an_online_request_is_received_when_both_sides_confirmed(register, clerk):
    request = register(date(2025, 1, 10), channel="online")
    assert (request.state_cached, request.received_on, request.due_cached) == (
        "awaiting_confirmation",
        None,
        None,
    )
    request = actions.confirm(clerk, request, day=date(2025, 1, 13), today=TODAY)
    assert (request.received_on, request.due_cached) == (date(2025, 1, 13), date(2025, 2, 14))


def test_a_registered_letter_is_received_when_the_agency_signed(register):
    request = register(date(2025, 9, 25), channel="registered_mail", signed_on=date(2025, 9, 27))
    assert (request.received_on, request.due_cached) == (date(2025, 9, 27), date(2025, 10, 30))


def test_a_consultation_moves_the_due_date_by_the_days_left_out(register, clerk):
    request = register(date(2025, 9, 22))
    assert request.due_cached == date(2025, 10, 24)
    request = actions.send_consultation(
        clerk,
        request,
        day=date(2025, 9, 25),
        party="third_party",
        name="某煤业有限公司",
        received=date(2025, 9, 28),
        today=TODAY,
    )
    request = actions.answer_consultation(
        clerk, request, day=date(2025, 10, 15), id="1", consents=False, today=TODAY
    )
    assert request.due_cached == date(2025, 11, 7)
    assert request.events.last().fields == {"id": "1", "consents": False}


def test_a_correction_starts_the_term_anew_and_keeps_the_day_of_receipt(register, clerk):
    request = register(date(2025, 1, 13), channel="online", confirmed_on=date(2025, 1, 13))
    request = actions.ask_correction(
        clerk, request, day=date(2025, 1, 22), until=date(2025, 2, 20), matters="请写明文号", today=TODAY
    )
    assert (request.state_cached, request.due_cached) == ("awaiting_correction", None)
    request = actions.receive_correction(
        clerk, request, day=date(2025, 2, 7), content="某办发〔2024〕3号", today=TODAY
    )
    assert (request.received_on, request.due_cached) == (date(2025, 1, 13), date(2025, 3, 6))
    assert request.content == "某办发〔2024〕3号"
    assert request.events.last().fields == {"content_before": "某煤矿重大隐患挂牌督办通知书及验收意见"}


def test_a_second_correction_notice_is_refused_with_the_article(register, clerk):
    request = register(date(2025, 1, 13))
    told = {"until": date(2025, 2, 20), "matters": "请写明文号", "today": TODAY}
    actions.ask_correction(clerk, request, day=date(2025, 1, 20), **told)
    actions.receive_correction(clerk, request, day=date(2025, 1, 24), today=TODAY)
    with pytest.raises(Refused, match="补正须一次性告知") as refused:
        actions.ask_correction(clerk, request, day=date(2025, 1, 26), **told)
    assert refused.value.article == "条例第三十条"
    assert request.events.filter(type="correction_asked").count() == 1


def test_an_event_before_its_cause_is_refused_and_nothing_is_kept(register, clerk):
    request = register(date(2026, 3, 2))
    version, entries = request.version, Entry.objects.count()
    for refused_act in (
        lambda: actions.receive_correction(clerk, request, day=date(2026, 3, 5), today=TODAY),
        lambda: actions.answer_consultation(
            clerk, request, day=date(2026, 3, 5), id="1", consents=True, today=TODAY
        ),
        lambda: actions.pay_fee(clerk, request, day=date(2026, 3, 5), today=TODAY),
        lambda: actions.deliver(clerk, request, day=date(2026, 3, 5), by="electronic", today=TODAY),
        lambda: actions.ask_correction(
            clerk, request, day=date(2026, 2, 27), until=date(2026, 3, 20), matters="文号", today=TODAY
        ),
    ):
        with pytest.raises(Refused):
            refused_act()
    request.refresh_from_db()
    assert (request.version, request.events.count(), Entry.objects.count()) == (version, 1, entries)


def test_an_event_in_the_future_is_refused(register, clerk):
    request = register(TODAY)
    with pytest.raises(Refused, match="晚于今天"):
        actions.decide(
            clerk, request, day=date(2026, 11, 23), outcome="granted", articles=["36(2)"], today=TODAY
        )


@pytest.mark.parametrize(
    ("outcome", "articles", "field", "says"),
    [
        ("", ["36(2)"], "outcome", "请选择处理决定"),
        ("granted", [], "articles", "办结须有法律依据"),
        ("granted", ["14"], "articles", "条例第十四条不是“予以公开”的依据"),
        ("already_public", ["21(1)"], "outcome", "不是"),
    ],
)
def test_closing_without_outcome_or_article_is_refused(register, clerk, outcome, articles, field, says):
    request = register(date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        actions.decide(clerk, request, day=date(2026, 3, 10), outcome=outcome, articles=articles, today=TODAY)
    assert refused.value.field == field
    assert says in str(refused.value)
    request.refresh_from_db()
    assert (request.closed_on, request.outcome) == (None, "")


@pytest.mark.parametrize(
    ("outcome", "articles", "route"),
    [
        ("granted", ["36(2)"], "either"),
        ("denied_third_party", ["15", "32"], "reconsideration_first"),
        ("granted_in_part", ["37", "36(5)"], "either"),
        ("granted_in_part", ["37", "15"], "reconsideration_first"),
        ("denied_administrative_query", ["36(7)"], "either"),
    ],
)
def test_the_remedy_follows_the_articles_not_the_outcome(register, clerk, outcome, articles, route):
    request = register(date(2026, 3, 2))
    request = actions.decide(
        clerk, request, day=date(2026, 3, 10), outcome=outcome, articles=articles, today=TODAY
    )
    assert (request.outcome, request.articles, request.remedy_route) == (outcome, articles, route)
    assert (request.closed_on, request.state_cached) == (date(2026, 3, 10), "closed")


def test_an_old_request_is_decided_under_the_regulation_of_2008(register, clerk):
    request = register(date(2018, 9, 10), identity_number="")
    assert request.due_cached == date(2018, 9, 30)
    request = actions.decide(
        clerk, request, day=date(2018, 9, 20), outcome="already_public", articles=["21(1)"], today=TODAY
    )
    assert request.outcome_name == "属于已主动公开范围"


def test_only_the_head_of_the_disclosure_office_extends(register, clerk, make_post):
    request = register(date(2024, 9, 10))
    told = {"day": date(2024, 10, 8), "days": 20, "reason": "检索量大", "today": TODAY}
    with pytest.raises(Refused, match="政务公开工作机构负责人"):
        actions.extend(clerk, request, **told)
    head = make_post("second_reviewer", name="李处")
    request = actions.extend(head, request, **told)
    assert (request.due_cached, request.extended) == (date(2024, 11, 11), True)
    assert request.events.last().fields["approved_by"] == "李处"


def test_a_lapsed_correction_closes_the_request_under_article_30(register, clerk):
    request = register(date(2025, 1, 13))
    actions.ask_correction(
        clerk, request, day=date(2025, 1, 20), until=date(2025, 2, 10), matters="请写明文号", today=TODAY
    )
    with pytest.raises(Refused, match="尚未届满"):
        actions.lapse_correction(clerk, request, day=date(2025, 2, 10), today=TODAY)
    request = actions.lapse_correction(clerk, request, day=date(2025, 2, 11), today=TODAY)
    assert (request.outcome, request.articles) == ("closed_not_corrected", ["30"])
    assert request.closed_on == date(2025, 2, 11)


def test_a_paid_fee_starts_the_term_anew_and_an_unpaid_one_closes_the_request(register, clerk):
    request = register(date(2026, 2, 2))
    actions.notice_fee(clerk, request, day=date(2026, 2, 25), amount=Decimal("4700"), today=TODAY)
    paid = actions.pay_fee(clerk, request, day=date(2026, 3, 10), today=TODAY)
    assert (paid.due_cached, paid.fee, paid.fee_paid_on) == (
        date(2026, 4, 8),
        Decimal("4700"),
        date(2026, 3, 10),
    )
    other = register(date(2026, 2, 2))
    actions.notice_fee(clerk, other, day=date(2026, 2, 25), amount=Decimal("5500"), today=TODAY)
    with pytest.raises(Refused, match="2026-03-24"):
        actions.lapse_fee(clerk, other, day=date(2026, 3, 24), today=TODAY)
    other = actions.lapse_fee(clerk, other, day=date(2026, 3, 25), today=TODAY)
    assert (other.outcome, other.fee_paid_on) == ("closed_fee_unpaid", None)


def test_a_reply_by_post_needs_the_number_of_the_letter(register, clerk):
    request = register(date(2026, 3, 2))
    actions.decide(clerk, request, day=date(2026, 3, 10), outcome="granted", articles=["36(2)"], today=TODAY)
    with pytest.raises(Refused) as refused:
        actions.deliver(clerk, request, day=date(2026, 3, 11), by="post", today=TODAY)
    assert refused.value.field == "evidence"
    request = actions.deliver(
        clerk, request, day=date(2026, 3, 11), by="post", evidence="EMS 1234", today=TODAY
    )
    assert request.delivered_on == date(2026, 3, 11)


def test_the_second_clerk_to_save_is_refused_with_the_name_of_the_first(register, clerk, make_post):
    request = register(date(2026, 3, 2))
    seen = request.version
    actions.change(clerk, request, seen=seen, contact="13900000000")
    with pytest.raises(Refused, match="陈雨"):
        actions.change(make_post("clerk", name="周明"), request, seen=seen, contact="13700000000")
    with pytest.raises(Refused, match="陈雨"):
        actions.decide(
            make_post("clerk", name="周明"),
            request,
            seen=seen,
            day=date(2026, 3, 10),
            outcome="granted",
            articles=["36(2)"],
            today=TODAY,
        )
    request.refresh_from_db()
    assert (request.contact, request.closed_on) == ("13900000000", None)


def test_what_was_mended_is_logged_by_field_without_personal_data(register, clerk):
    request = actions.change(clerk, register(date(2026, 3, 2)), applicant_name="王晓明")
    entry = Entry.objects.get(event="request.changed")
    assert entry.data == {"number": "申〔2026〕1号", "fields": ["applicant_name"]}
    assert request.applicant_name == "王晓明"


def test_identity_is_a_sealed_token_in_the_database(register):
    request = register(date(2026, 3, 2), address="测试市人民路1号")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT applicant_name, identity_number, contact, address FROM inforequests_request WHERE id = %s",
            [request.pk],
        )
        row = cursor.fetchone()
    for sealed, clear in zip(row, ("王小明", "529900199001010017", "13800001234", "人民路"), strict=True):
        assert clear not in sealed
    assert Request.objects.get(pk=request.pk).identity_number == "529900199001010017"


def test_each_look_at_the_identity_is_logged_and_only_the_permitted_may_look(register, clerk, make_post):
    request = register(date(2026, 3, 2))
    with pytest.raises(Refused):
        actions.show_identity(make_post("contributor"), request)
    assert actions.show_identity(clerk, request).number == "529900199001010017"
    entry = Entry.objects.get(event="request.identity_shown")
    assert (entry.actor_name, entry.data) == ("陈雨", {"number": "申〔2026〕1号"})


def test_a_post_without_the_permission_registers_nothing(register, make_post):
    with pytest.raises(Refused, match="政务公开经办"):
        register(date(2026, 3, 2), actor=make_post("contributor"))
    assert not Request.objects.exists()


def test_another_agency_cannot_touch_the_request(register, make_post, other_agency):
    request = register(date(2026, 3, 2))
    stranger = make_post("clerk", name="外人", agency=other_agency)
    for act in (
        lambda: actions.change(stranger, request, contact="1"),
        lambda: actions.show_identity(stranger, request),
        lambda: actions.assign(stranger, request, None),
        lambda: actions.decide(
            stranger,
            request,
            day=date(2026, 3, 10),
            outcome="granted",
            articles=["36(2)"],
            today=TODAY,
        ),
    ):
        with pytest.raises(Refused, match="其他机关"):
            act()


def test_a_request_goes_only_to_a_department_of_its_own_agency(register, clerk, agency, other_agency):
    request = register(date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        actions.assign(clerk, request, other_agency.departments.create(name="矿山科"))
    assert refused.value.field == "department"
    own = agency.departments.create(name="矿山科")
    assert actions.assign(clerk, request, own).department == own


def test_the_database_refuses_to_change_or_delete_an_event(register):
    event = register(date(2026, 3, 2)).events.get()
    for act in (lambda: Event.objects.update(date=date(2026, 3, 9)), event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert Event.objects.get().date == date(2026, 3, 2)


def test_recomputing_mends_a_due_date_that_differs_from_the_clock_and_logs_it(register):
    request = register(date(2025, 9, 22))
    register(date(2026, 3, 2))
    Request.objects.filter(pk=request.pk).update(due_cached=date(2025, 10, 20))
    moved = actions.recompute_due_dates(TODAY)
    assert moved == [("市应急局申〔2025〕1号", date(2025, 10, 20), date(2025, 10, 24))]
    assert actions.recompute_due_dates(TODAY) == []
    entry = Entry.objects.get(event="due_dates.recomputed")
    assert (entry.actor_id, entry.data["after"]) == (None, "2025-10-24")


def test_costs_are_charged_only_under_the_regulation_of_2008(register, clerk):
    old = register(date(2018, 9, 10))
    old = actions.charge_costs(clerk, old, day=date(2018, 9, 20), amount=Decimal("12.50"), today=TODAY)
    assert (old.fee, old.fee_paid_on, old.fee_noticed_on) == (Decimal("12.50"), date(2018, 9, 20), None)
    with pytest.raises(Refused, match="现行条例不收取"):
        actions.charge_costs(
            clerk, register(date(2026, 3, 2)), day=date(2026, 3, 3), amount=Decimal(1), today=TODAY
        )

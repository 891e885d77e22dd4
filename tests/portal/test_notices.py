"""E-mail to applicants: queued with the event, sent by a job, tried again, and kept as proof without the answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions.noticing import send_notices
from gongkai.apps.inforequests.models import Notice, Request
from gongkai.law.refusals import Refused

from .test_apply import send

TODAY = date(2026, 12, 8)
NOW = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
EMAIL = {"notice_email": "wang@example.com"}


class Broken(EmailBackend):
    """A mail server that is away, and says too much about it."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no way to wang@example.com")


@pytest.fixture
def sent(client, agency, settings) -> Request:
    settings.GONGKAI_SITE = "https://example.gov.test"
    send(client, EMAIL)
    Notice.objects.update(queued_at=NOW)
    return Request.objects.get()


def test_an_application_with_an_address_is_told_so_and_one_without_is_not(client, agency):
    send(client)
    assert Notice.objects.count() == 0
    send(client, EMAIL)
    notice = Notice.objects.get()
    assert (notice.kind, notice.state, notice.address) == ("submitted", "queued", "wang@example.com")
    assert notice.subject == "申〔2026〕2号：申请已提交"


def test_a_notice_names_number_and_page_but_no_person_code_or_content(sent):
    notice = Notice.objects.get()
    assert "申〔2026〕1号" in notice.body
    assert "https://example.gov.test/a/ceshi-yj/requests/track/" in notice.body
    for private in ("王小明", "11010519491231002X", "13800005678", sent.query_code, "烟花爆竹"):
        assert private not in notice.body + notice.subject


def test_what_was_sent_is_kept_with_time_and_message_id(sent):
    assert send_notices(NOW) == (1, 0)
    [letter] = mail.outbox
    notice = Notice.objects.get()
    assert (letter.to, letter.body) == (["wang@example.com"], notice.body)
    assert (notice.state, notice.sent_at, notice.attempts) == ("sent", NOW, 1)
    assert letter.extra_headers["Message-ID"] == notice.message_id
    assert Entry.objects.get(event="request.notice_sent").data["message_id"] == notice.message_id
    assert send_notices(NOW) == (0, 0)
    assert len(mail.outbox) == 1


def test_a_failure_is_tried_again_after_5_35_155_875_and_2315_minutes_and_then_given_up(sent, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert send_notices(NOW) == (0, 1)
    for minutes in (5, 35, 155, 875, 2315):
        assert send_notices(NOW + timedelta(minutes=minutes - 1)) == (0, 0)
        assert Notice.objects.get().state == "queued"
        assert send_notices(NOW + timedelta(minutes=minutes)) == (0, 1)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.error) == ("failed", 6, "ConnectionRefusedError")
    assert Entry.objects.filter(event="request.notice_failed").count() == 1
    assert send_notices(NOW + timedelta(days=30)) == (0, 0)


def test_after_a_failure_the_next_attempt_may_succeed(sent, settings):
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    send_notices(NOW)
    settings.EMAIL_BACKEND = good
    assert send_notices(NOW + timedelta(minutes=5)) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.error) == ("sent", 2, "")


def test_one_bad_address_does_not_hold_up_the_others(client, sent, monkeypatch):
    send(client, {"notice_email": "li@example.com"})
    Notice.objects.update(queued_at=NOW)
    real = EmailBackend.send_messages

    def choosy(self, messages):
        if messages[0].to == ["wang@example.com"]:
            raise OSError
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", choosy)
    assert send_notices(NOW) == (1, 1)


def test_nothing_is_queued_when_the_event_is_refused(sent, clerk):
    with pytest.raises(Refused), transaction.atomic():
        actions.confirm(clerk, sent, day=date(2026, 12, 9), today=TODAY)
    assert Notice.objects.count() == 1


def test_each_step_that_concerns_the_applicant_is_told_once(sent, clerk, make_post):
    actions.confirm(clerk, sent, day=TODAY, today=TODAY)
    actions.ask_correction(
        clerk, Request.objects.get(), day=TODAY, until=date(2026, 12, 20), matters="写明年份", today=TODAY
    )
    actions.receive_correction(clerk, Request.objects.get(), day=TODAY, today=TODAY)
    head = make_post("second_reviewer", name="周明")
    actions.extend(head, Request.objects.get(), day=TODAY, days=5, reason="检索", today=TODAY)
    actions.notice_fee(clerk, Request.objects.get(), day=TODAY, amount=Decimal("100"), today=TODAY)
    actions.pay_fee(clerk, Request.objects.get(), day=TODAY, today=TODAY)
    actions.decide(
        clerk, Request.objects.get(), day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY
    )
    actions.deliver(clerk, Request.objects.get(), day=TODAY, by="electronic", today=TODAY)
    assert list(Notice.objects.values_list("kind", flat=True)) == [
        "submitted",
        "confirmed",
        "correction_asked",
        "correction_received",
        "extended",
        "fee_noticed",
        "decided",
        "delivered",
    ]
    bodies = {notice.kind: notice.body for notice in Notice.objects.all()}
    assert "答复期限至2027年1月6日（暂定）" in bodies["confirmed"]
    assert "请于2026年12月20日前补正" in bodies["correction_asked"]
    assert "请于2027年1月6日前缴纳" in bodies["fee_noticed"]
    told = "".join(bodies.values())
    for hidden in ("写明年份", "100元", "予以公开", "周明", "检索"):
        assert hidden not in told


def test_what_happens_among_agencies_is_not_told(sent, clerk):
    actions.confirm(clerk, sent, day=TODAY, today=TODAY)
    actions.send_consultation(
        clerk, Request.objects.get(), day=TODAY, party="third_party", name="某公司", today=TODAY
    )
    assert set(Notice.objects.values_list("kind", flat=True)) == {"submitted", "confirmed"}


def test_a_line_break_in_the_address_reaches_no_mail_header(client, agency):
    answer = client.post(
        "/a/ceshi-yj/requests/new/", {"notice_email": "a@example.com\nBcc: b@example.com", "action": "check"}
    )
    assert answer.status_code == 422
    assert Notice.objects.count() == 0


def test_the_desk_sees_what_was_sent_and_only_its_own_agency(sent, clerk, client_of, make_post, other_agency):
    send_notices(NOW)
    page = f"/office/requests/{sent.pk}/messages/"
    html = client_of(clerk).get(page).content.decode()
    assert "申请已提交" in html
    assert "已发送" in html
    assert "wang@example.com" not in html
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(page).status_code == 404

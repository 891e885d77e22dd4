"""One's own case on the public site: number and code open it, nothing else does, and what is handed in takes effect."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions import submitting
from gongkai.apps.inforequests.models import Attachment, Request, Submission
from gongkai.apps.inforequests.queries.public import waiting_submissions
from gongkai.law.refusals import Refused

from .conftest import HOME
from .test_apply import send

TRACK = f"{HOME}requests/track/"
MINE = f"{HOME}requests/mine/"
TODAY = date(2026, 12, 8)  # a Tuesday
MATTERS = "请写明许可证的种类"


@pytest.fixture
def sent(client, agency) -> Request:
    """申〔2026〕1号, sent online on 2026-12-08."""
    send(client)
    return Request.objects.get()


@pytest.fixture
def received(sent, clerk) -> Request:
    """The same, confirmed on the day it came: due on 2027-01-06 (provisional)."""
    return actions.confirm(clerk, sent, day=TODAY, today=TODAY)


@pytest.fixture
def asked(received, clerk) -> Request:
    """The same, asked to correct by 2026-12-20."""
    return actions.ask_correction(
        clerk, received, day=TODAY, until=date(2026, 12, 20), matters=MATTERS, today=TODAY
    )


@pytest.fixture
def decided(received, clerk) -> Request:
    return actions.decide(
        clerk, received, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY, letter_number="测1号"
    )


@pytest.fixture
def answered(decided, clerk) -> Request:
    return actions.deliver(clerk, decided, day=TODAY, by="electronic", today=TODAY)


@pytest.fixture
def visitor(client) -> Client:
    """Somebody without the draft's cookie."""
    return Client()


def enter(visitor: Client, request: Request, **changed) -> str:
    fields = {"number": request.label, "code": request.query_code} | changed
    return visitor.post(TRACK, fields, follow=True).content.decode()


@pytest.mark.parametrize("number", ["申〔2026〕1号", "2026-1", "申[2026]1号", "〔2026〕1", "2026 - 1"])
def test_number_and_code_open_the_case_however_the_number_is_written(visitor, sent, number):
    html = enter(visitor, sent, number=number, code=f" {sent.query_code.lower()} ")
    assert "已提交，等待确认收到" in html
    assert "王小明" not in html
    assert "11010519491231002X" not in html


def test_a_wrong_code_and_a_wrong_number_get_the_same_answer(visitor, sent):
    wrong_code = enter(visitor, sent, code="AAAAAAAA")
    wrong_number = enter(visitor, sent, number="申〔2026〕2号")
    no_number = enter(visitor, sent, number="<b>x</b>")
    for html in (wrong_code, wrong_number, no_number):
        assert "编号与查询码不相符" in html
        assert "烟花爆竹" not in html
    assert "<b>x</b>" not in no_number


def test_a_case_without_a_code_opens_with_no_code(visitor, sent):
    Request.objects.update(query_code="")
    assert "请填写查询码" in enter(visitor, sent, code=" ")
    assert "编号与查询码不相符" in enter(visitor, sent, code="-")


def test_another_agency_does_not_open_the_case(visitor, sent, other_agency):
    fields = {"number": sent.label, "code": sent.query_code}
    assert visitor.post(f"/a/{other_agency.code}/requests/track/", fields).status_code == 422


def test_the_session_of_one_agency_does_not_count_at_another(visitor, sent, other_agency):
    enter(visitor, sent)
    visitor.cookies["case"]["path"] = "/"
    answer = visitor.get(f"/a/{other_agency.code}/requests/mine/")
    assert answer.status_code == 302
    assert answer.url.endswith("/requests/track/")


def test_a_forged_session_opens_nothing(visitor, sent):
    visitor.cookies["case"] = f"{sent.pk}:1tXyZ:forged"
    assert visitor.get(MINE).status_code == 302


def test_the_session_lasts_half_an_hour_and_no_script_reads_it(visitor, sent):
    fields = {"number": sent.label, "code": sent.query_code}
    cookie = visitor.post(TRACK, fields).cookies["case"]
    assert (cookie["max-age"], cookie["httponly"], cookie["path"]) == (1800, True, f"{HOME}requests/")


def test_whoever_leaves_has_to_enter_the_code_again(visitor, sent):
    enter(visitor, sent)
    visitor.post(f"{MINE}leave/")
    assert visitor.get(MINE).status_code == 302


def test_one_address_looks_up_twenty_times_an_hour(visitor, sent):
    for serial in range(20):
        enter(visitor, sent, number=f"2026-{serial + 100}")
    assert "查询次数过多" in enter(visitor, sent)


def test_one_number_is_guessed_at_twenty_times_an_hour_from_all_addresses_together(visitor, sent):
    fields = {"number": "申〔2026〕1号", "code": "AAAAAAAA"}
    for guess in range(20):
        visitor.post(TRACK, fields, REMOTE_ADDR=f"192.0.2.{guess}")
    answer = visitor.post(TRACK, fields | {"number": "2026-01"}, REMOTE_ADDR="192.0.2.99")
    assert "查询次数过多" in answer.content.decode()
    html = visitor.post(TRACK, fields | {"number": "2026-7"}, REMOTE_ADDR="192.0.2.99").content.decode()
    assert "编号与查询码不相符" in html


def test_the_page_says_by_when_and_draws_the_calendar_with_the_articles(visitor, received):
    html = enter(visitor, received)
    assert "本机关应在2027年1月6日前答复（放假安排尚未公布，暂定）" in html
    assert 'class="calendar"' in html
    assert "条例第三十三条" in html
    assert "no-store" in visitor.get(MINE).headers["Cache-Control"]


def test_no_officer_no_third_party_and_no_inner_note_is_named(visitor, received, clerk, make_post):
    head = make_post("second_reviewer", name="周明")
    actions.send_consultation(
        clerk, received, day=TODAY, party="third_party", name="某矿业公司", today=TODAY, evidence="内部凭据7"
    )
    received.refresh_from_db()
    actions.extend(head, received, day=TODAY, days=10, reason="需要检索档案", today=TODAY)
    html = enter(visitor, received)
    assert "正在征求意见" in html
    assert "需要检索档案" in html
    for hidden in ("某矿业公司", "周明", "陈雨", "内部凭据7"):
        assert hidden not in html


def test_the_page_of_a_case_takes_few_queries(visitor, answered, django_assert_max_num_queries):
    for number in range(30):
        paper(answered, f"材料{number}.pdf", for_applicant=True)
    enter(visitor, answered)
    with django_assert_max_num_queries(8):
        visitor.get(MINE)


def test_the_outcome_is_not_told_before_the_reply_went_out(visitor, decided):
    html = enter(visitor, decided)
    assert "已作出处理决定，正在送达" in html
    assert "予以公开" not in html


def test_after_delivery_outcome_basis_and_remedy_are_told(visitor, answered):
    html = enter(visitor, answered)
    assert "已答复：予以公开" in html
    assert "条例第三十六条第（二）项" in html
    assert "测试市人民政府" in html


# Papers.


def paper(request: Request, name: str, **fields) -> Attachment:
    fields = {"kind": "letter", "media_type": "application/pdf", "size": 5, "digest": "d" * 64} | fields
    attachment = Attachment(request=request, name=name, **fields)
    attachment.file.save(name, ContentFile(b"%PDF-"))
    return attachment


def test_only_papers_for_the_applicant_can_be_taken_away_and_each_time_is_recorded(visitor, answered):
    reply = paper(answered, "答复书.pdf", for_applicant=True)
    inner = paper(answered, "呈批单.pdf")
    html = enter(visitor, answered)
    assert "答复书.pdf" in html
    assert "呈批单.pdf" not in html
    got = visitor.get(f"{MINE}files/{reply.pk}/")
    assert b"".join(got.streaming_content) == b"%PDF-"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"{MINE}files/{inner.pk}/").status_code == 404
    assert Entry.objects.filter(event="request.file_fetched").count() == 1


def test_papers_of_another_case_and_without_a_session_are_not_given(visitor, client, answered):
    send(client, {"content": "另一件申请"})
    second = Request.objects.order_by("pk").last()
    other = paper(second, "别人的.pdf", for_applicant=True)
    enter(visitor, answered)
    assert visitor.get(f"{MINE}files/{other.pk}/").status_code == 404
    assert Client().get(f"{MINE}files/{other.pk}/").status_code == 302


def test_the_own_application_and_the_receipt_can_be_taken_away(visitor, received):
    enter(visitor, received)
    assert visitor.get(f"{MINE}application.pdf").content[:5] == b"%PDF-"
    assert visitor.get(f"{MINE}receipt.docx").content[:2] == b"PK"


def test_there_is_no_receipt_before_the_application_is_received(visitor, sent):
    enter(visitor, sent)
    assert visitor.get(f"{MINE}receipt.pdf").status_code == 404


# What the applicant hands in.


def test_a_correction_within_its_period_takes_effect_on_the_day_it_arrives(visitor, asked):
    assert MATTERS in enter(visitor, asked)
    scan = SimpleUploadedFile("说明.pdf", b"%PDF-1.4\n%%EOF")
    given = {"content": "2025年度零售许可证清单", "papers": scan}
    html = visitor.post(f"{MINE}correction/", given).content.decode()
    assert "补正已提交" in html
    asked.refresh_from_db()
    event = asked.events.get(type="correction_received")
    assert (event.date, event.recorded_by, asked.content) == (TODAY, None, "2025年度零售许可证清单")
    assert event.fields["content_before"] == "2025年度烟花爆竹零售经营许可证发放清单"
    assert asked.state_cached == "running"
    kept = asked.attachments.get()
    assert (kept.kind, kept.name, kept.event) == ("correction", "说明.pdf", event)


def test_a_correction_that_changes_nothing_is_refused(visitor, asked):
    enter(visitor, asked)
    answer = visitor.post(f"{MINE}correction/", {"content": asked.content})
    assert answer.status_code == 422
    assert "内容没有变化" in answer.content.decode()


def test_a_correction_after_its_period_waits_for_the_clerk_who_may_accept_it(asked, clerk, make_post):
    late = date(2026, 12, 21)
    submission = submitting.correct(asked, content="迟到的补正", today=late)
    asked.refresh_from_db()
    assert (submission.event, asked.state_cached) == (None, "awaiting_correction")
    assert list(waiting_submissions(asked.agency_id)) == [submission]
    Submission.objects.update(at="2026-12-21T02:00:00Z")
    submitting.handle(clerk, submission, accept=True, answer="住院，有正当理由", today=date(2026, 12, 22))
    asked.refresh_from_db()
    assert asked.events.get(type="correction_received").date == late
    assert asked.content == "迟到的补正"
    assert not waiting_submissions(asked.agency_id)


def test_a_late_correction_without_good_reason_moves_nothing_and_is_answered_once(asked, clerk):
    submission = submitting.correct(asked, content="迟到的补正", today=date(2026, 12, 21))
    how = {"accept": False, "answer": "没有正当理由", "today": date(2026, 12, 22)}
    submitting.handle(clerk, submission, **how)
    asked.refresh_from_db()
    assert asked.state_cached == "awaiting_correction"
    with pytest.raises(Refused, match="已经处理过了"):
        submitting.handle(clerk, submission, **how)


def test_another_agencys_post_and_a_post_without_the_permission_handle_nothing(
    asked, make_post, other_agency
):
    submission = submitting.correct(asked, content="迟到的补正", today=date(2026, 12, 21))
    how = {"accept": True, "answer": "好", "today": date(2026, 12, 22)}
    for post in (
        make_post("clerk", name="外人", agency=other_agency),
        make_post("contributor", name="信息员"),
    ):
        with pytest.raises(Refused):
            submitting.handle(post, submission, **how)


def test_reasons_are_taken_when_they_were_asked_for(visitor, received, clerk):
    actions.ask_reasons(clerk, received, day=TODAY, today=TODAY)
    assert "说明理由" in enter(visitor, received)
    visitor.post(f"{MINE}reasons/", {"content": "课题研究需要"})
    assert received.events.get(type="reasons_received").recorded_by is None
    assert visitor.get(f"{MINE}reasons/").status_code == 302


def test_an_application_is_withdrawn_once_and_closed_by_it(visitor, received):
    enter(visitor, received)
    assert "申请已撤回" in visitor.post(f"{MINE}withdrawal/", {"content": ""}).content.decode()
    received.refresh_from_db()
    assert (received.state_cached, received.outcome, received.closed_on) == ("closed", "closed_other", TODAY)
    assert "按您的要求，本件不再办理" in visitor.get(MINE).content.decode()
    assert visitor.post(f"{MINE}withdrawal/", {"content": ""}).status_code == 302
    assert Submission.objects.count() == 1


def test_nothing_is_withdrawn_after_the_decision(decided):
    with pytest.raises(Refused):
        submitting.withdraw(decided, today=TODAY)


def test_the_handling_is_rated_once_and_only_after_it_ended(visitor, answered):
    enter(visitor, answered)
    assert visitor.post(f"{MINE}satisfaction/", {"score": "9"}).status_code == 422
    visitor.post(f"{MINE}satisfaction/", {"score": "4", "content": "很快"})
    answered.refresh_from_db()
    assert answered.satisfaction == 4
    with pytest.raises(Refused, match="已经评价过了"):
        submitting.rate(answered, score=5)


def test_an_open_case_is_not_rated(received):
    with pytest.raises(Refused, match="办结后再评价"):
        submitting.rate(received, score=5)


def test_a_suggestion_to_publish_waits_for_the_clerk_and_its_answer_is_shown(visitor, answered, clerk):
    enter(visitor, answered)
    visitor.post(f"{MINE}publish/", {"content": "清单应当每年主动公开<script>"})
    submission = Submission.objects.get()
    with pytest.raises(Refused, match="不需要重复提出"):
        submitting.suggest_publication(answered, content="再说一遍", today=TODAY)
    submitting.handle(clerk, submission, accept=True, answer="已列入主动公开目录", today=TODAY)
    assert "已列入主动公开目录" in visitor.get(MINE).content.decode()


def test_the_clerk_finds_a_waiting_message_on_the_desk_and_answers_it_there(
    answered, clerk, client_of, make_post, other_agency
):
    submitting.suggest_publication(answered, content="应当公开<script>", today=TODAY)
    page = f"/office/requests/{answered.pk}/messages/{Submission.objects.get().pk}/"
    desk = client_of(clerk)
    assert "审核公开建议：申〔2026〕1号" in desk.get("/office/").content.decode()
    assert "应当公开&lt;script&gt;" in desk.get(page).content.decode()
    refused = desk.post(page, {"accept": "yes", "answer": "好" * 401})
    assert refused.status_code == 422
    assert "处理意见最多400个字，现为401个字" in refused.content.decode()
    assert desk.post(page, {"accept": "no", "answer": "已经公开"}).status_code == 302
    assert Submission.objects.get().answer == "已经公开"
    assert "审核公开建议" not in desk.get("/office/").content.decode()
    assert desk.get(page).status_code == 302
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(page).status_code == 404


@pytest.mark.parametrize("kind", ["correction", "reasons", "satisfaction", "publish", "nonsense"])
def test_what_the_state_does_not_allow_is_not_offered(visitor, received, kind):
    enter(visitor, received)
    assert visitor.get(f"{MINE}{kind}/").status_code == (404 if kind == "nonsense" else 302)


def test_messages_without_a_session_reach_no_case(client, received):
    assert Client().post(f"{MINE}withdrawal/", {"content": ""}).status_code == 302
    assert received.events.filter(type="withdrawn").count() == 0


def test_the_log_of_messages_holds_none_of_their_text(visitor, asked):
    enter(visitor, asked)
    visitor.post(f"{MINE}correction/", {"content": "绝密的补正内容"})
    assert "绝密" not in "".join(str(entry.data) for entry in Entry.objects.all())

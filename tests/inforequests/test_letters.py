"""Letters of a case: drafted from the library, judged by lint, reviewed on one text, signed with a number."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from docx import Document

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Letter, LetterState, LetterStep, Request
from gongkai.apps.inforequests.queries.letters import document_of, lint_of
from gongkai.law.refusals import Refused
from gongkai.paper.pdf import text_of
from tests.inforequests.letters import (
    DENIED,
    GRANTED,
    TODAY,
    draft_denial,
    draft_grant,
    sign,
)


@pytest.fixture
def case(register) -> Request:
    """Received at the desk on 2026-11-10, due 2026-12-08."""
    return register(date(2026, 11, 10))


@pytest.fixture
def officers(make_post):
    """One person for each step."""
    return {
        "review": make_post("second_reviewer", name="李敏"),
        "legal": make_post("legal_reviewer", name="孙法"),
        "sign": make_post("final_reviewer", name="王建"),
    }


def refused(verb, *arguments, **named) -> str:
    with pytest.raises(Refused) as caught:
        verb(*arguments, **named)
    return str(caught.value)


def test_a_decision_is_drafted_from_the_records_and_has_no_errors(clerk, case):
    letter = draft_grant(clerk, case)
    text = document_of(letter).text()
    assert "本机关于2026年11月10日收到你以当面提交方式提出的政府信息公开申请（登记号：申〔2026〕1号）" in text
    assert "某煤矿重大隐患挂牌督办通知书及验收意见" in text
    assert (
        "60日内向测试市人民政府申请行政复议，也可以自收到本答复之日起6个月内向测试市中级人民法院提起行政诉讼"
        in text
    )
    assert lint_of(letter, case, TODAY) == []


def test_the_chain_ends_with_a_number_an_event_and_two_files(clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    case.refresh_from_db()
    assert (letter.state, letter.label, letter.signed_on) == (
        LetterState.SIGNED,
        "测应急公复〔2026〕1号",
        TODAY,
    )
    assert (case.closed_on, case.outcome, case.letter_number) == (TODAY, "granted", "测应急公复〔2026〕1号")
    event = case.events.get(type="decided")
    assert (letter.event, event.evidence, event.recorded_by) == (
        event,
        "测应急公复〔2026〕1号",
        officers["sign"],
    )
    assert case.remedy_route == "either"
    assert [paper.kind for paper in (letter.docx, letter.pdf)] == ["letter", "letter"]


def test_the_files_say_what_the_document_says(clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    said = "".join(document_of(letter).text().split())
    with letter.pdf.file.open() as file:
        printed = text_of(file.read())
    with letter.docx.file.open() as file:
        word = "".join(p.text for p in Document(BytesIO(file.read())).paragraphs)
    word = "".join(word.split())
    for line in document_of(letter).text().splitlines():
        assert "".join(line.split()) in word
    assert set(said) <= set(printed)
    assert "测应急公复〔2026〕1号" in printed and "2026年11月22日" in printed


def test_a_denial_needs_legal_review_and_sends_to_reconsideration_first(clerk, case, officers):
    letter = actions.submit_letter(clerk, draft_denial(clerk, case), today=TODAY)
    letter = actions.approve_letter(officers["review"], letter, today=TODAY)
    assert "请由法制审核人员办理" in refused(actions.approve_letter, officers["sign"], letter, today=TODAY)
    letter = actions.approve_letter(officers["legal"], letter, today=TODAY)
    letter = actions.approve_letter(officers["sign"], letter, today=TODAY)
    case.refresh_from_db()
    assert (letter.state, case.remedy_route) == (LetterState.SIGNED, "reconsideration_first")
    assert "应当先申请行政复议" in document_of(letter).text()


@pytest.mark.parametrize(
    ("rule", "steps"),
    [
        ("none", ["review", "sign"]),
        ("all;ceshi-yj=none", ["review", "sign"]),
        ("none;ceshi-yj=all", ["review", "legal", "sign"]),
    ],
)
def test_each_agency_may_set_when_legal_review_is_asked_for(clerk, case, officers, settings, rule, steps):
    settings.GONGKAI_LEGAL_REVIEW = rule
    letter = actions.submit_letter(clerk, draft_denial(clerk, case), today=TODAY)
    for step in steps:
        assert letter.state == LetterState.IN_REVIEW
        letter = actions.approve_letter(officers[step], letter, today=TODAY)
    assert letter.state == LetterState.SIGNED


@pytest.mark.parametrize("step", ["review", "sign"])
def test_each_step_asks_for_its_own_permission(clerk, case, officers, make_post, step):
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    if step == "sign":
        letter = actions.approve_letter(officers["review"], letter, today=TODAY)
    assert "没有办理此事的权限" in refused(
        actions.approve_letter, make_post("contributor", name="张帆"), letter, today=TODAY
    )


def test_who_wrote_a_decision_does_not_approve_it_whatever_roles_he_has(make_post, case):
    everything = make_post("clerk", "second_reviewer", "final_reviewer", name="全能")
    letter = actions.submit_letter(everything, draft_grant(everything, case), today=TODAY)
    assert "拟稿人不能审签自己的文书" in refused(actions.approve_letter, everything, letter, today=TODAY)


def test_who_edited_the_text_is_its_author_too(clerk, case, make_post, officers):
    second = make_post("clerk", "second_reviewer", name="兼任")
    letter = draft_grant(clerk, case)
    letter = actions.edit_letter(second, letter, [*paragraphs(letter), ("body", "特此答复。")])
    letter = actions.submit_letter(clerk, letter, today=TODAY)
    assert "拟稿人不能审签" in refused(actions.approve_letter, second, letter, today=TODAY)


def test_one_person_does_not_approve_two_steps(clerk, case, make_post):
    both = make_post("second_reviewer", "final_reviewer", name="两任")
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    letter = actions.approve_letter(both, letter, today=TODAY)
    assert "各环节须由不同的人办理" in refused(actions.approve_letter, both, letter, today=TODAY)


def paragraphs(letter: Letter) -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in document_of(letter).paragraphs]


def test_a_changed_text_voids_the_approvals_and_goes_back_to_the_draft(clerk, case, officers):
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    letter = actions.approve_letter(officers["review"], letter, today=TODAY)
    letter = actions.edit_letter(clerk, letter, [*paragraphs(letter), ("body", "特此答复。")])
    assert letter.state == LetterState.DRAFT
    letter = actions.submit_letter(clerk, letter, today=TODAY)
    assert "请由政务公开工作机构负责人（复审）办理" in refused(
        actions.approve_letter, officers["sign"], letter, today=TODAY
    )


def test_a_letter_sent_back_starts_the_chain_anew_even_with_the_same_text(clerk, case, officers):
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    letter = actions.approve_letter(officers["review"], letter, today=TODAY)
    assert "请写明退回意见" in refused(actions.send_back_letter, officers["sign"], letter, remark=" ")
    letter = actions.send_back_letter(officers["sign"], letter, remark="查明的事实写得太简单")
    assert letter.state == LetterState.DRAFT
    letter = actions.submit_letter(clerk, letter, today=TODAY)
    assert "没有办理此事的权限" in refused(actions.approve_letter, officers["sign"], letter, today=TODAY)


def test_lint_errors_block_review(clerk, case):
    letter = draft_grant(clerk, case)
    kept = [(role, text) for role, text in paragraphs(letter) if role != "remedy"]
    letter = actions.edit_letter(clerk, letter, kept)
    assert "文书还有必改之处" in refused(actions.submit_letter, clerk, letter, today=TODAY)


def test_a_missing_field_stands_in_brackets_and_blocks_review(clerk, case):
    letter = draft_grant(clerk, case, given=GRANTED["given"] | {"form": ""})
    assert "〔提供的形式〕" in document_of(letter).text()
    assert "文书还有必改之处" in refused(actions.submit_letter, clerk, letter, today=TODAY)


def test_what_changed_on_the_case_since_is_noticed_at_the_next_step(clerk, case, officers):
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    actions.change(clerk, case, content="某煤矿重大隐患治理方案")
    letter.request.refresh_from_db()
    assert "文书还有必改之处" in refused(actions.approve_letter, officers["review"], letter, today=TODAY)


def test_of_two_officers_at_once_the_second_is_told(clerk, case, officers, make_post):
    second = make_post("second_reviewer", name="赵清")
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    seen = letter.version
    actions.approve_letter(officers["review"], letter, today=TODAY, seen=seen)
    assert "李敏已于" in refused(actions.approve_letter, second, letter, today=TODAY, seen=seen)


def test_two_decisions_are_not_under_way_at_once(clerk, case):
    draft_grant(clerk, case)
    assert "本件已有在办的" in refused(draft_denial, clerk, case)


def test_a_void_draft_makes_room_and_stays_in_the_case(clerk, case):
    letter = draft_grant(clerk, case)
    assert "请写明作废的理由" in refused(actions.void_letter, clerk, letter, reason="")
    actions.void_letter(clerk, letter, reason="改为不予公开")
    draft_denial(clerk, case)
    assert [one.state for one in Letter.objects.all()] == ["void", "draft"]


def test_a_signed_letter_is_neither_changed_nor_void(clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    assert "不能再改动" in refused(actions.void_letter, clerk, letter, reason="写错了")
    assert "不能再改动" in refused(actions.edit_letter, clerk, letter, [("body", "另一种说法")])


def test_another_agency_s_officer_is_refused(clerk, case, make_post, other_agency):
    stranger = make_post("clerk", "second_reviewer", name="外人", agency=other_agency)
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    assert "属于其他机关" in refused(actions.approve_letter, stranger, letter, today=TODAY)
    assert "属于其他机关" in refused(draft_grant, stranger, case)


def test_the_log_names_no_applicant(clerk, case, officers):
    sign(draft_grant(clerk, case), clerk, officers, legal=False)
    told = Entry.objects.filter(event__startswith="request.letter_")
    assert [entry.event for entry in told.order_by("seq")] == [
        "request.letter_drafted",
        "request.letter_submitted",
        "request.letter_reviewed",
        "request.letter_reviewed",
        "request.letter_signed",
    ]
    assert "王小明" not in str([entry.data for entry in told])


def test_the_database_holds_no_letter_in_clear(clerk, case):
    letter = draft_grant(clerk, case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM inforequests_letter WHERE id = %s", [letter.pk])
        assert "答复" not in cursor.fetchone()[0]


def test_steps_cannot_be_changed(clerk, case):
    draft_grant(clerk, case)
    with pytest.raises(Exception, match="append-only"):
        LetterStep.objects.update(approved=False)


def test_numbers_used_on_paper_are_passed_over(clerk, register, officers):
    paper = register(date(2026, 11, 3))
    actions.decide(
        clerk, paper, day=date(2026, 11, 5), outcome="granted", articles=["36(2)"], today=TODAY,
        letter_number="测应急公复〔2026〕1号", evidence="纸质答复书",
    )  # fmt: skip
    letter = sign(draft_grant(clerk, register(date(2026, 11, 10))), clerk, officers, legal=False)
    assert letter.label == "测应急公复〔2026〕2号"


def test_a_refused_signature_takes_no_number(clerk, register, officers, settings):
    first, second = (draft_grant(clerk, register(date(2026, 11, 10))) for _ in range(2))
    settings.GONGKAI_SEAL_ADAPTER = "tests.inforequests.letters.BrokenSeal"
    assert "电子签章服务暂时不可用" in refused(sign, first, clerk, officers, legal=False)
    settings.GONGKAI_SEAL_ADAPTER = "tests.inforequests.letters.Stamp"
    letter = sign(second, clerk, officers, legal=False)
    assert letter.label == "测应急公复〔2026〕1号"
    with letter.pdf.file.open() as file:
        assert file.read().endswith(b"% sealed")


def test_without_a_prefix_nothing_is_signed(clerk, case, officers):
    type(case.agency).objects.update(document_prefix="")
    case = Request.objects.get(pk=case.pk)
    assert "没有发文代字" in refused(sign, draft_grant(clerk, case), clerk, officers, legal=False)


def test_denied_says_the_articles_down_to_the_paragraph(clerk, case):
    assert DENIED["articles"] == ["16.2", "36(3)"]
    text = document_of(draft_denial(clerk, case)).text()
    assert "第十六条第二款" in text and "第三十六条第（三）项" in text

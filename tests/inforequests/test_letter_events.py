"""What each letter makes happen on its case on the day of its signature."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import LetterState, Request
from gongkai.apps.inforequests.queries.cases import clock_of
from gongkai.apps.inforequests.queries.letter_prefill import prefill
from gongkai.law.refusals import Refused
from gongkai.letters import get
from tests.inforequests.letters import TODAY, draft_grant, sign


@pytest.fixture
def case(register) -> Request:
    """Received on 2026-11-17, due 2026-12-15."""
    return register(date(2026, 11, 17))


@pytest.fixture
def officers(make_post):
    return {
        "review": make_post("second_reviewer", name="李敏"),
        "sign": make_post("final_reviewer", name="王建"),
    }


def issue(clerk, case, code, given, today=TODAY):
    letter = actions.draft_letter(clerk, case, type=code, given=given, today=today)
    return actions.submit_letter(clerk, letter, today=today, warnings_read=True)


CONSULTED = {"party": "某煤业有限公司", "information": "煤矿重大隐患挂牌督办通知书"}
NOTICES = [
    (
        "consult_third_party",
        CONSULTED | {"harm": "采掘工艺参数属于商业秘密"},
        "consultation_sent",
        {"party": "third_party", "id": "1", "name": "某煤业有限公司"},
    ),
    (
        "consult_joint_author",
        CONSULTED | {"opinion": "拟予以公开"},
        "consultation_sent",
        {"party": "joint_author", "id": "1", "name": "某煤业有限公司"},
    ),
    (
        "consult_other_agency",
        CONSULTED | {"questions": "该通知书是否由贵机关制作", "days": "10"},
        "consultation_sent",
        {"party": "other_agency", "id": "1", "name": "某煤业有限公司", "days": 10},
    ),
    ("reasons", {"volume": "2026年1月至11月共62件", "until": "2026-12-04"}, "reasons_asked", {}),
    (
        "fee",
        {
            "scale": "by_item",
            "quantity": "2026年11月第11件至第30件",
            "calculation": "第11件至第30件20件，每件100元，计2000元",
            "amount": "2000",
            "payment": "缴入市级非税收入专户",
        },
        "fee_noticed",
        {"delivered": "2026-11-22", "amount": "2000"},
    ),
]


@pytest.mark.parametrize(("code", "given", "event", "fields"), NOTICES, ids=[one[0] for one in NOTICES])
def test_a_signed_notice_records_its_event_with_its_number_as_evidence(
    clerk, case, code, given, event, fields
):
    letter = issue(clerk, case, code, given)
    assert letter.state == LetterState.SIGNED
    happened = case.events.get(type=event)
    assert (happened.fields, happened.evidence, happened.date) == (fields, letter.label, TODAY)
    assert letter.event == happened


def test_the_receipt_of_an_unconfirmed_request_confirms_it(clerk, register):
    case = register(date(2026, 11, 22), channel="online")
    letter = issue(clerk, case, "receipt", {})
    case.refresh_from_db()
    # Confirmed on Sunday 2026-11-22, the twentieth working day is 2026-12-18.
    assert (case.received_on, case.due_cached) == (TODAY, date(2026, 12, 18))
    assert "答复期限至2026年12月18日" in str(letter.document) and case.query_code in str(letter.document)
    assert letter.label == "申〔2026〕1号政府信息公开申请登记回执"


def test_the_receipt_of_a_received_request_moves_nothing(clerk, case):
    letter = issue(clerk, case, "receipt", {})
    assert letter.event is None and case.events.count() == 1


def test_a_lapsed_correction_ends_the_case_through_the_chain(clerk, register, officers):
    case = register(date(2026, 10, 12))
    actions.ask_correction(
        clerk, case, day=date(2026, 10, 14), until=date(2026, 10, 30), matters="请写明文号", today=TODAY,
        evidence="测应急公函〔2026〕9号",
    )  # fmt: skip
    case.refresh_from_db()
    kind = get("closed_not_corrected")
    given = prefill(case, clock_of(case, TODAY), kind, clerk)
    assert given == {"asked": date(2026, 10, 14), "until": "2026-10-30"}
    letter = actions.draft_letter(
        clerk, case, type=kind.code, given=given, today=TODAY, outcome="closed_not_corrected", articles=["30"]
    )
    letter = sign(letter, clerk, officers, legal=False)
    case.refresh_from_db()
    assert (case.outcome, case.articles, case.closed_on) == ("closed_not_corrected", ["30"], TODAY)
    assert (letter.event.type, case.letter_number) == ("correction_lapsed", letter.label)


def test_a_letter_that_the_clock_would_refuse_is_refused_when_it_is_drafted(clerk, case):
    actions.ask_correction(
        clerk, case, day=date(2026, 11, 18), until=date(2026, 12, 4), matters="请写明文号", today=TODAY
    )
    given = {"matters": "请再写明年度", "reason": "年度不明", "until": "2026-12-08"}
    with pytest.raises(Refused, match="补正"):
        actions.draft_letter(clerk, case, type="correction", given=given, today=TODAY)
    assert not case.letters.exists()


def test_a_decision_for_information_that_does_not_exist_needs_a_search(clerk, case):
    told = {
        "type": "does_not_exist", "outcome": "unavailable_not_held", "articles": ["36(4)"], "today": TODAY,
        "findings": "未检索到该信息", "given": {"search_scope": "档案室", "search_method": "按文号检索"},
    }  # fmt: skip
    with pytest.raises(Refused, match="须经检索"):
        actions.draft_letter(clerk, case, **told)
    actions.record_search(
        clerk, case, searched_on=TODAY, places="档案室2024年至2026年案卷", method="按文号检索", found=False,
        result="未找到", today=TODAY,
    )  # fmt: skip
    case = Request.objects.get(pk=case.pk)
    known = prefill(case, clock_of(case, TODAY), get("does_not_exist"), clerk)
    assert known == {"search_scope": "档案室2024年至2026年案卷", "search_method": "2026-11-22，按文号检索"}
    actions.draft_letter(clerk, case, **told)


def test_an_old_request_is_answered_in_the_wording_of_2008(clerk, register, officers):
    case = register(date(2018, 9, 10))
    with pytest.raises(Refused, match="请改用适用当时条例的文书"):
        draft_grant(clerk, case, articles=["21(1)"])
    letter = actions.draft_letter(
        clerk, case, type="reply_2008", outcome="granted", articles=["21(1)"], today=TODAY, given={},
        findings="该信息由本机关制作", decision="向你提供该通知书复制件",
    )  # fmt: skip
    letter = sign(letter, clerk, officers, legal=False)
    assert letter.state == LetterState.SIGNED and "2008年" in str(letter.document)


def test_a_fresh_handling_is_answered_by_letter_too(clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    actions.send_letter(clerk, letter, day=TODAY, by="post", evidence="XA1", today=TODAY)
    again = Request.objects.create(
        agency=case.agency, year=2026, number=90, applicant_type=case.applicant_type,
        applicant_name=case.applicant_name, channel=case.channel, content=case.content, rehandles=case,
    )  # fmt: skip
    again.events.create(type="ordered", date=TODAY, fields={"until": "2026-12-11"})
    written = draft_grant(clerk, again)
    assert "本机关于2026年11月17日收到" in str(written.document)

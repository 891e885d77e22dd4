"""Letters go out with proof; the day that counts starts the terms of the remedies."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions.papers import PDF, keep_paper
from gongkai.apps.inforequests.models import Attachment, LetterState, Request, Withholding
from gongkai.apps.inforequests.queries.remedies import remedy_terms
from gongkai.law.refusals import Refused
from tests.inforequests.letters import TODAY, draft_denial, draft_grant, sign

SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LATER = date(2026, 11, 24)


@pytest.fixture
def case(register) -> Request:
    return register(date(2026, 11, 10))


@pytest.fixture
def officers(make_post):
    return {
        "review": make_post("second_reviewer", name="李敏"),
        "legal": make_post("legal_reviewer", name="孙法"),
        "sign": make_post("final_reviewer", name="王建"),
    }


@pytest.fixture
def signed(clerk, case, officers):
    return sign(draft_grant(clerk, case), clerk, officers, legal=False)


@pytest.fixture
def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("送达回证.pdf", SCAN)


def send(clerk, letter, **given):
    how = {"day": LATER, "by": "post", "evidence": "XA12345678952", "today": LATER} | given
    return actions.send_letter(clerk, letter, **how)


def paper(case, kind="source", name="督办通知书.pdf") -> Attachment:
    return keep_paper(case, SCAN, kind=kind, name=name, media_type=PDF, by=None)


def test_by_post_the_day_of_posting_delivers(clerk, case, signed):
    letter = send(clerk, signed)
    case.refresh_from_db()
    assert (letter.state, letter.sent_on, letter.sent_by) == (LetterState.SENT, LATER, "post")
    assert case.delivered_on == LATER
    event = case.events.get(type="delivered")
    assert (event.fields["by"], event.evidence) == ("post", "XA12345678952")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"evidence": ""}, "请填写挂号信或者特快专递的邮件单号"),
        ({"by": "electronic", "evidence": ""}, "请写明发往何处"),
        ({"by": "in_person", "evidence": "本人签收"}, "请上传受送达人签名或者盖章的送达回证"),
        ({"by": "entrusted"}, "请上传受送达人签名或者盖章的送达回证"),
        ({"by": "pigeon"}, "请选择送达方式"),
        ({"day": date(2026, 11, 21)}, "送出日期应在签发之日（2026-11-22）至今天（2026-11-24）之间"),
        ({"day": date(2026, 11, 25)}, "送出日期应在签发之日"),
    ],
)
def test_nothing_goes_out_without_proof_nor_on_an_impossible_day(clerk, signed, given, sentence):
    with pytest.raises(Refused, match=sentence):
        send(clerk, signed, **given)


def test_entrusted_delivery_is_signed_for_and_counts_as_in_person(clerk, case, signed, scan):
    letter = send(clerk, signed, by="entrusted", evidence="委托某区应急管理局送达", proof=scan)
    assert letter.proof is not None and letter.proof.kind == "proof"
    assert case.events.get(type="delivered").fields["by"] == "in_person"


def test_a_draft_does_not_go_out(clerk, case):
    with pytest.raises(Refused, match="还没有签发"):
        send(clerk, draft_grant(clerk, case))


def test_a_letter_goes_out_once(clerk, signed):
    letter = send(clerk, signed)
    with pytest.raises(Refused, match="已于2026-11-24送出"):
        send(clerk, letter)


def test_what_goes_with_the_letter_may_be_downloaded_and_nothing_else(clerk, case, signed):
    goes, stays = paper(case), paper(case, name="内部请示.pdf")
    letter = send(clerk, signed, attachments=[goes.pk])
    shown = set(Attachment.objects.filter(for_applicant=True).values_list("pk", flat=True))
    assert shown == {goes.pk, letter.pdf_id}
    assert stays.pk not in shown


def test_a_paper_with_passages_to_withhold_never_goes_out_itself(clerk, case, signed):
    source = paper(case)
    Withholding.objects.create(source=source, marks=[{"text": "账号"}], made_by=clerk)
    with pytest.raises(Refused, match="有遮蔽处，只能送出遮蔽后的文件"):
        send(clerk, signed, attachments=[source.pk])
    assert not Attachment.objects.filter(for_applicant=True).exists()


def test_a_redacted_paper_goes_out_only_when_somebody_checked_it(clerk, case, signed):
    source, released = paper(case), paper(case, kind="released", name="遮蔽后.pdf")
    made = Withholding.objects.create(
        source=source, marks=[{"text": "账号"}], released=released, made_by=clerk
    )
    with pytest.raises(Refused, match="遮蔽后尚未复核"):
        send(clerk, signed, attachments=[released.pk])
    made.checked_at = made.made_at
    made.save()
    send(clerk, signed, attachments=[released.pk])


def test_a_redacted_paper_whose_marks_were_changed_since_is_made_again_first(clerk, case, signed):
    source, released = paper(case), paper(case, kind="released", name="遮蔽后.pdf")
    made = Withholding.objects.create(
        source=source,
        marks=[{"text": "账号"}],
        released=released,
        made_by=clerk,
        checked_at=signed.drafted_at,
    )
    Withholding.objects.create(source=source, marks=[*made.marks, {"text": "住址"}], made_by=clerk)
    with pytest.raises(Refused, match="生成之后遮蔽处有改动"):
        send(clerk, signed, attachments=[released.pk])


@pytest.mark.parametrize("kind", ["identity", "opinion", "application"])
def test_identity_opinions_and_the_like_never_go_with_a_letter(clerk, case, signed, kind):
    with pytest.raises(Refused, match="不能随文书送出"):
        send(clerk, signed, attachments=[paper(case, kind=kind).pk])


def test_a_denial_sends_no_information(clerk, case, officers):
    letter = sign(draft_denial(clerk, case), clerk, officers, legal=True)
    with pytest.raises(Refused, match="处理决定为不予公开"):
        send(clerk, letter, attachments=[paper(case).pk])


def test_a_paper_of_another_case_is_not_found(clerk, register, signed):
    with pytest.raises(Refused, match="不在本件中"):
        send(clerk, signed, attachments=[paper(register(date(2026, 11, 12))).pk])


def test_another_agency_s_clerk_is_refused(make_post, other_agency, signed):
    with pytest.raises(Refused, match="属于其他机关"):
        send(make_post("clerk", name="外人", agency=other_agency), signed)


def test_the_terms_of_the_remedies_begin_with_the_delivery(clerk, case, signed):
    send(clerk, signed)
    case.refresh_from_db()
    # 60 days from 2026-11-24 end on Saturday 2027-01-23; six months end on 2027-05-24, a Monday.
    assert [(term.name, term.last) for term in remedy_terms(case)] == [
        ("申请行政复议", date(2027, 1, 25)),
        ("提起行政诉讼", date(2027, 5, 24)),
    ]


def test_where_reconsideration_comes_first_no_term_for_the_court_is_shown(clerk, case, officers):
    send(clerk, sign(draft_denial(clerk, case), clerk, officers, legal=True))
    case.refresh_from_db()
    assert [term.name for term in remedy_terms(case)] == ["先申请行政复议"]


def test_a_decision_on_paper_needs_number_proof_and_scan(clerk, case, scan):
    given = {
        "day": date(2026, 11, 16), "outcome": "granted", "articles": ["36(2)"], "today": TODAY,
        "letter_number": "测应急公复〔2026〕7号", "evidence": "纸质答复书存根",
    }  # fmt: skip
    for lacking, sentence in (("letter_number", "请填写答复书的文号"), ("evidence", "请写明凭据")):
        with pytest.raises(Refused, match=sentence):
            actions.record_paper_decision(clerk, case, **(given | {lacking: ""}), scan=scan)
    with pytest.raises(Refused, match="请上传答复书的扫描件"):
        actions.record_paper_decision(clerk, case, **given, scan=None)
    row = actions.record_paper_decision(clerk, case, **given, scan=scan)
    assert (row.letter_number, row.closed_on) == ("测应急公复〔2026〕7号", date(2026, 11, 16))
    kept = row.attachments.get()
    assert (kept.kind, kept.event.type) == ("letter", "decided")

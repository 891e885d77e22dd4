"""The pages of letters as clerks and officers meet them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import Letter, LetterTemplate, Request
from tests.desks import desk_of
from tests.inforequests.letters import GRANTED, TODAY, draft_denial, draft_grant, sign

SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def on_22_november_2026(monkeypatch):
    """Every view reads the clock by its own imported name."""
    for view in (
        "case",
        "decision",
        "events",
        "letter",
        "letters",
        "letter_templates",
        "sending",
        "casefile",
    ):
        monkeypatch.setattr(f"gongkai.apps.inforequests.views.{view}.today", lambda: TODAY)


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
def client(clerk, client_of):
    return client_of(clerk)


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_decision_goes_from_outcome_to_letter_to_number_through_the_pages(
    client, client_of, case, officers
):
    base = f"/office/requests/{case.pk}"
    answer = client.post(f"{base}/decide/", {"version": 1, "outcome": "granted", "articles": ["36(2)"]})
    assert answer.url == f"{base}/letters/new/granted_provided/?outcome=granted&article=36%282%29"
    shown = page(client, answer.url)
    assert "条例第三十六条第（二）项" in shown and "查明的事实" in shown
    answer = client.post(
        answer.url, {"version": 1, "findings": GRANTED["findings"], **GRANTED["given"]}, follow=True
    )
    letter = Letter.objects.get()
    assert "没有发现问题" in answer.content.decode()
    path = f"{base}/letters/{letter.pk}/"
    assert client.post(f"{path}do/submit/", {"version": 1}).status_code == 302
    for step, version in (("review", 2), ("sign", 3)):
        officer = client_of(officers[step])
        assert f"{path}do/approve/" in page(officer, path)
        assert officer.post(f"{path}do/approve/", {"version": version}).status_code == 302
    case.refresh_from_db()
    assert case.letter_number == "测应急公复〔2026〕1号"
    assert f"{path}send/" in page(client, path)
    answer = client.get(f"{base}/do/deliver/")
    assert answer.url == f"{path}send/"


def test_a_notice_needs_one_form_and_one_button_and_is_evidence_of_its_own_event(client, register):
    case = register(date(2026, 11, 17))
    base = f"/office/requests/{case.pk}"
    assert f"{base}/letters/new/correction/" in page(client, f"{base}/letters/")
    client.post(
        f"{base}/letters/new/correction/",
        {"version": 1, "matters": "请写明煤矿名称", "reason": "所述煤矿不能确定", "until": "2026-12-04"},
    )
    letter = Letter.objects.get()
    client.post(f"{base}/letters/{letter.pk}/do/submit/", {"version": 1})
    letter.refresh_from_db()
    event = case.events.get(type="correction_asked")
    assert (letter.label, letter.event, event.evidence) == (
        "测应急公函〔2026〕1号",
        event,
        "测应急公函〔2026〕1号",
    )
    assert event.fields == {"until": "2026-12-04", "matters": "请写明煤矿名称"}


def test_the_head_named_in_the_notice_agrees_to_the_extension(client, client_of, clerk, case, make_post):
    base = f"/office/requests/{case.pk}"
    head, other = make_post("second_reviewer", name="李敏"), make_post("second_reviewer", name="赵清")
    shown = page(client, f"{base}/letters/new/extension/")
    assert 'value="李敏"' in shown
    client.post(
        f"{base}/letters/new/extension/",
        {"version": 1, "reason": "材料分散在三个科室", "days": 20, "approver": "李敏"},
    )
    letter = Letter.objects.get()
    path = f"{base}/letters/{letter.pk}/"
    # 20 working days after 2026-11-10 are 2026-12-08, 40 are 2027-01-06 (1 January is a holiday).
    assert "2026年12月8日" in page(client, path) and "延长20个工作日" in page(client, path)
    client.post(f"{path}do/submit/", {"version": 1})
    answer = client_of(other).post(f"{path}do/approve/", {"version": 2})
    assert answer.status_code == 422 and "告知书写明由李敏同意延期" in answer.content.decode()
    client_of(head).post(f"{path}do/approve/", {"version": 2})
    event = case.events.get(type="extended")
    assert (event.fields["approved_by"], event.recorded_by) == ("李敏", head)


def test_the_letter_is_masked_on_the_screen_and_the_download_is_logged(client, clerk, case):
    letter = draft_grant(clerk, case)
    path = f"/office/requests/{case.pk}/letters/{letter.pk}/"
    for name in ("", "edit/", "compare/"):
        assert "王小明" not in page(client, path + name)
    answer = client.get(f"{path}file.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(event="request.letter_opened").count() == 1


def test_editing_a_masked_letter_keeps_the_name(client, clerk, case):
    letter = draft_grant(clerk, case)
    path = f"/office/requests/{case.pk}/letters/{letter.pk}/edit/"
    client.post(path, {"version": 1, "role": ["body"], "text": ["王**的申请已收悉。<script>"]})
    letter.refresh_from_db()
    lines = [(one["role"], one["text"]) for one in letter.document["paragraphs"]]
    assert lines[0] == ("body", "王小明的申请已收悉。<script>")
    assert [role for role, _ in lines] == ["body", "remedy", "signature", "date", "contact"]
    assert (
        "<script>"
        not in page(client, f"/office/requests/{case.pk}/letters/{letter.pk}/").split("letter-paper")[1]
    )


def test_nobody_types_the_remedy_the_signature_or_the_date(client, clerk, case):
    letter = draft_grant(clerk, case)
    before = [one["text"] for one in letter.document["paragraphs"] if one["role"] == "remedy"]
    client.post(
        f"/office/requests/{case.pk}/letters/{letter.pk}/edit/",
        {
            "version": 1,
            "role": ["body", "remedy", "date"],
            "text": ["特此答复。", "不得起诉。", "2020年1月1日"],
        },
    )
    letter.refresh_from_db()
    assert [one["text"] for one in letter.document["paragraphs"] if one["role"] == "remedy"] == before
    assert "2020年" not in str(letter.document)


def test_errors_stand_beside_the_letter_and_hold_it_up(client, clerk, case):
    letter = draft_grant(clerk, case, given=GRANTED["given"] | {"form": ""})
    path = f"/office/requests/{case.pk}/letters/{letter.pk}/"
    assert "必改" in page(client, path)
    answer = client.post(f"{path}do/submit/", {"version": 1})
    assert answer.status_code == 422 and "文书还有必改之处" in answer.content.decode()


def test_the_second_of_two_officers_gets_a_sentence_and_the_page_as_it_is_now(
    client, client_of, clerk, case, officers, make_post
):
    second = make_post("second_reviewer", name="赵清")
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    path = f"/office/requests/{case.pk}/letters/{letter.pk}/do/approve/"
    client_of(officers["review"]).post(path, {"version": letter.version})
    answer = client_of(second).post(path, {"version": letter.version})
    assert answer.status_code == 422 and "李敏已于" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "letters/",
        "letters/{n}/",
        "letters/{n}/edit/",
        "letters/{n}/compare/",
        "letters/{n}/send/",
        "casefile/",
    ],
)
def test_another_agency_gets_404_and_every_page_12_queries_at_most(
    client, client_of, clerk, case, make_post, other_agency, path, django_assert_max_num_queries
):
    letter = draft_grant(clerk, case)
    actions.draft_letter(clerk, case, type="receipt", given={}, today=TODAY)
    actions.send_back_letter(
        make_post("second_reviewer", name="李敏"),
        actions.submit_letter(clerk, letter, today=TODAY),
        remark="事实不清",
    )
    path = f"/office/requests/{case.pk}/{path.format(n=letter.pk)}"
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    assert stranger.get(path).status_code == 404
    with django_assert_max_num_queries(12):
        page(client, path)


def test_a_letter_of_another_case_is_not_found_under_this_one(client, clerk, case, register):
    letter = draft_grant(clerk, register(date(2026, 11, 12)))
    assert client.get(f"/office/requests/{case.pk}/letters/{letter.pk}/").status_code == 404


def test_the_desk_shows_each_officer_the_step_that_waits_for_him(clerk, case, officers, make_post):
    letter = actions.submit_letter(clerk, draft_denial(clerk, case), today=TODAY)
    for step, name in (("review", "公开机构审核"), ("legal", "法制审核"), ("sign", "签发")):
        rows = {who: desk_of(queries, post, TODAY) for who, post in officers.items()}
        assert [row.what for row in rows[step]] == [f"{name}：政府信息公开申请答复书"]
        assert all(not found for who, found in rows.items() if who != step)
        letter = actions.approve_letter(officers[step], letter, today=TODAY)
    assert "送出：政府信息公开申请答复书" in [row.what for row in desk_of(queries, clerk, TODAY)]


def test_what_was_sent_back_stands_on_the_clerk_s_desk(clerk, case, officers):
    letter = actions.submit_letter(clerk, draft_grant(clerk, case), today=TODAY)
    actions.send_back_letter(officers["review"], letter, remark="事实不清")
    assert "修改（李敏退回）：政府信息公开申请答复书" in [row.what for row in desk_of(queries, clerk, TODAY)]


def test_delivery_with_a_scan_through_the_page(client, clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    path = f"/office/requests/{case.pk}/letters/{letter.pk}/send/"
    told = {"version": letter.version, "by": "in_person", "date": "2026-11-22", "evidence": "本人"}
    answer = client.post(path, told)
    assert answer.status_code == 422 and "请上传受送达人签名或者盖章的送达回证" in answer.content.decode()
    answer = client.post(path, told | {"proof": SimpleUploadedFile("回证.pdf", SCAN)}, follow=True)
    assert "已登记送达" in answer.content.decode()
    shown = page(client, f"/office/requests/{case.pk}/casefile/")
    assert "申请行政复议（测试市人民政府）" in shown and "2027-01-21" in shown


def test_a_field_that_the_way_of_delivery_requires_is_not_said_to_be_optional(client, clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    html = page(client, f"/office/requests/{case.pk}/letters/{letter.pk}/send/")
    assert '单号或者去向 <span class="field-optional">邮寄、电子送达必填</span>' in html
    assert '凭证扫描件 <span class="field-optional">直接、委托送达必填</span>' in html
    assert "选填" not in html


def test_what_a_paper_decision_must_have_is_not_said_to_be_optional(client, case):
    html = page(client, f"/office/requests/{case.pk}/decide/paper/")
    assert ">答复书编号</label>" in html and ">凭据</label>" in html
    html = page(client, f"/office/requests/{case.pk}/do/record_withdrawal/")
    assert ">凭据</label>" in html


def test_archive_verify_and_export_through_the_page(client, clerk, case, officers):
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    actions.send_letter(clerk, letter, day=TODAY, by="post", evidence="XA1", today=TODAY)
    base = f"/office/requests/{case.pk}/casefile/"
    client.post(f"{base}archive/", {})
    assert "测应急公档〔2026〕1号" in page(client, base)
    assert "案卷完整" in client.post(f"{base}verify/", follow=True).content.decode()
    assert client.post(f"{base}export/", {"purpose": ""}).status_code == 422
    answer = client.post(f"{base}export/", {"purpose": "××法院调卷", "mask": "on"})
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("code", ["registration", "approval", "delivery_proof"])
def test_forms_are_printed_with_what_the_records_say(client, case, code):
    base = f"/office/requests/{case.pk}/letters/form/{code}"
    assert client.get(f"{base}.pdf").content.startswith(b"%PDF-")
    assert client.get(f"{base}.docx").content.startswith(b"PK")
    assert client.get(f"{base}.exe").status_code == 404
    assert Entry.objects.filter(event="request.letter_opened").count() == 2


def test_an_agency_words_a_letter_itself_from_a_day_on(client_of, clerk, make_post, register, other_agency):
    head = client_of(make_post("second_reviewer", name="李敏"))
    path = "/office/requests/templates/correction/"
    wording = page(head, path)
    assert "{matters}" in wording and "（补正事项）" in wording
    text = "\n".join(
        [
            "本机关于{received}收到{you}以{way}方式提出的政府信息公开申请（登记号：{request_number}），申请公开的内容是：",
            "> {content}",
            "经审查，{you}的申请需要补正。根据《中华人民共和国政府信息公开条例》第三十条的规定，告知如下：",
            "补正事项：{matters}。",
            "补正理由：{reason}。",
            "请于{until}前补正。逾期不补正的，视为放弃申请。答复期限自收到补正之日起计算。",
        ]
    )
    answer = head.post(path, {"text": text + "\n{nobody}", "since": "2026-11-22"})
    assert answer.status_code == 422 and "占位符“{nobody}”不认识" in answer.content.decode()
    answer = head.post(path, {"text": text + "\n可以申请行政复议。", "since": "2026-11-22"})
    assert "不告知复议和诉讼" in answer.content.decode()
    assert not LetterTemplate.objects.exists()
    assert (
        "告知如下" in head.post(path, {"text": text, "since": "2026-11-22", "preview": "1"}).content.decode()
    )
    assert head.post(path, {"text": text, "since": "2026-11-22"}).status_code == 302
    given = {"matters": "请写明煤矿名称", "reason": "所述煤矿不能确定", "until": "2026-12-04"}
    letter = actions.draft_letter(
        clerk, register(date(2026, 11, 17)), type="correction", given=given, today=TODAY
    )
    assert "请于2026年12月4日前补正。" in str(letter.document)
    stranger = client_of(make_post("second_reviewer", name="外人", agency=other_agency))
    assert "的规定，告知如下" not in page(stranger, path)
    assert client_of(clerk).get(path).status_code == 403
    head.post(f"{path}end/")
    assert "通用文本" in page(head, path)


def test_the_list_of_templates_asks_12_queries_at_most(client_of, make_post, django_assert_max_num_queries):
    head = client_of(make_post("second_reviewer", name="李敏"))
    with django_assert_max_num_queries(12):
        assert "政府信息公开申请补正告知书" in page(head, "/office/requests/templates/")


def test_the_letter_follows_the_articles_as_they_change(client, case):
    base = f"/office/requests/{case.pk}/decide/"
    told = {"version": 1, "outcome": "granted", "articles": ["36(2)"], "type": "granted_public"}
    assert "/letters/new/granted_provided/" in client.post(base, told).url
    told["type"] = "granted_later"
    assert "/letters/new/granted_later/" in client.post(base, told).url

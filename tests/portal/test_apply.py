"""A citizen applies on the public site: nothing typed is lost, one application comes of it, and it lies encrypted."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests.actions import applying
from gongkai.apps.inforequests.models import Attachment, Draft, DraftFile, Notice, Request
from gongkai.apps.inforequests.queries.drafts import draft_content
from gongkai.law.clock.case import Case
from gongkai.law.refusals import Refused

from .conftest import HOME

NEW = f"{HOME}requests/new/"
CHECK = f"{HOME}requests/new/check/"
APPLICATION = {
    "content": "2025年度烟花爆竹零售经营许可证发放清单",
    "form_wanted": "电子文本",
    "delivery_wanted": "网上查看",
    "applicant_type": "natural_person",
    "applicant_name": "王小明",
    "identity_kind": "id_card",
    "identity_number": "11010519491231002X",
    "contact": "13800005678",
}
SCRIPT = '<script>alert("1")</script>'


def picture(name: str = "身份证.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def send(client: Client, fields: dict | None = None):
    """Fills in, checks and sends; the last answer, the receipt's address."""
    answer = client.post(NEW, APPLICATION | (fields or {}) | {"action": "check"})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == CHECK
    return client.post(CHECK)


def test_an_application_is_received_unconfirmed_and_its_receipt_names_number_and_code(client, agency):
    answer = send(client)
    request = Request.objects.get()
    assert request.label == "申〔2026〕1号"
    assert (request.channel, request.state_cached, request.received_on) == (
        "online",
        "awaiting_confirmation",
        None,
    )
    assert (request.applicant_name, request.identity_number) == ("王小明", "11010519491231002X")
    event = request.events.get()
    assert (event.type, event.date, event.recorded_by) == ("submitted", date(2026, 12, 8), None)
    html = client.get(answer.url).content.decode()
    assert "申〔2026〕1号" in html
    assert request.query_code in html
    assert "11010519491231002X" not in html


def test_where_an_automatic_receipt_confirms_the_application_is_received_at_once(client, agency, monkeypatch):
    setting = Case.setting
    monkeypatch.setattr(
        Case,
        "setting",
        lambda case, name, day: name == "automatic_receipt_confirms" or setting(case, name, day),
    )
    answer = send(client, {"notice_email": "wang@example.com"})
    request = Request.objects.get()
    assert (request.state_cached, request.received_on) == ("running", date(2026, 12, 8))
    assert request.due_cached == date(2027, 1, 6)
    assert "本机关应在2027年1月6日前答复" in client.get(answer.url).content.decode()
    assert "答复期限至2027年1月6日" in Notice.objects.get().body


def test_the_address_of_the_receipt_tells_neither_number_nor_code(client, agency):
    address = send(client).url
    assert Request.objects.get().query_code.lower() not in address.lower()
    assert "no-store" in client.get(address).headers["Cache-Control"]
    assert client.get(f"{HOME}requests/receipt/geraten/").status_code == 404


def test_a_receipt_of_another_agency_is_not_found(client, agency, other_agency):
    address = send(client).url
    assert client.get(address.replace("ceshi-yj", "ceshi-sw")).status_code == 404


def test_the_application_can_be_kept_as_docx_and_pdf(client, agency):
    address = send(client).url
    assert client.get(f"{address}application.docx").content[:2] == b"PK"
    assert client.get(f"{address}application.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{address}application.exe").status_code == 404


def test_a_character_that_no_font_has_is_named_and_word_can_be_had_instead(client, agency):
    address = send(client, {"content": "关于🀄的文件\x0b<b>"}).url
    answer = client.get(f"{address}application.pdf")
    assert answer.status_code == 422
    assert "🀄" in answer.content.decode()
    assert client.get(f"{address}application.docx").content[:2] == b"PK"


def test_the_blank_form_can_be_fetched_without_a_cookie(client, agency):
    answer = client.get(f"{HOME}requests/blank.docx")
    assert answer.content[:2] == b"PK"
    assert not answer.cookies


def test_the_log_of_an_application_holds_no_personal_data(client, agency):
    send(client, {"notice_email": "wang@example.com"})
    told = "".join(str(entry.data) for entry in Entry.objects.filter(agency_id=agency.pk))
    for private in ("王小明", "11010519491231002X", "13800005678", "wang@example.com", "烟花爆竹"):
        assert private not in told


def test_sending_twice_makes_one_application_and_shows_the_same_receipt(client, agency):
    first = send(client)
    second = client.post(CHECK)
    assert Request.objects.count() == 1
    code = Request.objects.get().query_code
    assert code in client.get(first.url).content.decode()
    assert code in client.get(second.url).content.decode()


def test_after_sending_the_form_is_empty_again(client, agency):
    send(client)
    assert "王小明" not in client.get(NEW).content.decode()
    send(client, {"content": "另一件"})
    assert Request.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"content": ""}, "请填写您需要什么信息"),
        ({"applicant_type": ""}, "请选择申请人类型"),
        ({"applicant_name": " "}, "请填写姓名或者名称"),
        ({"identity_number": ""}, "请填写证件号码"),
        ({"identity_number": "110105194912310021"}, "校验位不对"),
        ({"identity_number": "1101051949123100"}, "公民身份号码应为18位，现为16位"),
        ({"identity_kind": "credit_code"}, "身份证明与申请人类型不符"),
        ({"delivery_wanted": "邮寄"}, "选择邮寄的，请填写通信地址和邮编"),
        ({"delivery_wanted": "电子邮件"}, "选择以电子邮件获取的，请填写电子邮箱"),
        ({"notice_email": "wang"}, "不是有效的电子邮箱地址"),
        ({"contact": ""}, "请填写联系电话"),
        ({"homepage": "http://spam"}, "“此处请留空”一栏有内容"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_the_rest_stays(client, agency, fields, sentence):
    answer = client.post(NEW, APPLICATION | fields | {"action": "check"})
    if answer.status_code == 302:  # found by the law, on the way to sending
        answer = client.post(CHECK)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    for name in ("content", "applicant_name", "contact"):
        if name not in fields:
            assert APPLICATION[name] in html
    assert Request.objects.count() == 0


def test_an_organisation_applies_with_its_credit_code(client, agency):
    fields = {
        "applicant_type": "business",
        "applicant_name": "测试市某商贸有限公司",
        "identity_kind": "credit_code",
        "identity_number": "91350100M000100Y43",
    }
    send(client, fields)
    assert Request.objects.get().identity_number == "91350100M000100Y43"


def test_ten_thousand_characters_are_taken_and_one_more_is_refused_with_counts(client, agency):
    answer = client.post(NEW, APPLICATION | {"content": "字" * 10_001})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "最多10000个字，现为10001个字" in html
    assert "字" * 10_001 in html
    send(client, {"content": "字" * 4_999 + "\r\n" + "字" * 5_000})  # a line break is one character
    assert len(Request.objects.get().content) == 10_000


def test_script_in_every_field_comes_back_as_text(client, agency):
    hostile = dict.fromkeys(APPLICATION, SCRIPT) | {"address": SCRIPT, "notice_email": SCRIPT}
    html = client.post(NEW, hostile).content.decode()
    assert SCRIPT not in html
    assert html.count("&lt;script&gt;") >= 5
    good = {"content": SCRIPT, "applicant_name": SCRIPT, "contact": SCRIPT, "address": SCRIPT}
    client.post(NEW, APPLICATION | good)
    assert SCRIPT not in client.get(CHECK).content.decode()
    answer = client.post(CHECK)
    assert SCRIPT not in client.get(answer.url).content.decode()


def test_the_purpose_is_not_asked(client, agency):
    html = client.get(NEW).content.decode()
    assert 'name="purpose"' not in html
    assert "不需要说明用途" in html


def test_nothing_personal_lies_readable_in_the_database(client, agency):
    client.post(NEW, APPLICATION | {"action": "save"})
    send(client, {"notice_email": "wang@example.com", "address": "人民路9号"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inforequests_request")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT * FROM inforequests_draft")
        kept += str(cursor.fetchall())
    for private in ("王小明", "11010519491231002X", "13800005678", "wang@example.com", "人民路9号"):
        assert private not in kept
    assert Request.objects.get().query_code not in kept


def test_the_law_says_no_to_dates_and_purposes_alike_whoever_calls_the_action(agency):
    with pytest.raises(Refused, match="请填写联系方式"):
        applying.checked_application(APPLICATION | {"contact": ""})


# Drafts.


def test_a_draft_is_kept_however_incomplete_and_comes_back(client, agency):
    answer = client.post(NEW, {"content": "我想了解", "applicant_name": "王", "action": "save"})
    assert answer.status_code == 200
    assert "草稿已加密保存" in answer.content.decode()
    cookie = answer.cookies["draft"]
    assert cookie["httponly"]
    assert cookie["path"] == f"{HOME}requests/"
    assert "我想了解" in client.get(NEW).content.decode()
    assert draft_content(Draft.objects.get()).fields["applicant_name"] == "王"


def test_a_draft_keeps_itself_while_it_is_typed(client, agency):
    answer = client.post(f"{NEW}save/", {"content": "写到一半"})
    assert "草稿已于10:00保存" in answer.content.decode()
    assert "写到一半" in client.get(NEW).content.decode()


def test_a_draft_goes_on_elsewhere_by_its_code_in_any_spelling(client, agency):
    token = client.post(NEW, {"content": "在家里写的", "action": "save"}).cookies["draft"].value
    elsewhere = Client()
    answer = elsewhere.post(f"{NEW}resume/", {"code": f" {token.lower().replace('-', ' ')} "}, follow=True)
    assert "在家里写的" in answer.content.decode()


def test_a_wrong_code_finds_no_draft_and_guessing_ends_soon(client, agency):
    for _ in range(10):
        answer = client.post(f"{NEW}resume/", {"code": "AAAA-BBBB-CCCC-DDDD"})
        assert answer.status_code == 422
        assert "没有找到这份草稿" in answer.content.decode()
    assert "过于频繁" in client.post(f"{NEW}resume/", {"code": "AAAA"}).content.decode()


def test_a_draft_of_one_agency_does_not_open_at_another(client, agency, other_agency):
    token = client.post(NEW, {"content": "机密的想法", "action": "save"}).cookies["draft"].value
    other = f"/a/{other_agency.code}/requests/new/"
    assert client.post(f"{other}resume/", {"code": token}).status_code == 422


def test_a_draft_expires_after_seven_days_and_its_files_go_with_it(client, agency):
    client.post(NEW, {"content": "过期的想法", "identity_file": picture(), "action": "save"})
    row = Draft.objects.get()
    assert row.expires_on == date(2026, 12, 15)
    stored = DraftFile.objects.get().file.name
    assert storages["sealed"].exists(stored)
    row.expires_on = date(2026, 12, 7)
    row.save()
    assert "过期的想法" not in client.get(NEW).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_daily_job_deletes_expired_drafts_and_their_files(client, agency):
    client.post(NEW, {"content": "过期的想法", "identity_file": picture(), "action": "save"})
    stored = DraftFile.objects.get().file.name
    assert applying.discard_expired_drafts(date(2026, 12, 15)) == 0
    assert applying.discard_expired_drafts(date(2026, 12, 8) + timedelta(days=8)) == 1
    assert not storages["sealed"].exists(stored)
    assert Draft.objects.count() == 0


def test_a_draft_can_be_deleted_at_once(client, agency):
    client.post(NEW, {"content": "不写了", "action": "save"})
    assert client.post(NEW, {"action": "discard"}).status_code == 302
    assert Draft.objects.count() == 0
    assert "不写了" not in client.get(NEW).content.decode()


# Files.


def test_a_proof_of_identity_lies_sealed_and_goes_over_to_the_case(client, agency, tmp_path):
    send(client, {"identity_file": picture("王小明的身份证.png")})
    proof = Attachment.objects.get()
    assert (proof.kind, proof.name, proof.media_type) == ("identity", "身份证明1.png", "image/png")
    assert not proof.for_applicant
    assert proof.file.read()[:8] == b"\x89PNG\r\n\x1a\n"
    stored = [one for one in Path(tmp_path / "sealed").rglob("*") if one.is_file()]
    assert stored
    assert all(one.read_bytes()[:4] == b"GKS1" for one in stored)


def test_a_program_named_as_a_picture_is_refused_and_the_rest_is_kept(client, agency):
    program = SimpleUploadedFile("身份证.jpg", b"MZ\x90\x00" + b"\0" * 200, "image/jpeg")
    answer = client.post(NEW, APPLICATION | {"identity_file": program, "action": "check"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“身份证.jpg”的内容与后缀不符" in html
    assert "王小明" in html
    assert DraftFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("证件.exe", b"MZ", "的类型不能上传，可以上传：pdf、jpg、jpeg、png"),
        ("证件.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "不是完整的图片，打不开"),
        ("证件.pdf", b"%PDF-1.4 half", "已损坏，打不开"),
        ("证件.pdf", b"%PDF-1.4 /Encrypt 1 0 R %%EOF", "设有密码"),
        ("证件.svg", b"<svg onload=alert(1)>", "的类型不能上传"),
    ],
)
def test_files_are_taken_by_what_they_are(client, agency, name, data, sentence):
    upload = SimpleUploadedFile(name, data)
    answer = client.post(NEW, {"identity_file": upload, "action": "save"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_of_more_than_ten_megabytes_is_refused_by_name(client, agency):
    upload = SimpleUploadedFile("扫描件.pdf", b"%PDF-" + b"0" * (10 << 20) + b"%%EOF")
    answer = client.post(NEW, {"content": "保留", "identity_file": upload, "action": "save"})
    html = answer.content.decode()
    assert "“扫描件.pdf”超过10MB，请压缩或者拆分后上传" in html
    assert "保留" in html


def test_an_uploaded_file_can_be_taken_out_again(client, agency):
    client.post(NEW, {"identity_file": picture(), "action": "save"})
    file = DraftFile.objects.get()
    client.post(NEW, {"action": f"remove:{file.pk}"})
    assert DraftFile.objects.count() == 0
    assert client.post(NEW, {"action": "remove:x"}).status_code == 200


# Limits.


def test_one_address_sends_ten_applications_an_hour_and_the_next_stays_a_draft(client, agency):
    for _ in range(10):
        assert "receipt" in send(client).url
    answer = send(client)
    assert answer.status_code == 422
    assert "每小时最多提交10件申请，草稿已保存" in answer.content.decode()
    assert Request.objects.count() == 10


def test_the_application_page_belongs_to_nobodys_cache_and_to_no_search_engine(client, agency):
    answer = client.get(NEW)
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()

"""Intake: what each channel asks, proof of days gone by, scans, hostile input."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from gongkai.apps.agencies.uploads import check_upload
from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.forms import RegisterForm
from gongkai.apps.inforequests.models import Attachment, Request
from gongkai.law.refusals import Refused
from tests.desks import desk_of

TODAY = date(2025, 11, 4)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"
SCRIPT = "<script>alert(1)</script>"
WHO = {"applicant_type": "natural_person", "applicant_name": "王小明", "content": "某煤矿挂牌督办通知书"}


@pytest.fixture(autouse=True)
def on_4_november_2025(monkeypatch):
    for view in ("case", "registering", "work"):
        monkeypatch.setattr(f"gongkai.apps.inforequests.views.{view}.today", lambda: TODAY)


@pytest.fixture
def client(clerk, client_of):
    return client_of(clerk)


def asked(agency, **data) -> RegisterForm:
    return RegisterForm(data, agency=agency, today=TODAY)


def upload(name: str = "申请书.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(
    ("channel", "dates", "rule"),
    [
        ("in_person", ["submitted_on"], "当面提交，以提交之日为收到之日（条例第三十一条第（一）项）"),
        ("registered_mail", ["signed_on"], "邮寄提交，以机关签收之日为收到之日（条例第三十一条第（二）项）"),
        (
            "ordinary_mail",
            ["submitted_on", "confirmed_on"],
            "平常信函等无需签收的，以联系确认之日为收到之日（条例第三十一条第（二）项）",
        ),
        (
            "online",
            ["submitted_on", "confirmed_on"],
            "互联网渠道，以双方确认之日为收到之日（条例第三十一条第（三）项）",
        ),
        (
            "email",
            ["submitted_on", "confirmed_on"],
            "互联网渠道（电子邮件），以双方确认之日为收到之日（条例第三十一条第（三）项）",
        ),
        (
            "fax",
            ["submitted_on", "confirmed_on"],
            "传真，以双方确认之日为收到之日（条例第三十一条第（三）项）",
        ),
        ("oral", ["submitted_on"], "口头提出，以代为填写完成之日为收到之日（条例第二十九条）"),
    ],
)
def test_the_form_asks_the_dates_of_the_channel_and_says_its_rule(agency, channel, dates, rule):
    form = asked(agency, channel=channel)
    assert list(form.dates) == dates
    assert form.laws[dates[-1]] == rule


def test_an_e_mail_of_2018_was_received_when_it_arrived(agency):
    form = asked(agency, channel="email", submitted_on="2018-09-10")
    assert form.dates == ("submitted_on",)
    assert form.laws["submitted_on"] == "发至公布的电子邮箱，以系统接收之日为收到之日（207号文件）"


def test_without_a_channel_no_date_is_asked(agency):
    assert asked(agency).dates == ()


@pytest.mark.parametrize(
    ("channel", "days", "received", "state"),
    [
        ("in_person", {"submitted_on": "2025-11-04"}, date(2025, 11, 4), "running"),
        (
            "registered_mail",
            {"signed_on": "2025-11-03", "evidence": "EMS 1234"},
            date(2025, 11, 3),
            "running",
        ),
        (
            "ordinary_mail",
            {"submitted_on": "2025-11-03", "confirmed_on": "2025-11-04", "evidence": "通话记录"},
            date(2025, 11, 4),
            "running",
        ),
        ("fax", {"submitted_on": "2025-11-04"}, None, "awaiting_confirmation"),
        ("oral", {"submitted_on": "2025-11-04"}, date(2025, 11, 4), "running"),
    ],
)
def test_each_channel_is_registered_with_its_own_day_of_receipt(client, channel, days, received, state):
    answer = client.post("/office/requests/new/", {"channel": channel, **WHO, **days})
    assert answer.status_code == 302
    request = Request.objects.get()
    assert (request.channel, request.received_on, request.state_cached) == (channel, received, state)


def test_late_paper_needs_proof_and_its_scan_lies_sealed_in_the_case(client, settings):
    late = {"channel": "in_person", "submitted_on": "2025-10-20", **WHO}
    refused = client.post("/office/requests/new/", {**late, "scan": upload()})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "补登以前的日期须写明凭据" in text and "某煤矿挂牌督办通知书" in text and "重新选择" in text
    assert not Attachment.objects.exists()
    client.post("/office/requests/new/", {**late, "evidence": "收文登记第12号", "scan": upload()})
    [paper] = Request.objects.get().attachments.all()
    assert (paper.kind, paper.name, paper.media_type, paper.size) == (
        "application",
        "申请书.pdf",
        "application/pdf",
        len(PDF),
    )
    assert paper.event.type == "submitted"
    stored = settings.STORAGES["sealed"]["OPTIONS"]["location"] / str(paper.file.name)
    assert b"%PDF" not in stored.read_bytes()
    with paper.file.open("rb") as kept:
        assert kept.read() == PDF


def test_a_day_in_the_future_is_refused_on_every_channel(client):
    for channel, field in (("in_person", "submitted_on"), ("registered_mail", "signed_on")):
        answer = client.post("/office/requests/new/", {"channel": channel, field: "2025-11-05", **WHO})
        assert answer.status_code == 422
        assert "晚于今天（2025-11-04）" in answer.content.decode()
    assert not Request.objects.exists()


def test_a_scan_of_50_mb_streams_in_and_one_byte_more_is_refused(register):
    big = TemporaryUploadedFile("扫描件.pdf", "application/pdf", 50 << 20, None)
    big.write(b"%PDF-1.7\n")
    big.seek((50 << 20) - 6)
    big.write(b"%%EOF\n")
    big.seek(0)
    request = register(TODAY, scan=big, today=TODAY)
    assert request.attachments.get().size == 52_428_800
    over = TemporaryUploadedFile("扫描件.pdf", "application/pdf", (50 << 20) + 1, None)
    with pytest.raises(Refused, match="超过50MB") as refused:
        register(TODAY, scan=over, today=TODAY)
    assert refused.value.field == "scan"
    assert Request.objects.count() == 1


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.pdf", b"", "是空文件"),
        ("程序.exe", b"MZ", "的类型不能上传"),
        ("申请书.pdf", b"GIF89a", "内容与后缀不符"),
        ("申请书.pdf", b"%PDF-1.7\n", "已损坏"),
        ("申请书.pdf", b"%PDF-1.7\n/Encrypt 5 0 R\n%%EOF", "设有密码"),
        ("申请书.docx", b"PK\x03\x04", "已损坏"),
        ("申请书.docx", zipped("xl/workbook.xml"), "内容与后缀不符"),
        ("申请书.docx", zipped("word/document.xml", "word/vbaProject.bin"), "含有宏"),
        ("照片.jpg", PDF, "内容与后缀不符"),
        ("说明.txt", b"a\0b", "不是文本文件"),
    ],
)
def test_a_scan_that_is_not_what_it_says_is_refused_by_name_and_nothing_is_registered(
    register, name, data, says
):
    with pytest.raises(Refused, match=says) as refused:
        register(TODAY, scan=upload(name, data), today=TODAY)
    assert name in str(refused.value)
    assert not Request.objects.exists()


def test_a_mark_of_encryption_across_two_pieces_is_seen():
    head = b"%PDF-1.7\n"
    data = head + b" " * ((1 << 20) - len(head) - 4) + b"/Encrypt 5 0 R\n%%EOF\n"
    with pytest.raises(Refused, match="设有密码"):
        check_upload(upload(data=data))


def test_a_hostile_file_name_is_cleaned(register):
    request = register(TODAY, scan=upload("../../etc/<b>身份证\u202efdp.pdf"), today=TODAY)
    assert request.attachments.get().name == "b身份证fdp.pdf"


def test_10000_characters_are_taken_and_one_more_is_refused_at_its_field(client, register):
    assert len(register(TODAY, content="公" * 10_000, today=TODAY).content) == 10_000
    with pytest.raises(Refused, match="申请内容有10001个字，最多登记10000个字") as refused:
        register(TODAY, content="公" * 10_001, today=TODAY)
    assert refused.value.field == "content"
    long = {"channel": "in_person", "submitted_on": "2025-11-04", **WHO, "content": "开" * 10_001}
    answer = client.post("/office/requests/new/", long)
    assert answer.status_code == 422
    assert "开" * 10_001 in answer.content.decode()  # nothing that was typed is lost


def test_script_in_every_field_is_text_on_every_page(client):
    hostile = {
        "channel": "in_person",
        "submitted_on": "2025-11-04",
        "evidence": SCRIPT,
        "applicant_type": "business",
        "applicant_name": SCRIPT,
        "contact": SCRIPT,
        "address": SCRIPT,
        "content": SCRIPT,
    }
    client.post("/office/requests/new/", hostile)
    request = Request.objects.get()
    case = f"/office/requests/{request.pk}/"
    for path in (case, f"{case}work/", f"{case}work/split/", f"{case}edit/", "/office/requests/", "/office/"):
        shown = client.get(path).content.decode()
        assert SCRIPT not in shown, path
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(f"{case}work/").content.decode()


def test_a_malformed_identity_number_comes_back_with_all_that_was_typed(client):
    typed = {
        "channel": "in_person",
        "submitted_on": "2025-11-04",
        **WHO,
        "identity_number": "52990019900101001X",
    }
    answer = client.post("/office/requests/new/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "校验位" in text and "52990019900101001X" in text and "王小明" in text


def test_the_dates_follow_the_channel_without_losing_what_was_typed(client):
    shown = client.get("/office/requests/new/receipt/?channel=registered_mail&signed_on=2025-11-01")
    text = shown.content.decode()
    assert "以机关签收之日为收到之日" in text and 'value="2025-11-01"' in text
    assert "submitted_on" not in text
    shown = client.get("/office/requests/new/receipt/?channel=ordinary_mail").content.decode()
    assert "信件寄到日期" in shown and "双方确认日期" in shown


def test_an_application_that_waits_for_confirmation_says_how_long_it_has_waited(clerk, register):
    register(date(2025, 10, 31), channel="online", today=TODAY)
    [row] = desk_of(queries, clerk, TODAY)
    assert (row.what, row.mark, row.due_words) == ("确认收到申请：申〔2025〕1号", "soon", "已等2个工作日")


def test_the_log_of_a_scan_tells_no_file_name(register):
    register(TODAY, scan=upload("王小明身份证.pdf"), today=TODAY)
    entry = Entry.objects.get(event="request.paper_added")
    assert entry.data["kind"] == "application"
    assert "王小明" not in str(entry.data)


def test_only_those_who_handle_requests_add_papers(register, make_post, other_agency):
    request = register(TODAY, today=TODAY)
    for actor in (make_post("contributor"), make_post("clerk", name="外人", agency=other_agency)):
        with pytest.raises(Refused):
            actions.attach(actor, request, upload())

"""Drafting: two people, files that are not what they say, annual reports."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from gongkai.apps.agencies.uploads import clean_name
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Attachment, Item
from gongkai.law.refusals import Refused


def docx(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members or ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(member, "<x/>")
    return file.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_the_second_of_two_clerks_is_refused_with_the_name_of_the_first(item, clerk, make_post):
    second = make_post("clerk", name="王芳")
    opened = item.version
    actions.revise(clerk, item, version=opened, body="陈雨的修改")
    with pytest.raises(Refused, match="您打开之后，陈雨已于12月08日 10:00修改了本件。您填写的内容保留在下方"):
        actions.revise(second, item, version=opened, body="王芳的修改")
    assert Item.objects.get().body == "陈雨的修改"


def test_every_saved_wording_is_kept_with_its_editor(item, clerk, make_post):
    second = make_post("clerk", name="王芳")
    actions.revise(second, item, body="第二次")
    assert [
        (saved.version, saved.editor.account.display_name, saved.content["body"])
        for saved in item.revisions.all()
    ] == [(2, "王芳", "第二次"), (1, "陈雨", "第一段。\n第二段。")]


def test_an_author_writes_neither_state_nor_time_nor_number(item, clerk):
    for field in ("published_at", "first_public_on", "index_number", "state", "payload"):
        with pytest.raises(TypeError, match="an author does not write"):
            actions.revise(clerk, item, **{field: "x"})


def test_a_published_item_is_no_longer_revised_or_discarded(reviewed, clerk, website):
    item = actions.publish(clerk, reviewed, [website])
    with pytest.raises(
        Refused, match="本件处于“已发布”状态，不能修改；此时可以增加发布渠道、变更有效性、撤下"
    ):
        actions.revise(clerk, item, body="悄悄改")
    with pytest.raises(Refused, match="不能废弃"):
        actions.discard(clerk, item)


def test_a_column_or_a_document_of_another_agency_is_refused(item, clerk, make_post, other_agency):
    stranger = make_post("clerk", name="外单位", agency=other_agency)
    theirs = actions.open_column(stranger, other_agency, "news", "动态")
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        actions.draft(clerk, theirs, title="越界")
    with pytest.raises(Refused, match="栏目属于其他机关，请重新选择"):
        actions.revise(clerk, item, column=theirs)
    with pytest.raises(Refused, match="所解读的文件须是本机关的另一件信息"):
        actions.revise(clerk, item, interpretation_of=item)


def test_somebody_elses_draft_is_discarded_only_by_its_author_or_a_clerk(item, make_post):
    contributor = make_post("contributor", name="信息员")
    with pytest.raises(Refused, match="请由政务公开经办办理"):
        actions.discard(contributor, item)
    assert actions.discard(make_post("clerk", name="王芳"), item).state == "discarded"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.pdf", b"", "附件“空.pdf”是空文件，请重新选择"),
        ("脚本.exe", b"MZ", "附件“脚本.exe”的类型不能上传，可以上传：pdf、docx"),
        ("改名.pdf", docx(), "附件“改名.pdf”的内容与后缀不符，请用原来的格式上传"),
        ("坏.pdf", PDF[:40], "附件“坏.pdf”已损坏，打不开，请重新导出后上传"),
        (
            "密.pdf",
            PDF.replace(b"<<>>\n%%EOF", b"<</Encrypt 5 0 R>>\n%%EOF"),
            "附件“密.pdf”设有密码，请取消密码后上传",
        ),
        ("坏.docx", docx()[:60], "附件“坏.docx”已损坏，打不开，请重新保存后上传"),
        ("表.xlsx", docx(), "附件“表.xlsx”的内容与后缀不符"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "附件“密.docx”设有密码"),
        ("宏.docx", docx("word/document.xml", "word/vbaProject.bin"), "附件“宏.docx”含有宏"),
        ("图.png", b"GIF89a", "附件“图.png”的内容与后缀不符"),
        ("文.txt", b"\0\0\0", "附件“文.txt”不是文本文件"),
        ("图.tif", b"II\x00\x00", "附件“图.tif”的内容与后缀不符"),
        ("字.txt", b"\xe4\xb8" + b"\xff\xff", "附件“字.txt”不是文本文件"),
    ],
    ids=[
        "empty",
        "exe",
        "renamed",
        "torn pdf",
        "sealed pdf",
        "torn docx",
        "docx as xlsx",
        "sealed docx",
        "macro",
        "gif as png",
        "binary text",
        "no tiff",
        "neither encoding",
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(item, clerk, name, data, sentence):
    with pytest.raises(Refused) as refused:
        actions.attach(clerk, item, ContentFile(data, name=name))
    assert str(refused.value).startswith(sentence)
    assert not Attachment.objects.exists()
    assert Item.objects.get().version == 1


def test_a_file_larger_than_allowed_is_refused(item, clerk, monkeypatch):
    monkeypatch.setattr("gongkai.apps.agencies.uploads.LARGEST", 1024 * 1024)
    with pytest.raises(Refused, match="超过1MB，请压缩或拆分后上传"):
        actions.attach(clerk, item, ContentFile(b"x" * (1024 * 1024 + 1), name="大.txt"))


@pytest.mark.parametrize("head", [b"II*\x00", b"MM\x00*"])
def test_a_scan_of_either_byte_order_is_taken_as_tiff(item, clerk, head):
    actions.attach(clerk, item, ContentFile(head + b"\0" * 8, name="扫描.TIFF"))
    assert Attachment.objects.get().media_type == "image/tiff"


def test_an_attachment_is_content_and_voids_the_review(reviewed, clerk):
    actions.attach(clerk, reviewed, ContentFile(PDF, name="清单.pdf"))
    row = Item.objects.get()
    assert (row.state, row.draft) == ("draft", 2)
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.media_type, attachment.size) == (
        "清单.pdf",
        "application/pdf",
        len(PDF),
    )
    with pytest.raises(Refused, match=r"本件已有附件“清单\.pdf”"):
        actions.attach(clerk, row, ContentFile(PDF, name="清单.pdf"))
    actions.detach(clerk, attachment)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/清单.pdf", "清单.pdf"),
        ("C:\\文件\\清单.pdf", "清单.pdf"),
        ("清\u202e单\x00?.pdf", "清单.pdf"),
        ("  .pdf ", "pdf"),
    ],
)
def test_names_of_files_are_cleaned(given, clean):
    assert clean_name(given) == clean


def test_an_annual_report_is_drawn_by_the_platform_and_passes_the_same_door(
    clerk, columns, reviewers, website
):
    report = actions.draft_report(
        clerk,
        clerk.agency,
        title="测试市应急管理局2025年政府信息公开工作年度报告",
        payload={"year": 2025},
        body_html="<h1>年报</h1>",
        formed_on="2026-01-20",
    )
    assert (report.kind, report.column.code) == ("annual_report", "annual-report")
    with pytest.raises(Refused, match="年报的内容由年报编报生成，请到年报编报修改"):
        actions.revise(clerk, report, title="手改")
    with pytest.raises(Refused, match="年报栏目的信息由年报编报生成"):
        actions.draft(clerk, columns["annual-report"], title="手写年报")
    report = actions.revise_report(clerk, report, body_html="<h1>年报 二稿</h1>")
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.publish(clerk, report, [website])
    report = actions.submit(clerk, report)
    for reviewer in reviewers:
        report = actions.approve(reviewer, report)
    assert actions.publish(clerk, report, [website]).index_number == "MB1A00001/2026-00001"

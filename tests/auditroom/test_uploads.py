"""What may be handed in, and what is refused before anything is kept."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.auditroom import actions, uploads
from gongkai.apps.auditroom.models import Document
from gongkai.apps.auditroom.uploads import Handed, unpacked
from gongkai.law.refusals import Refused
from tests.auditroom.conftest import TODAY


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("年报.zip", out.getvalue())


def test_the_files_of_a_zip_come_in_one_by_one_without_what_systems_put_there():
    handed = unpacked(
        [packed({"市直/商务局.html": b"a", "__MACOSX/._x": b"b", "市直/Thumbs.db": b"c", "水务局.txt": b"d"})]
    )
    assert [(one.name, one.data) for one in handed] == [("商务局.html", b"a"), ("水务局.txt", b"d")]


def test_names_that_a_chinese_system_wrote_in_gbk_are_read():
    raw = packed({"ab.txt": b"x"}).read().replace(b"ab.txt", "局.t".encode("gbk") + b"xt")
    assert [one.name for one in unpacked([SimpleUploadedFile("a.zip", raw)])] == ["局.txt"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused, match="疑为压缩炸弹，未予打开"):
        unpacked([packed({"a.html": b"0" * 20_000_000})])


def test_a_zip_whose_sizes_are_a_lie_is_refused_when_it_unpacks_to_more(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    with pytest.raises(Refused, match=r"压缩包中的“a\.html”超过"):
        unpacked([packed({"a.html": b"0" * 1001})])


def test_a_damaged_zip_is_refused_as_a_whole():
    raw = bytearray(packed({"a.html": b"hello" * 50}, zipfile.ZIP_STORED).read())
    raw[60:70] = b"XXXXXXXXXX"
    with pytest.raises(Refused, match="已损坏，打不开"):
        unpacked([SimpleUploadedFile("a.zip", bytes(raw))])


def test_more_files_than_allowed_are_refused_and_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    with pytest.raises(Refused, match="一次最多上传2个文件"):
        unpacked([SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)])


def test_nothing_chosen_is_refused_with_what_to_choose():
    with pytest.raises(Refused, match="请选择文件、文件夹或压缩包"):
        unpacked([])


def test_a_word_file_is_a_document_and_not_an_archive():
    word = packed({"[Content_Types].xml": b"x", "word/document.xml": b"<x/>"}).read()
    assert [one.name for one in unpacked([SimpleUploadedFile("a.docx", word)])] == ["a.docx"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.html", b"", "文件是空的"),
        ("照片.jpg", b"\xff\xd8\xff\xe0", "图片"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版Office"),
        ("函.txt", "关于开展检查的函。请各单位配合。".encode(), "不是政府信息公开年度报告"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_with_the_reason(take, name, data, says):
    document = take(name, data)
    assert document.status == Document.Status.REFUSED
    assert says in document.message
    assert not document.findings.exists()


def test_the_same_bytes_are_taken_once(take, page, overseer, round_):
    take("a.html", page())
    assert actions.upload(overseer, round_, [Handed("b.html", page())]) == []


def test_an_older_file_that_comes_again_is_current_again(take, page):
    first = take("a.html", page(total=4))
    second = take("b.html", page())
    again = take("a.html", page(total=4))
    second.refresh_from_db()
    assert again.pk == first.pk
    assert again.replaced_by is None
    assert second.replaced_by == first


def test_the_agency_is_known_by_its_full_name(take, page, other_agency):
    assert take("a.html", page("测试市商务局")).agency == other_agency
    assert take("b.html", page("外省某某局")).agency is None


def test_reading_goes_on_where_it_stopped(overseer, round_, page):
    files = [Handed(f"{n}.html", page(f"测试市第{n}局")) for n in range(3)]
    actions.upload(overseer, round_, files)
    assert actions.read_waiting(overseer, round_, seconds=0) == 2
    assert actions.read_waiting(overseer, round_, seconds=60) == 0
    assert round_.documents.filter(status="read").count() == 3


def test_a_fault_of_the_reader_is_a_refusal_of_that_file_only(overseer, round_, page, monkeypatch):
    def broken(data, name=""):
        raise ZeroDivisionError

    monkeypatch.setattr("gongkai.apps.auditroom.reading.read", broken)
    actions.upload(overseer, round_, [Handed("a.html", page())])
    actions.read_waiting(overseer, round_, seconds=60)
    assert "ZeroDivisionError" in round_.documents.get().message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"year": 2013}, "没有全国统一的年度报告统计表"),
        ({"year": 2027}, "还没有到"),
        ({"due": date(2025, 6, 1)}, "应公布日期应当在2026年以后"),
        ({"title": " "}, "请填写审核任务的名称"),
        ({"title": "2025年度市直部门"}, "已有名为“2025年度市直部门”的审核任务"),
    ],
)
def test_a_round_that_cannot_be_is_refused(overseer, round_, change, says):
    how = {"year": 2025, "title": "又一个", "due": date(2026, 1, 31)} | change
    with pytest.raises(Refused, match=says):
        actions.open_round(overseer, **how, today=TODAY)


def test_a_clerk_opens_no_round(clerk):
    with pytest.raises(Refused, match="请由主管部门办理"):
        actions.open_round(clerk, year=2025, title="x", due=date(2026, 1, 31), today=TODAY)

"""The search finds a secret in whatever form, and no secret where there is none."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from gongkai.redaction import Leak, leaks


def found(data: bytes, *secrets: str, name: str = "a.bin") -> set[str]:
    return {leak.secret for leak in leaks(data, name, secrets)}


@pytest.mark.parametrize(
    "data",
    [
        "联系人：欧 阳 明 月".encode(),
        "欧阳\r\n明月".encode(),
        b"\0\1\2" + "欧阳明月".encode("utf-16-le"),
        b"\0\1" + "欧阳明月".encode("utf-16-be"),
        b"\xff\xfe\0\1" + "欧阳明月".encode("gb18030"),
        "欧阳明月".encode("utf-16-be").hex().encode(),
        b"x" + base64.b64encode("材料：欧阳明月。".encode()),
        b"&#27431;&#38451;&#26126;&#26376;",
        b"https://example.invalid/%E6%AC%A7%E9%98%B3%E6%98%8E%E6%9C%88",
        b'{"name": "\\u6b27\\u9633\\u660e\\u6708"}',
        "<d><a>欧<b>阳</b>明</a><a title='x'>月</a></d>".encode(),
        "<a title='欧阳明月'/>".encode(),
        "<a><!-- 欧阳明月 --></a>".encode(),
    ],
)
def test_a_name_is_found_in_every_form(data):
    assert found(data, "欧阳明月") == {"欧阳明月"}


@pytest.mark.parametrize("text", ["139 1234 5678", "１３９１２３４５６７８"])
def test_a_phone_number_is_found_however_it_is_written(text):
    assert found(text.encode(), "13912345678", name="a.txt") == {"13912345678"}


def test_a_short_number_is_found_as_a_whole_number_only():
    assert found("共12件".encode(), "12") == {"12"}
    assert found("2012年1 2日".encode(), "12") == set()


def test_a_single_character_is_no_secret():
    assert found("性别：男".encode(), "男") == set()


def test_two_characters_of_two_paragraphs_make_no_name_but_those_of_two_runs_do():
    assert found("<d><p><t>桃李</t></p><p><t>明天</t></p></d>".encode(), "李明") == set()
    assert found("<d><p><r><t>桃李</t></r><r><t>明天</t></r></p></d>".encode(), "李明") == {"李明"}


def test_a_short_latin_word_is_not_looked_for_among_the_names_of_a_format():
    assert found(b"<w val='main'><t>other</t></w>", "main") == set()
    assert found(b"<w><t>main</t></w>", "main") == {"main"}


def test_files_in_files_are_taken_apart():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "名单：欧阳明月".encode("gb18030"))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/embeddings/b.bin", inner.getvalue())
    places = {leak.place for leak in leaks(outer.getvalue(), "a.docx", ["欧阳明月"])}
    assert places == {"a.txt", "a.txt（字节）"}


def test_the_name_of_the_file_counts_too():
    assert leaks(b"x", "关于欧阳明月的材料.txt", ["欧阳明月"]) == [Leak("文件名", "欧阳明月")]
    assert str(Leak("文件名", "欧阳明月")) == "文件名中仍有“欧阳明月”"

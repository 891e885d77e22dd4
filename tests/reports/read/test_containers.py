"""Files: encodings, refusals with the contract's reasons, bombs."""

import io
import zipfile
from random import Random

import pytest

from gongkai.reports.read import read
from gongkai.reports.write import write
from tests.reports.read import mangle

REPORT = mangle.report("2021", Random(5))
PAGE = mangle.html(REPORT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5"])
def test_the_encoding_is_found_whatever_the_page_declares(encoding, declared):
    meta = f'<head><meta charset="{declared}">' if declared else "<head>"
    assert read(PAGE.replace("<head>", meta, 1).encode(encoding), "x.html").figures == REPORT.figures


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_that_was_decoded_wrongly_once_is_mended(encoding):
    broken = mangle.pipes(REPORT).encode(encoding).decode("latin-1")
    assert read(broken.encode("utf-8"), "x.txt").figures == REPORT.figures


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html><body></body></html>", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unreadable"),
        (b"%PDF-1.7\ngarbage", "unreadable"),
        (b"PK\x03\x04garbage", "unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{not json", "unreadable"),
        (b'{"a": 1}', "not_an_annual_report"),
        (
            "关于报送2023年政府信息公开工作年度报告的函\n县政府办公室：\n现将年度报告报送你们。".encode(),
            "not_an_annual_report",
        ),
        ("今天的天气很好。".encode() * 100, "not_an_annual_report"),
        (("\ufffd" * 30 + "公开年度报告") * 50, "unreadable"),
        (bytes(range(128, 256)) * 40, "unreadable"),
        (b"x" * 30_000_001, "too_large"),
    ],
    ids=range(16),
)
def test_what_cannot_be_read_is_refused_with_its_reason_and_a_sentence(data, reason):
    reading = read(data if isinstance(data, bytes) else data.encode(), "x")
    assert (reading.status, reading.reason) == ("refused", reason)
    assert reading.message.endswith("。")
    assert reading.figures == {}


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            target.writestr(member, content if member == name else source.read(member))
    return out.getvalue()


@pytest.mark.parametrize(
    ("ending", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")]
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(ending, part):
    reading = read(_with_part(write(REPORT, ending), part, b" " * 70_000_000), f"x.{ending}")
    assert (reading.status, reading.reason) == ("refused", "too_large")


@pytest.mark.parametrize(
    ("ending", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")]
)
def test_an_entity_bomb_is_refused(ending, part):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    assert read(_with_part(write(REPORT, ending), part, bomb), f"x.{ending}").status == "refused"


def test_deeply_nested_markup_does_not_stop_the_reader():
    nested = PAGE.replace("<body>", "<body>" + "<div>" * 5000, 1)
    assert read(nested.encode(), "x.html").status in ("read", "refused")


@pytest.mark.parametrize("ending", ["html", "docx", "xlsx", "pdf"])
def test_mutated_files_never_crash_the_reader(ending):
    data = write(REPORT, ending)
    for seed in range(40 if ending == "html" else 8):
        random = Random(seed)
        broken = bytearray(data)
        for _ in range(random.randint(1, 30)):
            at = random.randrange(len(broken))
            if random.random() < 0.5:
                broken[at] = random.randrange(256)
            else:
                del broken[at : at + random.randint(1, 200)]
        assert read(bytes(broken), f"x.{ending}").status in ("read", "refused")


def test_mutated_text_never_crashes_the_reader():
    texts = [mangle.pipes(REPORT), mangle.glued(REPORT), mangle.one_a_line(REPORT)]
    for seed in range(60):
        random = Random(seed)
        letters = list(random.choice(texts))
        for _ in range(random.randint(1, 60)):
            at = random.randrange(len(letters))
            letters[at : at + random.randint(0, 5)] = random.choice(
                ["", "|", "\n", "0", "9", "（", "\x00", "总计", "1.", "\t"]
            )
        assert read("".join(letters).encode("utf-8", "replace"), "x").status in ("read", "refused")

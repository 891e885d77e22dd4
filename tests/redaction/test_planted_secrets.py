"""Two hundred generated files, a secret planted in each: none leaves, what is to stay stays, and the search finds it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pypdfium2
import pytest
from PIL import Image

from gongkai.redaction import Mark, Redacted, leaks, outline, redact
from tests.redaction import planted_docx, planted_pdf, planted_pictures, planted_xlsx

SECRETS = ("欧阳明月", "13912345678", "幸福路18号院3单元")
REASON = "涉及个人隐私，公开会损害其合法权益"

DOCX = [*planted_docx.MARKED, *planted_docx.UNSEEN, *planted_docx.IN_PACKAGE]
XLSX = [*planted_xlsx.MARKED, *planted_xlsx.UNSEEN]
PDF = [*planted_pdf.TYPST_MARKED, *planted_pdf.TYPST_UNSEEN, *planted_pdf.PDFIUM_UNSEEN]
secrets = pytest.mark.parametrize("secret", SECRETS)


def test_there_are_at_least_two_hundred_files():
    plants = len(DOCX) + len(XLSX) + len(PDF) + len(planted_pictures.PICTURES) + len(planted_pictures.TEXTS)
    assert plants * len(SECRETS) >= 200


def withheld(data: bytes, name: str, secret: str, marked: bool, kept: str) -> Redacted:
    """The file without the secret; where nothing of it is to be seen, a harmless word is marked in its stead."""
    assert secret in {leak.secret for leak in leaks(data, name, [secret])}
    made = redact(data, name, [Mark("15", REASON, text=secret if marked else kept)])
    assert leaks(made.data, made.name, [*made.secrets, secret]) == []
    assert not stands_in(made.data, secret)
    return made


def stands_in(data: bytes, secret: str) -> bool:
    """A plain search of its own: all zip parts and zlib streams, in four encodings."""
    pieces = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pieces += [archive.read(name) for name in archive.namelist()]
            pieces += [re.sub(rb"<[^>]*>", b"", piece) for piece in pieces[1:]]
    for found in re.finditer(rb"stream\n", data):
        try:
            pieces.append(zlib.decompress(data[found.end() : data.find(b"\nendstream", found.end())]))
        except zlib.error:
            continue
    encodings = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    return any(secret.encode(encoding) in piece for piece in pieces for encoding in encodings)


@pytest.mark.parametrize("plant", DOCX)
@secrets
def test_a_docx_leaves_without_the_secret_and_with_the_rest(secret, plant):
    marked = plant in planted_docx.MARKED
    made = withheld(planted_docx.docx(secret, plant), "材料.docx", secret, marked, "备注栏目")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        text = re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode())
        assert {name for name in archive.namelist() if "media" not in name} == {
            "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml",
            "word/header1.xml", "word/footer1.xml", "word/styles.xml",
        }  # fmt: skip
    assert all(kept in text for kept in planted_docx.KEPT)
    assert "依据条例第十五条不予公开，涉及个人隐私" in text


@pytest.mark.parametrize("plant", XLSX)
@secrets
def test_an_xlsx_leaves_without_the_secret_and_with_the_rest(secret, plant):
    marked = plant in planted_xlsx.MARKED
    made = withheld(planted_xlsx.xlsx(secret, plant), "台账.xlsx", secret, marked, "办结三百二十一件")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        text = archive.read("xl/sharedStrings.xml").decode()
    assert planted_xlsx.KEPT[0] in text and planted_xlsx.KEPT[2] in text
    assert "依据条例第十五条不予公开" in text


@pytest.mark.parametrize("plant", PDF)
@secrets
def test_a_pdf_leaves_without_the_secret_and_with_the_rest(secret, plant):
    data = planted_pdf.pdf(secret, plant)
    by_hand = plant in planted_pdf.BY_HAND
    marked = plant in planted_pdf.TYPST_MARKED
    made = withheld(data, "批复.pdf", secret, marked, "Kept" if by_hand else "请按程序办理")
    pages = pypdfium2.PdfDocument(made.data)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert all(kept in text for kept in (("line",) if by_hand else planted_pdf.KEPT[:2]))
    assert "依据条例第十五条不予公开" in text
    assert pages.get_metadata_dict(skip_empty=True) == {}
    assert pages.count_attachments() == 0
    pages.close()


@pytest.mark.parametrize("plant", planted_pictures.PICTURES)
@secrets
def test_a_picture_leaves_without_the_secret_and_with_its_pixels(secret, plant):
    name, make = planted_pictures.PICTURES[plant]
    data = make(secret)
    assert secret in {leak.secret for leak in leaks(data, name, [secret])}
    made = redact(data, name, [Mark("15", REASON, page=1, rect=(0.05, 0.1, 0.4, 0.4))])
    assert leaks(made.data, made.name, [secret]) == []
    shown = Image.open(io.BytesIO(made.data))
    left_over = set(shown.info) - {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "compression",
        "dpi",
        "resolution",
    }
    assert shown.size == planted_pictures.SIZE and left_over == set()
    assert max(shown.convert("RGB").getpixel((50, 40))) < 10
    assert all(
        abs(got - was) < 12
        for got, was in zip(shown.convert("RGB").getpixel((190, 125)), planted_pictures.BLUE, strict=True)
    )


@pytest.mark.parametrize("plant", planted_pictures.TEXTS)
@secrets
def test_a_text_leaves_without_the_secret_and_with_the_rest(secret, plant):
    made = withheld(planted_pictures.TEXTS[plant](secret), "说明.txt", secret, True, "")
    text = made.data.decode("utf-8-sig")
    assert all(kept in text for kept in planted_pictures.TEXT_KEPT)
    assert "来信人■■〔1〕，地址略。" in text
    assert "〔1〕第2行：依据条例第十五条不予公开，涉及个人隐私" in text


@pytest.mark.parametrize("plant", [*planted_docx.UNSEEN, *planted_docx.IN_PACKAGE])
def test_what_nobody_sees_in_a_docx_is_not_offered_for_marking_either(plant):
    document = outline(planted_docx.docx("欧阳明月", plant), "材料.docx")
    assert not any("欧阳明月" in part.text for part in document.parts)


@pytest.mark.parametrize("plant", planted_pdf.TYPST_UNSEEN)
def test_what_nobody_sees_in_a_pdf_is_not_offered_for_marking_either(plant):
    document = outline(planted_pdf.pdf("欧阳明月", plant), "批复.pdf")
    assert not any("欧阳明月" in line.text for page in document.pages for line in page.lines)

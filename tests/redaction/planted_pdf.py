"""PDF files with a secret in one place each: set by typst, changed by pdfium."""

from __future__ import annotations

import ctypes
import io
import zlib
from collections.abc import Callable
from functools import cache

import pylopdf_fonts_zh_cn as fonts
import pypdfium2
import typst
from pypdfium2 import raw

KEPT = ("关于水库除险加固工程的批复", "工程总投资一千二百万元，工期十八个月。", "请按程序办理。")

# typst put between the second and the third kept line; SECRET stands for the secret.
TYPST_MARKED = {
    "plain": "投诉人SECRET来电反映。",
    "bold": "*负责人SECRET签收*",
    "broken over lines": "#block(width: 3.2em)[SECRET]",
    "table": "#table(columns: 2, [姓名], [SECRET])",
    "turned": "#rotate(90deg, reflow: true)[SECRET]",
    "grey": '#text(fill: rgb("#777777"))[SECRET]',
    "page header": '#set page(header: "报送SECRET阅")\n#pagebreak()',
}
TYPST_UNSEEN = {
    "white": "#text(fill: white)[SECRET]",
    "nearly white": '#text(fill: rgb("#f4f4f4"))[SECRET]',
    "under a bar": "#box[SECRET#place(top + left, dx: -1em, dy: -1em, rect(width: 40em, height: 3em, fill: black))]",
    "under a picture": "#box[SECRET#place(top + left, dx: -1em, dy: -1em, image(bytes(SVG), width: 30em, height: 3em))]",
    "off the page": "#place(dx: -900pt)[SECRET]",
    "tiny": "#text(size: 1pt)[SECRET]",
    "author": '#set document(author: "SECRET")',
    "title": '#set document(title: "SECRET")',
    "keywords": '#set document(keywords: ("SECRET",))',
    "link": '#link("https://example.invalid/SECRET")[网址]',
    "bookmark": '#hide(place(heading(bookmarked: true, "SECRET")))',
}
SVG = (
    '"<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 300 30\\"><rect width=\\"300\\" height=\\"30\\" fill=\\"#fff\\"/>'
    '<path d=\\"M0 0L300 30M0 30L300 0M0 15L300 15M0 5L300 25M0 25L300 5\\" stroke=\\"#000\\"/></svg>"'
)


@cache
def _compiler() -> typst.Compiler:
    folders = sorted({str(path.parent) for path in (fonts.sans_path(), fonts.serif_path())})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=known)


def pdf(secret: str, plant: str) -> bytes:
    """A page of three kept lines and the secret in that place."""
    inside = {**TYPST_MARKED, **TYPST_UNSEEN}.get(plant, "").replace("SVG", SVG).replace("SECRET", secret)
    head = '#set page(paper: "a4")\n#set text(font: "Noto Sans SC", size: 12pt, lang: "zh")\n'
    text = f"{head}\n{KEPT[0]}\n\n{KEPT[1]}\n\n{inside}\n\n{KEPT[2]}\n"
    made = _compiler().compile(input=text.encode(), format="pdf")
    return PDFIUM_UNSEEN[plant](made, secret) if plant in PDFIUM_UNSEEN else made


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def attachment(data: bytes, secret: str) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document.new_attachment("名单.txt").set_data(f"名单：{secret}".encode("gb18030"))
    return _saved(document)


def attachment_name(data: bytes, secret: str) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document.new_attachment(f"{secret}.txt").set_data(b"1")
    return _saved(document)


def annotation(data: bytes, secret: str) -> bytes:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
    wide = ctypes.create_string_buffer(secret.encode("utf-16-le") + b"\0\0")
    raw.FPDFAnnot_SetStringValue(note, b"Contents", ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPage_CloseAnnot(note)
    return _saved(document)


def invisible(data: bytes, secret: str) -> bytes:
    document = pypdfium2.PdfDocument(_compiler().compile(input=_alone(secret), format="pdf"))
    page = document[0]
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    page.gen_content()
    joined = pypdfium2.PdfDocument(data)
    joined.import_pages(document)
    return _saved(joined)


def _alone(secret: str) -> bytes:
    return f'#set text(font: "Noto Sans SC")\n{secret}'.encode()


def older_version(data: bytes, secret: str) -> bytes:
    """The page with the secret, and appended to it an update that shows the page without."""
    old = _compiler().compile(input=_alone(secret), format="pdf")
    return old + b"\n" + data


def loose_object(data: bytes, secret: str) -> bytes:
    """A stream that no table names, before the end of the file."""
    packed = zlib.compress(f"x {secret} y".encode())
    loose = b"999 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n"
    return data + b"\n" + loose + b"%%EOF\n"


def behind_the_end(data: bytes, secret: str) -> bytes:
    return data + f"\n{secret}\n%%EOF\n".encode()


def script(data: bytes, secret: str) -> bytes:
    """A document of its own: typst sets no scripts and no forms."""
    words = (b"\xfe\xff" + f'app.alert("{secret}")'.encode("utf-16-be")).hex()
    return _by_hand(f"/OpenAction<</S/JavaScript/JS<{words}>>>")


def form(data: bytes, secret: str) -> bytes:
    words = (b"\xfe\xff" + secret.encode("utf-16-be")).hex()
    field = f"<</FT/Tx/T(name)/V<{words}>/Type/Annot/Subtype/Widget/Rect[0 0 100 20]>>"
    return _by_hand(f"/AcroForm<</Fields[{field}]>>")


def _by_hand(catalogue: str) -> bytes:
    shown = b"BT /F 12 Tf 72 700 Td (Kept line) Tj ET"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalogue}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n" % len(shown) + shown + b"\nendstream",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


PDFIUM_UNSEEN: dict[str, Callable[[bytes, str], bytes]] = {
    "attachment": attachment,
    "attachment name": attachment_name,
    "annotation": annotation,
    "invisible": invisible,
    "older version": older_version,
    "loose object": loose_object,
    "behind the end": behind_the_end,
    "script": script,
    "form": form,
}
BY_HAND = {"script", "form"}

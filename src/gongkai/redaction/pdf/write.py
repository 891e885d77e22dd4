"""A PDF written from nothing: each page one picture, with its text in an invisible layer to search and read aloud."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

from gongkai.redaction.pdf.pages import Box

EM = 1000
NARROW = 500


@dataclass(frozen=True, slots=True)
class Word:
    """A text to be laid over a box of the page picture (pixels)."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to write: its size in points, its picture as encoded, its text as lines of words."""

    width: float
    height: float
    pixels: tuple[int, int]
    image: bytes  # a stream object's dictionary entries and data, of `encoded`
    lines: tuple[tuple[Word, ...], ...]


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """The PDF file. It has pages, pictures and one font without shapes; no metadata, no links, nothing else."""
    codes = _codes(sheets)
    objects: list[bytes] = [b"", b"", *_font(codes, first=3)]
    pages = []
    for sheet in sheets:
        number = len(objects) + 1
        pages.append(number)
        objects += [
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet.width:.2f} {sheet.height:.2f}]"
                f"/Resources<</Font<</F 3 0 R>>/XObject<</I {number + 2} 0 R>>>>/Contents {number + 1} 0 R>>"
            ).encode(),
            _stream(b"", _content(sheet, codes)),
            sheet.image,
        ]
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>"
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()
    return _file(objects)


def encoded(picture: Image.Image) -> bytes:
    """The picture as a PDF image object: 16 colours for print, JPEG where that is smaller (photographs)."""
    width, height = picture.size
    entries = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
    few = picture.quantize(16, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    flat = _png_data(few)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=80)
    if len(jpeg.getvalue()) < len(flat):
        entries += "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        return _object(entries, jpeg.getvalue())
    palette = bytes(few.getpalette() or [])[: 3 * 16].ljust(3 * 16, b"\0")
    entries += f"/ColorSpace[/Indexed/DeviceRGB 15<{palette.hex()}>]/BitsPerComponent 4/Filter/FlateDecode"
    entries += f"/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 4/Columns {width}>>"
    return _object(entries, flat)


def _png_data(few: Image.Image) -> bytes:
    """The compressed rows of a picture of 16 colours, as PNG and PDF both keep them."""
    out = io.BytesIO()
    few.save(out, "PNG", bits=4)
    data, at, rows = out.getvalue(), 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            rows += data[at + 8 : at + 8 + length]
        at += 12 + length
    return rows


def _codes(sheets: Iterable[Sheet]) -> dict[str, int]:
    """A code for each character of the file, from 1, in the order of Unicode."""
    seen = {char for sheet in sheets for line in sheet.lines for word in line for char in word.text}
    return {char: number for number, char in enumerate(sorted(seen), 1)}


def _content(sheet: Sheet, codes: dict[str, int]) -> bytes:
    scale = sheet.width / sheet.pixels[0]
    parts = [f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /I Do Q", "BT 3 Tr"]
    for line in sheet.lines:
        parts.append(_line(line, sheet.height, scale, codes))
    return "\n".join([*parts, "ET"]).encode()


def _line(line: tuple[Word, ...], height: float, scale: float, codes: dict[str, int]) -> str:
    """One line: every character at its own place, by the adjustments between them."""
    bottom = max(word.box[3] for word in line)
    size = max((bottom - min(word.box[1] for word in line)) * scale, 1.0)
    start = line[0].box[0] * scale
    shown, at = [], start
    for word in line:
        step = (word.box[2] - word.box[0]) * scale / len(word.text)
        for place, char in enumerate(word.text):
            left = word.box[0] * scale + place * step
            if move := round((at - left) / size * EM):
                shown.append(str(move))
                at -= move * size / EM
            shown.append(f"<{codes[char]:04x}>")
            at += _advance(char) * size / EM
    return f"/F {size:.2f} Tf 1 0 0 1 {start:.2f} {height - bottom * scale + size * 0.15:.2f} Tm [{''.join(shown)}] TJ"


def _advance(char: str) -> int:
    return NARROW if char.isascii() else EM


def _font(codes: dict[str, int], first: int) -> list[bytes]:
    """Five objects: a font whose glyphs have no shape, with the table that says which character each code is."""
    narrow = [f"{code}[{NARROW}]" for char, code in codes.items() if char.isascii()]
    return [
        (
            f"<</Type/Font/Subtype/Type0/BaseFont/Blank/Encoding/Identity-H"
            f"/DescendantFonts[{first + 1} 0 R]/ToUnicode {first + 4} 0 R>>"
        ).encode(),
        (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Blank/CIDToGIDMap {first + 5} 0 R"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW {EM}/W[{''.join(narrow)}]/FontDescriptor {first + 2} 0 R>>"
        ).encode(),
        (
            f"<</Type/FontDescriptor/FontName/Blank/Flags 4/FontBBox[0 -150 {EM} 850]/ItalicAngle 0"
            f"/Ascent 850/Descent -150/CapHeight 850/StemV 80/FontFile2 {first + 3} 0 R>>"
        ).encode(),
        _stream(b"", _blank_font()),
        _stream(b"", _to_unicode(codes)),
        _stream(b"", b"\0\1" * (len(codes) + 1)),
    ]


def _to_unicode(codes: dict[str, int]) -> bytes:
    lines = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()


def _blank_font() -> bytes:
    """The smallest TrueType font that readers accept: two glyphs, both without outline."""
    tables = {
        b"glyf": b"\0\0\0\0",
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            EM,
            0,
            0,
            0,
            -150,
            EM,
            850,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 850, -150, 0, EM, 0, 0, EM, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">HhHh", EM, 0, EM, 0),
        b"loca": struct.pack(">III", 0, 0, 0),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, *[0] * 4, 1, *[0] * 8),
    }
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    at, directory, body = len(head) + 16 * len(tables), b"", b""
    for tag, table in tables.items():
        padded = table.ljust(-(-len(table) // 4) * 4, b"\0")
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(table))
        body += padded
    return head + directory + body


def _stream(entries: bytes, data: bytes) -> bytes:
    return _object(entries.decode() + "/Filter/FlateDecode", zlib.compress(data, 9))


def _object(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()

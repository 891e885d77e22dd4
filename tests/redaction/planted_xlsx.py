"""XLSX files with a secret in one place each; built with openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.redaction.planted_docx import exif_picture

KEPT = ("行政许可事项办理台账", "办结三百二十一件", "2026-03-05")

MARKED: dict[str, Callable[[Workbook, str], None]] = {}
UNSEEN: dict[str, Callable[[Workbook, str], None]] = {}


def xlsx(secret: str, plant: str) -> bytes:
    """A workbook of three kept values and the secret in that place."""
    book = Workbook()
    sheet = book.active
    for row, value in enumerate(KEPT, 1):
        sheet.cell(row, 1, value)
    {**MARKED, **UNSEEN}[plant](book, secret)
    out = io.BytesIO()
    book.save(out)
    return _with_macro(out.getvalue(), secret) if plant == "macro" else out.getvalue()


def _with_macro(data: bytes, secret: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\1\2" + secret.encode("utf-16-le"))
    return out.getvalue()


def cell(book: Workbook, secret: str) -> None:
    book.active["B2"] = secret


def within(book: Workbook, secret: str) -> None:
    book.active["B2"] = f"申请人{secret}（本人）"


def number(book: Workbook, secret: str) -> None:
    book.active["C4"] = int(secret) if secret.isascii() and secret.isdigit() else secret


def sheet_name(book: Workbook, secret: str) -> None:
    book.create_sheet(secret)["A1"] = "另一张表的内容"


MARKED |= {"cell": cell, "within": within, "number": number, "sheet name": sheet_name}


def hidden_sheet(book: Workbook, secret: str) -> None:
    sheet = book.create_sheet("底稿")
    sheet["A1"], sheet.sheet_state = secret, "hidden"


def very_hidden_sheet(book: Workbook, secret: str) -> None:
    sheet = book.create_sheet("底稿")
    sheet["A1"], sheet.sheet_state = secret, "veryHidden"


def hidden_row(book: Workbook, secret: str) -> None:
    book.active["A9"] = secret
    book.active.row_dimensions[9].hidden = True


def hidden_column(book: Workbook, secret: str) -> None:
    book.active["H1"] = secret
    book.active.column_dimensions["H"].hidden = True


def comment(book: Workbook, secret: str) -> None:
    book.active["A1"].comment = Comment(f"核对人{secret}", "某")


def white(book: Workbook, secret: str) -> None:
    book.active["D1"] = secret
    book.active["D1"].font = Font(color="FFFFFFFF")


def on_its_own_ground(book: Workbook, secret: str) -> None:
    book.active["D1"] = secret
    book.active["D1"].font = Font(color="FF1F4E79")
    book.active["D1"].fill = PatternFill("solid", fgColor="FF1F4E79")


def shows_nothing(book: Workbook, secret: str) -> None:
    book.active["D1"] = secret
    book.active["D1"].number_format = ";;;"


def creator(book: Workbook, secret: str) -> None:
    book.properties.creator = secret


def custom(book: Workbook, secret: str) -> None:
    book.custom_doc_props.append(StringProperty(name="来源", value=secret))


def defined_name(book: Workbook, secret: str) -> None:
    book.defined_names["来源"] = DefinedName("来源", attr_text=f'"{secret}"')


def validation(book: Workbook, secret: str) -> None:
    rule = DataValidation("list", formula1=f'"{secret},其他"')
    rule.prompt = f"可选{secret}"
    rule.add("A1")
    book.active.add_data_validation(rule)


def page_header(book: Workbook, secret: str) -> None:
    book.active.oddHeader.center.text = secret


def formula(book: Workbook, secret: str) -> None:
    book.active["E1"] = f'=IF(TRUE,"{secret}","")'


def number_format(book: Workbook, secret: str) -> None:
    book.active["E1"] = 1
    book.active["E1"].number_format = f'0"{secret}"'


def picture(book: Workbook, secret: str) -> None:
    book.active.add_image(SheetPicture(io.BytesIO(exif_picture(secret))), "F1")


UNSEEN |= {
    "hidden sheet": hidden_sheet,
    "very hidden sheet": very_hidden_sheet,
    "hidden row": hidden_row,
    "hidden column": hidden_column,
    "comment": comment,
    "white": white,
    "on its own ground": on_its_own_ground,
    "shows nothing": shows_nothing,
    "creator": creator,
    "custom property": custom,
    "defined name": defined_name,
    "validation": validation,
    "page header": page_header,
    "formula": formula,
    "number format": number_format,
    "picture exif": picture,
    "macro": lambda book, secret: None,
}

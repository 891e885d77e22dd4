"""PDF with a text layer to the neutral document: text by pdfium, ruled tables by pdfplumber."""

from __future__ import annotations

import logging
import re
from io import BytesIO

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from gongkai.paper.pdfium import PDFIUM
from gongkai.reports.read.document import Cell, Document, Row, Table, Unreadable
from gongkai.reports.read.text import is_page_number

_PAGES = 300
_SPACE = re.compile(r"\s+")
_TABLE = re.compile(
    "信息内容|申请人情况|数量|结果维持|维持|统计指标|指标名称|计量单位|办理结果|不予公开|不予处理"
)

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def document(data: bytes) -> Document:
    """The pages in order. Raises Unreadable for a password, damage, or a scan without text."""
    with PDFIUM:
        return _opened(data)


def _opened(data: bytes) -> Document:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("encrypted", "PDF有密码保护，请去掉密码后再试。") from error
        raise Unreadable("unreadable", "PDF已损坏，无法打开，请重新导出后再试。") from error
    try:
        return _document(pdf, data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("unreadable", "PDF已损坏，无法打开，请重新导出后再试。") from error
    finally:
        pdf.close()


def _document(pdf: pypdfium2.PdfDocument, data: bytes) -> Document:
    count = len(pdf)
    if count == 0:
        raise Unreadable("empty", "PDF没有页面，请核对是否上传了正确的文件。")
    if count > _PAGES:
        raise Unreadable("too_large", f"PDF有{count}页，超过{_PAGES}页，请只保留年度报告后再试。")
    texts = []
    for number in range(count):
        page = pdf[number]
        textpage = page.get_textpage()
        texts.append(textpage.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
        textpage.close()
        page.close()
    if sum(len(text.strip()) for text in texts) < 50:
        raise Unreadable("unreadable", "PDF是扫描件，没有文字层，请上传可复制文字的PDF或Word文件。")
    tables = _tables(data, [number for number, text in enumerate(texts) if _has_table(text)])
    result = Document("pdf")
    for number, text in enumerate(texts):
        result.new_page(number + 1)
        at = len(result.lines)
        for line in _page_lines(text):
            result.add_line(line)
        for rows in tables.get(number, ()):
            table = Table()
            for cells in rows:
                at = _add_row(result, table, cells, at)
            result.blocks.append(table)
    return result


def _has_table(text: str) -> bool:
    return _TABLE.search(re.sub(r"\s", "", text)) is not None


def _page_lines(text: str) -> list[str]:
    lines = [line.replace("\ufffe", "-") for line in text.split("\n")]
    return ["" if is_page_number(line) else line for line in lines]


def _tables(data: bytes, pages: list[int]) -> dict[int, list[list[list[str]]]]:
    """Page → its ruled tables with more than one column; cells covered by a span are left out."""
    found: dict[int, list[list[list[str]]]] = {}
    if not pages:
        return found
    try:
        with pdfplumber.open(BytesIO(data), pages=[number + 1 for number in pages]) as pdf:
            for number, page in zip(pages, pdf.pages, strict=True):
                tables = [
                    [[cell for cell in row if cell is not None] for row in rows]
                    for rows in page.extract_tables()
                    if rows and len(rows[0]) > 1
                ]
                found[number] = tables
                page.close()
    except Exception:  # pdfminer raises whatever it meets; the text of pdfium still stands
        return {}
    return found


def _add_row(result: Document, table: Table, texts: list[str], at: int) -> int:
    """Put a ruled row in a table, placed on the text line that shows it. at: where to look; returns where next."""
    cells = [Cell(_SPACE.sub(" ", text).strip()) for text in texts]
    numbers = " ".join(cell.text for cell in cells if cell.text[:1].isdigit() and " " not in cell.text)
    for index in range(at, len(result.lines)):
        line = result.lines[index]
        if numbers and (start := line.text.find(numbers)) >= 0:
            for cell in cells:
                place = line.text.find(cell.text, start) if cell.text else -1
                cell.start = start
                if place >= 0:
                    cell.start, start = place, place + len(cell.text)
            table.rows.append(Row(cells, line))
            return index
    table.rows.append(Row(cells, result.lines[min(at, len(result.lines) - 1)]))
    return at

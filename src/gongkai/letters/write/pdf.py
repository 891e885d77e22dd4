"""A letter as PDF/A-2b, set by typst with fonts that travel with the package."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from gongkai.letters.letter import TABLE, Letter, Paragraph
from gongkai.letters.library import get
from gongkai.letters.lint.finding import days_in
from gongkai.letters.write.plan import COLUMNS, HEIGHT_MM, SEAL, SEAL_MM, place, spans, texts
from gongkai.paper.pdf import print_pdf

_UNDATED = date(2000, 1, 1)  # the time stamp of a draft or a blank form


def write(letter: Letter, seal: bytes | None = None) -> bytes:
    """The letter as a PDF/A-2b file; the same letter gives the same bytes. seal: a PNG picture."""
    signed, dated = "".join(letter.role("signature")), "".join(letter.role("date"))
    where = place(signed, dated)
    data = {
        "title": letter.title.replace("\n", ""),
        "agency": letter.title.partition("\n")[0],
        "title_lines": letter.title.splitlines(),
        "number": letter.number,
        "addressee": letter.addressee,
        "form": get(letter.type).layout == "form",
        "columns": COLUMNS,
        "rows": [_row(item) for item in letter.paragraphs if item.role in TABLE],
        "paragraphs": [
            {"role": item.role, "text": item.text} for item in letter.paragraphs if item.role not in TABLE
        ],
        "signed": {"name": where.name, "date": where.date, "centre": where.centre},
        "seal": list(seal) if seal else [],
        "seal_mm": SEAL_MM,
        "stand_in": SEAL,
    }
    day = next((day for _, day in days_in(dated) if day), _UNDATED)
    return print_pdf(_template(), data, texts(letter), day, field="document")


def _row(item: Paragraph) -> dict[str, Any]:
    return {"height": HEIGHT_MM[item.role], "cells": list(item.cells), "spans": spans(item.cells)}


@cache
def _template() -> bytes:
    return resources.files("gongkai.letters.write").joinpath("letter.typ").read_bytes()

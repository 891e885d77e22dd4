"""The index of a case file as PDF/A: everything that is in it, with its SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import resources

from gongkai.apps.inforequests.casefile.pack import Listed
from gongkai.paper.pdf import print_pdf

HEADS = ("序号", "名称", "类别", "日期", "字节")
HALF = 32  # a digest is printed in two halves, so that the column can break it


def write_index(
    agency: str,
    heading: str,
    facts: Sequence[tuple[str, str]],
    parts: Sequence[Listed],
    notes: Sequence[str],
    day: date,
) -> bytes:
    """PDF/A-2b. facts: (label, text) pairs about the case, an even number of them."""
    rows = [
        {
            "number": str(place),
            "title": part.title,
            "digest": f"{part.sha256[:HALF]} {part.sha256[HALF:]}",
            "what": part.what,
            "on": part.on,
            "size": f"{part.size:,}",
        }
        for place, part in enumerate(parts, 1)
    ]
    cells = [{"label": place == 0, "text": text} for pair in facts for place, text in enumerate(pair)]
    data = {
        "title": heading,
        "agency": agency,
        "heading": heading,
        "facts": cells,
        "heads": list(HEADS),
        "rows": rows,
        "notes": list(notes),
    }
    texts = [heading, agency, *notes, *(str(cell["text"]) for cell in cells)]
    texts += [text for row in rows for text in row.values()]
    return print_pdf(_template(), data, texts, day)


def _template() -> bytes:
    return resources.files("gongkai.apps.inforequests.casefile").joinpath("index.typ").read_bytes()

"""What reading a report gives, and what the reading itself has to say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures as Values
from gongkai.reports.form import Form, Level
from gongkai.reports.read.document import Document, Place, Reason
from gongkai.reports.read.head import Head, expected_edition
from gongkai.reports.read.sections import Section


@dataclass(frozen=True, slots=True)
class Note:
    """A finding of the reading. says: what is printed; should: what follows from the rest; at: where."""

    rule: str
    level: Level
    keys: tuple[str, ...]
    says: Amount | str | None
    should: Amount | str | None
    message: str
    quote: str = ""
    at: Place | None = None


@dataclass
class Reading:
    """One published report as read.

    status, reason, message: "refused" with the contract's reason and a Chinese sentence. edition: by the
    tables ("2021", "2019", "2014", "local"), else "narrative". figures: key → number, None where printed but
    not recoverable; a key that is not printed is absent. places: key → where it was read. blanks: keys printed
    as nothing, which count as 0. labels: key → label as printed, where the form does not give it. solved: keys
    recovered from glued or torn cells by their sums. sections: the narrative. document: all lines.
    """

    status: Literal["read", "refused"]
    reason: Reason | None = None
    message: str = ""
    agency: str | None = None
    year: int | None = None
    edition: str | None = None
    title: str = ""
    figures: dict[str, Amount | None] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    solved: frozenset[str] = frozenset()
    sections: tuple[Section, ...] = ()
    notes: list[Note] = field(default_factory=list)
    document: Document | None = None

    def checkable(self, form: Form) -> Values:
        """The figures as rules may judge them: a total left blank beside numbers is not a zero but unknown."""
        empty = empty_totals(form, self.figures, self.blanks)
        return {key: None if key in empty else value for key, value in self.figures.items()}

    def quote(self, place: Place | None) -> str:
        """The line at a place, at most 60 characters of it."""
        if place is None or self.document is None:
            return ""
        for line in self.document.lines:
            if line.page == place.page and line.number == place.line:
                start = max(0, place.start - 30)
                return " ".join(line.text[start : start + 60].split())
        return ""


def refused(reason: Reason, message: str) -> Reading:
    """The reading of a file that cannot be read."""
    return Reading(status="refused", reason=reason, message=message)


def empty_totals(form: Form, figures: Values, blanks: tuple[str, ...]) -> dict[str, Amount]:
    """Totals that were left blank though their parts are not nothing: key → what the parts add up to."""
    empty: dict[str, Amount] = {}
    blank = set(blanks)
    for rule in form.rules:
        for instance in rule.instances:
            key = instance.left[0].key
            if key not in blank or key not in form.derived or rule.relation != "=" or len(instance.left) > 1:
                continue
            values = [figures.get(term.key) for term in instance.right]
            total = sum((value for value in values if value is not None), start=Decimal(0))
            if total and None not in values and key not in empty:
                empty[key] = int(total) if total == int(total) else total
    return empty


def notes(reading: Reading, head: Head, form: Form | None) -> list[Note]:
    """Contradictions of the head, blank cells, figures that could not be recovered, labels that differ."""
    found = _head_notes(reading, head)
    if form is not None:
        found += _blank_notes(reading, form)
        found += _label_notes(reading, form)
    elif reading.blanks:
        found.append(_blank(reading, list(reading.blanks)))
    lost = [key for key, value in reading.figures.items() if value is None]
    if lost:
        at = next((reading.places[key] for key in lost if key in reading.places), None)
        message = f"有{len(lost)}个数字印有内容但无法还原（单元格粘连或残缺），未予猜测，请对照原表补录。"
        found.append(Note("read.lost", "info", tuple(lost), None, None, message, reading.quote(at), at))
    return found


def _head_notes(reading: Reading, head: Head) -> list[Note]:
    found = []
    if head.period and head.year and head.period != head.year:
        message = f"标题写的是{head.year}年，统计期限却是{head.period}年，两处应当一致。"
        found.append(
            Note(
                "head.year",
                "error",
                (),
                head.year,
                head.period,
                message,
                head.period_quote,
                head.period_place,
            )
        )
    expected = expected_edition(head.year) if head.year else None
    if expected and reading.edition in ("2014", "2019", "2021") and reading.edition != expected:
        message = f"{head.year}年的年度报告应当用{expected}年格式，表格却是{reading.edition}年格式，请核对。"
        found.append(Note("head.edition", "warning", (), reading.edition, expected, message))
    return found


def _blank_notes(reading: Reading, form: Form) -> list[Note]:
    found = []
    totals = empty_totals(form, reading.figures, reading.blanks)
    for key, total in totals.items():
        message = f"{form.cells[key].label}没有填数，各项之和为{total}，应当填写。"
        at = reading.places.get(key)
        found.append(Note("cell.blank_total", "warning", (key,), None, total, message, reading.quote(at), at))
    rows: dict[str, list[str]] = {}
    for key in reading.blanks:
        rows.setdefault(key.rpartition(".")[0], []).append(key)
    found += [_blank(reading, keys) for keys in rows.values()]
    return found


def _blank(reading: Reading, keys: list[str]) -> Note:
    at = reading.places.get(keys[0])
    message = f"有{len(keys)}格空白或只有“/”等符号，按0计；没有的应当填“0”。"
    return Note("cell.blank", "warning", tuple(keys), None, 0, message, reading.quote(at), at)


def _label_notes(reading: Reading, form: Form) -> list[Note]:
    found = []
    for key, label in reading.labels.items():
        official = (
            form.cells[key].label.rpartition(" · ")[0] or form.cells[key].label if key in form.cells else ""
        )
        at = reading.places.get(key)
        printed = " ".join(label.split())[-40:]
        message = f"项目名称印作“{printed}”，与规定的“{official}”不同，请改正。"
        found.append(Note("form.label", "warning", (key,), printed, official, message, reading.quote(at), at))
    key = "t3.closed_otherwise.total"
    if form.edition == "2021" and key in reading.figures:
        at = reading.places.get(key)
        message = "“（六）其他处理”只有一行，是2019年格式；现行格式应当分三行填写。"
        found.append(Note("form.one_row", "warning", (key,), "1行", "3行", message, reading.quote(at), at))
    return found

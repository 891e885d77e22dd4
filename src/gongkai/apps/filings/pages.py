"""What the editor draws, made from the form, the books and the filing: tabs, tables, texts, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import NoReverseMatch, reverse

from gongkai.apps.filings.models import Text
from gongkai.apps.filings.queries.books import Books
from gongkai.apps.filings.queries.filing import INTRO, SIGNATURE, Judged
from gongkai.apps.filings.queries.text import Draft
from gongkai.apps.filings.wording import COUNTED, NUMBER_PAGES, SECTIONS, SUBMISSION, TOLD_IN
from gongkai.reports.check import Equation
from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures, default_intro
from gongkai.reports.form import Block, Form, Section, Table
from gongkai.reports.layout import GridCell, grid
from gongkai.reports.tally import selectors

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the editor. id: of the section, or `SUBMISSION`."""

    id: str
    title: str


def tabs(form: Form) -> list[Tab]:
    """A tab for each section of the form, and the last for submission and publication."""
    return [
        *(Tab(one.id, f"{_numeral(one)}{SECTIONS[one.id]}") for one in form.sections),
        Tab(SUBMISSION, "送审与公布"),
    ]


def first_tab(form: Form) -> str:
    """Where the editor opens: the section with the most figures."""
    sizes = {
        one.id: sum(
            len(row.keys) for name in one.tables for part in form.table(name).parts for row in part.rows
        )
        for one in form.sections
    }
    return max(sizes, key=lambda section: sizes[section])


def _numeral(section: Section) -> str:
    before, mark, _ = section.heading.partition("、")
    return f"{before} " if mark else ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell of a table on the screen. head: the column it stands under, for the phone."""

    cell: GridCell
    value: Amount | None = None
    url: str = ""
    label: str = ""
    head: str = ""
    open: bool = False
    total: bool = False
    headers: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statutory table: its head and body as printed (a row with whether it is a total), and the rule below it."""

    table: Table
    head: tuple[tuple[Drawn, ...], ...]
    body: tuple[tuple[bool, tuple[Drawn, ...]], ...]
    rule: str
    feet: tuple[Equation, ...]
    label_columns: int
    stacks: bool


def sheet(table: Table, known: Books, figures: Figures, link: Link, chosen: str) -> Sheet:
    """The table with its figures. link: key → address of the records behind it. chosen: the figure that is open."""
    shape = grid(table)
    heads = {(cell.row, cell.column): cell for row in shape.rows for cell in row}
    parts = len(table.parts) > 1
    rows = tuple(
        tuple(_drawn(cell, table, known.form, figures, link, chosen, heads, parts) for cell in row)
        for row in shape.rows
    )
    balance = [one for one in known.equations if one.rule == f"{table.id}.balance"]
    return Sheet(
        table=table,
        head=rows[: shape.header_rows],
        body=tuple((_is_total(row, known.form), row) for row in rows[shape.header_rows :]),
        rule=balance[0].summary.removeprefix("各列：") if balance else "",
        feet=tuple(balance),
        label_columns=shape.row_heads,
        stacks=not parts and not table.unit_head,
    )


def _is_total(row: tuple[Drawn, ...], form: Form) -> bool:
    keys = [one.cell.key for one in row if one.cell.key]
    return len(keys) > 1 and all(key in form.derived for key in keys)


def _drawn(
    cell: GridCell,
    table: Table,
    form: Form,
    figures: Figures,
    link: Link,
    chosen: str,
    heads: Mapping[tuple[int, int], GridCell],
    parts: bool,
) -> Drawn:
    if cell.kind != "figure":
        scope = {"column": "colgroup" if cell.colspan > 1 else "col", "group": "rowgroup", "row": "row"}
        return Drawn(cell, scope="" if parts else scope.get(cell.kind, ""))
    value = figures.get(cell.key)
    above = [heads[place].text for place in cell.heads if heads[place].kind == "column"]
    return Drawn(
        cell,
        value,
        link(cell.key) if value else "",
        form.label(cell.key),
        " ".join(above[-2:] if "诉讼" in above or "行政复议" in above else above[-1:]),
        cell.key == chosen,
        cell.key.endswith(".total") and len(table.parts[0].columns) > 1,
        " ".join(f"{table.id}-{row}-{column}" for row, column in cell.heads) if parts else "",
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a proposed sentence; url where it is a number with records behind it."""

    text: str
    number: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block on the screen: what is written, what is proposed, and the proposed numbers that it lacks."""

    id: str
    heading: str
    required: bool
    text: str
    version: int
    state: Text | None
    pieces: tuple[Piece, ...]
    missing: tuple[tuple[str, str], ...]
    hint: str = ""
    line: bool = False


def passages(
    known: Books, section: Section, texts: Mapping[str, Text], drafts: Mapping[str, Draft], year: int
) -> list[Passage]:
    """The blocks of a section; above its first table the block of section 一 that tells the same in words."""
    blocks = list(section.blocks)
    told = TOLD_IN.get(section.id)
    if told:
        blocks = [*(block for block in known.form.blocks if block.id == told), *blocks]
    found = [_passage(known.form, section, block, texts, drafts, year) for block in blocks]
    if section is known.form.sections[0]:
        opening = _plain(
            INTRO, "引言", texts, hint=f"不写则用格式规定的引言：{default_intro(known.form, year)}"
        )
        found = [opening, *found]
    if not section.blocks and known.form.signature:
        found += [_plain(name, title, texts, line=True) for name, title in SIGNATURE.items()]
    return found


def _plain(
    block: str, heading: str, texts: Mapping[str, Text], hint: str = "", line: bool = False
) -> Passage:
    written = texts.get(block)
    text, version = (written.text, written.version) if written else ("", 0)
    return Passage(block, heading, False, text, version, written, (), (), hint, line)


def _passage(
    form: Form,
    shown: Section,
    block: Block,
    texts: Mapping[str, Text],
    drafts: Mapping[str, Draft],
    year: int,
) -> Passage:
    written, offered = texts.get(block.id), drafts.get(block.id)
    text = written.text if written else ""
    return Passage(
        id=block.id,
        heading=_heading(form, shown, block),
        required=block.required,
        text=text,
        version=written.version if written else 0,
        state=written,
        pieces=tuple(_pieces(offered, form, year)) if offered else (),
        missing=tuple(
            (number, form.label(source) if source in form.cells else "")
            for number, source in offered.missing_from(text)
        )
        if offered and text
        else (),
    )


def _heading(form: Form, shown: Section, block: Block) -> str:
    section = next(one for one in form.sections if one.id == block.section)
    if section is not shown:
        return f"{section.heading} · {block.heading}"
    return block.heading or (section.heading if block.required else "本部分开头的文字")


def _pieces(offered: Draft, form: Form, year: int) -> Iterator[Piece]:
    for sentence in offered.sentences:
        last = 0
        for span in sentence.spans:
            yield Piece(sentence.text[last : span.start])
            yield Piece(sentence.text[span.start : span.end], True, _source_url(span.source, form, year))
            last = span.end
        yield Piece(sentence.text[last:])


def _source_url(source: str, form: Form, year: int) -> str:
    if source in form.cells:
        return reverse("filings:why", args=[year, source])
    name, query = NUMBER_PAGES.get(source.partition(".")[0], ("", ""))
    try:
        return f"{reverse(name)}?{query.format(year=year)}" if name else ""
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule over the whole report. findings: where it does not hold, each with its note."""

    summary: str
    level: str
    count: int
    findings: tuple[Judged, ...]


def rule_lines(known: Books, findings: list[Judged]) -> list[RuleLine]:
    """Every rule that has its numbers, in the form's order; then what breaks no rule but cannot be."""
    lines = []
    for rule, equations in groupby(known.equations, key=lambda one: one.rule):
        group = list(equations)
        broken = tuple(one for one in findings if one.finding.rule == rule)
        lines.append(RuleLine(group[0].summary, group[0].level, len(group), broken))
    ruled = {one.rule for one in known.equations}
    lines += [
        RuleLine("数字本身", one.finding.level, 1, (one,))
        for one in findings
        if one.finding.rule not in ruled
    ]
    return lines


@dataclass(frozen=True, slots=True)
class Makings:
    """How a figure comes about. parts: (name, number) of what is added up, without zeros. when: what makes a record count."""

    parts: tuple[tuple[str, Amount], ...]
    when: tuple[str, ...]


def makings(form: Form, figures: Figures, key: str) -> Makings:
    """The equation of a figure: a total from its parts, any other from its records."""
    parts = [(part, figures.get(part)) for part in form.derived.get(key, ())]
    kinds = dict.fromkeys(one.kind for one in selectors(form, key))
    return Makings(
        tuple((_part_name(form, key, part), value) for part, value in parts if value),
        tuple(COUNTED[kind] for kind in kinds if kind in COUNTED),
    )


def _part_name(form: Form, key: str, part: str) -> str:
    """The part as it differs from the whole: its column where both stand in one row, else its row."""
    row, _, column = form.label(part).partition(" · ")
    return column if column and row == form.label(key).partition(" · ")[0] else row.partition(" ")[2]

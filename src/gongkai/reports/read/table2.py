"""Table 二 and the list of 2014: rows with one to three numbers that no sum ties together."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.form import Form
from gongkai.reports.read import solve
from gongkai.reports.read.align import align
from gongkai.reports.read.document import Table
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.harvest import Found, Piece, widened
from gongkai.reports.read.labels import FormRow, Lexicon, core, lexicon, narrow

_HEADS = ("信息内容", "第二十条")


def read(
    form: Form, table_id: str, found: Sequence[Found], zeros: bool = False, rough: bool = False
) -> Figures:
    """The figures of a table of independent numbers.

    zeros: zeros are printed, so that glued digits are all there is. rough: cells are glued and torn, so that
    as many numbers as columns prove nothing.
    """
    names = lexicon(form, table_id)
    figures = Figures()
    for row, at in sorted(align(names, found, 0).items()):
        _put(figures, form, names.rows[row], found[at], zeros, rough)
        keys = names.rows[row].row.keys
        if not any(
            core(found[at].label).endswith(one) or one in core(found[at].label)
            for one in names.rows[row].cores
        ):
            figures.labels[keys[-1]] = found[at].label
    return figures


def window(found: Sequence[Found], end: int) -> list[Found]:
    """The rows of table 二 in running text: from its first head to the row at `end`."""
    for at, one in enumerate(found[:end]):
        if any(head in core(one.label) for head in _HEADS):
            return list(found[at:end])
    return []


def list_window(names: Lexicon, found: Sequence[Found]) -> list[Found]:
    """The rows of the list of 2014 in running text: where its labels stand close together."""
    exact = [bool(names.ending(one.label)) for one in found]
    starts = [at for at in range(len(found)) if exact[at] and sum(exact[at : at + 8]) >= 5]
    if not starts:
        return []
    end = max(at for at in range(len(found)) if exact[at] and sum(exact[max(0, at - 7) : at + 1]) >= 3)
    return list(found[starts[0] : end + 1])


def of_tables(found: Sequence[Found], heads: Sequence[str]) -> list[Found]:
    """The rows of those tables that name columns of table 二; of all tables where none does."""
    wanted = {*_HEADS[:1], *map(core, heads)}
    marked = {
        id(table)
        for table in {id(one.table): one.table for one in found if one.table is not None}.values()
        if any(
            core(cell.text) in wanted or core(cell.text).startswith(_HEADS[1])
            for row in table.rows
            for cell in row.cells
        )
    }
    return [one for one in found if id(one.table) in marked] if marked else list(found)


def _put(figures: Figures, form: Form, row: FormRow, found: Found, zeros: bool, rough: bool) -> None:
    keys = row.row.keys
    if found.cells:
        pieces = widened(found.pieces, len(keys))
        if len(pieces) == len(keys) and all(_one_number(piece) for piece in pieces):
            unit = _unit(found)
            for key, piece in zip(_ordered(row, found), pieces, strict=True):
                figures.put(form, key, piece, unit)
            return
        parts = [Piece(text, p.line, p.start) for p in pieces for text in p.text.split()]
        _glued(figures, form, row, parts, zeros)
    elif rough and len(keys) > 1:
        figures.unknown(keys)
    else:
        _glued(figures, form, row, found.pieces, zeros)


def _one_number(piece: Piece) -> bool:
    """False where blanks part digits: one number wrapped, or two in one cell, nobody can tell."""
    parts = piece.text.split()
    return len(parts) < 2 or not (parts[0][-1:].isdigit() and parts[1][:1].isdigit())


def _glued(figures: Figures, form: Form, row: FormRow, pieces: Sequence[Piece], zeros: bool) -> None:
    keys = row.row.keys
    if len(pieces) == len(keys):
        for key, piece in zip(keys, pieces, strict=True):
            figures.put(form, key, piece)
        return
    numbers: list[int | None] = []
    for share, some in _by_sign(form, row, pieces):
        texts = [piece.text.lstrip("+-−－") for piece in some]
        # Numbers printed apart, but too few of them: a blank was lost, unless a glued 0 shows that none was.
        glued = any(text[:1] == "0" and len(text) > 1 for text in texts)
        sure = len(texts) == share or glued or (zeros and len(texts) == 1)
        ways = solve.cuts(texts, share) if sure else []
        part = solve.agreed(ways) if ways else [None] * share
        if some and some[0].text[:1] in "-−－" and part and part[0] is not None:
            part[0] = -part[0]
        numbers += part
    if len(numbers) == len(keys) and any(number is not None for number in numbers):
        figures.put_numbers(keys, numbers, pieces)
    figures.unknown(keys)


def _by_sign(form: Form, row: FormRow, pieces: Sequence[Piece]) -> list[tuple[int, Sequence[Piece]]]:
    """(how many numbers, which pieces): a sign can only begin the column that has signs."""
    keys = row.row.keys
    signed = next((at for at, key in enumerate(keys) if form.cells[key].signed), 0)
    place = next((at for at, piece in enumerate(pieces) if piece.text[:1] in "+-−－"), 0)
    if signed and place:
        return [(signed, pieces[:place]), (len(keys) - signed, pieces[place:])]
    return [(len(keys), pieces)]


def _ordered(row: FormRow, found: Found) -> tuple[str, ...]:
    """The keys in the order in which the table prints their columns."""
    columns = row.part.columns
    keys = row.row.keys
    if found.table is None or len(keys) == 1:
        return keys
    place = {
        core(text): at for at, column in enumerate(columns) for text in (column.head[-1], *column.aliases)
    }
    printed: list[int] = []
    for line in found.table.rows:
        if line.line is found.line:
            break
        heads = [place[text] for cell in line.cells if (text := core(cell.text)) in place]
        if len(heads) == len(columns) == len(set(heads)):
            printed = heads
    return tuple(keys[at] for at in printed) if len(printed) == len(keys) else keys


def _unit(found: Found) -> str:
    """The unit of money that the row or the head of its column prints: 元 is not 万元."""
    if found.unit:
        return found.unit
    table: Table | None = found.table
    if table is None:
        return ""
    unit = ""
    for line in table.rows:
        if line.line is found.line:
            break
        for cell in line.cells:
            text = narrow(cell.text)
            if "金额" in text or "收费" in text:
                unit = "元" if "单位:元" in text or text.endswith("(元)") else ""
    return unit

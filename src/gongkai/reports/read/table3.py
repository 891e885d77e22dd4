"""Table 三: 25 rows of seven numbers, tied together by row sums, column sums and the balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from gongkai.reports.form import Form
from gongkai.reports.load import load
from gongkai.reports.read import solve
from gongkai.reports.read.align import align
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.harvest import Found, Piece, prints_zeros, widened
from gongkai.reports.read.labels import FormRow, Lexicon, build, core, lexicon, split_number
from gongkai.reports.read.values import parse

WIDTH = 7
_ENDS = ("new_received", "carried_in", "results_total", "carried_out")
_COPIES = 20  # times that the table may stand in one report
_ENOUGH = 5  # rows by which the table is known to be there
_CLOSED = ("closed_not_corrected", "closed_fee_unpaid", "closed_other")


@dataclass(slots=True)
class _Row:
    """A row on its way to figures. options: the ways to read it; cells: read cell by cell, some unreadable."""

    found: Found
    pieces: list[Piece]
    options: list[solve.Numbers] = field(default_factory=list)
    solved: bool = False


@dataclass(frozen=True, slots=True)
class Table3:
    """What was read of the table. first, last: positions of its rows among the found ones.

    rough: cells are glued and torn, so that as many numbers as columns prove nothing.
    """

    figures: Figures
    first: int
    last: int
    rough: bool


@cache
def rows_of(edition: str) -> Lexicon:
    """The rows of both editions: three rows of 其他处理, or the one row that may stand for them."""
    recent, older = lexicon(load("2021"), "t3"), lexicon(load("2019"), "t3")
    single = next(row for row in older.rows if row.row.id == "closed_otherwise")
    rows: list[FormRow] = []
    for row in recent.rows:
        if row.row.id == _CLOSED[0]:
            rows.append(FormRow(single.row, single.part, single.number, (*single.cores, "其他")))
        rows.append(row)
    return build(rows)


def read(form: Form, found: Sequence[Found], strays: Sequence[Piece] = ()) -> Table3 | None:
    """The table among the rows of tables, or of running text; None where it is not there.

    strays: numbers alone on a line between tables: perhaps torn from an empty cell.
    """
    names = rows_of(form.edition)
    best: tuple[int, dict[int, int]] = (0, {})
    place = {row.row.id: at for at, row in enumerate(names.rows)}
    variants = [frozenset({place["closed_otherwise"]}), frozenset(place[name] for name in _CLOSED)]
    for start, end in _copies(names, found):
        window = list(found[start:end])
        taken = {row: at + start for row, at in align(names, window, WIDTH, variants).items()}
        taken = _without_group(names, taken)
        if len(taken) > best[0]:
            best = (len(taken), taken)
    count, taken = best
    if count < _ENOUGH:
        return None
    rows = {names.rows[row].row.id: _row(found[at]) for row, at in taken.items()}
    printed = [len(digits(one.pieces)) for one in rows.values() if not one.found.cells]
    rough = any(count > WIDTH for count in printed) and any(count < WIDTH for count in printed)
    if any(not row.options for row in rows.values()):
        zeros = prints_zeros([row.found for row in rows.values()])
        for one in rows.values():
            if not one.options or not (one.found.cells or solve.total_last(one.options[0])):
                _recover(one, zeros, rough)
    _settle(rows)
    _refill(rows, strays)
    figures = Figures()
    for row, at in sorted(taken.items()):
        _put(figures, form, names.rows[row], rows[names.rows[row].row.id], found[at])
    _missing(figures, names, rows, found)
    return Table3(figures, min(taken.values()), max(taken.values()), rough)


def _copies(names: Lexicon, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Where the table may begin and end: a report may print it twice, for two scopes."""
    first = [
        at
        for at, one in enumerate(found)
        if one.pieces and 0 in ((names.exact(one.label) if one.cells else ()) or names.ending(one.label))
    ]
    if len(first) < 2:
        return [(0, len(found))]
    return list(zip(first, [*first[1:], len(found)], strict=True))[:_COPIES]


def _without_group(names: Lexicon, taken: dict[int, int]) -> dict[int, int]:
    """Where the three rows of 其他处理 stand, the one-row variant does not."""
    ids = {names.rows[row].row.id: row for row in taken}
    if "closed_otherwise" in ids and any(name in ids for name in _CLOSED):
        return {row: at for row, at in taken.items() if row != ids["closed_otherwise"]}
    return taken


def _row(found: Found) -> _Row:
    """A row, read where it is printed as seven numbers."""
    pieces = widened(found.pieces, WIDTH) if found.cells else found.pieces
    row = _Row(found, pieces)
    if len(pieces) == WIDTH:
        values = [parse(piece.text) for piece in pieces]
        if all(value is not None and value.amount == int(value.amount) for value in values):
            numbers = tuple(int(value.amount) for value in values if value is not None)
            whole = found.cells or min(numbers) >= 0
            if solve.total_last(numbers) or (whole and not any(" " in piece.text for piece in pieces)):
                row.options = [numbers]
    return row


def _recover(row: _Row, zeros: bool, rough: bool) -> None:
    """The ways to read a row of glued, torn or lost cells. zeros: the table prints them, none can be lost.

    rough: cells of this table are glued and torn, so that blanks between digits say nothing.
    Seven numbers that do not add up come here too: where other rows are glued and torn, so may this one be.
    """
    texts = digits(row.pieces)
    row.solved = True
    if rough:
        row.options = solve.candidates(["".join(texts)], WIDTH, blanks=False) if zeros else []
        return
    row.options = solve.candidates(texts, WIDTH, blanks=False) if zeros or len(texts) >= WIDTH else []
    if not row.options:
        row.options = solve.candidates(texts, WIDTH, blanks=True)
    if not row.options and zeros and row.found.trailing and texts:
        # The number of the next label, printed without its dot, may stand at the end.
        row.options = solve.candidates([*texts[:-1], *filter(None, [texts[-1][:-1]])], WIDTH, blanks=False)


def digits(pieces: Sequence[Piece]) -> list[str]:
    """The printed digits, parted at blanks; blank cells and marks for nothing are left out."""
    texts: list[str] = []
    for piece in pieces:
        for text in piece.text.split():
            value = parse(text)
            if value is None or not value.blank:
                texts.append(text.replace(",", "") if value is not None else text)
    return texts


def _settle(rows: dict[str, _Row]) -> None:
    """Let the columns decide between the readings of glued rows."""
    if not any(len(row.options) > 1 for row in rows.values()):
        return
    outcomes = [name for name in rows if name not in _ENDS]
    equations = [
        (("results_total",), outcomes),
        (("new_received", "carried_in"), ("results_total", "carried_out")),
    ]
    narrowed = solve.settle({name: row.options for name, row in rows.items()}, equations)
    for name, options in narrowed.items():
        rows[name].options = list(options)


def _refill(rows: Mapping[str, _Row], strays: Sequence[Piece]) -> None:
    """Put a number that was torn from its cell back, where one cell only can have lost it."""
    if len(strays) != 1:
        return
    number = int(strays[0].text)
    homes = []
    for row in rows.values():
        for place, piece in enumerate(row.pieces):
            if row.found.cells and len(row.pieces) == WIDTH and not piece.text and row.options:
                numbers = row.options[0]
                filled = (*numbers[:place], number, *numbers[place + 1 :])
                if not solve.total_last(numbers) and solve.total_last(filled):
                    homes.append((row, place, filled))
    if len(homes) == 1:
        row, place, filled = homes[0]
        row.options, row.pieces[place] = [filled], strays[0]


def _put(figures: Figures, form: Form, form_row: FormRow, row: _Row, found: Found) -> None:
    keys = form_row.row.keys
    known = [piece.text and parse(piece.text) is not None for piece in row.pieces]
    if row.options:
        numbers = solve.agreed(row.options)
        if row.solved:
            figures.put_numbers(keys, numbers, row.pieces)
        else:
            for key, number, piece in zip(keys, numbers, row.pieces, strict=True):
                figures.values[key], figures.places[key] = number, piece.place
                value = parse(piece.text)
                if value is not None and value.blank:
                    figures.blanks.append(key)
    elif found.cells and len(row.pieces) == WIDTH and any(known):
        for key, piece in zip(keys, row.pieces, strict=True):
            value = parse(piece.text) if " " not in piece.text else None
            figures.values[key] = int(value.amount) if value and value.amount == int(value.amount) else None
            figures.places[key] = piece.place
            if value is not None and value.blank:
                figures.blanks.append(key)
    else:
        figures.unknown(keys)
    if found.label and split_number(found.label)[1] not in form_row.cores and _differs(form_row, found):
        figures.labels[keys[-1]] = found.label


def _differs(form_row: FormRow, found: Found) -> bool:
    text = core(found.label)
    return not any(text.endswith(one) for one in form_row.cores)


def _missing(figures: Figures, names: Lexicon, rows: Mapping[str, _Row], found: Sequence[Found]) -> None:
    """Rows of the form that were not found: nothing in a row of zeros, else unknown.

    In running text an empty row leaves only its label. It is 0 where the label stands there and the other
    rows already make the totals, so that nothing is left for it.
    """
    missing = [row for row in names.rows if row.row.id not in rows and _expected(row.row.id, rows)]
    if not missing:
        return
    printed = "".join(core(one.label) for one in found if not one.cells)
    empty = bool(printed) and all(any(one in printed for one in row.cores) for row in missing)
    nothing = empty and _complete(rows) and all(row.row.id not in _ENDS for row in missing)
    for row in missing:
        for key in row.row.keys:
            figures.values[key] = 0 if nothing else None
            if nothing:
                figures.blanks.append(key)


def _expected(name: str, rows: Mapping[str, _Row]) -> bool:
    if name == "closed_otherwise":
        return False
    return name not in _CLOSED or "closed_otherwise" not in rows


def _complete(rows: Mapping[str, _Row]) -> bool:
    """True when the rows found add up to （七）总计 in every column."""
    total = rows.get("results_total")
    outcomes = [row for name, row in rows.items() if name not in _ENDS]
    if total is None or len(total.options) != 1 or any(len(row.options) != 1 for row in outcomes):
        return False
    return all(
        sum(row.options[0][place] for row in outcomes) == total.options[0][place] for place in range(WIDTH)
    )

"""The findings of a reading: what the reading itself noted and every cross-footing rule, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gongkai.reports.check import check
from gongkai.reports.facts import Amount
from gongkai.reports.form import EDITIONS, Form, Relation
from gongkai.reports.load import load
from gongkai.reports.read.reading import Note, Reading

_THREE = ("closed_not_corrected", "closed_fee_unpaid", "closed_other")
_ONE = "closed_otherwise"
_Signed = tuple[str, int, bool]  # key, sign, from last year's report
_LEVELS = {"error": 0, "warning": 1, "info": 2}


def findings(reading: Reading, previous: Mapping[str, Amount | None] | None = None) -> list[Note]:
    """Everything wrong with a report as far as its tables and its head tell, the worst first.

    previous: the figures of last year's report, to compare what was carried over and the stocks.
    """
    found = list(reading.notes)
    if reading.edition in EDITIONS:
        form = load(reading.edition)
        own = _shaped(form, reading.checkable(form))
        before = _shaped(form, previous) if previous is not None else None
        for one in check(form, own, before) if _broken(form, own, before) else ():
            keys, message = _as_printed(form, reading, one.keys, one.message)
            at = next((reading.places[key] for key in keys if key in reading.places), None)
            quote = reading.quote(at)
            found.append(Note(one.rule, one.level, keys, one.says, one.should, message, quote, at))
    return sorted(found, key=lambda note: _LEVELS[note.level])


def across_years(reading: Reading, previous: Mapping[str, Amount | None]) -> list[Note]:
    """Only what the comparison with last year's figures adds."""
    alone = set(map(_identity, findings(reading)))
    return [note for note in findings(reading, previous) if _identity(note) not in alone]


def _broken(form: Form, own: Mapping[str, Amount | None], before: Mapping[str, Amount | None] | None) -> bool:
    """False when no rule can find anything: of hundreds of reports most are clean, and words cost time."""
    for key, value in own.items():
        if value is not None and key in form.cells and not isinstance(value, int):
            if value < 0 or not form.cells[key].money:
                return True
        elif value is not None and value < 0:
            return True
    for relation, left, right in _sums(form):
        total: Amount = 0
        for key, sign, previous in (*left, *right):
            value = ((before or {}) if previous else own).get(key)
            if value is None:
                break
            total += sign * value
        else:
            if (
                (relation == "=" and total)
                or (relation == "<=" and total > 0)
                or (relation == ">=" and total < 0)
            ):
                return True
    return False


@cache
def _sums(form: Form) -> tuple[tuple[Relation, tuple[_Signed, ...], tuple[_Signed, ...]], ...]:
    """The rules as (relation, terms on the left, terms on the right with the sign turned)."""
    return tuple(
        (
            rule.relation,
            tuple((term.key, term.sign, term.previous) for term in instance.left),
            tuple((term.key, -term.sign, term.previous) for term in instance.right),
        )
        for rule in form.rules
        for instance in rule.instances
    )


def _identity(note: Note) -> tuple[str, tuple[str, ...], str]:
    return note.rule, note.keys, note.message


def _shaped(form: Form, figures: Mapping[str, Amount | None]) -> dict[str, Amount | None]:
    """The figures with （六）其他处理 as the form has it, one row or three, so that its sums can be checked."""
    shaped = dict(figures)
    columns = (
        [column.id for part in form.table("t3").parts for column in part.columns]
        if "t3" in _ids(form)
        else []
    )
    for column in columns:
        one = f"t3.{_ONE}.{column}"
        three = [f"t3.{row}.{column}" for row in _THREE]
        if three[0] in form.cells and one in shaped and three[0] not in shaped:
            shaped |= dict.fromkeys(three[:2], 0) | {three[2]: shaped.pop(one)}
        elif one in form.cells and one not in shaped and three[0] in shaped:
            values = [shaped.pop(key, None) for key in three]
            shaped[one] = None if None in values else sum(value or 0 for value in values)
    return shaped


def _ids(form: Form) -> set[str]:
    return {table.id for table in form.tables}


def _as_printed(
    form: Form, reading: Reading, keys: tuple[str, ...], message: str
) -> tuple[tuple[str, ...], str]:
    """Keys and words of a finding for the rows that the report really has."""
    own = reading.figures
    if all(key in own for key in keys):
        return keys, message
    found: dict[str, None] = {}
    for key in keys:
        table, _, rest = key.partition(".")
        row, _, column = rest.rpartition(".")
        one = f"{table}.{_ONE}.{column}"
        if key in own:
            found[key] = None
        elif row in _THREE and one in own:
            found[one] = None
            label = next(r.label for part in form.table("t3").parts for r in part.rows if r.id == row)
            message = message.replace(label, "三（六）其他处理")
        elif row == _ONE:
            found |= dict.fromkeys(f"{table}.{name}.{column}" for name in _THREE)
    return tuple(found), message

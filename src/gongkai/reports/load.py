"""Read an edition's TOML into a `Form`, and refuse one that contradicts itself or the facts' vocabulary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from gongkai.reports.facts import KINDS, Selector
from gongkai.reports.form import (
    EDITIONS,
    Block,
    Cell,
    Column,
    Form,
    Instance,
    Part,
    Row,
    Rule,
    Section,
    Table,
    Term,
)

_NUMBER = re.compile(r"^([一二三四五六七八九十]+)、|^(（[一二三四五六七八九十]+）|\d+\.)")
_SET = re.compile(r"\[(\w+)\]")


class FormError(ValueError):
    """The data of a form is wrong: an unknown kind, circumstance, key or set. A mistake of ours."""


@cache
def load(edition: str) -> Form:
    """The form of an edition, "2014", "2019" or "2021". Raises FormError if its data does not hold together."""
    if edition not in EDITIONS:
        raise FormError(f"no form of edition {edition!r}")
    text = resources.files("gongkai.reports").joinpath("forms", f"{edition}.toml").read_text("utf-8")
    return parse(tomllib.loads(text))


def parse(data: Mapping[str, Any]) -> Form:
    """A form from the parsed TOML of one edition. Raises FormError."""
    cells: dict[str, Cell] = {}
    tables = tuple(_table(entry, cells) for entry in data["tables"])
    names = _names(tables) | data.get("names", {})
    sets = _sets(data.get("sets", {}))
    rules = tuple(_rule(entry, sets, names, cells) for entry in data["rules"])
    derived = _derived(data["rules"], rules)
    for cell in cells.values():
        if (cell.selector is None) == (cell.key not in derived):
            raise FormError(f"{cell.key} must either count facts or be derived by a rule")
    complete = frozenset(data["complete"])
    if unknown := complete - KINDS.keys():
        raise FormError(f"unknown kinds in complete: {sorted(unknown)}")
    return Form(
        edition=data["edition"],
        source=data["source"],
        title=data["title"],
        intro=data["intro"],
        signature=data.get("signature", False),
        complete=complete,
        sections=tuple(_section(entry, {table.id for table in tables}) for entry in data["sections"]),
        tables=tables,
        cells=cells,
        rules=rules,
        derived=derived,
    )


def _section(entry: Mapping[str, Any], table_ids: set[str]) -> Section:
    tables = tuple(entry.get("tables", ()))
    if unknown := set(tables) - table_ids:
        raise FormError(f"section {entry['id']} names unknown tables {sorted(unknown)}")
    blocks = tuple(
        Block(block["id"], entry["id"], block["heading"], block["required"])
        for block in entry.get("blocks", ())
    )
    return Section(entry["id"], entry["heading"], tuple(entry.get("aliases", ())), blocks, tables)


def _table(entry: Mapping[str, Any], cells: dict[str, Cell]) -> Table:
    unit = entry.get("unit", "")
    widths = entry["widths"]
    return Table(
        id=entry["id"],
        name=entry["name"],
        caption=entry["caption"],
        subtitle=entry.get("subtitle", ""),
        filler=entry.get("filler", ""),
        corner=entry.get("corner", ""),
        unit_head=entry.get("unit_head", ""),
        vertical_head=entry.get("vertical_head", False),
        widths=(tuple(widths["rows"]), widths.get("unit", 0), widths["figures"]),
        parts=tuple(_part(part, entry, part.get("unit", unit), cells) for part in entry["parts"]),
    )


def _part(entry: Mapping[str, Any], table: Mapping[str, Any], unit: str, cells: dict[str, Cell]) -> Part:
    columns = entry["columns"]
    rows: list[Row] = []
    ancestors: list[str] = []  # numbers of the rows that a list's row stands under, by indent
    for row in entry["rows"]:
        head = tuple(row.get("head", (row["label"],) if "label" in row else ()))
        indent = row.get("indent", 0)
        above = [*map(_number, head[:-1])] if len(head) > 1 else ancestors[:indent]
        label = "".join(above) + head[-1] if head else ""
        ancestors = [*ancestors[:indent], _number(head[-1])] if head else []
        keys: list[str] = []
        for column in columns if "id" in row else ():
            cell = _cell(table, row, column, label, unit)
            if cell.key in cells:
                raise FormError(f"{cell.key} stands twice")
            cells[cell.key] = cell
            keys.append(cell.key)
        row_unit = row.get("unit", unit) if keys else ""
        aliases = tuple(row.get("aliases", ()))
        rows.append(Row(row.get("id", ""), head, label, indent, row_unit, tuple(keys), aliases))
    parsed = tuple(Column(c["id"], tuple(c["head"]), tuple(c.get("aliases", ()))) for c in columns)
    return Part(entry.get("title", ""), parsed, tuple(rows))


def _cell(
    table: Mapping[str, Any], row: Mapping[str, Any], column: Mapping[str, Any], row_label: str, unit: str
) -> Cell:
    key = ".".join(filter(None, (table["id"], row["id"], column["id"])))
    head = column["head"]
    place = row_label or " ".join(head[:-1])
    label = f"{table['name']} {place} · {head[-1]}" if column["id"] else f"{table['name']} {place}"
    return Cell(
        key=key,
        label=label,
        unit=column.get("unit", row.get("unit", unit)),
        selector=None if column.get("total") else _selector(key, row, column),
        signed=column.get("signed", False),
    )


def _selector(key: str, row: Mapping[str, Any], column: Mapping[str, Any]) -> Selector | None:
    kind = column.get("count", row.get("count"))
    if kind is None:
        return None
    if kind not in KINDS:
        raise FormError(f"{key} counts the unknown kind {kind}")
    where = {**row.get("where", {}), **column.get("where", {})}
    if unknown := where.keys() - set(KINDS[kind][0]):
        raise FormError(f"{key}: facts of {kind} carry no {sorted(unknown)}")
    return Selector(kind, {name: frozenset(values) for name, values in where.items()})


def _number(text: str) -> str:
    found = _NUMBER.match(text)
    return (found[1] or found[2]) if found else ""


def _names(tables: tuple[Table, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for table in tables:
        for part in table.parts:
            names |= {column.id: column.head[-1] for column in part.columns}
            names |= {row.id: row.label for row in part.rows}
    return names


def _sets(data: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    sets: dict[str, tuple[str, ...]] = {}
    for name, members in data.items():
        sets[name] = tuple(one for member in members for one in _spread(member, sets))
    return sets


def _spread(pattern: str, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The pattern once for each member of the set that it names in square brackets."""
    found = _SET.search(pattern)
    if found is None:
        yield pattern
    elif found[1] not in sets:
        raise FormError(f"unknown set {found[1]}")
    else:
        for member in sets[found[1]]:
            yield pattern.replace(found[0], member)


def _rule(
    entry: Mapping[str, Any],
    sets: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
    cells: Mapping[str, Cell],
) -> Rule:
    each: dict[str, str] = entry.get("each", {})
    instances = []
    for members in product(*(sets[name] for name in each.values())):
        values = dict(zip(each, members, strict=True))
        left, right = (
            tuple(
                _term(key.format(**values), cells)
                for pattern in entry[side]
                for key in _spread(pattern, sets)
            )
            for side in ("left", "right")
        )
        instances.append(
            Instance(left, right, {variable: names[member] for variable, member in values.items()})
        )
    if entry["level"] not in ("error", "warning", "info") or entry["relation"] not in ("=", "<=", ">="):
        raise FormError(f"rule {entry['id']}: unknown level or relation")
    return Rule(
        id=entry["id"],
        level=entry["level"],
        relation=entry["relation"],
        summary=entry["summary"],
        holds=entry["holds"],
        message=entry["message"],
        source=entry["source"],
        instances=tuple(instances),
    )


def _term(text: str, cells: Mapping[str, Cell]) -> Term:
    sign = -1 if text.startswith("-") else 1
    key = text.removeprefix("-")
    previous = key.startswith("previous ")
    key = key.removeprefix("previous ")
    if key not in cells:
        raise FormError(f"a rule names the unknown figure {key}")
    return Term(key, sign, previous)


def _derived(entries: list[dict[str, Any]], rules: tuple[Rule, ...]) -> dict[str, tuple[str, ...]]:
    """Total → its parts. Where two rules give the same total (the corner of table 3), the first stands."""
    derived: dict[str, tuple[str, ...]] = {}
    for entry, rule in zip(entries, rules, strict=True):
        if entry.get("derive"):
            for instance in rule.instances:
                derived.setdefault(instance.left[0].key, tuple(term.key for term in instance.right))
    return derived

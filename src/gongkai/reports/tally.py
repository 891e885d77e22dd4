"""Count the year's facts into the figures of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import product

from gongkai.law.refusals import Refused
from gongkai.reports.facts import Amount, Fact, Selector
from gongkai.reports.form import Form

_Names = tuple[str, ...]
# kind → circumstances asked for → their values → keys of the cells that count such a fact
_Index = dict[str, dict[_Names, dict[tuple[str, ...], list[str]]]]


def tally(form: Form, facts: Iterable[Fact]) -> dict[str, Amount]:
    """The figures of the form, in printed order: each cell the sum of the facts that its selector accepts.

    Totals are derived from their parts by the form's rules. Money is Decimal in 万元, all else whole.
    Raises Refused when a fact of a kind that the form must count completely has no cell.
    """
    index = _index(form)
    figures: dict[str, Amount] = {key: Decimal(0) if cell.money else 0 for key, cell in form.cells.items()}
    for fact in facts:
        found = False
        for names, by_values in index.get(fact.kind, {}).items():
            for key in by_values.get(tuple(fact.where.get(name, "") for name in names), ()):
                figures[key] += fact.amount
                found = True
        if not found and fact.kind in form.complete and fact.amount:
            raise _uncounted(form, fact)
    done: set[str] = set()
    for key in form.derived:
        _derive(form, key, figures, done)
    return figures


def selectors(form: Form, key: str) -> list[Selector]:
    """The selectors behind a figure: its own, or for a total those of all its parts."""
    cell = form.cells[key]
    if cell.selector is not None:
        return [cell.selector]
    return [selector for part in form.derived[key] for selector in selectors(form, part)]


@cache
def _index(form: Form) -> _Index:
    index: _Index = {}
    for cell in form.cells.values():
        if cell.selector is None:
            continue
        names = tuple(sorted(cell.selector.where))
        by_values = index.setdefault(cell.selector.kind, {}).setdefault(names, {})
        for values in product(*(sorted(cell.selector.where[name]) for name in names)):
            by_values.setdefault(values, []).append(cell.key)
    return index


def _derive(form: Form, key: str, figures: dict[str, Amount], done: set[str]) -> None:
    if key in done:
        return
    for part in form.derived[key]:
        if part in form.derived:
            _derive(form, part, figures, done)
    figures[key] = sum((figures[part] for part in form.derived[key]), start=figures[key] * 0)
    done.add(key)


def _uncounted(form: Form, fact: Fact) -> Refused:
    circumstances: Mapping[str, str] = fact.where
    told = "，".join(f"{name}={value}" for name, value in sorted(circumstances.items()))
    return Refused(
        f"有{fact.amount}件记录（{fact.kind}：{told}）在{form.edition}格式的表中没有对应的一格，"
        "请先在该记录中改正申请人类别、渠道或处理决定，再生成年报。",
        article=form.source,
    )

"""Check the figures of a report against its form: cross-footing, signs, and last year's report.

The rules are data of the form; this module only does the sums and words the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures, plain
from gongkai.reports.form import Form, Instance, Level, Relation, Rule, Term


@dataclass(frozen=True, slots=True)
class Equation:
    """A rule applied to one row or column, with its numbers.

    rule, level, summary, source: of the rule. left, right: the two sums.
    text: the relation with its numbers in Chinese; where it does not hold, the finding's sentence.
    """

    rule: str
    level: Level
    relation: Relation
    summary: str
    source: str
    keys: tuple[str, ...]
    left: Amount
    right: Amount
    holds: bool
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a report: `says` is what it states, `should` what follows from the rest.

    message: one Chinese sentence with the numbers. source: the norm behind the rule, "" for plain sense.
    """

    rule: str
    level: Level
    keys: tuple[str, ...]
    says: Amount | None
    should: Amount | None
    message: str
    source: str = ""


def equations(form: Form, figures: Figures, previous: Figures | None = None) -> list[Equation]:
    """Every rule of the form with its numbers, in the form's order.

    A rule that meets an unknown figure is left out, as is one about last year without `previous`.
    """
    found = (
        _equation(rule, instance, figures, previous) for rule in form.rules for instance in rule.instances
    )
    return [equation for equation in found if equation is not None]


def check(form: Form, figures: Figures, previous: Figures | None = None) -> list[Finding]:
    """What is wrong with the figures: first the numbers that cannot be, then the rules that do not hold.

    Unknown figures are not judged.
    """
    findings = list(_impossible(form, figures))
    findings += [
        Finding(one.rule, one.level, one.keys, one.left, one.right, one.text, one.source)
        for one in equations(form, figures, previous)
        if not one.holds
    ]
    return findings


def _equation(rule: Rule, instance: Instance, figures: Figures, previous: Figures | None) -> Equation | None:
    left = _values(instance.left, figures, previous)
    right = _values(instance.right, figures, previous)
    if left is None or right is None:
        return None
    total_left, total_right = _sum(instance.left, left), _sum(instance.right, right)
    holds = {
        "=": total_left == total_right,
        "<=": total_left <= total_right,
        ">=": total_left >= total_right,
    }[rule.relation]
    words = rule.holds if holds else rule.message
    return Equation(
        rule=rule.id,
        level=rule.level,
        relation=rule.relation,
        summary=rule.summary,
        source=rule.source,
        keys=tuple(term.key for term in (*instance.left, *instance.right) if not term.previous),
        left=total_left,
        right=total_right,
        holds=holds,
        text=words.format(
            *map(plain, (*left, *right)),
            left=plain(total_left),
            right=plain(total_right),
            count=len(right),
            **instance.names,
        ),
    )


def _values(terms: tuple[Term, ...], figures: Figures, previous: Figures | None) -> list[Amount] | None:
    values: list[Amount] = []
    for term in terms:
        source = (previous or {}) if term.previous else figures
        value = source.get(term.key)
        if value is None:
            return None
        values.append(value)
    return values


def _sum(terms: tuple[Term, ...], values: list[Amount]) -> Amount:
    total: Amount = 0
    for term, value in zip(terms, values, strict=True):
        total += term.sign * value
    return total


def _impossible(form: Form, figures: Figures) -> Iterator[Finding]:
    for key, cell in form.cells.items():
        value = figures.get(key)
        if value is None:
            continue
        if value < 0 and not cell.signed:
            message = f"{cell.label}为{plain(value)}，不能是负数，请改正。"
            yield Finding("figure.negative", "error", (key,), value, None, message)
        elif isinstance(value, Decimal) and not cell.money and value != value.to_integral_value():
            message = f"{cell.label}为{plain(value)}，应当是整数，请改正。"
            yield Finding("figure.whole", "error", (key,), value, None, message)

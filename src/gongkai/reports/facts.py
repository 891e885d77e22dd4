"""What the year's records say, in the shape that a report form can count.

A *fact* is one kind of thing that happened, under named circumstances, with its amount. Records
give facts; a form's cells name the facts that they count (a `Selector`); `tally` adds them up.
The same selector, turned into a query, lists the records behind a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """`amount` things of one kind under the same circumstances.

    kind: what happened, one of `KINDS`.
    where: the circumstances, such as {"applicant": "business", "channel": "online"}.
    amount: 件, 条, 次, 人次 as whole numbers; money in 万元 as Decimal.
    """

    kind: str
    where: Mapping[str, str] = field(default_factory=dict)
    amount: Amount = 1


@dataclass(frozen=True, slots=True)
class Selector:
    """The facts that a cell counts: one kind, and for each circumstance the values that qualify."""

    kind: str
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def accepts(self, fact: Fact) -> bool:
        """True when the fact is of this kind and every named circumstance has a qualifying value."""
        return fact.kind == self.kind and all(
            fact.where.get(name) in values for name, values in self.where.items()
        )


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One record behind a figure, as `--why` and the report editor show it.

    ref: "app.model:pk", unique over the database. day: when it counts, ISO date or "".
    """

    ref: str
    title: str
    detail: str = ""
    day: str = ""
    amount: Amount = 1
    url: str = ""


# kind → (circumstances that its facts carry, unit). The vocabulary is closed: a form that names
# another kind or circumstance does not load.
KINDS: dict[str, tuple[tuple[str, ...], str]] = {
    # publications
    "item.disclosed": (
        ("column", "normative"),
        "条",
    ),  # an item counts once, in the year it first became public
    "item.released": (("channel",), "条"),  # each channel that carried it
    # registers: rules and normative documents (type: rules | normative_document)
    "document.issued": (("type",), "件"),
    "document.repealed": (("type",), "件"),
    "document.in_force": (("type",), "件"),  # at 31 December
    "document.disclosed": (("type",), "件"),
    "document.total_disclosed": (("type",), "件"),
    # registers: decisions and services (type: licence | penalty | coercive_measure | other_service)
    "decision": (("type",), "件"),
    "service.last_year": (("type",), "项"),  # also type: charge
    "service.change": (("type",), "项"),
    "charge": ((), "万元"),
    "procurement.project": ((), "个"),
    "procurement.amount": ((), "万元"),
    # inforequests (applicant: a column of table 3; outcome: a code of law.outcomes; extended: yes | no)
    "request.received": (("applicant", "channel"), "件"),
    "request.carried_in": (("applicant", "channel"), "件"),
    "request.closed": (("applicant", "channel", "outcome", "extended"), "件"),
    "request.carried_out": (("applicant", "channel"), "件"),
    "request.fee_noticed": ((), "万元"),
    "request.fee_paid": ((), "万元"),
    # disputes (route: reconsideration | litigation_direct | litigation_after_reconsideration;
    # result: upheld | corrected | other | pending)
    "dispute": (("route", "result"), "件"),
    "complaint": ((), "件"),
    # engagement
    "letter.received": (("kind",), "件"),
    "letter.answered": (("kind", "on_time"), "件"),
    # hot: yes when it answers a matter of wide concern or major opinion (统计表 二(一))
    "response": (("form", "hot", "by_head"), "次"),
    # agencies and registers: the organisation of the work (2014 list, 八 and 九)
    "organisation.office": ((), "个"),
    "organisation.reading_point": ((), "个"),
    "organisation.staff": (("time",), "人"),  # full | part
    "organisation.budget": ((), "万元"),
    "meeting": ((), "次"),
    "training.course": ((), "次"),
    "training.trainees": ((), "人次"),
}

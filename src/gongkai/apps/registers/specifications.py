"""One specification a register, as data: it drives the form, the list, the spreadsheet in and out, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models as fields
from django.db.models import Q

from gongkai.apps.agencies.facts import exact
from gongkai.apps.registers import models
from gongkai.law.refusals import Refused

TYPES: tuple[tuple[type[fields.Field[Any, Any]], str], ...] = (
    (fields.DateField, "date"),
    (fields.DecimalField, "money"),
    (fields.BooleanField, "yes_no"),
    (fields.IntegerField, "number"),
    (fields.CharField, "text"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, read off the model's field. type: text | choice | date | money (万元) | number | yes_no."""

    name: str
    head: str
    type: str
    required: bool
    max: int | None
    choices: Mapping[str, str]  # code → Chinese label
    help: str
    future: bool  # may the date lie after today?

    @property
    def numeric(self) -> bool:
        """True for columns that are added up."""
        return self.type in {"money", "number"}

    def shown(self, value: Any) -> str:
        """A value as lists and pages show it: 是, 准予, 2026-03-02, 1,234.5; nothing at all is empty."""
        if value is None or value == "":
            return ""
        match self.type:
            case "choice":
                return str(self.choices.get(value, value))
            case "yes_no":
                return "是" if value else "否"
            case "money" | "number":
                return f"{exact(value):,}"
        return str(value)


@dataclass(frozen=True, slots=True)
class Feed:
    """The facts that a register gives.

    when: year → the entries that count. where: circumstances that all of them share. by: the column whose
    value is a circumstance of the same name. amount: the column added up; empty counts entries.
    sign: -1 for entries that lessen the figure.
    """

    kind: str
    day: str
    when: Callable[[int], Q]
    where: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    amount: str = ""
    sign: int = 1


@dataclass(frozen=True)
class Register:
    """A register. day: the date by which entries fall into a year.

    once: the columns that together name one entry. order: pairs (later, earlier) of dates.
    person: (name, kind) columns where the name may be a natural person's, kept as 姓＋某.
    unlisted: columns that stand on the entry's page but not in the list.
    note: what counts, said to the clerk.
    """

    key: str
    model: type[models.Entry]
    columns_of: tuple[str, ...]
    day: str
    title: tuple[str, ...]
    once: tuple[str, ...]
    feeds: tuple[Feed, ...]
    note: str
    order: tuple[tuple[str, str], ...] = ()
    person: tuple[str, str] | None = None
    future: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    help: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The Chinese name."""
        return str(self.model._meta.verbose_name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of form and spreadsheet."""
        return tuple(self._column(name) for name in self.columns_of)

    def column(self, name: str) -> Column:
        """One column by the name of its field."""
        return next(column for column in self.columns if column.name == name)

    @cached_property
    def listed(self) -> tuple[Column, ...]:
        """The columns of the list."""
        return tuple(column for column in self.columns if column.name not in self.unlisted)

    def title_of(self, entry: models.Entry) -> str:
        """What to call one entry, such as 测应急许〔2024〕3号 甲公司."""
        return " ".join(str(getattr(entry, name)) for name in self.title if getattr(entry, name))

    def _column(self, name: str) -> Column:
        model_field: Any = self.model._meta.get_field(name)
        plain = next(name for kind, name in TYPES if isinstance(model_field, kind))
        choices = dict(model_field.choices or {})
        return Column(
            name=name,
            head=str(model_field.verbose_name),
            type="choice" if choices else plain,
            required=not model_field.blank and plain != "yes_no",
            max=getattr(model_field, "max_length", None),
            choices=choices,
            help=self.help.get(name, ""),
            future=name in self.future,
        )


def in_year(day: str) -> Callable[[int], Q]:
    """Entries whose day lies in the year."""
    return lambda year: Q(**{f"{day}__range": (date(year, 1, 1), date(year, 12, 31))})


def by_year_end(day: str) -> Callable[[int], Q]:
    """Entries whose day is 31 December of the year or earlier."""
    return lambda year: Q(**{f"{day}__lte": date(year, 12, 31)})


def document_in_force(year: int) -> Q:
    """Issued, not repealed and not expired at the end of 31 December.

    A document repealed on 31 December is repealed in this year and in force no more; one that holds
    until 31 December still holds on that day.
    """
    last = date(year, 12, 31)
    return (
        Q(issued_on__lte=last)
        & (Q(repealed_on=None) | Q(repealed_on__gt=last))
        & (Q(effective_until=None) | Q(effective_until__gte=last))
    )


def item_in_force(year: int) -> Q:
    """On the list at the end of 31 December."""
    last = date(year, 12, 31)
    return Q(since__lte=last) & (Q(until=None) | Q(until__gt=last))


def _decisions(kind: str) -> tuple[Feed, ...]:
    return (Feed("decision", "decided_on", in_year("decided_on"), where={"type": kind}),)


NAME_HELP = "自然人只存“姓＋某”，完整姓名留在案卷"
DECISION_NOTE = "本年作出的处理决定全部登记，含依法未公开的；年报按决定日期计数。"

REGISTERS: tuple[Register, ...] = (
    Register(
        key="licence",
        model=models.Licence,
        columns_of=(
            "document_number",
            "holder_kind",
            "holder",
            "category",
            "decision",
            "decided_on",
            "published_on",
        ),
        day="decided_on",
        title=("document_number", "holder"),
        once=("document_number",),
        feeds=_decisions("licence"),
        note=DECISION_NOTE + "准予和不予都计。",
        order=(("published_on", "decided_on"),),
        person=("holder", "holder_kind"),
        unlisted=("holder_kind",),
        help={"holder": NAME_HELP, "published_on": "作出决定起7个工作日内公开（国办发〔2018〕118号）"},
    ),
    Register(
        key="penalty",
        model=models.Penalty,
        columns_of=(
            "document_number",
            "party_kind",
            "party",
            "offence",
            "amount",
            "decided_on",
            "socially_influential",
            "published_on",
            "revoked_on",
        ),
        day="decided_on",
        title=("document_number", "party"),
        once=("document_number",),
        feeds=_decisions("penalty"),
        note=DECISION_NOTE + "事后撤销的决定仍计入作出的年度。",
        order=(("published_on", "decided_on"), ("revoked_on", "decided_on")),
        person=("party", "party_kind"),
        unlisted=("party_kind", "socially_influential", "revoked_on"),
        help={
            "party": NAME_HELP,
            "socially_influential": "具有一定社会影响的处罚决定应当依法公开（行政处罚法第四十八条）",
            "revoked_on": "公开后被变更、撤销、确认违法或无效的，3日内撤回并说明理由（行政处罚法第四十八条）",
        },
    ),
    Register(
        key="coercive_measure",
        model=models.CoerciveMeasure,
        columns_of=(
            "document_number",
            "party_kind",
            "party",
            "measure",
            "decided_on",
            "published_on",
            "lifted_on",
        ),
        day="decided_on",
        title=("document_number", "party"),
        once=("document_number",),
        feeds=_decisions("coercive_measure"),
        note=DECISION_NOTE,
        order=(("published_on", "decided_on"), ("lifted_on", "decided_on")),
        person=("party", "party_kind"),
        unlisted=("party_kind",),
        help={"party": NAME_HELP},
    ),
    Register(
        key="other_service",
        model=models.OtherServiceDecision,
        columns_of=("document_number", "party_kind", "party", "category", "decided_on", "published_on"),
        day="decided_on",
        title=("document_number", "party"),
        once=("document_number",),
        feeds=_decisions("other_service"),
        note=DECISION_NOTE + "2019、2020年度报告使用。",
        order=(("published_on", "decided_on"),),
        person=("party", "party_kind"),
        unlisted=("party_kind",),
        help={"party": NAME_HELP},
    ),
    Register(
        key="charge",
        model=models.Charge,
        columns_of=("item", "charged_on", "amount", "receipt_number"),
        day="charged_on",
        title=("item", "receipt_number"),
        once=("item", "charged_on", "receipt_number"),
        feeds=(Feed("charge", "charged_on", in_year("charged_on"), amount="amount"),),
        note="按收费日期计入年度，单位万元。可按日、按月或按票据逐条登记。",
        help={"receipt_number": "同一项目同一天有多笔时填写，以便区分"},
    ),
    Register(
        key="document",
        model=models.NormativeDocument,
        columns_of=(
            "type",
            "title",
            "document_number",
            "issued_on",
            "effective_until",
            "repealed_on",
            "disclosed_on",
        ),
        day="issued_on",
        title=("document_number", "title"),
        once=("document_number",),
        feeds=(
            Feed("document.issued", "issued_on", in_year("issued_on"), by="type"),
            Feed("document.repealed", "repealed_on", in_year("repealed_on"), by="type"),
            Feed("document.in_force", "issued_on", document_in_force, by="type"),
            Feed("document.disclosed", "disclosed_on", in_year("disclosed_on"), by="type"),
            Feed("document.total_disclosed", "disclosed_on", by_year_end("disclosed_on"), by="type"),
        ),
        note="现行有效按12月31日计：已制发、未废止、未过有效期。以前年度制发仍有效的也要登记。",
        order=(
            ("effective_until", "issued_on"),
            ("repealed_on", "issued_on"),
            ("disclosed_on", "issued_on"),
        ),
        future=("effective_until",),
        help={
            "effective_until": "有效期的最后一天；未定有效期的留空",
            "repealed_on": "自这一天起不再有效",
            "disclosed_on": "首次对外公开的日期；未公开的留空",
        },
    ),
    Register(
        key="service",
        model=models.ServiceItem,
        columns_of=("type", "name", "since", "until"),
        day="since",
        title=("name",),
        once=("type", "name", "since"),
        feeds=(
            Feed("service.last_year", "since", lambda year: item_in_force(year - 1), by="type"),
            Feed(
                "service.change",
                "since",
                lambda year: item_in_force(year) & ~item_in_force(year - 1),
                by="type",
            ),
            Feed(
                "service.change",
                "until",
                lambda year: item_in_force(year - 1) & ~item_in_force(year),
                by="type",
                sign=-1,
            ),
        ),
        note="2019、2020年度报告的“上一年项目数量”和“本年增/减”由此计算，按12月31日在列的事项计。",
        order=(("until", "since"),),
        help={"until": "自这一天起不再列入清单"},
    ),
    Register(
        key="procurement",
        model=models.Procurement,
        columns_of=("project", "procured_on", "amount"),
        day="procured_on",
        title=("project",),
        once=("project", "procured_on"),
        feeds=(
            Feed("procurement.project", "procured_on", in_year("procured_on")),
            Feed("procurement.amount", "procured_on", in_year("procured_on"), amount="amount"),
        ),
        note="2019、2020年度报告使用，单位万元。",
    ),
    Register(
        key="meeting",
        model=models.Meeting,
        columns_of=("title", "held_on"),
        day="held_on",
        title=("title",),
        once=("title", "held_on"),
        feeds=(Feed("meeting", "held_on", in_year("held_on")),),
        note="政府信息公开工作会议或专题会议，2014至2018年度统计表使用。",
    ),
    Register(
        key="training",
        model=models.TrainingCourse,
        columns_of=("title", "held_on", "trainees"),
        day="held_on",
        title=("title",),
        once=("title", "held_on"),
        feeds=(
            Feed("training.course", "held_on", in_year("held_on")),
            Feed("training.trainees", "held_on", in_year("held_on"), amount="trainees"),
        ),
        note="各类培训班及接受培训人次，2014至2018年度统计表使用。",
    ),
)

BY_KEY: Mapping[str, Register] = {register.key: register for register in REGISTERS}


def register_named(key: str) -> Register:
    """The register of that key; Refused when there is none."""
    try:
        return BY_KEY[key]
    except KeyError:
        raise Refused(f"没有代码为“{key}”的台账，请从台账目录选择") from None

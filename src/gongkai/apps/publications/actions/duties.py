"""The standards list: its lines, one by one or from a spreadsheet; a draft from a gap; the list as a page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.amend import amend
from gongkai.apps.publications.actions.write import draft, revise
from gongkai.apps.publications.models import Channel, Column, Duty, DutyEdition, Item
from gongkai.apps.publications.queries.duties import duties_of, public_duties, text_of
from gongkai.law.refusals import Refused

FIELDS = (
    "matter", "content", "article", "limit", "days", "month", "day", "department", "channels", "audience",
    "column", "keyword", "order",
)  # fmt: skip
MOST_DAYS = 365
LAW = "条例第二十六条"
KINDS = dict(Channel.Kind.choices)


def problems(agency_id: int, values: Mapping[str, Any]) -> Iterator[Refused]:
    """Everything that is wrong with a line of the list, each at its field."""
    for name, label, most in (
        ("matter", "公开事项", 120),
        ("content", "公开内容", 1000),
        ("article", "公开依据", 300),
    ):
        text = values.get(name) or ""
        if not text:
            yield Refused(f"请填写{label}", field=name)
        elif len(text) > most:
            yield Refused(f"{label}最多{most}个字，现为{len(text)}个字", field=name)
    if values.get("limit") == Duty.Limit.YEARLY:
        yield from _yearly(values)
    elif not 0 < (values.get("days") or 0) <= MOST_DAYS:
        yield Refused(f"请填写形成或者变更后多少个工作日内公开，1至{MOST_DAYS}", article=LAW, field="days")
    column, department = values.get("column"), values.get("department")
    if column is None or column.agency_id != agency_id:
        yield Refused("请选择本机关的公开栏目", field="column")
    elif column.closed_on:
        yield Refused(f"栏目“{column.name}”已经停用，请另选", field="column")
    if department and department.agency_id != agency_id:
        yield Refused("责任科室属于其他机关，请重新选择", field="department")
    channels = values.get("channels") or []
    if not channels or set(channels) - set(KINDS):
        yield Refused("请至少选择一种公开渠道", article="条例第二十三条", field="channels")
    if values.get("audience") not in Duty.Audience.values:
        yield Refused("请选择公开对象", field="audience")


def _yearly(values: Mapping[str, Any]) -> Iterator[Refused]:
    month, day = values.get("month") or 0, values.get("day") or 0
    try:
        date(2024, month, day)  # a leap year: 29 February is a day to name
    except ValueError:
        yield Refused("请填写每年的哪月哪日前公开，例如1月31日", field="month")


@transaction.atomic
def list_duty(actor: Post, agency: Agency, **values: Any) -> Duty:
    """A new line of the list, from today on. values: any of `FIELDS`."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    duty = Duty(agency=agency, since=timezone.localdate(), changed_by=actor.account)
    _assign(duty, values)
    _store(duty, duty.save)
    record("duty.listed", actor=actor, agency=agency, subject=duty, matter=duty.matter)
    return duty


@transaction.atomic
def change_duty(actor: Post, duty: Duty, version: int | None = None, **values: Any) -> Duty:
    """Changes a line that stands."""
    row = _held(actor, duty, version)
    _assign(row, values)
    _store(row, lambda: row.keep(actor))
    record("duty.changed", actor=actor, agency=row.agency, subject=row, matter=row.matter)
    return row


@transaction.atomic
def end_duty(actor: Post, duty: Duty) -> Duty:
    """Strikes a line off the list from today on."""
    row = _held(actor, duty, None)
    row.ended_on = timezone.localdate()
    row.keep(actor, "ended_on")
    record("duty.ended", actor=actor, agency=row.agency, subject=row, matter=row.matter)
    return row


@transaction.atomic
def list_standard_duties(actor: Post, agency: Agency) -> int:
    """The lines of 条例 art. 20 for the columns that the agency has and whose matter is not listed; how many."""
    columns = {column.code: column for column in Column.objects.filter(agency=agency, closed_on=None)}
    listed = {(duty.matter, duty.column_id) for duty in duties_of(agency)}
    text = (files("gongkai.apps.publications") / "data" / "standard_duties.toml").read_text("utf-8")
    made = 0
    for order, row in enumerate(tomllib.loads(text)["duty"], start=1):
        column = columns.get(row["column"])
        if column and (row["matter"], column.pk) not in listed:
            yearly = "month" in row
            fixed = {
                "limit": "yearly" if yearly else "forming",
                "channels": ["website"],
                "audience": "everyone",
            }
            list_duty(actor, agency, **(row | fixed | {"column": column, "order": order}))
            made += 1
    if not made:
        raise Refused("标准事项都已列入，或者还没有开设标准栏目，请先开设栏目")
    return made


@transaction.atomic
def import_duties(
    actor: Post, agency: Agency, rows: Sequence[Mapping[str, Any]], digest: str
) -> tuple[int, int]:
    """Puts the checked rows of a spreadsheet into the list, all or none: how many are new, how many changed.

    A row with the matter and column of a line that stands changes that line.
    """
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    standing = {(duty.matter, duty.column_id): duty for duty in duties_of(agency)}
    made = changed = 0
    for number, values in enumerate(rows, start=1):
        for refused in problems(agency.pk, values):
            raise Refused(f"第{number}条：{refused.message}", article=refused.article)
        duty = standing.get((values["matter"], values["column"].pk))
        if duty is None:
            list_duty(actor, agency, **values)
            made += 1
        elif any(getattr(duty, name) != value for name, value in values.items() if name != "order"):
            change_duty(actor, duty, **values)
            changed += 1
    record("duties.imported", actor=actor, agency=agency, made=made, changed=changed, digest=digest)
    return made, changed


def start_draft(actor: Post, duty: Duty, today: date) -> Item:
    """A draft that would fulfil the duty, its metadata filled in: column, words of the title, forming day, attribute."""
    year = f"{today.year}年" if duty.limit == Duty.Limit.YEARLY else ""
    if duty.column.kind == Column.Kind.ANNUAL_REPORT:
        raise Refused("年度报告由年报编报生成，请到年报编报办理", article="条例第四十九条")
    title = duty.matter if duty.keyword in duty.matter else f"{duty.matter}（{duty.keyword}）"
    return draft(
        actor,
        duty.column,
        title=f"{actor.agency.name}{year}{title}",
        formed_on=today,
        disclosure_attribute=Item.Attribute.PROACTIVE,
        keywords=duty.matter[:120],
    )


@transaction.atomic
def draft_list(actor: Post, agency: Agency, today: date) -> Item:
    """The list as a draft of the column 政府信息公开制度: it becomes public through the whole review, as all else.

    Of a list that is public already: the next version of its page.
    """
    rows = [row_of(duty) for duty in duties_of(agency)]
    if not rows:
        raise Refused("清单还没有事项，请先列入")
    told: dict[str, Any] = {
        "title": f"{agency.name}政府信息公开标准规范清单（{today.year}年版）",
        "body": text_of(rows),
        "formed_on": today,
    }
    public = public_duties(agency)
    if public:
        item = revise(actor, amend(actor, public[1], "清单事项调整"), **told)
    else:
        fixed = {"disclosure_attribute": Item.Attribute.PROACTIVE, "keywords": "标准规范清单"}
        item = draft(actor, _system_column(agency), **told, **fixed)
    DutyEdition.objects.create(agency=agency, item=item, rows=rows)
    record("duty_list.drafted", actor=actor, agency=agency, subject=item, lines=len(rows))
    return item


def _system_column(agency: Agency) -> Column:
    column = Column.objects.filter(agency=agency, kind=Column.Kind.SYSTEM, closed_on=None).first()
    if column is None:
        raise Refused("还没有“政府信息公开制度”栏目，请先开设标准栏目", article="国办公开办函〔2019〕61号")
    return column


def row_of(duty: Duty) -> list[str]:
    """A line as the cells of the standard form, in the order of `queries.duties.HEADS`."""
    parent = duty.column.parent
    return [
        duty.matter,
        duty.content,
        duty.article,
        duty.limit_words,
        duty.department.name if duty.department else "",
        duty.channel_words,
        duty.get_audience_display(),
        f"{parent.name}—{duty.column.name}" if parent else duty.column.name,
    ]


def _held(actor: Post, duty: Duty, version: int | None) -> Duty:
    actor.require("publications.manage")
    row = Duty.locked(duty.pk, version)
    actor.require_agency(row.agency_id)
    if row.ended_on:
        raise Refused("本事项已从清单中删除，需要时请重新列入")
    return row


def _assign(duty: Duty, values: Mapping[str, Any]) -> None:
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    told = {name: tidy.get(name, getattr(duty, name, None)) for name in FIELDS if name in tidy or duty.pk}
    for refused in problems(duty.agency_id, told):
        raise refused
    if told.get("limit") == Duty.Limit.YEARLY:
        told["days"] = None
    else:
        told["month"] = told["day"] = None
    for name, value in told.items():
        if value is not None or name in {"days", "month", "day", "department"}:
            setattr(duty, name, value)


def _store(duty: Duty, save: Any) -> None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError:
        raise Refused(
            f"清单中已有栏目“{duty.column.name}”的“{duty.matter}”，请修改原有事项", field="matter"
        ) from None

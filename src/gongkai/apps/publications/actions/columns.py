"""Columns once they are open: their place in the tree, how often they are brought up to date, their closing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Department, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.place import check_scope
from gongkai.apps.publications.freshness import standard_terms
from gongkai.apps.publications.models import Column, Item, UpdateTerm
from gongkai.law.refusals import Refused

FIXED = frozenset({Column.Kind.GUIDE, Column.Kind.SYSTEM, Column.Kind.ANNUAL_REPORT})
PLATFORM = "国办公开办函〔2019〕61号"
CHECK = "国办秘函〔2019〕19号"
LONGEST = 3650  # days, or months, of a term: a slip of the pen above it


@transaction.atomic
def change_column(
    actor: Post, column: Column, *, name: str, parent: Column | None, order: int, scope_code: str
) -> Column:
    """Another name, place or article of a column. Refused for a place that would be circular or a third level."""
    row = _held(actor, column)
    name = name.strip()
    if not name:
        raise Refused("请填写栏目名称", field="name")
    if parent:
        _check_place(row, parent)
    if scope_code != row.scope_code:
        check_scope(scope_code)
    row.name, row.parent, row.order, row.scope_code = name, parent, order, scope_code
    row.save(update_fields=["name", "parent", "order", "scope_code"])
    record(
        "column.changed",
        actor=actor,
        agency=row.agency,
        subject=row,
        name=name,
        parent=parent.code if parent else "",
        order=order,
    )
    return row


def _check_place(row: Column, parent: Column) -> None:
    if parent.agency_id != row.agency_id:
        raise Refused("上级栏目属于其他机关，请重新选择", field="parent")
    above: Column | None = parent
    while above:
        if above.pk == row.pk:
            raise Refused(
                f"“{parent.name}”就是本栏目或者在本栏目之下，不能作为上级栏目，否则首尾相接", field="parent"
            )
        above = above.parent
    if parent.parent_id or row.children.exists():
        raise Refused(
            "栏目只分两级：上级须是一级栏目，本栏目也不能还有下级", article=PLATFORM, field="parent"
        )


@transaction.atomic
def set_update_term(
    actor: Post,
    column: Column,
    *,
    since: date,
    unit: str,
    every: int = 0,
    department: Department | None = None,
    basis: str = "",
) -> UpdateTerm:
    """How often the column is brought up to date from that day on, and by which department.

    unit: one of `UpdateTerm.Unit`. Terms of earlier days stay, so that what was late then stays late.
    """
    row = _held(actor, column)
    if unit not in UpdateTerm.Unit.values:
        raise Refused("请选择更新期限", field="unit")
    every = 0 if unit == UpdateTerm.Unit.NEVER else every
    if unit != UpdateTerm.Unit.NEVER and not 0 < every <= LONGEST:
        raise Refused(f"请填写每隔多少天或者多少个月，1至{LONGEST}", field="every")
    if department and department.agency_id != row.agency_id:
        raise Refused("责任科室属于其他机关，请重新选择", field="department")
    if since < timezone.localdate():
        raise Refused("启用日期不能早于今天，以前的期限保留备查", field="since")
    term, _ = UpdateTerm.objects.update_or_create(
        column=row,
        since=since,
        defaults={
            "unit": unit,
            "every": every,
            "department": department,
            "basis": basis.strip()[:200],
            "set_by": actor,
            "set_at": timezone.now(),
        },
    )
    record(
        "column.term_set",
        actor=actor,
        agency=row.agency,
        subject=row,
        since=str(since),
        unit=unit,
        every=every,
        department=department.pk if department else None,
    )
    return term


@transaction.atomic
def adopt_standard_terms(actor: Post, agency: Agency) -> int:
    """The terms of the platform norms for every standard column that has none yet; how many were set."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    today, terms = timezone.localdate(), standard_terms()
    lacking = Column.objects.filter(agency=agency, code__in=terms, update_terms=None, closed_on=None)
    for column in lacking:
        unit, every, basis = terms[column.code]
        set_update_term(actor, column, since=today, unit=unit, every=every, basis=basis)
    return len(lacking)


@transaction.atomic
def close_column(actor: Post, column: Column, reason: str) -> Column:
    """Nothing new goes into it from today on; its pages stay public at their addresses."""
    row = _held(actor, column)
    if row.kind in FIXED or (row.kind == Column.Kind.STATUTORY and row.parent_id is None):
        raise Refused(f"“{row.name}”是平台固定栏目，不能停用", article=PLATFORM)
    if not reason.strip():
        raise Refused("请写明停用的理由", field="reason")
    below = row.children.filter(closed_on=None).count()
    if below:
        raise Refused(f"下面还有{below}个栏目在用，请先停用或者移到别处")
    on_way = row.items.filter(state__in=[Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED]).count()
    if on_way:
        raise Refused(f"本栏目还有{on_way}件信息在办，请先办结或者改到其他栏目")
    row.closed_on = timezone.localdate()
    row.save(update_fields=["closed_on"])
    record("column.closed", actor=actor, agency=row.agency, subject=row, reason=reason.strip()[:200])
    return row


@transaction.atomic
def reopen_column(actor: Post, column: Column) -> Column:
    """Takes the column into use again."""
    actor.require("publications.manage")
    row = Column.objects.select_for_update().get(pk=column.pk)
    actor.require_agency(row.agency_id)
    if row.closed_on is None:
        raise Refused("本栏目正在使用，不必重新启用")
    row.closed_on = None
    row.save(update_fields=["closed_on"])
    record("column.reopened", actor=actor, agency=row.agency, subject=row)
    return row


def _held(actor: Post, column: Column) -> Column:
    actor.require("publications.manage")
    row = Column.objects.select_for_update().get(pk=column.pk)
    actor.require_agency(row.agency_id)
    if row.closed_on:
        raise Refused("本栏目已经停用，请先重新启用")
    return row

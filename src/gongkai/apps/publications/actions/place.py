"""Opening columns and registering channels."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record, record_each
from gongkai.apps.publications.models import Channel, Column
from gongkai.apps.publications.standard_columns import STANDARD_COLUMNS
from gongkai.law.articles import cite
from gongkai.law.refusals import Refused


@transaction.atomic
def open_column(
    actor: Post,
    agency: Agency,
    code: str,
    name: str,
    *,
    parent: Column | None = None,
    kind: str = Column.Kind.OTHER,
    scope_code: str = "",
    order: int = 0,
) -> Column:
    """A new column of the agency. scope_code: its item of 条例 art. 20 in record form, such as 20(13)."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    name = name.strip()
    if not name:
        raise Refused("请填写栏目名称", field="name")
    check_scope(scope_code)
    taken = Refused(f"栏目代码“{code}”已被使用，请换一个", field="code")
    if Column.objects.filter(agency=agency, code=code).exists():
        raise taken
    if parent and parent.agency_id != agency.pk:
        raise Refused("上级栏目属于其他机关，请重新选择", field="parent")
    column = Column(
        agency=agency, code=code, name=name, parent=parent, kind=kind, scope_code=scope_code, order=order
    )
    try:
        with transaction.atomic():
            column.save()
    except IntegrityError:  # somebody else was quicker
        raise taken from None
    record("column.opened", actor=actor, agency=agency, subject=column, code=code, name=name)
    return column


def check_scope(scope_code: str) -> None:
    """Refused for what is no article of the Regulation in record form; empty for a column that rests on none."""
    if scope_code and cite(scope_code) == scope_code:
        raise Refused(f"“{scope_code}”不是条例的条款，请从列表中选择", field="scope_code")


@transaction.atomic
def open_standard_columns(actor: Post, agency: Agency) -> list[Column]:
    """The fixed four columns and the statutory ones, as far as not yet open; returns all of them in order."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    columns = {column.code: column for column in Column.objects.filter(agency=agency)}
    wanted = [
        (parent, Column(agency=agency, code=code, name=name, kind=kind, scope_code=scope_code, order=order))
        for order, (code, name, parent, kind, scope_code) in enumerate(STANDARD_COLUMNS, start=1)
        if code not in columns
    ]
    try:
        with transaction.atomic():
            for level in (False, True):  # those above first
                new = [column for parent, column in wanted if bool(parent) is level]
                for parent, column in wanted:
                    column.parent = columns.get(parent)
                columns |= {column.code: column for column in Column.objects.bulk_create(new)}
    except IntegrityError:
        raise Refused("有人同时开设了栏目，请刷新页面核对后再试") from None
    opened = [(column, {"code": column.code, "name": column.name}) for _, column in wanted]
    record_each("column.opened", opened, actor=actor, agency=agency)
    return [columns[code] for code, *_ in STANDARD_COLUMNS]


@transaction.atomic
def register_channel(actor: Post, agency: Agency, name: str, kind: str) -> Channel:
    """A channel by which the agency publishes; kind: one of `Channel.Kind`."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    name = name.strip()
    if not name:
        raise Refused("请填写渠道名称", field="name")
    if kind not in Channel.Kind.values:
        raise Refused("请选择渠道类别", field="kind")
    if Channel.objects.filter(agency=agency, name=name).exists():
        raise Refused(f"本机关已有渠道“{name}”", field="name")
    channel = Channel.objects.create(agency=agency, name=name, kind=kind)
    record("channel.registered", actor=actor, agency=agency, subject=channel, name=name, kind=kind)
    return channel

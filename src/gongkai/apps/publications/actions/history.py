"""History from before the platform: one person submits it, a second lets it in; it is marked for ever.

Only days before `Agency.live_since`: from that day on, `publish` is the only door.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.indexing import note
from gongkai.apps.publications.content import digest_of
from gongkai.apps.publications.models import Channel, Column, HistoryBatch, Item, Release
from gongkai.apps.publications.numbering import take_index_numbers
from gongkai.law.refusals import Refused

# A row: these keys, with the value of one that is left out. channels: names of channels, in any number.
DEFAULTS: dict[str, Any] = {
    "column": "",
    "title": "",
    "date": "",
    "channels": (),
    "document_number": "",
    "summary": "",
    "body": "",
    "is_normative": False,
    "validity": Item.Validity.IN_FORCE,
}
BATCH = 500


@transaction.atomic
def submit_history(
    actor: Post, agency: Agency, *, reason: str, source: str, rows: Iterable[Mapping[str, Any]]
) -> HistoryBatch:
    """A batch to be let in by a second person. rows: see `DEFAULTS`; date: date or ISO text. All rows or none."""
    actor.require("publications.import")
    actor.require_agency(agency.pk)
    for value, field, name in ((reason, "reason", "迁移理由"), (source, "source", "来源")):
        if not value.strip():
            raise Refused(f"请写明{name}", field=field)
    plain = _checked(agency, rows)
    digest = digest_of(plain)
    if HistoryBatch.objects.filter(agency=agency, digest=digest).exists():
        raise Refused("同样内容的批次已经提交过，不能重复提交", field="rows")
    batch = HistoryBatch.objects.create(
        agency=agency,
        reason=reason.strip(),
        source=source.strip(),
        rows=plain,
        count=len(plain),
        digest=digest,
        submitted_by=actor,
    )
    record(
        "history.submitted",
        actor=actor,
        agency=agency,
        subject=batch,
        count=batch.count,
        digest=digest,
        source=batch.source,
    )
    return batch


@transaction.atomic
def import_history(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    """Lets a submitted batch in: public under its original days, numbered by year, marked as imported for ever."""
    actor.require("publications.import.approve")
    row = HistoryBatch.objects.select_for_update().get(pk=batch.pk)
    actor.require_agency(row.agency_id)
    if row.approved_at:
        raise Refused("本批次已经迁移，不能重复办理")
    if actor.account_id == row.submitted_by.account_id:
        raise Refused("您提交了本批次，不能自己批准，请由另一人批准")
    if digest_of(row.rows) != row.digest:
        raise Refused("本批次的数据在提交之后有改动，请重新提交")
    rows = _checked(row.agency, row.rows)
    now = timezone.now()
    items = Item.objects.bulk_create(_items(row, rows, now), batch_size=BATCH)
    Release.objects.bulk_create(_releases(row.agency, items, rows, now), batch_size=BATCH)
    row.approved_by, row.approved_at = actor, now
    row.save(update_fields=["approved_by", "approved_at"])
    record(
        "history.imported",
        actor=actor,
        agency=row.agency,
        subject=row,
        count=row.count,
        digest=row.digest,
        source=row.source,
    )
    note(items)
    return row


def _checked(agency: Agency, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    columns = set(Column.objects.filter(agency=agency).values_list("code", flat=True))
    channels = set(Channel.objects.filter(agency=agency).values_list("name", flat=True))
    plain, faults = [], []
    for number, row in enumerate(rows, start=1):
        whole = DEFAULTS | {key: value for key, value in row.items() if value is not None}
        whole |= {"date": str(whole["date"]), "channels": list(whole["channels"])}
        fault = _fault(agency, whole, columns, channels)
        if fault:
            faults.append(f"第{number}行：{fault}")
        plain.append(whole)
    if not plain:
        raise Refused("批次中没有数据", field="rows")
    if faults:
        more = f"（共{len(faults)}行有误）" if len(faults) > 1 else ""
        raise Refused(faults[0] + more, field="rows")
    return sorted(plain, key=lambda row: row["date"])


def _fault(agency: Agency, row: Mapping[str, Any], columns: set[str], channels: set[str]) -> str:
    unknown = row.keys() - DEFAULTS.keys()
    if unknown:
        return f"没有“{sorted(unknown)[0]}”这一项"
    if row["column"] not in columns:
        return f"没有代码为“{row['column']}”的栏目，请先开设"
    if not 0 < len(row["title"].strip()) <= 200:
        return "标题须为1至200字"
    if len(row["document_number"]) > 60:
        return "文号不能超过60字"
    if row["validity"] not in Item.Validity.values:
        return f"有效性“{row['validity']}”不在规定的选项中"
    strange = [name for name in row["channels"] if name not in channels]
    if strange:
        return f"没有名为“{strange[0]}”的发布渠道，请先登记"
    if len(set(row["channels"])) < len(row["channels"]):
        return "同一渠道重复填写"
    return _date_fault(agency, row["date"])


def _date_fault(agency: Agency, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"原发布日期“{text}”不是日期，请写成2024-06-30的样子"
    if day >= agency.live_since:
        return f"{day}在平台启用日期（{agency.live_since}）当日或者之后，应当经审查在平台发布，不能迁移"
    if day > timezone.localdate():
        return f"原发布日期{day}晚于今天"
    return ""


def _items(batch: HistoryBatch, rows: list[dict[str, Any]], now: datetime) -> list[Item]:
    columns = {column.code: column for column in Column.objects.filter(agency=batch.agency)}
    years = Counter(int(row["date"][:4]) for row in rows)
    numbers = {year: take_index_numbers(batch.agency, year, count) for year, count in sorted(years.items())}
    return [
        Item(
            agency=batch.agency,
            column=columns[row["column"]],
            author=batch.submitted_by,
            title=row["title"].strip(),
            document_number=row["document_number"],
            summary=row["summary"],
            body=row["body"],
            is_normative=row["is_normative"],
            validity=row["validity"],
            disclosure_attribute=Item.Attribute.PROACTIVE,
            state=Item.State.PUBLISHED,
            index_number=next(numbers[int(row["date"][:4])]),
            published_at=now,
            first_public_on=date.fromisoformat(row["date"]),
            drafted_at=now,
            changed_at=_midnight(
                row["date"]
            ),  # as far as is known; so that the office's list keeps its order
            imported=batch,
        )
        for row in rows
    ]


def _midnight(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))


def _releases(agency: Agency, items: list[Item], rows: list[dict[str, Any]], now: datetime) -> list[Release]:
    channels = {channel.name: channel for channel in Channel.objects.filter(agency=agency)}
    return [
        Release(
            item=item,
            channel=channels[name],
            agency=agency,
            released_on=date.fromisoformat(row["date"]),
            released_at=now,
        )
        for item, row in zip(items, rows, strict=True)
        for name in row["channels"]
    ]

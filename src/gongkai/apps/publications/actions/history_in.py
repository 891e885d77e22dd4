"""A submitted batch is let in by a second person, or refused; then its rows are taken over piece by piece.

Each piece is a transaction that makes items, releases and attachments of the next rows and marks the rows with them:
killed at any moment, it goes on with the rows that have no item yet.
"""

from __future__ import annotations

import hashlib
import time as clock
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.indexing import note
from gongkai.apps.publications.importing.checking import Checker, line_of
from gongkai.apps.publications.models import (
    Attachment,
    Channel,
    Column,
    HistoryBatch,
    HistoryRow,
    Item,
    Release,
)
from gongkai.apps.publications.numbering import take_index_numbers
from gongkai.law.refusals import Refused

PIECE = 500
State = HistoryBatch.State
# What an item takes from its row as it stands there.
TAKEN = ("document_number", "summary", "body", "body_html", "keywords", "topic", "genre", "content_source")


def import_history(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    """Lets a submitted batch in and takes all of it over: public under its original days, marked as imported for ever."""
    approve_history(actor, batch)
    continue_history(batch)
    return HistoryBatch.objects.get(pk=batch.pk)


@transaction.atomic
def approve_history(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    """A second person's consent, after every row was checked anew; `continue_history` then takes the rows over."""
    actor.require("publications.import.approve")
    row = _locked(actor, batch)
    if row.approved_at:
        raise Refused("本批次已经迁移，不能重复办理")
    _expect(row, State.WAITING, "批准")
    if actor.account_id == row.submitted_by.account_id:
        raise Refused("您提交了本批次，不能自己批准，请由另一人批准")
    _check_again(row)
    row.approved_by, row.approved_at = actor, timezone.now()
    row.save(update_fields=["approved_by", "approved_at"])
    record(
        "history.approved", actor=actor, agency=row.agency, subject=row, count=row.count, digest=row.digest
    )
    return row


@transaction.atomic
def refuse_history(actor: Post, batch: HistoryBatch, reason: str) -> HistoryBatch:
    """The batch does not come in: said by who might have approved it, or by who submitted it (taken back)."""
    row = _locked(actor, batch)
    if actor.account_id != row.submitted_by.account_id:
        actor.require("publications.import.approve")
    _expect(row, State.WAITING, "退回")
    if not reason.strip():
        raise Refused("请写明不批准的理由，让提交人知道改什么", field="reason")
    row.refused_by, row.refused_at, row.refusal = actor, timezone.now(), reason.strip()[:300]
    row.save(update_fields=["refused_by", "refused_at", "refusal"])
    row.lines.update(key="")  # its rows may be submitted again, put right
    record("history.refused", actor=actor, agency=row.agency, subject=row, count=row.count, digest=row.digest)
    return row


@transaction.atomic
def pause_history(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    """Stops taking over after the piece in hand; what is in stays in."""
    row = _locked(actor, batch)
    _may_steer(actor)
    _expect(row, State.IMPORTING, "暂停")
    row.paused_at = timezone.now()
    row.save(update_fields=["paused_at"])
    record("history.paused", actor=actor, agency=row.agency, subject=row, done=done_of(row))
    return row


@transaction.atomic
def resume_history(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    """Goes on with the rows that are left."""
    row = _locked(actor, batch)
    _may_steer(actor)
    _expect(row, State.PAUSED, "继续")
    row.paused_at = None
    row.save(update_fields=["paused_at"])
    record("history.resumed", actor=actor, agency=row.agency, subject=row, done=done_of(row))
    return row


def done_of(batch: HistoryBatch) -> int:
    """How many rows are items by now."""
    return batch.lines.exclude(item=None).count()


def continue_history(
    batch: HistoryBatch,
    *,
    seconds: float | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> int:
    """Takes over rows of an approved batch until all are in, it is paused, or the time is up; how many it took."""
    end = None if seconds is None else clock.monotonic() + seconds
    taken = 0
    while piece := _take_over(batch.pk):
        taken += piece
        progress(taken)
        if end is not None and clock.monotonic() > end:
            break
    return taken


def continue_batches(seconds: float) -> int:
    """Goes on with every approved batch that is neither done nor paused; how many rows were taken over."""
    end, taken = clock.monotonic() + seconds, 0
    going = HistoryBatch.objects.filter(paused_at=None, imported_at=None).exclude(approved_at=None)
    for batch in going.order_by("approved_at", "pk"):
        try:
            taken += continue_history(batch, seconds=max(0.0, end - clock.monotonic()))
        except Refused:
            HistoryBatch.objects.filter(pk=batch.pk).update(paused_at=timezone.now())
            record("history.paused", agency=batch.agency, subject=batch, done=done_of(batch))
    return taken


def _locked(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    row = HistoryBatch.objects.select_for_update().get(pk=batch.pk)
    actor.require_agency(row.agency_id)
    return row


def _may_steer(actor: Post) -> None:
    if not actor.may("publications.import"):
        actor.require("publications.import.approve")


def _expect(row: HistoryBatch, state: State, verb: str) -> None:
    if row.state != state:
        raise Refused(f"本批次{row.state.label}，不能{verb}")


def _check_again(row: HistoryBatch) -> None:
    """The rows are those that were submitted, and may still come in."""
    running, checker = hashlib.sha256(), Checker(row.agency)
    lines = row.lines.order_by("number").values_list("number", "data", "files")
    found = 0
    for number, data, files in lines.iterator(chunk_size=PIECE):
        found += 1
        running.update(line_of(data, [[name, *rest] for name, _, *rest in files]))
        _, faults = checker.check(number, data)
        if faults:
            raise Refused(str(faults[0]))
    if found != row.count or running.hexdigest() != row.digest:
        raise Refused("本批次的数据在提交之后有改动，请重新提交")


@transaction.atomic
def _take_over(pk: int) -> int:
    """The next rows in the order of their days; 0 when there are none, or the batch is not to go on."""
    batch = HistoryBatch.objects.select_for_update().select_related("agency", "submitted_by").get(pk=pk)
    if batch.state != State.IMPORTING:
        return 0
    rows = list(batch.lines.filter(item=None).order_by("day", "number")[:PIECE])
    now = timezone.now()
    items = Item.objects.bulk_create(_items(batch, rows, now))
    Release.objects.bulk_create(_releases(batch, items, rows, now))
    Attachment.objects.bulk_create(_attachments(items, rows))
    _mark(rows, items)
    if not batch.lines.filter(item=None).exists():
        batch.imported_at = now
        batch.save(update_fields=["imported_at"])
        record(
            "history.imported",
            actor=batch.approved_by,
            agency=batch.agency,
            subject=batch,
            count=batch.count,
            digest=batch.digest,
            source=batch.source,
        )
    note(items)
    return len(rows)


def _mark(rows: list[HistoryRow], items: list[Item]) -> None:
    """Each row with the item that it became; `bulk_update` takes as long as making the items."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE publications_historyrow SET item_id = %s WHERE id = %s AND item_id IS NULL",
            [(item.pk, row.pk) for row, item in zip(rows, items, strict=True)],
        )


def _items(batch: HistoryBatch, rows: list[HistoryRow], now: datetime) -> list[Item]:
    columns = {column.code: column for column in Column.objects.filter(agency=batch.agency)}
    years = Counter(row.day.year for row in rows)
    numbers = {year: take_index_numbers(batch.agency, year, count) for year, count in sorted(years.items())}
    return [
        Item(
            agency=batch.agency,
            column=columns[row.data["column"]],
            author=batch.submitted_by,
            title=row.data["title"],
            is_normative=row.data["is_normative"],
            validity=row.data["validity"],
            issued_on=row.data["issued_on"] or None,
            disclosure_attribute=Item.Attribute.PROACTIVE,
            state=Item.State.PUBLISHED,
            index_number=next(numbers[row.day.year]),
            published_at=now,
            first_public_on=row.day,
            drafted_at=now,
            changed_at=_midnight(row.day),  # as far as is known; so that the office's list keeps its order
            imported=batch,
            audience=row.data.get("audience", ""),  # which rows submitted before it was asked do not say
            **{name: row.data[name] for name in TAKEN},
        )
        for row in rows
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _releases(
    batch: HistoryBatch, items: list[Item], rows: list[HistoryRow], now: datetime
) -> Iterator[Release]:
    channels = {channel.name: channel for channel in Channel.objects.filter(agency=batch.agency)}
    for item, row in zip(items, rows, strict=True):
        for name in row.data["channels"]:
            yield Release(
                item=item, channel=channels[name], agency=batch.agency, released_on=row.day, released_at=now
            )


def _attachments(items: list[Item], rows: list[HistoryRow]) -> Iterator[Attachment]:
    for item, row in zip(items, rows, strict=True):
        for name, path, media_type, size, digest in row.files:
            if _digest_of(path) != digest:
                raise Refused(f"第{row.number}行：附件“{name}”与提交时不一致，请系统管理员核对存储后继续")
            yield Attachment(item=item, file=path, name=name, media_type=media_type, size=size, digest=digest)


def _digest_of(path: str) -> str:
    try:
        with default_storage.open(path, "rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return ""

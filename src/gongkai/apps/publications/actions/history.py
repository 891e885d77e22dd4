"""History from before the platform is submitted: all its rows are in order, or none is.

Only days before `Agency.live_since`: from that day on, `publish` is the only door. Rows are written in pieces, each a
transaction; a submission that was killed goes on where it stood when the same rows are submitted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.picture import store_picture
from gongkai.apps.publications.attachments import Checked
from gongkai.apps.publications.importing.checking import Checker, Fault, Plain, Survey, already_there
from gongkai.apps.publications.models import HistoryBatch, HistoryRow
from gongkai.law.refusals import Refused

PIECE = 500
Progress = Callable[[int], None]


def survey_history(
    agency: Agency, rows: Iterable[Mapping[str, Any]], progress: Progress = lambda count: None
) -> Survey:
    """What the rows are like, with every fault by row and column; nothing is written."""
    survey = Survey()
    for piece in pieces(Checker(agency).rows(rows, survey)):
        there = already_there(agency, (plain.data["key"] for plain in piece))
        for plain in piece:
            if plain.data["key"] in there:
                survey.wrong += 1
                survey.faults.append(_brought_over(plain))
        progress(survey.count)
    return survey


def submit_history(
    actor: Post,
    agency: Agency,
    *,
    reason: str,
    source: str,
    rows: Iterable[Mapping[str, Any]],
    progress: Progress = lambda count: None,
) -> HistoryBatch:
    """A batch to be let in by a second person. rows: see `importing.checking.DEFAULTS`; they are gone
    through twice, so a great many are handed over as something that starts anew, such as `FolderRows`.

    All rows or none: with any fault, Refused naming the first row and how many are wrong.
    """
    actor.require("publications.import")
    actor.require_agency(agency.pk)
    for value, field, name in ((reason, "reason", "迁移理由"), (source, "source", "来源")):
        if not value.strip():
            raise Refused(f"请写明{name}", field=field)
    if isinstance(rows, Iterator):
        rows = list(rows)
    survey = Survey()
    for piece in pieces(Checker(agency).rows(rows, survey)):
        progress(piece[-1].number)
    if not survey.count:
        raise Refused("批次中没有数据", field="rows")
    if survey.wrong:
        more = f"（共{survey.wrong}行有误）" if survey.wrong > 1 else ""
        raise Refused(f"{survey.faults[0]}{more}", field="rows")
    batch = _begun(actor, agency, survey, reason, source)
    left = islice(Checker(agency).rows(rows), batch.lines.count(), None)
    for piece in pieces(left):
        _write(actor, batch, piece)
        progress(piece[-1].number)
    return _submitted(actor, batch)


def pieces(rows: Iterator[Plain]) -> Iterator[list[Plain]]:
    """So many rows at a time that memory does not grow with the batch."""
    while piece := list(islice(rows, PIECE)):
        yield piece


@transaction.atomic
def _begun(actor: Post, agency: Agency, survey: Survey, reason: str, source: str) -> HistoryBatch:
    """A new batch, or the same one that this person's submission left unfinished."""
    same = HistoryBatch.objects.filter(agency=agency, digest=survey.digest, refused_at=None).first()
    if same and same.submitted_at is None and same.submitted_by_id == actor.pk:
        return same
    if same:
        raise Refused("同样内容的批次已经提交过，不能重复提交", field="rows")
    return HistoryBatch.objects.create(
        agency=agency,
        reason=reason.strip(),
        source=source.strip(),
        count=survey.count,
        digest=survey.digest,
        submitted_by=actor,
    )


@transaction.atomic
def _write(actor: Post, batch: HistoryBatch, piece: list[Plain]) -> None:
    there = already_there(batch.agency, (plain.data["key"] for plain in piece))
    for plain in piece:
        if plain.data["key"] in there:
            raise Refused(str(_brought_over(plain)), field="rows")
        for picture in plain.pictures:
            store_picture(actor, picture.name, picture.read())
    HistoryRow.objects.bulk_create(
        HistoryRow(
            batch=batch,
            agency_id=batch.agency_id,
            number=plain.number,
            key=plain.data["key"],
            day=plain.day,
            data=plain.data,
            files=[[one.name, *_stored(batch, paper.read(), one)] for paper, one in plain.papers],
        )
        for plain in piece
    )


def _stored(batch: HistoryBatch, data: bytes, one: Checked) -> list[Any]:
    """Where the bytes lie, what they are. Named by their digest, so that a submission begun anew finds them there."""
    path = f"publications/history/{batch.pk}/{one.digest[:2]}/{one.digest}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return [path, one.media_type, one.size, one.digest]


@transaction.atomic
def _submitted(actor: Post, batch: HistoryBatch) -> HistoryBatch:
    row = HistoryBatch.objects.select_for_update().get(pk=batch.pk)
    if row.submitted_at is None:
        row.submitted_at = timezone.now()
        row.save(update_fields=["submitted_at"])
        record(
            "history.submitted",
            actor=actor,
            agency=row.agency,
            subject=row,
            count=row.count,
            digest=row.digest,
            source=row.source,
        )
    return row


def _brought_over(plain: Plain) -> Fault:
    return plain.fault("key", f"原系统编号“{plain.data['key'][:60]}”已经迁移或者正在迁移")

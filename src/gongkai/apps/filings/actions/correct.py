"""After publication: putting a report right with a trace. And reports that were public before the platform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.filings import public, queries
from gongkai.apps.filings.actions.submit import keep_snapshot
from gongkai.apps.filings.actions.write import locked
from gongkai.apps.filings.models import Correction, Filing, Snapshot
from gongkai.apps.filings.queries.filing import assemble
from gongkai.apps.publications import actions as publications
from gongkai.apps.publications.models import Channel, Column
from gongkai.law.refusals import Refused


@transaction.atomic
def correct(actor: Post, filing: Filing, reason: str) -> Correction:
    """Opens a correction of a published report. The public goes on reading the old version until the new one is out."""
    row = locked(actor, filing)
    before = queries.published(row)
    if row.state != Filing.State.PUBLISHED or before is None:
        raise Refused(f"年报{row.state_name}，只有已公布的年报才办理更正")
    reason = reason.strip()
    if not reason:
        raise Refused("请写明更正的原因，公布时一并说明", field="reason")
    opened = Correction.objects.create(filing=row, before=before, reason=reason, opened_by=actor)
    row.correction = opened
    row.keep(actor, "correction")
    record("filing.correction_opened", actor=actor, agency=row.agency, subject=row, reason=reason)
    return opened


@transaction.atomic
def drop_correction(actor: Post, filing: Filing) -> Filing:
    """Gives up a correction that was never sent into review; the published report stands. The log keeps the reason."""
    row = locked(actor, filing)
    dropped = row.correction
    if dropped is None or not row.correcting:
        raise Refused("本年报没有正在办理的更正")
    if dropped.after is not None:
        raise Refused("更正稿已经送审，不能放弃；请审核人退回后修改，或者审核通过后公布")
    row.correction = row.corrections.exclude(pk=dropped.pk).last()
    row.keep(actor, "correction")
    dropped.delete()
    record("filing.correction_dropped", actor=actor, agency=row.agency, subject=row, reason=dropped.reason)
    return row


@transaction.atomic
def import_published(
    actor: Post, filing: Filing, published_on: date, *, channels: Iterable[Channel], source: str, reason: str
) -> Filing:
    """Submits a report that was public before the platform as a batch of history, to be let in by a second person.

    published_on: its original day, before the agency's `live_since`. What it states is kept as it was stated:
    history is not put right by importing it, so no check stands in its way.
    """
    row = locked(actor, filing)
    if row.state != Filing.State.DRAFTING:
        raise Refused(f"年报{row.state_name}，不能再作为历史年报迁移")
    column = Column.objects.filter(agency=row.agency, kind=Column.Kind.ANNUAL_REPORT).first()
    if column is None:
        raise Refused("本机关还没有“政府信息公开年报”栏目，请先开设")
    known = queries.books(row.agency_id, row.year)
    texts = {block: text.text for block, text in queries.texts_of(row).items()}
    report = assemble(row.agency, row.year, row.edition, known.figures, texts, published_on)
    report = replace(report, published_on=published_on)
    row.batch = publications.submit_history(
        actor, row.agency, reason=reason, source=source, rows=[public.row(report, column, channels)]
    )
    keep_snapshot(actor, row, report, Snapshot.Reason.IMPORTED, batch=row.batch)
    row.keep(actor, "batch")
    record("filing.submitted", actor=actor, agency=row.agency, subject=row, reason="imported")
    return row

"""The report's way out: laid before the reviewers as it stands, judged, published through the one door."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.filings import public, queries
from gongkai.apps.filings.actions.write import locked, require_open
from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.filings.queries.books import Books
from gongkai.apps.filings.queries.filing import assemble
from gongkai.apps.publications import actions as publications
from gongkai.apps.publications.models import Channel, HistoryBatch, Item
from gongkai.law.refusals import Refused
from gongkai.reports.figures import Report
from gongkai.reports.write.json import dumps
from gongkai.textcheck.privacy import find_private


@transaction.atomic
def submit(actor: Post, filing: Filing, *, version: int | None = None) -> Filing:
    """Keeps the report as it stands, lays it into the column 政府信息公开年报 and sends it into review.

    Refused with the first of `obstacles`. version: of the filing that was on the screen.
    """
    row = locked(actor, filing, version)
    require_open(row)
    known = queries.books(row.agency_id, row.year)
    for refused in obstacles(row, known):
        raise refused
    texts = {block: text.text for block, text in queries.texts_of(row).items()}
    today = timezone.localdate()
    report = assemble(row.agency, row.year, row.edition, known.figures, texts, today)
    correction = row.correction if row.correcting else None
    if correction:
        correction.changes = public.changes(correction.before.as_report(), report)
        if not correction.changes:
            raise Refused("与已公布的年报没有不同，不需要更正；确实不改的，请放弃更正")
    row.item = _laid_out(actor, row, report)
    reason = Snapshot.Reason.CORRECTION if correction else Snapshot.Reason.SUBMITTED
    snapshot = keep_snapshot(actor, row, report, reason, item=row.item)
    if correction:
        correction.after = snapshot
        correction.save(update_fields=["after", "changes"])
    row.keep(actor, "item")
    row.item = publications.submit(actor, row.item)
    record(
        "filing.submitted",
        actor=actor,
        agency=row.agency,
        subject=row,
        number=snapshot.number,
        digest=snapshot.digest,
        reason=reason,
    )
    return row


def obstacles(filing: Filing, known: Books) -> Iterator[Refused]:
    """Everything for which the report may not be sent into review, in the order in which to mend it."""
    if filing.year >= timezone.localdate().year:
        yield Refused(f"{filing.year}年还没有结束，统计期限满后才能送审", article="条例第四十九条")
    for one in queries.judged(known.findings, filing.notes.all()):
        if one.open and one.finding.level == "error":
            yield Refused(one.finding.message, article=_source(known, one.finding.rule), field="findings")
        elif one.open:
            yield Refused(f"请先核对并说明：{one.finding.message}", field="findings")
    texts = queries.texts_of(filing)
    for block in known.form.blocks:
        heading = block.heading or next(s.heading for s in known.form.sections if s.id == block.section)
        text = texts[block.id].text if block.id in texts else ""
        if block.required and not text:
            article = f"条例第五十条；{known.form.source}"
            yield Refused(f"“{heading}”是年报必备内容，请写明；没有的写“无”", article=article, field=block.id)
        for private in find_private(text):
            yield Refused(
                f"“{heading}”中有{private.name}“{private.text}”，请去掉后再送审",
                article="个人信息保护法第三十四条",
                field=block.id,
            )


def _source(known: Books, rule: str) -> str:
    return next((one.source for one in known.form.rules if one.id == rule), known.form.source)


def _laid_out(actor: Post, filing: Filing, report: Report) -> Item:
    earlier = [one for one in filing.corrections.all() if one != filing.correction]
    fields = public.fields(report, [*earlier, *filter(None, [filing.correction])])
    if filing.item and filing.item.state == Item.State.DRAFT:
        return publications.revise_report(actor, filing.item, **fields)
    return publications.draft_report(actor, filing.agency, **fields)


def keep_snapshot(
    actor: Post,
    filing: Filing,
    report: Report,
    reason: str,
    *,
    item: Item | None = None,
    batch: HistoryBatch | None = None,
) -> Snapshot:
    """The next version of the report, kept for ever."""
    text = dumps(report)
    return Snapshot.objects.create(
        filing=filing,
        number=filing.snapshots.count() + 1,
        reason=reason,
        report=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        item=item,
        batch=batch,
        created_by=actor,
    )


@transaction.atomic
def approve(actor: Post, filing: Filing, *, opinion: str = "", version: int | None = None) -> Filing:
    """Approves the awaited step of the review. The final one needs the power to approve the report itself.

    version: of the publication that was on the screen. Nobody who wrote any of the text may judge it.
    """
    row, item = _under_review(actor, filing)
    if item.awaiting == "final":
        actor.require("filings.approve")
    if actor.account_id in _writers(row):
        raise Refused("您撰写过本年报的正文，不能审核，请由他人审核", article="条例第十七条")
    row.item = publications.approve(actor, item, version=version, opinion=opinion)
    if row.item.state == Item.State.APPROVED:
        record("filing.approved", actor=actor, agency=row.agency, subject=row)
    return row


@transaction.atomic
def send_back(actor: Post, filing: Filing, *, opinion: str, version: int | None = None) -> Filing:
    """Returns the report to the clerk with an opinion; it may then be written again."""
    row, item = _under_review(actor, filing)
    row.item = publications.send_back(actor, item, version=version, opinion=opinion)
    record("filing.sent_back", actor=actor, agency=row.agency, subject=row)
    return row


@transaction.atomic
def publish(actor: Post, filing: Filing, channels: Iterable[Channel]) -> Filing:
    """Makes the approved report public. The version that a correction replaces is marked as amended, not removed."""
    actor.require("publications.publish")
    actor.require_agency(filing.agency_id)
    row = Filing.locked(filing.pk)
    if row.item is None or row.state != Filing.State.IN_REVIEW:
        raise Refused(f"年报{row.state_name}，请先送审并经审核通过", article="条例第十七条")
    row.item = publications.publish(actor, row.item, channels)
    if row.correction and row.correction.after and row.correction.after.item_id == row.item.pk:
        old = row.correction.before
        for item in [old.item] if old.item else list(old.batch.items.all() if old.batch else ()):
            publications.change_validity(
                actor,
                item,
                Item.Validity.AMENDED,
                since=timezone.localdate(),
                basis=f"年报更正：{row.correction.reason}",
            )
    row.keep(actor, "version")
    record("filing.published", actor=actor, agency=row.agency, subject=row, item=row.item.pk)
    return row


def _under_review(actor: Post, filing: Filing) -> tuple[Filing, Item]:
    actor.require_agency(filing.agency_id)
    row = Filing.locked(filing.pk)
    if row.item is None or row.item.state != Item.State.IN_REVIEW:
        raise Refused(f"年报{row.state_name}，现在没有待办的审核")
    return row, row.item


def _writers(filing: Filing) -> set[int | None]:
    return set(filing.texts.values_list("changed_by_id", flat=True))

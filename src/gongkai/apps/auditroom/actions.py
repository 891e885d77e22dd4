"""Every write of 年报审核, one verb each."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.auditroom import fingerprints, queries, reading
from gongkai.apps.auditroom.groups import group_of, title_of
from gongkai.apps.auditroom.models import Document, Finding, Return, Round, Verdict
from gongkai.apps.auditroom.sisters import Sisters
from gongkai.apps.auditroom.uploads import Handed
from gongkai.apps.filings import downloads
from gongkai.law.refusals import Refused
from gongkai.reports.form import edition_for_year
from gongkai.reports.read import Reading

PERMISSION = "filings.oversee"
SHORT = 60  # characters of a stated value that are kept


@transaction.atomic
def open_round(actor: Post, *, year: int, title: str, due: date, today: date) -> Round:
    """A round of the actor's agency. Refused for a year without a national form, one to come, or a title used before."""
    actor.require(PERMISSION)
    edition_for_year(year)
    if year > today.year:
        raise Refused(f"{year}年还没有到，不能审核这一年的年报", field="year")
    if due.year <= year:
        raise Refused(
            f"{year}年年报在次年公布，应公布日期应当在{year + 1}年以后",
            article="条例第四十九条",
            field="due",
        )
    title = title.strip()
    if not title:
        raise Refused("请填写审核任务的名称，如“2025年度市直部门”", field="title")
    if Round.objects.filter(agency=actor.agency, year=year, title=title).exists():
        raise Refused(f"{year}年已有名为“{title}”的审核任务，请另取名称", field="title")
    opened = Round.objects.create(agency=actor.agency, year=year, title=title, due=due, opened_by=actor)
    record("round.opened", actor=actor, subject=opened, year=year, title=title)
    return opened


def _own(actor: Post, round_: Round) -> None:
    actor.require(PERMISSION)
    actor.require_agency(round_.agency_id)


@transaction.atomic
def upload(actor: Post, round_: Round, files: Iterable[Handed]) -> list[Document]:
    """Takes the files in, to be read next. A file whose bytes are in the round already is not taken twice.

    Returns what is new. An older file that was replaced meanwhile and comes again is current again.
    """
    _own(actor, round_)
    taken = [one for file in files if (one := _take(actor, round_, file, Document.Source.UPLOADED))]
    if taken:
        record("report.uploaded", actor=actor, subject=round_, files=[one.name for one in taken])
    return taken


def _take(actor: Post, round_: Round, file: Handed, source: str) -> Document | None:
    digest = hashlib.sha256(file.data).hexdigest()
    known = round_.documents.filter(digest=digest).first()
    if known is not None:
        if known.replaced_by_id is None:
            return None
        known.waiting, known.replaced_by, known.added_at = True, None, timezone.now()
        known.save(update_fields=["waiting", "replaced_by", "added_at"])
        return known
    document = Document(
        round=round_,
        source=source,
        name=file.name[:200],
        digest=digest,
        size=len(file.data),
        added_by=actor,
    )
    document.file.save(file.name, ContentFile(file.data), save=False)
    document.save()
    return document


@transaction.atomic
def collect(actor: Post, round_: Round) -> list[Document]:
    """Takes in the published reports of the year of the agency and its direct subordinates on this platform.

    Returns what is new; a report that has not changed since is not taken twice. Refused where none is published.
    """
    _own(actor, round_)
    snapshots = queries.published_reports(actor.agency, round_.year)
    if not snapshots:
        raise Refused(f"下级机关在本平台还没有公布{round_.year}年年报，可以先上传文件")
    taken = []
    for snapshot in snapshots:
        written = downloads.write(snapshot.as_report(), "html")
        document = _take(actor, round_, Handed(written.name, written.content), Document.Source.COLLECTED)
        if document:
            taken.append(document)
    record("reports.collected", actor=actor, subject=round_, files=[one.name for one in taken])
    return taken


@transaction.atomic
def reread(actor: Post, round_: Round) -> int:
    """Marks every current document to be read anew, by the rules as they are now. Returns how many. Verdicts stay."""
    _own(actor, round_)
    count = round_.documents.filter(replaced_by=None).update(waiting=True)
    record("reports.reread", actor=actor, subject=round_, count=count)
    return count


def read_waiting(actor: Post, round_: Round, *, seconds: float) -> int:
    """Reads waiting documents for at most about so many seconds. Returns how many still wait.

    Called again and again it goes on where it stopped: each document is done in a transaction of its own.
    """
    _own(actor, round_)
    waiting = list(round_.documents.filter(waiting=True).order_by("pk").values_list("pk", flat=True))
    stop = time.monotonic() + seconds
    sisters = Sisters(round_)
    for done, pk in enumerate(waiting, start=1):
        _read(pk, sisters)
        if time.monotonic() > stop:
            return len(waiting) - done
    return 0


def _read(pk: int, sisters: Sisters) -> None:
    document = Document.objects.select_related("round").get(pk=pk)
    read = _opened(document)
    last = queries.year_before(document.round.agency_id, read.agency or "", read.year)
    alike = [_opened(one) for one in sisters.of(pk, read, reading.lines(read))]
    found = reading.audited(read, _opened(last) if last else None, alike)
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=pk)
        if row.waiting:
            _keep(row, found)


def _opened(document: Document) -> Reading:
    with document.file.open("rb") as stored:
        return reading.opened(stored.read(), document.name)


def _keep(row: Document, found: reading.Audited) -> None:
    """Puts a reading in the place of the one before, and replaces an older file of the same agency and year."""
    read = found.reading
    row.waiting = False
    row.read_at = timezone.now()
    row.rules_version = reading.rules_version()
    row.status = Document.Status.READ if read.status == "read" else Document.Status.REFUSED
    row.reason, row.message = read.reason or "", read.message[:300]
    row.agency_name, row.title = (read.agency or "")[:120], read.title[:200]
    row.agency = queries.agency_called(row.agency_name)
    row.year, row.edition = read.year, read.edition or ""
    row.figures, row.lines = reading.stored(read.figures), reading.lines(read)
    row.save()
    row.findings.all().delete()
    Finding.objects.bulk_create(_findings(row, found))
    _replace(row)


def _findings(row: Document, found: reading.Audited) -> list[Finding]:
    """The findings numbered by their place in the document, those without a place last."""
    ordered = sorted(
        found.findings,
        key=lambda one: (one.at is None, (one.at.page, one.at.line, one.at.start) if one.at else ()),
    )
    times: dict[str, int] = {}
    made = []
    for number, one in enumerate(ordered, start=1):
        says, should = (_told(value) for value in (one.says, one.should))
        known = fingerprints.of(
            row.called, row.year, one.rule, one.keys, found.reading.figures, says, should, one.quote
        )
        times[known] = times.get(known, 0) + 1
        made.append(
            Finding(
                document=row,
                number=number,
                rule=one.rule,
                level=one.level,
                keys=list(one.keys),
                says=says[:SHORT],
                should=should[:SHORT],
                message=one.message,
                quote=one.quote,
                page=one.at.page if one.at else 0,
                line=one.at.line if one.at else 0,
                start=one.at.start if one.at else 0,
                end=one.at.end if one.at else 0,
                fingerprint=known if times[known] == 1 else fingerprints.again(known, times[known]),
            )
        )
    return made


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _replace(row: Document) -> None:
    same = row.round.documents.filter(replaced_by=None).exclude(pk=row.pk)
    if row.status == Document.Status.READ and row.agency_name:
        same = same.filter(status=Document.Status.READ, agency_name=row.agency_name, year=row.year)
        # A file that could not be read and was handed in again under its name is answered as well.
        same = same | row.round.documents.filter(
            replaced_by=None, status=Document.Status.REFUSED, name=row.name
        ).exclude(pk=row.pk)
    else:
        same = same.filter(name=row.name, status=row.status, agency_name="")
    later = same.filter(added_at__gt=row.added_at).order_by("added_at").last()
    if later is None:
        same.update(replaced_by=row)
    else:
        row.replaced_by = later
        row.save(update_fields=["replaced_by"])


@transaction.atomic
def judge(actor: Post, finding: Finding, ruling: str, reason: str = "") -> Verdict:
    """One person's word on a finding. Refused: 误报 without a reason, 撤回 where nothing was judged."""
    _own(actor, finding.document.round)
    if ruling not in Verdict.Ruling.values:
        raise Refused("请选择确认、误报或者已改正", field="ruling")
    reason = " ".join(reason.split())
    if ruling == Verdict.Ruling.FALSE_ALARM and not reason:
        raise Refused("判为误报请写明理由，以后重新读取时一并显示", field="reason")
    if len(reason) > 300:
        raise Refused("理由请控制在300字以内", field="reason")
    holding = queries.holding(actor.agency_id, [finding.fingerprint]).get(finding.fingerprint)
    if ruling == Verdict.Ruling.WITHDRAWN and holding is None:
        raise Refused("这个问题还没有判定，不需要撤回")
    made = Verdict.objects.create(
        agency=actor.agency,
        fingerprint=finding.fingerprint,
        ruling=ruling,
        reason=reason,
        digest=finding.document.digest,
        by=actor,
    )
    record(
        "report.judged",
        actor=actor,
        subject=finding.document,
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        ruling=ruling,
        reason=reason,
    )
    return made


@transaction.atomic
def return_list(actor: Post, document: Document, *, due: date, today: date) -> Return:
    """Gives the confirmed findings back to the agency. Refused without any, or with a term in the past."""
    _own(actor, document.round)
    if document.replaced_by_id:
        raise Refused("这份年报已被后来的文件替换，请对后来的文件出具退改意见")
    confirmed = queries.confirmed(document)
    if not confirmed:
        raise Refused("还没有确认的问题，请先逐条判定，再出具退改意见")
    if due < today:
        raise Refused("改正期限已经过去，请填写今天以后的日期", field="due")
    items = [
        {
            "fingerprint": one.fingerprint,
            "level": one.get_level_display(),
            "title": title_of(one.rule),
            "where": one.where,
            "message": one.message,
            "quote": one.quote,
            "advice": group_of(one.rule).advice,
        }
        for one in confirmed
    ]
    made = Return.objects.create(document=document, items=items, due=due, by=actor)
    record("report.returned", actor=actor, subject=document, count=len(confirmed), due=str(due))
    return made

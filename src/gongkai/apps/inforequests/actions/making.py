"""To have the file without the marked passages made: a short paper at once, a long one by the worker.

An order is begun by whoever claims it; when its process is killed, it is begun anew after `SILENCE`, `TRIES` times in
all. The file and the end of its order are kept in one transaction.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.withholding import LAW, keep, made_without, open_source
from gongkai.apps.inforequests.models import Attachment, Making
from gongkai.apps.inforequests.models.making import OPEN, MakingState
from gongkai.apps.inforequests.queries.papers import data_of, marks_of
from gongkai.law.refusals import Refused
from gongkai.redaction import page_count

log = logging.getLogger("gongkai.making")

PAGES_AT_ONCE, BYTES_AT_ONCE = 2, 100_000  # some two seconds; a paper without pages by its size
SILENCE = timedelta(minutes=10)  # after which the process that worked on an order counts as killed
TRIES = 3
BEAT = 2.0  # seconds between two signs of life
AGAIN = f"处理中断了{TRIES}次，未能生成；文件可能过大，请拆分后再遮蔽"
BROKEN = "处理时出错，未能生成；请把原文件打印成PDF后重新加入，仍不行的请联系系统管理员"
WITHDRAWN = "申请人已撤回申请，不再生成"
CHANGED = "提交之后遮蔽处有改动，请以新的遮蔽处重新生成"

_working = threading.Lock()  # one paper at a time in a process: it takes the processor


def order_file(actor: Post, source: Attachment, *, seen: str) -> Making:
    """The order of the file, already carried out when the paper is short; ordering it twice is one order.

    seen: `state_of` the marks that the page showed. Refused as marking is, and without marks.
    """
    with transaction.atomic():
        case = open_source(actor, source, seen)
        _check_wanted(source)
        if not marks_of(source):
            raise Refused("没有标注遮蔽处，请先标出不予公开的内容", article=LAW, field="marks")
        earlier = Making.objects.filter(source=source, state__in=OPEN)
        if same := earlier.filter(seen=seen).first():
            return same
        earlier.update(state=MakingState.FAILED, error=CHANGED, finished_at=timezone.now())
        made = Making.objects.create(source=source, seen=seen, ordered_by=actor)
        record(
            "request.withholding_ordered", actor=actor, subject=case, number=case.label, paper=source.digest
        )
    if _is_short(source):
        carry_out(made.pk)
        made.refresh_from_db()
    return made


def carry_out_orders(seconds: float) -> int:
    """Carries out what is ordered, the oldest first, none begun after so many seconds; how many.

    Nothing while another thread of this process is at it.
    """
    if not _working.acquire(blocking=False):
        return 0
    try:
        end, count = time.monotonic() + seconds, 0
        waiting = Making.objects.filter(_free()).order_by("ordered_at", "pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            if time.monotonic() > end:
                break
            count += carry_out(pk)
        return count
    finally:
        _working.release()


def carry_out(pk: int) -> bool:
    """Makes the file of one order, or keeps the sentence why not; False when somebody else is at it."""
    now = timezone.now()
    claimed = Making.objects.filter(_free(), pk=pk)
    if not claimed.update(
        state=MakingState.WORKING, attempts=F("attempts") + 1, beat_at=now, done=0, total=0
    ):
        return False
    row = Making.objects.select_related("ordered_by__account", "source__request__agency").get(pk=pk)
    try:
        if row.attempts > TRIES:
            raise Refused(AGAIN)
        _check_wanted(row.source)
        made = made_without(row.ordered_by, row.source, seen=row.seen, progress=_beating(row))
        with transaction.atomic():
            if _mine(row).select_for_update().first():
                _check_wanted(row.source)
                kept = keep(row.ordered_by, row.source, made, row.seen)
                _mine(row).update(
                    state=MakingState.DONE, released=kept.released, finished_at=timezone.now(), error=""
                )
    except Refused as refused:
        _fail(row, str(refused))
    except Exception:
        log.exception("order %s failed", pk)
        _fail(row, BROKEN)
    return True


def _free() -> Q:
    """Waiting, or begun by a process that has been silent for too long."""
    silent = Q(state=MakingState.WORKING, beat_at__lt=timezone.now() - SILENCE)
    return Q(state=MakingState.WAITING) | silent


def _mine(row: Making) -> QuerySet[Making]:
    return Making.objects.filter(pk=row.pk, state=MakingState.WORKING, attempts=row.attempts)


def _check_wanted(source: Attachment) -> None:
    if source.request.events.filter(type="withdrawn").exists():
        raise Refused(WITHDRAWN)


def _beating(row: Making) -> Callable[[int, int], None]:
    """Notes how far the work is, every `BEAT` seconds."""
    last = time.monotonic()

    def beat(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= BEAT:
            last = time.monotonic()
            _mine(row).update(done=done, total=total, beat_at=timezone.now())

    return beat


@transaction.atomic
def _fail(row: Making, error: str) -> None:
    if _mine(row).update(state=MakingState.FAILED, error=error[:600], finished_at=timezone.now()):
        case = row.source.request
        told = {"number": case.label, "paper": row.source.digest}
        record("request.withholding_failed", agency=case.agency, subject=case, **told)


def _is_short(source: Attachment) -> bool:
    pages = page_count(data_of(source), source.name)
    return pages <= PAGES_AT_ONCE if pages else source.size <= BYTES_AT_ONCE

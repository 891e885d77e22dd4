"""Clean-up lists: made by rules, judged line by line, confirmed by another person, carried out one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.amend import amend
from gongkai.apps.publications.actions.publish import change_validity, withdraw
from gongkai.apps.publications.cleanup import RULES, Known, Page, found_in
from gongkai.apps.publications.models import Attachment, CleanupLine, CleanupList, Column, Item
from gongkai.law.refusals import Refused

FOUR_EYES = "条例第十七条"
CHUNK = 500
Verdict = CleanupLine.Verdict


@transaction.atomic
def make_list(
    actor: Post,
    agency: Agency,
    *,
    name: str,
    rules: Collection[str],
    today: date,
    column: Column | None = None,
    until: date | None = None,
) -> CleanupList:
    """Looks through what is public and lists what a rule names. column, until: only these items.

    Refused when nothing is found, so that no empty list stands about.
    """
    actor.require("publications.withdraw")
    actor.require_agency(agency.pk)
    if not name.strip():
        raise Refused("请填写清单名称", field="name")
    if not rules or set(rules) - RULES.keys():
        raise Refused("请至少选择一种情形", field="rules")
    if column and column.agency_id != agency.pk:
        raise Refused("栏目属于其他机关，请重新选择", field="column")
    items = Item.objects.filter(agency=agency, state=Item.State.PUBLISHED, kind=Item.Kind.DOCUMENT)
    if column:
        items = items.filter(column=column)
    if until:
        items = items.filter(first_public_on__lte=until)
    count = 0
    lines: list[tuple[int, list[str]]] = []
    known = Known(today, _ended(agency))
    for page in _pages(items.values_list("pk", flat=True).order_by("pk"), "attachment" in rules):
        count += 1
        said = found_in(page, known, rules)
        if said:
            lines.append((page.pk, said))
    if not lines:
        raise Refused(f"检查了{count}条公开信息，没有发现所选情形", field="rules")
    made = CleanupList.objects.create(
        agency=agency,
        name=name.strip()[:100],
        rules=sorted(rules),
        column=column,
        until=until,
        looked_through=count,
        made_by=actor,
    )
    CleanupLine.objects.bulk_create(
        (CleanupLine(cleanup=made, item_id=pk, found=said) for pk, said in lines), batch_size=CHUNK
    )
    record("cleanup.listed", actor=actor, agency=agency, subject=made, lines=len(lines), looked_through=count)
    return made


def _ended(agency: Agency) -> dict[str, str]:
    """Document number → 废止 or 失效 of the agency's own documents."""
    ended = Item.objects.filter(agency=agency, validity__in=["repealed", "lapsed"]).exclude(
        document_number=""
    )
    names = dict(Item.Validity.choices)
    return {number: names[validity] for number, validity in ended.values_list("document_number", "validity")}


def _pages(keys: Iterable[int], files: bool) -> Iterator[Page]:
    """The items with their texts, a chunk at a time."""
    known = list(keys)
    for start in range(0, len(known), CHUNK):
        chunk = known[start : start + CHUNK]
        gone: dict[int, list[str]] = {}
        for each in Attachment.objects.filter(item__in=chunk) if files else ():
            if not each.file.storage.exists(str(each.file.name)):
                gone.setdefault(each.item_id, []).append(each.name)
        names = ("pk", "title", "body", "document_number", "first_public_on", "valid_until", "validity")
        for row in Item.objects.filter(pk__in=chunk).order_by("pk").values_list(*names):
            yield replace(Page(*row), gone=gone.get(row[0], ()))


@transaction.atomic
def judge_line(actor: Post, line: CleanupLine, verdict: str, reason: str = "") -> CleanupLine:
    """One person's verdict; changing it asks for a new confirmation."""
    actor.require("publications.draft")
    row = _open_line(actor, line)
    if verdict not in Verdict.values:
        raise Refused("请选择处理意见：保留、标注失效、更正或者撤下", field="verdict")
    if verdict != Verdict.KEEP and not reason.strip():
        raise Refused("请写明理由，它会写进信息的记录", field="reason")
    row.verdict, row.reason, row.failed = verdict, reason.strip()[:200], ""
    row.judged_by, row.judged_at = actor, timezone.now()
    row.confirmed_by = row.confirmed_at = None
    row.save()
    record("cleanup.judged", actor=actor, agency=row.cleanup.agency, subject=row, verdict=verdict)
    return row


@transaction.atomic
def confirm_line(actor: Post, line: CleanupLine) -> CleanupLine:
    """Another person's consent to a verdict."""
    actor.require("publications.cleanup.confirm")
    row = _open_line(actor, line)
    if not row.verdict or row.judged_by is None:
        raise Refused("本条还没有处理意见，请先判定")
    if row.judged_by.account_id == actor.account_id:
        raise Refused("处理意见是您提出的，须由另一人复核", article=FOUR_EYES)
    row.confirmed_by, row.confirmed_at = actor, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record("cleanup.confirmed", actor=actor, agency=row.cleanup.agency, subject=row, verdict=row.verdict)
    return row


def carry_out(actor: Post, cleanup: CleanupList, today: date, most: int = 100) -> tuple[int, int]:
    """Does what is confirmed, each line in its own transaction; how many were done and how many could not be.

    Broken off, it goes on with the lines that are left. At most so many at once; call again for the rest.
    """
    actor.require("publications.withdraw")
    actor.require_agency(cleanup.agency_id)
    waiting = cleanup.lines.filter(confirmed_at__isnull=False, done_at=None, failed="")
    done = failed = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:most]):
        try:
            with transaction.atomic():
                done += _do(actor, pk, today)
        except Refused as refused:
            CleanupLine.objects.filter(pk=pk).update(failed=str(refused)[:300])
            failed += 1
    return done, failed


def _do(actor: Post, pk: int, today: date) -> int:
    row = (
        CleanupLine.objects.select_for_update(of=("self",))
        .select_related("item", "cleanup__agency")
        .get(pk=pk)
    )
    if row.done_at or row.confirmed_at is None:
        return 0  # somebody was quicker
    match row.verdict:
        case Verdict.EXPIRE:
            change_validity(actor, row.item, Item.Validity.LAPSED, since=today, basis=row.reason)
        case Verdict.CORRECT:
            amend(actor, row.item, row.reason)
        case Verdict.WITHDRAW:
            withdraw(actor, row.item, row.reason)
    row.done_at = timezone.now()
    row.save(update_fields=["done_at"])
    record("cleanup.carried_out", actor=actor, agency=row.cleanup.agency, subject=row, verdict=row.verdict)
    return 1


def _open_line(actor: Post, line: CleanupLine) -> CleanupLine:
    row = (
        CleanupLine.objects.select_for_update(of=("self",))
        .select_related("cleanup__agency", "judged_by")
        .get(pk=line.pk)
    )
    actor.require_agency(row.cleanup.agency_id)
    if row.done_at:
        raise Refused("本条已经办理，不能再改")
    return row

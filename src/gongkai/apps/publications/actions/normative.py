"""Writes of the register of normative documents: a document, and one step after the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.publish import change_validity
from gongkai.apps.publications.actions.write import draft
from gongkai.apps.publications.attachments import check, read
from gongkai.apps.publications.models import Column, Item, NormativeDocument, NormativeEvent
from gongkai.apps.publications.normative import (
    DECISION,
    LEGAL,
    LIFE,
    MAKING,
    MARKING,
    STANDING,
    Kind,
    Stage,
    comment_days,
    default_validity,
    moved,
)
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar

FIELDS = ("title", "type", "department", "major", "expert_required", "risk_required", "trial")
REASONED = {Kind.COMMENTS_WAIVED, Kind.LEGAL_RETURNED, Kind.DISCUSSION_FAILED, Kind.AMENDED, Kind.REPEALED,
            Kind.LAPSED, Kind.DROPPED}  # fmt: skip
WITNESSED = {Kind.EXPERTS_ARGUED, Kind.RISK_ASSESSED, Kind.DISCUSSED}  # asks for a note or a file


@transaction.atomic
def open_document(actor: Post, agency: Agency, *, on: date, basis: str, **fields: Any) -> NormativeDocument:
    """A new project (立项). basis: what it rests on. fields: any of `FIELDS`."""
    document = _new(actor, agency, fields)
    if not basis.strip():
        raise Refused("请写明立项的依据", article=MAKING, field="basis")
    _check_day(None, on)
    document.save()
    _keep(actor, document, Kind.OPENED, on, note=basis)
    record("normative.opened", actor=actor, agency=agency, subject=document)
    return document


@transaction.atomic
def take_over(
    actor: Post,
    agency: Agency,
    *,
    document_number: str,
    issued_on: date,
    valid_until: date | None,
    item: Item | None = None,
    **fields: Any,
) -> NormativeDocument:
    """A document from before the platform, entered with the number and days it has; marked as such for ever."""
    actor.require("publications.publish")
    document = _new(actor, agency, fields)
    if issued_on >= agency.live_since:
        raise Refused(
            f"平台启用（{agency.live_since}）之后印发的文件须逐环节登记，不能按既有文件入册",
            article=MAKING,
            field="issued_on",
        )
    if not document_number.strip():
        raise Refused("请填写文号", field="document_number")
    if item:
        _check_item(document, item)
    document.document_number, document.issued_on = document_number.strip(), issued_on
    document.valid_until, document.item = valid_until, item
    document.stage = Stage.PUBLISHED if item else Stage.ISSUED
    _store(document)
    _keep(actor, document, Kind.TAKEN_OVER, issued_on, note="平台启用前印发", item=item)
    record("normative.opened", actor=actor, agency=agency, subject=document, taken_over=True)
    return document


@transaction.atomic
def change_document(
    actor: Post, document: NormativeDocument, version: int | None, **fields: Any
) -> NormativeDocument:
    """Another title, department or requirement, as long as it is not issued."""
    actor.require("publications.draft")
    row = NormativeDocument.locked(document.pk, version)
    actor.require_agency(row.agency_id)
    if row.stage in {*STANDING, Stage.REPEALED, Stage.LAPSED, Stage.DROPPED}:
        raise Refused("已经印发或者终止的文件不能再改登记")
    _assign(row, fields)
    row.keep(actor, *fields)
    record("normative.changed", actor=actor, agency=row.agency, subject=row, fields=sorted(fields))
    return row


@transaction.atomic
def take_step(
    actor: Post,
    document: NormativeDocument,
    kind: str,
    *,
    on: date,
    note: str = "",
    evidence: File[bytes] | None = None,
    item: Item | None = None,
    **told: Any,
) -> NormativeEvent:
    """Records one step with its day and evidence; Refused where the order of the law does not allow it.

    told: until (the last day for comments); received, adopted (opinions); document_number, registration_number,
    valid_until (of the issue, or of an evaluation); where (to whom it was filed).
    """
    row = NormativeDocument.locked(document.pk)
    actor.require_agency(row.agency_id)
    stage = moved(row, kind)
    actor.require(LIFE[kind].permission)
    _check_day(row, on)
    if kind in REASONED and not note.strip():
        raise Refused("请在说明中写明理由或者依据", field="note")
    if kind in WITNESSED and not (note.strip() or evidence):
        raise Refused("请写明结论，或者上传会议纪要、论证意见等依据材料", article=MAKING, field="note")
    data = _told(actor, row, kind, on, note, item, told)
    row.stage = stage
    _store(row, actor)
    event = _keep(actor, row, kind, on, note=note, evidence=evidence, item=item, data=data)
    _mark_page(actor, row, kind, on, note)
    record("normative.step_recorded", actor=actor, agency=row.agency, subject=row, kind=kind, on=str(on))
    return event


def _told(
    actor: Post,
    row: NormativeDocument,
    kind: str,
    on: date,
    note: str,
    item: Item | None,
    told: dict[str, Any],
) -> dict[str, Any]:
    """What a step adds to the document, set on the row; the plain values that the event keeps."""
    match kind:
        case Kind.COMMENTS_OPENED:
            until = told.get("until")
            if until is None:
                raise Refused("请填写征求意见的截止日期", article=MAKING, field="until")
            short = comment_days(row, on, until, default_calendar())
            if short and not note.strip():
                raise short
            row.comments_until = until
            return {"until": str(until)}
        case Kind.COMMENTS_CLOSED:
            if row.comments_until and on <= row.comments_until:
                raise Refused(
                    f"征求意见到{row.comments_until}截止，截止之后才能结束",
                    article=DECISION if row.major else MAKING,
                    field="on",
                )
            return _opinions(told)
        case Kind.COMMENTS_REPLIED:
            if not (item or note.strip()):
                raise Refused(
                    "请选择公布采纳情况的公开信息，或者说明公布的方式", article=MAKING, field="note"
                )
        case Kind.LEGAL_SUBMITTED:
            _check_argued(row)
        case Kind.LEGAL_PASSED | Kind.LEGAL_RETURNED:
            wrote = row.events.filter(
                actor__account_id=actor.account_id, kind__in=[Kind.OPENED, Kind.DRAFTED]
            )
            if wrote.exists():
                raise Refused("您参与了起草，不能审核自己起草的文件，请由他人审核", article=LEGAL)
            if not note.strip():
                raise Refused("请写明审核意见", article=LEGAL, field="note")
        case Kind.ISSUED:
            return _issue(row, on, told)
        case Kind.PUBLISHED:
            if item is None:
                raise Refused("请选择已经公开的文件页面", article=MAKING, field="item")
            _check_item(row, item)
            row.item = item
        case Kind.FILED:
            where = str(told.get("where") or "").strip()
            if not where:
                raise Refused("请填写报送备案的机关", article=MAKING, field="where")
            row.filed_on = on
            return {"where": where}
        case Kind.EVALUATED:
            return _evaluate(row, on, note, told)
        case Kind.REPEALED | Kind.LAPSED:
            row.ended_on = on
    return {}


def _opinions(told: dict[str, Any]) -> dict[str, int]:
    received, adopted = told.get("received"), told.get("adopted")
    if received is None or adopted is None:
        raise Refused("请填写收到和采纳的意见数，没有的填0", article=MAKING, field="received")
    if not 0 <= adopted <= received:
        raise Refused("采纳的意见不能多于收到的意见，请核对", field="adopted")
    return {"received": received, "adopted": adopted}


def _check_argued(row: NormativeDocument) -> None:
    done = set(row.events.values_list("kind", flat=True))
    for wanted, kind, word in (
        (row.expert_required, Kind.EXPERTS_ARGUED, "专家论证"),
        (row.risk_required, Kind.RISK_ASSESSED, "风险评估"),
    ):
        if wanted and kind not in done:
            raise Refused(f"本件须经{word}，请先登记{word}，再送合法性审核", article=MAKING)


def _issue(row: NormativeDocument, on: date, told: dict[str, Any]) -> dict[str, str]:
    number = str(told.get("document_number") or "").strip()
    registration = str(told.get("registration_number") or "").strip()
    if not number or not registration:
        name = "registration_number" if number else "document_number"
        raise Refused("请填写统一登记号和文号", article=MAKING, field=name)
    until = told.get("valid_until") or default_validity(on, trial=row.trial)
    if until < on:
        raise Refused("有效期至不能早于印发日期，请核对", field="valid_until")
    row.document_number, row.registration_number = number, registration
    row.issued_on, row.valid_until = on, until
    return {"document_number": number, "registration_number": registration, "valid_until": str(until)}


def _evaluate(row: NormativeDocument, on: date, note: str, told: dict[str, Any]) -> dict[str, str]:
    until = told.get("valid_until")
    if not note.strip():
        raise Refused("请写明评估结论：继续有效、需要修改或者废止", field="note")
    if until is None:
        return {}
    if until <= on:
        raise Refused("延长后的有效期须晚于评估日期；不再适用的请登记废止", field="valid_until")
    row.valid_until = until
    return {"valid_until": str(until)}


def _mark_page(actor: Post, row: NormativeDocument, kind: str, on: date, note: str) -> None:
    """What ends or changes a document is marked on its public page in the same transaction (国办发〔2017〕47号)."""
    marks = {Kind.AMENDED: "amended", Kind.REPEALED: "repealed", Kind.LAPSED: "lapsed"}
    validity = marks.get(Kind(kind))
    if validity and row.item and row.item.is_public and row.item.validity != validity:
        change_validity(actor, row.item, validity, since=on, basis=note)


def _check_item(row: NormativeDocument, item: Item) -> None:
    if item.agency_id != row.agency_id or not item.is_public:
        raise Refused("请选择本机关已经公开的信息", field="item")
    if not item.is_normative:
        raise Refused(
            "所选信息没有标为规范性文件，请先更正后再登记公布", article="条例第二十条第（一）项", field="item"
        )
    if row.document_number and item.document_number and item.document_number != row.document_number:
        raise Refused(
            f"所选信息的文号是{item.document_number}，登记的文号是{row.document_number}，请核对", field="item"
        )
    if row.valid_until and item.valid_until and item.valid_until != row.valid_until:
        raise Refused(
            f"公开页面标注的有效期至{item.valid_until}，登记的是{row.valid_until}，请先更正一致",
            article=MARKING,
            field="item",
        )
    if NormativeDocument.objects.filter(item=item).exclude(pk=row.pk).exists():
        raise Refused("所选信息已经登记为另一件文件的公开页面", field="item")


def draft_page(actor: Post, document: NormativeDocument, today: date) -> Item:
    """The draft of the document's public page, with number, days and validity filled in."""
    actor.require_agency(document.agency_id)
    if document.stage != Stage.ISSUED or document.issued_on is None:
        raise Refused("文件印发之后才能起草公开稿", article=MAKING)
    codes = ["rules" if document.type == "rules" else "normative-documents"]
    column = Column.objects.filter(agency_id=document.agency_id, code__in=codes, closed_on=None).first()
    if column is None:
        raise Refused("还没有“规范性文件”栏目，请先开设标准栏目", article="条例第二十条第（一）项")
    return draft(
        actor,
        column,
        title=document.title,
        document_number=document.document_number,
        issued_on=document.issued_on,
        formed_on=document.issued_on,
        valid_until=document.valid_until,
        is_normative=True,
        interpretation_required=True,
        disclosure_attribute=Item.Attribute.PROACTIVE,
    )


def _new(actor: Post, agency: Agency, fields: dict[str, Any]) -> NormativeDocument:
    actor.require("publications.draft")
    actor.require_agency(agency.pk)
    document = NormativeDocument(agency=agency, changed_by=actor.account)
    _assign(document, fields)
    return document


def _assign(document: NormativeDocument, fields: dict[str, Any]) -> None:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"not of a normative document: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(document, name, value.strip() if isinstance(value, str) else value)
    if not document.title:
        raise Refused("请填写标题", field="title")
    if document.department and document.department.agency_id != document.agency_id:
        raise Refused("起草科室属于其他机关，请重新选择", field="department")


def _check_day(row: NormativeDocument | None, on: date) -> None:
    if on > timezone.localdate():
        raise Refused("日期不能晚于今天，请到期再登记", field="on")
    last = row.events.order_by("-on").values_list("on", flat=True).first() if row else None
    if last and on < last:
        raise Refused(f"日期不能早于上一环节的{last}，请核对", field="on")


def _store(row: NormativeDocument, actor: Post | None = None) -> None:
    try:
        with transaction.atomic():
            row.keep(actor) if actor else row.save()
    except IntegrityError:
        raise Refused(
            "文号或者统一登记号已被本机关另一件文件使用，请核对", article=MAKING, field="document_number"
        ) from None


def _keep(
    actor: Post,
    document: NormativeDocument,
    kind: str,
    on: date,
    *,
    note: str = "",
    evidence: File[bytes] | None = None,
    item: Item | None = None,
    data: dict[str, Any] | None = None,
) -> NormativeEvent:
    event = NormativeEvent(
        document=document, kind=kind, on=on, note=note.strip(), data=data or {}, item=item, actor=actor
    )
    if evidence:
        content = read(evidence)
        checked = check(evidence.name or "", content)
        event.evidence_name, event.evidence_digest = checked.name, checked.digest
        event.evidence.save(checked.name, ContentFile(content), save=False)
    event.save()
    return event

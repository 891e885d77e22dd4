"""Registration of a request, what may be mended on it afterwards, who handles it, and a look at the identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Department, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.happening import HANDLE, cache, open_for
from gongkai.apps.inforequests.codes import new_query_code
from gongkai.apps.inforequests.models import (
    ApplicantType,
    AttachmentKind,
    ContentMark,
    Event,
    IdentityKind,
    Request,
)
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.law.clock import CHANNELS
from gongkai.law.refusals import Refused
from gongkai.textcheck.credit_code import check_credit_code
from gongkai.textcheck.identity import check_identity_number
from gongkai.textcheck.likeness import marks

SERIES = "request"
LONGEST = 10_000  # characters of what is asked for
# What registration asks and what may be mended later; the events are not among them.
DETAILS = (
    "applicant_type",
    "applicant_name",
    "identity_kind",
    "identity_number",
    "contact",
    "address",
    "content",
    "form_wanted",
    "delivery_wanted",
)


@transaction.atomic
def register(
    actor: Post,
    *,
    today: date,
    channel: str,
    submitted_on: date,
    signed_on: date | None = None,
    confirmed_on: date | None = None,
    evidence: str = "",
    department: Department | None = None,
    scan: File[Any] | None = None,
    identity_scan: File[Any] | None = None,
    **details: Any,
) -> Request:
    """A new request of the actor's agency, numbered in the year of its receipt (of its submission while unconfirmed).

    channel: a channel of `law.clock`. signed_on: registered mail; confirmed_on: the channels that are received by
    confirmation (条例 art. 31). evidence: what proves the dates; asked for as soon as one lies before today, so that
    paper may be registered late but never without proof. scan: the application as it came in; identity_scan: the proof
    of identity; both are checked and sealed (`agencies.uploads`). details: `DETAILS`; applicant_type, applicant_name and
    content are required. Refused for a date in the future and for a wrong identity number, at its field.
    """
    actor.require(HANDLE)
    if channel not in CHANNELS:
        raise Refused("请选择申请人提交的渠道", article="条例第二十九条", field="channel")
    checked = checked_details(details)
    days = {"submitted": submitted_on, "signed_for": signed_on, "confirmed": confirmed_on}
    _check_days(days, today, evidence)
    request = Request(agency=actor.agency, channel=channel, query_code=new_query_code(), **checked)
    _check_department(request, department)
    request.department = department
    events = [
        Event(
            request=request,
            type=kind,
            date=day,
            fields={"channel": channel} if kind == "submitted" else {},
            evidence=evidence,
            recorded_by=actor,
        )
        for kind, day in days.items()
        if day
    ]
    cache(request, clock_of_events(events, today))
    request.year = (request.received_on or submitted_on).year
    request.number = take_numbers(actor.agency, SERIES, request.year)[0]
    request.changed_by = actor.account
    request.save()
    Event.objects.bulk_create(events)
    mark_content(request)
    record("request.registered", actor=actor, subject=request, number=request.label, channel=channel)
    for upload, kind, field in (
        (scan, AttachmentKind.APPLICATION, "scan"),
        (identity_scan, AttachmentKind.IDENTITY, "identity_scan"),
    ):
        if upload:
            keep_upload(request, upload, kind=kind, by=actor, event=events[0], field=field)
    return request


@transaction.atomic
def change(actor: Post, request: Request, *, seen: int | None = None, **details: Any) -> Request:
    """Mends what was registered; the log keeps the names of the fields, not the personal data."""
    row = open_for(actor, request, HANDLE, seen)
    checked = checked_details({name: getattr(row, name) for name in DETAILS} | details)
    changed = [name for name in DETAILS if getattr(row, name) != checked[name]]
    for name in changed:
        setattr(row, name, checked[name])
    if changed:
        row.keep(actor)
        if "content" in changed:
            mark_content(row)
        record("request.changed", actor=actor, subject=row, number=row.label, fields=changed)
    return row


@transaction.atomic
def assign(
    actor: Post, request: Request, department: Department | None, *, seen: int | None = None
) -> Request:
    """Hands the request to an inner unit of the agency; None takes it back to the disclosure office."""
    row = open_for(actor, request, HANDLE, seen)
    _check_department(row, department)
    row.department = department
    row.keep(actor)
    name = department.name if department else ""
    record("request.assigned", actor=actor, subject=row, number=row.label, department=name)
    return row


@dataclass(frozen=True)
class Identity:
    """Who applied, in clear."""

    name: str
    kind: str
    number: str
    contact: str
    address: str


@transaction.atomic
def show_identity(actor: Post, request: Request) -> Identity:
    """The applicant's identity in clear; each look is logged (个人信息保护法 art. 51)."""
    actor.require("inforequests.see_identity")
    actor.require_agency(request.agency_id)
    record("request.identity_shown", actor=actor, subject=request, number=request.label)
    return Identity(
        request.applicant_name,
        request.get_identity_kind_display(),
        request.identity_number,
        request.contact,
        request.address,
    )


def mark_content(request: Request) -> None:
    """Enters the content into the index of alike applications, in place of an earlier wording."""
    ContentMark.objects.filter(request=request).delete()
    ContentMark.objects.bulk_create(
        ContentMark(agency_id=request.agency_id, request=request, mark=mark)
        for mark in marks(request.content)
    )


def checked_details(details: dict[str, Any]) -> dict[str, Any]:
    """The details cleaned; Refused at the field that is missing or wrong."""
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"no details of a request: {', '.join(sorted(unknown))}")
    cleaned = {name: str(details.get(name) or "").strip() for name in DETAILS}
    if cleaned["applicant_type"] not in ApplicantType.values:
        raise Refused(
            "请选择申请人类型，年度报告表三按此分列",
            article="国办公开办函〔2021〕30号",
            field="applicant_type",
        )
    if not cleaned["applicant_name"]:
        raise Refused("请填写申请人的姓名或者名称", article="条例第二十九条", field="applicant_name")
    checked_content(cleaned["content"])
    return cleaned | _checked_identity(cleaned)


def checked_content(text: str, field: str = "content") -> str:
    """What is asked for, without blanks at its ends; Refused at `field` when there is nothing, or more than `LONGEST`."""
    text = text.strip()
    if not text:
        raise Refused("请填写申请公开的政府信息的名称、文号或者特征", article="条例第二十九条", field=field)
    if len(text) > LONGEST:
        raise Refused(
            f"申请内容有{len(text)}个字，最多登记{LONGEST}个字，请摘录要点，全文扫描后作为材料上传",
            field=field,
        )
    return text


def _checked_identity(cleaned: dict[str, str]) -> dict[str, str]:
    """The proof of identity, with its check digits. A request without one is taken, and corrected by art. 30."""
    kind, number = cleaned["identity_kind"], cleaned["identity_number"]
    if not number:
        return {"identity_kind": "", "identity_number": ""}
    person = cleaned["applicant_type"] == ApplicantType.NATURAL_PERSON
    kind = kind or (IdentityKind.ID_CARD if person else IdentityKind.CREDIT_CODE)
    if kind not in IdentityKind.values or kind == (
        IdentityKind.CREDIT_CODE if person else IdentityKind.ID_CARD
    ):
        right = "居民身份证或者其他证件" if person else "统一社会信用代码或者其他证件"
        raise Refused(
            f"身份证明与申请人类型不符，请选择{right}", article="条例第二十九条", field="identity_kind"
        )
    try:
        if kind == IdentityKind.ID_CARD:
            number = check_identity_number(number)
        elif kind == IdentityKind.CREDIT_CODE:
            number = check_credit_code(number)
    except Refused as refused:
        raise Refused(refused.message, article=refused.article, field="identity_number") from refused
    return {"identity_kind": str(kind), "identity_number": number}


def _check_days(days: dict[str, date | None], today: date, evidence: str) -> None:
    fields = {"submitted": "submitted_on", "signed_for": "signed_on", "confirmed": "confirmed_on"}
    for kind, day in days.items():
        if day and day > today:
            raise Refused(
                f"收到日期{day}晚于今天（{today}），请按实际日期填写",
                article="条例第三十一条",
                field=fields[kind],
            )
    if not evidence.strip() and any(day and day < today for day in days.values()):
        raise Refused(
            "补登以前的日期须写明凭据，如邮件单号、回执编号、系统记录",
            article="条例第三十一条",
            field="evidence",
        )


def _check_department(request: Request, department: Department | None) -> None:
    if department and department.agency_id != request.agency_id:
        raise Refused("承办科室不属于本机关，请重新选择", field="department")

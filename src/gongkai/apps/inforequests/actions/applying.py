"""The citizen applies: a draft that loses nothing, then one application, however often the button is pressed.

No post acts here. Who holds the draft's token may change and send it; its digest alone is kept.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import cache
from gongkai.apps.inforequests.actions.noticing import notify
from gongkai.apps.inforequests.actions.registering import (
    DETAILS,
    SERIES,
    checked_details,
    mark_content,
)
from gongkai.apps.inforequests.citizen_files import PAPERS, PROOFS, check_citizen_file
from gongkai.apps.inforequests.codes import ALPHABET, new_query_code
from gongkai.apps.inforequests.models import (
    Attachment,
    AttachmentKind,
    Deflection,
    Draft,
    DraftFile,
    Event,
    Request,
)
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.apps.inforequests.queries.drafts import draft_content, token_digest
from gongkai.law.refusals import Refused

CHANNEL = "online"
LONGEST = 10_000  # characters of the description
LENGTHS = {"content": LONGEST, "address": 200, "form_wanted": 40, "delivery_wanted": 40}
TOKEN = 16  # letters of `ALPHABET`, 79 bits
KINDS = {
    AttachmentKind.IDENTITY: ("identity_file", PROOFS, 4),
    AttachmentKind.APPLICATION: ("paper_file", PAPERS, 6),
}
KEPT = (*DETAILS, "notice_email")
KEPT_LENGTH = 30_000  # characters of one field that a draft keeps, beyond what may be sent


def new_token() -> str:
    """A token for a new draft, in groups of four to be read and typed."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN))
    return "-".join(letters[at : at + 4] for at in range(0, TOKEN, 4))


@transaction.atomic
def keep_draft(agency: Agency, token: str, fields: Mapping[str, Any], today: date) -> Draft:
    """Keeps what is typed so far, however incomplete, encrypted until `GONGKAI_DRAFT_DAYS` from today.

    A token that is new begins a draft. A draft that was sent stays as it is.
    """
    expires = today + timedelta(days=settings.GONGKAI_DRAFT_DAYS)
    row, _ = Draft.objects.get_or_create(
        token_digest=token_digest(token), defaults={"agency": agency, "content": "", "expires_on": expires}
    )
    row = Draft.objects.select_for_update().get(pk=row.pk, agency=agency)
    if draft_content(row).sent:
        return row
    kept = {name: str(fields.get(name) or "")[:KEPT_LENGTH] for name in KEPT}
    row.content, row.expires_on = json.dumps({"fields": kept}), expires
    row.save(update_fields=["content", "expires_on"])
    return row


@transaction.atomic
def add_draft_file(draft: Draft, kind: str, upload: Any) -> DraftFile:
    """Puts a file to the draft, sealed. Refused at its field when it is none of those that may be sent."""
    field, endings, most = KINDS[AttachmentKind(kind)]
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    checked = check_citizen_file(upload, endings, field)
    same = [one for one in row.files.filter(kind=kind) if one.digest == checked.digest]
    if same:  # the same form sent twice
        return same[0]
    if row.files.filter(kind=kind).count() >= most:
        raise Refused(f"最多上传{most}个文件，请先移除不需要的", field=field)
    file = DraftFile(
        draft=row,
        kind=kind,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        digest=checked.digest,
    )
    file.file.save(checked.name, upload, save=True)
    return file


@transaction.atomic
def remove_draft_file(draft: Draft, pk: int) -> None:
    """Takes a file away from the draft and from the disk; nothing when it is not there."""
    _remove(draft.files.filter(pk=pk))


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Deletes the draft and its files for good."""
    _remove(draft.files.all())
    draft.delete()


def discard_expired_drafts(today: date) -> int:
    """Deletes every draft that has expired, with its files; their number. Belongs in a daily job."""
    expired = list(Draft.objects.filter(expires_on__lt=today))
    for row in expired:
        discard_draft(row)
    return len(expired)


@transaction.atomic
def apply(draft: Draft, *, today: date) -> Request:
    """The application as the draft holds it, received by the platform (条例 arts 29, 31).

    The draft keeps which request it became, so that sending it again returns the same request. The purpose is not
    asked. Refused at the field that is missing, too long or wrong; the draft stays.
    """
    row = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft.pk)
    content = draft_content(row)
    if content.sent:
        return Request.objects.get(pk=content.sent, agency=row.agency)
    checked = checked_application(content.fields)
    request = Request(agency=row.agency, channel=CHANNEL, query_code=new_query_code(), **checked)
    told = {"channel": CHANNEL}
    event = Event(request=request, type="submitted", date=today, fields=told, recorded_at=timezone.now())
    clock = clock_of_events([event], today)
    cache(request, clock)
    request.year = today.year
    request.number = take_numbers(row.agency, SERIES, request.year)[0]
    request.save()
    event.save()
    mark_content(request)
    _move_files(row, request, event)
    record("request.registered", agency=row.agency, subject=request, number=request.label, **told)
    notify(request, event, clock)
    row.content, row.expires_on = json.dumps({"sent": request.pk}), today + timedelta(days=1)
    row.save(update_fields=["content", "expires_on"])
    return request


def checked_application(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an application cleaned; Refused at the first that art. 29 wants and that is missing or wrong."""
    given = {name: str(fields.get(name) or "").replace("\r\n", "\n").strip() for name in KEPT}
    for name, value in given.items():
        most = LENGTHS.get(name, 100)
        if len(value) > most:
            raise Refused(f"最多{most}个字，现为{len(value)}个字，请精简", field=name)
    email = given.pop("notice_email")
    checked: dict[str, str] = checked_details(given)
    wanted = {
        "identity_number": "请填写证件号码，申请应当包括身份证明",
        "contact": "请填写联系方式，本机关收到申请后要与您确认",
        "form_wanted": "请选择希望得到的形式",
        "delivery_wanted": "请选择获取信息的途径",
    }
    for name, sentence in wanted.items():
        if not checked[name]:
            raise Refused(sentence, article="条例第二十九条", field=name)
    if checked["delivery_wanted"] == "邮寄" and not checked["address"]:
        raise Refused("选择邮寄的，请填写通信地址和邮编", field="address")
    return checked | {"notice_email": _checked_email(email, checked["delivery_wanted"])}


def count_deflection(agency: Agency, index_number: str, words: str, today: date) -> None:
    """Somebody found the answer among what is published. Which item and which words of its title; nothing else."""
    Deflection.objects.create(agency=agency, on=today, index_number=index_number[:60], words=words[:60])


def _checked_email(email: str, delivery: str) -> str:
    if not email:
        if delivery == "电子邮件":
            raise Refused("选择以电子邮件获取的，请填写电子邮箱", field="notice_email")
        return ""
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Refused("电子邮箱的写法不对，请核对", field="notice_email") from wrong
    return email


def _move_files(draft: Draft, request: Request, event: Event) -> None:
    for place, file in enumerate(draft.files.order_by("pk"), 1):
        # The name of a proof often is the name of the person, and names of papers are not encrypted.
        proof = f"身份证明{place}{PurePath(file.name).suffix.lower()}"
        attachment = Attachment(
            request=request,
            event=event,
            kind=file.kind,
            name=proof if file.kind == AttachmentKind.IDENTITY else file.name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
        )
        with file.file.open("rb") as plain:
            attachment.file.save(file.name, plain, save=True)
    _remove(draft.files.all())


def _remove(files: Iterable[DraftFile]) -> None:
    """The rows now, the sealed files once that is certain."""
    for file in files:
        stored = file.file
        file.delete()
        transaction.on_commit(partial(stored.storage.delete, str(stored.name)))

"""One letter that asks for several things becomes several requests (一事一申请); several that ask for one become one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.closing import decide
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.actions.registering import SERIES, checked_content, mark_content
from gongkai.apps.inforequests.codes import new_query_code
from gongkai.apps.inforequests.models import AttachmentKind, Event, Request
from gongkai.apps.inforequests.queries.moves import CACHED
from gongkai.law.refusals import Refused
from gongkai.law.reporting import report_due

MOST = 50  # requests out of one letter
# What a part takes over from the letter; the rest of a request is its own.
SHARED = (
    "agency",
    "year",
    "applicant_type",
    "applicant_name",
    "identity_kind",
    "identity_number",
    "contact",
    "address",
    "channel",
    "form_wanted",
    "delivery_wanted",
    "department",
    "notice_email",
    "identity_checked_on",
    *CACHED,
)


@transaction.atomic
def split(
    actor: Post,
    request: Request,
    *,
    keep: str,
    parts: Sequence[str],
    today: date,
    seen: int | None = None,
) -> list[Request]:
    """Further requests out of one letter, each with its own number, the same applicant, days and events.

    keep: what the request itself goes on asking for; parts: what each new one asks for. Each counts as one (件) in
    table 3 and for fees. The wording before stays among the papers. Refused after the end, after a fee was noticed,
    and once the report on the year of receipt is due, whose numbers would no longer hold.
    """
    row = open_for(actor, request, HANDLE, seen)
    _check_open(row, today)
    texts = [text.strip() for text in parts if text.strip()]
    keep = checked_content(keep, "keep")
    if not texts:
        raise Refused("请填写拆出的申请内容，每件一栏", field="parts")
    if len(texts) > MOST:
        raise Refused(f"一次最多拆出{MOST}件，请分次拆分", field="parts")
    if len({keep, *texts}) <= len(texts):
        raise Refused("有两件的内容相同，请核对后重新填写", field="parts")
    texts = [checked_content(text, "parts") for text in texts]
    _keep_wording(actor, row)
    numbers = take_numbers(row.agency, SERIES, row.year, len(texts))
    made = [_part(actor, row, number, text) for number, text in zip(numbers, texts, strict=True)]
    row.content = keep
    row.keep(actor, "content")
    mark_content(row)
    into = [part.label for part in made]
    record("request.split", actor=actor, subject=row, number=row.label, into=into)
    return made


@transaction.atomic
def join(
    actor: Post,
    request: Request,
    into: Request,
    *,
    day: date,
    today: date,
    reason: str = "",
    letter_number: str = "",
    seen: int | None = None,
) -> Request:
    """Joins the request to another one of the same applicant, which is answered for both; it closes as 其他.

    reason: stands as the basis of the closing and in its letter. Both were received and both count once; the
    applicant is told of the joining by letter.
    """
    row = open_for(actor, request, HANDLE, seen)
    target = Request.locked(into.pk)
    actor.require_agency(target.agency_id)
    if target.pk == row.pk:
        raise Refused("不能并入本件自己，请选择另一件", field="into")
    if target.closed_on:
        raise Refused(f"{target.label}已经办结，不能再并入；内容重复的，可按重复申请办理", field="into")
    if row.joined.exists():
        raise Refused("已有其他申请并入本件，请把那一件并入本件后由本件答复", field="into")
    if not row.applicant_keys or row.applicant_keys != target.applicant_keys:
        raise Refused(
            "只有同一申请人的申请才能并案；确是同一人的，请先核对两件登记的证件号码",
            article="条例第三十六条",
            field="into",
        )
    basis = reason.strip() or f"与{target.label}系同一申请人就同一事项提出，并入该件一并答复"
    closed = decide(
        actor,
        row,
        day=day,
        outcome="closed_other",
        articles=[basis],
        letter_number=letter_number,
        evidence=f"并入{target.label}",
        today=today,
    )
    closed.joined_to = target
    closed.keep(actor, "joined_to")
    record("request.joined", actor=actor, subject=closed, number=closed.label, into=target.label)
    return closed


def _check_open(row: Request, today: date) -> None:
    if row.closed_on:
        raise Refused("本件已经办结，不能拆分")
    if row.fee_noticed_on:
        raise Refused("已经发出收费通知，不能再拆分：一件申请只按一种标准收费", article="国办函〔2020〕109号")
    if row.received_on:
        due = report_due(row.received_on.year, "department")
        if today > due.date:
            raise Refused(
                f"本件是{row.received_on.year}年收到的，该年年报已过公布期限，不能再拆分，请在答复中分项答复",
                article=due.article,
            )


def _keep_wording(actor: Post, row: Request) -> None:
    wording = ContentFile(row.content.encode(), name=f"{row.label}拆分前的申请内容.txt")
    keep_upload(row, wording, kind=AttachmentKind.APPLICATION, by=actor)


def _part(actor: Post, row: Request, number: int, content: str) -> Request:
    part = Request(
        number=number,
        content=content,
        split_from=row,
        query_code=new_query_code(),
        changed_by=actor.account,
        **{name: getattr(row, name) for name in SHARED},
    )
    part.save()
    Event.objects.bulk_create(
        Event(
            request=part,
            type=event.type,
            date=event.date,
            fields=event.fields,
            evidence="；".join(filter(None, (f"拆分自{row.label}", event.evidence)))[:200],
            recorded_by=actor,
        )
        for event in row.events.all()
    )
    mark_content(part)
    told = {"number": part.label, "channel": part.channel, "split_from": row.label}
    record("request.registered", actor=actor, subject=part, **told)
    return part

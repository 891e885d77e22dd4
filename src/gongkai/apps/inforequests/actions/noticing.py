"""E-mail to applicants: kept with the event that causes it, sent by a job, and both proven afterwards.

A notice says that something happened and where to read it. It never carries the answer, the code, or a name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.models import Event, Notice, NoticeState, Request
from gongkai.apps.look.words import zh_date
from gongkai.law.clock import Clock

# After each attempt that failed, how long the next one waits; after the last one the notice has failed.
WAITS = (5, 30, 120, 720, 1440)  # minutes
AT_ONCE = 200  # notices of one run


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event is called in the subject, and what the letter says; "" says nothing and sends nothing."""

    name: str
    says: Callable[[Event, Clock], str]


def notify(request: Request, event: Event, clock: Clock) -> Notice | None:
    """Queues the e-mail about an event that was just kept, in the same transaction; None when none is due.

    Only for applicants who gave an address, and for the events in `KINDS`.
    """
    kind = KINDS.get(event.type)
    text = kind.says(event, clock) if kind else ""
    if not (kind and text and request.notice_email):
        return None
    agency = request.agency
    lines = [
        "您好：",
        f"您向{agency.name}提出的政府信息公开申请（编号 {request.label}），{text}",
        f"请凭编号和查询码在本机关网站“依申请公开”栏目查询：{_address(request)}",
        f"本邮件由系统自动发出，请勿直接回复。{f'咨询电话：{agency.phone}。' if agency.phone else ''}",
        f"{agency.name}",
    ]
    return Notice.objects.create(
        request=request,
        event=event,
        kind=event.type,
        address=request.notice_email,
        subject=f"{request.label}：{kind.name}",
        body="\n\n".join(lines),
    )


def send_notices(now: datetime | None = None) -> tuple[int, int]:
    """Sends what is queued and due, the oldest first; (sent, not sent). Belongs in a job every minute.

    An attempt is counted before it is made, so that two workers never send the same letter at the same time and one
    that breaks off is made again. The mail server is never waited for inside a transaction.
    """
    now = now or timezone.now()
    waiting = Notice.objects.filter(state=NoticeState.QUEUED).order_by("queued_at", "pk")
    due = [notice for notice in waiting.select_related("request__agency")[: AT_ONCE * 5] if _due(notice, now)]
    sent = failed = 0
    with get_connection() as connection:
        for notice in due[:AT_ONCE]:
            if not _claim(notice):
                continue
            if _send(notice, connection, now):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _due(notice: Notice, now: datetime) -> bool:
    return now >= notice.queued_at + timedelta(minutes=sum(WAITS[: notice.attempts]))


def _claim(notice: Notice) -> bool:
    """True for the one worker that gets it."""
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.QUEUED, attempts=notice.attempts)
    claimed = mine.update(attempts=F("attempts") + 1) == 1
    notice.attempts += 1
    return claimed


def _send(notice: Notice, connection: BaseEmailBackend, now: datetime) -> bool:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    ident = make_msgid(domain=domain)
    message = EmailMessage(
        notice.subject,
        notice.body,
        to=[notice.address],
        headers={"Message-ID": ident, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        message.send()
    except Exception as problem:  # whatever the server or the network says is kept and tried again
        _keep_failure(notice, problem)
        return False
    _keep(notice, "request.notice_sent", state=NoticeState.SENT, sent_at=now, message_id=ident, error="")
    return True


def _keep_failure(notice: Notice, problem: Exception) -> None:
    # The name of the error only: what servers answer repeats the address.
    error = f"{type(problem).__name__}{getattr(problem, 'smtp_code', '') or ''}"
    over = notice.attempts > len(WAITS)
    _keep(notice, "request.notice_failed" if over else "", state="failed" if over else "queued", error=error)


@transaction.atomic
def _keep(notice: Notice, log: str, **fields: object) -> None:
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.save(update_fields=list(fields))
    if log:
        request = notice.request
        told = {"number": request.label, "kind": notice.kind, "attempts": notice.attempts}
        record(log, agency=request.agency, subject=request, **told, message_id=notice.message_id)


def _address(request: Request) -> str:
    return settings.GONGKAI_SITE + reverse("portal:request_track", args=[request.agency.code])


def _submitted(event: Event, clock: Clock) -> str:
    if clock.received:
        return _received(event, clock)
    return "已经提交。工作人员将当日与您联系确认，自双方确认之日起计算答复期限。"


def _received(event: Event, clock: Clock) -> str:
    by = f"，答复期限至{zh_date(clock.due)}{'（暂定）' if clock.provisional else ''}" if clock.due else ""
    return f"本机关已于{zh_date(event.date)}收到{by}。"


def _correction_asked(event: Event, clock: Clock) -> str:
    by = f"请于{zh_date(clock.wait_until)}前补正；" if clock.wait_until else "请在通知载明的期限内补正；"
    return f"需要您补正。{by}无正当理由逾期不补正的，视为放弃申请。需要补正的事项请在查询页查看。"


def _correction_received(event: Event, clock: Clock) -> str:
    by = f"，答复期限至{zh_date(clock.due)}" if clock.due else ""
    return f"本机关已于{zh_date(event.date)}收到补正材料{by}。"


def _extended(event: Event, clock: Clock) -> str:
    return f"经批准延长答复期限{f'，至{zh_date(clock.due)}' if clock.due else ''}。理由请在查询页查看。"


def _fee_noticed(event: Event, clock: Clock) -> str:
    by = f"，请于{zh_date(clock.wait_until)}前缴纳" if clock.wait_until else ""
    return f"需要缴纳信息处理费{by}；逾期未缴纳的，视为放弃申请。数额、依据和缴纳方式请在查询页查看。"


KINDS = {
    "submitted": Kind("申请已提交", _submitted),
    "confirmed": Kind("申请已收到", _received),
    "signed_for": Kind("申请已收到", _received),
    "correction_asked": Kind("需要补正", _correction_asked),
    "correction_received": Kind("补正已收到", _correction_received),
    "extended": Kind("答复期限延长", _extended),
    "reasons_asked": Kind("请说明理由", lambda event, clock: "需要您说明理由，请在查询页办理。"),
    "delayed": Kind(
        "答复延期",
        lambda event, clock: f"将在合理期限内答复{f'，至{zh_date(clock.due)}' if clock.due else ''}。",
    ),
    "fee_noticed": Kind("需要缴纳信息处理费", _fee_noticed),
    "correction_lapsed": Kind("申请已终止处理", lambda event, clock: "因逾期未补正，已终止处理。"),
    "fee_lapsed": Kind("申请已终止处理", lambda event, clock: "因逾期未缴费，已终止处理。"),
    "withdrawn": Kind("申请已撤回", lambda event, clock: "已按您的要求撤回。"),
    "decided": Kind("已作出答复", lambda event, clock: "本机关已作出处理决定，正在送达。"),
    "delivered": Kind("答复已送达", lambda event, clock: "答复已经送出，可以查看的材料请在查询页下载。"),
}

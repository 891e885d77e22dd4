"""What happens between receipt and decision. Each verb appends one event that the clock accepts, or is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Unpack

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, How, happen, open_for
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for


def confirm(actor: Post, request: Request, *, day: date, **how: Unpack[How]) -> Request:
    """Both sides confirmed the receipt; for registered mail, the agency signed for it (条例 art. 31)."""
    kind = "signed_for" if request.channel == "registered_mail" else "confirmed"
    return happen(actor, request, kind, day, **how)


def ask_correction(
    actor: Post, request: Request, *, day: date, until: date, matters: str, **how: Unpack[How]
) -> Request:
    """Tells the applicant once what to correct (matters) and by when (until) (条例 art. 30)."""
    if not matters.strip():
        raise Refused("请写明需要补正的事项，须一次性告知", article="条例第三十条", field="matters")
    fields = {"until": until, "matters": matters.strip()}
    return happen(actor, request, "correction_asked", day, fields=fields, **how)


def receive_correction(
    actor: Post, request: Request, *, day: date, content: str = "", **how: Unpack[How]
) -> Request:
    """The correction came in; content: the request as corrected, which replaces the first wording in the case."""
    changes = {"content": content.strip()} if content.strip() else {}
    fields = {"content_before": request.content} if changes else {}
    return happen(actor, request, "correction_received", day, fields=fields, changes=changes, **how)


def send_consultation(
    actor: Post,
    request: Request,
    *,
    day: date,
    party: str,
    name: str,
    received: date | None = None,
    days: int | None = None,
    **how: Unpack[How],
) -> Request:
    """Writes to a third party, joint author or other agency (条例 arts 32 to 34).

    name: who is asked. received: the day on which they got the letter, when already known. days: the term set by
    the agency where law sets none. The letters of a case are numbered from 1.
    """
    if not name.strip():
        raise Refused("请填写被征求意见的单位或者个人", article="条例第三十二条", field="name")
    ident = str(request.events.filter(type="consultation_sent").count() + 1)
    fields = {"party": party, "id": ident, "name": name.strip(), "received": received, "days": days}
    return happen(actor, request, "consultation_sent", day, fields=fields, **how)


def deliver_consultation(actor: Post, request: Request, *, day: date, id: str, **how: Unpack[How]) -> Request:
    """The party got the letter (id: its number in the case), which starts its term."""
    return happen(actor, request, "consultation_received", day, fields={"id": id}, **how)


def answer_consultation(
    actor: Post,
    request: Request,
    *,
    day: date,
    id: str,
    consents: bool | None,
    opinion: str = "",
    **how: Unpack[How],
) -> Request:
    """The opinion on letter `id` came in; counting goes on the next day."""
    fields = {"id": id, "consents": consents, "opinion": opinion}
    return happen(actor, request, "consultation_answered", day, fields=fields, **how)


def extend(
    actor: Post, request: Request, *, day: date, days: int, reason: str, **how: Unpack[How]
) -> Request:
    """The head of the disclosure office agrees to more working days and the applicant is told (条例 art. 33)."""
    if not reason.strip():
        raise Refused("请写明延长的理由，告知申请人时须说明", article="条例第三十三条", field="reason")
    fields = {"days": days, "reason": reason.strip(), "approved_by": actor.account.display_name}
    return happen(actor, request, "extended", day, permission="inforequests.extend", fields=fields, **how)


def ask_reasons(actor: Post, request: Request, *, day: date, **how: Unpack[How]) -> Request:
    """Asks an applicant far beyond a reasonable number of requests for reasons (条例 art. 35)."""
    return happen(actor, request, "reasons_asked", day, **how)


def receive_reasons(actor: Post, request: Request, *, day: date, **how: Unpack[How]) -> Request:
    """The reasons came in."""
    return happen(actor, request, "reasons_received", day, **how)


def delay(actor: Post, request: Request, *, day: date, until: date, **how: Unpack[How]) -> Request:
    """Tells the applicant of a reasonable later date (条例 art. 35)."""
    return happen(actor, request, "delayed", day, fields={"until": until}, **how)


def notice_fee(
    actor: Post,
    request: Request,
    *,
    day: date,
    amount: Decimal,
    delivered: date | None = None,
    **how: Unpack[How],
) -> Request:
    """Sends the fee notice; amount in 元 (条例 art. 42, 国办函〔2020〕109号). delivered: when the applicant got it."""
    if amount <= 0:
        raise Refused("收费金额应大于0元", article="条例第四十二条；国办函〔2020〕109号", field="amount")
    fields = {"delivered": delivered or day, "amount": amount}
    changes = {"fee": amount, "fee_noticed_on": day}
    return happen(actor, request, "fee_noticed", day, fields=fields, changes=changes, **how)


def pay_fee(actor: Post, request: Request, *, day: date, **how: Unpack[How]) -> Request:
    """The fee is paid in full; the term starts anew."""
    return happen(actor, request, "fee_paid", day, changes={"fee_paid_on": day}, **how)


@transaction.atomic
def charge_costs(
    actor: Post,
    request: Request,
    *,
    day: date,
    amount: Decimal,
    today: date,
    evidence: str = "",
    seen: int | None = None,
) -> Request:
    """Records the cost of searching, copying and posting paid under the Regulation of 2008 (its art. 27), in 元.

    It has no bearing on the clock; the list of 2014 counts it (七).
    """
    row = open_for(actor, request, HANDLE, seen)
    if edition_for(row.received_on or day).code != "492":
        raise Refused("现行条例不收取检索、复制、邮寄费用", article="条例第四十二条", field="amount")
    if amount <= 0:
        raise Refused("收费金额应大于0元", article="2008年条例第二十七条", field="amount")
    if day > today or (row.received_on and day < row.received_on):
        raise Refused("收费日期应在收到申请之日至今天之间", article="2008年条例第二十七条", field="date")
    row.fee, row.fee_paid_on = amount, day
    row.keep(actor)
    told = {"number": row.label, "fields": ["fee", "fee_paid_on"], "evidence": evidence}
    record("request.changed", actor=actor, subject=row, **told)
    return row

"""A ruling corrected a reply: the same application is handled once more, which is no new application."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.actions.happening import HANDLE, append, open_for
from gongkai.apps.inforequests.actions.registering import SERIES, mark_content
from gongkai.apps.inforequests.codes import new_query_code
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused

# What the fresh handling takes over from the case whose reply was corrected.
TAKEN_OVER = (
    "applicant_type",
    "applicant_name",
    "identity_kind",
    "identity_number",
    "contact",
    "address",
    "channel",
    "content",
    "form_wanted",
    "delivery_wanted",
    "department",
    "notice_email",
    "identity_checked_on",
)


@transaction.atomic
def rehandle(
    actor: Post,
    request: Request,
    *,
    ordered_on: date,
    today: date,
    until: date | None = None,
    evidence: str = "",
) -> Request:
    """Opens the fresh handling of a closed request, on the day (ordered_on) on which the ruling was received.

    until: the last day that the ruling set; without one the full term of the Regulation runs. evidence: the ruling's
    number. Table 3 counts the first handling only. Refused while the request, or an earlier fresh handling, is open.
    """
    old = open_for(actor, request, HANDLE, None)
    _check(old, ordered_on, today)
    case = Request(agency=actor.agency, rehandles=old, query_code=new_query_code())
    for name in TAKEN_OVER:
        setattr(case, name, getattr(old, name))
    case.year = ordered_on.year
    case.number = take_numbers(actor.agency, SERIES, case.year)[0]
    case.changed_by = actor.account
    case.save()
    append(
        case,
        "ordered",
        ordered_on,
        by=actor,
        today=today,
        evidence=evidence.strip(),
        fields={"until": until},
        log="request.rehandled",
    )
    mark_content(case)
    return case


def _check(old: Request, ordered_on: date, today: date) -> None:
    if not old.closed_on:
        raise Refused(f"{old.label}尚未作出处理决定，请在该件中直接答复", field="request")
    if not old.closed_on <= ordered_on <= today:
        raise Refused(
            f"收到裁判的日期应在原处理决定（{old.closed_on}）至今天之间，请核对", field="ordered_on"
        )
    if open_one := old.rehandlings.filter(closed_on=None).first():
        raise Refused(f"{old.label}已在重新办理（{open_one.label}），不必再次启动", field="request")

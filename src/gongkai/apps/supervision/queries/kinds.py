"""What falls due: each kind of thing with its open rows and the day by which it is due, so that all are asked alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.apps.disputes.models import Complaint, Dispute
from gongkai.apps.engagement.models import Letter
from gongkai.apps.inforequests.models import Assignment, Request
from gongkai.apps.publications.models import Item
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

# States in which the clock of a request waits for somebody else.
STOPPED = ("awaiting_confirmation", "awaiting_correction", "awaiting_payment", "consulting")
LOOK_BACK = timedelta(days=366)  # a decided reply that never went out is asked for this long


@dataclass(frozen=True)
class Kind:
    """One kind of thing. The strings are lookups from its model.

    due: the column of its due date, or of the day from which `term` (a setting, in working days) runs. title, state:
    words for one row; they name no person. about: its matter, for its own agency alone. address: the page on which it is done. agency, department: where it belongs.
    """

    code: str
    name: str
    open: Callable[[date], QuerySet[Any]]
    due: str
    title: Callable[[Any], str]
    address: Callable[[Any], str]
    state: Callable[[Any], str] = lambda row: "办理中"
    about: Callable[[Any], str] = lambda row: ""
    agency: str = "agency_id"
    department: str = "department_id"
    term: str = ""
    stops: bool = False
    joined: tuple[str, ...] = ()

    def days(self, today: date) -> int:
        """Working days from the column to the due date; 0 where the column is the due date."""
        return int(setting(self.term, today).value) if self.term else 0

    def due_of(self, row: Any, today: date) -> date | None:
        """The due date of one row."""
        day = row
        for name in self.due.split("__"):
            day = getattr(day, name)
        found: date | None = default_calendar().add(day, self.days(today)) if self.term and day else day
        return found

    def cutoff(self, until: date, today: date) -> date:
        """The latest value of the column whose due date is not after `until`."""
        days, calendar = self.days(today), default_calendar()
        if not days:
            return until
        return calendar.before(calendar.add(until, 1), days) - timedelta(days=1)

    def agency_of(self, row: Any) -> int:
        """The agency that one row belongs to."""
        held = row.request if self.agency.startswith("request__") else row
        return int(held.agency_id)


def _requests(today: date) -> QuerySet[Request]:
    recent = Q(closed_on=None) | Q(closed_on__gte=today - LOOK_BACK)
    return Request.objects.filter(recent, delivered_on=None)


def _assignments(today: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(answered_on=None)


def _letters(today: date) -> QuerySet[Letter]:
    return Letter.objects.filter(answered_on=None)


def _disputes(today: date) -> QuerySet[Dispute]:
    return Dispute.objects.filter(voided_on=None, next_due__isnull=False)


def _complaints(today: date) -> QuerySet[Complaint]:
    return Complaint.objects.filter(voided_on=None, handled_on=None)


def _uninterpreted(today: date) -> QuerySet[Item]:
    """Normative documents published on the platform in the last 60 days that no text explains yet."""
    since = today - timedelta(days=60)
    return Item.objects.filter(
        state="published",
        is_normative=True,
        imported=None,
        first_public_on__gte=since,
        interpretations=None,
        interpretation_of=None,
    )


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "request",
            "依申请公开",
            _requests,
            "due_cached",
            lambda row: str(row.label),
            lambda row: reverse("inforequests:case", args=[row.pk]),
            lambda row: "已决定，待送达" if row.closed_on else str(row.get_state_cached_display()),
            about=lambda row: str(row.content),
            stops=True,
        ),
        Kind(
            "assignment",
            "科室交办",
            _assignments,
            "due_on",
            lambda row: f"{row.request.label}交办",
            lambda row: reverse("inforequests:case", args=[row.request_id]),
            about=lambda row: str(row.task),
            agency="request__agency_id",
            joined=("request",),
        ),
        Kind(
            "letter",
            "来信",
            _letters,
            "received_on",
            lambda row: f"来信{row.number}",
            lambda row: reverse("engagement:letter", args=[row.pk]),
            about=lambda row: str(row.title),
            term="mailbox_reply",
        ),
        Kind(
            "dispute",
            "复议诉讼",
            _disputes,
            "next_due",
            lambda row: f"{row.kind}{row.case_number or row.filed_on}",
            lambda row: reverse("disputes:dispute", args=[row.pk]),
            lambda row: "待履行" if row.decided_on else "待答复",
            department="",
        ),
        Kind(
            "complaint",
            "举报投诉",
            _complaints,
            "due_on",
            lambda row: f"举报投诉（{row.received_on}收到）",
            lambda row: reverse("disputes:complaint", args=[row.pk]),
            department="",
        ),
        Kind(
            "interpretation",
            "政策解读",
            _uninterpreted,
            "first_public_on",
            lambda row: f"解读：{row.title}"[:120],
            lambda row: reverse("publications:item", args=[row.pk]),
            lambda row: "待解读",
            department="",
            term="interpretation",
        ),
    )
}

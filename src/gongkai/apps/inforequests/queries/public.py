"""What the applicant may see of the own case, and nothing more: no officer, no third party, no inner note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hmac import compare_digest
from typing import Any

from django.db.models import Prefetch, QuerySet

from gongkai.apps.agencies.encryption import cipher
from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Attachment, Event, Request, Submission
from gongkai.apps.inforequests.queries.cases import of_agency
from gongkai.apps.look.words import zh_date
from gongkai.law import clock as law_clock
from gongkai.law.clock import DELIVERIES, PARTIES, TYPES, Clock
from gongkai.law.outcomes import outcomes

NUMBER = re.compile(r"申?[〔\[［(（【]?(\d{4})[〕\]］)）】]?(?:-|—|/|第)?(\d{1,6})号?")
HEAD_OF_OFFICE = "工作机构负责人"  # stands for the officer's name in what the applicant reads
STOPPING = {"correction_asked", "consultation_sent", "fee_noticed", "reasons_asked"}
DECISION = "作出处理决定"  # how the clock begins its step on the decision
UNSEEN = {"consultation_received", "consultation_answered"}  # of others, and before the decision


def plain_number(number: str) -> str:
    """The number as 2026-11 however it was typed; the text itself when it is none."""
    match = NUMBER.fullmatch("".join(number.split()))
    return f"{match[1]}-{int(match[2])}" if match else number.strip()[:40]


def tracked(agency: Agency, number: str, code: str) -> Request | None:
    """The agency's request with this number and query code; None, after the same work, for whatever is wrong."""
    year, _, serial = plain_number(number).partition("-")
    if not (year.isdecimal() and serial.isdecimal()):
        year = serial = "0"
    found = Request.objects.filter(agency=agency, year=year, number=serial).first()
    kept = found.query_code if found else _decoy()
    given = "".join(code.upper().replace("-", "").split())
    same = compare_digest(given.encode(), kept.encode())
    return found if found and kept and same else None


def _decoy() -> str:
    """As long to make as reading the code of a request that exists."""
    return cipher().decrypt(cipher().encrypt(b"no such request")).decode()


def own(agency: Agency, pk: int) -> Request | None:
    """The request with all that the applicant's page shows."""
    files = Prefetch("attachments", given_files(), to_attr="given")
    found = Request.objects.filter(agency=agency, pk=pk).select_related("agency")
    return found.prefetch_related("events", "submissions", files).first()


def given_files() -> Any:
    """Every paper that applicants may take away, newest first."""
    return Attachment.objects.filter(for_applicant=True, removed_at=None).order_by("-pk")


def own_clock(request: Request, today: date) -> Clock:
    """The clock of the request, whose steps name no officer."""
    told = [event.for_clock() for event in request.events.all()]
    for one in told:
        if one.get("approved_by"):
            one["approved_by"] = HEAD_OF_OFFICE
    return law_clock.run(law_clock.parse_events(told), today)


def before_delivery(clock: Clock) -> Clock:
    """The clock without its step on the decision, as long as the reply has not gone out: the letter says it first."""
    if clock.delivered or not clock.decided:
        return clock
    return replace(clock, steps=tuple(step for step in clock.steps if not step.text.startswith(DECISION)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the case stands, in words for the applicant: a mark of the look, one line, and what comes next."""

    mark: str
    headline: str
    note: str


def standing(request: Request, clock: Clock) -> Standing:
    """The state in plain words, what happens next and by when."""
    by = _by(clock)
    if clock.state == "closed":
        return _ended(request, clock)
    if clock.overdue:
        last = zh_date(clock.due)
        return Standing(
            "overdue",
            "已超过答复期限",
            f"答复期限已于{last}届满，本机关尚未答复。可以催办，也可以向上一级行政机关或者政府信息公开工作主管部门"
            "反映，或者依法申请行政复议、提起行政诉讼（条例第四十七条、第五十一条）。",
        )
    until = zh_date(clock.wait_until)
    late = clock.wait_until is not None and clock.today > clock.wait_until
    match clock.state:
        case "awaiting_confirmation":
            return Standing(
                "not_begun",
                "已提交，等待确认收到",
                "工作人员将当日与您联系，双方确认之日为收到申请之日，从次一工作日起计算答复期限（条例第三十一条）。"
                "请保持联系方式畅通；没有接到联系的，请致电本机关。",
            )
        case "awaiting_correction":
            then = "现在补正的，请一并说明逾期的理由，由本机关核实。" if late else "补正后重新计算答复期限。"
            passed = f"补正期限已于{until}届满，" if late else f"请于{until}前补正，" if until else ""
            return Standing(
                "overdue" if late else "paused",
                "需要您补正",
                f"{passed}无正当理由逾期不补正的，视为放弃申请（条例第三十条）。{then}",
            )
        case "awaiting_payment":
            passed = f"缴费期限已于{until}届满，" if late else f"请于{until}前缴清，" if until else ""
            return Standing(
                "overdue" if late else "paused",
                "需要您缴纳信息处理费",
                f"{passed}逾期未缴纳的，视为放弃申请；缴清后重新计算答复期限（条例第四十二条，国办函〔2020〕109号）。",
            )
        case "consulting":
            return Standing(
                "paused",
                "正在征求意见",
                f"征求第三方或者其他机关意见所需的时间不计入答复期限（条例第三十三条）。{by}",
            )
    return Standing("in_hand", "正在办理", by or "本机关正在办理。")


def _by(clock: Clock) -> str:
    if clock.due is None:
        return ""
    sure = "（放假安排尚未公布，暂定）" if clock.provisional else ""
    left = f"，还剩{clock.working_days_left}个工作日" if clock.working_days_left else "，今天到期"
    extended = "期限已经延长一次。" if clock.extended else ""
    return f"本机关应在{zh_date(clock.due)}前答复{sure}{left}。{extended}"


def _ended(request: Request, clock: Clock) -> Standing:
    kinds = {event.type for event in request.events.all()}
    if "withdrawn" in kinds:
        return Standing("voided", "已撤回", "按您的要求，本件不再办理。需要时可以重新申请。")
    if clock.delivered is None:
        by = f"，应在{zh_date(clock.due)}前送达" if clock.due and clock.today <= clock.due else ""
        return Standing("in_hand", "已作出处理决定，正在送达", f"答复将按您选择的途径送达{by}。")
    return Standing(
        "done", f"已答复：{request.outcome_name}", f"{zh_date(clock.delivered)}送达。答复的文书和材料见下方。"
    )


def story(request: Request, clock: Clock) -> list[dict[str, Any]]:
    """What happened so far, for `look/timeline.html`, in words that name nobody."""
    shown = [event for event in request.events.all() if event.type not in UNSEEN]
    return [
        {
            "day": event.date,
            "state": "paused" if event.type in STOPPING else "done",
            "title": TITLES.get(event.type, TYPES[event.type]),
            "note": _note(event, clock),
        }
        for event in shown
    ]


def _note(event: Event, clock: Clock) -> str:
    says = NOTES.get(event.type)
    return says(event.fields, clock) if says else ""


def _decision(fields: dict[str, Any], clock: Clock) -> str:
    return outcomes()[fields["outcome"]].name if clock.delivered and fields.get("outcome") else ""


def correction_asked(request: Request) -> Event | None:
    """The correction notice of the case, whose `matters` say what to correct."""
    return next((event for event in request.events.all() if event.type == "correction_asked"), None)


def may(request: Request, clock: Clock) -> list[str]:
    """What the applicant can do now: correction, reasons, withdrawal, satisfaction, publish."""
    kinds = {event.type for event in request.events.all()}
    if clock.state == "closed":
        rated = [] if request.satisfaction is not None or "withdrawn" in kinds else ["satisfaction"]
        return [*rated, *([] if "withdrawn" in kinds else ["publish"])]
    asked = "reasons_asked" in kinds and "reasons_received" not in kinds
    correction = ["correction"] if clock.state == "awaiting_correction" else []
    return [*correction, *(["reasons"] if asked else []), "withdrawal"]


def waiting_submissions(agency_id: int) -> QuerySet[Submission]:
    """Messages of applicants that the desk has to decide about, the oldest first."""
    return Submission.objects.filter(
        of_agency(agency_id),
        event=None,
        handled_on=None,
        kind__in=("correction", "publish"),
    ).order_by("pk")


TITLES = {
    "submitted": "您提交了申请",
    "correction_received": "本机关收到您的补正",
    "reasons_received": "本机关收到您说明的理由",
    "fee_paid": "费用已缴清",
    "withdrawn": "您撤回了申请",
    "delivered": "答复送出",
}
NOTES: dict[str, Callable[[dict[str, Any], Clock], str]] = {
    "correction_asked": lambda fields, clock: "；".join(
        part for part in (fields.get("matters", "").rstrip("。"), _until(fields)) if part
    ),
    "consultation_sent": lambda fields, clock: f"{PARTIES[fields['party']]}，所需时间不计入期限",
    "extended": lambda fields, clock: "；".join(
        part for part in (f"{fields.get('days')}个工作日", fields.get("reason", "")) if part
    ),
    "delayed": lambda fields, clock: _until(fields),
    "fee_noticed": lambda fields, clock: f"{fields.get('amount')}元",
    "decided": _decision,
    "delivered": lambda fields, clock: DELIVERIES.get(fields.get("by", ""), ""),
}


def _until(fields: dict[str, Any]) -> str:
    until = fields.get("until")
    return f"期限至{zh_date(date.fromisoformat(str(until)))}" if until else ""

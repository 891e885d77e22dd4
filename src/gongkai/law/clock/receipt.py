"""Receipt: which day is day 0, by channel (art 31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.law.clock.case import Case, Caution
from gongkai.law.clock.events import CHANNELS, Event
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for

# Channels that arrive on the day they are sent, so that a late confirmation is the agency's own delay.
ELECTRONIC = ("online", "email", "fax")


def submitted(case: Case, event: Event) -> None:
    """The applicant handed in or sent the application."""
    _need_application(case, event)
    if case.submitted is not None:
        raise Refused(
            f"{event.name}重复：该申请已于{case.submitted}提交。", article="条例第三十一条", field="date"
        )
    case.submitted = event.date
    case.start = edition_for(event.date).channels[event.channel]
    automatic = event.channel in ELECTRONIC and case.setting("automatic_receipt_confirms", event.date)
    if case.start.event == "submitted" or automatic:
        receive(case, event.date)
    else:
        case.step(
            event.date, case.start.article, f"{CHANNELS[event.channel]}，{_awaited(case)}后起算期限。", "提交"
        )


def signed_for(case: Case, event: Event) -> None:
    """The agency signed for the registered letter."""
    _arrive(case, event, "signed_for")


def confirmed(case: Case, event: Event) -> None:
    """Agency and applicant confirmed the receipt to each other; under 492, also of registered mail sent elsewhere."""
    _arrive(case, event, "confirmed")


def _awaited(case: Case) -> str:
    return "机关签收" if case.start is not None and case.start.event == "signed_for" else "双方确认"


def _need_application(case: Case, event: Event) -> None:
    if case.ordered is not None:
        raise Refused(
            f"{event.name}多余：重新办理自收到责令之日（{case.ordered}）起算，不是新的申请。",
            article=case.law.term("reply").article,
            field="type",
        )


def _arrive(case: Case, event: Event, kind: str) -> None:
    _need_application(case, event)
    if case.start is None or case.submitted is None:
        raise Refused(
            f"{event.name}不能早于提交申请：请先登记提交申请。", article="条例第三十一条", field="date"
        )
    if case.received is not None:
        raise Refused(
            f"{event.name}多余：该申请已于{case.received}收到，期限自该日起算。",
            article=case.start.article,
            field="date",
        )
    start = edition_for(event.date).channels[case.start.channel]
    if kind == "confirmed" and start.misdirected:
        start = replace(start, basis=start.misdirected)
    elif start.event not in (kind, "submitted"):
        channel = CHANNELS[start.channel]
        raise Refused(
            f"{event.name}与渠道不符：{channel}须{_awaited(case)}，请改登记该事件。",
            article=start.article,
            field="type",
        )
    case.start = start
    if start.channel in ELECTRONIC and event.date > case.calendar.next_workday(case.submitted):
        text = (
            f"{CHANNELS[start.channel]}于{case.submitted}到达，应当日与申请人确认，迟至{event.date}才确认。"
        )
        case.cautions.append(Caution(event.date, start.article, text))
    receive(case, event.date)


def receive(case: Case, day: date) -> None:
    """The application is received on that day, which begins its term. The channel is known."""
    assert case.start is not None  # noqa: S101 - set by the caller
    case.edition = edition_for(day)
    case.received = case.counted_from = day
    first = case.calendar.add(day, 1)
    case.step(
        day, case.start.article, f"{case.start.basis}；收到日为第0日，次一工作日{first}为第1日。", "收到"
    )
    reply = case.law.term("reply")
    due = case.calendar.add(day, reply.number)
    case.step(day, reply.article, f"答复期限{reply.value}个工作日，如无延长和扣除，{due}到期。")

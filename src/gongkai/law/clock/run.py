"""Runs the clock: events in, state and due date out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from gongkai.law.clock import closing, consultation, correction, excessive, extension, fee, order, receipt
from gongkai.law.clock.advice import next_step
from gongkai.law.clock.case import Case, Step, ruling_articles
from gongkai.law.clock.counting import Counting
from gongkai.law.clock.events import Event
from gongkai.law.clock.result import Clock, Excluded
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for
from gongkai.law.workdays import Calendar, default_calendar

HANDLERS: dict[str, Callable[[Case, Event], None]] = {
    "submitted": receipt.submitted,
    "ordered": order.ordered,
    "signed_for": receipt.signed_for,
    "confirmed": receipt.confirmed,
    "correction_asked": correction.asked,
    "correction_received": correction.received,
    "correction_lapsed": correction.lapsed,
    "consultation_sent": consultation.sent,
    "consultation_received": consultation.received,
    "consultation_answered": consultation.answered,
    "extended": extension.extended,
    "reasons_asked": excessive.reasons_asked,
    "reasons_received": excessive.reasons_received,
    "delayed": excessive.delayed,
    "fee_noticed": fee.noticed,
    "fee_paid": fee.paid,
    "fee_lapsed": fee.lapsed,
    "withdrawn": closing.withdrawn,
    "decided": closing.decided,
    "delivered": closing.delivered,
}


def run(
    events: Sequence[Event],
    today: date,
    calendar: Calendar | None = None,
    settings: Mapping[str, int | bool] | None = None,
    kept: int = 0,
) -> Clock:
    """The clock of an application on `today`, from its events (taken by date, equal dates in the given order).

    calendar: the working days, by default the shipped tables. settings: the agency's values where law sets none
    (`law/data/settings.toml`). kept: so many events at the head of the given ones are records that were taken before;
    where one is too late by a holiday notice that came out since, it stands with a warning. Refuses, naming the event
    and the article, every event that is in the future, has no cause, comes twice or comes too late.
    """
    if not events:
        raise Refused("没有任何事件：请先登记提交申请。", article="条例第二十九条", field="events")
    case = Case(calendar or default_calendar(), today, settings or {})
    for place, event in sorted(enumerate(events), key=lambda one: one[1].date):
        case.kept = place < kept
        if event.date > today:
            raise Refused(f"{event.name}的日期晚于今天（{today}），请核对。", field="date")
        HANDLERS[event.type](case, event)
    if case.counted_from is not None:
        consultation.expire(case, today)
    return _conclude(case)


def _conclude(case: Case) -> Clock:
    assert case.submitted is not None  # noqa: S101 - every other first event is refused
    counting, due, state = case.counting(), case.due(), _state(case)
    left = None if due is None or counting is None or state == "closed" else _left(counting, case.today, due)
    went_out = case.delivered.date if case.delivered else None
    excluded = _excluded(counting, due)
    if counting is not None and due is not None:
        _last_steps(case, counting, due)
    return Clock(
        calendar=case.calendar,
        today=case.today,
        edition=(case.edition or edition_for(case.submitted)).code,
        state=state,
        submitted=case.submitted,
        received=case.received,
        counted_from=case.counted_from,
        due=due,
        provisional=_provisional(case, due),
        overdue=due is not None and (went_out or case.today) > due,
        working_days_left=left,
        on_time=went_out <= due if went_out is not None and due is not None else None,
        wait_until=_wait_until(case, state),
        extended=case.extended is not None,
        fixed=case.fixed is not None,
        decided=case.decided.date if case.decided else None,
        delivered=went_out,
        next_step=next_step(case, state, due, left),
        excluded=excluded,
        steps=tuple(sorted(case.steps, key=lambda step: step.date)),
        warnings=tuple(case.cautions),
        counting=counting,
        stopped_from=_stopped_from(case, counting),
        tags=tuple((day, tag) for day, tags in sorted(case.tags.items()) for tag in tags),
    )


def _state(case: Case) -> str:
    if case.decided or case.ended:
        return "closed"
    if case.counted_from is None:
        return "awaiting_confirmation"
    if case.waiting:
        return case.waiting
    return "consulting" if case.open_consultations() else "running"


def _left(counting: Counting, today: date, due: date) -> int:
    """Days that count after today; an overdue case counts back in working days."""
    return counting.counted(today, due) if today <= due else counting.calendar.count(today, due)


def _wait_until(case: Case, state: str) -> date | None:
    if state == "consulting":
        ends = [consultation.expires for consultation in case.open_consultations()]
        return max((end for end in ends if end), default=None)
    return case.wait_until if state in ("awaiting_correction", "awaiting_payment") else None


def _stopped_from(case: Case, counting: Counting | None) -> date | None:
    if counting is not None or case.counted_from is None:
        return None
    if case.waiting:
        return case.fee_noticed if case.waiting == "awaiting_payment" else case.correction_asked
    if case.ended:
        return case.ended.date
    return min(consultation.sent for consultation in case.open_consultations())


def _excluded(counting: Counting | None, due: date | None) -> tuple[Excluded, ...]:
    if counting is None or due is None:
        return ()
    return tuple(
        Excluded(
            interval.after + timedelta(days=1),
            interval.until,
            counting.calendar.count(interval.after, interval.until),
            interval.why,
            interval.article,
        )
        for interval in counting.excluded()
        if interval.after < due and interval.after < interval.until
    )


def _provisional(case: Case, due: date | None) -> bool:
    """True when any day between submission and the last known end lies in a year without a table."""
    days = (case.submitted, case.counted_from, due, case.wait_until)
    years = [day.year for day in days if day is not None]
    return any(case.calendar.is_provisional(date(year, 1, 1)) for year in range(min(years), max(years) + 1))


def _last_steps(case: Case, counting: Counting, due: date) -> None:
    """The days off and make-up days on the way, and the sum."""
    calendar, start = case.calendar, counting.start
    years = sorted({start.year, due.year})
    days = calendar.irregular(start, due)
    off = [f"{day:%m-%d}{calendar.name(day)}" for day in days if day.weekday() < 5]
    makeup = [f"{day:%m-%d}" for day in days if day.weekday() >= 5]
    if off or makeup:
        sources = "、".join(filter(None, (calendar.reference(year) for year in years)))
        parts = [f"放假{'、'.join(off)}"] if off else []
        parts += [f"调休上班{'、'.join(makeup)}"] if makeup else []
        case.step(due, sources, f"其间{'；'.join(parts)}。")
    term = counting.allowed + counting.extension
    sure = "（放假安排尚未公布，暂定）" if _provisional(case, due) else ""
    by = f"，按告知的合理延迟期限至{due}" if case.delayed_until == due else f"，第{term}日为{due}，到期{sure}"
    article = ruling_articles(case.ordered) if case.fixed and case.ordered else case.law.term("reply").article
    case.steps.append(Step(due, article, f"自{start}次日起计{term}个工作日{by}。"))

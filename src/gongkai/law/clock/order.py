"""A ruling orders a new reply: the first event of a fresh handling, which is no new application."""

from __future__ import annotations

from gongkai.law.clock.case import Case, ruling_articles
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for


def ordered(case: Case, event: Event) -> None:
    """The agency received the ruling (day 0): its own term holds, else the full term of the Regulation."""
    article = ruling_articles(event.date)
    if case.submitted is not None:
        raise Refused(
            f"{event.name}只能是重新办理的第一个事件：请另开一件重新办理，不与原申请混记。",
            article=article,
            field="type",
        )
    case.submitted = case.ordered = case.counted_from = event.date
    case.edition = edition_for(event.date)
    _fix(case, event, article)
    if case.fixed:
        text = f"收到责令重新答复的裁判，须在{case.fixed}前答复；不是新的申请。"
    else:
        reply = case.law.term("reply")
        due = case.calendar.add(event.date, reply.number)
        article = f"{article}；{reply.article}"
        text = f"收到责令重新答复的裁判，未定期限的按{reply.value}个工作日重新计算，至{due}；不是新的申请。"
    case.step(event.date, article, text, "收到责令")


def _fix(case: Case, event: Event, article: str) -> None:
    """The last day that the ruling sets, moved on from a day off."""
    if event.until is not None and event.days is not None:
        raise Refused(
            f"{event.name}的期限请只填一种：工作日数（days）或者截止日期（until）。",
            article=article,
            field="until",
        )
    if event.days is not None:
        if event.days < 1:
            raise Refused(
                f"{event.name}的期限{event.days}有误，应为1个工作日以上。", article=article, field="days"
            )
        case.fixed = case.calendar.add(event.date, event.days)
    if event.until is not None:
        if event.until <= event.date:
            raise Refused(
                f"{event.name}的期限{event.until}应晚于收到裁判之日。", article=article, field="until"
            )
        case.fixed = case.calendar.next_workday(event.until)

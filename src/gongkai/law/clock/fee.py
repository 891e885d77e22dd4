"""The processing fee (art 42, 国办函〔2020〕109号): noticed within the term, paid within 20 working days, then a new term."""

from __future__ import annotations

from datetime import date

from gongkai.law.clock.case import Case
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused

ARTICLE = "条例第四十二条；国办函〔2020〕109号"
SINCE = date(2021, 1, 1)


def noticed(case: Case, event: Event) -> None:
    """The fee notice went out; the applicant pays within 20 working days from the day after getting it."""
    case.need_running(event)
    case.need_own_term(event)
    if event.date < SINCE or case.law.code == "492":
        raise Refused(f"{event.name}无据：信息处理费自{SINCE}起方可收取。", article=ARTICLE, field="date")
    if case.fee_noticed is not None:
        raise Refused(
            f"{event.name}重复：已于{case.fee_noticed}发出收费通知。", article=ARTICLE, field="date"
        )
    due = case.due()
    if due is not None and event.date > due:
        text = f"{event.name}过晚：收费通知须在答复期限（{due}）内发出。"
        case.refuse_date(event, Refused(text, article=ARTICLE, field="date"))
    delivered = event.delivered or event.date
    if not event.date <= delivered <= case.today:
        raise Refused(
            f"{event.name}有误：送达日{delivered}应在发出之日至今天（{case.today}）之间。",
            article=ARTICLE,
            field="delivered",
        )
    term = int(case.setting("fee_payment", event.date))
    case.fee_noticed, case.waiting = event.date, "awaiting_payment"
    case.wait_until = case.calendar.add(delivered, term)
    text = f"收费通知{delivered}送达，申请人自次日起{term}个工作日内缴费，至{case.wait_until}；等待期间停止计时。"
    case.step(event.date, ARTICLE, text, "收费通知")


def paid(case: Case, event: Event) -> None:
    """The fee is paid in full; the term starts anew."""
    last = _awaited(case, event)
    if event.date > last:
        text = f"{event.name}过晚：缴费期限已于{last}届满，视为放弃申请，请登记逾期未缴费。"
        case.refuse_date(event, Refused(text, article=ARTICLE, field="date"))
    case.restart(event.date)
    first, term = case.calendar.add(event.date, 1), case.law.term("reply").number
    until = case.calendar.add(event.date, term)
    case.step(
        event.date, ARTICLE, f"费用缴清，期限重新计算：{first}为第1日，{term}个工作日至{until}。", "缴清费用"
    )


def lapsed(case: Case, event: Event) -> None:
    """The fee was not paid in time: deemed abandoned."""
    last = _awaited(case, event)
    if event.date <= last:
        early = Refused(f"{event.name}过早：缴费期限至{last}，尚未届满。", article=ARTICLE, field="date")
        case.refuse_date(event, early)
    case.ended = event
    case.step(event.date, ARTICLE, "申请人逾期未缴费，视为放弃申请，不再处理。", "逾期未缴费")


def _awaited(case: Case, event: Event) -> date:
    case.need_open(event)
    if case.waiting != "awaiting_payment" or case.wait_until is None:
        raise Refused(f"{event.name}之前没有收费通知，请先登记收费通知。", article=ARTICLE, field="date")
    return case.wait_until

"""Correction of an unclear application (art 30): one notice within 7 working days; receipt starts the term anew."""

from __future__ import annotations

from gongkai.law.clock.case import Case, Caution
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused


def asked(case: Case, event: Event) -> None:
    """The agency told the applicant, once, what to correct and by when."""
    case.need_open(event)
    start = case.received or case.need_receipt(event)
    notice = case.law.term("correction_notice")
    if case.correction_asked is not None:
        raise Refused(
            f"{event.name}不能再发：补正须一次性告知，已于{case.correction_asked}告知过。",
            article=notice.article,
            field="date",
        )
    case.need_running(event)
    if event.until is not None and event.until <= event.date:
        raise Refused(
            f"{event.name}所定补正期限{event.until}应晚于告知日。", article=notice.article, field="until"
        )
    if notice.value is not None:
        last = case.calendar.add(start, notice.number)
        if event.date > last:
            careful = case.due()
            case.cautions.append(
                Caution(
                    event.date,
                    notice.article,
                    f"补正超期：应在收到之日起{notice.value}个工作日内（{last}前）告知，实际{event.date}告知；"
                    f"稳妥起见，按原收到日{start}计算的到期日{careful}前答复。",
                    careful,
                )
            )
    case.correction_asked = event.date
    case.waiting = "awaiting_correction"
    case.wait_until = event.until
    stop = "，等待补正期间停止计时" if case.restarts else f"；{_why_not(case)}，期限照常计算"
    by = f"，补正期限至{event.until}" if event.until else ""
    case.step(event.date, notice.article, f"一次性告知补正{by}{stop}。", "告知补正")


def received(case: Case, event: Event) -> None:
    """The corrected application came in."""
    case.need_open(event)
    article = case.law.term("correction_restarts").article
    if case.waiting != "awaiting_correction":
        raise Refused(f"{event.name}之前没有补正告知，请先登记补正告知。", article=article, field="date")
    if not case.restarts:
        case.waiting = ""
        case.step(event.date, article, f"收到补正；{_why_not(case)}，期限照常计算。", "收到补正")
        return
    case.restart(event.date)
    first, term = case.calendar.add(event.date, 1), case.law.term("reply").number
    case.step(
        event.date,
        article,
        f"收到补正，期限自收到补正之日重新计算：{first}为第1日，{term}个工作日至{case.calendar.add(event.date, term)}。",
        "收到补正",
    )


def lapsed(case: Case, event: Event) -> None:
    """The correction period passed without an answer or good reason: deemed abandoned."""
    case.need_open(event)
    article = case.law.term("correction_restarts").article
    if case.waiting != "awaiting_correction":
        raise Refused(f"{event.name}之前没有补正告知，请先登记补正告知。", article=article, field="date")
    if case.law.code == "492":
        raise Refused(
            f"{event.name}无据：2008年条例没有逾期不补正视为放弃的规定，请按第二十一条作出答复。",
            article=article,
            field="type",
        )
    if case.wait_until is not None and event.date <= case.wait_until:
        raise Refused(
            f"{event.name}过早：补正期限至{case.wait_until}，尚未届满。", article=article, field="date"
        )
    case.ended = event
    case.step(event.date, article, "申请人无正当理由逾期不补正，视为放弃申请，不再处理。", "逾期未补正")


def _why_not(case: Case) -> str:
    return f"责令的期限至{case.fixed}" if case.fixed else "2008年条例未规定重新起算"

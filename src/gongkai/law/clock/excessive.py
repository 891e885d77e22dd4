"""Applications plainly beyond a reasonable number or frequency (art 35)."""

from __future__ import annotations

from gongkai.law.clock.case import Case
from gongkai.law.clock.counting import Interval
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused

ARTICLE = "条例第三十五条"


def reasons_asked(case: Case, event: Event) -> None:
    """The applicant is asked to give reasons; whether that stops the clock is the agency's setting."""
    _only_711(case, event)
    if case.reasons_asked is not None:
        raise Refused(
            f"{event.name}重复：已于{case.reasons_asked}要求说明理由。", article=ARTICLE, field="date"
        )
    case.reasons_asked = event.date
    stops = case.setting("excessive_stops_clock", event.date)
    text = "要求申请人说明理由，" + ("自次日起停止计时。" if stops else "期限照常计算。")
    case.step(event.date, ARTICLE, text, "要求说明理由")


def reasons_received(case: Case, event: Event) -> None:
    """The applicant's reasons came in."""
    _only_711(case, event)
    if case.reasons_asked is None or case.reasons_received is not None:
        raise Refused(f"{event.name}之前没有待答的说明理由通知，请先登记。", article=ARTICLE, field="date")
    case.reasons_received = event.date
    if case.setting("excessive_stops_clock", case.reasons_asked):
        case.stops.append(Interval(case.reasons_asked, event.date, "等待申请人说明理由", ARTICLE))
    case.step(event.date, ARTICLE, "收到申请人说明的理由。", "收到理由")


def delayed(case: Case, event: Event) -> None:
    """The reasons hold but the term cannot be kept: a reasonable later date, told to the applicant."""
    _only_711(case, event)
    case.need_own_term(event)
    if case.delayed_until is not None:
        raise Refused(
            f"{event.name}重复：已告知申请人延迟至{case.delayed_until}答复，不能再次延迟。",
            article=ARTICLE,
            field="date",
        )
    if case.reasons_received is None:
        raise Refused(
            f"{event.name}之前须先要求说明理由并收到理由，请先登记。", article=ARTICLE, field="date"
        )
    due = case.due()
    if due is not None and event.date > due:
        late = Refused(f"{event.name}过晚：答复期限已于{due}届满。", article=ARTICLE, field="date")
        case.refuse_date(event, late)
    if event.until is None or (due is not None and event.until <= due and not case.kept):
        raise Refused(
            f"{event.name}须填写晚于原到期日{due}的延迟答复日期（until）。", article=ARTICLE, field="until"
        )
    case.delayed_until = event.until
    case.step(
        event.date, ARTICLE, f"申请理由合理但无法按期答复，告知申请人延迟至{event.until}答复。", "延迟答复"
    )


def _only_711(case: Case, event: Event) -> None:
    case.need_running(event)
    if case.law.code == "492":
        raise Refused(
            f"{event.name}无据：2008年条例没有大量申请说明理由的规定。", article=ARTICLE, field="type"
        )

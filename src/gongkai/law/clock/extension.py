"""Extension of the term (art 33; 492: art 24): once, approved and told before the due date."""

from __future__ import annotations

from gongkai.law.clock.case import Case, Caution
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused


def extended(case: Case, event: Event) -> None:
    """The head of the disclosure office agreed to more time and the applicant was told."""
    case.need_running(event)
    case.need_own_term(event)
    term = case.law.term("extension")
    if case.extended is not None:
        raise Refused(
            f"{event.name}不能再延：答复期限已于{case.extended}延长过一次。",
            article=term.article,
            field="date",
        )
    if event.days is None or not 1 <= event.days <= term.number:
        shown = "没有填写天数" if event.days is None else f"的天数{event.days}有误"
        raise Refused(
            f"{event.name}{shown}：延长应为1至{term.number}个工作日。", article=term.article, field="days"
        )
    due = case.due()
    if due is not None and event.date > due:
        text = f"{event.name}过晚：答复期限已于{due}届满，延长须在届满前批准并告知申请人。"
        case.refuse_date(event, Refused(text, article=term.article, field="date"))
    if not event.approved_by:
        text = f"延长须经政府信息公开工作机构负责人同意，{event.name}没有记载批准人，请补记。"
        case.cautions.append(Caution(event.date, term.article, text))
    case.extended, case.extension = event.date, event.days
    new = case.due()
    until = f"，延至{new}" if new else ""
    by = f"，{event.approved_by}批准" if event.approved_by else ""
    case.step(event.date, term.article, f"延长答复期限{event.days}个工作日{by}并告知申请人{until}。", "延期")

"""Decision and delivery (arts 33, 36): what counts is the day on which the reply went out or was signed for."""

from __future__ import annotations

from gongkai.law import articles as art
from gongkai.law import outcomes
from gongkai.law.clock import receipt
from gongkai.law.clock.case import Case, Caution
from gongkai.law.clock.events import DELIVERIES, Event
from gongkai.law.refusals import Refused

# The outcome that may follow an end without decision, beside the one-row form's closed_otherwise.
AFTER_END = {
    "correction_lapsed": "closed_not_corrected",
    "fee_lapsed": "closed_fee_unpaid",
    "withdrawn": "closed_other",
}


def withdrawn(case: Case, event: Event) -> None:
    """The applicant withdrew the application, which the agency has not answered yet; so both know of it."""
    if case.start is not None and case.received is None:
        receipt.receive(case, event.date)
    case.need_open(event)
    case.ended = event
    case.step(
        event.date, case.law.term("reply").article, "申请人撤回申请，不再答复，期限不再计算。", "撤回申请"
    )


def decided(case: Case, event: Event) -> None:
    """The agency decided, naming outcome and articles."""
    if not case.ended or case.decided:
        case.need_open(event)
    outcome = outcomes.get(event.outcome)
    if not event.articles:
        raise Refused(
            f"{event.name}没有引用依据，请写明所依据的条款。", article="条例第三十六条", field="articles"
        )
    if case.ended and event.outcome not in (AFTER_END[case.ended.type], "closed_otherwise"):
        right = outcomes.get(AFTER_END[case.ended.type])
        raise Refused(f"{event.name}有误：该申请已终止处理，只能以“{right.name}”办结。", field="outcome")
    for consultation in case.consultations.values():
        if consultation.answered is None and (
            consultation.expires is None or event.date <= consultation.expires
        ):
            text = f"{consultation.why}期限未满、意见未到即作出决定，请在案卷中说明。"
            case.cautions.append(Caution(event.date, consultation.article, text))
    case.decided = event
    cited = "、".join(art.cite(art.normalise(article), case.law.cite) for article in event.articles)
    case.step(event.date, cited, f"作出处理决定：{outcome.name}。", "决定")


def delivered(case: Case, event: Event) -> None:
    """The reply reached the applicant, or was handed to the post, or was sent."""
    case.need_receipt(event)
    if case.decided is None and not case.ended:
        raise Refused(
            f"{event.name}不能早于作出处理决定，请先登记处理决定。", article="条例第三十三条", field="date"
        )
    if case.delivered is not None:
        raise Refused(
            f"{event.name}重复：答复已于{case.delivered.date}送达。", article="条例第三十三条", field="date"
        )
    case.delivered = event
    due = case.due()
    how = {"post": "以交邮之日为准", "electronic": "以发出之日为准", "in_person": "以签收之日为准"}[event.by]
    said = "" if due is None else f"，{'未超过' if event.date <= due else '已超过'}到期日{due}"
    case.step(event.date, case.law.term("reply").article, f"{DELIVERIES[event.by]}，{how}{said}。", "送达")

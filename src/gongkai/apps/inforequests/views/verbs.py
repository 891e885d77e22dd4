"""What can be recorded on a case: page title, form and action of each verb, and which verbs a state allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.apps.inforequests import actions, forms, queries
from gongkai.apps.inforequests.models import Request
from gongkai.law.clock import Clock

DECIDE = "decide"
FINAL = {"lapse_correction", "lapse_fee", "record_withdrawal"}  # asked twice: they close the case


@dataclass(frozen=True)
class Verb:
    """One kind of event that a clerk records. done: what the page says afterwards."""

    title: str
    act: Callable[..., Request]
    form: type[forms.EventForm] = forms.EventForm
    permission: str = "inforequests.handle"
    done: str = "已登记"


VERBS = {
    "confirm": Verb("登记确认收到", actions.confirm, done="已登记收到，开始计算答复期限"),
    "ask_correction": Verb(
        "告知补正", actions.ask_correction, forms.CorrectionForm, done="已登记补正告知，停止计时"
    ),
    "receive_correction": Verb(
        "登记收到补正", actions.receive_correction, forms.CorrectedForm, done="已登记补正，答复期限重新计算"
    ),
    "lapse_correction": Verb(
        "逾期未补正，终止处理", actions.lapse_correction, forms.LapseForm, done="已终止处理，申请办结"
    ),
    "send_consultation": Verb(
        "征求意见", actions.send_consultation, forms.ConsultationForm, done="已登记发函，自次日起不计入期限"
    ),
    "deliver_consultation": Verb("登记对方收到", actions.deliver_consultation, forms.LetterForm),
    "answer_consultation": Verb(
        "登记意见", actions.answer_consultation, forms.AnswerForm, done="已登记意见，次日起继续计时"
    ),
    "extend": Verb(
        "延长答复期限", actions.extend, forms.ExtensionForm, "inforequests.extend", "已延长，请告知申请人"
    ),
    "ask_reasons": Verb("要求说明理由", actions.ask_reasons),
    "receive_reasons": Verb("登记收到理由", actions.receive_reasons),
    "delay": Verb("告知合理延迟", actions.delay, forms.DelayForm),
    "notice_fee": Verb("发收费通知", actions.notice_fee, forms.FeeForm, done="已登记收费通知，停止计时"),
    "charge_costs": Verb("登记成本费用", actions.charge_costs, forms.CostForm),
    "pay_fee": Verb("登记缴清费用", actions.pay_fee, done="已登记缴费，答复期限重新计算"),
    "lapse_fee": Verb(
        "逾期未缴费，终止处理", actions.lapse_fee, forms.LapseForm, done="已终止处理，申请办结"
    ),
    "record_withdrawal": Verb(
        "登记撤回申请", actions.record_withdrawal, forms.WithdrawalForm, done="申请人已撤回，申请办结"
    ),
    "deliver": Verb("登记送达", actions.deliver, forms.DeliveryForm, done="已登记送达"),
}


def possible(case: Request, clock: Clock) -> list[str]:
    """The verbs that the state of the case allows, the next one first. The clock has the last word on each."""
    happened = {event.type for event in case.events.all()}
    match clock.state:
        case "awaiting_confirmation":
            return ["confirm", "record_withdrawal"]
        case "awaiting_correction":
            return ["receive_correction", "lapse_correction", DECIDE, "record_withdrawal"]
        case "awaiting_payment":
            return ["pay_fee", "lapse_fee", "record_withdrawal"]
        case "closed":
            return [] if clock.delivered else ["deliver"]
    consulting = ["answer_consultation", DECIDE] if clock.state == "consulting" else [DECIDE]
    further = {"extend": "extended", "ask_correction": "correction_asked", "send_consultation": ""}
    if clock.edition == "492":
        further["charge_costs"] = ""
    else:
        further |= {"notice_fee": "fee_noticed", "ask_reasons": "reasons_asked"}
    if clock.next_step.startswith("判断是否需要补正"):
        further = {"ask_correction": "correction_asked"} | further
    if clock.fixed:  # by a ruling, so that neither can be done
        further = {verb: done for verb, done in further.items() if verb not in ("extend", "notice_fee")}
    verbs = [*consulting, *(verb for verb, done in further.items() if done not in happened)]
    if clock.state == "consulting" and queries.undelivered_letters(case):
        verbs.append("deliver_consultation")
    if "reasons_asked" in happened:
        verbs.append("delay" if "reasons_received" in happened else "receive_reasons")
    return [*verbs, "record_withdrawal"]

"""Asking others (arts 32 to 34): the time from the letter to the opinion, or to the end of the term, does not count."""

from __future__ import annotations

from datetime import date

from gongkai.law.clock.case import Case, Consultation
from gongkai.law.clock.events import Event
from gongkai.law.refusals import Refused

# What silence means once the term has passed, by party (711).
SILENCE = {
    "third_party": "逾期未提出意见，由机关依照条例决定是否公开",
    "joint_author": "逾期未提出意见，视为同意公开",
    "other_agency": "逾期未提出意见，由机关自行决定",
}
ARTICLES = {"third_party": "第三十二条", "joint_author": "第三十四条", "other_agency": "第三十三条第三款"}


def sent(case: Case, event: Event) -> None:
    """The agency wrote to a third party, a joint author or another agency."""
    case.need_running(event)
    if event.id in case.consultations:
        named = f"编号“{event.id}”" if event.id else "未编号"
        raise Refused(
            f"{event.name}重复：{named}的征求意见已登记过，请另给编号。",
            article=_article(case, event),
            field="id",
        )
    consultation = Consultation(event.party, event.date, _term(case, event), _article(case, event))
    case.consultations[event.id] = consultation
    counts = f"责令的期限至{case.fixed}，照常计算" if case.fixed else "自次日起不计入期限"
    case.step(event.date, consultation.article, f"发函{consultation.why}，{counts}。", "发函")
    if event.received is not None:
        _arrive(case, consultation, event, event.received)


def received(case: Case, event: Event) -> None:
    """The consulted party got the letter, which starts its term."""
    case.need_open(event)
    consultation = _find(case, event)
    if consultation.received is not None:
        raise Refused(
            f"{event.name}重复：对方已于{consultation.received}收到。", article=consultation.article
        )
    _arrive(case, consultation, event, event.date)


def answered(case: Case, event: Event) -> None:
    """The opinion came in; counting goes on the next day."""
    case.need_open(event)
    consultation = _find(case, event)
    if consultation.answered is not None:
        raise Refused(
            f"{event.name}重复：该意见已于{consultation.answered}收到。", article=consultation.article
        )
    if consultation.received is not None and event.date < consultation.received:
        raise Refused(
            f"{event.name}有误：早于对方收到征求意见书之日（{consultation.received}）。",
            article=consultation.article,
            field="date",
        )
    consultation.answered, consultation.consents = event.date, event.consents
    case.step(event.date, consultation.article, f"{consultation.why}：{_says(consultation)}。", "收到意见")


def expire(case: Case, until: date) -> None:
    """Notes what the silence means for every consultation whose term had passed by that day."""
    for consultation in case.consultations.values():
        if consultation.expires is None or consultation.expires >= until or case.decided:
            continue
        if consultation.answered is None:
            silence = SILENCE[consultation.party] if case.law.code != "492" else SILENCE["other_agency"]
            text = f"{consultation.why}：期限于{consultation.expires}届满，{silence}。"
            case.step(consultation.expires, consultation.article, text, "征求期满")


def _says(consultation: Consultation) -> str:
    late = (
        consultation.expires is not None
        and (consultation.answered or consultation.sent) > consultation.expires
    )
    opinion = {True: "同意公开", False: "不同意公开", None: "未表明是否同意"}[consultation.consents]
    if late:
        return f"收到意见（{opinion}），已超过期限{consultation.expires}，扣除至期满日为止"
    return f"收到意见（{opinion}），次日起继续计算"


def _arrive(case: Case, consultation: Consultation, event: Event, day: date) -> None:
    if day < consultation.sent:
        raise Refused(
            f"{event.name}有误：对方收到日{day}早于发函日{consultation.sent}。", article=consultation.article
        )
    if day > case.today:
        raise Refused(
            f"{event.name}有误：对方收到日{day}晚于今天（{case.today}）。", article=consultation.article
        )
    if consultation.answered is not None and day > consultation.answered:
        raise Refused(
            f"{event.name}有误：对方收到日{day}晚于收到意见之日（{consultation.answered}）。",
            article=consultation.article,
        )
    consultation.received = day
    consultation.expires = case.calendar.add(day, consultation.term)
    text = f"对方{day}收到征求意见书，{consultation.term}个工作日内答复，{consultation.expires}期满。"
    case.step(day, consultation.article, text)


def _find(case: Case, event: Event) -> Consultation:
    if event.id not in case.consultations:
        named = f"编号“{event.id}”的" if event.id else ""
        raise Refused(
            f"{event.name}之前没有{named}征求意见，请先登记发函。", article="条例第三十二条", field="id"
        )
    return case.consultations[event.id]


def _term(case: Case, event: Event) -> int:
    if event.days is not None and event.days < 1:
        raise Refused(
            f"{event.name}的答复期限{event.days}有误，应为1个工作日以上。",
            article=_article(case, event),
            field="days",
        )
    set_by_law = case.law.term("consultation").value is not None and event.party != "other_agency"
    if not set_by_law:
        return event.days or int(case.setting("consultation_without_term", event.date))
    term = case.law.term("consultation").number
    if event.days not in (None, term):
        raise Refused(
            f"{event.name}的答复期限由条例定为{term}个工作日，不能另定。",
            article=_article(case, event),
            field="days",
        )
    return term


def _article(case: Case, event: Event) -> str:
    return "2008年条例第二十三条" if case.law.code == "492" else case.law.cite + ARTICLES[event.party]

"""What the agency does next, in one Chinese sentence."""

from __future__ import annotations

from datetime import date

from gongkai.law.clock.case import Case


def next_step(case: Case, state: str, due: date | None, left: int | None) -> str:
    """The next thing to do, most urgent first."""
    if state == "awaiting_confirmation":
        signed = case.start is not None and case.start.event == "signed_for"
        return "登记签收日期" if signed else "当日联系申请人，双方确认收到"
    if state == "closed":
        return _closed(case, due)
    if state in ("awaiting_correction", "awaiting_payment"):
        return _waiting(case, state)
    if state == "consulting":
        names = "、".join(sorted({consultation.why for consultation in case.open_consultations()}))
        ends = [consultation.expires for consultation in case.open_consultations() if consultation.expires]
        until = f"（{max(ends):%m-%d}期满）" if ends else "（待登记对方收到日期）"
        return f"等待意见：{names}{until}"
    if left is not None and left < 0:
        return f"已超期{-left}个工作日：立即作出处理决定并送达"
    last = _last_day_for_correction(case)
    if last is not None:
        return f"判断是否需要补正（{case.law.term('correction_notice').value}个工作日内，{last:%m-%d}前）"
    return "作出处理决定"


def _closed(case: Case, due: date | None) -> str:
    if case.delivered:
        return "整理归档"
    if case.ended and not case.decided:
        return "制发终止处理告知书"
    return f"送达答复书（{due:%m-%d}前）" if due and case.today <= due else "立即送达答复书"


def _waiting(case: Case, state: str) -> str:
    what = "补正" if state == "awaiting_correction" else "缴费"
    if case.wait_until is None:
        return f"等待申请人{what}"
    if case.today > case.wait_until:
        return f"{what}期限{case.wait_until:%m-%d}已过：核实有无正当理由，无正当理由的终止处理"
    return f"等待申请人{what}（至{case.wait_until:%m-%d}）"


def _last_day_for_correction(case: Case) -> date | None:
    """The last day for a correction notice, while one may still be sent."""
    notice = case.law.term("correction_notice")
    started = case.correction_asked or case.consultations or case.fee_noticed or case.extended
    if notice.value is None or started or case.counted_from is None:
        return None
    last = case.calendar.add(case.counted_from, notice.number)
    return last if case.today <= last else None

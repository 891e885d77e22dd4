"""What the page of one dispute shows: what to do next, its terms, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.disputes.models import STATES, Dispute, Result, Stage
from gongkai.apps.disputes.queries.terms import filing_term, next_term, terms
from gongkai.apps.look.words import zh_day
from gongkai.law.disputes import Term
from gongkai.law.workdays import default_calendar

PARTIES = {"reconsideration": "行政复议", "first_instance": "一审", "second_instance": "二审"}


def next_step(dispute: Dispute, stage: Stage, today: date) -> dict[str, Any]:
    """state, headline, note and the verbs that can be done now (names of `views.verbs.VERBS`), the first one meant."""
    if dispute.voided_on:
        return _step("voided", "本件已作废", f"{dispute.voided_on}作废：{dispute.void_reason}", [])
    term = next_term(dispute, stage)
    mark, words, _ = due_mark(term.due if term else None, today, default_calendar())
    by = f"到期 {zh_day(term.due, today)}，{term.words}（{term.article}）。" if term else ""
    if stage.decided_on is None:
        if term:
            what = "提交答复书、证据和依据" if stage.kind == "reconsideration" else "提交答辩状、证据和依据"
            return _step(mark, f"{words}：{what}", by, ["answer", "resolve"])
        if stage.copy_received_on is None:
            note = "答复期限自收到副本之日起算，收到后请及时登记。"
            return _step("not_begun", "登记收到副本的日期", note, ["change", "resolve"])
        return _step("paused", "等待审理结果", "收到决定或者裁判后登记结果。", ["resolve"])
    if stage.ended and stage.ended.row == "again":
        return _step("in_hand", "发回重审：登记重审的案件", "案件尚未审结，重审为同一件。", ["stage"])
    return _after(dispute, stage, mark, words, by)


def _after(dispute: Dispute, stage: Stage, mark: str, words: str, by: str) -> dict[str, Any]:
    """What a ruling asks of the agency."""
    verbs = ["stage"] if stage.kind == "first_instance" else []
    if stage.result == Result.CORRECTED and stage.performed_on is None:
        wanted = dispute.request_id is not None and (stage.ended is None or stage.ended.orders)
        opened = wanted and dispute.request is not None and dispute.request.rehandlings.exists()
        first = ["rehandle"] if wanted and not opened else []
        if first and stage.served_on is None:
            return _step(
                "in_hand", "登记收到决定或者裁判的日期", "重新办理自该日起算期限。", ["change", *verbs]
            )
        what = "重新办理所涉申请" if first else "履行决定或者裁判"
        headline = f"{words}：{what}" if words else what
        return _step(mark if words else "in_hand", headline, by, [*first, "perform", *verbs])
    note = f"{stage.decided_on}审结，计入{STATES[stage.result]}。" if stage.result else ""
    return _step("done", stage.ending_name, note, verbs)


def _step(state: str, headline: str, note: str, verbs: list[str]) -> dict[str, Any]:
    return {"state": state, "headline": headline, "note": note, "verbs": verbs}


def term_rows(dispute: Dispute, stage: Stage, today: date) -> list[dict[str, Any]]:
    """The terms of the case with who must keep them and whether they were kept: title, who, since, due, words, said."""
    met = {
        "filing": dispute.filed_on,
        "accept": stage.accepted_on,
        "copy": stage.copy_received_on,
        "answer": stage.answered_on,
        "decide": stage.decided_on,
        "perform": stage.performed_on,
        "appeal": stage.superseded_on,
    }
    found = [term for term in (filing_term(dispute), *terms(stage)) if term]
    return [
        {
            "term": term,
            "who": _who(term, stage),
            "mark": mark,
            "said": said,
        }
        for term in found
        for mark, said in [_said(term, met.get(term.name), today)]
    ]


def _who(term: Term, stage: Stage) -> str:
    """Who must keep the term."""
    authority = "复议机关" if stage.kind == "reconsideration" else "法院"
    return {"agency": "本机关", "applicant": "申请人", "authority": authority}[term.who]


def _said(term: Term, done: date | None, today: date) -> tuple[str, str]:
    """Mark and words: kept, kept late, still running, or passed."""
    if done:
        late = done > term.due
        if term.name == "filing":
            return (
                ("warning", f"{done}提起，已逾期，可在答复中提出")
                if late
                else ("done", f"{done}提起，在期限内")
            )
        mark = "overdue" if term.who == "agency" else "warning"
        return (mark, f"{done}，已逾期") if late else ("done", f"{done}，在期限内")
    if term.name == "appeal" and term.due < today:
        return "done", "期满无上诉登记"
    mark, words, _ = due_mark(term.due, today, default_calendar())
    if term.who != "agency" and mark in ("overdue", "soon"):
        mark = "running"
    return mark, words


def timeline(dispute: Dispute, today: date) -> list[dict[str, Any]]:
    """What happened, in order, as `look/timeline.html` takes it."""
    events = [event for stage in dispute.stages.all() for event in _events(stage)]
    if dispute.voided_on:
        events.append(
            {"day": dispute.voided_on, "state": "voided", "title": "作废", "note": dispute.void_reason}
        )
    return sorted(events, key=lambda event: event["day"])


def _events(stage: Stage) -> Iterator[dict[str, Any]]:
    named = PARTIES[stage.kind]
    first = "提起上诉" if stage.kind == "second_instance" else f"提起{named}"
    number = f"，{stage.case_number}" if stage.case_number else ""
    told = (
        (stage.filed_on, "done", first, f"{stage.authority}{number}"),
        (stage.accepted_on, "done", f"{named}受理", stage.get_procedure_display()),
        (stage.copy_received_on, "done", "本机关收到副本", ""),
        (stage.answered_on, "done", "本机关提交答复", ""),
        (stage.decided_on, "done", f"{named}：{stage.ending_name}", stage.summary),
        (stage.served_on, "done", "本机关收到决定或者裁判", ""),
        (stage.performed_on, "done", "履行完毕", stage.performance),
    )
    for day, state, title, note in told:
        if day:
            yield {"day": day, "state": state, "title": title, "note": note}

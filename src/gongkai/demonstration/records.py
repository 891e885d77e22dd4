"""The year's records of a demonstration agency, entered through the same actions as on the screen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongkai.apps.disputes.actions import register_dispute, resolve
from gongkai.apps.engagement.actions import answer_letter, record_response, register_letter
from gongkai.apps.inforequests.actions import decide, deliver, record_search, register
from gongkai.apps.publications.actions import import_history, submit_history
from gongkai.apps.registers.actions import record_entries
from gongkai.demonstration.ground import Ground
from gongkai.demonstration.scenario import history_rows, spread
from gongkai.law.workdays import default_calendar


def import_items(ground: Ground, scenario: dict[str, Any]) -> None:
    """The year's items: submitted by the clerk, let in by the head."""
    batch = submit_history(
        ground.clerk,
        ground.agency,
        reason="平台启用前的信息已在原渠道公开，迁入平台以便检索和统计（演示数据）",
        source=f"{scenario['report']['year']}年度原公开渠道（演示数据）",
        rows=history_rows(scenario),
    )
    import_history(ground.head, batch)


def record_registers(ground: Ground, scenario: dict[str, Any], today: date) -> None:
    """Licences, penalties, documents, meetings and courses."""
    year = scenario["report"]["year"]
    clerk = ground.clerk
    decisions = scenario.get("decisions", {})
    if decisions:
        record_entries(clerk, "licence", list(licences(decisions, year)), today=today)
        record_entries(clerk, "penalty", list(penalties(decisions, year)), today=today)
    for register_key, rows in (("document", "documents"), ("meeting", "meetings"), ("training", "courses")):
        if scenario.get(rows):
            record_entries(clerk, register_key, scenario[rows], today=today)


def licences(decisions: dict[str, Any], year: int) -> Any:
    """The licence decisions of the year, published within seven working days."""
    for n, day in enumerate(spread(decisions["licence"], year), start=1):
        categories = decisions["licence_categories"]
        yield {
            "document_number": decisions["licence_number"].format(n=n),
            "holder_kind": "organisation",
            "holder": f"演示企业{n:03d}号",
            "category": categories[n % len(categories)],
            "decision": "granted" if n % 17 else "refused",
            "decided_on": day,
            "published_on": min(default_calendar().add(day, 4), date(year, 12, 31)),
        }


def penalties(decisions: dict[str, Any], year: int) -> Any:
    """The penalties of the year, every third one against a natural person."""
    for n, day in enumerate(spread(decisions["penalty"], year), start=1):
        offences = decisions["penalty_offences"]
        person = n % 3 == 0
        yield {
            "document_number": decisions["penalty_number"].format(n=n),
            "party_kind": "natural_person" if person else "organisation",
            "party": "钱某" if person else f"演示企业{n:03d}号",
            "offence": offences[n % len(offences)],
            "decided_on": day,
            "published_on": min(default_calendar().add(day, 5), date(year, 12, 31)),
        }


def handle_requests(ground: Ground, scenario: dict[str, Any], today: date) -> None:
    """Each request from its registration to its delivery."""
    for row in scenario.get("requests", []):
        how = dict(row)
        ending = {name: how.pop(name) for name in ("decided_on", "outcome", "articles", "letter_number")}
        delivered_on, delivered_by = how.pop("delivered_on"), how.pop("delivered_by")
        search = how.pop("search", None)
        request = register(ground.clerk, today=today, **how)
        if search:
            record_search(ground.clerk, request, found=False, today=today, **search)
        request = decide(ground.clerk, request, day=ending.pop("decided_on"), today=today, **ending)
        deliver(ground.clerk, request, day=delivered_on, by=delivered_by, today=today)


def handle_letters(ground: Ground, scenario: dict[str, Any], today: date) -> None:
    """Letters, each answered so many working days after it came."""
    for row in scenario.get("letters", []):
        how = dict(row)
        answer, days = how.pop("answer"), how.pop("working_days")
        repeat, every = how.pop("repeat", 1), how.pop("every", 0)
        first = how.pop("received_on")
        for n in range(repeat):
            received_on = first + timedelta(days=n * every)
            letter = register_letter(ground.clerk, received_on=received_on, today=today, **how)
            answered_on = default_calendar().add(received_on, days)
            answer_letter(
                ground.clerk, letter.pk, letter.version, answer=answer, answered_on=answered_on, today=today
            )


def record_responses(ground: Ground, scenario: dict[str, Any], today: date) -> None:
    """Answers to public opinion."""
    for row in scenario.get("responses", []):
        days = spread(row["count"], scenario["report"]["year"])
        for n, day in enumerate(days, start=1):
            title = f"{row['title']}（第{n}次，演示）"
            hot = row.get("hot", False)
            record_response(ground.clerk, form=row["form"], held_on=day, title=title, hot=hot, today=today)


def record_disputes(ground: Ground, scenario: dict[str, Any], today: date) -> None:
    """Reconsiderations and suits with their results."""
    for row in scenario.get("disputes", []):
        how = dict(row)
        decided_on, result = how.pop("decided_on"), how.pop("result")
        dispute = register_dispute(ground.clerk, today=today, **how)
        resolve(ground.clerk, dispute, today=today, decided_on=decided_on, result=result)

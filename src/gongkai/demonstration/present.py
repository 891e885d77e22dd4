"""The running year: requests, letters and drafts at every stage, dated back from today, so that the desk has work."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Department, Post
from gongkai.apps.engagement.actions import answer_letter, assign_letter, register_letter
from gongkai.apps.inforequests import actions as requests
from gongkai.apps.publications import actions as publications
from gongkai.apps.publications.checking.door import EVERY
from gongkai.apps.publications.lifecycle import CHAIN
from gongkai.apps.publications.models import Channel, Column, Item
from gongkai.apps.registers.actions import record_entries, record_entry
from gongkai.demonstration import disputes
from gongkai.demonstration.case_letters import write_letter
from gongkai.demonstration.casework import WORK
from gongkai.demonstration.ground import Ground
from gongkai.demonstration.records import licences, penalties
from gongkai.demonstration.scenario import back, data
from gongkai.law.workdays import default_calendar

DOINGS = WORK | {"letter": write_letter}


def fill(ground: Ground, today: date) -> None:
    """Everything of `data/present.toml`."""
    work = data("present")
    for row in work["requests"]:
        handle_request(ground, row, today)
    for row in work["letters"]:
        handle_letter(ground, row, today)
    for row in work["items"]:
        handle_item(ground, row, work["body"]["text"], today)
    document = dict(work["document"])
    issued_on = back(today, document.pop("back"))
    document["document_number"] = document["document_number"].format(year=today.year)
    record_entry(
        ground.clerk, "document", document | {"issued_on": issued_on, "disclosed_on": today}, today=today
    )
    decisions = {
        name: value.replace("{year}", str(today.year)) if isinstance(value, str) else value
        for name, value in work["decisions"].items()
    }
    for register, rows in (
        ("licence", licences(decisions, today.year)),
        ("penalty", penalties(decisions, today.year)),
    ):
        past = [row for row in rows if row["decided_on"] <= today]
        for row in past:
            row["published_on"] = min(row["published_on"], today)
        if past:
            record_entries(ground.clerk, register, past, today=today)
    disputes.fill(ground, work, today)


def handle_request(ground: Ground, row: dict[str, Any], today: date) -> None:
    """A request as far as its steps go."""
    how = {name: value for name, value in row.items() if name not in {"back", "steps", "unconfirmed"}}
    day = back(today, row["back"])
    proof: dict[str, Any] = (
        {"signed_on": day} if row["channel"] == "registered_mail" else {"confirmed_on": day}
    )
    if row["channel"] == "in_person" or row.get("unconfirmed"):
        proof = {}
    request = requests.register(
        ground.clerk, today=today, submitted_on=day, evidence="演示凭据", **proof, **how
    )
    for step in row.get("steps", []):
        if step["step"] in DOINGS:
            DOINGS[step["step"]](ground, request, step, today)
            continue
        fields = {name: value for name, value in step.items() if name not in {"step", "back"}}
        if "received_back" in fields:
            fields["received"] = back(today, fields.pop("received_back"))
        if "until_ahead" in fields:
            fields["until"] = default_calendar().add(today, fields.pop("until_ahead"))
        if "letter_number" in fields:
            fields["letter_number"] = fields["letter_number"].format(year=day.year)
        verb = getattr(requests, step["step"])
        request = verb(
            ground.clerk, request, day=back(today, step["back"]), today=today, evidence="演示凭据", **fields
        )


def handle_letter(ground: Ground, row: dict[str, Any], today: date) -> None:
    """A letter, assigned and answered as far as the data says."""
    letter = register_letter(
        ground.clerk,
        received_on=back(today, row["back"]),
        kind=row["kind"],
        title=row["title"],
        content=row["content"],
        writer="演示来信人",
        contact="演示联系方式",
        today=today,
    )
    if "department" in row:
        department = Department.objects.get(agency=ground.agency, name=row["department"])
        letter = assign_letter(ground.clerk, letter.pk, letter.version, department)
    if "answer" in row:
        answered_on = back(today, row["answered_back"])
        answer_letter(
            ground.clerk,
            letter.pk,
            letter.version,
            answer=row["answer"],
            answered_on=answered_on,
            today=today,
        )


def handle_item(ground: Ground, row: dict[str, Any], text: str, today: date) -> None:
    """A draft by the contributor, as far through the review as its stage says."""
    author = ground.posts["contributor"]
    title = row["title"].format(year=today.year)
    column = Column.objects.get(agency=ground.agency, code=row["column"])
    formed_on = back(today, row["formed_back"])
    fields: dict[str, Any] = {
        "title": title,
        "summary": title,
        "body": text.format(title=title).strip(),
        "formed_on": formed_on,
        "issued_on": formed_on,
        "disclosure_attribute": "proactive",
        "document_number": row.get("document_number", "").format(year=today.year),
        "is_normative": row.get("is_normative", False),
        "topic": row.get("topic", ""),
        "audience": row.get("audience", ""),
    }
    if "interprets" in row:
        number = row["interprets"].format(year=today.year)
        fields["interpretation_of"] = Item.objects.get(agency=ground.agency, document_number=number)
    item = publications.draft(author, column, **fields)
    if row["stage"] == "draft":
        return
    item = publications.submit(author, item, explanations={EVERY: row.get("explanation", "")})
    if row["stage"] == "sent_back":
        publications.send_back(ground.posts["secrecy_reviewer"], item, opinion=row["opinion"])
        return
    item = review(ground.posts, item, until=row["stage"])
    if row["stage"] == "published":
        website = Channel.objects.filter(agency=ground.agency, kind="website")
        publications.publish(ground.clerk, item, website)


def review(posts: dict[str, Post], item: Item, *, until: str) -> Item:
    """Approves step after step, each by its own reviewer, up to the step that still waits (`until`)."""
    for step in CHAIN:
        if step.code == until:
            break
        item = publications.approve(posts[f"{step.code}_reviewer"], item)
    return item

"""What gathers and orders the running year's information: topics, questions, the standards list, normative documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Department
from gongkai.apps.publications import actions as publications
from gongkai.apps.publications.actions import duties, knowledge, normative, topic
from gongkai.apps.publications.checking.door import EVERY
from gongkai.apps.publications.models import Channel, Column, Item
from gongkai.apps.publications.queries.duties import duties_of
from gongkai.demonstration.ground import Ground
from gongkai.demonstration.present import review
from gongkai.demonstration.scenario import back, data
from gongkai.law.workdays import default_calendar


def fill(ground: Ground, today: date) -> None:
    """Everything of `data/works.toml`, on top of the running year's items."""
    work = data("works")
    for row in work["topics"]:
        open_topic(ground, row, today)
    for row in work["questions"]:
        draft = knowledge.draft_knowledge(
            ground.posts["contributor"],
            ground.agency,
            question=row["question"],
            answer=row["answer"].strip(),
            today=today,
            sources=[_numbered(ground, number, today) for number in row["rests_on"]],
        )
        let_out(ground, draft)
    list_duties(ground, work["duties"], today)
    for row in work["documents"]:
        handle_document(ground, row, today)


def let_out(ground: Ground, item: Item) -> Item:
    """The item after the whole review, public on the website."""
    item = publications.submit(item.author, item, explanations={EVERY: "演示数据"})
    item = review(ground.posts, item, until="")
    website = Channel.objects.filter(agency=ground.agency, kind="website")
    return publications.publish(ground.clerk, item, website)


def open_topic(ground: Ground, row: dict[str, Any], today: date) -> None:
    """A topic with its blocks; closed where the data says so."""
    opened = topic.open_topic(
        ground.clerk,
        ground.agency,
        code=row["code"],
        title=row["title"],
        text=row["text"].strip(),
        today=today,
    )
    let_out(ground, opened.lead)
    for block in row["blocks"]:
        fields = {name: value for name, value in block.items() if name != "numbers"}
        if "column" in fields:
            fields["column"] = _column(ground, fields["column"])
        made = topic.add_block(ground.clerk, opened, **fields)
        if "numbers" in block:
            document = _numbered(ground, block["numbers"][0], today)
            topic.choose(ground.clerk, made, [document, *document.interpretations.filter(state="published")])
    if row.get("closed"):
        topic.close_topic(ground.clerk, opened)


def list_duties(ground: Ground, rows: dict[str, Any], today: date) -> None:
    """The standard list with the responsible units, the agency's own lines, and the list as a public page."""
    duties.list_standard_duties(ground.clerk, ground.agency)
    units = {unit.name: unit for unit in Department.objects.filter(agency=ground.agency)}
    for duty in duties_of(ground.agency):
        if duty.matter in rows["departments"]:
            duties.change_duty(ground.clerk, duty, department=units[rows["departments"][duty.matter]])
    for row in rows["own"]:
        named = {"column": _column(ground, row["column"]), "department": units[row["department"]]}
        fixed = {"channels": ["website"], "audience": "everyone", "order": 90}
        duties.list_duty(ground.clerk, ground.agency, **(row | named | fixed))
    let_out(ground, duties.draft_list(ground.clerk, ground.agency, today))


def handle_document(ground: Ground, row: dict[str, Any], today: date) -> None:
    """A normative document as far as its steps go, or one taken over from before the platform."""
    about = {
        "title": row["title"],
        "department": Department.objects.get(agency=ground.agency, name=row["department"]),
    }
    if "taken_over" in row:
        normative.take_over(
            ground.clerk,
            ground.agency,
            document_number=row["taken_over"],
            issued_on=row["issued_on"],
            valid_until=default_calendar().add(today, row["valid_ahead"]),
            **about,
        )
        return
    document = normative.open_document(
        ground.clerk, ground.agency, on=back(today, row["opened_back"]), basis=row["basis"], **about
    )
    for step in row["steps"]:
        told = {name: value for name, value in step.items() if name not in {"back", "by"}}
        told = {name: _dated(value, today) for name, value in told.items()}
        if "until_back" in told:
            told["until"] = back(today, told.pop("until_back"))
        if "until_ahead" in told:
            told["until"] = default_calendar().add(today, told.pop("until_ahead"))
        if "number" in told:
            told["item"] = _numbered(ground, told.pop("number"), today)
        actor = ground.posts[step.get("by", "clerk")]
        normative.take_step(actor, document, on=back(today, step["back"]), **told)


def _dated(value: Any, today: date) -> Any:
    return value.format(year=today.year) if isinstance(value, str) else value


def _column(ground: Ground, code: str) -> Column:
    return Column.objects.get(agency=ground.agency, code=code)


def _numbered(ground: Ground, number: str, today: date) -> Item:
    return Item.objects.get(agency=ground.agency, document_number=_dated(number, today))

"""Writes of the mailbox and of responses."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Agency, Department, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.engagement.models import Letter, Response
from gongkai.law.refusals import Refused

# Without 0 O 1 I L, which people confuse on paper and on the telephone.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
FIRST_DAY = date(2008, 5, 1)
LENGTHS = {
    "writer": ("来信人", 50),
    "contact": ("联系方式", 100),
    "title": ("标题", 100),
    "content": ("内容", 5000),
}


@transaction.atomic
def receive_letter(
    agency: Agency, *, kind: str, title: str, content: str, writer: str, contact: str, today: date
) -> Letter:
    """A letter that a citizen sent through the portal, received today. The portal limits how often."""
    fields = _letter_fields(kind, title, content, writer, contact)
    if not fields["contact"]:
        raise Refused("请填写联系方式，以便向您答复", field="contact")
    return _take_in(None, agency, today, fields)


@transaction.atomic
def register_letter(
    actor: Post,
    *,
    received_on: date,
    kind: str,
    title: str,
    content: str,
    writer: str = "",
    contact: str = "",
    today: date,
) -> Letter:
    """A letter that came another way, or that is older than the platform; never one from the future."""
    actor.require("engagement.answer")
    _refuse_day(received_on, today, "received_on", "来信日期")
    return _take_in(actor, actor.agency, received_on, _letter_fields(kind, title, content, writer, contact))


def _take_in(actor: Post | None, agency: Agency, received_on: date, fields: dict[str, str]) -> Letter:
    year = received_on.year
    [serial] = take_numbers(agency, "letters", year)
    letter = Letter.objects.create(
        agency=agency,
        number=f"部门信箱〔{year}〕{serial}号",
        code="".join(secrets.choice(LETTERS) for _ in range(10)),
        received_on=received_on,
        registered_by=actor.account if actor else None,
        **fields,
    )
    record(
        "letter.received",
        actor=actor,
        agency=agency,
        subject=letter,
        number=letter.number,
        kind=letter.kind,
        received_on=str(received_on),
    )
    return letter


@transaction.atomic
def assign_letter(actor: Post, pk: int, version: int, department: Department) -> Letter:
    """Hands the letter to an inner unit of the same agency."""
    actor.require("engagement.assign")
    letter = _unanswered(actor, pk, version)
    actor.require_agency(department.agency_id)
    letter.department = department
    letter.keep(actor, "department")
    record("letter.assigned", actor=actor, subject=letter, department=department.name)
    return letter


@transaction.atomic
def answer_letter(
    actor: Post, pk: int, version: int, *, answer: str, answered_on: date, publish: bool = False, today: date
) -> Letter:
    """Records the answer and the day on which it was given; a letter is answered once.

    publish: letter and answer may be shown to the public, which takes a publication of its own.
    """
    actor.require("engagement.answer")
    letter = _unanswered(actor, pk, version)
    answer = answer.strip()
    if not answer:
        raise Refused("请填写答复内容", field="answer")
    if len(answer) > 10000:
        raise Refused(f"答复内容最多10000个字，现为{len(answer)}个字", field="answer")
    _refuse_day(answered_on, today, "answered_on", "答复日期")
    if answered_on < letter.received_on:
        raise Refused(f"答复日期不能早于来信日期{letter.received_on}", field="answered_on")
    letter.answer, letter.answered_on, letter.answer_published = answer, answered_on, publish
    letter.answered_by = actor.account
    letter.keep(actor, "answer", "answered_on", "answer_published", "answered_by")
    record(
        "letter.answered", actor=actor, subject=letter, answered_on=str(answered_on), on_time=letter.on_time
    )
    return letter


@transaction.atomic
def show_identity(actor: Post, pk: int) -> tuple[str, str]:
    """(writer, contact) in the clear; every look is logged."""
    actor.require("engagement.answer")
    letter = Letter.objects.get(pk=pk)
    actor.require_agency(letter.agency_id)
    record("letter.identity_shown", actor=actor, subject=letter)
    return letter.writer, letter.contact


@transaction.atomic
def record_response(
    actor: Post,
    *,
    form: str,
    held_on: date,
    title: str,
    by_head: bool = False,
    hot: bool = False,
    notes: str = "",
    today: date,
) -> Response:
    """A press conference, an interview, an interpretation, an answer on social media or another way."""
    actor.require("engagement.answer")
    fields = _response_fields(form, held_on, title, by_head, hot, notes, today)
    if Response.objects.filter(
        agency=actor.agency, form=form, held_on=held_on, title=fields["title"]
    ).exists():
        raise Refused("同一天已登记过同一方式、同一标题的回应，请勿重复登记", field="title")
    response = Response.objects.create(
        agency=actor.agency, recorded_by=actor.account, changed_by=actor.account, **fields
    )
    record("response.recorded", actor=actor, subject=response, form=form, held_on=str(held_on))
    return response


def _response_fields(
    form: str, held_on: date, title: str, by_head: bool, hot: bool, notes: str, today: date
) -> dict[str, Any]:
    if form not in Response.Form.values:
        raise Refused("请选择回应方式", field="form")
    _refuse_day(held_on, today, "held_on", "日期")
    title, notes = title.strip(), notes.strip()
    _refuse_length(title, "title", "标题", 150, required=True)
    _refuse_length(notes, "notes", "说明", 2000)
    if by_head and form not in {Response.Form.PRESS_CONFERENCE, Response.Form.INTERVIEW}:
        raise Refused("只有新闻发布会和在线访谈统计主要负责同志参加情况", field="by_head")
    return {"form": form, "held_on": held_on, "title": title, "by_head": by_head, "hot": hot, "notes": notes}


def _letter_fields(kind: str, title: str, content: str, writer: str, contact: str) -> dict[str, str]:
    if kind not in Letter.Kind.values:
        raise Refused("请选择来信类别", field="kind")
    fields = {
        "writer": writer.strip(),
        "contact": contact.strip(),
        "title": title.strip(),
        "content": content.strip(),
    }
    for name, text in fields.items():
        head, most = LENGTHS[name]
        _refuse_length(text, name, head, most, required=name in {"title", "content"})
    return {"kind": kind, **fields}


def _refuse_length(text: str, field: str, head: str, most: int, *, required: bool = False) -> None:
    if required and not text:
        raise Refused(f"请填写{head}", field=field)
    if len(text) > most:
        raise Refused(f"{head}最多{most}个字，现为{len(text)}个字", field=field)


def _refuse_day(day: date, today: date, field: str, head: str) -> None:
    if day > today:
        raise Refused(f"{head}{day}晚于今天，请核对", field=field)
    if day < FIRST_DAY:
        raise Refused(f"{head}{day}早于条例施行之日（2008-05-01），请核对年份", field=field)


def _unanswered(actor: Post, pk: int, version: int) -> Letter:
    letter = Letter.locked(pk, version)
    actor.require_agency(letter.agency_id)
    if letter.answered_on:
        raise Refused(f"这封来信已于{letter.answered_on}答复")
    return letter

"""政策问答, which are reviewed as any other item; and what is done about words searched for in vain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.write import draft
from gongkai.apps.publications.models import Column, Item, KnowledgeEntry, VainHandling
from gongkai.law.refusals import Refused
from gongkai.textcheck.privacy import find_private

COLUMN = "knowledge"
MOST_SOURCES = 10


@transaction.atomic
def draft_knowledge(
    actor: Post,
    agency: Agency,
    *,
    question: str,
    answer: str,
    today: date,
    sources: Iterable[Item] = (),
    valid_until: date | None = None,
    letter_number: str = "",
) -> Item:
    """A question with its answer as a draft; it is public after the whole review, and offered as long as it is valid.

    Refused when it holds personal data: a letter's words were written to the agency, not to the public.
    """
    column = Column.objects.filter(agency=agency, code=COLUMN, closed_on=None).first()
    if column is None:
        raise Refused("还没有“政策问答”栏目，请先在栏目与渠道开设标准栏目")
    for field, text in (("question", question), ("answer", answer)):
        if not text.strip():
            raise Refused("请填写问题" if field == "question" else "请填写答复", field=field)
        private = find_private(text)
        if private:
            raise Refused(
                f"含有{private[0].name}等个人信息，公开之前请删去或者改写",
                article="条例第十五条",
                field=field,
            )
    if len(question.strip()) > 200:
        raise Refused("问题最多200个字，请概括", field="question")
    if valid_until and valid_until < today:
        raise Refused("有效期至不能早于今天，请核对", field="valid_until")
    rests_on = list(dict.fromkeys(sources))[:MOST_SOURCES]
    for source in rests_on:
        if source.agency_id != agency.pk or not source.is_public:
            raise Refused(f"依据《{source.title}》尚未公开或者不是本机关的信息", field="sources")
    item = draft(
        actor,
        column,
        title=question,
        body=answer,
        formed_on=today,
        valid_until=valid_until,
        disclosure_attribute=Item.Attribute.PROACTIVE,
        genre="政策问答",
    )
    entry = KnowledgeEntry.objects.create(
        agency=agency, item=item, letter_number=letter_number[:40], made_by=actor
    )
    entry.sources.set(rests_on)
    record("knowledge.drafted", actor=actor, agency=agency, subject=item, letter=letter_number[:40])
    return item


@transaction.atomic
def handle_vain(
    actor: Post,
    agency: Agency,
    *,
    words: str,
    times: int,
    outcome: str,
    note: str = "",
    item: Item | None = None,
) -> VainHandling:
    """Marks words that were searched for in vain as dealt with; searched again in vain, they come back."""
    actor.require("publications.draft")
    actor.require_agency(agency.pk)
    if outcome not in VainHandling.Outcome.values:
        raise Refused("请选择处理结果", field="outcome")
    handling = VainHandling.objects.create(
        agency=agency,
        words=words,
        times=times,
        outcome=outcome,
        note=note.strip()[:200],
        item=item,
        handled_by=actor,
    )
    # The words are the public's own and stay on the row: the log holds none of them.
    record("vain.handled", actor=actor, agency=agency, subject=handling, outcome=outcome)
    return handling


@transaction.atomic
def draft_for_vain(
    actor: Post, agency: Agency, *, words: str, times: int, column: Column, today: date
) -> Item:
    """A draft about the words, in the column 政策问答 or any other, and the words marked as dealt with."""
    item = draft(
        actor,
        column,
        title=words,
        formed_on=today,
        keywords=words,
        disclosure_attribute=Item.Attribute.PROACTIVE,
    )
    handle_vain(actor, agency, words=words, times=times, outcome=VainHandling.Outcome.DRAFTED, item=item)
    return item

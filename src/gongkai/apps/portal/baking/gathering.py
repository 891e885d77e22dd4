"""Pages that gather items of several columns: topics, questions with answers, the standards list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal.baking.kinds import COLUMNS, Args, Change
from gongkai.apps.publications.models import Column, DutyEdition, Item, KnowledgeEntry, Topic, TopicBlock
from gongkai.apps.publications.queries.topic import public_topics

MATCHING = TopicBlock.Rule.MATCHING


def every_topic(agency: Agency | None) -> Iterator[Args]:
    """The topics that are public."""
    if agency:
        yield from ((topic.code,) for topic in public_topics(agency))


def topics_after(change: Change) -> Iterable[Args]:
    """The topics themselves, those led by a changed item, and those of which a block holds it or may hold it.

    A renamed or moved column may head or fill any of them.
    """
    found = Topic.objects.filter(agency=change.agency)
    if COLUMNS not in change.what:
        keys = [item.pk for item in change.items]
        led = Q(lead__in=keys) | Q(blocks__choices__item__in=keys)
        named = [topic.pk for topic in change.topics] + _gathering(change)
        found = found.filter(led | Q(pk__in=named))
    return [(code,) for code in found.order_by("pk").values_list("code", flat=True).distinct()]


def _gathering(change: Change) -> list[int]:
    """Topics with a block whose rule takes a new item, or may have taken a changed one as it was before."""
    blocks = TopicBlock.objects.filter(topic__agency=change.agency, rule=MATCHING)
    rows = [(item, item.column, True) for item in change.appeared]
    rows += [(item, item.column, False) for item in change.changed]
    rows += [(item, column, False) for item, column in change.left]
    return [block.topic_id for block in blocks if any(_takes(block, *row) for row in rows)]


def _takes(block: TopicBlock, item: Item, column: Column, new: bool) -> bool:
    if block.column_id not in (None, column.pk, column.parent_id):
        return False
    if not new:
        return True
    words = f"{item.title}\n{item.keywords}".casefold()
    right_year = not block.year or (item.first_public_on and item.first_public_on.year == block.year)
    return bool(right_year) and block.keyword.casefold() in words


def topic_index_after(change: Change) -> Iterable[Args]:
    """When a topic is changed or over, or its lead appears, changes or goes."""
    keys = [item.pk for item in change.items]
    return [()] if change.topics or Topic.objects.filter(lead__in=keys).exists() else ()


def questions_after(change: Change) -> Iterable[Args]:
    """When a question, or an item that an answer rests on, appears, changes or goes."""
    keys = [item.pk for item in change.items]
    entries = KnowledgeEntry.objects.filter(Q(item__in=keys) | Q(sources__in=keys))
    return [()] if entries.exists() else ()


def standards_after(change: Change) -> Iterable[Args]:
    """When an item that carries the list appears, gets its next version, or goes."""
    keys = [item.pk for item in change.items]
    editions = DutyEdition.objects.filter(Q(item__in=keys) | Q(item__replaces__in=keys))
    return [()] if editions.exists() else ()

"""Topics with their blocks, for the office and for the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.actions.topic import reviewed_words
from gongkai.apps.publications.models import Attachment, Item, Topic, TopicBlock
from gongkai.apps.publications.queries.public import public_items

PICTURES = ("image/png", "image/jpeg")


def topics_of(post: Post) -> QuerySet[Topic]:
    """The agency's topics with their leads, those that go on first."""
    found = Topic.objects.filter(agency_id=post.agency_id).select_related("lead")
    return found.order_by("closed_on", "order", "-pk")


def topic_for(post: Post, pk: int) -> Topic | None:
    """One topic of the post's agency."""
    return Topic.objects.filter(agency_id=post.agency_id, pk=pk).select_related("lead", "agency").first()


def block_for(post: Post, pk: int) -> TopicBlock | None:
    """One block of a topic of the post's agency."""
    found = TopicBlock.objects.filter(topic__agency_id=post.agency_id, pk=pk)
    return found.select_related("topic__lead", "column").first()


def public_topics(agency: Agency) -> list[Topic]:
    """The topics whose lead is public: those that go on, then those that are over."""
    found = Topic.objects.filter(agency=agency, lead__state=Item.State.PUBLISHED).select_related("lead")
    return sorted(found, key=lambda topic: (topic.closed_on is not None, topic.order, -topic.pk))


def public_topic(agency: Agency, code: str) -> Topic | None:
    """One topic whose lead is public."""
    found = Topic.objects.filter(agency=agency, code=code, lead__state=Item.State.PUBLISHED)
    return found.select_related("lead").first()


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a topic: an attachment of its lead; the words for those who do not see it are its name."""

    attachment: Attachment
    alt: str


def picture_of(topic: Topic) -> Picture | None:
    """The first picture among the files of the lead, which were reviewed with it."""
    found = topic.lead.attachments.filter(media_type__in=PICTURES).first()
    return Picture(found, PurePath(found.name).stem) if found else None


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is shown: the rule behind it, its heading, its public items."""

    block: TopicBlock
    heading: str
    items: list[Item]


def blocks_of(topic: Topic) -> list[Block]:
    """Every block in order with what is public now; what was withdrawn is not among it. A query a block.

    A heading that the lead no longer says gives way to the name of the column.
    """
    words = reviewed_words(topic.lead)
    shown = []
    for block in topic.blocks.select_related("column"):
        heading = block.heading if block.heading and block.heading in words else ""
        heading = heading or (block.column.name if block.column else "专题文章")
        shown.append(Block(block, heading, list(_items(topic, block)[: block.most])))
    return shown


def _items(topic: Topic, block: TopicBlock) -> QuerySet[Item]:
    found = public_items(topic.agency, block.column).exclude(pk=topic.lead_id)
    if block.rule == TopicBlock.Rule.CHOSEN:
        order = block.choices.filter(item=OuterRef("pk")).values("order")[:1]
        chosen = public_items(topic.agency).annotate(place=Subquery(order)).filter(place__isnull=False)
        return chosen.order_by("place", "-pk")
    if block.keyword:
        found = found.filter(Q(title__icontains=block.keyword) | Q(keywords__icontains=block.keyword))
    if block.year:
        found = found.filter(first_public_on__range=(date(block.year, 1, 1), date(block.year, 12, 31)))
    return found

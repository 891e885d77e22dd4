"""Reads about channels: what is on its way, what people have to see to, what one item's channels are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.channels import BY_HAND, INTERFACES, adapter_of
from gongkai.apps.publications.channels.message import message_of
from gongkai.apps.publications.channels.protocol import Message
from gongkai.apps.publications.models import (
    Channel,
    ChannelAccount,
    ChannelTask,
    Delivery,
    Evidence,
    Item,
    Release,
)
from gongkai.apps.publications.queries.public import TEXTS

ITEM_TEXTS = tuple(f"item__{name}" for name in TEXTS)


def deliveries(post: Post) -> QuerySet[Delivery]:
    """The agency's deliveries through interfaces, newest first."""
    found = Delivery.objects.filter(agency_id=post.agency_id).select_related("item", "channel")
    return found.defer(*ITEM_TEXTS)


def delivery_for(post: Post, pk: int) -> Delivery | None:
    """One delivery of the post's agency."""
    return deliveries(post).filter(pk=pk).first()


def channel_tasks(post: Post) -> QuerySet[ChannelTask]:
    """What the agency's people have to see to at channels, oldest first."""
    found = ChannelTask.objects.filter(agency_id=post.agency_id, closed_at=None)
    return found.select_related("item", "channel").defer(*ITEM_TEXTS)


def channel_task_for(post: Post, pk: int) -> ChannelTask | None:
    """One task of the post's agency, open or closed."""
    return ChannelTask.objects.filter(agency_id=post.agency_id, pk=pk).select_related("item").first()


def channel_for(post: Post, pk: int) -> Channel | None:
    """One channel of the post's agency with its account, where it has one."""
    return Channel.objects.filter(agency_id=post.agency_id, pk=pk).select_related("account").first()


def evidence_for(post: Post, pk: int) -> Evidence | None:
    """One evidence of the post's agency."""
    return Evidence.objects.filter(release__agency_id=post.agency_id, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Carried:
    """One channel of the agency as it stands for an item; `message` as it will be, or would be, seen there."""

    channel: Channel
    release: Release | None
    delivery: Delivery | None
    tasks: list[ChannelTask]
    evidence: list[Evidence]
    message: Message | None

    @property
    def preview(self) -> str:
        """The body as HTML whose pictures the office can show."""
        pictures = reverse("publications:picture", args=["x"]).removesuffix("x")
        return self.message.html.replace('src="pictures/', f'src="{pictures}') if self.message else ""

    @property
    def by_hand(self) -> bool:
        """True where a person records that it was carried."""
        return self.channel.kind in BY_HAND or (
            self.channel.kind in INTERFACES
            and not hasattr(self.channel, "account")
            and self.release is not None
        )

    @property
    def to_record(self) -> ChannelTask | None:
        """The open task to record evidence."""
        return next((task for task in self.tasks if task.kind == ChannelTask.Kind.RECORD), None)


def carried(item: Item) -> list[Carried]:
    """Every channel of the item's agency, those that carry it or will first."""
    channels = Channel.objects.filter(agency_id=item.agency_id).select_related("account")
    releases = {row.channel_id: row for row in item.releases.all()}
    on_way = {row.channel_id: row for row in item.deliveries.all()}
    tasks: dict[int, list[ChannelTask]] = {}
    for task in item.channel_tasks.filter(closed_at=None):
        tasks.setdefault(task.channel_id, []).append(task)
    evidence: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(release__item=item).select_related("recorded_by__account", "release"):
        evidence.setdefault(one.release.channel_id, []).append(one)
    whole = message_of(item) if any(hasattr(channel, "account") for channel in channels) else None
    found = [
        Carried(
            channel,
            releases.get(channel.pk),
            on_way.get(channel.pk),
            tasks.get(channel.pk, []),
            evidence.get(channel.pk, []),
            _preview(channel, whole),
        )
        for channel in channels
    ]
    return sorted(found, key=lambda row: not (row.release or row.delivery or row.tasks))


def _preview(channel: Channel, whole: Message | None) -> Message | None:
    account: ChannelAccount | None = getattr(channel, "account", None)
    if account is None or whole is None:
        return None
    account.channel = channel
    return adapter_of(account).compose(whole)

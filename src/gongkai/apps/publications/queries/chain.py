"""Reads of the review chain as an agency set it, of deputies, of orders and of what was public before."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.models import ChainRule, Deputy, Item, PublicVersion, Schedule


def chain_rules(post: Post) -> QuerySet[ChainRule]:
    """The agency's rules, those that begin last first."""
    found = ChainRule.objects.filter(agency_id=post.agency_id)
    return found.select_related("column", "proposed_by__account", "consented_by__account")


def chain_rule_for(post: Post, pk: int) -> ChainRule | None:
    """One rule of the post's agency."""
    return chain_rules(post).filter(pk=pk).first()


def deputies(post: Post, today: date) -> QuerySet[Deputy]:
    """The deputyships of the agency that run or are to come."""
    found = Deputy.objects.filter(principal__agency_id=post.agency_id, until__gte=today)
    found = found.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    return found.select_related("principal__account", "deputy__account")


def deputy_for(post: Post, pk: int) -> Deputy | None:
    """One deputyship that this post named."""
    return Deputy.objects.filter(pk=pk, principal=post).first()


def colleagues(post: Post, today: date) -> QuerySet[Post]:
    """The other posts in force of the post's agency, by name."""
    found = Post.objects.filter(agency_id=post.agency_id, account__is_active=True, since__lte=today)
    found = found.filter(Q(until=None) | Q(until__gte=today)).exclude(account_id=post.account_id)
    return found.select_related("account").order_by("account__display_name", "pk")


def order_for(post: Post, pk: int) -> Schedule | None:
    """One order for later on an item of the post's agency."""
    return Schedule.objects.filter(pk=pk, item__agency_id=post.agency_id).select_related("item").first()


def orders_of(item: Item) -> QuerySet[Schedule]:
    """The orders of an item that wait or could not be carried out."""
    found = item.schedules.filter(done_at=None, cancelled_at=None)
    return found.select_related("ordered_by__account").prefetch_related("channels")


def public_versions(item: Item) -> QuerySet[PublicVersion]:
    """The wordings of a page that were public before the present one, newest first; with what came next and why."""
    return item.public_versions.order_by("-number")


def open_next_version(item: Item) -> Item | None:
    """The next version of a page that somebody is writing or judging."""
    states = [Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED]
    return item.next_versions.filter(state__in=states).only("pk", "title", "state").first()

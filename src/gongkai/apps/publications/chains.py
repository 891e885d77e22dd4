"""Which steps judge an item, and who may take one for an absent reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.roles import permissions
from gongkai.apps.publications.lifecycle import STANDARD, Step, steps_of
from gongkai.apps.publications.models import ChainRule, Column, Deputy, Item


def rule_for(column: Column, on: date) -> ChainRule | None:
    """The rule in force for a column: its own, else its parent's, else the agency's; the latest consented one."""
    rules = ChainRule.objects.filter(
        Q(column__in=[column.pk, column.parent_id or 0]) | Q(column=None),
        agency_id=column.agency_id,
        consented_at__isnull=False,
        since__lte=on,
    )
    places = [column.pk, column.parent_id, None]
    return min(rules, key=lambda rule: places.index(rule.column_id), default=None)


def codes_for(item: Item, on: date) -> list[str]:
    """The codes of the steps that judge the item when it is submitted on that day.

    Without a rule: the standard chain, and 主要负责人 for what its author marked as important. An annual report is
    judged by the standard chain (see 年报编报).
    """
    if item.kind == Item.Kind.ANNUAL_REPORT:
        return list(STANDARD)
    rule = rule_for(item.column, on)
    if rule is None:
        return [step.code for step in steps_of([*STANDARD, *(["head"] if item.is_important else [])])]
    chosen = {
        "first": rule.first,
        "second": rule.second,
        "legal": rule.legal == rule.Legal.ALWAYS
        or (rule.legal == rule.Legal.NORMATIVE and item.is_normative),
        "head": rule.head == rule.Head.ALWAYS or (rule.head == rule.Head.IMPORTANT and item.is_important),
    }
    return [step.code for step in steps_of(code for code, wanted in chosen.items() if wanted)]


def deputyships(post: Post, on: date) -> QuerySet[Deputy]:
    """Where the post stands in on that day for another that is still in force."""
    return Deputy.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        Q(principal__until=None) | Q(principal__until__gte=on),
        deputy=post,
        principal__agency_id=post.agency_id,
        principal__account__is_active=True,
        since__lte=on,
        until__gte=on,
    )


def principals(post: Post, on: date) -> list[Post]:
    """The posts that this one stands in for on that day, as far as they are still in force."""
    named = deputyships(post, on).select_related("principal__account")
    return [row.principal for row in named.order_by("pk")]


def represented(post: Post, step: Step, barred: Iterable[int], on: date) -> tuple[Post | None, list[Post]]:
    """Whom the post may represent in this step (None: nobody), and whom it stands in for at all in this step.

    barred: the accounts that may not judge the item; whom one may not judge as, one does not stand in for.
    """
    named = [one for one in principals(post, on) if one.may(step.permission)]
    free = [one for one in named if one.account_id not in set(barred)]
    return (free[0] if free else None), named


def may_judge(post: Post, step: Step, absent: Mapping[int, set[str]], barred: set[int]) -> bool:
    """True when the post may take this step, itself or for one of those whom it stands in for.

    absent: the accounts of its `principals` with their roles. barred: the accounts that may not judge the item.
    """
    if post.account_id in barred:
        return False
    return post.may(step.permission) or any(
        step.permission in permissions(roles) and account not in barred for account, roles in absent.items()
    )

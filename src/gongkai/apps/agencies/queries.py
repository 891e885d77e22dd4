"""Reads of agencies, people and posts, and the facts of the organisation for the annual report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Sum

from gongkai.apps.agencies.facts import Records, grouped, read
from gongkai.apps.agencies.models import Account, Agency, Budget, Department, Post, ReadingPoint
from gongkai.reports.facts import Fact, FactRecord, Selector


def posts_of(account: Account, today: date) -> QuerySet[Post]:
    """The posts that the account holds today, the oldest first."""
    in_force = Q(until=None) | Q(until__gte=today)
    return (
        account.posts.filter(in_force, since__lte=today)
        .select_related("agency", "department", "account")
        .order_by("since", "pk")
    )


def posts_with_roles(account: Account, today: date) -> list[Post]:
    """The same with their roles in force, in one query."""
    in_force = FilteredRelation("grants", condition=Q(grants__revoked_at=None))
    posts: dict[int, Post] = {}
    roles: dict[int, set[str]] = defaultdict(set)
    for post in posts_of(account, today).annotate(in_force=in_force, role=F("in_force__role")):
        posts.setdefault(post.pk, post)
        if post.role:
            roles[post.pk].add(post.role)
    for pk, held in posts.items():
        held.known_roles(roles[pk])
    return list(posts.values())


def overseen_by(agency: Agency) -> QuerySet[Agency]:
    """The agency itself and its direct subordinates."""
    return Agency.objects.filter(Q(pk=agency.pk) | Q(superior=agency))


def staff_of(agency: Agency) -> QuerySet[Post]:
    """Every post of the agency, those in force first."""
    return (
        agency.posts.select_related("account", "department")
        .prefetch_related("grants")
        .order_by("until", "since", "pk")
    )


def _within(year: int, since: str, until: str) -> Q:
    last = date(year, 12, 31)
    return Q(**{f"{since}__lte": last}) & (Q(**{until: None}) | Q(**{f"{until}__gt": last}))


def _offices(agency_id: int, year: int) -> QuerySet[Department]:
    return Department.objects.filter(_within(year, "discloses_since", "discloses_until"), agency_id=agency_id)


def _reading_points(agency_id: int, year: int) -> QuerySet[ReadingPoint]:
    return ReadingPoint.objects.filter(_within(year, "since", "until"), agency_id=agency_id)


def _staff(agency_id: int, year: int) -> QuerySet[Post]:
    return Post.objects.filter(_within(year, "since", "until"), agency_id=agency_id).exclude(
        disclosure_work="none"
    )


def _budgets(agency_id: int, year: int) -> QuerySet[Budget]:
    return Budget.objects.filter(agency_id=agency_id, year=year).order_by("pk")


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What is counted of the organisation as it stood on 31 December (2014 list, 八)."""
    yield grouped(_offices(agency_id, year), "organisation.office")
    yield grouped(_reading_points(agency_id, year), "organisation.reading_point")
    yield grouped(_staff(agency_id, year), "organisation.staff", {"time": "disclosure_work"})
    yield grouped(_budgets(agency_id, year), "organisation.budget", amount=Sum("amount"))


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Offices, reading points, staff and budget as they stood on 31 December, in one query."""
    return read(fact_rows(agency_id, year))


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The records behind one figure of the organisation."""
    match selector.kind:
        case "organisation.office":
            return Records((_offices(agency_id, year), _office_record))
        case "organisation.reading_point":
            return Records((_reading_points(agency_id, year).order_by("since", "pk"), _point_record))
        case "organisation.staff":
            times = selector.where.get("time", frozenset({"full", "part"}))
            staff = _staff(agency_id, year).filter(disclosure_work__in=times)
            return Records((staff.select_related("account").order_by("since", "pk"), _post_record))
        case "organisation.budget":
            return Records((_budgets(agency_id, year), _budget_record))
    return Records()


def _office_record(office: Department) -> FactRecord:
    return FactRecord(f"agencies.department:{office.pk}", office.name, day=str(office.discloses_since))


def _point_record(point: ReadingPoint) -> FactRecord:
    return FactRecord(f"agencies.readingpoint:{point.pk}", point.name, point.address, str(point.since))


def _post_record(post: Post) -> FactRecord:
    work = post.get_disclosure_work_display()
    return FactRecord(f"agencies.post:{post.pk}", post.account.display_name, work, str(post.since))


def _budget_record(budget: Budget) -> FactRecord:
    title = f"{budget.year}年政府信息公开专项经费"
    return FactRecord(f"agencies.budget:{budget.pk}", title, amount=budget.amount)

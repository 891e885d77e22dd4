"""Reads of agencies, people and posts, and the facts of the organisation for the annual report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

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


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Offices, reading points, staff and budget as they stood on 31 December (2014 list, 八)."""
    yield Fact("organisation.office", {}, _offices(agency_id, year).count())
    yield Fact("organisation.reading_point", {}, _reading_points(agency_id, year).count())
    for time in ("full", "part"):
        count = _staff(agency_id, year).filter(disclosure_work=time).count()
        yield Fact("organisation.staff", {"time": time}, count)
    for budget in Budget.objects.filter(agency_id=agency_id, year=year):
        yield Fact("organisation.budget", {}, budget.amount)


def fact_records(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    """The records behind one figure of the organisation."""
    match selector.kind:
        case "organisation.office":
            for office in _offices(agency_id, year):
                yield FactRecord(
                    f"agencies.department:{office.pk}", office.name, day=str(office.discloses_since)
                )
        case "organisation.reading_point":
            for point in _reading_points(agency_id, year):
                yield FactRecord(
                    f"agencies.readingpoint:{point.pk}", point.name, point.address, str(point.since)
                )
        case "organisation.staff":
            times = selector.where.get("time", frozenset({"full", "part"}))
            for post in _staff(agency_id, year).filter(disclosure_work__in=times).select_related("account"):
                yield FactRecord(
                    f"agencies.post:{post.pk}",
                    post.account.display_name,
                    post.get_disclosure_work_display(),
                    str(post.since),
                )
        case "organisation.budget":
            for budget in Budget.objects.filter(agency_id=agency_id, year=year):
                yield FactRecord(
                    f"agencies.budget:{budget.pk}", f"{year}年政府信息公开专项经费", amount=budget.amount
                )

"""Reads of the register of normative documents."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.models import Item, NormativeDocument, NormativeEvent
from gongkai.apps.publications.normative import OPEN, STANDING

FIRST_NOTICE, LAST_NOTICE = timedelta(days=90), timedelta(days=30)


def normative_documents(post: Post) -> QuerySet[NormativeDocument]:
    """The register of the post's agency, the newest first."""
    found = NormativeDocument.objects.filter(agency_id=post.agency_id)
    return found.select_related("department").order_by("-pk")


def narrow(
    found: QuerySet[NormativeDocument], today: date, *, state: str = "", type: str = "", word: str = ""
) -> QuerySet[NormativeDocument]:
    """By state (making, in_force, expiring, over, ended), by type, by a word in title, number or registration."""
    states = {
        "making": Q(stage__in=OPEN),
        "in_force": Q(stage__in=STANDING) & (Q(valid_until=None) | Q(valid_until__gte=today)),
        "expiring": Q(stage__in=STANDING, valid_until__range=(today, today + FIRST_NOTICE)),
        "over": Q(stage__in=STANDING, valid_until__lt=today),
        "ended": Q(stage__in=["repealed", "lapsed", "dropped"]),
    }
    if state in states:
        found = found.filter(states[state])
    if type:
        found = found.filter(type=type)
    if word:
        found = found.filter(
            Q(title__icontains=word)
            | Q(document_number__icontains=word)
            | Q(registration_number__icontains=word)
        )
    return found


def normative_for(post: Post, pk: int) -> NormativeDocument | None:
    """One document of the post's agency."""
    return normative_documents(post).filter(pk=pk).select_related("department", "item", "agency").first()


def events_of(document: NormativeDocument) -> QuerySet[NormativeEvent]:
    """Its steps, the oldest first."""
    return document.events.select_related("actor__account", "item").order_by("on", "pk")


def evidence_for(post: Post, pk: int) -> NormativeEvent | None:
    """A step of a document of the post's agency that has a file."""
    found = NormativeEvent.objects.filter(pk=pk, document__agency_id=post.agency_id)
    return found.exclude(evidence="").first()


def pages_for(post: Post) -> QuerySet[Item]:
    """The public normative documents of the agency that no entry of the register has yet."""
    found = Item.objects.filter(
        agency_id=post.agency_id, state=Item.State.PUBLISHED, is_normative=True, normative_document=None
    )
    return found.only("pk", "title", "document_number").order_by("-first_public_on", "-pk")


def register_figures(post: Post, year: int, today: date) -> dict[str, int]:
    """Issued and ended in the year, in force today: to compare with the business register that the report counts."""
    found = NormativeDocument.objects.filter(agency_id=post.agency_id)
    span = (date(year, 1, 1), date(year, 12, 31))
    return {
        "issued": found.filter(issued_on__range=span).count(),
        "ended": found.filter(issued_on__isnull=False, ended_on__range=span).count(),
        "in_force": narrow(found, today, state="in_force").count(),
    }

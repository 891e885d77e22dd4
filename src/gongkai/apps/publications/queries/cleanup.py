"""Reads of the clean-up lists."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.models import CleanupLine, CleanupList


def cleanups(post: Post) -> QuerySet[CleanupList]:
    """The agency's lists, the newest first, with `total`, `unjudged`, `unconfirmed` and `left` (confirmed, not done)."""
    lines = {
        "total": Count("lines"),
        "unjudged": Count("lines", filter=Q(lines__verdict="")),
        "unconfirmed": Count("lines", filter=~Q(lines__verdict="") & Q(lines__confirmed_at=None)),
        "left": Count("lines", filter=Q(lines__confirmed_at__isnull=False, lines__done_at=None)),
    }
    found = CleanupList.objects.filter(agency_id=post.agency_id).annotate(**lines)
    return found.select_related("made_by__account", "column").order_by("-pk")


def cleanup_for(post: Post, pk: int) -> CleanupList | None:
    """One list of the post's agency."""
    return cleanups(post).filter(pk=pk).first()


def lines_of(cleanup: CleanupList, state: str = "") -> QuerySet[CleanupLine]:
    """Its lines, or those in one state: unjudged, unconfirmed, confirmed, done, failed."""
    states = {
        "unjudged": Q(verdict=""),
        "unconfirmed": ~Q(verdict="") & Q(confirmed_at=None),
        "confirmed": Q(confirmed_at__isnull=False, done_at=None, failed=""),
        "done": Q(done_at__isnull=False),
        "failed": ~Q(failed=""),
    }
    found = cleanup.lines.select_related("item__column", "judged_by__account", "confirmed_by__account")
    return found.filter(states[state]) if state in states else found


def line_for(post: Post, pk: int) -> CleanupLine | None:
    """One line of a list of the post's agency."""
    found = CleanupLine.objects.filter(cleanup__agency_id=post.agency_id, pk=pk)
    return found.select_related("cleanup", "item").first()

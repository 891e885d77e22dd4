"""Runs that moved due dates, and the cases that they moved."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from gongkai.apps.agencies.models import Agency
from gongkai.apps.supervision.models import Move, Recalculation


def runs(agency: Agency) -> QuerySet[Recalculation]:
    """The runs that changed a notice or moved a case of the agency, the latest first, with `mine` cases."""
    mine = Count("moves", filter=Q(moves__agency=agency))
    return Recalculation.objects.annotate(mine=mine).filter(Q(mine__gt=0) | ~Q(changed_years=[]))


def moves(agency: Agency) -> QuerySet[Move]:
    """The agency's cases that moved, the latest run first."""
    rows = Move.objects.filter(agency=agency).select_related("request", "recalculation")
    return rows.order_by("-recalculation_id", "request__year", "request__number")

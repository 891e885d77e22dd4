"""The lists, one dispute, one paper, one complaint. Another agency's is not there."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from gongkai.apps.agencies.models import Agency
from gongkai.apps.disputes.models import Complaint, Dispute, Paper


def listing(agency_id: int) -> QuerySet[Dispute]:
    """Every dispute of the agency that was not voided, the latest first, with its stages in one further query."""
    rows = Dispute.objects.filter(agency_id=agency_id, voided_on=None)
    return rows.select_related("request").prefetch_related("stages")


def complaints(agency_id: int) -> QuerySet[Complaint]:
    """Every complaint to the agency that was not voided, the latest first."""
    return Complaint.objects.filter(agency_id=agency_id, voided_on=None)


def dispute(agency: Agency, pk: int) -> Dispute:
    """One dispute of the agency, a voided one too, with all that its page shows; 404 for another agency's."""
    papers = Prefetch("papers", Paper.objects.filter(removed_at=None).select_related("added_by__account"))
    found = (
        Dispute.objects.filter(agency=agency, pk=pk)
        .select_related("request", "changed_by")
        .prefetch_related("stages", papers)
        .first()
    )
    if found is None:
        raise Http404("本机关没有这件复议诉讼")
    return found


def paper(agency: Agency, dispute_pk: int, pk: int) -> Paper:
    """One paper of a dispute of the agency; 404 for another agency's or a removed one."""
    found = (
        Paper.objects.filter(dispute__agency=agency, dispute_id=dispute_pk, pk=pk, removed_at=None)
        .select_related("dispute")
        .first()
    )
    if found is None:
        raise Http404("没有这份材料")
    return found


def complaint(agency: Agency, pk: int) -> Complaint:
    """One complaint of the agency; 404 for another agency's."""
    found = Complaint.objects.filter(agency=agency, pk=pk).first()
    if found is None:
        raise Http404("本机关没有这件举报投诉")
    return found

"""Reads of the log."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.apps.audit.chain import Verdict, walk
from gongkai.apps.audit.models import Entry, Head


def verify() -> Verdict:
    """Walks the whole chain in constant memory."""
    head = Head.objects.get(pk=1)
    entries = Entry.objects.filter(seq__lte=head.seq).order_by("seq").iterator(chunk_size=2000)
    return walk(entries, head_seq=head.seq, head_digest=head.digest)


def of_subject(subject: str) -> QuerySet[Entry]:
    """What was done to one record ("app.model:pk"), newest first."""
    return Entry.objects.filter(subject=subject)


def of_agency(agency_id: int) -> QuerySet[Entry]:
    """The log of one agency, newest first."""
    return Entry.objects.filter(agency_id=agency_id)


def last_of(agency_id: int) -> QuerySet[Entry]:
    """The agency's last entry: another one whenever anything of the agency was recorded."""
    return of_agency(agency_id).order_by("-seq")[:1]

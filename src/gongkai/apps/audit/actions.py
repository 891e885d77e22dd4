"""The one write of the log: append."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from gongkai.apps.audit.chain import seal
from gongkai.apps.audit.models import Entry, Head
from gongkai.apps.audit.vocabulary import EVENTS

# Told of each event once it is committed, by apps above that follow the log (see `portal.baking`).
followers: list[Callable[[str], None]] = []


def record(
    event: str,
    *,
    actor: Any = None,
    agency: Any = None,
    subject: models.Model | None = None,
    **data: Any,
) -> Entry:
    """Appends one entry to the chain in the caller's transaction and returns it.

    event: one of `EVENTS`, else ValueError. actor: the post that acted, None for the platform itself.
    agency: by default the actor's. subject: the record concerned. data: plain JSON values; no personal data.
    """
    return record_each(event, [(subject, data)], actor=actor, agency=agency)[0]


def record_each(
    event: str,
    subjects: Sequence[tuple[models.Model | None, dict[str, Any]]],
    *,
    actor: Any = None,
    agency: Any = None,
) -> list[Entry]:
    """Appends an entry for each of these records with its data, all at once; see `record`."""
    if event not in EVENTS:
        raise ValueError(f"not in the vocabulary of the log: {event}")
    entries = []
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        for subject, data in subjects:
            entry = Entry(
                seq=head.seq + 1,
                at=timezone.now(),
                event=event,
                actor_id=actor.account_id if actor else None,
                actor_name=actor.account.display_name if actor else "",
                agency_id=agency.pk if agency else (actor.agency_id if actor else None),
                subject=f"{subject._meta.label_lower}:{subject.pk}" if subject is not None else "",
                data=data,
                previous=head.digest,
            )
            entry.digest = seal(entry)
            entries.append(entry)
            head.seq, head.digest = entry.seq, entry.digest
        Entry.objects.bulk_create(entries)
        head.save(update_fields=["seq", "digest"])
    for follower in followers:
        transaction.on_commit(_telling(follower, event), robust=True)
    return entries


def _telling(follower: Callable[[str], None], event: str) -> Callable[[], None]:
    def tell() -> None:
        follower(event)

    return tell

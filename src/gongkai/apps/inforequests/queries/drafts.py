"""Applications that were not sent yet: found by their token alone, and only until the day they expire."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Draft, DraftFile


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What a draft holds. sent: the primary key of the request that it became; 0 while it is a draft."""

    fields: dict[str, Any] = field(default_factory=dict)
    sent: int = 0


def token_digest(token: str) -> str:
    """Under what a draft is found; the token itself is kept nowhere."""
    return hashlib.sha256("".join(token.upper().replace("-", "").split()).encode()).hexdigest()


def draft(agency: Agency, token: str, today: date) -> Draft | None:
    """The agency's draft with this token that has not expired, with its files; None without one."""
    if not token:
        return None
    found = Draft.objects.filter(agency=agency, token_digest=token_digest(token), expires_on__gte=today)
    return found.prefetch_related("files").first()


def draft_content(draft: Draft | None) -> DraftContent:
    """The fields as they were typed; nothing of them once it was sent."""
    return DraftContent(**json.loads(draft.content)) if draft and draft.content else DraftContent()


def draft_files(draft: Draft | None, kind: str) -> list[DraftFile]:
    """The files put to the draft as this kind, in the order in which they came."""
    files = sorted(draft.files.all(), key=lambda one: one.pk) if draft else []
    return [one for one in files if one.kind == kind]

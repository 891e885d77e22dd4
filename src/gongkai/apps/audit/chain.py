"""The seal of an entry: a SHA-256 over everything it says and the seal before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from gongkai.apps.audit.models import Entry

GENESIS = "0" * 64


def seal(entry: Entry) -> str:
    """The digest that `entry` must carry, from its own words and `entry.previous`."""
    words = [
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.event,
        entry.actor_id,
        entry.actor_name,
        entry.agency_id,
        entry.subject,
        entry.data,
        entry.previous,
    ]
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What a walk of the chain found. broken_at: the first entry that does not fit, or None when all do."""

    entries: int
    broken_at: int | None
    reason: str

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def walk(entries: Iterable[Entry], *, head_seq: int, head_digest: str) -> Verdict:
    """Checks entries in order of `seq` against their seals, against each other and against the head."""
    previous, count = GENESIS, 0
    for entry in entries:
        count += 1
        if entry.seq != count:
            return Verdict(count, count, f"缺少第{count}条")
        if entry.previous != previous:
            return Verdict(count, count, f"第{count}条与前一条不相接")
        if entry.digest != seal(entry):
            return Verdict(count, count, f"第{count}条内容与摘要不符")
        previous = entry.digest
    if (count, previous) != (head_seq, head_digest):
        return Verdict(count, count + 1, f"日志末尾缺失：应有{head_seq}条，实有{count}条")
    return Verdict(count, None, "")

"""Writes of the search: what changed, bringing the index up to date, building it anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gongkai.apps.search.documents import Document
from gongkai.apps.search.engine import Busy, Engine, Writer, engine
from gongkai.apps.search.models import Change, FrequentQuestion, Rebuild, VainQuestion
from gongkai.apps.search.text import RUN, as_initials, normalised, sounds
from gongkai.textcheck.privacy import find_private

Read = Callable[[list[str]], Iterable[Document]]  # the documents that are public now, of these keys
ReadAfter = Callable[
    [str], Iterable[Document]
]  # every public document whose key comes after this one, by key

BATCH = 200
CHUNK = 5000
KEPT_WORDS = 60
FORGOTTEN_DAYS = 90  # what nobody has asked for so long is suggested no more


def note_changes(keys: Iterable[str]) -> None:
    """Notes, in the caller's transaction, that the documents of these keys have to be read anew."""
    Change.objects.bulk_create((Change(key=key) for key in keys), batch_size=CHUNK)


def catch_up(read: Read) -> bool:
    """Indexes all that changed; False when another process is at it, which then does our part too."""
    index = engine()
    while Change.objects.filter(indexed_at=None).exists():
        try:
            with index.writing() as writer:
                _index_changes(writer, read)
        except Busy:
            return False
    return True


def _index_changes(writer: Writer, read: Read) -> None:
    while rows := list(Change.objects.filter(indexed_at=None).order_by("pk")[:BATCH]):
        _put(writer, [row.key for row in rows], read)
        writer.commit()
        done = Change.objects.filter(pk__in=[row.pk for row in rows])
        if Rebuild.objects.filter(finished_at=None).exists():
            done.update(indexed_at=timezone.now())
        else:
            done.delete()


def _put(writer: Writer, keys: list[str], read: Read) -> None:
    """The keys as they are now: those that are public anew, the others out."""
    asked = list(dict.fromkeys(keys))
    documents = list(read(asked))
    writer.put(documents)
    writer.take_out(set(asked) - {document.key for document in documents})


def rebuild(
    read_after: ReadAfter, read: Read, *, progress: Callable[[int], None] = lambda count: None
) -> int:
    """Builds the index anew beside the one in use, goes on where a killed rebuild stopped, and switches. The count.

    read_after must give the documents in the order of their keys. Busy when another rebuild is at it.
    """
    index = engine()
    row = _row(index)
    with index.writing(row.generation) as writer:
        documents = iter(read_after(row.after))
        while chunk := list(islice(documents, CHUNK)):
            writer.put(chunk)
            writer.commit()
            row.after, row.count = chunk[-1].key, row.count + len(chunk)
            row.save(update_fields=["after", "count"])
            progress(row.count)
        _follow(writer, row, read)
        _switch(index, writer, row, read)
    return index.count()


def _row(index: Engine) -> Rebuild:
    """The rebuild that was under way and whose index is still there, else a new one."""
    for row in Rebuild.objects.filter(finished_at=None):
        if not index.begin(row.generation):
            return row
        row.delete()
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    row = Rebuild.objects.create(generation=f"{timezone.now():%Y%m%d%H%M%S%f}", first_change=last + 1)
    index.begin(row.generation)
    return row


def _follow(writer: Writer, row: Rebuild, read: Read) -> None:
    """What changed while the rebuild ran."""
    changed = Change.objects.filter(pk__gte=row.first_change).order_by("pk")
    while rows := list(changed[:CHUNK]):
        _put(writer, [each.key for each in rows], read)
        row.first_change = rows[-1].pk + 1
        changed = Change.objects.filter(pk__gte=row.first_change).order_by("pk")
    writer.commit()
    row.save(update_fields=["first_change"])


def _switch(index: Engine, writer: Writer, row: Rebuild, read: Read) -> None:
    """With the old index locked, so that nothing slips between the last look and the switch."""
    for attempt in _patiently():
        try:
            with index.still():
                _follow(writer, row, read)
                index.switch(row.generation)
                row.finished_at = timezone.now()
                row.save(update_fields=["finished_at"])
                Change.objects.exclude(indexed_at=None).delete()
                return
        except Busy:
            if attempt == 0:
                raise


def _patiently() -> Iterator[int]:
    """Tries left, a tenth of a second apart."""
    for left in reversed(range(600)):
        yield left
        time.sleep(0.1)


@transaction.atomic
def note_vain(words: str, agency: str, today: date) -> None:
    """Counts a question that found nothing; one that holds personal data, or no word at all, is not kept."""
    plain = normalised(words).strip()[:KEPT_WORDS]
    if len("".join(RUN.findall(plain))) < 2 or find_private(plain):
        return
    days = {"first_on": today, "last_on": today}
    row, made = VainQuestion.objects.get_or_create(agency=agency, words=plain, defaults=days)
    if not made:
        VainQuestion.objects.filter(pk=row.pk).update(times=F("times") + 1, last_on=today)


@transaction.atomic
def note_found(words: str, agency: str, today: date, *, times: int = 1) -> None:
    """Counts a question that found titles with all of its words. times: how many it stands for, when only a sample is
    counted. One that holds personal data is not kept."""
    plain = normalised(words).strip()
    if not 2 <= len(plain) <= KEPT_WORDS or find_private(plain):
        return
    said = {"sounds": "".join(sounds(plain)), "initials": as_initials(plain), "last_on": today}
    row, made = FrequentQuestion.objects.get_or_create(agency=agency, words=plain, defaults=said)
    FrequentQuestion.objects.filter(pk=row.pk).update(times=F("times") + times, last_on=today)
    if made:
        FrequentQuestion.objects.filter(last_on__lt=today - timedelta(FORGOTTEN_DAYS)).delete()

"""The next version of a public page: drafted and reviewed beside it, then put into it. The page is never away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.deliver import ask_for_updates
from gongkai.apps.publications.actions.indexing import note
from gongkai.apps.publications.actions.write import keep_revision
from gongkai.apps.publications.checking.door import record as record_check
from gongkai.apps.publications.content import SPARSE, WRITTEN, content_digest, content_of
from gongkai.apps.publications.lifecycle import moved
from gongkai.apps.publications.models import Attachment, CheckRecord, Emergency, Item, PublicVersion
from gongkai.apps.publications.rules import obstacles
from gongkai.law.refusals import Refused

COPIED = (*WRITTEN, *(name for name in SPARSE if name != "amendment"), "column_id", "interpretation_of_id")
OPEN = (Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED)


@transaction.atomic
def amend(actor: Post, item: Item, reason: str) -> Item:
    """A draft of the next version of a public item, with its text and files; the page stays as it is meanwhile.

    reason: what is corrected or changed and why; it is reviewed and shown with the version list. One at a time.
    """
    actor.require("publications.draft")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    moved(row, "amend")
    if row.kind != Item.Kind.DOCUMENT:
        raise Refused("年度报告的更正在年报编报办理，请到年报编报开始更正")
    if row.next_versions.filter(state__in=OPEN).exists():
        raise Refused("本件已有一份更新稿在办，请在原有更新稿上修改，或者先废弃它")
    if not reason.strip():
        raise Refused("请写明更正或者更新了什么、为什么", field="amendment")
    draft = Item(
        agency=row.agency,
        author=actor,
        changed_by=actor.account,
        replaces=row,
        amendment=reason.strip()[:300],
        **{name: getattr(row, name) for name in COPIED},
    )
    draft.formed_on = timezone.localdate()  # the day of the change, from which 条例 art. 26 counts
    draft.save()
    _copy_files(row, draft)
    digest = keep_revision(actor, draft)
    record("item.amendment_begun", actor=actor, agency=row.agency, subject=row, draft_item=draft.pk)
    record("item.drafted", actor=actor, agency=row.agency, subject=draft, digest=digest)
    return draft


def merge(actor: Post, row: Item) -> Item:
    """Puts an approved and locked next version into its page, which keeps number, address and first day.

    The old wording stays as a `PublicVersion`. Returns the page. Asks for the obstacles itself, whoever calls it.
    """
    for refused in obstacles(row):
        raise refused
    state = moved(row, "merge")
    record_check(actor, row, CheckRecord.Door.PUBLISH)
    assert row.replaces_id  # noqa: S101 - publish asks for it
    page = Item.locked(row.replaces_id)
    now = timezone.now()
    kept = _keep_old(page, row, now)
    for name in COPIED:
        setattr(page, name, getattr(row, name))
    page.draft, page.amended_at, page.awaiting = page.draft + 1, now, ""
    _replace_files(row, page)
    page.keep(actor)
    keep_revision(row.author, page)
    row.state = state
    row.keep(actor, "state")
    Emergency.objects.filter(item=page, closed_at=None).update(closed_at=now)
    record(
        "item.amended",
        actor=actor,
        agency=page.agency,
        subject=page,
        draft_item=row.pk,
        digest=content_digest(page),
        reviewed_digest=content_digest(row),
        before=kept.digest,
        version=kept.number + 1,
    )
    ask_for_updates(page, row.amendment)
    note([page])
    return page


def _keep_old(page: Item, row: Item, now: datetime) -> PublicVersion:
    since = page.amended_at or page.published_at
    assert since  # noqa: S101 - a constraint of the table
    return PublicVersion.objects.create(
        item=page,
        number=page.public_versions.count() + 1,
        content=content_of(page),
        files=[[each.name, str(each.file.name), each.digest] for each in page.attachments.all()],
        digest=content_digest(page),
        public_since=since,
        replaced_at=now,
        replaced_by=row,
        reason=row.amendment,
    )


def _replace_files(row: Item, page: Item) -> None:
    """Files that stay keep their address; the stored bytes of those that go remain, for the old version's sake."""
    wanted = {(each.name, each.digest) for each in row.attachments.all()}
    for each in page.attachments.all():
        if (each.name, each.digest) not in wanted:
            each.delete()
    _copy_files(row, page)


def _copy_files(source: Item, target: Item) -> None:
    """Lets the target have the same stored files; see `detach`, which deletes no file that another row needs."""
    held = set(target.attachments.values_list("name", flat=True))
    Attachment.objects.bulk_create(
        Attachment(
            item=target,
            file=str(each.file.name),
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            digest=each.digest,
        )
        for each in source.attachments.all()
        if each.name not in held
    )

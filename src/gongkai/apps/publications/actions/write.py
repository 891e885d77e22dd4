"""Drafting: every save is kept as a revision; a change of what is under review voids the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications import richtext
from gongkai.apps.publications.actions.picture import check_images
from gongkai.apps.publications.attachments import check, read
from gongkai.apps.publications.content import SPARSE, WRITTEN, content_of, digest_of, html_of
from gongkai.apps.publications.lifecycle import moved
from gongkai.apps.publications.models import Attachment, Column, Item, PublicVersion, Revision
from gongkai.law.refusals import Refused

ASSIGNED = (*WRITTEN, *SPARSE, "column", "interpretation_of")
LONGEST = 2_000_000  # characters of HTML
REPORT = ("title", "summary", "payload", "body_html", "formed_on", "issued_on")


@transaction.atomic
def draft(actor: Post, column: Column, **fields: Any) -> Item:
    """A new draft in a column of the actor's agency. fields: any of `content.WRITTEN`, `SPARSE`, `interpretation_of`.

    body_html: the text as the editor, a word processor or another site gave it, cleaned here, or plain lines; body: a
    text of plain lines. One of the two.
    """
    if column.kind == Column.Kind.ANNUAL_REPORT:
        raise Refused("年报栏目的信息由年报编报生成，请到年报编报办理", field="column")
    return _draft(actor, column, fields, ASSIGNED)


@transaction.atomic
def draft_report(actor: Post, agency: Agency, **fields: Any) -> Item:
    """The draft of an annual report in the agency's column 政府信息公开年报, under the same review as all else.

    fields: any of `REPORT`. payload: the report as JSON; body_html: as the platform's own writer drew it.
    """
    column = Column.objects.filter(agency=agency, kind=Column.Kind.ANNUAL_REPORT).first()
    if column is None:
        raise Refused("本机关还没有“政府信息公开年报”栏目，请先开设")
    return _draft(
        actor, column, fields, REPORT, kind=Item.Kind.ANNUAL_REPORT, disclosure_attribute="proactive"
    )


def _draft(
    actor: Post, column: Column, fields: Mapping[str, Any], names: tuple[str, ...], **fixed: Any
) -> Item:
    actor.require("publications.draft")
    actor.require_agency(column.agency_id)
    item = Item(agency=column.agency, column=column, author=actor, changed_by=actor.account, **fixed)
    _assign(item, _worded(item, fields) if names is ASSIGNED else fields, names)
    if not item.title:
        raise Refused("请填写标题", field="title")
    item.save()
    digest = keep_revision(actor, item)
    record("item.drafted", actor=actor, agency=item.agency, subject=item, digest=digest)
    return item


@transaction.atomic
def revise(actor: Post, item: Item, *, version: int | None = None, **fields: Any) -> Item:
    """Changes what is given. Text under review or approved goes back to draft and its review is void.

    version: the one that the form showed; Refused when somebody saved since. Returns the item as saved.
    """
    row = _open(actor, item, version)
    if row.kind == Item.Kind.ANNUAL_REPORT:
        raise Refused("年报的内容由年报编报生成，请到年报编报修改")
    return change(actor, row, fields)


def change(actor: Post, row: Item, fields: Mapping[str, Any]) -> Item:
    """Saves what differs in a locked item as the next wording; a review that had begun is void."""
    return _save(actor, row, _assign(row, _worded(row, fields), ASSIGNED))


@transaction.atomic
def revise_report(actor: Post, item: Item, **fields: Any) -> Item:
    """A new text of an annual report that is not yet published. fields: any of `REPORT`."""
    row = _open(actor, item, None)
    if row.kind != Item.Kind.ANNUAL_REPORT:
        raise Refused("本件不是年度报告")
    return _save(actor, row, _assign(row, fields, REPORT))


@transaction.atomic
def attach(actor: Post, item: Item, upload: File[bytes], *, version: int | None = None) -> Attachment:
    """Attaches a file after its size and true type are checked."""
    row = _open(actor, item, version)
    data = read(upload)
    checked = check(upload.name or "", data)
    if row.attachments.filter(name=checked.name).exists():
        raise Refused(f"本件已有附件“{checked.name}”，请改名，或者先删除原附件", field="file")
    attachment = Attachment(
        item=row, name=checked.name, media_type=checked.media_type, size=checked.size, digest=checked.digest
    )
    attachment.file.save(checked.name, ContentFile(data), save=False)
    attachment.save()
    _save(actor, row, ["attachments"])
    return attachment


@transaction.atomic
def detach(actor: Post, attachment: Attachment, *, version: int | None = None) -> Item:
    """Takes a file off an item that is not yet public."""
    row = _open(actor, attachment.item, version)
    storage, stored = attachment.file.storage, str(attachment.file.name)
    Attachment.objects.filter(pk=attachment.pk, item=row).delete()
    # A page and its next version share a stored file, and an old public version may need it.
    if not (Attachment.objects.filter(file=stored).exists() or _in_old_version(row, stored)):
        transaction.on_commit(lambda: storage.delete(stored))
    return _save(actor, row, ["attachments"])


def _in_old_version(row: Item, stored: str) -> bool:
    pages = [pk for pk in (row.pk, row.replaces_id) if pk]
    kept = PublicVersion.objects.filter(item__in=pages).values_list("files", flat=True)
    return any(path == stored for files in kept for _, path, _ in files)


@transaction.atomic
def discard(actor: Post, item: Item, *, version: int | None = None) -> Item:
    """Gives a draft up for good; its text and reviews stay on record."""
    actor.require("publications.draft")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    if actor.account_id != row.author.account_id:
        actor.require("publications.manage")
    row.state = moved(row, "discard")
    row.keep(actor, "state")
    record("item.discarded", actor=actor, agency=row.agency, subject=row)
    return row


def _open(actor: Post, item: Item, version: int | None) -> Item:
    actor.require("publications.draft")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    moved(row, "revise")
    return row


def _worded(item: Item, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with a cleaned text and its words; without it where it says what the item's plain lines say."""
    values = dict(fields)
    if "body_html" not in values:
        return values | {"body_html": ""} if "body" in values else values
    if len(values["body_html"]) > LONGEST:
        raise Refused("正文过长，请把长表格、长附录作为附件上传", field="body_html")
    html = richtext.read(values["body_html"])
    if html == html_of(item):
        del values["body_html"]
        values.pop("body", None)
        return values
    check_images(item.agency_id, richtext.images(html))
    return values | {"body_html": html, "body": richtext.plain(html)}


def _assign(item: Item, fields: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    unknown = fields.keys() - set(names)
    if unknown:
        raise TypeError(f"an author does not write {', '.join(sorted(unknown))}")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    changed = [name for name, value in values.items() if getattr(item, name) != value]
    for name in changed:
        _check_length(name, values[name])
        setattr(item, name, values[name])
    if item.amendment and not item.replaces_id:
        raise Refused("更正说明只用于已公开信息的更新稿，请删去", field="amendment")
    _check_places(item)
    return changed


def _check_length(name: str, value: Any) -> None:
    """Refused when a text is longer than its field, which not every database says by itself."""
    field = Item._meta.get_field(name)
    most = getattr(field, "max_length", None)
    if most and isinstance(value, str) and len(value) > most:
        label = getattr(field, "verbose_name", name)
        raise Refused(f"{label}有{len(value)}个字，最多{most}个字，请缩短", field=name)


def _check_places(item: Item) -> None:
    if item.column.agency_id != item.agency_id:
        raise Refused("栏目属于其他机关，请重新选择", field="column")
    if item.column.closed_on and not item.replaces_id:
        raise Refused(f"栏目“{item.column.name}”已经停用，请另选栏目", field="column")
    if (item.kind == Item.Kind.ANNUAL_REPORT) != (item.column.kind == Column.Kind.ANNUAL_REPORT):
        raise Refused("年报栏目只收年报编报生成的年度报告，请另选栏目", field="column")
    original = item.interpretation_of
    if original and (original.agency_id != item.agency_id or original.pk in {item.pk, item.replaces_id}):
        raise Refused("所解读的文件须是本机关的另一件信息，请重新选择", field="interpretation_of")


def _save(actor: Post, row: Item, changed: list[str]) -> Item:
    if not changed:
        return row
    voided = row.state != Item.State.DRAFT
    if voided:
        row.state, row.awaiting, row.draft = moved(row, "revise"), "", row.draft + 1
        row.chain, row.reevaluate_on = [], None
    row.keep(actor)
    digest = keep_revision(actor, row)
    record(
        "item.revised",
        actor=actor,
        agency=row.agency,
        subject=row,
        fields=sorted(changed),
        digest=digest,
        review_voided=voided,
    )
    return row


def keep_revision(actor: Post, item: Item) -> str:
    """Keeps the wording as it stands under this person's name; its digest."""
    content = content_of(item)
    digest = digest_of(content)
    Revision.objects.create(
        item=item, version=item.version, draft=item.draft, editor=actor, digest=digest, content=content
    )
    return digest

"""An agency's own lists: proposed by one person, in force with the consent of another; names that are let pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.checking.lists import lists_of
from gongkai.apps.publications.content import digest_of
from gongkai.apps.publications.models import AllowedName, ListEdition
from gongkai.law.refusals import Refused
from gongkai.textcheck import own
from gongkai.textcheck.check import check

MOST_ROWS = 20_000
COLUMNS = {ListEdition.Kind.WORDS: own.WORD_COLUMNS, ListEdition.Kind.LEADERS: own.LEADER_COLUMNS}


def faults(kind: str, rows: Iterable[Mapping[str, Any]]) -> tuple[Refused, ...]:
    """What is wrong with rows of a list, a refusal a row, field `row.column`; the head is row 1."""
    return own.words(rows).refused if kind == ListEdition.Kind.WORDS else own.leaders(rows).refused


@transaction.atomic
def propose_list(
    actor: Post, agency: Agency, kind: str, rows: Iterable[Mapping[str, Any]], *, reason: str
) -> ListEdition:
    """A whole new edition of a list, in force once a second person consents. All rows or none.

    rows: with the columns of `textcheck.own`; empty to give the list up.
    """
    actor.require("publications.word_lists")
    actor.require_agency(agency.pk)
    if kind not in ListEdition.Kind.values:
        raise Refused("请选择词库或者领导名单", field="kind")
    plain = [{name: _cell(row.get(name)) for name in COLUMNS[ListEdition.Kind(kind)]} for row in rows]
    if len(plain) > MOST_ROWS:
        raise Refused(f"一次最多{MOST_ROWS}行，请删减", field="file")
    for fault in faults(kind, plain):
        raise Refused(fault.message, article=fault.article, field="file")
    if not reason.strip():
        raise Refused("请写明依据或者理由", field="reason")
    editions = ListEdition.objects.select_for_update().filter(agency=agency, kind=kind)
    newest = editions.first()
    if editions.filter(consented_at=None, dropped_at=None).exists():
        raise Refused("上一版还在等待同意，请先同意或者放弃它")
    edition = ListEdition.objects.create(
        agency=agency,
        kind=kind,
        number=newest.number + 1 if newest else 1,
        rows=plain,
        digest=digest_of(plain),
        reason=reason.strip()[:200],
        proposed_by=actor,
    )
    record("word_list.proposed", actor=actor, agency=agency, subject=edition, **_told(edition))
    return edition


def _cell(value: Any) -> str:
    return "" if value is None else str(value).strip()


@transaction.atomic
def consent_list(actor: Post, edition: ListEdition) -> ListEdition:
    """Puts an edition into force; by another person than the one who proposed it."""
    actor.require("publications.word_lists.consent")
    row = _open(actor, edition)
    if row.proposed_by.account_id == actor.account_id:
        raise Refused("您提出了这一版，不能自己同意，请由另一人办理")
    row.consented_by, row.consented_at = actor, timezone.now()
    row.save(update_fields=["consented_by", "consented_at"])
    record("word_list.consented", actor=actor, agency=row.agency, subject=row, **_told(row))
    return row


@transaction.atomic
def drop_list(actor: Post, edition: ListEdition) -> ListEdition:
    """Gives an edition up before it is in force: its proposer, or who might consent to it."""
    if not actor.may("publications.word_lists.consent"):
        actor.require("publications.word_lists")
    row = _open(actor, edition)
    row.dropped_at = timezone.now()
    row.save(update_fields=["dropped_at"])
    record("word_list.dropped", actor=actor, agency=row.agency, subject=row, **_told(row))
    return row


def _open(actor: Post, edition: ListEdition) -> ListEdition:
    row = (
        ListEdition.objects.select_for_update(of=("self",))
        .select_related("agency", "proposed_by")
        .get(pk=edition.pk)
    )
    actor.require_agency(row.agency_id)
    if row.consented_at or row.dropped_at:
        raise Refused("这一版已经同意或者放弃，不必重复办理")
    return row


def _told(edition: ListEdition) -> dict[str, Any]:
    return {
        "kind": edition.kind,
        "number": edition.number,
        "count": len(edition.rows),
        "digest": edition.digest,
    }


@transaction.atomic
def allow_name(actor: Post, agency: Agency, words: str) -> AllowedName:
    """Lets a name pass from now on. Nothing that must not be published can be let pass so, and no personal data."""
    actor.require("publications.word_lists")
    actor.require_agency(agency.pk)
    name = words.strip()
    if not 2 <= len(name) <= 50 or "\n" in name:
        raise Refused("名称应为2至50个字", field="words")
    for one in check(name, lists_of(agency.pk).lexicon):
        if one.level == "block" or one.kind.startswith("privacy."):
            raise Refused(
                f"“{name}”含有不得发布的内容，不能登记为名称；确有必要的，请修改词库", field="words"
            )
    if AllowedName.objects.filter(agency=agency, words=name, ended_at=None).exists():
        raise Refused(f"“{name}”已经登记", field="words")
    row = AllowedName.objects.create(agency=agency, words=name, added_by=actor)
    record("name.allowed", actor=actor, agency=agency, subject=row, words=name)
    return row


@transaction.atomic
def end_name(actor: Post, name: AllowedName) -> AllowedName:
    """The name is asked about again from now on."""
    actor.require("publications.word_lists")
    row = AllowedName.objects.select_for_update().select_related("agency").get(pk=name.pk)
    actor.require_agency(row.agency_id)
    if row.ended_at:
        raise Refused("这个名称已经取消")
    row.ended_by, row.ended_at = actor, timezone.now()
    row.save(update_fields=["ended_by", "ended_at"])
    record("name.ended", actor=actor, agency=row.agency, subject=row, words=row.words)
    return row

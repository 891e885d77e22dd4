"""Words that the search takes for the same: an agency's own by whoever drafts there, the platform's by its administrators."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.knowledge import handle_vain
from gongkai.apps.publications.models import VainHandling
from gongkai.apps.search import meanings
from gongkai.apps.search.models import WordGroup
from gongkai.apps.search.queries import word_groups
from gongkai.law.refusals import Refused


def for_whom(post: Post) -> tuple[bool, Agency | None]:
    """(may this post add synonyms, for which agency); None: for the whole platform."""
    if post.may("agencies.manage"):
        return True, None
    return post.may("publications.draft"), post.agency


@transaction.atomic
def add_synonyms(actor: Post, agency: Agency | None, words: str) -> WordGroup:
    """A group of words with blanks between, used by the search at once. agency: None for the whole platform."""
    _require(actor, agency)
    code = agency.code if agency else ""
    known = word_groups(code)
    line = " ".join(meanings.group(words, [tuple(one.words.split()) for one in known]))
    if known.filter(agency=code).count() >= meanings.MOST_GROUPS:
        raise Refused(f"同义词最多{meanings.MOST_GROUPS}组，请先删除不用的", field=meanings.FIELD)
    row, new = WordGroup.objects.get_or_create(
        agency=code, words=line, defaults={"added_by": actor.account.display_name}
    )
    if not new:  # by somebody else, at this moment
        raise Refused(f"同义词里已有“{line}”，不必重复添加", field=meanings.FIELD)
    record("synonyms.added", actor=actor, agency=agency, subject=row, words=line, platform=agency is None)
    return row


@transaction.atomic
def add_for_vain(actor: Post, agency: Agency, words: str, *, sought: str, times: int) -> WordGroup:
    """The same for words that the public searched for in vain, which are marked as dealt with."""
    row = add_synonyms(actor, agency, words)
    handle_vain(
        actor, agency, words=sought, times=times, outcome=VainHandling.Outcome.SYNONYM, note=row.words
    )
    return row


@transaction.atomic
def remove_synonyms(actor: Post, row: WordGroup) -> None:
    """Takes a group out of the search at once."""
    agency = Agency.objects.get(code=row.agency) if row.agency else None
    _require(actor, agency)
    record("synonyms.removed", actor=actor, agency=agency, subject=row, words=row.words, platform=not agency)
    row.delete()


def _require(actor: Post, agency: Agency | None) -> None:
    actor.require("publications.draft" if agency else "agencies.manage")
    if agency:
        actor.require_agency(agency.pk)

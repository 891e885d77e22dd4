"""政策问答 for the office, the public and the clerk of the mailbox; words that were searched for in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.models import Item, KnowledgeEntry, VainHandling
from gongkai.apps.publications.queries.answering import EMPTY, RUNS, shared_words
from gongkai.apps.search.models import VainQuestion
from gongkai.apps.search.queries import in_vain

MOST = 5
READ = 500  # entries that are compared with a letter


def knowledge(post: Post) -> QuerySet[KnowledgeEntry]:
    """The agency's questions with their items, the newest first; given up drafts are left out."""
    found = KnowledgeEntry.objects.filter(agency_id=post.agency_id)
    return found.exclude(item__state=Item.State.DISCARDED).select_related("item", "made_by__account")


def narrow_knowledge(
    found: QuerySet[KnowledgeEntry], today: date, *, state: str = "", word: str = ""
) -> QuerySet[KnowledgeEntry]:
    """By state: open (not public yet), valid, over; and a word of question or answer."""
    public = Q(item__state=Item.State.PUBLISHED)
    over = Q(item__valid_until__lt=today) | Q(item__validity__in=["repealed", "lapsed"])
    match state:
        case "open":
            found = found.exclude(public)
        case "valid":
            found = found.filter(public).exclude(over)
        case "over":
            found = found.filter(public & over)
    if word:
        found = found.filter(Q(item__title__icontains=word) | Q(item__body__icontains=word))
    return found


def public_knowledge(agency: Agency, today: date, word: str = "") -> QuerySet[KnowledgeEntry]:
    """What the public may read and what still holds, with the public items that it rests on."""
    found = KnowledgeEntry.objects.filter(
        Q(item__valid_until=None) | Q(item__valid_until__gte=today),
        agency=agency,
        item__state=Item.State.PUBLISHED,
        item__validity__in=[Item.Validity.IN_FORCE, Item.Validity.AMENDED],
    )
    for part in word.split()[:5]:
        found = found.filter(Q(item__title__icontains=part) | Q(item__body__icontains=part))
    sources = Item.objects.filter(state=Item.State.PUBLISHED).only("pk", "title", "agency_id")
    found = found.select_related("item").prefetch_related(Prefetch("sources", sources))
    return found.order_by("-item__first_public_on", "-pk")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that may answer a letter, and the words that both have."""

    entry: KnowledgeEntry
    words: str


def offers(agency: Agency, text: str, today: date) -> list[Offer]:
    """At most five questions that share words with a letter, those that share most first. Nothing of it is kept."""
    plain = " ".join(RUNS.findall(EMPTY.sub(" ", text)))
    found = []
    for entry in public_knowledge(agency, today).prefetch_related(None)[:READ]:
        words = shared_words(f"{entry.item.title} {entry.item.keywords}", plain)
        if words:
            found.append(Offer(entry, words))
    found.sort(key=lambda offer: (-len(offer.words.replace("、", "")), -offer.entry.pk))
    return found[:MOST]


def vain(post: Post) -> QuerySet[VainQuestion]:
    """What was searched for in vain and is not dealt with since, the most frequent first.

    Each with `handled` (how it was dealt with before, empty when never).
    """
    last = VainHandling.objects.filter(agency_id=post.agency_id, words=OuterRef("words")).order_by("-pk")
    found = in_vain(post.agency.code).annotate(
        seen=Subquery(last.values("times")[:1]), handled=Subquery(last.values("outcome")[:1])
    )
    return found.filter(Q(seen=None) | Q(seen__lt=F("times"))).order_by("-times", "-last_on", "pk")


def vain_for(post: Post, pk: int) -> VainQuestion | None:
    """One question of the public to the agency's own site."""
    return in_vain(post.agency.code).filter(pk=pk).first()


def handlings(post: Post) -> QuerySet[VainHandling]:
    """What was dealt with, the newest first."""
    found = VainHandling.objects.filter(agency_id=post.agency_id)
    return found.select_related("item", "handled_by__account")

"""Reads of the text check: what was said and explained of an item, its remarks in place, the agency's lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.checking.anchors import Anchor, find
from gongkai.apps.publications.checking.door import explained, last_record
from gongkai.apps.publications.checking.found import LEVELS, Found
from gongkai.apps.publications.checking.parts import REMARKED
from gongkai.apps.publications.models import AllowedName, CheckRecord, Item, ListEdition, Remark, Review


@dataclass(frozen=True, slots=True)
class Asked:
    """Findings of one kind in one place, which one explanation answers. name: of the field of the form."""

    name: str
    level: str
    place: str
    kind: str
    findings: list[Found] = field(default_factory=list)
    said: str = ""

    @property
    def keys(self) -> list[str]:
        """The keys of its findings."""
        return [one.key for one in self.findings]


def asked(findings: Iterable[Found], explanations: dict[str, str]) -> list[Asked]:
    """The findings by level, place and kind, in their order; what is known of their explanations filled in."""
    groups: dict[tuple[str, ...], Asked] = {}
    for one in findings:
        about = one.message if not one.words else ""
        key = (one.level, one.field, one.kind, about)
        group = groups.setdefault(
            key,
            Asked(f"why-{one.key}", one.level, one.place, one.kind_words, said=explanations.get(one.key, "")),
        )
        group.findings.append(one)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Explained:
    """One explanation of the record, and what it is about."""

    text: str
    about: list[dict[str, Any]]


def explanations_of(item: Item) -> tuple[CheckRecord | None, list[Explained]]:
    """The newest record of the item's present content, and what the author explained of it."""
    newest = last_record(item)
    if newest is None:
        return None, []
    told = explained(item, newest.digest)
    by_text: dict[str, list[dict[str, Any]]] = {}
    for one in newest.findings:
        if said := told.get(one["key"]):
            by_text.setdefault(said, []).append(one)
    return newest, [Explained(text, about) for text, about in by_text.items()]


def counts(findings: Iterable[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Level, its Chinese name and how many, for those that occur."""
    levels = [one["level"] for one in findings]
    return [(level, name, levels.count(level)) for level, name in LEVELS.items() if level in levels]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A remark and where its words stand now. state: here | edited | gone; words, nth: as they stand."""

    remark: Remark
    state: str
    words: str = ""
    nth: int = 0

    @property
    def step(self) -> str:
        """The step of the chain that says so, in Chinese."""
        return str(Review.Step(self.remark.step).label)

    @property
    def place(self) -> str:
        """The field whose words they are, in Chinese."""
        return REMARKED[self.remark.field]


def pinned(remarks: Iterable[Remark], texts: dict[str, str]) -> list[Pinned]:
    """The remarks with their places in these texts, by field."""
    out = []
    for remark in remarks:
        text = texts.get(remark.field, "")
        place = find(text, Anchor(remark.quote, remark.before, remark.after))
        if place is None:
            out.append(Pinned(remark, "gone"))
            continue
        words = text[place.start : place.end]
        nth, at = 0, text.find(words)
        while 0 <= at < place.start:
            nth, at = nth + 1, text.find(words, at + 1)
        out.append(Pinned(remark, "here" if place.exact else "edited", words, nth))
    return out


def remarks_of(item: Item) -> QuerySet[Remark]:
    """The remarks that matter now: of the draft under review, else of the one that was returned."""
    draft = item.draft - 1 if item.state == Item.State.DRAFT else item.draft
    found = Remark.objects.filter(item=item, draft=draft, dropped_at=None)
    return found.select_related("reviewer__account", "item").order_by("pk")


def item_typed(post: Post, pk: int) -> Item | None:
    """The item of the post's agency that somebody is just writing, without what the check does not need of it."""
    found = Item.objects.filter(agency_id=post.agency_id, kind=Item.Kind.DOCUMENT, pk=pk)
    return found.only("agency_id", "replaces_id", "state", "draft", "title", "version").first()


def remark_for(post: Post, pk: int) -> Remark | None:
    """A remark on an item of the post's agency."""
    return Remark.objects.filter(pk=pk, item__agency_id=post.agency_id).select_related("item").first()


def editions(post: Post, kind: str) -> QuerySet[ListEdition]:
    """The editions of one of the agency's lists, newest first."""
    found = ListEdition.objects.filter(agency_id=post.agency_id, kind=kind)
    return found.select_related("proposed_by__account", "consented_by__account").order_by("-number")


def edition_in_force(post: Post, kind: str) -> ListEdition | None:
    """The edition that checks go by now."""
    return editions(post, kind).filter(consented_at__isnull=False).first()


def edition_for(post: Post, pk: int) -> ListEdition | None:
    """One edition of the post's agency."""
    return ListEdition.objects.filter(pk=pk, agency_id=post.agency_id).first()


def names(post: Post) -> QuerySet[AllowedName]:
    """The names that the agency lets pass now."""
    found = AllowedName.objects.filter(agency_id=post.agency_id, ended_at=None)
    return found.select_related("added_by__account").order_by("-pk")


def name_for(post: Post, pk: int) -> AllowedName | None:
    """One name that the post's agency lets pass."""
    return AllowedName.objects.filter(pk=pk, agency_id=post.agency_id).first()

"""Reads of the office: lists, one item with its chain, columns, channels and batches of an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.chains import codes_for
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import chain_of, steps_of
from gongkai.apps.publications.models import Attachment, Channel, Column, HistoryBatch, Item, Review, Revision
from gongkai.apps.publications.queries.desk_later import WITHHELD
from gongkai.apps.publications.queries.public import JOINED_TEXTS, TEXTS
from gongkai.apps.publications.rules import public_by
from gongkai.law.workdays import default_calendar

# The items that the annual report counts: what is public, and what was and has been withdrawn since.
DISCLOSED = "disclosed"


def items(post: Post) -> QuerySet[Item]:
    """The agency's items without their long texts, last changed first."""
    found = Item.objects.filter(agency_id=post.agency_id).select_related("column", "author__account")
    return found.defer(*TEXTS, "summary").order_by("-changed_at", "-pk")


def narrow(
    found: QuerySet[Item],
    *,
    state: str = "",
    column: Column | None = None,
    year: int | None = None,
    author: int | None = None,
    word: str = "",
) -> QuerySet[Item]:
    """Items by state, column with its subcolumns, year of first publication (else of drafting), author's account,
    and a word in title, document or index number."""
    if state == DISCLOSED:
        found = found.filter(first_public_on__isnull=False)
    elif state:
        found = found.filter(state=state)
    if column:
        found = found.filter(Q(column=column) | Q(column__parent=column))
    if year:
        days = (date(year, 1, 1), date(year, 12, 31))
        drafted = Q(first_public_on=None, drafted_at__date__range=days)
        found = found.filter(Q(first_public_on__range=days) | drafted)
    if author:
        found = found.filter(author__account_id=author)
    if word:
        found = found.filter(
            Q(title__icontains=word) | Q(document_number__icontains=word) | Q(index_number__icontains=word)
        )
    return found


def item_for(post: Post, pk: int) -> Item | None:
    """One item of the post's agency with what its page shows; None when there is none or it is another agency's."""
    reviews = Review.objects.select_related("account", "on_behalf_of__account").order_by("pk")
    revisions = Revision.objects.select_related("editor__account").defer("content")
    return (
        Item.objects.filter(agency_id=post.agency_id, pk=pk)
        .select_related(
            "agency",
            "column__parent",
            "author__account",
            "interpretation_of",
            "imported",
            "replaces",
            "emergency",
        )
        .defer(*JOINED_TEXTS, *(f"replaces__{name}" for name in TEXTS))
        .prefetch_related(
            "attachments",
            "releases__channel",
            "interpretations",
            Prefetch("reviews", reviews),
            Prefetch("revisions", revisions),
        )
        .first()
    )


def attachment_for(post: Post, pk: int) -> Attachment | None:
    """An attachment of an item of the post's agency."""
    return Attachment.objects.filter(pk=pk, item__agency_id=post.agency_id).select_related("item").first()


@dataclass(frozen=True, slots=True)
class Due:
    """By when an item that is not yet public must be: day, mark of the look, words, 暂定 or not."""

    day: date
    mark: str
    words: str
    provisional: bool


def due_of(item: Item, today: date) -> Due | None:
    """The term of 条例 art. 26 for an item on its way; None for one that is or was public, is withheld, or without a day."""
    if item.disclosure_attribute in WITHHELD:
        return None
    if item.state not in {Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED}:
        return None
    day = public_by(item.formed_on)
    if day is None:
        return None
    calendar = default_calendar()
    mark, words, _ = due_mark(day, today, calendar)
    return Due(day, mark, words, calendar.is_provisional(day))


@dataclass(frozen=True, slots=True)
class ReviewStage:
    """One step of the chain as it stands for an item.

    mark: done | voided | sent_back | in_hand | not_begun. words: what happened, such as 第2稿退回修改.
    who, at, opinion, basis: of the judgement shown; empty where there is none.
    """

    code: str
    name: str
    mark: str
    words: str
    who: str = ""
    at: datetime | None = None
    opinion: str = ""
    basis: str = ""


def stages(item: Item) -> list[ReviewStage]:
    """The chain, step by step: the judgement of the present draft, else the last one of an earlier draft, now void.

    Of a page that was corrected: the chain that judged its present wording.
    """
    judged = (
        item.next_versions.filter(state=Item.State.MERGED).order_by("-pk").first()
        if item.amended_at
        else None
    )
    judged = judged or item
    reviews = (
        list(judged.reviews.select_related("account", "on_behalf_of__account")) if judged != item else None
    )
    reviews = list(item.reviews.all()) if reviews is None else reviews
    digest = content_digest(judged)
    steps = chain_of(judged)
    if judged.state == Item.State.DRAFT:  # as it will be when it is submitted today
        steps = steps_of(codes_for(judged, timezone.localdate()))
    return [_stage(judged, step.code, step.name, reviews, digest) for step in steps]


def returned(item: Item) -> Review | None:
    """The sending back that the author has to answer now."""
    reviews = list(item.reviews.all())
    last = reviews[-1] if reviews else None
    waits = item.state == Item.State.DRAFT and last and last.decision == Review.Decision.SENT_BACK
    return last if waits and last and last.draft == item.draft - 1 else None


def _stage(item: Item, code: str, name: str, reviews: list[Review], digest: str) -> ReviewStage:
    last = next((review for review in reversed(reviews) if review.step == code), None)
    waiting = item.state in {Item.State.IN_REVIEW, Item.State.PUBLISHED} and item.awaiting == code
    if last is None:
        return ReviewStage(code, name, *(("in_hand", "等待办理") if waiting else ("not_begun", "未开始")))
    mark, words = _verdict(item, last, digest)
    if waiting and mark != "done":
        mark, words = "in_hand", f"等待办理；{words}"
    who = last.account.display_name
    if last.on_behalf_of:
        who = f"{who}（代{last.on_behalf_of.account.display_name}）"
    return ReviewStage(code, name, mark, words, who, last.at, last.opinion, last.basis)


def _verdict(item: Item, review: Review, digest: str) -> tuple[str, str]:
    if review.decision == Review.Decision.SENT_BACK:
        return "sent_back", f"第{review.draft}稿退回修改"
    if review.draft == item.draft and review.digest == digest:
        return "done", f"第{review.draft}稿通过"
    return "voided", f"第{review.draft}稿，已失效"


def columns_of(post: Post) -> list[Column]:
    """The agency's columns, each after its parent."""
    columns = list(Column.objects.filter(agency_id=post.agency_id).select_related("parent"))
    tops = [column for column in columns if column.parent_id is None]
    return [each for top in tops for each in [top, *(c for c in columns if c.parent_id == top.pk)]]


def channels_of(post: Post) -> QuerySet[Channel]:
    """The agency's channels in the order of their registration."""
    return Channel.objects.filter(agency_id=post.agency_id).select_related("account")


def revision_for(post: Post, pk: int, version: int) -> tuple[Revision, Revision | None] | None:
    """One saved wording of an item of the post's agency and the one before it; None when there is none."""
    saved = Revision.objects.filter(item_id=pk, item__agency_id=post.agency_id, version__lte=version)
    found = list(saved.select_related("editor__account").order_by("-version")[:2])
    if not found or found[0].version != version:
        return None
    return found[0], found[1] if len(found) > 1 else None


def by_number(post: Post, number: str) -> Item | None:
    """The agency's item with this index number, else the newest with this document number, else with this title: a
    draft may have neither number yet. None that was given up."""
    found = Item.objects.filter(agency_id=post.agency_id, replaces=None).exclude(state=Item.State.DISCARDED)
    return (
        found.filter(index_number=number).first()
        or found.filter(document_number=number).order_by("-pk").first()
        or found.filter(title=number.removeprefix("《").removesuffix("》")).order_by("-pk").first()
    )


def authors(post: Post) -> list[tuple[int, str]]:
    """Who drafted items of the agency: account id and name."""
    drafted = Exists(Item.objects.filter(author=OuterRef("pk")))  # a look-up a person, however many items
    posts = Post.objects.filter(drafted, agency_id=post.agency_id)
    return list(posts.order_by("account_id").values_list("account_id", "account__display_name"))


def years(post: Post) -> list[int]:
    """The years in which the agency published, newest first."""
    public = Item.objects.filter(agency_id=post.agency_id, first_public_on__isnull=False)
    by_day = public.order_by("first_public_on").values_list("first_public_on", flat=True)
    first, last = by_day.first(), by_day.last()
    if first is None or last is None:
        return []
    # A look-up a year: to read the year off every item would take longer than the page.
    asked = {
        str(year): Exists(public.filter(first_public_on__range=(date(year, 1, 1), date(year, 12, 31))))
        for year in range(last.year, first.year - 1, -1)
    }
    return [
        int(year) for year, found in Agency.objects.values(**asked).get(pk=post.agency_id).items() if found
    ]


def batches(post: Post) -> QuerySet[HistoryBatch]:
    """The agency's batches of imported history, newest first."""
    found = HistoryBatch.objects.filter(agency_id=post.agency_id).exclude(submitted_at=None)
    return found.select_related("submitted_by__account", "approved_by__account", "refused_by__account")


def batch_for(post: Post, pk: int) -> HistoryBatch | None:
    """One batch of the post's agency; None when it is another agency's."""
    people = ("submitted_by__account", "approved_by__account", "refused_by__account")
    return batches(post).filter(pk=pk).select_related("agency", *people).first()

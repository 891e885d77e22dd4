"""Reads of the office: lists, one item with its chain, columns, channels and batches of an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import CHAIN
from gongkai.apps.publications.models import Channel, Column, HistoryBatch, Item, Review, Revision
from gongkai.apps.publications.queries.public import TEXTS


def items(
    post: Post, *, state: str = "", column: str = "", year: str = "", word: str = "", author: str = ""
) -> QuerySet[Item]:
    """The agency's items, last changed first. year: of first publication, else of drafting. author: account id."""
    found = Item.objects.filter(agency_id=post.agency_id)
    if state:
        found = found.filter(state=state)
    if column.isdecimal():
        found = found.filter(Q(column=int(column)) | Q(column__parent=int(column)))
    if year.isdecimal() and 1949 <= int(year) <= 9998:
        drafted = Q(first_public_on=None, drafted_at__year=int(year))
        found = found.filter(Q(first_public_on__year=int(year)) | drafted)
    if author.isdecimal():
        found = found.filter(author__account_id=int(author))
    word = word.strip()
    if word:
        found = found.filter(
            Q(title__icontains=word) | Q(document_number__icontains=word) | Q(index_number__icontains=word)
        )
    found = found.select_related("column", "author__account").defer(*TEXTS, "summary")
    return found.order_by("-changed_at", "-pk")


def item_for(post: Post, pk: int) -> Item | None:
    """One item of the post's agency with what its page shows; None when there is none or it is another agency's."""
    reviews = Review.objects.select_related("account").order_by("pk")
    revisions = Revision.objects.select_related("editor__account").defer("content")
    return (
        Item.objects.filter(agency_id=post.agency_id, pk=pk)
        .select_related("agency", "column__parent", "author__account", "interpretation_of", "imported")
        .prefetch_related(
            "attachments",
            "releases__channel",
            "interpretations",
            Prefetch("reviews", reviews),
            Prefetch("revisions", revisions),
        )
        .first()
    )


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
    """The chain, step by step: the judgement of the present draft, else the last one of an earlier draft, now void."""
    reviews = list(item.reviews.all())
    digest = content_digest(item)
    return [_stage(item, step.code, step.name, reviews, digest) for step in CHAIN]


def _stage(item: Item, code: str, name: str, reviews: list[Review], digest: str) -> ReviewStage:
    last = next((review for review in reversed(reviews) if review.step == code), None)
    waiting = item.state == Item.State.IN_REVIEW and item.awaiting == code
    if last is None:
        return ReviewStage(code, name, *(("in_hand", "等待办理") if waiting else ("not_begun", "未开始")))
    mark, words = _verdict(item, last, digest)
    if waiting and mark != "done":
        mark, words = "in_hand", f"等待办理；{words}"
    return ReviewStage(code, name, mark, words, last.account.display_name, last.at, last.opinion, last.basis)


def _verdict(item: Item, review: Review, digest: str) -> tuple[str, str]:
    if review.decision == Review.Decision.SENT_BACK:
        return "sent_back", f"第{review.draft}稿退回修改"
    if review.draft == item.draft and review.digest == digest:
        return "done", f"第{review.draft}稿通过"
    return "voided", f"第{review.draft}稿曾通过，已失效"


def columns_of(post: Post) -> list[Column]:
    """The agency's columns, each after its parent."""
    columns = list(Column.objects.filter(agency_id=post.agency_id).select_related("parent"))
    tops = [column for column in columns if column.parent_id is None]
    return [each for top in tops for each in [top, *(c for c in columns if c.parent_id == top.pk)]]


def channels_of(post: Post) -> QuerySet[Channel]:
    """The agency's channels in the order of their registration."""
    return Channel.objects.filter(agency_id=post.agency_id)


def years(post: Post) -> list[int]:
    """The years in which the agency published, newest first."""
    dates = Item.objects.filter(agency_id=post.agency_id, first_public_on__isnull=False)
    return [day.year for day in dates.dates("first_public_on", "year", order="DESC")]


def batches(post: Post) -> QuerySet[HistoryBatch]:
    """The agency's batches of imported history, newest first, without their rows."""
    found = HistoryBatch.objects.filter(agency_id=post.agency_id).defer("rows")
    return found.select_related("submitted_by__account", "approved_by__account")


def batch_for(post: Post, pk: int) -> HistoryBatch | None:
    """One batch of the post's agency with its rows; None when it is another agency's."""
    return (
        HistoryBatch.objects.filter(agency_id=post.agency_id, pk=pk)
        .select_related("agency", "submitted_by__account", "approved_by__account")
        .first()
    )

"""What columns, duties, normative documents and clean-up put on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.duties import Demand
from gongkai.apps.publications.models import CleanupLine, Duty, Item, NormativeDocument, UpdateTerm
from gongkai.apps.publications.normative import STANDING, Stage, filing_due
from gongkai.apps.publications.queries.columns import overdue_columns
from gongkai.apps.publications.queries.normative import FIRST_NOTICE, LAST_NOTICE
from gongkai.law.workdays import default_calendar

AHEAD = timedelta(days=30)  # a duty of the year comes onto the desk this long before its day
EACH = 3  # overdue columns that have a row each
FILED = timedelta(
    days=90
)  # older documents without a filing were taken over, or are the oversight office's matter


def works_sources(post: Post, today: date) -> dict[str, QuerySet[Any]]:
    """What may have something for the desk, by name."""
    documents = NormativeDocument.objects.filter(agency_id=post.agency_id)
    ends = Q(stage__in=STANDING, valid_until__lte=today + FIRST_NOTICE)
    heard = Q(stage=Stage.COMMENTS, comments_until__lt=today)
    unfiled = Q(stage__in=STANDING, filed_on=None, issued_on__gte=today - FILED)
    return {
        "update_terms": UpdateTerm.objects.filter(
            column__agency_id=post.agency_id, column__closed_on=None, since__lte=today
        ).exclude(unit=UpdateTerm.Unit.NEVER),
        "normative": documents.filter(ends | heard | unfiled),
        "yearly": Duty.objects.filter(agency_id=post.agency_id, limit=Duty.Limit.YEARLY, ended_on=None),
        "cleanup": CleanupLine.objects.filter(cleanup__agency_id=post.agency_id, done_at=None, failed=""),
    }


def works_rows(post: Post, today: date, sources: Mapping[str, QuerySet[Any]]) -> Iterator[DeskRow]:
    """Columns to bring up to date, documents near their end, duties of the year, clean-up lists to go on with."""
    makers: dict[str, Callable[[Post, date, QuerySet[Any]], Iterator[DeskRow]]] = {
        "update_terms": _columns,
        "normative": _normative,
        "yearly": _yearly,
        "cleanup": _cleanup,
    }
    for name, make in makers.items():
        if name in sources:
            yield from make(post, today, sources[name])


def desk_row(
    today: date, what: str, about: str, due: date | None, url: str, action: str, *, mine: bool
) -> DeskRow:
    """A row of 公开 on the desk: what to do, by when, and where; 不限期 without a due date."""
    mark, words, left = due_mark(due, today, default_calendar())
    return DeskRow(
        kind="publication",
        what=what,
        about=about,
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "不限期",
        url=url,
        action=action if mine else "查看",
        mine=mine,
    )


def _columns(post: Post, today: date, found: QuerySet[UpdateTerm]) -> Iterator[DeskRow]:
    """Each overdue column; of many one row that leads to all of them, or the desk would show nothing else."""
    late = overdue_columns(post, today)
    if len(late) > EACH:
        names = "、".join(one.column.name for one in late[:EACH])
        what, url = f"更新栏目：{len(late)}个栏目应更新未更新", reverse("publications:columns")
        mine = post.may("publications.manage")
        yield desk_row(today, what, f"{names}等", late[0].freshness.due, url, "更新", mine=mine)
        return
    for one in late:
        department = one.term.department if one.term else None
        about = f"{one.term}更新，上次更新{one.last}" + (f" · {department.name}" if department else "")
        own = post.department_id == department.pk if department else post.may("publications.manage")
        url = reverse("publications:list") + f"?column={one.column.pk}"
        what = f"更新栏目：{one.column.name}"
        mine = own and post.may("publications.draft")
        yield desk_row(today, what, about, one.freshness.due, url, "更新", mine=mine)


def _normative(post: Post, today: date, found: QuerySet[NormativeDocument]) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for document in found.order_by("valid_until", "pk"):
        url = reverse("publications:normative_document", args=[document.pk])
        if document.stage == Stage.COMMENTS:
            about, what = "征求意见已截止，登记收到和采纳的意见", f"结束征求意见：{document.title}"
            yield desk_row(today, what, about, None, url, "登记", mine=mine)
            continue
        if document.filed_on is None and document.issued_on and document.issued_on >= today - FILED:
            due = filing_due(document.issued_on)
            yield desk_row(
                today, f"报送备案：{document.title}", document.document_number, due, url, "备案", mine=mine
            )
        until = document.valid_until
        if until and until <= today + FIRST_NOTICE:
            near = "只剩30天以内，" if until <= today + LAST_NOTICE else ""
            about = f"{near}有效期至{until}，评估后延长，或者废止、标注失效（国办发〔2017〕47号）"
            yield desk_row(today, f"评估规范性文件：{document.title}", about, until, url, "评估", mine=mine)


def _yearly(post: Post, today: date, found: QuerySet[Duty]) -> Iterator[DeskRow]:
    newest = (
        Item.objects.filter(
            column=OuterRef("column"), state=Item.State.PUBLISHED, title__contains=OuterRef("keyword")
        )
        .order_by("-first_public_on")
        .values("first_public_on")
    )
    for duty in found.annotate(newest=Subquery(newest[:1])):
        due = Demand(duty.days, duty.month, duty.day, duty.channels, duty.since).due_in(today.year)
        last: date | None = duty.newest
        done = last is not None and last.year == today.year
        if due is None or done or due < duty.since or due > today + AHEAD:
            continue
        own = (
            post.department_id == duty.department_id
            if duty.department_id
            else post.may("publications.manage")
        )
        url = reverse("publications:duties") + "?gap=any"
        yield desk_row(
            today, f"公开：{duty.matter}", f"{duty.limit_words} · {duty.article}", due, url, "起草", mine=own
        )


def _cleanup(post: Post, today: date, found: QuerySet[CleanupLine]) -> Iterator[DeskRow]:
    counted = (
        found.order_by()
        .values_list("cleanup_id", "cleanup__name")
        .annotate(
            unjudged=Count("pk", filter=Q(verdict="")),
            unconfirmed=Count("pk", filter=~Q(verdict="") & Q(confirmed_at=None)),
            left=Count("pk", filter=Q(confirmed_at__isnull=False)),
        )
    )
    for pk, name, unjudged, unconfirmed, left in counted:
        about = f"待判定{unjudged}条，待复核{unconfirmed}条，待办理{left}条"
        mine = bool(
            (unjudged and post.may("publications.withdraw"))
            or (unconfirmed and post.may("publications.cleanup.confirm"))
            or (left and post.may("publications.withdraw"))
        )
        url = reverse("publications:cleanup", args=[pk])
        yield desk_row(today, f"信息清理：{name}", about, None, url, "清理", mine=mine)

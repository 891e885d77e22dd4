"""What columns, duties, normative documents and clean-up put on the desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.duties import Demand
from gongkai.apps.publications.models import CleanupLine, Duty, Item, NormativeDocument
from gongkai.apps.publications.normative import STANDING, Stage, filing_due
from gongkai.apps.publications.queries.columns import ColumnState, overdue, state_sources, states_of
from gongkai.apps.publications.queries.normative import FIRST_NOTICE, LAST_NOTICE
from gongkai.law.workdays import default_calendar

AHEAD = timedelta(days=30)  # a duty of the year comes onto the desk this long before its day
EACH = 3  # overdue columns that have a row each
# Older documents without a filing were taken over, or are the oversight office's matter.
FILED = timedelta(days=90)
DOCUMENT = ("pk", "title", "stage", "document_number", "issued_on", "valid_until", "filed_on")
DUTY = ("pk", "matter", "article", "limit", "days", "month", "day", "since", "department_id")
Rows = list[dict[str, Any]]


def works_sources(post: Post, today: date) -> Sources:
    """What may have something for the desk, by name."""
    documents = NormativeDocument.objects.filter(agency_id=post.agency_id)
    ends = Q(stage__in=STANDING, valid_until__lte=today + FIRST_NOTICE)
    heard = Q(stage=Stage.COMMENTS, comments_until__lt=today)
    unfiled = Q(stage__in=STANDING, filed_on=None, issued_on__gte=today - FILED)
    yearly = Duty.objects.filter(agency_id=post.agency_id, limit=Duty.Limit.YEARLY, ended_on=None)
    fulfilled = Item.objects.filter(
        column=OuterRef("column"), state=Item.State.PUBLISHED, title__contains=OuterRef("keyword")
    )
    newest = fulfilled.order_by("-first_public_on").values("first_public_on")
    lines = CleanupLine.objects.filter(cleanup__agency_id=post.agency_id, done_at=None, failed="")
    return {
        **state_sources([post.agency_id], today),
        "normative": documents.filter(ends | heard | unfiled).values(*DOCUMENT),
        "yearly": yearly.values(*DUTY, newest=Subquery(newest[:1])),
        "cleanup": lines.order_by()
        .values("cleanup_id", name=F("cleanup__name"))
        .annotate(
            unjudged=Count("pk", filter=Q(verdict="")),
            unconfirmed=Count("pk", filter=~Q(verdict="") & Q(confirmed_at=None)),
            left=Count("pk", filter=Q(confirmed_at__isnull=False)),
        ),
    }


def works_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """Columns to bring up to date, documents near their end, duties of the year, clean-up lists to go on with."""
    yield from _columns(post, today, overdue(states_of(found, today)))
    yield from _normative(post, today, found["normative"])
    yield from _yearly(post, today, found["yearly"])
    yield from _cleanup(post, today, found["cleanup"])


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


def _columns(post: Post, today: date, late: Sequence[ColumnState]) -> Iterator[DeskRow]:
    """Each overdue column; of many one row that leads to all of them, or the desk would show nothing else."""
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


def _normative(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for row in sorted(rows, key=itemgetter("pk")):
        title, issued, until = row["title"], row["issued_on"], row["valid_until"]
        url = reverse("publications:normative_document", args=[row["pk"]])
        if row["stage"] == Stage.COMMENTS:
            about, what = "征求意见已截止，登记收到和采纳的意见", f"结束征求意见：{title}"
            yield desk_row(today, what, about, None, url, "登记", mine=mine)
            continue
        if row["filed_on"] is None and issued and issued >= today - FILED:
            what, due = f"报送备案：{title}", filing_due(issued)
            yield desk_row(today, what, row["document_number"], due, url, "备案", mine=mine)
        if until and until <= today + FIRST_NOTICE:
            near = "只剩30天以内，" if until <= today + LAST_NOTICE else ""
            about = f"{near}有效期至{until}，评估后延长，或者废止、标注失效（国办发〔2017〕47号）"
            yield desk_row(today, f"评估规范性文件：{title}", about, until, url, "评估", mine=mine)


def _yearly(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    url = reverse("publications:duties") + "?gap=any"
    for row in sorted(rows, key=itemgetter("pk")):
        last: date | None = row["newest"]
        duty = Duty(**{name: row[name] for name in DUTY})
        due = Demand(duty.days, duty.month, duty.day, (), duty.since).due_in(today.year)
        done = last is not None and last.year == today.year
        if due is None or done or due < duty.since or due > today + AHEAD:
            continue
        unit = duty.department_id
        own = post.department_id == unit if unit else post.may("publications.manage")
        about = f"{duty.limit_words} · {duty.article}"
        yield desk_row(today, f"公开：{duty.matter}", about, due, url, "起草", mine=own)


def _cleanup(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    for row in sorted(rows, key=itemgetter("cleanup_id")):
        unjudged, unconfirmed, left = row["unjudged"], row["unconfirmed"], row["left"]
        about = f"待判定{unjudged}条，待复核{unconfirmed}条，待办理{left}条"
        mine = bool(
            (unjudged and post.may("publications.withdraw"))
            or (unconfirmed and post.may("publications.cleanup.confirm"))
            or (left and post.may("publications.withdraw"))
        )
        url = reverse("publications:cleanup", args=[row["cleanup_id"]])
        yield desk_row(today, f"信息清理：{row['name']}", about, None, url, "清理", mine=mine)

"""Rows of every source that the desk has, so that nothing of it is asked for nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from gongkai.apps.agencies.models import Account, Agency, Department, Grant, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.models import Complaint, Dispute
from gongkai.apps.engagement.models import Letter as MailboxLetter
from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.filings.queries.filing import assemble
from gongkai.apps.inforequests.models import (
    Assignment,
    Attachment,
    Event,
    Letter,
    LetterStep,
    Making,
    Request,
    Submission,
)
from gongkai.apps.publications import models as publications
from gongkai.apps.publications.models import Column, Item, Review, Revision
from gongkai.apps.supervision.models import Reminder
from gongkai.reports.write.json import dumps

TODAY = date(2026, 11, 18)
NOON = datetime(2026, 11, 10, 4, 0, tzinfo=UTC)


def everything(clerk: Post, number: int) -> None:
    """One row for each source of the clerk's desk on `TODAY`, the number-th of its kind; two years of it are published."""
    other = _colleague(clerk.agency, number)
    _requests(clerk, other, number)
    _publications(clerk, other, number)
    _later(clerk, other, number)
    _works(clerk, number)
    _reports(clerk, other, number)
    MailboxLetter.objects.create(
        agency=clerk.agency, number=f"信{number}", code=f"C{number}", kind="enquiry", title="来信", content="问",
        received_on=date(2026, 11, 10),
    )  # fmt: skip
    Dispute.objects.create(
        agency=clerk.agency, route="reconsideration", authority="测试市人民政府", filed_on=date(2026, 11, 2),
        next_due=date(2026, 11, 25),
    )  # fmt: skip
    Complaint.objects.create(agency=clerk.agency, content="未按期公开", received_on=date(2026, 11, 2))
    record("request.registered", actor=clerk, subject=other)


def _colleague(agency: Agency, number: int) -> Post:
    """Wrote and judged what the clerk did not; the clerk stands in for it."""
    account = Account.objects.create(username=f"colleague{number}", display_name=f"同事{number}")
    post = Post.objects.create(account=account, agency=agency, since=date(2020, 1, 1))
    Grant.objects.create(post=post, role="first_reviewer")
    return post


def _requests(clerk: Post, other: Post, number: int) -> None:
    case = Request.objects.create(
        agency=clerk.agency, year=2026, number=number, applicant_type="natural_person",
        applicant_name="王小明", channel="in_person", content="某煤矿挂牌督办通知书",
        state_cached="consulting", wait_cached=date(2026, 11, 13), due_cached=date(2026, 11, 30),
        received_on=date(2026, 10, 12), department=clerk.department,
    )  # fmt: skip
    told: list[tuple[str, date, dict[str, Any]]] = [
        ("submitted", date(2026, 10, 12), {"channel": "in_person"}),
        (
            "consultation_sent",
            date(2026, 10, 14),
            {"party": "third_party", "id": "1", "name": "某公司", "received": "2026-10-16"},
        ),
    ]
    for kind, day, fields in told:
        Event.objects.create(request=case, type=kind, date=day, fields=fields, recorded_by=clerk)
    Submission.objects.create(request=case, kind="publish", content="建议公开", at=NOON)
    letter = Letter.objects.create(
        request=case, type="granted_provided", fields={"outcome": "granted"}, state="in_review", digest="d",
        drafted_by=other,
    )  # fmt: skip
    LetterStep.objects.create(letter=letter, step="submit", approved=True, digest="d", by=other)
    Assignment.objects.create(
        request=case, department=clerk.department, task="请提供", due_on=date(2026, 11, 20), asked_by=other,
        asked_on=date(2026, 11, 12),
    )  # fmt: skip
    source = Attachment.objects.create(
        request=case, kind="source", name="验收意见.pdf", size=1, digest="d", media_type="application/pdf"
    )
    Making.objects.create(
        source=source, seen="s", state="failed", ordered_by=clerk, finished_at=NOON, error="文件过大"
    )
    Reminder.objects.create(
        agency=clerk.agency, kind="request", subject_id=case.pk, level="three", on=TODAY,
        due_on=date(2026, 11, 30), title=case.label,
    )  # fmt: skip


def _item(clerk: Post, title: str, **fields: Any) -> Item:
    column = Column.objects.get(agency=clerk.agency, code="news")
    return Item.objects.create(agency=clerk.agency, column=column, author=clerk, title=title, **fields)


def _judged(item: Item, editor: Post, reviewer: Post, decision: str, draft: int) -> None:
    Revision.objects.create(item=item, version=1, draft=1, editor=editor, digest="d", content={})
    Review.objects.create(
        item=item, draft=draft, digest="d", step="secrecy", decision=decision, reviewer=reviewer,
        account=reviewer.account, opinion="请核对",
    )  # fmt: skip


def _public(clerk: Post, title: str, key: str, **fields: Any) -> Item:
    return _item(
        clerk, title, state="published", published_at=NOON, first_public_on=date(2026, 11, 10),
        index_number=key, **fields,
    )  # fmt: skip


def _publications(clerk: Post, other: Post, number: int) -> None:
    formed = date(2026, 11, 2)
    draft = _item(clerk, f"退回{number}", formed_on=formed, draft=2)
    _judged(draft, clerk, other, "sent_back", 1)
    waiting = _item(clerk, f"待审{number}", formed_on=formed, state="in_review", awaiting="first")
    _judged(waiting, other, other, "approved", 1)
    publications.HistoryBatch.objects.create(
        agency=clerk.agency, reason="迁移", source="旧网站", count=3, digest=f"b{number}", submitted_by=other,
        submitted_at=NOON,
    )  # fmt: skip
    publications.Deputy.objects.create(principal=other, deputy=clerk, since=TODAY, until=TODAY, reason="出差")
    publications.ChainRule.objects.create(agency=clerk.agency, since=TODAY, reason="办法", proposed_by=other)


def _later(clerk: Post, other: Post, number: int) -> None:
    urgent = _public(clerk, f"预警{number}", f"E{number}", awaiting="first")
    _judged(urgent, clerk, other, "approved", 1)
    publications.Emergency.objects.create(
        item=urgent, reason="险情", digest="d", decided_by=other, due_on=date(2026, 11, 20)
    )
    publications.Schedule.objects.create(
        item=urgent, kind="withdrawal", at=NOON, ordered_by=clerk, failed="内容已改动"
    )
    _public(clerk, f"办法{number}", f"I{number}", interpretation_required=True)
    _item(
        clerk, f"不公开{number}", state="approved", disclosure_attribute="denied", reevaluate_on=TODAY
    )  # fmt: skip
    channel, _ = publications.Channel.objects.get_or_create(
        agency=clerk.agency, name="测试应急", defaults={"kind": "wechat"}
    )
    publications.ChannelTask.objects.create(
        item=urgent, channel=channel, agency=clerk.agency, kind="record", why="请登记"
    )
    publications.PublicVersion.objects.create(
        item=urgent, number=1, content={}, digest="d", public_since=NOON, replaced_at=NOON,
        replaced_by=urgent, reason="更正",
    )  # fmt: skip


def _works(clerk: Post, number: int) -> None:
    column = Column.objects.create(agency=clerk.agency, code=f"c{number}", name=f"栏目{number}", order=number)
    publications.UpdateTerm.objects.create(
        column=column, since=date(2026, 1, 1), unit="day", every=7, set_by=clerk
    )
    _item(
        clerk, f"旧闻{number}", state="published", published_at=NOON, first_public_on=date(2026, 10, 1),
        index_number=f"O{number}",
    )  # fmt: skip
    Item.objects.filter(title=f"旧闻{number}").update(column=column)
    publications.NormativeDocument.objects.create(
        agency=clerk.agency, title="办法", stage="issued", document_number=f"测应急{number}号",
        issued_on=date(2026, 11, 2),
    )  # fmt: skip
    publications.Duty.objects.create(
        agency=clerk.agency, matter=f"隐患公告{number}", content="x", article="x", limit="yearly", month=12, day=10,
        column=column, keyword="公告", since=date(2026, 1, 1),
    )  # fmt: skip
    made = publications.CleanupList.objects.create(agency=clerk.agency, name="清理", made_by=clerk)
    publications.CleanupLine.objects.create(cleanup=made, item=Item.objects.filter(column=column).get())


def _reports(clerk: Post, other: Post, number: int) -> None:
    """A report under review each time, and, the first time, the two last ones as they are public."""
    item = _item(clerk, "年报", kind="annual_report", state="in_review", awaiting="first")
    _judged(item, clerk, other, "approved", 1)
    Filing.objects.create(agency=clerk.agency, year=2024 - number, edition="2021", item=item)
    for year in (2024, 2025) if number == 1 else ():
        batch = publications.HistoryBatch.objects.create(
            agency=clerk.agency, reason="迁移", source="旧网站", count=1, digest=f"y{year}", submitted_by=other,
            submitted_at=NOON, approved_by=clerk, approved_at=NOON + timedelta(days=1),
        )  # fmt: skip
        filing = Filing.objects.create(agency=clerk.agency, year=year, edition="2021", batch=batch)
        report = dumps(assemble(clerk.agency, year, "2021", {}, {}))
        Snapshot.objects.create(
            filing=filing,
            number=1,
            reason="imported",
            report=report,
            digest="d",
            batch=batch,
            created_by=clerk,
        )


def settled(clerk: Post) -> None:
    """What everything needs first: the clerk's department and a column."""
    clerk.department = Department.objects.create(agency=clerk.agency, name="办公室")
    clerk.save()
    Column.objects.create(agency=clerk.agency, code="news", name="动态")

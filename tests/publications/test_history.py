"""History from before the platform: two people, only earlier days, marked for ever."""

from __future__ import annotations

import time
from datetime import date

import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.importing import checking
from gongkai.apps.publications.models import HistoryBatch, HistoryRow, Item
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Selector


@pytest.fixture
def approver(reviewers):
    return reviewers[3]


def row(**fields):
    plain = {"column": "news", "title": "旧信息", "date": "2024-06-30", "channels": ["市应急局网站"]}
    return plain | fields


def submit(clerk, rows):
    return actions.submit_history(
        clerk, clerk.agency, reason="原网站关停", source="原市应急局网站", rows=rows
    )


def test_a_batch_enters_by_a_second_person_under_its_original_days(clerk, columns, website, wechat, approver):
    batch = submit(
        clerk,
        [
            row(date=date(2024, 6, 30)),
            row(title="更早", date="2023-01-05", channels=["市应急局网站", "测试应急"], is_normative=True),
            row(title="同年", date="2024-01-02", channels=[]),
        ],
    )
    assert not Item.objects.exists()
    actions.import_history(approver, batch)
    assert list(
        Item.objects.order_by("index_number").values_list("index_number", "title", "first_public_on", "state")
    ) == [
        ("MB1A00001/2023-00001", "更早", date(2023, 1, 5), "published"),
        ("MB1A00001/2024-00001", "同年", date(2024, 1, 2), "published"),
        ("MB1A00001/2024-00002", "旧信息", date(2024, 6, 30), "published"),
    ]
    assert {item.imported_id for item in Item.objects.all()} == {batch.pk}
    logged = Entry.objects.get(event="history.imported")
    assert logged.data["count"] == 3
    assert logged.data["digest"] == batch.digest


def test_who_submitted_a_batch_cannot_let_it_in(clerk, columns, website, make_post):
    both = make_post("clerk", "final_reviewer", name="一人两岗")
    batch = submit(both, [row()])
    with pytest.raises(Refused, match="您提交了本批次，不能自己批准，请由另一人批准"):
        actions.import_history(both, batch)
    with pytest.raises(Refused, match="您的岗位没有办理此事的权限"):
        actions.import_history(clerk, batch)
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"date": "2026-01-01"},
            "第1行：2026-01-01在平台启用日期（2026-01-01）当日或者之后，应当经审查在平台发布",
        ),
        ({"date": "2026-11-30"}, "第1行：2026-11-30在平台启用日期"),
        ({"date": "去年"}, "第1行：原发布日期“去年”不是日期"),
        ({"column": "nowhere"}, "第1行：没有名称或者代码为“nowhere”的栏目"),
        ({"title": " "}, "第1行：标题须为1至200字"),
        ({"channels": ["抖音"]}, "第1行：没有名为“抖音”的发布渠道"),
        ({"channels": ["市应急局网站", "市应急局网站"]}, "第1行：同一渠道重复填写"),
        ({"validity": "maybe"}, "第1行：有效性“maybe”不在规定的选项中"),
        ({"published_at": "2024-01-01"}, "第1行：没有“published_at”这一项"),
    ],
)
def test_a_faulty_row_refuses_the_whole_batch_and_names_the_row(clerk, columns, website, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        submit(clerk, [row(**fields), row(title="好的")])
    assert not HistoryBatch.objects.exists()


def test_a_day_that_is_too_late_at_approval_is_refused_then_too(clerk, columns, website, approver):
    batch = submit(clerk, [row(date="2025-12-31")])
    clerk.agency.live_since = date(2025, 6, 1)
    clerk.agency.save()
    with pytest.raises(Refused, match="2025-12-31在平台启用日期（2025-06-01）当日或者之后"):
        actions.import_history(approver, batch)


def test_a_batch_changed_after_its_submission_is_refused(clerk, columns, website, approver):
    batch = submit(clerk, [row()])
    line = HistoryRow.objects.get()
    HistoryRow.objects.update(data=line.data | {"title": "换掉"})
    with pytest.raises(Refused, match="本批次的数据在提交之后有改动，请重新提交"):
        actions.import_history(approver, batch)


def test_a_batch_goes_in_once(clerk, columns, website, approver):
    batch = submit(clerk, [row()])
    actions.import_history(approver, batch)
    with pytest.raises(Refused, match="本批次已经迁移，不能重复办理"):
        actions.import_history(approver, batch)
    with pytest.raises(Refused, match="同样内容的批次已经提交过"):
        submit(clerk, [row()])


@pytest.mark.sqlite
def test_ten_thousand_items_enter_in_seconds_and_are_counted(clerk, columns, website, approver):
    rows = [row(title=f"信息{n}", date="2017-03-01" if n % 2 else "2017-09-01") for n in range(10364)]
    started = time.process_time()
    actions.import_history(approver, submit(clerk, rows))
    assert time.process_time() - started < 20  # of the processor, however busy the machine is
    facts = list(queries.facts(clerk.agency_id, 2017))
    assert [(fact.kind, dict(fact.where), fact.amount) for fact in facts] == [
        ("item.disclosed", {"column": "news", "normative": "no"}, 10364),
        ("item.released", {"channel": "website"}, 10364),
    ]
    assert len(list(queries.fact_records(clerk.agency_id, 2017, Selector("item.disclosed")))) == 10364


def test_a_row_says_whom_it_is_for_and_one_submitted_before_that_was_asked_comes_in_too(
    clerk, columns, website, approver, monkeypatch
):
    actions.import_history(approver, submit(clerk, [row(audience="企业，从业人员")]))
    with monkeypatch.context() as before:
        for known in (checking.DEFAULTS, checking.LENGTHS, checking.READ):
            before.delitem(known, "audience")
        earlier = submit(clerk, [row()])
    assert "audience" not in earlier.lines.get().data
    actions.import_history(approver, earlier)
    assert [item.audience for item in Item.objects.order_by("pk")] == ["企业，从业人员", ""]

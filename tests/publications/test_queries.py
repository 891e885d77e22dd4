"""The year's facts, what the public reads, and the desk: counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.apps.portal import lists
from gongkai.apps.portal import queries as portal
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import Item
from gongkai.reports.facts import Selector
from tests.desks import desk_of


@pytest.fixture
def year_2024(clerk, columns, website, wechat, reviewers):
    """Five items: three of 2024 (two news, one normative document; one of them later withdrawn), two of 2023."""
    rows = [
        {"column": "news", "title": "甲", "date": "2024-01-01", "channels": ["市应急局网站", "测试应急"]},
        {"column": "news", "title": "乙", "date": "2024-12-31", "channels": ["测试应急"]},
        {
            "column": "normative-documents",
            "title": "细则",
            "date": "2024-06-30",
            "channels": ["市应急局网站"],
            "is_normative": True,
            "document_number": "测应急规〔2024〕1号",
        },
        {"column": "news", "title": "丙", "date": "2023-12-31", "channels": ["市应急局网站"]},
        {"column": "news", "title": "丁", "date": "2023-01-01", "channels": []},
    ]
    batch = actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)
    actions.import_history(reviewers[3], batch)
    actions.withdraw(clerk, Item.objects.get(title="乙"), "重复")
    return clerk.agency


def said(facts):
    return sorted((fact.kind, tuple(sorted(fact.where.items())), fact.amount) for fact in facts)


def test_an_item_counts_once_in_the_year_it_became_public_and_each_channel_that_carried_it(year_2024):
    assert said(queries.facts(year_2024.pk, 2024)) == [
        ("item.disclosed", (("column", "news"), ("normative", "no")), 2),
        ("item.disclosed", (("column", "normative-documents"), ("normative", "yes")), 1),
        ("item.released", (("channel", "website"),), 2),
        ("item.released", (("channel", "wechat"),), 2),
    ]
    assert said(queries.facts(year_2024.pk, 2022)) == []


def test_two_channels_of_one_kind_count_twice_for_that_kind(clerk, columns, reviewers):
    for name in ("公告栏", "查阅点"):
        actions.register_channel(clerk, clerk.agency, name, "other")
    rows = [{"column": "news", "title": "甲", "date": "2018-05-01", "channels": ["公告栏", "查阅点"]}]
    actions.import_history(
        reviewers[3], actions.submit_history(clerk, clerk.agency, reason="旧", source="旧", rows=rows)
    )
    assert said(queries.facts(clerk.agency_id, 2018)) == [
        ("item.disclosed", (("column", "news"), ("normative", "no")), 1),
        ("item.released", (("channel", "other"),), 2),
    ]


@pytest.mark.parametrize(
    ("selector", "titles"),
    [
        (Selector("item.disclosed"), ["甲", "细则", "乙"]),
        (Selector("item.disclosed", {"normative": frozenset({"yes"})}), ["细则"]),
        (Selector("item.disclosed", {"column": frozenset({"news"})}), ["甲", "乙"]),
        (Selector("item.released", {"channel": frozenset({"website"})}), ["甲", "细则"]),
        (Selector("item.released", {"channel": frozenset({"weibo"})}), []),
        (Selector("request.received"), []),
    ],
)
def test_the_records_behind_a_figure_are_as_many_as_it_says(year_2024, selector, titles):
    records = list(queries.fact_records(year_2024.pk, 2024, selector))
    assert [record.title for record in records] == titles
    assert len({record.ref for record in records}) == len(titles)


def test_the_facts_of_a_year_are_counted_from_the_indexes_alone(year_2024, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(queries.facts(year_2024.pk, 2024))
    if connection.vendor == "sqlite":
        items, releases = (rows.explain() for rows in queries.fact_rows(year_2024.pk, 2024))
        assert "COVERING INDEX item_by_year" in items
        assert "COVERING INDEX release_by_year" in releases


def test_what_became_public_is_counted_for_several_years_at_once(year_2024, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.disclosed(year_2024.pk, [2024, 2023, 2022]) == {2024: 3, 2023: 2, 2022: 0}
    assert queries.disclosed(year_2024.pk, []) == {}


def test_a_page_of_records_is_read_without_the_others(year_2024, django_assert_num_queries):
    records = queries.fact_records(year_2024.pk, 2024, Selector("item.disclosed"))
    with django_assert_num_queries(2):
        assert len(records) == 3
        assert [record.title for record in records[1:3]] == ["细则", "乙"]


def test_the_public_sees_what_is_published_and_nothing_else(year_2024, item, other_agency):
    assert [row.title for row in queries.public_items(year_2024)] == ["细则", "甲", "丙", "丁"]
    assert [row.title for row in queries.public_items(year_2024, word="测应急规〔2024〕1号")] == ["细则"]
    assert [row.title for row in queries.latest(year_2024, 2)] == ["细则", "甲"]
    assert list(queries.public_items(other_agency)) == []
    withdrawn = Item.objects.get(title="乙")
    assert queries.public_item(year_2024, withdrawn.pk) is None
    assert queries.public_item(year_2024, withdrawn.index_number) is None
    assert queries.public_item(year_2024, item.pk) is None
    document = queries.public_item(year_2024, "MB1A00001/2024-00002")
    assert document.title == "细则"
    assert queries.public_item(other_agency, document.pk) is None


def test_a_column_counts_what_its_subcolumns_hold(year_2024, columns):
    counts = queries.column_counts(year_2024)
    assert counts[columns["news"].pk] == 3
    assert counts[columns["statutory"].pk] == 1
    statutory = queries.public_items(year_2024, columns["statutory"])
    assert [row.title for row in statutory] == ["细则"]
    tops = queries.public_columns(year_2024)
    assert [top.name for top in tops] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "政策解读",
        "工作动态",
        "通知公告",
        "专题专栏",
        "政策问答",
    ]
    assert len(tops[2].subcolumns) == 20


def test_document_and_interpretation_are_linked_both_ways(year_2024, clerk, columns, reviewers, website):
    document = Item.objects.get(title="细则")
    reading = actions.draft(
        clerk,
        columns["interpretation"],
        title="一图读懂",
        body="解读",
        formed_on=date(2026, 12, 1),
        disclosure_attribute="proactive",
        interpretation_of=document,
    )
    assert list(queries.interpretations_of(document)) == []
    row = actions.submit(clerk, reading)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    actions.publish(clerk, row, [website])
    assert [each.title for each in queries.interpretations_of(document)] == ["一图读懂"]
    assert queries.public_item(year_2024, reading.pk).interpretation_of.title == "细则"


TITLE = "关于2026年第四季度重大事故隐患挂牌督办情况的公告"


def test_the_desk_shows_each_person_what_is_theirs_to_do(item, clerk, reviewers):
    today = date(2026, 1, 30)
    (row,) = desk_of(queries, clerk, today)
    assert (row.what, row.action, row.mine) == (f"完成起草并送审：{TITLE}", "起草", True)
    # formed on Monday 5 January 2026: 20 working days end on Monday 2 February
    assert (row.due, row.mark, row.due_words) == (date(2026, 2, 2), "soon", "还剩1个工作日")

    submitted = actions.submit(clerk, item)
    (row,) = desk_of(queries, reviewers[0], today)
    assert (row.what, row.action, row.mine) == (f"保密审查：{TITLE}", "保密审查", True)
    (row,) = desk_of(queries, clerk, today)
    assert (row.action, row.mine) == ("查看", False)

    sent_back = actions.send_back(reviewers[0], submitted, opinion="删去人名")
    (row,) = desk_of(queries, clerk, today)
    assert row.what == f"修改后重新送审：{TITLE}"
    assert row.about.startswith("赵国庆保密审查退回：删去人名 · 作者 陈雨 · 监督检查")
    submitted = actions.submit(clerk, sent_back)
    for reviewer in reviewers:
        submitted = actions.approve(reviewer, submitted)
    (row,) = desk_of(queries, clerk, today)
    assert (row.what, row.mine) == (f"发布：{TITLE}", True)


def test_a_batch_waits_on_the_desk_of_a_second_person(clerk, columns, website, reviewers):
    rows = [{"column": "news", "title": "甲", "date": "2024-01-01"}]
    actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)
    (row,) = desk_of(queries, reviewers[3], date(2026, 12, 8))
    assert (row.what, row.action, row.mine) == ("批准历史信息迁移：原网站", "核对", True)
    assert desk_of(queries, clerk, date(2026, 12, 8))[0].mine is False


def test_the_desk_asks_the_database_as_often_for_many_items_as_for_one(
    clerk, columns, django_assert_max_num_queries
):
    for number in range(60):
        actions.draft(clerk, columns["news"], title=f"第{number}件", formed_on=date(2026, 12, 1))
    with django_assert_max_num_queries(6):
        assert len(desk_of(queries, clerk, date(2026, 12, 8))) == 60


@pytest.mark.sqlite
def test_items_are_read_by_their_keys_even_where_the_database_has_no_statistics(agency, columns, item):
    """Else a page of twenty lines would look at every public item of the platform."""
    public = {"first_public_on": date(2026, 1, 5), "published_at": timezone.now(), "index_number": "1"}
    Item.objects.update(state=Item.State.PUBLISHED, **public)
    asked = [
        lambda: queries.public_items_whole(agency, [item.pk]),
        lambda: portal.shown([item.pk]),
        lambda: portal.whole([item.pk]),
        lambda: lists.newest(agency, columns["inspection"]),
        lambda: lists.newest(agency, columns["inspection"].parent),
        lambda: portal.newest_whole([one.pk for one in columns.values()], 20),
    ]
    for ask in asked:
        with CaptureQueriesContext(connection) as captured:
            assert ask()
        plans = [_plan(query["sql"]) for query in captured if '"publications_item"."id" IN' in query["sql"]]
        assert all("INTEGER PRIMARY KEY" in plan for plan in plans)
        assert "item_newest" not in "".join(_plan(query["sql"]) for query in captured)


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())

"""What the API says, and what it never says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Item

ROOT = "/api/v1"
READS = [
    "/agencies",
    "/agencies/ceshi-yj",
    "/agencies/ceshi-yj/columns",
    "/agencies/ceshi-yj/reports",
    "/agencies/ceshi-yj/statistics",
    "/items",
    "/search?q=信息",
]


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(ROOT + path)
    assert response.status_code == status, response.content
    return response.json()


@pytest.mark.parametrize("path", READS)
def test_only_what_is_public_is_ever_said(client, publish, secrets, path):
    publish("inspection", "公开的信息")
    actions.index_changes()
    text = client.get(ROOT + path).content.decode()
    assert not [title for title in secrets if title in text]


def test_what_is_not_public_has_no_address(client, secrets):
    for item in Item.objects.all():
        answer = get(client, f"/items/{item.pk}", 404)
        assert answer["title"] == "没有找到"
        assert item.title not in str(answer)


def test_nothing_can_be_written_and_nothing_is(client, publish):
    item = publish("inspection", "公开的信息")
    before = Entry.objects.count(), Item.objects.values_list("pk", "version", "state").get()
    for path in (*READS, f"/items/{item.pk}", "/agencies/ceshi-yj/reports/2025", "/openapi.json", "/nowhere"):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(ROOT + path, data="{}", content_type="application/json")
            assert answer.status_code == 405
            assert answer["Allow"] == "GET, HEAD, OPTIONS"
            assert answer["Content-Type"] == "application/problem+json"
    assert (Entry.objects.count(), Item.objects.values_list("pk", "version", "state").get()) == before


def test_an_agency_says_where_it_is_and_how_much_it_has_made_public(client, agency, publish):
    publish("inspection", "公开的信息")
    answer = get(client, "/agencies/ceshi-yj")
    assert answer["name"] == "测试市应急管理局"
    assert answer["credit_code"] == "11520200MB1A000018"
    assert (answer["items"], answer["updated_on"]) == (1, "2026-12-08")
    assert answer["url"].endswith("/a/ceshi-yj/")
    assert [one["code"] for one in get(client, "/agencies")] == ["ceshi-yj"]


def test_columns_stand_after_the_one_above_with_their_counts(client, publish):
    publish("inspection", "公开的信息")
    answer = {one["code"]: one for one in get(client, "/agencies/ceshi-yj/columns")}
    assert answer["inspection"]["items"] == 1
    assert answer["inspection"]["feed"].endswith("/a/ceshi-yj/columns/inspection/feed.xml")


def test_an_item_has_its_metadata_text_and_attachments(client, publish):
    item = publish(
        "inspection",
        "检查通报",
        document_number="测应急〔2026〕7号",
        topic="安全生产",
        audience="企业，从业人员",
        summary="抽查二十家企业",
    )
    answer = get(client, f"/items/{item.pk}")
    assert answer["title"] == "检查通报"
    assert answer["document_number"] == "测应急〔2026〕7号"
    assert answer["audience"] == "企业，从业人员"
    assert answer["index_number"] == item.index_number
    assert (answer["published_on"], answer["published_at"]) == ("2026-12-08", "2026-12-08T10:00:00+08:00")
    assert "第一段。" in answer["text"]
    assert answer["versions"] == answer["attachments"] == answer["interpretations"] == []
    assert (answer["validity"], answer["migrated"], answer["updated_at"]) == ("in_force", False, None)


def test_pages_follow_each_other_without_gap_or_double_while_something_new_appears(client, publish, migrate):
    migrate(
        [
            {"column": "inspection", "title": f"老公告{day}", "date": f"2025-03-{day:02}"}
            for day in (1, 1, 1, 2, 3)
        ]
    )
    first = get(client, "/items?size=2")
    publish("inspection", "翻页时才公开的信息")
    second = get(client, f"/items?size=2&cursor={first['next']}")
    third = get(client, f"/items?size=2&cursor={second['next']}")
    titles = [one["title"] for page in (first, second, third) for one in page["items"]]
    assert titles == ["老公告3", "老公告2", "老公告1", "老公告1", "老公告1"]
    assert third["next"] is None


def test_filters_narrow_the_catalogue(client, publish, migrate):
    publish("inspection", "今年的检查", topic="安全生产")
    publish("penalties", "今年的处罚")
    migrate([{"column": "inspection", "title": "去年的检查", "date": "2025-03-01"}])
    for query, titles in (
        ("agency=ceshi-yj&column=inspection", ["今年的检查", "去年的检查"]),
        ("year=2025", ["去年的检查"]),
        ("topic=安全生产", ["今年的检查"]),
        ("since=2026-12-08&column=penalties&agency=ceshi-yj", ["今年的处罚"]),
        ("validity=repealed", []),
        ("normative=true", []),
    ):
        assert [one["title"] for one in get(client, f"/items?{query}")["items"]] == titles


def test_a_search_for_a_number_that_had_to_be_widened_is_answered(client, publish):
    item = publish("inspection", "关于隐患排查的通知", document_number="测应急〔2026〕3号")
    actions.index_changes()
    answer = get(client, "/search?q=某应急办〔2026〕3号")
    assert (answer["relaxed"], [hit["item"]["id"] for hit in answer["hits"]]) == ("number", [item.pk])


def test_a_search_finds_what_the_site_finds(client, publish):
    publish("inspection", "危险化学品检查通报")
    actions.index_changes()
    answer = get(client, "/search?q=危险化学品")
    assert (answer["total"], answer["page"], answer["pages"], answer["relaxed"]) == (1, 1, 1, "")
    assert answer["hits"][0]["item"]["title"] == "危险化学品检查通报"
    assert get(client, "/search?q=危险化学品&page=2", 404)["detail"] == "只有1页"


def test_the_annual_report_gives_every_figure_by_its_key(client, publish_report, report_of_2025):
    publish_report(report_of_2025)
    (line,) = get(client, "/agencies/ceshi-yj/reports")
    assert (line["year"], line["edition"]) == (2025, "2021")
    answer = get(client, "/agencies/ceshi-yj/reports/2025")
    assert answer["figures"]["t3.new_received.total"] == 7
    assert answer["figures"]["t4.reconsideration.total"] == 0
    assert answer["labels"].keys() == answer["figures"].keys()
    assert answer["narrative"] == {"overview.proactive": "全年<b>公开</b>信息88条。"}
    assert get(client, "/agencies/ceshi-yj/reports/2024", 404)["detail"] == "没有公布2024年的年度报告"


def test_statistics_are_one_number_a_line(client, publish):
    publish("inspection", "公开的信息")
    answer = get(client, "/agencies/ceshi-yj/statistics")
    assert {"measure": "items.published", "year": 2026, "month": 12, "category": "", "value": 1} in answer
    assert {
        "measure": "items.by_column",
        "year": 2026,
        "month": None,
        "category": "监督检查",
        "value": 1,
    } in answer


def test_a_list_of_two_hundred_asks_the_database_no_more_than_a_list_of_two(
    client, migrate, django_assert_max_num_queries
):
    migrate([{"column": "inspection", "title": f"老公告{n}", "date": "2025-03-01"} for n in range(210)])
    with django_assert_max_num_queries(12):
        assert len(get(client, "/items?size=200")["items"]) == 200


def test_every_example_of_the_manual_is_answered(client, publish, publish_report, report_of_2025):
    publish("inspection", "隐患排查通报")
    publish_report(report_of_2025)
    actions.index_changes()
    manual = (Path(__file__).parents[2] / "docs/api.md").read_text("utf-8")
    examples = re.findall(r"^curl 'https://www\.example\.gov\.cn/api/v1([^']*)'$", manual, re.MULTILINE)
    assert len(examples) == 8
    for path in examples:
        assert get(client, path) is not None, path


def test_chinese_is_written_as_it_is_read(client, agency):
    assert "测试市应急管理局" in client.get("/api/v1/agencies").content.decode()

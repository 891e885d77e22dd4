"""What is published already is offered while an application is written; that it helped is counted, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.apps.inforequests.models import Deflection, Draft
from gongkai.apps.publications.actions import index_changes
from gongkai.apps.publications.queries.answering import shared_words, suggest

from .conftest import HOME

SUGGEST = f"{HOME}requests/new/suggestions/"
FOUND = f"{HOME}requests/new/answered/"


@pytest.fixture
def published(migrate):
    """Five items of the old site and, published the year before, forty notices that share their words."""
    rows = [
        {"title": "关于印发《烟花爆竹经营许可实施细则》的通知", "document_number": "测应急规〔2025〕1号"},
        {"title": "2025年部门预算公开说明"},
        {"title": "安全生产行政处罚决定公示（第7号）"},
        {"title": "应急物资储备点分布情况"},
        {"title": "某煤矿重大隐患挂牌督办公告"},
    ]
    rows += [{"title": f"安全生产检查通知（第{number}期）"} for number in range(40)]
    items = migrate([{"column": "inspection", "body": "正文", "date": "2025-03-01"} | row for row in rows])
    index_changes()
    return items


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("我想了解烟花爆竹经营许可的条件", "关于印发《烟花爆竹经营许可实施细则》的通知"),
        ("申请公开贵局2025年的部门预算", "2025年部门预算公开说明"),
        ("请提供应急物资储备点在哪里", "应急物资储备点分布情况"),
        ("某煤矿挂牌督办的重大隐患是否整改", "某煤矿重大隐患挂牌督办公告"),
        ("需要测应急规[2025]1号文件的复印件", "关于印发《烟花爆竹经营许可实施细则》的通知"),
        ("《应急物资储备点分布情况》", "应急物资储备点分布情况"),
    ],
)
def test_the_likeliest_item_comes_first(agency, published, description, title):
    assert suggest(agency, description)[0].item.title == title


@pytest.mark.parametrize(
    "description",
    ["", "请公开", "申请公开贵局的有关政府信息和文件材料", "地铁三号线票价", "<script>%_'\"", "一"],
)
def test_nothing_is_offered_for_a_vague_or_foreign_description(agency, published, description):
    assert suggest(agency, description) == []


def test_at_most_five_are_offered_in_at_most_three_queries(agency, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        found = suggest(agency, "安全生产检查通知，《安全生产检查通知》〔2025〕1号")
    assert len(found) == 5


def test_items_of_other_agencies_and_drafts_are_not_offered(agency, other_agency, published, draft):
    draft("inspection", "地铁三号线票价听证")
    assert suggest(agency, "地铁三号线票价听证") == []
    assert suggest(other_agency, "烟花爆竹经营许可") == []


def test_the_words_that_are_kept_are_words_of_the_title():
    assert shared_words("2025年部门预算公开说明", "我叫王小明，想看2025年的部门预算") == "2025、部门预算"


def test_suggestions_come_as_a_part_of_the_page_and_the_text_stands_in_no_address(client, agency, published):
    answer = client.post(SUGGEST, {"content": "烟花爆竹经营许可"})
    html = answer.content.decode()
    assert "烟花爆竹经营许可实施细则" in html
    assert "<html" not in html
    assert client.get(SUGGEST).status_code == 405


def test_without_javascript_a_button_shows_them_and_keeps_what_was_typed(client, agency, published):
    typed = {"content": "烟花爆竹经营许可", "applicant_name": "王小明", "action": "suggest"}
    html = client.post(f"{HOME}requests/new/", typed).content.decode()
    assert "已经解答了我的问题" in html
    assert "王小明" in html


def test_an_item_that_answered_is_counted_and_nothing_of_the_person_is_kept(client, agency, published):
    item = published[1]
    words = "2025、部门预算、王小明"
    html = client.post(FOUND, {"item": f"{item.pk} {words}"}).content.decode()
    assert "很高兴您找到了需要的信息" in html
    kept = Deflection.objects.get()
    assert (kept.agency, kept.on, kept.index_number, kept.words) == (
        agency,
        date(2026, 12, 8),
        item.index_number,
        "2025、部门预算",
    )
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("item", ["", "x", "999999 词"])
def test_what_is_no_item_is_not_counted(client, agency, published, item):
    assert client.post(FOUND, {"item": item}).status_code == 200
    assert Deflection.objects.count() == 0


def test_one_address_counts_twenty_times_an_hour(client, agency, published):
    for _ in range(25):
        client.post(FOUND, {"item": f"{published[0].pk} 烟花爆竹"})
    assert Deflection.objects.count() == 20


def test_forms_from_other_sites_are_refused(agency):
    assert Client(enforce_csrf_checks=True).post(FOUND, {"item": "1"}).status_code == 403

"""网页标签规范 (国办发〔2017〕47号附件), canonical addresses, Open Graph, schema.org."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.apps.agencies.actions import describe_agency
from gongkai.apps.portal import heads
from gongkai.apps.portal.metadata import column_type
from gongkai.apps.publications.models import Column
from gongkai.law.refusals import Refused

from .conftest import HOME

TYPES = {
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
}


@pytest.fixture(autouse=True)
def site(settings):
    settings.GONGKAI_SITE = "https://www.example.gov.cn"


def tags(head: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)">', head)
    assert len(found) == len({name for name, _ in found})  # none twice
    return {name: unescape(content) for name, content in found}


def linked_data(head: str) -> dict:
    script = LexborHTMLParser(head).css_first('script[type="application/ld+json"]')
    return json.loads(script.text())


def test_an_item_carries_the_tags_of_site_column_and_content(agency, publish):
    agency.site_code = "5202000001"
    agency.save()
    item = publish("inspection", "关于“隐患”的<公告>", keywords="隐患,排查", summary="第一行\n第二行")
    item.agency = agency
    found = tags(heads.of_item(item))
    assert found["SiteName"] == "测试市应急管理局政府信息公开"
    assert found["SiteDomain"] == "www.example.gov.cn"
    assert found["SiteIDCode"] == "5202000001"
    assert found["ColumnName"] == "监督检查"
    assert found["ColumnType"] == "信息公开目录"
    assert found["ColumnDescription"] and found["ColumnKeywords"]
    assert found["ArticleTitle"] == "关于“隐患”的<公告>"
    assert found["PubDate"] == "2026-12-08 10:00"
    assert found["ContentSource"] == "测试市应急管理局"
    assert found["Keywords"] == "隐患,排查"
    assert found["Description"] == "第一行 第二行"
    assert found["Url"] == f"https://www.example.gov.cn/a/ceshi-yj/items/{item.pk}/"
    assert found["og:url"] == found["Url"]
    assert (found["og:type"], found["og:title"]) == ("article", "关于“隐患”的<公告>")


def test_an_item_from_the_old_site_tells_its_old_day(migrate):
    (item,) = migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    assert tags(heads.of_item(item))["PubDate"] == "2025-03-01 00:00"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("agency", "首页"),
        ("guide", "信息公开指南"),
        ("systems", "政策文件"),
        ("columns", "信息公开目录"),
        ("reports", "信息公开年报"),
        ("requests", "依申请公开"),
        ("statistics", "数据发布"),
        ("data", "数据开放"),
    ],
)
def test_every_fixed_page_has_a_type_of_the_closed_list_and_one_address(agency, place, kind):
    head = heads.of_page(agency, place)
    assert tags(head)["ColumnType"] == kind
    assert head.count('rel="canonical" href="https://www.example.gov.cn/a/ceshi-yj/') == 1


def test_every_column_has_a_type_of_the_closed_list(columns):
    assert {column_type(column) for column in columns.values()} <= TYPES
    named = {"政策解读": "政策解读", "机构职能": "机构职能", "统计信息": "数据发布", "通知公告": "工作动态"}
    assert {name: column_type(Column(name=name, kind="other")) for name in named} == named


def test_a_title_cannot_leave_the_data_block(publish):
    item = publish("inspection", "</script><script>alert(1)</script>&amp;")
    head = heads.of_item(item)
    assert head.count("<script") == 1
    assert linked_data(head)["headline"] == "</script><script>alert(1)</script>&amp;"


def test_a_normative_document_is_legislation_in_force_or_not(publish):
    item = publish("inspection", "管理办法", document_number="测应急规〔2026〕1号")
    item.is_normative = True
    data = linked_data(heads.of_item(item))
    assert data["@type"] == ["Article", "Legislation"]
    assert data["legislationIdentifier"] == "测应急规〔2026〕1号"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    item.validity = "repealed"
    assert linked_data(heads.of_item(item))["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_the_home_page_says_who_the_agency_is(agency):
    data = linked_data(heads.of_page(agency, "agency"))
    assert data["@type"] == "GovernmentOrganization"
    assert data["identifier"]["value"] == "11520200MB1A000018"
    assert "email" not in data


def test_pages_tell_readers_where_the_feeds_are(agency, columns):
    head = heads.of_column(agency, columns["inspection"], f"{HOME}columns/inspection/")
    assert re.findall(r'type="application/(\w+)\+xml" title="[^"]*" href="([^"]*)"', head) == [
        ("atom", f"{HOME}feed.xml"),
        ("rss", f"{HOME}rss.xml"),
        ("atom", f"{HOME}columns/inspection/feed.xml"),
        ("rss", f"{HOME}columns/inspection/rss.xml"),
    ]


@pytest.mark.parametrize("code", ["123", "12345678901", "52020000O1", "５２０２０００００１"])
def test_the_identification_code_of_a_site_is_ten_digits(clerk, agency, code):
    with pytest.raises(Refused, match="10位数字"):
        describe_agency(clerk, agency, site_code=code)


def test_the_clerk_sets_the_identification_code(clerk, agency):
    assert describe_agency(clerk, agency, site_code="5202000001").site_code == "5202000001"

"""网页标签规范 (国办发〔2017〕47号附件), canonical addresses, Open Graph, schema.org."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai.apps.agencies.actions import describe_agency
from gongkai.apps.portal import heads
from gongkai.apps.portal.metadata import PAGES, column_type
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Column
from gongkai.law.refusals import Refused
from gongkai.server.environment import foot

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
        ("letters", "咨询投诉"),
        ("topics", "工作动态"),
        ("questions", "政策解读"),
        ("standards", "信息公开目录"),
        ("reports_compared", "信息公开年报"),
    ],
)
def test_every_fixed_page_has_a_type_of_the_closed_list_and_one_address(agency, place, kind):
    head = heads.of_page(agency, place)
    assert tags(head)["ColumnType"] == kind
    assert head.count('rel="canonical" href="https://www.example.gov.cn/a/ceshi-yj/') == 1


# Each page with the address that it gives as its own: none where the page is one visitor's, or of something gone.
@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("guide/", "guide/"),
        ("standards/", "standards/"),
        ("reports/compared/", "reports/compared/"),
        ("letters/", "letters/"),
        ("letters/track/", ""),
        ("topics/", "topics/"),
        ("questions/", "questions/"),
        ("requests/", "requests/"),
        ("requests/new/", ""),
        ("requests/track/", ""),
    ],
)
def test_no_page_gives_the_address_of_another_as_its_own(client, columns, path, own):
    head = client.get(f"{HOME}{path}").content.decode()
    found = re.findall('rel="canonical" href="([^"]*)"', head)
    assert found == ([f"https://www.example.gov.cn{HOME}{own}"] if own else [])
    assert 'name="ColumnType"' in head


def test_what_was_withdrawn_gives_no_address_as_its_own(client, clerk, publish):
    item = actions.withdraw(clerk, publish("inspection", "误发的公告"), "信息有误")
    answer = client.get(f"{HOME}items/{item.pk}/")
    assert answer.status_code == 410
    assert b'rel="canonical"' not in answer.content


def test_no_two_fixed_pages_are_described_alike(agency):
    found = [tags(heads.of_page(agency, place))["ColumnDescription"] for place in PAGES if place != "home"]
    assert len(set(found)) == len(found)
    assert "六盘水" not in "".join(found)
    assert tags(heads.of_page(agency, "agency"))["ColumnDescription"].startswith(
        "测试市应急管理局政府信息公开专栏"
    )
    assert tags(heads.of_page(agency, "agency"))["ColumnKeywords"] == "政务公开,测试市应急管理局,政府信息公开"


def test_the_foot_names_what_the_norm_wants_of_every_page(client, agency, settings):
    agency.site_code = "bm12000001"
    agency.save()
    settings.GONGKAI_FOOT = foot(
        "黔ICP备05000001号-1=https://beian.miit.gov.cn/; 贵公网安备 52020002000001号"
    )
    page = client.get(HOME).content.decode()
    foot_of_page = page[page.index("<footer") :]
    assert "<dt>网站标识码</dt><dd>bm12000001</dd>" in foot_of_page
    assert '<a href="https://beian.miit.gov.cn/">黔ICP备05000001号-1</a>' in foot_of_page
    assert "<li>贵公网安备 52020002000001号</li>" in foot_of_page


@pytest.mark.parametrize("given", ["备案=javascript:alert(1)", "=https://beian.miit.gov.cn/", "备案=//host/"])
def test_an_address_in_the_foot_that_is_none_stops_the_start(given):
    with pytest.raises(ValueError, match="GONGKAI_FOOT 应当写作"):
        foot(given)


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


@pytest.mark.parametrize(
    "code", ["123", "12345678901", "52020000O1", "５２０２０００００１", "bm1200001", "BM12000001"]
)
def test_the_identification_code_of_a_site_is_ten_digits_or_that_of_a_ministry(clerk, agency, code):
    with pytest.raises(Refused, match="10位数字"):
        describe_agency(clerk, agency, site_code=code)


def test_the_clerk_sets_the_identification_code(clerk, agency):
    for code in ("5202000001", "bm12000001"):
        assert describe_agency(clerk, agency, site_code=code).site_code == code

"""What stands on the public pages, and what must never stand there."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client

from gongkai.apps.agencies.models import Agency
from gongkai.apps.publications import actions

from .conftest import HOME

PLAIN_PAGES = [
    "",
    "guide/",
    "systems/",
    "requests/",
    "columns/",
    "columns/inspection/",
    "search/?q=隐患",
    "reports/",
]
MACHINE_PAGES = ["feed.xml", "sitemap.xml"]
FORM_PAGES = ["letters/", "letters/track/", "requests/new/", "requests/track/"]


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("page", PLAIN_PAGES + FORM_PAGES)
def test_every_page_has_one_heading_a_title_and_a_way_to_the_main_part(client, columns, page):
    html = text(client, HOME + page)
    assert html.count("<h1") == 1
    assert "测试市应急管理局</title>" in html
    assert 'id="main"' in html


@pytest.mark.parametrize("page", PLAIN_PAGES + MACHINE_PAGES)
def test_pages_without_a_form_set_no_cookie_and_do_not_vary_by_it(client, publish, page):
    publish("inspection", "隐患公告")
    actions.index_changes()
    response = client.get(HOME + page)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", PLAIN_PAGES + FORM_PAGES)
def test_no_page_fetches_or_links_to_another_host(client, publish, page, settings):
    settings.GONGKAI_SITE = "https://www.example.gov.cn"  # the site's own name stands in the heads of pages
    publish("inspection", "隐患公告")
    actions.index_changes()
    html = text(client, HOME + page)
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert addresses
    own = ("/", "?", "#", "data:,", "https://www.example.gov.cn/a/ceshi-yj/")
    assert [one for one in addresses if not one.startswith(own)] == []


def test_the_platform_lists_every_agency_and_what_is_new_in_all_of_them(client, publish, other_agency):
    publish("inspection", "隐患公告")
    html = text(client, "/")
    assert 'href="/a/ceshi-yj/"' in html
    assert 'href="/a/ceshi-sw/"' in html
    assert "隐患公告" in html
    assert "市应急局 · 监督检查" in html


def test_the_home_page_shows_the_newest_first_and_counts_by_column(client, publish, migrate):
    migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    publish("inspection", "新公告")
    html = text(client, HOME)
    assert html.index("新公告") < html.index("老公告")
    assert "2026年公开信息 <b>1</b> 条" in html
    assert "<b>监督检查</b><span>2</span>" in html
    assert "<b>行政许可</b><span>0</span>" in html
    assert "一般20个工作日内答复，不收费" in html


def test_the_guide_carries_the_fields_of_article_12(client, agency):
    agency.fax, agency.email, agency.office_hours = "0000-7654321", "office@example.cn", "工作日9:00—17:00"
    agency.save()
    html = text(client, HOME + "guide/")
    for field in (
        "测试市应急管理局办公室",
        "测试市人民路1号",
        "0000-1234567",
        "0000-7654321",
        "office@example.cn",
    ):
        assert field in html
    assert "工作日9:00—17:00" in html


def test_how_to_apply_names_the_terms_of_the_regulation_and_offers_no_form_that_does_not_exist(
    client, agency
):
    html = text(client, HOME + "requests/")
    assert "自收到申请之日起20个工作日内答复" in html
    assert "最长延长20个工作日（条例第三十三条）" in html
    assert "7个工作日内一次性告知补正" in html
    assert "不收取费用" in html
    assert '<form method="post"' not in html


@pytest.mark.parametrize(("code", "shown"), [("ceshi-yj", True), ("ceshi-sw", False)])
@pytest.mark.parametrize("page", ["", "guide/", "reports/", "letters/"])
def test_every_page_of_a_demonstration_agency_says_so_and_no_other(
    client, agency, other_agency, code, page, shown
):
    Agency.objects.filter(code="ceshi-yj").update(demonstration=True)
    assert ("演示数据" in text(client, f"/a/{code}/{page}")) is shown


class TestAnItem:
    def test_stands_under_its_metadata(self, client, publish):
        item = publish(
            "normative-documents",
            "关于印发《测试市烟花爆竹经营许可实施细则》的通知",
            body="各县区应急管理局：\n现印发给你们。\n测试市应急管理局\n2026年12月1日",
            document_number="测应急规〔2026〕1号",
            is_normative=True,
            valid_until=date(2031, 11, 30),
            topic="安全生产监管",
        )
        html = text(client, f"{HOME}items/{item.pk}/")
        assert "<dt>索引号</dt><dd>MB1A00001/2026-00001</dd>" in html
        assert "<dt>发文字号</dt><dd>测应急规〔2026〕1号</dd>" in html
        assert "<dt>成文日期</dt><dd>2026年12月1日</dd>" in html
        assert "<dt>发布日期</dt><dd>2026年12月8日</dd>" in html
        assert '<span class="tag tag-holds">有效</span> 至2031年11月30日' in html
        assert '<p class="to">各县区应急管理局：</p>' in html
        assert '<p class="signed">2026年12月1日</p>' in html

    def test_carries_the_tags_that_the_norm_asks_of_a_content_page(self, client, publish, settings):
        settings.GONGKAI_SITE = "https://www.example.gov.cn"
        item = publish("inspection", "隐患公告", keywords="隐患")
        html = text(client, f"{HOME}items/{item.pk}/")
        assert '<meta name="SiteName" content="测试市应急管理局政府信息公开">' in html
        assert '<meta name="SiteDomain" content="www.example.gov.cn">' in html
        assert '<meta name="ColumnName" content="监督检查">' in html
        assert '<meta name="ArticleTitle" content="隐患公告">' in html
        assert '<meta name="PubDate" content="2026-12-08 10:00">' in html
        assert '<meta name="ContentSource" content="测试市应急管理局">' in html

    def test_shows_script_as_text_wherever_somebody_wrote_it(self, client, publish):
        evil = "<script>alert(1)</script>"
        item = publish("inspection", f"标题{evil}", body=f"正文{evil}\n第一条 {evil}", summary=evil)
        actions.index_changes()
        for address in (f"{HOME}items/{item.pk}/", HOME, "/", f"{HOME}search/?q=<script>", f"{HOME}feed.xml"):
            page = text(client, address)
            assert "<script>alert" not in page
            assert "&lt;script&gt;" in page or "&lt;</mark>" in page or "&lt;script" in page

    def test_is_found_by_its_index_number(self, client, publish):
        item = publish("inspection", "隐患公告")
        response = client.get(f"{HOME}items/MB1A00001/2026-00001/")
        assert response.status_code == 302
        assert response.url == f"{HOME}items/{item.pk}/"

    def test_is_not_there_under_another_agency(self, client, publish, other_agency):
        item = publish("inspection", "隐患公告")
        assert client.get(f"/a/ceshi-sw/items/{item.pk}/").status_code == 404

    def test_and_its_interpretation_are_linked_both_ways(self, client, publish):
        document = publish("normative-documents", "实施细则", document_number="测应急规〔2026〕1号")
        told = publish("interpretation", "细则改了什么", interpretation_of=document)
        assert f'href="{HOME}items/{told.pk}/"' in text(client, f"{HOME}items/{document.pk}/")
        assert f'href="{HOME}items/{document.pk}/"' in text(client, f"{HOME}items/{told.pk}/")

    def test_does_not_link_to_a_document_that_was_withdrawn(self, client, clerk, publish):
        document = publish("normative-documents", "实施细则")
        told = publish("interpretation", "细则改了什么", interpretation_of=document)
        actions.withdraw(clerk, document, "内容有误")
        assert f"items/{document.pk}/" not in text(client, f"{HOME}items/{told.pk}/")

    @pytest.mark.parametrize(("validity", "word"), [("repealed", "废止"), ("lapsed", "失效")])
    def test_no_longer_in_force_says_so_above_the_text(self, client, clerk, publish, validity, word):
        item = publish("normative-documents", "实施细则", document_number="测应急规〔2026〕1号")
        actions.change_validity(clerk, item, validity, since=date(2026, 12, 8), basis="测应急规〔2026〕2号")
        html = text(client, f"{HOME}items/{item.pk}/")
        assert f"<b>本文件已{word}</b>，自2026年12月8日起不再适用。依据：测应急规〔2026〕2号。" in html
        assert f'<span class="tag tag-error">{word}</span>' in html

    def test_from_the_old_site_keeps_its_day_and_says_where_it_comes_from(self, client, migrate):
        [item] = migrate([{"column": "inspection", "title": "老公告", "date": "2021-05-06", "body": "正文"}])
        html = text(client, f"{HOME}items/{item.pk}/")
        assert "<b>迁移自原网站</b>，原发布日期2021年5月6日。来源：测试市应急管理局原网站。" in html
        assert "2026-12-08 迁入本平台" in html
        assert '<meta name="PubDate" content="2021-05-06 00:00">' in html


class TestWhatIsNotPublic:
    @pytest.fixture
    def hidden(self, clerk, draft, approve):
        in_review = actions.submit(clerk, draft("inspection", "审查中的隐患公告"))
        discarded = actions.discard(clerk, draft("inspection", "废弃的隐患公告"))
        approved = approve(draft("inspection", "待发布的隐患公告"))
        return [draft("inspection", "起草中的隐患公告"), in_review, discarded, approved]

    def test_has_no_page(self, client, hidden):
        for item in hidden:
            assert client.get(f"{HOME}items/{item.pk}/").status_code == 404

    @pytest.mark.parametrize("page", ["", "columns/inspection/", "search/?q=隐患", "feed.xml", "sitemap.xml"])
    def test_stands_in_no_list(self, client, hidden, page):
        html = text(client, HOME + page)
        for item in hidden:
            assert item.title not in html
            assert f"items/{item.pk}/" not in html

    def test_is_found_by_no_search_of_the_platform(self, client, hidden):
        assert "隐患公告</a>" not in text(client, "/search/?q=隐患公告")

    def test_keeps_its_files_to_itself(self, client, clerk, draft):
        item = draft("inspection", "起草中的公告")
        file = actions.attach(clerk, item, ContentFile(b"a,b\n1,2\n", name="table.csv"))
        assert client.get(f"{HOME}files/{file.pk}/").status_code == 404


class TestWithdrawn:
    @pytest.fixture
    def item(self, clerk, draft, approve, website):
        made = draft("penalties", "误发的处罚公示")
        actions.attach(clerk, made, ContentFile(b"a,b\n1,2\n", name="table.csv"))
        made.refresh_from_db()
        item = actions.publish(clerk, approve(made), [website])
        return actions.withdraw(clerk, item, "处罚决定已被依法撤销")

    def test_says_so_with_the_reason_and_answers_410(self, client, item):
        for key in (item.pk, item.index_number):
            html = text(client, f"{HOME}items/{key}/", status=410)
            assert "于2026年12月8日撤下。理由：处罚决定已被依法撤销。" in html
            assert "误发的处罚公示" not in html

    def test_leaves_every_list_and_takes_its_files_along(self, client, item):
        for page in ("", "columns/penalties/", "search/?q=误发", "feed.xml", "sitemap.xml"):
            assert f"items/{item.pk}/" not in text(client, HOME + page)
        assert client.get(f"{HOME}files/{item.attachments.get().pk}/").status_code == 404
        assert client.get(f"{HOME}items/{item.pk}/files/table.csv").status_code == 404


def test_a_file_comes_as_a_download_under_its_own_name_and_only_from_its_agency(
    client, clerk, draft, approve, website, other_agency
):
    item = draft("licences", "许可公示")
    file = actions.attach(clerk, item, ContentFile(b"a,b\n1,2\n", name="附表.csv"))
    item.refresh_from_db()
    actions.publish(clerk, approve(item), [website])
    response = client.get(f"{HOME}files/{file.pk}/", follow=True)
    assert response.redirect_chain == [(f"{HOME}items/{item.pk}/files/%E9%99%84%E8%A1%A8.csv", 302)]
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"a,b\n1,2\n"
    assert response["Content-Disposition"].startswith("attachment;")
    assert client.get(f"/a/ceshi-sw/files/{file.pk}/").status_code == 404
    assert client.get(f"/a/ceshi-sw/items/{item.pk}/files/附表.csv").status_code == 404


def test_a_page_is_sent_again_only_after_something_was_recorded(client, publish):
    publish("inspection", "隐患公告")
    etag = client.get(HOME)["ETag"]
    assert client.get(HOME, headers={"If-None-Match": etag}).status_code == 304
    publish("inspection", "又一件公告")
    answer = client.get(HOME, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "又一件公告" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/nichts/",
        "/a/nirgends/",
        f"{HOME}columns/none/",
        f"{HOME}items/0/",
        f"{HOME}items/%00/",
        f"{HOME}reports/1999/",
    ],
)
def test_what_is_not_there_is_said_in_chinese(client, agency, address):
    assert "没有找到这个页面" in text(client, address, status=404)


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_the_error_pages_need_no_context(name):
    assert "政务公开平台" in render_to_string(name)


def test_a_form_without_its_token_is_refused_in_chinese(agency):
    response = Client(enforce_csrf_checks=True).post(f"{HOME}letters/", {"title": "问题"})
    assert response.status_code == 403
    assert "这次提交没有被接受" in response.content.decode()


def test_public_pages_take_no_other_method_than_reading(client, agency):
    assert client.post(HOME).status_code == 405


def test_robots_and_site_maps_lead_to_every_item(client, publish, settings):
    settings.GONGKAI_SITE = "http://testserver"
    item = publish("inspection", "隐患公告")
    assert "Sitemap: http://testserver/sitemap.xml" in text(client, "/robots.txt")
    assert "http://testserver/a/ceshi-yj/sitemap.xml" in text(client, "/sitemap.xml")
    part = f"{HOME}sitemap-{item.pk // 10_000}.xml"
    assert f"http://testserver{part}" in text(client, "/sitemap.xml")
    assert f"http://testserver/a/ceshi-yj/items/{item.pk}/" in text(client, part)


def test_the_feed_tells_title_column_and_day(client, publish):
    publish("inspection", "隐患公告")
    feed = text(client, f"{HOME}feed.xml")
    assert "<title>隐患公告</title>" in feed
    assert 'category term="监督检查"' in feed
    assert "2026-12-08T10:00:00+08:00" in feed


def test_a_page_that_is_not_there_lends_its_frame_to_no_other_page(client, agency):
    assert "portal-nav" not in client.get("/nowhere/").content.decode()
    assert "portal-nav" in client.get("/privacy/").content.decode()
    assert "portal-nav" not in client.get("/nowhere/").content.decode()


def test_what_pages_share_is_made_anew_after_a_record(client, agency, clerk):
    address = f"{HOME}requests/track/"
    assert "0000-7654321" not in client.get(address).content.decode()
    Agency.objects.filter(pk=agency.pk).update(phone="0000-7654321")
    actions.open_column(clerk, agency, "made-anew", "另一个栏目")
    assert "0000-7654321" in client.get(address).content.decode()


def test_the_map_says_when_an_item_was_changed_last(client, clerk, migrate):
    (item,) = migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    part = f"{HOME}sitemap-{item.pk // 10_000}.xml"
    assert "<lastmod>2025-03-01</lastmod>" in text(client, part)
    actions.change_validity(clerk, item, "repealed", since=date(2026, 12, 1), basis="另行规定")
    assert "<lastmod>2026-12-01</lastmod>" in text(client, part)


def test_every_address_of_an_agencys_map_is_a_page(client, columns, settings):
    settings.GONGKAI_SITE = "http://testserver"
    addresses = re.findall(r"<loc>http://testserver([^<]*)</loc>", text(client, f"{HOME}sitemap.xml"))
    assert {f"{HOME}statistics/", f"{HOME}data/", f"{HOME}topics/"} <= set(addresses)
    kinds = {address: client.get(address, follow=True).status_code for address in addresses}
    assert set(kinds.values()) == {200}, kinds


def test_a_page_that_is_not_there_offers_the_search(client, agency):
    answer = client.get(f"{HOME}items/999999/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert '<form class="search-box" action="/search/" role="search">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_addresses_of_feeds_can_be_copied_as_they_stand(client, columns, settings):
    settings.GONGKAI_SITE = "http://testserver"
    page = text(client, f"{HOME}feeds/")
    assert f">http://testserver{HOME}columns/inspection/feed.xml</a>" in page
    assert f"例如 http://testserver{HOME}search/feed.xml?q=安全生产" in page

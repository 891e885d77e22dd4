"""Lists by column and year, search, and what they cost at any size."""

from __future__ import annotations

import pytest

from gongkai.apps.publications.actions import index_changes
from gongkai.apps.publications.models import Item

from .conftest import HOME


@pytest.fixture
def three_hundred(migrate):
    """150 items of 2024 and 150 of 2025 in one column."""
    items = migrate(
        [
            {
                "column": "inspection",
                "title": f"{year}年第{number}次检查公示",
                "date": f"{year}-{number % 12 + 1:02}-15",
                "body": "检查了烟花爆竹零售点。",
            }
            for year in (2024, 2025)
            for number in range(1, 151)
        ]
    )
    index_changes()
    return items


@pytest.mark.parametrize(
    "address",
    [
        "/",
        HOME,
        f"{HOME}guide/",
        f"{HOME}columns/",
        f"{HOME}columns/inspection/",
        f"{HOME}columns/inspection/2024/",
        f"{HOME}columns/inspection/2024/3/",
        f"{HOME}search/?q=烟花",
        "/search/?q=烟花&year=2025",
        f"{HOME}reports/",
        f"{HOME}feed.xml",
        f"{HOME}sitemap.xml",
    ],
)
def test_a_page_takes_at_most_twelve_queries_with_three_hundred_items(
    client, three_hundred, django_assert_max_num_queries, address
):
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_lines_of_interpretations_and_invalid_documents_cost_no_query_of_their_own(
    client, three_hundred, django_assert_max_num_queries
):
    document, *others = three_hundred[150:]
    Item.objects.filter(pk__in=[one.pk for one in others]).update(
        interpretation_of=document, validity="repealed", is_normative=True
    )
    with django_assert_max_num_queries(12):
        page = client.get(f"{HOME}columns/inspection/2024/3/").content.decode()
    assert page.count('<li><a href="/a/ceshi-yj/items/') == 20
    with django_assert_max_num_queries(12):
        page = client.get(f"{HOME}columns/inspection/").content.decode()
    assert page.count("对应 2025年第12次检查公示") == 30


@pytest.mark.parametrize("query", ["?year=1999", "?year=abc", "?page=999", "?page=x", "?year=2024'--"])
def test_a_wrong_year_or_page_leads_to_the_column_instead_of_failing(client, three_hundred, query):
    response = client.get(f"{HOME}columns/inspection/{query}", follow=True)
    assert response.status_code == 200
    assert "共 300 条" in response.content.decode()


def test_the_parent_column_lists_what_its_subcolumns_hold(client, publish):
    publish("inspection", "隐患公告")
    assert "隐患公告" in client.get(f"{HOME}columns/statutory/").content.decode()


@pytest.mark.parametrize(
    ("column", "place"), [("guide", "guide"), ("system", "systems"), ("annual-report", "reports")]
)
def test_the_fixed_columns_lead_to_their_own_pages(client, columns, column, place):
    assert client.get(f"{HOME}columns/{column}/").url == f"{HOME}{place}/"


class TestSearch:
    @pytest.fixture
    def publish(self, publish):
        """As always, and found at once: what happens on commit is done here, since tests never commit."""

        def out(column: str, title: str, **fields):
            item = publish(column, title, **fields)
            index_changes()
            return item

        return out

    @pytest.fixture
    def migrate(self, migrate):
        def bring(rows: list[dict]):
            items = migrate(rows)
            index_changes()
            return items

        return bring

    def test_finds_by_title_number_index_and_text_and_marks_the_word(self, client, publish):
        publish(
            "normative-documents",
            "许可实施细则",
            body="零售点不得超量储存。",
            document_number="测应急规〔2026〕1号",
        )
        for word in ("细则", "〔2026〕1号", "2026-00001", "超量储存"):
            html = client.get(f"{HOME}search/", {"q": word}).content.decode()
            assert "共 1 条" in html
            assert (
                "许可" in html and "<mark>" in html
                if word in ("细则", "超量储存")
                else "许可实施细则" in html
            )

    def test_asks_for_every_word_at_once(self, client, publish):
        publish("inspection", "隐患公告", body="烟花爆竹")
        publish("inspection", "检查公示", body="烟花爆竹")
        html = client.get(f"{HOME}search/", {"q": "烟花 隐患"}).content.decode()
        assert "共 1 条" in html
        assert "检查公示" not in html

    def test_is_narrowed_by_column_and_year_in_the_address(self, client, publish, migrate):
        publish("inspection", "新公告")
        migrate([{"column": "licences", "title": "老公告", "date": "2025-03-01"}])
        html = client.get(f"{HOME}search/", {"q": "公告", "year": "2025"}).content.decode()
        assert "老<mark>公告</mark>" in html
        assert "新<mark>公告</mark>" not in html
        html = client.get(f"{HOME}search/", {"q": "公告", "column": "inspection"}).content.decode()
        assert "新<mark>公告</mark>" in html
        assert "老<mark>公告</mark>" not in html

    def test_of_the_platform_is_narrowed_by_agency(self, client, publish, other_agency):
        publish("inspection", "新公告")
        assert "共 1 条" in client.get("/search/", {"q": "公告", "agency": "ceshi-yj"}).content.decode()
        html = client.get("/search/", {"q": "公告", "agency": "ceshi-sw"}).content.decode()
        assert "没有找到与“公告”有关的信息" in html

    def test_stays_within_its_agency(self, client, publish, other_agency):
        publish("inspection", "新公告")
        html = client.get("/a/ceshi-sw/search/", {"q": "公告"}).content.decode()
        assert "没有找到与“公告”有关的信息" in html

    def test_without_a_word_advises_instead_of_listing_everything(self, client, publish):
        publish("inspection", "新公告")
        html = client.get(f"{HOME}search/").content.decode()
        assert "请输入要查的词" in html
        assert "新公告" not in html

    @pytest.mark.parametrize("query", ["%", "_", "'", "\\", "\0", "🙂", "长" * 200, '"><script>'])
    def test_takes_any_word_as_a_word(self, client, publish, query):
        publish("inspection", "新公告")
        response = client.get(f"{HOME}search/", {"q": query})
        assert response.status_code == 200
        assert "新公告" not in response.content.decode()


def test_a_list_that_begins_a_year_leads_on_to_the_year_before(client, migrate):
    rows = [{"column": "inspection", "title": f"老公示{n}", "date": f"2024-03-{n:02}"} for n in range(1, 29)]
    rows += [{"column": "inspection", "title": "新公示", "date": "2025-01-06"}]
    rows += [
        {"column": "penalties", "title": f"处罚{year}", "date": f"{year}-02-01"} for year in (2023, 2024)
    ]
    migrate(rows)
    page = client.get(f"{HOME}columns/inspection/").content.decode()
    assert f'<a href="{HOME}columns/inspection/2024/">2024年公开的</a>' in page
    all_there = client.get(f"{HOME}columns/penalties/").content.decode()
    assert "年公开的</a>" not in all_there


def test_each_page_of_a_list_has_a_title_of_its_own(client, three_hundred):
    titles = [
        client.get(f"{HOME}columns/inspection/{rest}")
        .content.decode()
        .partition("<title>")[2]
        .partition("<")[0]
        for rest in ("", "2024/", "2024/3/")
    ]
    assert titles == [
        "监督检查 - 测试市应急管理局",
        "监督检查（2024年） - 测试市应急管理局",
        "监督检查（2024年第3页） - 测试市应急管理局",
    ]

"""The search page: filters with counts, what was meant, the attachment that says it, suggestions."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.portal.views import platform
from gongkai.apps.publications.actions import index_changes
from gongkai.apps.search import actions as search
from gongkai.apps.search.engine import engine
from gongkai.apps.search.models import FrequentQuestion
from gongkai.cli.search import search_complaint

from .conftest import HOME


@pytest.fixture
def stocked(migrate):
    """Five items of two columns and two years."""
    rows = [
        ("inspection", "烟花爆竹检查公示", "2024-03-01"),
        ("inspection", "烟花爆竹零售点检查公示", "2025-03-01"),
        ("licences", "烟花爆竹经营许可公示", "2025-04-01"),
        ("licences", "危险化学品经营许可公示", "2025-05-01"),
        ("inspection", "最低生活保障对象公示", "2025-06-01"),
    ]
    items = migrate([{"column": c, "title": t, "body": "正文", "date": d} for c, t, d in rows])
    index_changes()
    return items


def page(client, **query: str) -> str:
    return client.get(f"{HOME}search/", query).content.decode()


def test_each_filter_says_how_many_results_it_would_leave(client, stocked) -> None:
    html = page(client, q="烟花爆竹")
    assert "2025年（2）" in html
    assert "2024年（1）" in html
    assert html.index("2025年（2）") < html.index("2024年（1）")


def test_a_filter_that_is_set_still_offers_its_other_values(client, stocked) -> None:
    html = page(client, q="烟花爆竹", year="2024")
    assert "共 1 条" in html
    assert "2025年（2）" in html
    assert '<option value="2024" selected>2024年（1）' in html


@pytest.mark.parametrize("wrong", [{"year": "abc"}, {"year": "99999"}, {"column": "x" * 300}, {"order": "?"}])
def test_a_filter_that_is_none_is_passed_over(client, stocked, wrong: dict[str, str]) -> None:
    assert "共 3 条" in page(client, q="烟花爆竹", **wrong)


def test_a_slip_of_the_pen_is_answered_by_what_was_meant(client, stocked) -> None:
    html = page(client, q="最低生活保章")
    assert "您要找的是不是" in html
    assert "?q=%E6%9C%80%E4%BD%8E%E7%94%9F%E6%B4%BB%E4%BF%9D%E9%9A%9C" in html


def test_what_is_typed_is_answered_by_titles_columns_and_what_is_often_asked(client, stocked) -> None:
    search.note_found("烟花爆竹 许可", "ceshi-yj", date(2026, 12, 1), times=10)
    search.note_found("烟花 少有人问", "ceshi-yj", date(2026, 12, 1), times=9)

    def suggested(typed: str) -> list[str]:
        told = client.get(f"{HOME}search/", {"suggest": typed}).json()["suggestions"]
        return [one["text"] for one in told]

    assert suggested("烟花")[0] == "烟花爆竹许可"
    assert "烟花爆竹检查公示" in suggested("烟花")
    assert "烟花少有人问" not in suggested("烟花")
    assert "危险化学品经营许可公示" in suggested("wxhxp")
    assert suggested("yhbzxk") == ["烟花爆竹许可"]
    assert suggested("") == suggested("<script>") == []


def test_a_column_that_is_suggested_comes_with_its_address(client, stocked, columns) -> None:
    name = columns["licences"].name
    told = client.get(f"{HOME}search/", {"suggest": name}).json()["suggestions"]
    assert {"text": name, "about": "栏目", "url": f"{HOME}columns/licences/"} in told


def test_only_what_stands_in_a_title_and_names_nobody_is_suggested_to_others(
    client, stocked, monkeypatch
) -> None:
    monkeypatch.setattr(platform, "SAMPLE", 1)
    for question in ("经营许可", "正文", "潜水艇", "烟花 13812345678"):
        page(client, q=question)
    assert list(FrequentQuestion.objects.values_list("words", "times")) == [("经营许可", 1)]


def test_the_page_asks_the_database_ten_times_at_most_whatever_filters_are_set(
    client, stocked, django_assert_max_num_queries, monkeypatch
) -> None:
    # Not one of the few that are counted for suggestions: by chance one in ten writes as well.
    monkeypatch.setattr(platform, "randbelow", lambda sample: 1)
    with django_assert_max_num_queries(10):
        page(client, q="烟花爆竹", year="2025", column="licences", order="newest")


def test_a_filter_that_leaves_nothing_stays_in_its_select_by_its_name(client, stocked, columns) -> None:
    html = page(client, q="烟花爆竹", column="rules")
    assert f'<option value="rules" selected>{columns["rules"].name}（0）</option>' in html


def test_a_sentence_of_which_only_a_few_words_are_known_says_so(client, stocked) -> None:
    html = page(client, q="邻居说烟花爆竹经营许可要去消防大队盖章还要村委会证明是真的吗")
    assert "以下结果含有其中几个" in html
    assert "烟花爆竹经营许可公示" in html.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("typed", ["！？。，", "🔥🔥🔥", "<>", "——"])
def test_signs_alone_find_nothing_and_are_no_question_for_the_clerk(client, stocked, typed) -> None:
    assert "没有找到" in page(client, q=typed)
    assert not search.VainQuestion.objects.exists()


class TestWhenTheIndexIsEmpty:
    @pytest.fixture
    def lost(self, migrate) -> None:
        migrate([{"column": "inspection", "title": "烟花爆竹检查公示", "date": "2024-03-01"}])
        with engine().writing() as writer:
            writer.take_out(list(engine().keys()))
            writer.commit()

    def test_nobody_is_told_that_nothing_was_found(self, client, lost) -> None:
        for address in (f"{HOME}search/?q=烟花", "/search/?q=烟花"):
            answer = client.get(address)
            assert (answer.status_code, answer["Retry-After"]) == (503, "600")
            assert "检索暂时不能使用" in answer.content.decode()
        assert not search.VainQuestion.objects.exists()

    def test_feeds_and_the_api_say_when_to_come_again(self, client, lost) -> None:
        for address in (f"{HOME}search/feed.xml?q=烟花", "/api/v1/search?q=烟花"):
            answer = client.get(address)
            assert (answer.status_code, answer["Retry-After"]) == (503, "600")

    def test_the_box_itself_opens(self, client, lost) -> None:
        assert client.get(f"{HOME}search/").status_code == 200

    def test_the_start_of_the_platform_says_what_to_run(self, lost) -> None:
        assert "请运行 gongkai reindex" in search_complaint()
        index_changes()

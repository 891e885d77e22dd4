"""Lists cut year by year from the oldest item: an old page never moves."""

from __future__ import annotations

import re

import pytest

from gongkai.apps.publications import actions
from tests.portal.conftest import HOME

from .conftest import text

pytestmark = pytest.mark.sqlite  # files are written alike on every database

LIST = f"{HOME}columns/inspection/"


def titles(page: str) -> list[str]:
    """What a page lists, from top to bottom."""
    return re.findall(r'<li><a href="/a/ceshi-yj/items/\d+/">([^<]*)</a>', page)


def rows(year: int, count: int, *, first: int = 1) -> list[dict]:
    return [
        {
            "column": "inspection",
            "title": f"{year}-{number}",
            "date": f"{year}-06-{(number - 1) // 10 + 1:02}",
        }
        for number in range(first, first + count)
    ]


@pytest.fixture
def listed(migrate):
    """2024: 65 items, of which pages 1 and 2 are full and followed by a full one. 2025: 3 items."""
    return migrate([*rows(2024, 65), *rows(2025, 3)])


def test_the_newest_page_is_the_columns_address_filled_up_from_the_year_before(client, listed):
    page = client.get(LIST).content.decode()
    assert titles(page) == [f"2025-{n}" for n in (3, 2, 1)] + [f"2024-{n}" for n in range(65, 48, -1)]
    assert "共 68 条" in page
    assert f'href="{LIST}2024/"' in page


def test_pages_of_a_year_are_numbered_from_its_oldest_item(client, listed):
    assert titles(client.get(f"{LIST}2024/1/").content.decode()) == [f"2024-{n}" for n in range(20, 0, -1)]
    assert titles(client.get(f"{LIST}2024/2/").content.decode()) == [f"2024-{n}" for n in range(40, 20, -1)]
    assert titles(client.get(f"{LIST}2024/").content.decode()) == [f"2024-{n}" for n in range(65, 40, -1)]


def test_neighbouring_pages_lead_to_each_other(client, listed):
    first, second, last = (client.get(f"{LIST}2024/{part}").content.decode() for part in ("1/", "2/", ""))
    assert f'href="{LIST}2024/2/"' in first
    assert f'href="{LIST}2024/1/"' in second
    assert f'href="{LIST}2024/"' in second
    assert f'href="{LIST}2024/2/"' in last


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("?year=2024", f"{LIST}2024/"),
        ("?year=2024&page=3", f"{LIST}2024/"),
        ("?page=2", LIST),
        ("?year=2025", LIST),
        ("2025/", LIST),
        ("2024/3/", f"{LIST}2024/"),
    ],
)
def test_old_addresses_and_open_numbers_lead_to_where_the_items_are(client, listed, asked, leads):
    response = client.get(f"{LIST}{asked}")
    assert response.status_code == 302
    assert response.url == leads


def test_a_year_without_items_is_not_there(client, listed):
    assert client.get(f"{LIST}2019/").status_code == 404
    assert client.get(f"{LIST}2019/1/").status_code == 404


def test_a_withdrawn_item_leaves_its_slot_so_that_no_other_moves(client, clerk, listed):
    actions.withdraw(clerk, listed[4], "内容有误")
    assert titles(client.get(f"{LIST}2024/1/").content.decode()) == [
        f"2024-{n}" for n in range(20, 0, -1) if n != 5
    ]
    assert titles(client.get(f"{LIST}2024/2/").content.decode()) == [f"2024-{n}" for n in range(40, 20, -1)]


def test_a_publication_writes_no_closed_page_again(baked, follow, listed, publish):
    release = baked()
    closed = [release.file(f"{LIST}2024/{part}") for part in ("", "1/", "2/")]
    before = [file.stat().st_mtime_ns for file in closed]
    follow(lambda: publish("inspection", "2026-1"))
    assert [file.stat().st_mtime_ns for file in closed] == before
    assert titles(text(release, LIST))[:2] == ["2026-1", "2025-3"]
    assert titles(text(release, f"{LIST}2025/")) == ["2025-3", "2025-2", "2025-1"]


def test_an_imported_old_item_moves_only_what_follows_it_in_its_year(baked, follow, listed, migrate):
    migrate([{"column": "inspection", "title": "2023-1", "date": "2023-01-01"}])
    release = baked()
    elsewhere = [release.file(f"{LIST}{part}") for part in ("2023/", "2024/1/")]
    before = [file.read_bytes() for file in elsewhere]
    follow(lambda: migrate([{"column": "inspection", "title": "补录", "date": "2024-06-03"}]))
    assert [file.read_bytes() for file in elsewhere] == before
    second = titles(text(release, f"{LIST}2024/2/"))
    assert "补录" in second
    assert len(second) == 20
    assert len(titles(text(release, f"{LIST}2024/"))) == 26


@pytest.mark.parametrize("count", [1, 19, 20, 21, 39, 40, 41, 60])
def test_however_many_were_published_since_every_page_is_as_its_view_answers(
    client, baked, follow, publish, count
):
    release = baked()

    def some() -> None:
        for number in range(count):
            publish("inspection", f"第{number}件")

    follow(some)
    for part in ("", *(f"2026/{number}/" for number in range(1, 5))):
        answer = client.get(f"{LIST}{part}")
        file = release.file(f"{LIST}{part}")
        assert file.exists() == (answer.status_code == 200), part
        if file.exists():
            assert file.read_bytes() == answer.content


def test_every_item_stands_on_exactly_one_page_of_its_year(client, listed):
    found = [
        title
        for part in ("2024/", "2024/1/", "2024/2/")
        for title in titles(client.get(f"{LIST}{part}").content.decode())
    ]
    assert sorted(found) == sorted(f"2024-{number}" for number in range(1, 66))

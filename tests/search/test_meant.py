"""What somebody meant who mistyped."""

from __future__ import annotations

import pytest

from gongkai.apps.search.meant import meant

TITLES = [
    "临沅市电动自行车登记管理规定",
    "最低生活保障对象认定办事指南",
    "关于2026年最低生活保障标准的通知",
    "不动产登记办事指南",
    "防汛抗旱应急预案",
]


@pytest.mark.parametrize(
    ("typed", "right", "why"),
    [
        ("电动自型车", "电动自行车", "a wrong character of the same sound"),
        ("最低生活保章", "最低生活保障", "a wrong last character"),
        ("不动登记", "不动产登记", "a missing character"),
        ("电动自自行车", "电动自行车", "one too many"),
        ("应急予案", "应急预案", "in a word of two"),
        ("防汛 应急予案", "防汛 应急预案", "only the word that is wrong"),
        ("最低升活保章 标准", "最低生活保障 标准", "two slips in a long word"),
        ("電動自型車", "电动自行车", "in traditional characters"),
    ],
)
def test_a_slip_is_corrected_by_the_titles_that_were_found(typed: str, right: str, why: str) -> None:
    assert meant(typed, TITLES) == right, why


@pytest.mark.parametrize(
    "typed", ["电动自行车", "潜水艇", "“电动自型车”", "dianche", "", "公交", "〔2026〕3号"]
)
def test_what_is_right_or_foreign_or_in_quotes_is_left(typed: str) -> None:
    assert meant(typed, TITLES) == ""

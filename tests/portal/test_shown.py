"""What a page of results reads of the items that an index found."""

from __future__ import annotations

from gongkai.apps.audit.memory import remembered
from gongkai.apps.portal import queries
from gongkai.apps.portal.queries import Shown


def test_what_a_line_says_of_an_item_is_read_and_what_is_not_public_left_out(publish, draft):
    item, hidden = publish("inspection", "隐患公告"), draft("inspection", "还没有公开")
    assert queries.shown([item.pk, hidden.pk, 0]) == {
        item.pk: Shown(
            item.pk,
            "隐患公告",
            "",
            item.index_number,
            "in_force",
            "2026-12-08",
            "ceshi-yj",
            "市应急局",
            "监督检查",
        )
    }
    assert queries.shown([]) == {}


def test_an_item_of_a_column_that_was_opened_while_the_page_is_made_is_left_to_the_next(publish):
    item = publish("inspection", "隐患公告")
    remembered("columns by pk", dict)  # as read before any column was there
    assert queries.shown([item.pk]) == {}

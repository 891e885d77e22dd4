"""Text that no office would write is audited too, in bounded time and with a bounded number of findings."""

import time

import pytest

from tests.reports.audit.report import narrative


@pytest.mark.parametrize(
    "piece",
    [
        "公开信息1件占1%，",
        "收到申请1件，其中2件（3件：4件",
        "（（（《《",
        "未收到无",
        "一二三十百件",
        "20161231日",
        "的的",
    ],
)
def test_a_text_of_one_piece_repeated_ends_soon_with_few_findings(piece):
    begin = time.process_time()
    found = narrative(piece * (30_000 // len(piece)))
    assert time.process_time() - begin < 5
    assert len(found) < 200


def test_an_empty_paragraph_and_a_text_without_numbers_are_no_trouble():
    assert narrative("\n \n没有数字的一段。") == []

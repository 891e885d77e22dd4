"""What a text names as its attachments must be there."""

from __future__ import annotations

import pytest

from gongkai.textcheck.attachments import absent, named

LISTED = "请遵照执行。\n附件：1.重大隐患清单\n　　　2. 联系人名单\n测试市应急管理局"


def test_the_names_after_the_word_are_read_line_by_line():
    assert named(LISTED) == ["重大隐患清单", "联系人名单"]
    assert named("附件：值班表\n测试市应急管理局") == ["值班表"]
    assert named("附件：1.甲类清单 2.乙类清单") == ["甲类清单", "乙类清单"]
    assert named("没有附件。") == []


@pytest.mark.parametrize(
    ("files", "lacking"),
    [
        (["重大隐患清单.xlsx", "附件2：联系人名单.docx"], []),
        (["2026年重大事故隐患清单.xlsx", "联系人名单.docx"], []),
        (["重大隐患清单.xlsx"], ["联系人名单"]),
        (["照片.jpg"], ["重大隐患清单", "联系人名单"]),
    ],
)
def test_a_name_that_no_file_carries_is_absent(files, lacking):
    assert absent(LISTED, files) == lacking


def test_an_attachment_that_stands_below_in_the_text_itself_is_there():
    assert absent("附件：值班表\n2026年3月1日\n\n附件\n值班表\n张三 李四", ["照片.jpg"]) == []

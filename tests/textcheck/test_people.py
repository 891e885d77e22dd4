"""Addresses, mailboxes and names of private persons are found; offices and officials are left alone."""

import pytest

from gongkai.textcheck.privacy import find, find_people, mask_address


def found(text):
    return [(one.kind, one.text) for one in find_people(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("住址：贵州省六盘水市钟山区人民路5号2栋301室", "address", "贵州省六盘水市钟山区人民路5号2栋301室"),
        ("现住测试县花园小区3栋，无业", "address", "测试县花园小区3栋"),
        ("户籍所在地为测试县城关镇五组12号，", "address", "测试县城关镇五组12号"),
        ("邮箱abc123@qq.com", "email", "abc123@qq.com"),
        ("当事人王小明，男", "name", "王小明"),
        ("申请人：李红不服", "name", "李红"),
        ("陈志强，男，身份证号见附表", "name", "陈志强"),
    ],
)
def test_private_persons_are_found(text, kind, words):
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "地址：测试市人民路1号6号楼11楼，电话：0000-1234567",
        "住房和城乡建设局地址：建设街8号",
        "联系人：王小明，电话0000-1234567，传真0000-1234568，邮箱yjj@163.com",
        "法定代表人王小明",
        "邮箱info@example.gov.cn",
        "申请人应当提交材料",
        "当事人对决定不服",
        "申请人可以委托代理人",
        "当事人王某某",
        "举报人信息严格保密",
        "申请人向本机关提出",
    ],
)
def test_offices_officials_and_common_words_are_left_alone(text):
    assert found(text) == []


def test_an_address_keeps_its_county():
    assert mask_address("贵州省六盘水市钟山区人民小区5号2栋") == "贵州省六盘水市钟山区***"
    assert mask_address("花园小区3栋") == "***"


def test_an_identity_number_blocks_and_a_mailbox_is_a_hint():
    levels = {one.kind: one.level for one in find("身份证11010519491231002X，电话13800138000，abc@qq.com")}
    assert levels == {
        "privacy.identity_number": "block",
        "privacy.mobile_phone": "must_explain",
        "privacy.email": "hint",
    }

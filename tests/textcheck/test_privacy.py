"""Personal data in text is found where it stands, and masked for good."""

import pytest

from gongkai.textcheck.privacy import find_private, luhn, mask_identity, mask_name, mask_phone, mask_private


def found(text):
    return [(finding.kind, finding.text) for finding in find_private(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("身份证号11010519491231002X。", "identity_number", "11010519491231002X"),
        ("身份证110105 19491231 002x，", "identity_number", "110105 19491231 002x"),
        ("请联系13800138000", "mobile_phone", "13800138000"),
        ("2024-09-10 13800138000来电", "mobile_phone", "13800138000"),
        ("电话：+86 138-0013-8000", "mobile_phone", "86 138-0013-8000"),
        ("手机１３８００１３８０００", "mobile_phone", "１３８００１３８０００"),
        ("账号4111 1111 1111 1111", "bank_card", "4111 1111 1111 1111"),
        ("车牌贵B·12345", "plate", "贵B·12345"),
        ("新能源车粤BD12345违停", "plate", "粤BD12345"),
    ],
)
def test_each_kind_is_found_as_people_write_it(text, kind, words):
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码91350100M000100Y43",
        "编号202409101234567890",
        "索引号000014349/2018-00222",
        "座机0858-8263000",
        "本年公开1057条，其中网站633条",
        "110105194912310021",  # 校验位不对
        "4111111111111112",  # 校验位不对
        "12380013800",
        "京津冀地区",
        "国办发明电〔2025〕7号",
    ],
)
def test_ordinary_numbers_of_documents_are_left_alone(text):
    assert found(text) == []


def test_findings_come_in_order_with_their_places():
    text = "张三13800138000，身份证11010519491231002X"
    first, second = find_private(text)
    assert (text[first.start : first.end], first.name) == ("13800138000", "手机号码")
    assert (text[second.start : second.end], second.name) == ("11010519491231002X", "公民身份号码")


def test_masking_takes_the_characters_away():
    text = "张三13800138000，身份证11010519491231002X，卡4111111111111111，车贵B12345"
    masked = mask_private(text)
    assert masked == "张三138****8000，身份证110105**********2X，卡****************，车*******"
    assert find_private(masked) == []


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王某某"),
        ("王明", "王某"),
        ("欧阳娜", "欧阳某"),
        ("欧阳", "欧某"),
        ("王", "王某"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname(name, masked):
    assert mask_name(name) == masked


def test_numbers_too_short_to_mask_in_part_are_masked_whole():
    assert mask_phone("13800138000") == "138****8000"
    assert mask_phone("12345") == "*****"
    assert mask_identity("11010519491231002X") == "110105**********2X"
    assert mask_identity("1234") == "****"


def test_the_check_digit_of_a_card():
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")

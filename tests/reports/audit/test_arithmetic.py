"""The arithmetic of the narrative."""

import pytest

from tests.reports.audit.report import narrative


def numbers(text):
    return [(n.rule, n.level, n.says, n.should) for n in narrative(text) if n.rule.startswith("claim.")]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开信息100条，其中政策类60条、工作动态类30条。",
        "主动公开信息100条，其中政策类60条、工作动态类30条、其他类10条。",
        "承办建议提案15件，其中主办件6件（市级1件、区级5件），协办件9件（市级7件、区级2件）。",
        "公开信息50条，较上年增加20条，其中网站发布40条，累计发布500条。",
        "公开信息3618条，占67.5%。",
        "咨询4900人次，其中现场咨询1600人次，占32.65%；电话咨询3200人次，占65.31%。",
        "受理业务516件，办结442件，办结率85.7%。",
        "收到事项100件，上年结转5件，办结105件，办结率100%。",
        "收到网上咨询20件，受理现场咨询30件，办结50件，办结率100%。",
        "收到事项348件，现场解决162件，跟进解决186件，办结率100%。",
        "开设微博29个、公众号41个，发布信息3404条，其中原创文章294篇。",
        "受理事项118件，办结117件，按期办结率100%。",
        "公开的内容共15类：概况、科室、职责。",
    ],
)
def test_sound_arithmetic_gives_no_finding(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "主动公开信息100条，其中政策类60条、工作动态类30条、其他类11条。",
            ("claim.parts", "error", 100, 101),
        ),
        ("公布信息100条（其中机构类60条，政策类30条，其他类9条）。", ("claim.parts", "error", 100, 99)),
        ("主办建议提案15件，其中主办件6件、协办件10件。", ("claim.parts", "error", 15, 16)),
        ("编发文章20篇，其中原创文章30篇。", ("claim.parts", "error", 20, 30)),
        ("发布信息100条，其中政策类60条、动态类40条、解读类30条。", ("claim.parts", "warning", 100, 130)),
        ("发布信息100条，其中网站70条、微信公众号55条。", ("claim.parts", "warning", 100, 125)),
        ("主动公开信息100条，其中政策类60条，占60%，动态类40条，占41%。", ("claim.share", "error", 41, 40)),
        ("主动公开信息805条，其中政策类35条，占4.34%。", None),
        ("受理业务516件，办结442件，办结率86.7%。", ("claim.rate", "error")),
        ("受理业务117件，办结171件，办结率100%。", ("claim.more_closed", "error", 171, 117)),
        ("受理业务117件，办结171件。", ("claim.more_closed", "warning", 171, 117)),
    ],
)
def test_a_slip_of_arithmetic_is_found(text, expected):
    found = numbers(text)
    if expected is None:
        assert [one[:2] for one in found] == [("claim.share", "warning")]
        return
    assert [one[: len(expected)] for one in found] == [expected]


def test_parts_of_what_was_received_are_told_from_parts_of_what_was_closed():
    text = "共接收审批事项45件。其中,安全类接收45件,已受理40件,办结35件;卫生类接收18件,已受理17件,办结17件。"
    assert numbers(text) == [("claim.parts", "error", 45, 63)]


def test_a_complete_list_of_classes_is_held_against_the_total_before_it():
    text = (
        "2016年主动公开政府信息150条。\n"
        "主动公开政府信息的主要类别有：机构职能类信息60条，政策类信息50条，其他信息41条。"
    )
    assert numbers(text) == [("claim.parts", "error", 150, 151)]


def test_fewer_names_than_counted_is_a_question():
    text = "抽取专项被查对象6个。此次被查对象有甲加油站、乙加油站、丙加油站，均合格。"
    assert numbers(text) == [("claim.named", "warning", 6, 3)]

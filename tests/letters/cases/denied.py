"""Denials under articles 14 to 16, and the referral of art 36(7)."""

from tests.letters.cases.case import EITHER, FIRST, Case

_FOUND = "该信息保存在本机关危险化学品监督管理科"
_LAW_14 = "根据《中华人民共和国政府信息公开条例》第三十六条第（三）项和第十四条的规定，本机关决定不予公开。"
_LAW_16_2 = (
    "根据《中华人民共和国政府信息公开条例》第三十六条第（三）项和第十六条第二款的规定，本机关决定不予公开。"
)


def _facts(outcome: str, *articles: str) -> dict[str, object]:
    return {"outcome": outcome, "articles": articles, "findings": _FOUND}


CASES = [
    Case(
        "denied_state_secret",
        (
            "经审查，该信息保存在本机关危险化学品监督管理科。",
            "你申请公开的政府信息已依法确定为国家秘密，定密依据：该文件标有秘密级标志，由本机关定密责任人依法确定。",
            _LAW_14,
            FIRST,
        ),
        {"basis": "该文件标有秘密级标志，由本机关定密责任人依法确定"},
        _facts("denied_state_secret", "36(3)", "14"),
    ),
    Case(
        "denied_by_law",
        (
            "你申请公开的政府信息属于《中华人民共和国统计法》第二十五条禁止公开的政府信息，理由是：申请的是能够识别单个统计调查对象的资料。",
            "根据《中华人民共和国政府信息公开条例》第三十六条第（三）项、第十四条和《中华人民共和国统计法》第二十五条的规定，本机关决定不予公开。",
            FIRST,
        ),
        {
            "law": "《中华人民共和国统计法》第二十五条",
            "reason": "申请的是能够识别单个统计调查对象的资料",
        },
        _facts("denied_by_law", "36(3)", "14", "《中华人民共和国统计法》第二十五条"),
    ),
    Case(
        "denied_security_stability",
        (
            "你申请公开的政府信息公开后可能危及公共安全，理由是：仓库位置、库存数量集中公开，易被用于盗窃和破坏。",
            _LAW_14,
            FIRST,
        ),
        {"aspect": "public", "reason": "仓库位置、库存数量集中公开，易被用于盗窃和破坏"},
        _facts("denied_security_stability", "36(3)", "14"),
    ),
    Case(
        "denied_third_party",
        (
            "你申请公开的政府信息涉及第三方的商业秘密。本机关于2026年3月9日书面征求第三方意见，第三方不同意公开并说明了合理理由。",
            "公开该政府信息会对第三方合法权益造成损害，理由是：进货渠道和价格是企业采取保密措施的经营信息。本机关认为不公开不会对公共利益造成重大影响。",
            "根据《中华人民共和国政府信息公开条例》第三十六条第（三）项、第十五条和第三十二条的规定，本机关决定不予公开。",
            FIRST,
        ),
        {
            "interest": "secret",
            "consulted": "2026-03-09",
            "opinion": "refused",
            "reason": "进货渠道和价格是企业采取保密措施的经营信息",
        },
        _facts("denied_third_party", "36(3)", "15", "32"),
    ),
    Case(
        "denied_internal_affairs",
        (
            "你申请公开的政府信息属于本机关人事管理方面的内部事务信息，不予公开的理由是：年度考核等次只在机关内部使用，不对外产生效力。",
            "根据《中华人民共和国政府信息公开条例》第三十六条第（三）项和第十六条第一款的规定，本机关决定不予公开。",
            FIRST,
        ),
        {"category": "staff", "reason": "年度考核等次只在机关内部使用，不对外产生效力"},
        _facts("denied_internal_affairs", "36(3)", "16.1"),
    ),
    Case(
        "denied_deliberative",
        (
            "你申请公开的政府信息属于本机关在履行行政管理职能过程中形成的讨论记录，是过程性信息，法律、法规、规章没有规定应当公开。不予公开的理由是：公开讨论中的不同意见会妨碍如实发表意见。",
            _LAW_16_2,
            FIRST,
        ),
        {"category": "minutes", "reason": "公开讨论中的不同意见会妨碍如实发表意见"},
        _facts("denied_deliberative", "36(3)", "16.2"),
    ),
    Case(
        "denied_enforcement_file",
        (
            "你申请公开的政府信息属于行政执法案卷（凉都烟花爆竹有限公司违法储存案）中的信息，法律、法规、规章没有规定应当公开。不予公开的理由是：询问笔录属于案卷材料，当事人可以依法查阅案卷。",
            _LAW_16_2,
            FIRST,
        ),
        {
            "case": "凉都烟花爆竹有限公司违法储存案",
            "reason": "询问笔录属于案卷材料，当事人可以依法查阅案卷",
        },
        _facts("denied_enforcement_file", "36(3)", "16.2"),
    ),
    Case(
        "denied_administrative_query",
        (
            "你申请公开的信息属于不动产登记资料，《不动产登记暂行条例》第二十七条对该类信息的获取有特别规定。",
            "根据《中华人民共和国政府信息公开条例》第三十六条第（七）项的规定，请你依照上述特别规定办理。办理查询的途径：六盘水市不动产登记中心，0858-8260100。",
            EITHER,
        ),
        {
            "registry": "不动产登记资料",
            "law": "《不动产登记暂行条例》第二十七条",
            "where": "六盘水市不动产登记中心，0858-8260100",
        },
        _facts("denied_administrative_query", "36(7)"),
    ),
]

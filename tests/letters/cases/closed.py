"""Not processed, terminated, withdrawn, otherwise closed; and a reply under the Regulation of 2008."""

from datetime import date

from tests.letters.cases.case import EITHER, Case

_FOUND = "申请所附材料共3页，主要内容是反映邻居违规存放烟花爆竹"


def _facts(outcome: str, *articles: str, findings: str = _FOUND) -> dict[str, object]:
    return {"outcome": outcome, "articles": articles, "findings": findings}


CASES = [
    Case(
        "not_processed_petition",
        (
            "你以政府信息公开申请的形式提出信访、投诉、举报事项，理由是：申请要求查处违规存放行为，没有指向已经制作或者获取的信息。",
            "根据《中华人民共和国政府信息公开条例》第三十九条第一款的规定，本机关不作为政府信息公开申请处理。",
            "你可以通过下列渠道提出：安全生产举报投诉电话12350。",
            EITHER,
        ),
        {
            "reason": "申请要求查处违规存放行为，没有指向已经制作或者获取的信息",
            "channel": "安全生产举报投诉电话12350",
        },
        _facts("not_processed_petition", "39.1"),
    ),
    Case(
        "not_processed_repeat",
        (
            "本机关已于2025年11月6日就相同政府信息作出答复（六应急公复〔2025〕31号），你重复申请公开相同的政府信息。",
            "根据《中华人民共和国政府信息公开条例》第三十六条第（六）项的规定，现告知你不予重复处理。",
            EITHER,
        ),
        {"earlier_number": "六应急公复〔2025〕31号", "earlier_date": "2025-11-06"},
        _facts("not_processed_repeat", "36(6)", findings="本次申请与申〔2025〕87号申请的内容相同"),
    ),
    Case(
        "not_processed_publication",
        (
            "你要求提供的是公开出版物（《六盘水年鉴（2024）》）。",
            "根据《中华人民共和国政府信息公开条例》第三十九条第二款的规定，本机关不作为政府信息公开申请处理，现告知获取的途径：六盘水市图书馆地方文献室，或者向出版单位购买。",
            EITHER,
        ),
        {"publication": "《六盘水年鉴（2024）》", "where": "六盘水市图书馆地方文献室，或者向出版单位购买"},
        _facts("not_processed_publication", "39.2", findings="该年鉴已公开出版发行"),
    ),
    Case(
        "not_processed_excessive",
        (
            "你申请公开政府信息的数量和频次为：2026年2月1日至2026年3月1日共52件，明显超过合理范围。本机关于2026年3月5日要求你说明理由。",
            "本机关认为申请理由不合理，具体是：说明的理由为收集资料备用，与申请内容没有关联。",
            "根据《中华人民共和国政府信息公开条例》第三十五条的规定，现告知你不予处理。",
            EITHER,
        ),
        {
            "volume": "2026年2月1日至2026年3月1日共52件",
            "asked": "2026-03-05",
            "reason": "说明的理由为收集资料备用，与申请内容没有关联",
        },
        _facts("not_processed_excessive", "35", findings="52件申请的内容大量重复"),
    ),
    Case(
        "not_processed_reconfirm",
        (
            "你要求本机关确认或者重新出具你已经获取的信息，理由是：你已于2025年12月取得该名单，本次要求加盖印章予以确认。",
            "根据《中华人民共和国政府信息公开条例》第二条和第三十六条第（六）项的规定，本机关不予处理。",
            EITHER,
        ),
        {"reason": "你已于2025年12月取得该名单，本次要求加盖印章予以确认"},
        _facts("not_processed_reconfirm", "2", "36(6)", findings="该名单已由本机关提供"),
    ),
    Case(
        "closed_not_corrected",
        (
            "因申请内容不明确，本机关于2026年3月5日告知你补正，补正期限至2026年3月19日。你无正当理由逾期未补正，视为放弃申请。",
            "根据《中华人民共和国政府信息公开条例》第三十条的规定，本机关不再处理该政府信息公开申请。",
            EITHER,
        ),
        {"asked": "2026-03-05", "until": "2026-03-19"},
        {"outcome": "closed_not_corrected", "articles": ("30",)},
    ),
    Case(
        "closed_fee_unpaid",
        (
            "本机关于2026年3月9日向你发出收费通知（六应急公费〔2026〕2号），应缴纳信息处理费5500元，缴费期限至2026年4月7日。你逾期未缴纳，视为放弃申请。",
            "根据《中华人民共和国政府信息公开条例》第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，本机关不再处理该政府信息公开申请。",
            EITHER,
        ),
        {
            "noticed": "2026-03-09",
            "notice_number": "六应急公费〔2026〕2号",
            "amount": 5500,
            "until": "2026-04-07",
        },
        {"outcome": "closed_fee_unpaid", "articles": ("42",), "date": date(2026, 4, 8)},
    ),
    Case(
        "withdrawn",
        (
            "你于2026年3月18日自愿撤回上述申请，本机关终止办理，现予告知。需要获取上述信息的，你可以重新提出申请。",
            EITHER,
        ),
        {"withdrawn": "2026-03-18"},
        {"outcome": "closed_other", "articles": ("申请人撤回申请",)},
    ),
    Case(
        "closed_other",
        (
            "经审查，烟花爆竹经营许可职责已于2026年3月1日划转至市行政审批局。",
            "处理决定：本机关终止办理，请你向市行政审批局另行提出申请。",
            "依据：国办公开办函〔2019〕14号。",
            EITHER,
        ),
        {},
        {
            "outcome": "closed_other",
            "articles": ("国办公开办函〔2019〕14号",),
            "findings": "烟花爆竹经营许可职责已于2026年3月1日划转至市行政审批局",
            "decision": "本机关终止办理，请你向市行政审批局另行提出申请",
        },
    ),
    Case(
        "reply_2008",
        (
            "本机关于2014年9月10日收到你以网上提交方式提出的政府信息公开申请（登记号：申〔2014〕3号），申请公开的内容是：",
            "处理决定：所申请的政府信息不存在。",
            "依据：2008年《中华人民共和国政府信息公开条例》第二十一条第（三）项。",
            "如对本答复不服，可以自收到本答复之日起60日内向六盘水市人民政府申请行政复议，也可以自收到本答复之日起3个月内向六盘水市钟山区人民法院提起行政诉讼。",
        ),
        {},
        {
            "request_number": "申〔2014〕3号",
            "received": date(2014, 9, 10),
            "outcome": "does_not_exist",
            "articles": ("21(3)",),
            "findings": "本机关没有制作或者保存过该名单",
            "decision": "所申请的政府信息不存在",
            "number": "六应急公复〔2014〕3号",
            "date": date(2014, 9, 26),
            "decided": date(2014, 9, 26),
        },
    ),
]

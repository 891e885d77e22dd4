"""Small reports of each edition with figures that are easy to recognise."""

from datetime import date
from decimal import Decimal

from gongkai.reports.figures import Report, Signature
from gongkai.reports.load import load
from gongkai.reports.tally import tally
from tests.reports.facts_2024 import FACTS

NARRATIVE = {
    "overview.proactive": "全年主动公开政府信息1057条。\n其中网站633条、微信424条。",
    "overview.requests": "收到申请3件。",
    "overview.management": "收到来信2件。",
    "overview.platforms": "平台运行平稳。",
    "overview.safeguards": "召开会议4次。",
    "problems": "公开的全面性有待提升。",
    "other": "未收取信息处理费。",
}


def report_2024() -> Report:
    """Edition 2021, with the figures of a real year."""
    return Report(
        agency="六盘水市应急管理局",
        year=2024,
        edition="2021",
        title="六盘水市应急管理局2024年政府信息公开工作年度报告",
        figures=tally(load("2021"), FACTS),
        narrative=NARRATIVE,
        contact="电话：0000-1234567。",
        dated=date(2025, 1, 19),
        published_on=date(2025, 1, 20),
    )


def report_2019() -> Report:
    """Edition 2019, with an unknown figure, a negative change and an amount."""
    figures = tally(load("2019"), []) | {
        "t2.licences.items_change": -6,
        "t2.procurement.amount": Decimal("25.10"),
        "t3.granted.total": None,
    }
    return Report(
        "测试市商务局", 2019, "2019", "测试市商务局2019年政府信息公开工作年度报告", figures, NARRATIVE
    )


def report_2018() -> Report:
    """Edition 2014, with its signature block."""
    figures = tally(load("2014"), []) | {
        "s.disclosed.total": 93,
        "s.channel.website": 20,
        "s.training.trainees": 15,
    }
    return Report(
        agency="测试区商务局",
        year=2018,
        edition="2014",
        title="测试区商务局2018年政府信息公开工作年度报告",
        figures=figures,
        narrative={"overview": "概述一段。", "requests": "未收到申请。"},
        dated=date(2019, 2, 12),
        signature=Signature("赵一", "钱二", "孙三", "0000-2033836", date(2019, 1, 17)),
    )

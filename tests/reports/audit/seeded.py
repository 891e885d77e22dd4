"""Clean reports made up from a seed, and the same with one number changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from random import Random

from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.read import Reading, read
from gongkai.reports.tally import tally
from gongkai.reports.write import html

COLUMNS = ("natural_person", "business", "research", "charity", "legal_services", "other_organisation")
ROUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending")
GROUPS = {
    "予以公开": ("granted",),
    "部分公开": ("granted_in_part",),
    "不予公开": "denied_",
    "无法提供": "unavailable_",
}
GROUPS |= {"不予处理": "not_processed_", "其他处理": "closed_"}


def figures(random: Random) -> dict:
    """Figures of edition 2021 that satisfy every rule."""
    values = tally(load("2021"), [])
    rows = [key.split(".")[1] for key in values if key.startswith("t3.") and key.endswith(".natural_person")]
    leaves = [
        row for row in rows if row not in ("new_received", "carried_in", "results_total", "carried_out")
    ]
    for column in COLUMNS:
        busy = random.random() < (1.0 if column == "natural_person" else 0.5)
        for row in leaves:
            values[f"t3.{row}.{column}"] = random.randrange(12) if busy and random.random() < 0.5 else 0
        done = sum(values[f"t3.{row}.{column}"] for row in leaves)
        out, into = (random.randrange(1, 9), random.randrange(4)) if column == "natural_person" else (0, 0)
        into = min(into, done)
        values |= {f"t3.results_total.{column}": done, f"t3.carried_out.{column}": out}
        values |= {f"t3.carried_in.{column}": into, f"t3.new_received.{column}": done + out - into}
    for row in rows:
        values[f"t3.{row}.total"] = sum(values[f"t3.{row}.{column}"] for column in COLUMNS)
    for route in ROUTES:
        for result in RESULTS:
            values[f"t4.{route}.{result}"] = random.randrange(1, 7) + 20 * (route == "reconsideration")
        values[f"t4.{route}.total"] = sum(values[f"t4.{route}.{result}"] for result in RESULTS)
    values["t2.normative_documents.issued"] = random.randrange(1, 9)
    values["t2.normative_documents.in_force"] = random.randrange(20, 90)
    values["t2.licences.decisions"] = random.randrange(100, 4000)
    values["t2.penalties.decisions"] = random.randrange(10, 900)
    return values


def of_group(values: dict, names: tuple | str) -> int:
    """The total of a kind of result."""
    keys = [key for key in values if key.startswith("t3.") and key.endswith(".total")]
    chosen = [key for key in keys if key.split(".")[1].startswith(names)]
    if isinstance(names, tuple):
        chosen = [f"t3.{name}.total" for name in names]
    return sum(values[key] for key in chosen)


def narrative(values: dict, random: Random) -> dict[str, str]:
    """A text that agrees with the figures, worded in one of several ways."""
    new, old = values["t3.new_received.total"], values["t3.carried_in.total"]
    closed, out = values["t3.results_total.total"], values["t3.carried_out.total"]
    received = random.choice(["共收到政府信息公开申请", "共受理政府信息公开申请", "新收政府信息公开申请"])
    mail = random.randrange(new + 1)
    results = "、".join(f"{name}{of_group(values, rows)}件" for name, rows in GROUPS.items())
    person = values["t3.new_received.natural_person"]
    parts = random.choice(
        [
            f"（网络申请{new - mail}件、信函申请{mail}件）",
            f"，其中自然人申请{person}件、法人或其他组织申请{new - person}件",
        ]
    )
    sentence = f"2024年，全局{received}{new}件{parts}，上年结转{old}件。"
    answered = random.choice(["办结", "答复"])
    sentence += f"全年{answered}申请{closed}件，{results}，结转下年度继续办理{out}件。"
    recon = {one: values[f"t4.reconsideration.{one}"] for one in RESULTS}
    suits = {one: sum(values[f"t4.{route}.{one}"] for route in ROUTES[1:]) for one in RESULTS}
    names = dict(zip(RESULTS, ("结果维持", "结果纠正", "其他结果", "尚未审结"), strict=True))
    for name, counts in (("行政复议", recon), ("行政诉讼", suits)):
        listed = "、".join(f"{names[one]}{count}件" for one, count in counts.items())
        sentence += f"因政府信息公开引起的{name}{sum(counts.values())}件，其中{listed}。"
    site, chat, other = (random.randrange(100, 900) for _ in range(3))
    issued, stock = values["t2.normative_documents.issued"], values["t2.normative_documents.in_force"]
    return {
        "overview.proactive": (
            f"全年主动公开政府信息{site + chat + other}条，其中网站{site}条、微信{chat}条、其他方式{other}条。"
            f"本年制发行政规范性文件{issued}件，现行有效行政规范性文件{stock}件。"
            f"作出行政许可决定{values['t2.licences.decisions']}件，作出行政处罚决定{values['t2.penalties.decisions']}件。"
        ),
        "overview.requests": sentence,
        "overview.management": "加强信息管理，落实保密审查。",
        "overview.platforms": "网站和新媒体运行平稳。",
        "overview.safeguards": "召开会议4次，组织培训考核。",
        "problems": "公开的全面性有待提升，下一步加强培训。",
        "other": "2024年未收取信息处理费。",
    }


def clean(random: Random) -> Report:
    """A report in which everything agrees."""
    values = figures(random)
    return Report(
        agency="测试市商务局",
        year=2024,
        edition="2021",
        dated=date(2025, 1, 20),
        title="测试市商务局2024年政府信息公开工作年度报告",
        figures=values,
        narrative=narrative(values, random),
    )


def reading(report: Report) -> Reading:
    """The report as anybody would read it from its page."""
    return read(html.write(report), "report.html")


def with_another_figure(report: Report, random: Random) -> tuple[Report, str]:
    """One figure of a table changed: the report and the key."""
    key = random.choice([key for key in report.figures if key.startswith(("t3.", "t4."))])
    value = report.figures[key] or 0
    changed = random.choice([value + random.randrange(1, 9), max(value - random.randrange(1, 9), 0)])
    return replace(report, figures={**report.figures, key: changed if changed != value else value + 1}), key


def with_another_number(report: Report, random: Random) -> tuple[Report, str]:
    """One number of the narrative changed, of those that a rule can know: the report and the new words."""
    block = random.choice(["overview.proactive", "overview.requests"])
    text = report.narrative[block]
    number = random.choice(list(re.finditer(r"(?<=[\u4e00-\u9fff])\d+(?=[件条])", text)))
    value = int(number[0])
    changed = (
        value + random.randrange(1, 9) if random.random() < 0.5 else max(value - random.randrange(1, 9), 0)
    )
    changed = changed if changed != value else value + 1
    words = text[max(0, number.start() - 3) : number.start()] + str(changed)
    text = text[: number.start()] + str(changed) + text[number.end() :]
    return replace(report, narrative={**report.narrative, block: text}), words

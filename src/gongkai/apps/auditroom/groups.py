"""The rules in groups: the columns of the matrix, and what an agency is asked to do about a finding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.reports.audit import audit_rules
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load


@dataclass(frozen=True, slots=True)
class Group:
    """One column of the matrix. families: the first words of its rules' ids. advice: what to do, a sentence."""

    code: str
    title: str
    families: tuple[str, ...]
    advice: str


GROUPS = (
    Group(
        "tables",
        "表格勾稽",
        ("t2", "t3", "t4", "s", "figure", "cell", "local"),
        "请对照台账和办理档案核实原数，更正表格，使各行、各列合计和勾稽关系成立。",
    ),
    Group(
        "years",
        "跨年衔接",
        ("year", "stock"),
        "请与上一年度公布的年报核对，更正不一致的一方；确因统计口径变化或者机构调整的，请书面说明。",
    ),
    Group(
        "claims",
        "正文数字",
        ("claim", "table", "words"),
        "请核对正文与表格，使同一事项前后一致；统计口径不同的，请在正文中写明口径。",
    ),
    Group("form", "格式文字", ("form", "head", "text"), "请按规定的格式和文字要求修改。"),
    Group(
        "likeness", "雷同", ("likeness",), "请结合本机关当年实际重新撰写，避免照抄往年或者其他机关的年报。"
    ),
    Group("time", "公布时限", ("publication",), "请说明逾期公布的原因和改进措施。"),
    Group(
        "privacy",
        "个人信息",
        ("privacy",),
        "请立即撤下含有个人信息的版本，删除个人信息后重新公布。",
    ),
    Group("reading", "读取", ("read",), "请核对原表，用可以读取文字的格式重新公布。"),
)
OTHER = Group("other", "其他", (), "请核实并改正。")
_BY_FAMILY = {family: group for group in GROUPS for family in group.families}


def group_of(rule: str) -> Group:
    """The group of a rule's id."""
    return _BY_FAMILY.get(rule.partition(".")[0], OTHER)


@cache
def _titles() -> dict[str, str]:
    of_forms = {rule.id: rule.summary for edition in EDITIONS for rule in load(edition).rules}
    return of_forms | {rule.id: rule.title for rule in audit_rules().values()}


def title_of(rule: str) -> str:
    """What a rule asks for, in a few words."""
    return _titles().get(rule, group_of(rule).title)

"""The paragraph 救济告知, read from the text: the route by the articles, the terms, the authority and the court."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.remedies import Remedy
from gongkai.letters.lint.finding import Finding, Judged, flat
from gongkai.textcheck.numerals import to_int

_N = r"(\d+|[一二三四五六七八九十百]+)"
_SINCE = r"自[^。；，\n]{0,16}之日起"
_RECONSIDER = re.compile(rf"{_SINCE}{_N}日内，?(?:依法)?向([^。；，\n]{{2,60}}?)(?:申请|提出)行政复议")
_SUE = re.compile(
    rf"{_SINCE}{_N}个月内，?(?:依法|直接)?向([^。；，\n]{{2,40}}?)(?:提起行政诉讼|提起诉讼|起诉)"
)
_AFTER = re.compile(
    rf"自收到(?:行政)?复议决定书?之日起{_N}日内，?(?:依法)?向([^。；，\n]{{2,40}}?)(?:提起行政诉讼|提起诉讼|起诉)"
)
_FIRST = re.compile(r"(?:应当|必须|须)(?:依法)?先(?:行)?(?:依法)?(?:向[^。；，\n]{2,60})?申请行政复议")
_DIRECT = re.compile(r"(?:也可以|或者|亦可|可以直接)[^。；\n]{0,40}(?:提起行政诉讼|提起诉讼|起诉)")
_ANY = re.compile(r"申请行政复议|提起行政诉讼|提起诉讼|人民法院|法院起诉")
_TEMPLATES = {
    "reconsideration_first": "先申请行政复议，再提起行政诉讼",
    "either": "可以申请行政复议或者提起行政诉讼",
}


def check(judge: Judged) -> Iterator[Finding]:
    """Findings about the remedy."""
    paragraphs = [text for role, text in judge.own_lines if _ANY.search(text) and role not in ("contact",)]
    if not judge.type.remedy:
        if any(re.search(r"申请行政复议|提起(行政)?诉讼", text) for text in paragraphs):
            message = f"{judge.type.name}不是处理决定，不应告知复议和诉讼，请删去。"
            yield Finding("error", "救济途径", message, "条例第五十一条", "remedy")
        return
    expected = remedy_of(judge)
    if expected is None:
        message = "登记中没有法律依据，无法确定救济途径，请先写明所引条款。"
        yield Finding("error", "救济途径", message, "条例第五十一条")
    elif not paragraphs:
        message = "没有告知救济途径，请恢复由系统生成的救济告知。"
        yield Finding("error", "救济途径", message, expected.article)
    else:
        yield from _route(expected, "".join(paragraphs))
        yield from _terms(expected, "".join(paragraphs))
        yield from _names(judge, expected, "".join(paragraphs))


def remedy_of(judge: Judged) -> Remedy | None:
    """The remedy that the letter must tell."""
    return judge.facts.remedy(judge.type.articles if judge.type.kind != "decision" else None)


def _route(expected: Remedy, text: str) -> Iterator[Finding]:
    first = _FIRST.search(text) is not None
    direct = _SUE.search(text) is not None or _DIRECT.search(text) is not None
    if expected.route == "reconsideration_first" and (not first or direct):
        message = (
            "依据第十四条、第十五条、第十六条不予公开的，应当告知先申请行政复议，不得写可以直接起诉，请改正。"
        )
        yield Finding("error", "救济途径", message, expected.article, "remedy")
    if expected.route == "either" and first:
        message = "本决定不属于复议前置的情形，应当告知可以申请行政复议，也可以直接起诉，请改正。"
        yield Finding("error", "救济途径", message, expected.article, "remedy")


def _terms(expected: Remedy, text: str) -> Iterator[Finding]:
    first = expected.route == "reconsideration_first"
    wanted = [
        ("申请行政复议的期限", _RECONSIDER, expected.reconsideration_days, "日", True),
        ("直接起诉的期限", _SUE, expected.litigation_months, "个月", not first),
        ("复议后起诉的期限", _AFTER, expected.after_reconsideration_days, "日", first),
    ]
    for name, pattern, value, unit, needed in wanted:
        told = [_number(match[1]) for match in pattern.finditer(text)]
        if (needed and not told) or any(number != value for number in told if value):
            message = f"{name}应为{value}{unit}，正文没有写明或者写错，请改正。"
            yield Finding("error", "救济期限", message, expected.article, "remedy")


def _names(judge: Judged, expected: Remedy, text: str) -> Iterator[Finding]:
    agency = judge.facts.agency
    courts = [match[2] for pattern in (_SUE, _AFTER) for match in pattern.finditer(text)]
    authorities = [match[2] for match in _RECONSIDER.finditer(text)]
    for name, right, told in (
        ("行政复议机关", agency.authority, authorities),
        ("管辖法院", agency.court, courts),
    ):
        if not right:
            message = f"机关资料中没有{name}，请先补全机关资料。"
            yield Finding("error", name, message, expected.article, "remedy")
        elif not told or any(written != flat(right) for written in told):
            message = f"{name}应为“{right}”，正文没有写明或者写错，请改正。"
            yield Finding("error", name, message, expected.article, "remedy")


def _number(text: str) -> int:
    """The number, Chinese or not; -1 for numerals that are none (十十)."""
    try:
        return to_int(text)
    except ValueError:
        return -1

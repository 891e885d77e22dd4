"""文号: the issuer's code, the year in 〔〕 and the serial number, read out of what was typed; every slip with its fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.textcheck.findings import Finding

ARTICLE = "GB/T 9704—2012 7.2.5"
_SHAPE = re.compile(
    r"(?P<issuer>[\u4e00-\u9fffA-Za-z]{0,16}?)(?P<gap>\s*)"
    r"(?P<open>[〔\[［【（(〈<{﹝])\s*(?P<year>\d{2}|\d{4})(?P<word>年?)\s*(?P<close>[〕\]］】）)〉>}﹞])"
    r"\s*(?P<nth>第?)\s*(?P<serial>\d{1,5})\s*(?P<last>号?)"
)
_ORDER = re.compile(r"[\u4e00-\u9fff]{0,20}令?\s*(?:(?:19|20)\d\d年)?第(?P<serial>\d{1,5})号")
_EXAMPLE = "“机关代字〔年份〕序号”，如“×政发〔2024〕5号”"


@dataclass(frozen=True, slots=True)
class Number:
    """A 文号. issuer: 发文机关代字, such as 测应急发; year: four digits; serial: without zeros before it."""

    issuer: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


def parse(said: str) -> Number | None:
    """The number as meant, however it is bracketed; None for an order (第5号) and for what is no number at all."""
    match = _SHAPE.fullmatch(said.strip())
    return _number(match) if match and match["issuer"] else None


def _number(match: re.Match[str]) -> Number:
    year = int(match["year"])
    return Number(match["issuer"], year + 2000 if year < 100 else year, int(match["serial"]))


def problems(said: str, *, prefix: str = "", dated: date | None = None) -> Iterator[Finding]:
    """What is wrong with a 文号, each finding over all of it and with the number as it should be.

    prefix: the agency's own 发文代字; another one is a hint. dated: 成文日期, whose year the number should carry.
    """
    number = said.strip()
    if not number or _is_order(number):
        return
    match = _SHAPE.fullmatch(number)
    if match is None:
        yield _finding(said, "must_explain", f"文号“{number}”格式有误，应为{_EXAMPLE}。")
        return
    if not match["issuer"]:
        code = f"“{prefix}”开头的" if prefix else ""
        yield _finding(said, "must_explain", f"文号“{number}”缺少发文机关代字，请补上{code}机关代字。")
        return
    right = _number(match)
    slips = list(_slips(match))
    if slips:
        message = f"文号“{number}”有误：{'；'.join(slips)}。请改为“{right}”。"
        yield _finding(said, "must_explain", message, str(right))
    if dated and right.year != dated.year:
        of_year = Number(right.issuer, dated.year, right.serial)
        message = (
            f"文号的年份{right.year}与成文日期{dated.year}年{dated.month}月{dated.day}日不一致："
            f"年份写错的，请改为“{of_year}”；日期写错的，请改日期。"
        )
        yield _finding(said, "must_explain", message, str(of_year))
    if prefix and not right.issuer.startswith(prefix):
        message = f"发文机关代字“{right.issuer}”不是本机关的“{prefix}”，请核对；转载其他机关文件的不必改。"
        yield _finding(said, "hint", message)


def _is_order(number: str) -> bool:
    match = _ORDER.fullmatch(number)
    return bool(match) and not match["serial"].startswith("0")  # type: ignore[index]


def _slips(match: re.Match[str]) -> Iterator[str]:
    if (match["open"], match["close"]) != ("〔", "〕"):
        yield "年份用六角括号“〔〕”"
    if len(match["year"]) == 2:
        yield "年份写四位数"
    if match["word"]:
        yield "括号内不加“年”"
    if match["nth"]:
        yield "序号前不加“第”"
    if match["serial"].startswith("0"):
        yield f"序号不编虚位，“{match['serial']}”应为“{int(match['serial'])}”"
    if not match["last"]:
        yield "序号后加“号”"
    if re.search(r"\s", match[0]):
        yield "中间不留空格"


def _finding(said: str, level: str, message: str, suggestion: str | None = None) -> Finding:
    return Finding(0, len(said), level, "document_number", message, suggestion, ARTICLE)

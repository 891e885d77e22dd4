"""Numbers of one text that contradict each other: totals and parts, shares, rises and falls, identity numbers and persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from gongkai.textcheck.findings import Finding
from gongkai.textcheck.identity import birth_date, is_identity_number

_UNIT = "人次|户次|车次|件次|万元|亿元|公里|平方米|件|份|条|起|次|篇|场|期|个|名|人|家|项|宗|则|例|批|处|部|册|户|辆|台|所|座|吨|亩|元"
_N = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?"
_QUANTITY = re.compile(
    rf"(?<![\d.,第〔\[])(?P<n>{_N})[ \u00a0]?(?P<more>余|多)?(?P<unit>{_UNIT})(?![至到—\-~]\d)"
)
_SENTENCE = re.compile(r"[^。！？\n\t]+")
_TOTAL = re.compile(r"共|合计|总计|总数|累计|收到|受理|接收|新收|办结|办理|排查|检查|公开")
_WHOLE = re.compile(r"共|合计|总|累计|收到|受理|接收|新收")
_OPENS = re.compile(
    r"[^，。；：,;:（()）\d]{0,12}(?P<mark>[（(](?:其中|包括|分别[为是]|含)?[：:，,]?|[，,；;]\s?其中[：:，,]?|[，,]?(?:包括|分别[为是])[：:，,]?|[：:])"
)
_BESIDE = re.compile(r"同比|较上|比上|去年|上年|另有|另外|此外|以上|增加|减少|增长|下降|累计|共|合计|总计")
_OVERLAP = re.compile(r"网站|微博|微信|公众号|公报|客户端|抖音|视频|头条|渠道|平台|栏目")
_PERCENT = re.compile(
    r"(?:占(?:比|总[数量]|全部|[^，。；,;\d]{0,10})?(?:的|为|达|约)?|(?:办结|答复|完成|合格|满意|及时|公开|按时|整改|覆盖|公示|参[与会])率(?:为|达到?|约)?)"
    r"(?P<n>\d+(?:\.\d+)?)[%％]"
)
_FROM_TO = re.compile(
    rf"[由从](?:[^，。；,;\d]{{0,10}})(?P<a>{_N})(?P<ua>{_UNIT}|[%％])[^，。；,;\d]{{0,4}}?"
    rf"(?P<verb>增加|增长|上升|提高|提升|扩大|减少|下降|降低|降|缩短|压减|压缩)(?:到|至|为)(?:了)?(?P<b>{_N})(?P<ub>{_UNIT}|[%％])"
)
_THEN = re.compile(
    rf"(?<![\d.,])(?P<b>{_N})(?P<ub>{_UNIT})[，,（(](?:比|较)?(?:上年同期|去年同期|上一?年|去年)(?:的|为|是|同期)*(?P<a>{_N})(?P<ua>{_UNIT})[，,]?"
    r"(?:同比|相比)?(?P<verb>增加|增长|上升|减少|下降|降低)"
)
_BY = re.compile(
    r"[，,]?(?:同比|上升|增长|增加|下降|减少|降低|降幅|增幅|约|为|达|了)+(?P<n>\d{1,6}(?:\.\d{1,4})?)[%％]"
)
_RESPECTIVELY = re.compile(r"分别占[^。；\n\d]{0,12}(?P<list>\d[\d.%％、和，,]{3,80}[%％])")
_UP = frozenset(["增加", "增长", "上升", "提高", "提升", "扩大"])
_SEX = re.compile(r"(?<![\u4e00-\u9fff])[男女](?![\u4e00-\u9fff]{2})|(?<=性别)[：:为]?[男女]")
_BORN = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:出生|生(?![产活效态]))"
)
_AGE = re.compile(r"(?:现年|年龄[为：:]?|[，,（(])(?P<age>\d{1,3})(?:周?岁)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def contradictions(text: str, dated: date | None = None) -> Iterator[Finding]:
    """Every number that another one contradicts; the finding stands on the total, share, or later number."""
    for sentence in _SENTENCE.finditer(text):
        if not any(char.isdigit() for char in sentence[0]):
            continue
        found = [match for match in _QUANTITY.finditer(text, *sentence.span()) if not match["more"]]
        yield from _sums(text, sentence, found)
        yield from _shares(text, sentence, found)
    yield from _more_than_all(text)
    yield from _changes(text)
    if dated is not None or "身份" in text:
        yield from _persons(text, dated)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _unit(number: str) -> Decimal:
    """One in the last place printed: 12.5 → 0.1."""
    return Decimal(1).scaleb(-len(number.partition(".")[2]))


def _sums(text: str, sentence: re.Match[str], found: list[re.Match[str]]) -> Iterator[Finding]:
    for index, total in enumerate(found):
        opened = _OPENS.match(text, total.end(), sentence.end())
        before = text[max(sentence.start(), total.start() - 14) : total.start()]
        if opened is None or not _TOTAL.search(before):
            continue
        bracket = opened["mark"][0] in "（("
        end = _closing(text, opened.end(), sentence.end()) if bracket else sentence.end()
        parts, complete = _parts(text, opened.end(), end, total, found[index + 1 :])
        added, whole = sum(_value(part["n"]) for part in parts), _value(total["n"])
        listed = len(parts) >= 2 and (complete or "其中" not in opened["mark"] or "共" in before)
        if parts and not _OVERLAP.search(text[opened.end() : end]):
            if added > whole or (listed and added != whole and complete):
                yield _sum(total, added, "must_explain")
            elif listed and added != whole and "主要" not in text[total.end() : opened.end() + 4]:
                yield _sum(total, added, "hint")


def _sum(total: re.Match[str], added: Decimal | int, level: str) -> Finding:
    words = f"{total['n']}{total['unit']}"
    message = f"总数{words}与所列各项之和{added}{total['unit']}不一致，请核对。"
    return Finding(*total.span(), level, "sum", message)


def _parts(
    text: str, start: int, end: int, total: re.Match[str], found: list[re.Match[str]]
) -> tuple[list[re.Match[str]], bool]:
    """The parts of a total in its measure word, and whether 其他 closes their list."""
    parts: list[re.Match[str]] = []
    complete, last = False, start
    for part in found:
        if part.start() >= end:
            break
        lead = text[last : part.start()]
        if (
            part.start() < start
            or part["unit"] != total["unit"]
            or lead.count("（") + lead.count("(") > lead.count("）") + lead.count(")")
        ):
            continue
        if _BESIDE.search(lead) or ("；" in lead and parts) or "率" in lead[-4:]:
            break
        parts.append(part)
        complete = bool(re.search("其他|其它|其余", lead))
        last = part.end()
    return parts, complete


def _closing(text: str, start: int, end: int) -> int:
    depth = 1
    for at in range(start, end):
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return end


def _shares(text: str, sentence: re.Match[str], found: list[re.Match[str]]) -> Iterator[Finding]:
    """A share that no two of the numbers before it make, where exactly two of one kind stand before it."""
    for match in _PERCENT.finditer(text, *sentence.span()):
        stated = _value(match["n"])
        before = [one for one in found if one.end() <= match.start()]
        alike = [one for one in before if one["unit"] == before[-1]["unit"]]
        if len(alike) != 2 or not _WHOLE.search(
            text[max(sentence.start(), alike[0].start() - 14) : alike[0].start()]
        ):
            continue
        whole, part = _value(alike[0]["n"]), _value(alike[1]["n"])
        if not whole or not part or stated > 100 or "%" in text[alike[0].end() : match.start()]:
            continue
        right = part / whole * 100
        if abs(right - stated) > _unit(match["n"]):
            shown = round(right, 1)
            message = f"{part}占{whole}的比例为{shown}%，这里写{match['n']}%，请核对。"
            yield Finding(*match.span("n"), "must_explain", "share", message)


def _more_than_all(text: str) -> Iterator[Finding]:
    """Shares of one whole that add up to more than all of it."""
    for match in _RESPECTIVELY.finditer(text):
        shares = [_value(number) for number in re.findall(r"\d{1,6}(?:\.\d{1,4})?(?=[%％])", match["list"])]
        if len(shares) >= 2 and sum(shares) > Decimal("100.5"):
            message = f"所列比例之和为{sum(shares)}%，超过100%，请核对。"
            yield Finding(*match.span("list"), "must_explain", "share", message)


def _changes(text: str) -> Iterator[Finding]:
    for pattern in (_FROM_TO, _THEN):
        for match in pattern.finditer(text):
            before, after = _value(match["a"]), _value(match["b"])
            if match["ua"] != match["ub"]:
                continue
            rises = match["verb"] in _UP
            if (rises and after < before) or (not rises and after > before):
                message = f"由{match['a']}到{match['b']}不是“{match['verb']}”，请核对数字或者改写。"
                yield Finding(*match.span("verb"), "must_explain", "comparison", message)
            elif before and match["ua"] not in "%％" and (by := _BY.match(text, match.end())):
                right = abs(after - before) / before * 100
                if abs(right - _value(by["n"])) > _unit(by["n"]):
                    message = (
                        f"由{match['a']}到{match['b']}，变动{round(right, 1)}%，这里写{by['n']}%，请核对。"
                    )
                    yield Finding(*by.span("n"), "must_explain", "comparison", message)


def _persons(text: str, dated: date | None) -> Iterator[Finding]:
    """An identity number whose sex, birth date or age is not that of the sentence."""
    for match in _IDENTITY.finditer(text):
        number = match[0].upper()
        born = birth_date(number) if is_identity_number(number) else None
        if born is None:
            continue
        first = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        around = text[first : match.start()] + " " + text[match.end() : match.end() + 30].split("。")[0]
        sexes = {found[0][-1] for found in _SEX.finditer(around)}
        wrong = ""
        if len(sexes) == 1 and sexes != {"男" if int(number[16]) % 2 else "女"}:
            wrong = "性别"
        elif said := _BORN.search(around):
            same = (int(said["year"]), int(said["month"])) == (born.year, born.month)
            wrong = "" if same and int(said["day"] or born.day) == born.day else "出生日期"
        elif dated and (said := _AGE.search(around)):
            age = dated.year - born.year - ((dated.month, dated.day) < (born.month, born.day))
            wrong = "" if abs(age - int(said["age"])) <= 1 else "年龄"
        if wrong:
            message = f"文中的{wrong}与身份证号码所示的不一致，请核对（并删去身份证号码）。"
            yield Finding(*match.span(), "block", "identity", message)

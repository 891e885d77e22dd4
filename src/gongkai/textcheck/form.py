"""The form of official writing: document numbers, dates, punctuation, pairs, numbering, repetition, numbers
(党政机关公文处理工作条例, GB/T 9704, GB/T 15834, GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from gongkai.textcheck.calendar_dates import wrong_dates
from gongkai.textcheck.findings import Finding
from gongkai.textcheck.numerals import to_int
from gongkai.textcheck.pairs import pairs

_NUMBER = re.compile(
    r"(?P<open>[〔\[［【（(〈<{﹝])(?P<year>(?:19|20)\d\d)年?(?P<close>[〕\]］】）)〉>}﹞])"
    r"\s?(?P<nth>第)?(?P<serial>\d{1,5})号"
)
_ORDER = re.compile(r"第(?P<serial>0\d{1,4})号")
_ISSUER = re.compile(r"[发办函字令通知告复决审批规文电党政纪监委府局厅]$")
_DOUBLED = re.compile(r"(?P<mark>[，。；：、！？])(?P=mark)+|[，、；：]。|。[，、；：]|[，；：]、|、[，；：]")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff》”）])[,;:?!](?=[\u4e00-\u9fff《“（])")
_TO_FULL = str.maketrans(",;:?!", "，；：？！")
_HEADING = re.compile(
    r"^[ \t\u3000]*(?:(?P<first>[一二三四五六七八九十]{1,3})、|[（(](?P<second>[一二三四五六七八九十]{1,3})[）)])(?=[\u4e00-\u9fff])",
    re.M,
)
# Rows of table 三 of the annual report, which number themselves.
_ROW = re.compile(
    r"本年新收|上年结转|本年度办理|结转下年度|予以公开|部分公开|不予|无法提供|其他处理|总计|[^\n]*[\t|]|[^\n]*\d[ |]*$",
    re.M,
)
_POINTS = re.compile(
    r"(?:(?<=[。；：，、:;,.\n）)])|^)(?P<n>[一二三四五六七八九])是(?=[\u4e00-\u9fff“])", re.M
)
_REPEATED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})(?P=word)")
# Verbs said twice on purpose, and words that end one name and begin the next.
_FINE = re.compile(
    r"[一某逐年月日]|研究研究|讨论讨论|商量商量|考虑考虑|学习学习|了解了解|政府政府|公开公开|中心中心|信息信息|资金资金|安全安全|社会社会"
)
_SENTENCE = re.compile(r"[^。！？\n\t]+[。！？]?")
_LEAST = 16  # characters of a sentence that nobody writes twice by chance
_LINE = 40  # characters on each side that tell running text from the head of a table
_SEPARATED = re.compile(
    r"(?<![\d.,])(?:\d{1,3},\d{4,}|\d{4,},\d{3}(?:,\d{3})*|\d{1,3}(?:,\d{3})+,\d{1,2})(?![\d,])(?:\.\d+)?(?=[万亿元件条个人次吨亩份户家])"
)
_MIXED = re.compile(r"(?<![\d.])\d{1,3}[万千百]\d{1,3}[千百十](?!\d)")
_ABOUT = re.compile(
    r"约\s?[\d一二三四五六七八九十百千万]{1,9}\s?[余多](?=[件条次人个份家户万名起宗处项亩吨元])"
)
_YEAR = re.compile(r"[一二][0oO零0〇][0oO零一二三四五六七八九〇]{2}年")


def find(text: str) -> Iterator[Finding]:
    """Every slip of form; may overlap."""
    return chain(
        _document_numbers(text),
        wrong_dates(text),
        _punctuation(text),
        pairs(text),
        _numbering(text),
        _repetition(text),
        _numbers(text),
    )


def _document_numbers(text: str) -> Iterator[Finding]:
    article = "GB/T 9704—2012 7.2.5"
    for match in _NUMBER.finditer(text):
        right = f"〔{match['year']}〕{int(match['serial'])}号"
        start = match.start()
        issued = _ISSUER.search(text, max(0, start - 1), start)
        # A court's case number has round brackets; only after an issuer's sign are they a slip.
        if match[0] == right or not (issued or match["open"] in "〔[［﹝"):
            continue
        message = f"“{match[0]}”请改为“{right}”：文号年份用六角括号“〔〕”，序号不加“第”、不编虚位。"
        yield Finding(start, match.end(), "must_explain", "document_number", message, right, article)
    for match in _ORDER.finditer(text):
        right = f"第{int(match['serial'])}号"
        message = f"“{match[0]}”请改为“{right}”：编号不编虚位。"
        yield Finding(*match.span(), "must_explain", "document_number", message, right, article)


def _punctuation(text: str) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(text):
        stop = next((mark for mark in "。！？；" if mark in match[0]), match[0][0])
        message = f"标点“{match[0]}”连用，请只保留一个。"
        yield Finding(*match.span(), "must_explain", "punctuation", message, stop, "GB/T 15834—2011")
    half = list(_HALF.finditer(text))
    # A text that is half-width throughout comes from a conversion; only the stray ones are slips.
    if 0 < len(half) * 3 <= text.count("，"):
        for match in half:
            right = match[0].translate(_TO_FULL)
            message = f"这里用了半角“{match[0]}”，全文用全角，请改为“{right}”。"
            yield Finding(*match.span(), "hint", "punctuation", message, right, "GB/T 15834—2011")


def _numbering(text: str) -> Iterator[Finding]:
    last = {"first": 0, "second": 0}
    for match in _HEADING.finditer(text):
        level = "first" if match["first"] else "second"
        number = _value(match[level])
        if number is None or _ROW.match(text, match.end()):
            continue
        if level == "first" and number in (1, last["first"] + 1):
            last["second"] = 0
        if last[level] and number not in (1, last[level] + 1):
            yield _jump(match, level, last[level])
        last[level] = number
    for line in re.finditer(r"[^\n]+", text):
        before = 0
        for match in _POINTS.finditer(text, *line.span()):
            number = _value(match["n"]) or 0
            if before and number > 1 and (number == before or number > before + 1):
                yield _jump(match, "n", before)
            before = number


def _jump(match: re.Match[str], group: str, before: int) -> Finding:
    message = f"序号“{match[group]}”接在第{before}项之后，顺序不连续，请核对是否漏项、重号。"
    return Finding(*match.span(group), "must_explain", "numbering", message)


def _value(numeral: str) -> int | None:
    try:
        return to_int(numeral)
    except ValueError:
        return None


def _repetition(text: str) -> Iterator[Finding]:
    for match in _REPEATED.finditer(text):
        word = match["word"]
        if len(set(word)) > 1 and not _FINE.match(match[0]) and _in_prose(text, match):
            message = f"“{match[0]}”重复，请删去一个“{word}”。"
            yield Finding(*match.span(), "must_explain", "repetition", message, word)
    seen: set[str] = set()
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if len(sentence) < _LEAST or sentence[-1] not in "。！？":
            continue
        if sentence in seen:
            message = f"这一句（“{sentence[:12]}……”）前面已有，请删去重复的。"
            yield Finding(*match.span(), "must_explain", "repetition", message)
        seen.add(sentence)


def _in_prose(text: str, match: re.Match[str]) -> bool:
    """False on a line without any stop, such as the head of a table."""
    before = text[max(0, match.start() - _LINE) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + _LINE].partition("\n")[0]
    return len(before) + len(after) >= _LINE or any(mark in before + after for mark in "，。；：,;")


def _numbers(text: str) -> Iterator[Finding]:
    article = "GB/T 15835—2011"
    for match in _SEPARATED.finditer(text):
        right = f"{int(match[0].split('.')[0].replace(',', '')):,}" + match[0][len(match[0].split(".")[0]) :]
        message = f"“{match[0]}”的千分撇位置有误，请核对数字；按现有数字应为“{right}”。"
        yield Finding(*match.span(), "must_explain", "number", message, None, article)
    for match in _ABOUT.finditer(text):
        message = f"“{match[0]}”前后重复，“约”与“余”“多”请只用一个。"
        yield Finding(*match.span(), "hint", "repetition", message)
    for match in _MIXED.finditer(text):
        message = f"“{match[0]}”阿拉伯数字与汉字数字混用，请全用阿拉伯数字，或者只保留“万”“亿”。"
        yield Finding(*match.span(), "hint", "number", message, None, article)
    for match in _YEAR.finditer(text):
        right = re.sub("[0oO零]", "〇", match[0])
        if right != match[0]:
            message = f"“{match[0]}”请改为“{right}”：汉字年份中的零写作“〇”。"
            yield Finding(*match.span(), "must_explain", "number", message, right, article)

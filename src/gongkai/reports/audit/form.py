"""The form of a report: its sections, their numbers, the five blocks, what sections five and six must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.audit.rules import Case
from gongkai.reports.form import Form
from gongkai.reports.load import load
from gongkai.reports.read.document import Place
from gongkai.reports.read.reading import Note
from gongkai.reports.read.sections import Section

# Words by which a section is known even where its heading is worded freely.
_WORDS = {
    "overview": re.compile(r"总体情况|概述|基本情况|总体工作|一、"),
    "disclosure": re.compile(r"主动公开(?:政府)?信息(?:工作)?情况|第二十条第"),
    "requests": re.compile(r"收到和处理|依申请公开|信息公开申请"),
    "disputes": re.compile(r"行政复议"),
    "problems": re.compile(r"(?:存在|主要|工作).{0,10}(?:问题|不足|困难)|(?:问题|不足).{0,6}改进"),
    "other": re.compile(r"事项"),
}
_BLOCKS = {
    "主动公开": re.compile(r"主动公开"),
    "依申请公开": re.compile(r"依申请|信息公开申请"),
    "政府信息管理": re.compile(r"信息管理|保密审查|三审|信息审核|规范性文件"),
    "政府信息公开平台建设": re.compile(r"平台|网站|新媒体"),
    "监督保障": re.compile(r"监督|保障|考核|培训|评议"),
}
_FEES = re.compile(r"处理费|收费|费用")
_NOTHING = re.compile(r"^[\s。;,:]*(?:无|没有|暂无|/|略)?[\s。;,]*$")
_LIST = re.compile(
    r"(?:(?<![唯统同单专万之])(?=一是)|(?<=[\s。;:,)?!、>\]〕”])|^|(?<=\n))(?P<number>[一二三四五六七八九十]{1,2})是(?!否|不是)",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^(?:(?P<top>[一二三四五六七八九十]{1,2}、)|\((?P<number>[一二三四五六七八九十]{1,2})\))", re.MULTILINE
)
_NUMERALS = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "十" + numeral: 10 + at for at, numeral in enumerate("一二三四五六七八九", 1)
}


def form(case: Case) -> Iterator[Note]:
    """What is wrong with the form of the text."""
    yield from _lists(case)
    yield from _headings(case)
    if case.reading.edition not in ("2019", "2021"):
        return
    edition = load(case.reading.edition)
    sections = [one for one in case.reading.sections if one.id]
    if not case.prose.excerpt:
        yield from _missing(case, edition)
    yield from _numbering(case, edition, sections)
    yield from _blocks(case, edition)
    yield from _problems(case, sections)
    yield from _fee_statement(case)


def _missing(case: Case, edition: Form) -> Iterator[Note]:
    document = case.reading.document
    everything = "".join("".join(line.text.split()) for line in document.lines) if document else ""
    found = {one.id for one in case.reading.sections}
    for section in edition.sections:
        if section.id not in found and not _WORDS[section.id].search(everything):
            message = f"全文没有“{section.heading}”这一部分，请补上。"
            yield case.note("form.section", (0, 0), message, should=section.heading)


def _numbering(case: Case, edition: Form, sections: list[Section]) -> Iterator[Note]:
    wanted = {one.id: one.heading[0] for one in edition.sections}
    order = [one.id for one in edition.sections]
    for section in sections:
        number = wanted[section.id]
        if section.number and section.number != number:
            message = f"“{section.heading}”按规定是第{number}部分，请核对各部分的序号。"
            yield _at(case, "form.numbering", section, message, section.number, number)
            break
    printed = [order.index(section.id) for section in sections]
    for before, after, section in zip(printed, printed[1:], sections[1:], strict=False):
        if after < before:
            message = f"“{section.heading}”排在了后面的部分之后，请按规定的次序排列。"
            yield _at(case, "form.order", section, message)
            break


def _at(
    case: Case, rule: str, section: Section, message: str, says: str | None = None, should: str | None = None
) -> Note:
    from_text = case.prose.text.find(section.heading[:6])
    note = case.note(rule, (max(0, from_text), max(0, from_text)), message, says=says, should=should)
    place: Place | None = section.place or note.at
    return Note(rule, note.level, (), says, should, message, section.heading, place)


def _blocks(case: Case, edition: Form) -> Iterator[Note]:
    """The five matters of section one. A text that has none of the headings is told so once."""
    if edition.edition != "2021" or case.prose.excerpt:
        return
    start = case.prose.text.find("总体情况")
    ends = [at for word in ("第二十条第", "\n二、") if (at := case.prose.text.find(word, max(0, start))) > 0]
    words = case.prose.text[max(0, start) : min(ends, default=len(case.prose.text))]
    missing = [name for name, pattern in _BLOCKS.items() if not pattern.search(words)]
    if missing and words:
        message = f"总体情况没有写{'、'.join(missing)}，五个方面都应当写。"
        span = (max(0, start), max(0, start) + 4)
        yield case.note("form.blocks", span, message, should="、".join(missing))


def _problems(case: Case, sections: list[Section]) -> Iterator[Note]:
    for section in sections:
        if section.id != "problems" or case.prose.excerpt:
            continue
        words = "".join(passage.text for passage in section.passages)
        if _NOTHING.match(words) and sections[-1] is not section:
            message = "第五部分没有内容，请写存在的主要问题和改进情况。"
            yield _at(case, "form.problems", section, message, words.strip())


def _fee_statement(case: Case) -> Iterator[Note]:
    if case.reading.edition != "2021" or case.prose.excerpt or _FEES.search(case.prose.text):
        return
    message = (
        "全文没有说明信息处理费，请在第六部分写明发出收费通知的件数、总金额和实际收取的总金额，没有的写“0”。"
    )
    end = len(case.prose.text)
    at = max(case.prose.text.rfind("其他需要报告的事项"), 0)
    yield case.note("form.fees", (at, min(end, at + 9)), message)


def _headings(case: Case) -> Iterator[Note]:
    """（一）（二）（四）at the head of paragraphs before the tables; each 一、 begins anew."""
    if case.prose.excerpt:
        return
    last = 0
    for match in _HEADING.finditer(case.prose.text, 0, case.prose.tables):
        if match["top"]:
            last = 0
            continue
        number = _NUMERALS.get(match["number"], 0)
        if number not in (1, last + 1) or (number == last == 1):
            message = f"“{match['number']}”前面是“{'一二三四五六七八九十'[last - 1] if last else '无'}”，标题序号不连续，请核对。"
            yield case.note("form.numbering", match.span(), message, says=match["number"])
            return
        last = number


def _lists(case: Case) -> Iterator[Note]:
    """一是 … 三是: a number left out, or a list that does not begin with 一是."""
    last, place = 0, 0
    for match in _LIST.finditer(case.prose.text):
        number = _NUMERALS.get(match["number"], 0)
        if number == 1:
            last, place = 1, match.start()
            continue
        wrong = number and (number != last + 1 if last else number > 1)
        if wrong and not (case.prose.excerpt and "…" in case.prose.text[place : match.start()]):
            wanted = f"{'一二三四五六七八九十'[last] if last < 10 else ''}是"
            before = f"“{'一二三四五六七八九十'[last - 1]}是”之后" if 0 < last < 11 else "前面没有“一是”，"
            message = f"{before}直接写“{match[0]}”，序号不连续，请核对是否漏了一项。"
            yield case.note("form.list", match.span(), message, says=match[0], should=wanted)
        last, place = number, match.start()

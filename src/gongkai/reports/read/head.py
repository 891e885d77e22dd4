"""Which report this is: title, agency, year, edition, and whether it is an annual report at all."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reports.form import edition_for_year
from gongkai.reports.load import load
from gongkai.reports.read.document import Document, Line, Place
from gongkai.reports.read.labels import core, lexicon, narrow

_TITLE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?度?(?P<after>.{0,50}?)"
    r"(?:政府|政务)?信息公开(?:工作)?(?:年度(?:工作)?报告|年报|工作报告|工作总结|工作年度报告|年度报告)"
)
_WORKS = re.compile(r"(?P<year>(?:19|20)\d\d)年度?.{0,20}?(?:政务|政府)?信息公开.{0,20}?(?:情况|总结|报告)")
_PERIOD = re.compile(
    r"(?:自|从|为|限)?(?P<from>(?:19|20)\d\d)年1月1日起?(?:至|到|—|-|－|~)(?:(?P<to>(?:19|20)\d\d)年)?12月31日"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,30}?(?:人民政府(?:办公[厅室])?|人民法院|委员会(?:办公室)?|管委会|管理局|监督局|监督管理局|税务局"
    r"|公安局|教育局|财政局|民政局|统计局|司法局|审计局|[\u4e00-\u9fff]{1,10}?[局厅委]|街道办事处|办事处|海关)"
)
_SOURCE = re.compile(
    r"(?:来源|发布机构|发布单位|发文机关|作者|填报单位(?:\(盖章\))?|单位名称)[:：]\s*([\u4e00-\u9fff（）()]{3,40})"
)
_RELATIVE = "省市县区州局"  # 市应急局 is short for an agency of some city
_FULL = ("人民政府", "委员会", "办公厅", "办公室", "管理局", "管委会", "办事处")
_NOT_AGENCY = re.compile(r"^.*?(?:标题[:：]|[>＞»:：]|首页|年报|正文)")
_LETTER = re.compile(
    r"(?:的函|的复函|的通知|的通报|的批复|的请示|的公告|的通告|的决定|的意见|的办法|的规定|实施方案|工作方案|工作要点|公开指南|公开目录|管理办法)$"
)
_ANNUAL = re.compile(r"年度报告|年报|工作报告|工作总结|公开.{0,20}情况")
_FURNITURE = re.compile(r"^(?:标题|发布时间|发布日期|原文链接|文号|栏目|本地目录|当前位置|来源|时间|=+)")


@dataclass(frozen=True, slots=True)
class Head:
    """What a report says of itself. period: the year of its statistical period, where it is printed."""

    title: str
    agency: str | None
    year: int | None
    period: int | None
    period_place: Place | None
    period_quote: str


def edition_of(compact: str) -> str | None:
    """The edition by the heads of its tables, None where no national table is there. compact: without blanks."""
    marks = {
        "2021": ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额"),
        "2019": (
            "本年新制作数",
            "本年新公开数",
            "对外公开总数",
            "上一年项目数",
            "采购项目数",
            "采购总金额",
            "处理决定数量",
        ),
    }
    counts = {edition: sum(mark in compact for mark in words) for edition, words in marks.items()}
    counts["2019"] -= "本年处理决定数量" in compact and "处理决定数量" in marks["2019"]
    best = max(counts, key=lambda edition: counts[edition])
    return best if counts[best] >= 2 else None


def is_list_of_2014(compact: str) -> bool:
    """True when most labels of the list of 2014 are printed."""
    rows = lexicon(load("2014"), "s").rows
    text = core(compact) if len(compact) < 200_000 else compact
    return sum(any(one in text for one in row.cores) for row in rows) >= 0.6 * len(rows)


def head(document: Document, compact: str) -> Head:
    """Title, agency, year and statistical period of a document."""
    title, year, before = _title(document)
    period = _period(document, compact)
    year = year or period[0]
    if year is None and (found := Counter(re.findall(r"(20\d\d)年", compact)).most_common(1)):
        year = int(found[0][0])
    return Head(title, _agency(document, before), year, *period)


def expected_edition(year: int) -> str | None:
    """The edition prescribed for reports on a year, None before the first national form."""
    return edition_for_year(year) if year >= 2014 else None


def is_letter(title: str, document: Document) -> bool:
    """True for a letter, notice or plan filed among annual reports."""
    if _LETTER.search(narrow(title)):
        return True
    first = [narrow(line.text) for line in _first(document, 12)]
    return any(_LETTER.search(text) and len(text) < 60 for text in first[:6]) and not any(
        _TITLE.search(text) and not _LETTER.search(text) for text in first[:6]
    )


def speaks_of_disclosure(compact: str) -> bool:
    """True for a text that reports on the disclosure of information."""
    return (
        compact.count("信息公开") + compact.count("政务公开") >= 3
        and _ANNUAL.search(compact) is not None
        and len(compact) >= 300
        and len(re.findall(r"\d", compact)) >= 10
    )


def _first(document: Document, count: int) -> Iterator[Line]:
    seen = 0
    for line in document.lines:
        if line.text.strip():
            yield line
            seen += 1
            if seen == count:
                return


def _title(document: Document) -> tuple[str, int | None, str]:
    """(title, year, what stands before the year): from the first lines, two joined where the title is broken."""
    lines = [line.text.strip("# \t*|") for line in _first(document, 30)]
    texts = [document.title, *lines]
    joined = [a + b for a, b in itertools.pairwise(lines) if len(a) < 30 and len(b) < 40]
    best: tuple[int, str, int, str] | None = None
    for pattern, weight in ((_TITLE, 2), (_WORKS, 1)):
        for place, text in enumerate([*texts, *joined]):
            if "公开" not in text:
                continue
            plain = narrow(text)
            found = pattern.search(plain)
            if not found or plain.startswith(("根据", "依据", "本报告", "按照", "现将", "现公布")):
                continue
            before = _cleaned(plain[max(0, found.start() - 60) : found.start()])
            after = found.groupdict().get("after") or ""
            named = before or _cleaned(after)
            score = weight * 100 + (40 if named else 0) - place - (len(plain) > 80) * 30
            if best is None or score > best[0]:
                best = (score, plain if len(plain) <= 80 else found[0], int(found["year"]), named)
    if best is not None:
        return best[1], best[2], best[3]
    return (narrow(texts[0]) or (narrow(lines[0])[:80] if lines else "")), None, ""


def _cleaned(text: str) -> str:
    text = _NOT_AGENCY.sub("", text)
    text = re.sub(r"^.*?[。;；，,]", "", text)
    return re.sub(r"^(?:关于|公布|发布|现将)|(?:的|关于|落实|开展)$", "", text).strip('()《》"“”·-—_|')


def _period(document: Document, compact: str) -> tuple[int | None, Place | None, str]:
    """(year of the statistical period, its place, its words)."""
    found = _PERIOD.search(compact)
    if found is None or found["to"] not in (None, found["from"]):
        return None, None, ""
    quote = found[0]
    for line in document.lines:
        plain = "".join(line.text.split())
        if found["from"] + "年1月1日" in plain:
            at = line.text.find(found["from"])
            return int(found["from"]), Place(line.page, line.number, max(at, 0), len(line.text)), quote
    return int(found["from"]), None, quote


def _agency(document: Document, named: str) -> str | None:
    """The agency by its full name: as in the title, or longer as it signs itself."""
    signed = [narrow(line.text) for line in document.lines if 3 < len(line.text.strip()) < 40]
    names = [text for text in signed[-12:] if _ORGANISATION.fullmatch(text)]
    sources = [narrow(found[1]) for line in _first(document, 40) for found in _SOURCE.finditer(line.text)]
    if named:
        longer = [text for text in (*names, *sources) if _shortened(named, text)]
        if not longer and named[0] in _RELATIVE:
            longer = [text for text in sources if _ORGANISATION.fullmatch(text) and text[-1] == named[-1]]
        if not longer and len(named) < 8 and not named.endswith(_FULL):
            begin = re.compile(
                rf"{re.escape(named[:2])}[\u4e00-\u9fff]{{2,20}}?{re.escape(named[-2:])}|"
                rf"{re.escape(named[:2])}[\u4e00-\u9fff]{{2,20}}?{re.escape(named[-1])}"
            )
            text = " ".join(narrow(line.text) for line in document.lines)
            longer = [one for one in begin.findall(text) if _shortened(named, one)]
        return max(Counter(longer).items(), key=lambda one: (one[1], len(one[0])))[0] if longer else named
    return next(iter((*names[-1:], *sources[:1])), None)


def _shortened(short: str, full: str) -> bool:
    """True when the short name's characters stand in the full name, in order, its last one at the end."""
    if len(short) >= len(full) or short[-1:] != full[-1:]:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)

"""Slips of the text: empty links, lost dates, template remarks, brackets, doubled words, wrong years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.audit.rules import Case
from gongkai.reports.read.reading import Note

_EMPTY = re.compile(r"\(\)|《》|【】")
_LINK = re.compile(r"下载|网址|网站|链接|查阅|地址")
_LOST_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\d{2,4}日|统计期限[^,。;\n\d]{0,6}自(?:起)?至|(?<!\d)(?:19|20)\d\d年\d{3,4}日|(?:\d{4}|[自至])年月日"
)
_PERIOD = re.compile(
    r"(?:统计|数据)[^。;\n\d]{0,20}(?P<from>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日?起?(?:至|到|-+|—+|~)"
    r"(?:(?P<to>20\d\d)年)?(?P<last>\d{1,2})月(?P<end>\d{1,2})日?"
)
_TEMPLATE = re.compile(
    r"\([^()\n]{0,20}(?:宋体|仿宋|黑体|楷体|小标宋|[一二三四五六]号字|小[一二三四五]号|加粗|字号|行距|居中|此处填|请填写|填写说明|示例)[^()\n]{0,20}\)"
    r"|(?<![A-Za-z])(?:X{2,}|x{2,}|×{2,}|\*{2,})(?:件|条|年|次|万元|个|月|日)"
)
_PAIRS = {")": "(", "》": "《", "】": "【", "〉": "〈"}
_MARKS = re.compile(r"[()《》【】〈〉]")
_NUMBER = re.compile(r"(?:^|[\s,;。:、])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z①-⑩])$")
_FAR = 160  # characters between the two halves of a pair
_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})(?P=word)|的的(?!确)|了了(?!解)|和和|在在")
_FINE = re.compile(r"政府政府(?:信息|网)|公开公开|中心中心组|研究研究|信息信息(?:化|公开)|各级各级")
_SENTENCE = 14  # characters; anything shorter may be the head of a table
_OTHER_YEAR = re.compile(
    r"(?:^|[。\n:、)])(?P<year>20\d\d)年(?:度)?,[^。\n]{0,60}?(?:收到|受理|主动公开|制发|办结)[^。\n]{0,20}\d"
)
_COMPARED = re.compile(r"同比|相比|较|比上年|比20")
_ANNEX = re.compile(r"附件\s?[一二三四\d]{0,2}[:.、]?[^,。;\n]{0,30}(?:统计表|情况表|附表)")
_SIGNED_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|[二〇○]{2}[〇○一二三四五六七八九]{2}年|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_SELF = re.compile(
    r"(?P<year>20\d\d)年?度?(?P<agency>[\u4e00-\u9fff]{2,16}(?:局|委|厅|办|政府|管委会))(?:政府|政务)?信息公开(?:工作)?年?度?(?:工作)?报告"
)
_PAPER = re.compile(
    r"《(?:今日(?P<a>[\u4e00-\u9fff]{2,3})|(?P<b>[\u4e00-\u9fff]{2,3})(?:日报|时报|晚报|新闻))》"
)
# Papers of the whole country or of a province speak of no strange place.
_EVERYWHERE = frozenset(
    [
        "人民",
        "中国",
        "经济",
        "光明",
        "法治",
        "法制",
        "工人",
        "科技",
        "农民",
        "新华",
        "解放",
        "参考",
        "健康",
        "学习",
        "青年",
        "信息",
        "中央",
        "环境",
        "检察",
        "教育",
        "体育",
        "财经",
        "北京",
        "天津",
        "上海",
        "重庆",
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "海南",
        "四川",
        "贵州",
        "云南",
        "陕西",
        "甘肃",
        "青海",
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "新华",
        "大众",
        "南方",
        "齐鲁",
        "人民网",
        "头条",
        "说法",
        "要闻",
    ]
)


def text(case: Case) -> Iterator[Note]:
    """Every slip of the text."""
    words = case.prose.text
    for match in _EMPTY.finditer(words):
        link = match[0] == "()" and _LINK.search(words[max(0, match.start() - 12) : match.end() + 8])
        message = "括号里没有内容" + ("，下载地址没有填" if link else "") + "，请补上或者删去。"
        yield case.note(
            "text.empty_link", match.span(), message, says=match[0], level="error" if link else "warning"
        )
    for match in _LOST_DATE.finditer(words):
        message = f"“{match[0]}”日期缺字，请写全年、月、日。"
        yield case.note("text.lost_date", match.span(), message, says=match[0], should="年月日齐全")
    for match in _TEMPLATE.finditer(words):
        yield case.note(
            "text.template", match.span(), f"“{match[0]}”是模板的说明或者占位，请删去。", says=match[0]
        )
    yield from _period(case)
    yield from _brackets(case)
    yield from _doubled(case)
    yield from _years(case)
    yield from _annex(case)
    yield from _undated(case)
    yield from _agency(case)
    yield from _elsewhere(case)


def _period(case: Case) -> Iterator[Note]:
    for match in _PERIOD.finditer(case.prose.text):
        whole = (match["month"], match["day"], match["last"], match["end"]) == ("1", "1", "12", "31")
        if not whole or match["to"] not in (None, match["from"]):
            message = f"统计期限“{match[0][-30:]}”应当是同一年的1月1日至12月31日，请改正。"
            yield case.note("text.period", match.span(), message, says=match[0], should="1月1日至12月31日")


def _brackets(case: Case) -> Iterator[Note]:
    words = case.prose.text
    opened: list[tuple[str, int]] = []
    lone: list[int] = []
    for match in _MARKS.finditer(words):
        mark, at = match[0], match.start()
        while opened and at - opened[0][1] > _FAR:
            lone.append(opened.pop(0)[1])
        if mark not in _PAIRS:
            opened.append((mark, at))
        elif any(one == _PAIRS[mark] for one, _ in opened):
            while opened[-1][0] != _PAIRS[mark]:
                lone.append(opened.pop()[1])
            opened.pop()
        elif not (mark == ")" and _NUMBER.search(words[max(0, at - 4) : at])):
            lone.append(at)
    for at in sorted(lone + [at for _, at in opened])[:5]:
        if not case.prose.excerpt or words[at] not in "()":
            message = f"“{words[at]}”没有配对的另一半，请补上或者删去。"
            yield case.note("text.bracket", (at, at + 1), message, says=words[at])


def _doubled(case: Case) -> Iterator[Note]:
    for match in _DOUBLED.finditer(case.prose.text):
        word = match["word"] or match[0][0]
        index = case.prose.sentence(match.start())
        of_text = len(case.prose.words(case.prose.sentences[index])) >= _SENTENCE
        if (
            of_text
            and (len(set(word)) > 1 or len(word) == 1)
            and not _FINE.match(case.prose.text, match.start())
        ):
            yield case.note(
                "text.doubled",
                match.span(),
                f"“{match[0]}”重复，请删去一个“{word}”。",
                says=match[0],
                should=word,
            )


def _years(case: Case) -> Iterator[Note]:
    year = case.reading.year
    for match in _OTHER_YEAR.finditer(case.prose.text) if year else ():
        if year and int(match["year"]) not in (year, year + 1) and not _COMPARED.search(match[0]):
            message = f"报告的是{year}年，这一句写的是{match['year']}年，请核对是否沿用了往年的文字。"
            span = (match.start("year"), match.end("year") + 1)
            yield case.note("text.wrong_year", span, message, says=int(match["year"]), should=year)


def _annex(case: Case) -> Iterator[Note]:
    found = list(_ANNEX.finditer(case.prose.text))
    if found and not any(value is not None for value in case.reading.figures.values()):
        match = found[-1]
        message = f"写了“{match[0][:30]}”，正文里没有这张表，请补上。"
        yield case.note("text.annex", match.span(), message, says=match[0], should="附表")


def _undated(case: Case) -> Iterator[Note]:
    """The agency's name standing alone at the end, with no date near it."""
    words, agency = case.prose.text, case.reading.agency
    if not agency or len(agency) < 4:
        return
    found = list(re.finditer(rf"(?<=[。\n\]〕])\s*{re.escape(agency)}(?=\s*(?:\n|附件|$))", words))
    if not found or found[-1].start() < len(words) // 3:
        return
    last = found[-1]
    around = words[max(0, last.start() - 30) : last.end() + 40]
    if not _SIGNED_DATE.search(around) and not _SIGNED_DATE.search(words[last.end() :][:200]):
        message = f"落款“{agency}”没有日期，请写明成文日期。"
        yield case.note("text.undated", last.span(), message, says="", should="成文日期")


def _agency(case: Case) -> Iterator[Note]:
    agency = case.reading.agency or ""
    for match in _SELF.finditer(case.prose.text):
        named = re.sub(r"^(?:年度|我|本|本级)", "", match["agency"])
        own = "".join(case.reading.title.split())
        if agency and len(named) > 2 and named not in own and not _short(named, agency + own):
            message = f"这里自称“{named}”，标题是“{agency}”，请统一机关名称。"
            yield case.note("text.agency", match.span(), message, says=named, should=agency)
            return


def _short(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)


def _elsewhere(case: Case) -> Iterator[Note]:
    whole = case.prose.text + (case.reading.agency or "") + case.reading.title
    for match in _PAPER.finditer(case.prose.text):
        place = match["a"] or match["b"]
        if place not in _EVERYWHERE and whole.count(place) == whole.count(match[0]):
            message = f"{match[0]}以“{place}”为名，报告别处没有这个地名，请核对是否抄自外地的文字。"
            yield case.note("text.elsewhere", match.span(), message, says=place)

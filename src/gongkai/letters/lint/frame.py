"""What stands around the text: title, number, addressee, signature, date, contact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.letters.lint.finding import Finding, Judged, days_in, flat
from gongkai.paper.text import chinese_date

_NUMBER = re.compile(r".+〔(\d{4})〕\d+号")
_CONTACT = re.compile("联系方式[：:]|联系人|联系电话|电话[：:]")
_DATE_ALONE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def check(judge: Judged) -> Iterator[Finding]:
    """Findings about the frame of the letter."""
    yield from _title(judge)
    if judge.type.numbered and judge.final:
        yield from _number(judge)
    if judge.type.to:
        yield from _addressee(judge)
    if judge.type.signed:
        yield from _signature(judge)
        yield from _contact(judge)
        if judge.final:
            yield from _date(judge)
    if (
        judge.facts.outcome
        and judge.type.kind == "decision"
        and judge.facts.outcome not in judge.type.outcomes
    ):
        yield Finding(
            "error",
            "文书种类",
            f"{judge.type.name}不适用于“{judge.facts.outcome_name()}”，请改用与处理决定相符的文书。",
            "条例第三十六条",
        )


def _title(judge: Judged) -> Iterator[Finding]:
    title = flat(judge.letter.title)
    if judge.type.title not in title:
        yield Finding("error", "标题", f"标题应写明“{judge.type.title}”，请改正。", where="title")
    if judge.facts.agency.name not in title:
        yield Finding("error", "标题", f"标题应写明机关全称“{judge.facts.agency.name}”。", where="title")


def _number(judge: Judged) -> Iterator[Finding]:
    written, given = flat(judge.letter.number), flat(judge.facts.number)
    if not written or written.strip("〔〕") == "文号":
        yield Finding("error", "文号", "没有文号，请先取号再签发。", where="number")
    elif given and written != given:
        message = f"文号“{written}”与登记的文号“{given}”不一致，请改正。"
        yield Finding("error", "文号", message, where="number")
    elif not (match := _NUMBER.fullmatch(written)):
        message = f"文号“{written}”写法有误，应为“发文代字〔年份〕序号号”。"
        yield Finding("error", "文号", message, where="number")
    elif judge.facts.date and int(match[1]) != judge.facts.date.year:
        message = f"文号的年份{match[1]}与成文日期的年份{judge.facts.date.year}不同，请核对。"
        yield Finding("warning", "文号", message, where="number")


def _addressee(judge: Judged) -> Iterator[Finding]:
    party = judge.type.to == "party"
    name = judge.letter.fields.get("party", "") if party else judge.facts.applicant
    part = "受文对象" if party else "申请人"
    written = flat(judge.letter.addressee).rstrip("：:")
    if not written or not name or "〔" in written:
        yield Finding("error", part, f"没有写明{part}的姓名或者名称。", "条例第二十九条", "addressee")
    elif written != flat(name):
        message = f"主送“{written}”与登记的{part}“{name}”不一致，请改正。"
        yield Finding("error", part, message, "条例第二十九条", "addressee")


def _signature(judge: Judged) -> Iterator[Finding]:
    name = flat(judge.facts.agency.name)
    if not any(role == "signature" and text == name for role, text in judge.lines):
        message = f"落款应为机关全称“{judge.facts.agency.name}”，请补上或者改正。"
        yield Finding("error", "落款", message, where="signature")


def _date(judge: Judged) -> Iterator[Finding]:
    facts = judge.facts
    written = [text for role, text in judge.lines if role == "date" and _DATE_ALONE.fullmatch(text)]
    if not written:
        yield Finding("error", "成文日期", "没有成文日期，请写成2026年3月5日这样的形式。", where="date")
        return
    day = next(days_in(written[-1]))[1]
    if day is None:
        message = f"成文日期“{written[-1]}”不是日历上的日期，请改正。"
        yield Finding("error", "成文日期", message, where="date")
    elif facts.date and day != facts.date:
        message = f"成文日期“{written[-1]}”与登记的{chinese_date(facts.date)}不一致，请改正。"
        yield Finding("error", "成文日期", message, where="date")
    elif facts.received and day < facts.received:
        message = f"成文日期“{written[-1]}”早于收到申请之日{chinese_date(facts.received)}，请核对。"
        yield Finding("error", "成文日期", message, where="date")


def _contact(judge: Judged) -> Iterator[Finding]:
    agency = judge.facts.agency
    told = "\n".join(text for role, text in judge.lines if role == "contact" or _CONTACT.search(text))
    known = {
        "工作机构": agency.office,
        "地址": agency.address,
        "电话": agency.phone,
        "电子邮箱": agency.email,
    }
    for name, value in known.items():
        if value and flat(value) not in told:
            message = f"联系方式中没有{name}“{value}”，或者与机关资料不一致，请补上。"
            yield Finding("error", "联系方式", message, "条例第十二条第二款", "contact")
    if not agency.phone and not agency.address:
        message = "机关资料中没有电话和地址，无法告知联系方式，请先补全机关资料。"
        yield Finding("error", "联系方式", message, "条例第十二条第二款", "contact")

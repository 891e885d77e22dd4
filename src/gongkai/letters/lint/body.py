"""What the text must say by its type, the request word for word, the way to it, and what must not be left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.letters.library import Must
from gongkai.letters.lint.finding import Finding, Judged, days_in, flat
from gongkai.paper.text import chinese_date
from gongkai.textcheck.privacy import find_private

_NAME = re.compile(r"\{([a-z_]+)\}")
_LEFT = re.compile(
    r"〔[^〔〕]*[^\d〔〕][^〔〕]*〕|〔〕|[{}]|[×xXＸ]{2,}|某某|[_＿]{2,}|[○〇]{2,}(?!年)|\?{2,}|？{2,}"
    r"|(?<!\d)年月日|待(?:补充|填写|核实|定)(?=[。，、）]|$)|TODO"
)
_EXACT = ("date", "number", "money", "choice")


def check(judge: Judged) -> Iterator[Finding]:
    """Findings about the text."""
    yield from _content(judge)
    yield from _history(judge)
    yield from _musts(judge)
    yield from _fields(judge)
    yield from _days(judge)
    yield from _leftovers(judge)
    yield from _private(judge)


def _content(judge: Judged) -> Iterator[Finding]:
    if "{content}" not in judge.type.template:
        return
    if not judge.facts.content.strip():
        yield Finding(
            "error", "申请内容", "登记中没有申请内容，无法引述，请先补全登记。", "条例第二十九条第二款"
        )
    elif not judge.quoted:
        message = "没有原文引述申请内容，或者引述与登记的原文不一致，请照原文引述。"
        yield Finding("error", "申请内容", message, "条例第二十九条第二款", "quote")
    if "{received}" in judge.type.template and judge.facts.received is None:
        yield Finding("error", "收到日期", "登记中没有收到日期，请先登记收到申请之日。", "条例第三十一条")


def _history(judge: Judged) -> Iterator[Finding]:
    if "{history}" not in judge.type.template:
        return
    for sentence in judge.facts.history:
        wanted = [written for written, _ in days_in(flat(sentence))] or [flat(sentence)]
        if not all(part in judge.own for part in wanted):
            message = f"没有写明办理经过“{sentence}”，或者日期与登记不一致，请补上。"
            yield Finding("error", "办理经过", message, "条例第四十五条", "body")


def _musts(judge: Judged) -> Iterator[Finding]:
    values = _known(judge)
    for must in judge.type.musts:
        if any(not values.get(name) for name in _NAME.findall(must.says)):
            continue
        pattern = _NAME.sub(lambda match: _literal(values[match[1]]), must.says)
        if (re.search(pattern, judge.own, re.M) is not None) == must.never:
            yield Finding(must.level, must.part, _message(must), must.article, "body" if must.never else "")


def _message(must: Must) -> str:
    return f"{must.message or f'没有写明{must.part}，或者与登记的不一致，请补上或者改正'}。"


def _literal(value: str) -> str:
    """A pattern for the value itself, whatever line ends it has got."""
    return r"\n?".join(re.escape(flat(line).rstrip("。；;")) for line in value.splitlines())


def _known(judge: Judged) -> Mapping[str, str]:
    facts = judge.facts
    return {
        "agency": facts.agency.name,
        "applicant": facts.applicant,
        "you": facts.you,
        "request_number": facts.request_number,
        "received": chinese_date(facts.received),
        "way": facts.way,
        "outcome": facts.outcome_name(),
        **judge.letter.fields,
    }


def _fields(judge: Judged) -> Iterator[Finding]:
    """Dates, numbers, amounts and choices stand in the text as the case records them."""
    for field in judge.type.fields:
        value = judge.letter.fields.get(field.name, "")
        if field.required and not value:
            yield Finding("error", field.label, f"没有填写“{field.label}”，请补上。")
        elif value and field.kind in _EXACT and flat(value) not in flat(judge.own):
            message = f"正文中没有“{field.label}”（{value}），或者与登记的不一致，请改正。"
            yield Finding("error", field.label, message, where="body")


def _days(judge: Judged) -> Iterator[Finding]:
    for role, text in judge.own_lines:
        for written, day in days_in(text):
            if day is None and role != "date":
                message = f"“{written}”不是日历上的日期，请改正。"
                yield Finding("error", "日期", message, where=role)


def _leftovers(judge: Judged) -> Iterator[Finding]:
    for role, text in judge.own_lines:
        if role == "date" and not judge.final:
            continue
        for match in _LEFT.finditer(text):
            message = f"正文中有没有填好的内容“{_around(text, match)}”，请补上或者删去。"
            yield Finding("error", "未填内容", message, where=role)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 6) : match.end() + 6]


def _private(judge: Judged) -> Iterator[Finding]:
    agency = judge.facts.agency
    allowed = f"{agency.contact}\n" + "\n".join(
        judge.letter.fields.get(field.name, "") for field in judge.type.fields if field.kind == "private"
    )
    for role, text in ((item.role, item.plain) for item in judge.letter.paragraphs):
        for found in find_private(text):
            if found.text in allowed:
                continue
            quoted = found.text in judge.facts.content
            message = (
                f"申请内容中有{found.name}，引述会写进答复书，请确认是否为他人的个人信息。"
                if quoted
                else f"正文中有{found.name}“{found.text[:3]}…”，属于个人信息，请删去或者遮蔽。"
            )
            yield Finding(
                "warning" if quoted else "error", "个人信息", message, "个人信息保护法第三十四条", role
            )
    if judge.type.to == "party" and judge.facts.applicant_type == "natural_person":
        name = flat(judge.facts.applicant)
        if len(name) > 1 and name in judge.own + flat(judge.letter.addressee):
            message = f"向第三方或者其他机关征求意见的文书不得写明申请人的姓名（{name[0]}某），请删去。"
            yield Finding("error", "个人信息", message, "个人信息保护法第三十四条", "body")

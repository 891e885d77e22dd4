"""Composes a letter from its type, the facts and what the desk gave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.law.refusals import Refused
from gongkai.law.sources import edition
from gongkai.letters.facts import APPLICANT_TYPES, REGULATION, Agency, Facts, cite
from gongkai.letters.letter import Letter, Paragraph
from gongkai.letters.library import Field, LetterType, get
from gongkai.letters.template import check_template, fill
from gongkai.paper.text import chinese_date, lines_of

Given = Mapping[str, str | date | int | Decimal | None]
_OPTIONAL = ("history", "email")  # placeholders whose line is left out when the facts have nothing
_BLANK_DAY = "____年__月__日"


def compose(type_code: str, facts: Facts, fields: Given, template: str | None = None) -> Letter:
    """The letter as data.

    fields: by name, as the type asks; dates as dates or ISO strings. template: the agency's own wording, else the
    library's. What is required and missing stands as 〔its label〕, which `lint` finds. Refused for a malformed or unknown
    field, a template with a wrong placeholder, or a request under another edition of the Regulation.
    """
    letter = get(type_code)
    _check_edition(letter, facts)
    printed = _printed(letter, fields)
    text = letter.template if template is None else template
    if template is not None:
        check_template(template, letter.placeholders(), remedy=letter.remedy)
    values = _values(letter, facts) | _or_missing(letter, printed)
    optional = {field.name for field in letter.fields if not field.required} | set(_OPTIONAL)
    paragraphs = fill(text, values, optional)
    if letter.remedy and not any(paragraph.role == "remedy" for paragraph in paragraphs):
        paragraphs.append(Paragraph("remedy", values["remedy"]))
    paragraphs += _foot(letter, facts)
    party = values.get("party", "") if letter.to == "party" else values["applicant"]
    return Letter(
        type=letter.code,
        title=f"{facts.agency.name}\n{letter.title}",
        number=values["number"] if letter.numbered else "",
        addressee=party if letter.to else "",
        paragraphs=tuple(paragraphs),
        fields={name: value for name, value in printed.items() if value},
    )


def blank(type_code: str, agency: Agency | None = None) -> Letter:
    """A form with nothing filled in, to print and write on. Refused for a type that is no form."""
    letter = get(type_code)
    if letter.layout != "form":
        raise Refused(f"{letter.name}不是表格，没有空白样式可供下载。", field="type")
    values = dict.fromkeys(letter.placeholders(), "")
    values |= {"applicant_type": boxes(APPLICANT_TYPES), "agency": agency.name if agency else ""}
    for field in letter.fields:
        if field.kind == "choice":
            values[field.name] = boxes(field.choices)
        elif field.kind == "date":
            values[field.name] = _BLANK_DAY
    title = f"{agency.name}\n{letter.title}" if agency else letter.title
    return Letter(letter.code, title, "", "", tuple(fill(letter.template, values, ())))


def boxes(choices: Mapping[str, str], chosen: str = "") -> str:
    """The choices with boxes to tick: ■自然人　□商业企业."""
    return "　".join(f"{'■' if code == chosen else '□'}{words}" for code, words in choices.items())


def _check_edition(letter: LetterType, facts: Facts) -> None:
    if facts.received and facts.edition.code != letter.edition:
        raise Refused(
            f"{letter.name}适用于按{edition(letter.edition).name}办理的申请，"
            f"本申请于{facts.received}收到，请改用适用当时条例的文书。",
            field="type",
        )


def _values(letter: LetterType, facts: Facts) -> dict[str, str]:
    """The common placeholders of a letter; 〔label〕 for what is missing."""
    agency, form = facts.agency, letter.layout == "form"
    law = REGULATION if letter.edition == "711" else f"2008年{REGULATION}"
    values = {
        "agency": agency.name,
        "office": agency.office,
        "address": agency.address,
        "phone": agency.phone,
        "email": agency.email,
        "authority": agency.authority,
        "court": agency.court,
        "applicant": facts.applicant,
        "applicant_type": boxes(APPLICANT_TYPES, facts.applicant_type)
        if form
        else APPLICANT_TYPES.get(facts.applicant_type, ""),
        "you": facts.you,
        "request_number": facts.request_number,
        "content": facts.content,
        "received": chinese_date(facts.received),
        "way": facts.way,
        "history": "\n".join(facts.history),
        "outcome": facts.outcome_name(),
        "articles": cite(facts.cited, law),
        "findings": facts.findings,
        "decision": facts.decision,
        "number": facts.number,
        "date": chinese_date(facts.date),
        "remedy": facts.remedy_text(None if letter.kind == "decision" else letter.articles),
    }
    labels = letter.placeholders()
    return {
        name: value.strip() or (f"〔{labels.get(name, name)}〕" if name not in _OPTIONAL else "")
        for name, value in values.items()
    }


def _printed(letter: LetterType, fields: Given) -> dict[str, str]:
    known = {field.name: field for field in letter.fields}
    for name in fields:
        if name not in known:
            raise Refused(f"{letter.name}没有“{name}”这一项，请核对。", field=name)
    return {name: _print(letter, field, fields.get(name)) for name, field in known.items()}


def _or_missing(letter: LetterType, printed: Mapping[str, str]) -> dict[str, str]:
    missing = {field.name: f"〔{field.label}〕" if field.required else "" for field in letter.fields}
    if letter.layout == "form":
        missing |= {field.name: boxes(field.choices) for field in letter.fields if field.kind == "choice"}
    return {name: value or missing[name] for name, value in printed.items()}


def _print(letter: LetterType, field: Field, value: str | date | int | Decimal | None) -> str:
    """The value as the letter prints it; empty for none."""
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if field.kind == "date":
        return _day(field, text)
    if field.kind == "number":
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise Refused(f"“{field.label}”应为大于0的整数，现为“{text}”，请核对。", field=field.name)
        return str(int(text))
    if field.kind == "money":
        return _money(field, text)
    if field.kind == "choice":
        if text not in field.choices:
            raise Refused(f"“{field.label}”没有“{text}”这个选项，请从列表中选择。", field=field.name)
        return boxes(field.choices, text) if letter.layout == "form" else field.choices[text]
    return "\n".join(lines_of(text))


def _day(field: Field, text: str) -> str:
    try:
        return chinese_date(date.fromisoformat(text))
    except ValueError:
        says = f"“{field.label}”的日期“{text}”有误，请写成2026-03-05这样的形式。"
        raise Refused(says, field=field.name) from None


def _money(field: Field, text: str) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
        raise Refused(
            f"“{field.label}”应为金额（元，至多两位小数），现为“{text}”，请核对。", field=field.name
        )
    whole = amount == amount.to_integral_value()
    return f"{amount:.0f}元" if whole else f"{amount:.2f}元"


def _foot(letter: LetterType, facts: Facts) -> list[Paragraph]:
    """Attachments, signature, date and contact, which no template words."""
    titles = facts.attachments
    foot = [
        Paragraph("attachment", f"附件：{titles[0]}")
        if len(titles) == 1
        else Paragraph("attachment", f"{'附件：' if place == 1 else ''}{place}．{title}")
        for place, title in enumerate(titles, 1)
    ]
    if letter.signed:
        foot.append(Paragraph("signature", facts.agency.name or "〔机关全称〕"))
        foot.append(Paragraph("date", chinese_date(facts.date) or "〔日期〕"))
        foot.append(Paragraph("contact", facts.agency.contact or "〔联系方式〕"))
    return foot

"""Every way to break one part of a letter: take a part away, or put something else in its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongkai.letters import Facts, Letter, Paragraph, types

# Paragraphs that a letter may do without, by their first characters.
OPTIONAL = (
    "请妥善保存本回执",
    "需要补正申请、征求",
    "你可以通过下列渠道",
    "你单位可以通过下列渠道",
    "填写说明：受送达人",
    "填写说明：一、",
)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CITED = re.compile(r"(?:条例》|、|和)(第[一二三四五六七八九十]+条(?:第.款)?(?:第（.）项)?)")
_TERM = re.compile(r"\d+(?=个工作日|日内向|个月内向|元[。，])")
_LEFT = ("〔补正事项〕", "{until}", "××", "某某", "____", "待核实。")
_PRIVATE = ("13912345678", "520201198506141237", "6222021234567890128")

Broken = tuple[str, Letter]


def broken(letter: Letter, facts: Facts) -> Iterator[Broken]:
    """(what was done, the letter with it); each must be found by lint."""
    kind = types()[letter.type]
    yield from _head(letter, facts)
    yield from _removed(letter)
    yield from _free(letter, facts)
    for name, wrong in _replaced(letter, facts):
        if wrong != letter:
            yield name, wrong
    if kind.remedy:
        yield from _remedies(letter, facts)
    if kind.layout == "form":
        yield from _cells(letter)


def _head(letter: Letter, facts: Facts) -> Iterator[Broken]:
    kind = types()[letter.type]
    yield (
        "title of another letter",
        replace(letter, title=letter.title.replace(kind.title, "政府信息公开工作函")),
    )
    yield (
        "title of another agency",
        replace(letter, title=letter.title.replace(facts.agency.name, "贵阳市教育局")),
    )
    if kind.numbered:
        for number in ("六应急公复〔2026〕6号", "", "〔文号〕", "六应急公复〔2026〕号"):
            yield f"number {number}", replace(letter, number=number)
    if kind.to:
        for name in ("李小红", "", "〔申请人姓名或者名称〕"):
            yield f"addressee {name}", replace(letter, addressee=name)
    if kind.signed:
        for role in ("signature", "date", "contact"):
            rest = tuple(item for item in letter.paragraphs if item.role != role)
            yield f"without {role}", replace(letter, paragraphs=rest)


def _removed(letter: Letter) -> Iterator[Broken]:
    for position, paragraph in enumerate(letter.paragraphs):
        if paragraph.role in ("attachment", "row", "tall", "large") or paragraph.text.startswith(OPTIONAL):
            continue
        rest = letter.paragraphs[:position] + letter.paragraphs[position + 1 :]
        yield f"without “{paragraph.text}”", replace(letter, paragraphs=rest)


def _free(letter: Letter, facts: Facts) -> Iterator[Broken]:
    """Things that must not be left in, or are somebody's personal data."""
    for text in (*_LEFT, *_PRIVATE):
        yield (
            f"with “{text}”",
            replace(letter, paragraphs=(*letter.paragraphs, Paragraph("body", f"经办人说明：{text}"))),
        )
    if types()[letter.type].to == "party" and facts.applicant_type == "natural_person":
        added = Paragraph("body", f"申请人为{facts.applicant}。")
        yield "with the applicant's name", replace(letter, paragraphs=(*letter.paragraphs, added))


def _replaced(letter: Letter, facts: Facts) -> Iterator[Broken]:
    """One value of the text changed, wherever it stands once."""
    agency = facts.agency
    kind = types()[letter.type]
    asked = {field.name: field for field in kind.fields}
    for position, paragraph in enumerate(letter.paragraphs):
        if paragraph.role == "attachment" or paragraph.text.startswith(OPTIONAL):
            continue
        text = paragraph.plain
        for what, old, new in (
            ("request number", facts.request_number, "申〔2026〕12号"),
            ("way", f"以{facts.way}方式", "以传真方式"),
            ("agency", agency.name if paragraph.role == "signature" else "", "六盘水市教育局"),
            ("authority", agency.authority if paragraph.role == "remedy" else "", "贵阳市人民政府"),
            ("court", agency.court if paragraph.role == "remedy" else "", "贵阳市中级人民法院"),
            ("phone", agency.phone if paragraph.role == "contact" else "", "0858-8260009"),
            ("address", agency.address if paragraph.role == "contact" else "", "钟山西路8号"),
            ("e-mail", agency.email if paragraph.role == "contact" else "", "other@lps-yj.gov.cn"),
            ("quote", text if paragraph.role == "quote" else "", f"{text.strip()[1:]}的"),
        ):
            if old and old in text:
                yield f"{what} in “{text}”", _with(letter, position, text.replace(old, new, 1))
        for name, value in letter.fields.items():
            exact = asked[name].kind in ("date", "number", "money", "choice")
            own = asked[name].required and not _within(name, letter.fields)
            if (exact or own) and value in text:
                yield f"{name} gone from “{text}”", _with(letter, position, text.replace(value, "", 1))
        yield from _numbers(letter, facts, position, text)


def _numbers(letter: Letter, facts: Facts, position: int, text: str) -> Iterator[Broken]:
    """Dates, articles and terms changed, except inside free text that only its author knows."""
    kinds = {field.name: field.kind for field in types()[letter.type].fields}
    free = [value for name, value in letter.fields.items() if kinds[name] in ("text", "private")]
    free += [facts.findings, facts.decision, facts.content]
    for match in _DATE.finditer(text):
        if not any(match[0] in value for value in free):
            later = f"{match[1]}年{match[2]}月{int(match[3]) % 27 + 1}日"
            yield f"{match[0]} → {later} in “{text}”", _with(letter, position, _put(text, match, 0, later))
            yield (
                f"{match[0]} → 2026年2月30日",
                _with(letter, position, _put(text, match, 0, "2026年2月30日")),
            )
    for match in _CITED.finditer(text):
        if not any(match[1] in value for value in free):
            for other in ("第二十条第（一）项", "第三十六条第（九）项", ""):
                yield (
                    f"{match[1]} → {other} in “{text}”",
                    _with(letter, position, _put(text, match, 1, other)),
                )
    for match in _TERM.finditer(text):
        if not any(match[0] in value for value in free):
            yield f"term {match[0]} → 90 in “{text}”", _with(letter, position, _put(text, match, 0, "90"))


def _remedies(letter: Letter, facts: Facts) -> Iterator[Broken]:
    """The paragraph of the other route; a shortened one; one too many."""
    position = next(place for place, item in enumerate(letter.paragraphs) if item.role == "remedy")
    text = letter.paragraphs[position].text
    authority, court = facts.agency.authority, facts.agency.court
    first = (
        f"如对本答复不服，应当先申请行政复议：可以自收到本答复之日起60日内向{authority}申请行政复议；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向{court}提起行政诉讼。"
    )
    either = (
        f"如对本答复不服，可以自收到本答复之日起60日内向{authority}申请行政复议，"
        f"也可以自收到本答复之日起6个月内向{court}提起行政诉讼。"
    )
    wrong = either if "应当先" in text else first
    yield "the other route", _with(letter, position, wrong)
    yield "both routes", _with(letter, position, text + wrong)
    added = Paragraph("body", f"你也可以自收到本答复之日起2个月内直接向{court}起诉。")
    yield "another term further down", replace(letter, paragraphs=(*letter.paragraphs, added))
    for sentence in re.split("[；，]", text):
        if re.search(r"复议|诉讼", sentence) and re.search(r"\d", sentence):
            yield f"remedy without “{sentence}”", _with(letter, position, text.replace(sentence, ""))


def _cells(letter: Letter) -> Iterator[Broken]:
    """A value cell emptied where the form needs it."""
    if letter.type == "application":
        return
    needed = {
        field.name: letter.fields.get(field.name, "")
        for field in types()[letter.type].fields
        if field.required
    }
    for position, paragraph in enumerate(letter.paragraphs):
        for place in range(1, len(paragraph.cells), 2):
            if paragraph.cells[place] in filter(None, needed.values()):
                cells = (*paragraph.cells[:place], "", *paragraph.cells[place + 1 :])
                changed = (*letter.paragraphs[:position], replace(paragraph, cells=cells))
                yield (
                    f"empty {paragraph.cells[place - 1]}",
                    replace(letter, paragraphs=(*changed, *letter.paragraphs[position + 1 :])),
                )


def _within(name: str, fields: Mapping[str, str]) -> bool:
    """True when another field's text holds this one's, so that the place is not its own."""
    return any(fields[name] in value for other, value in fields.items() if other != name)


def _with(letter: Letter, position: int, text: str) -> Letter:
    paragraph = letter.paragraphs[position]
    changed = (
        replace(paragraph, cells=tuple(text.split("　")))
        if paragraph.cells
        else replace(paragraph, text=text)
    )
    return replace(
        letter, paragraphs=(*letter.paragraphs[:position], changed, *letter.paragraphs[position + 1 :])
    )


def _put(text: str, match: re.Match[str], group: int, new: str) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]

"""Publication: in time, and without anybody's personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law.reporting import report_due
from gongkai.reports.audit.rules import Case
from gongkai.reports.read.document import Line, Place
from gongkai.reports.read.reading import Note
from gongkai.textcheck.privacy import find_private

_PUBLISHED = re.compile(
    r"(?:发布|公开|公布|成文)(?:时间|日期)[:：]?\s*(?P<year>20\d\d)[-年./](?P<month>\d{1,2})[-月./](?P<day>\d{1,2})"
)
_FIRST = 30  # lines in which a page states its date
_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会)$|^[\u4e00-\u9fff]{2,8}[省市县区]$")
_TOWNSHIP = re.compile(r"[镇乡]人民政府$|街道|办事处$|村")
_OFFICE = re.compile(r"联系|电话|传真|咨询|监督|热线|投诉|手机版")
_APPLICANT = re.compile(
    r"申请人(?P<name>[赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢苏潘葛范彭马方任袁唐罗薛贺汤黄萧程邓郭林徐高胡梁宋董曾田余]"
    r"(?!某)[\u4e00-\u9fff]{1,2})(?=提出|要求|向|申请公开|不服|于\d|\()"
)
_KINDS = {"identity_number": "privacy.number", "mobile_phone": "privacy.phone", "bank_card": "privacy.phone"}


def publication(case: Case) -> Iterator[Note]:
    """Late publication and personal data."""
    yield from _late(case)
    yield from _private(case)
    for match in _APPLICANT.finditer(case.prose.text):
        message = "点了申请人的姓名，请改为“某某”后重新公布。"
        yield case.note("privacy.applicant", match.span("name"), message, should="某某")


def _late(case: Case) -> Iterator[Note]:
    reading = case.reading
    agency = reading.agency or ""
    if reading.year is None or not 2008 <= reading.year < 2100 or not agency or _TOWNSHIP.search(agency):
        return
    found = _published(case)
    if found is None or found[0].year < reading.year:
        return
    due = report_due(reading.year, "government" if _GOVERNMENT.search(agency) else "department")
    day, line, match = found
    if day > due.date:
        message = f"发布日期为{day:%Y-%m-%d}，晚于{due.date:%Y-%m-%d}（{due.article}），请核对是首次公布还是迁移、更正的日期。"
        place = Place(line.page, line.number, match.start(), match.end())
        yield Note(
            "publication.late", "warning", (), str(day), str(due.date), message, line.text.strip()[:80], place
        )


def _published(case: Case) -> tuple[date, Line, re.Match[str]] | None:
    document = case.reading.document
    for line in document.lines[:_FIRST] if document else ():
        if match := _PUBLISHED.search(line.text):
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"])), line, match
            except ValueError:
                return None
    return None


def _private(case: Case) -> Iterator[Note]:
    for one in find_private(case.prose.text):
        around = case.prose.text[max(0, one.start - 40) : one.start]
        rule = _KINDS.get(one.kind)
        if rule is None or (rule == "privacy.phone" and _OFFICE.search(around)):
            continue
        note = case.note(rule, (one.start, one.end), f"正文出现{one.name}，请删去后重新公布。")
        masked = note.quote.replace(one.text, "*" * len(one.text))
        yield Note(note.rule, note.level, (), None, None, note.message, masked, note.at)

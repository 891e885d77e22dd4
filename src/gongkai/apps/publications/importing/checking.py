"""One row of history as it may be submitted: every field checked and made plain, or what is wrong, by column."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.publications import richtext
from gongkai.apps.publications.attachments import Checked, check
from gongkai.apps.publications.checking.door import private_in
from gongkai.apps.publications.models import Channel, Column, HistoryRow, Item
from gongkai.law.refusals import Refused

# A row: these keys, with the value of one that is left out. column: code or name; channels: names of channels; body:
# plain lines; body_html: as found, cleaned here; key: what the old system called it; files: see `Paper`.
DEFAULTS: dict[str, Any] = {
    "key": "",
    "column": "",
    "title": "",
    "date": "",
    "channels": (),
    "document_number": "",
    "issued_on": "",
    "summary": "",
    "body": "",
    "body_html": "",
    "keywords": "",
    "topic": "",
    "genre": "",
    "audience": "",
    "content_source": "",
    "source_url": "",
    "is_normative": False,
    "validity": Item.Validity.IN_FORCE,
}
LENGTHS = {
    "key": ("原系统编号", 300),
    "document_number": ("文号", 60),
    "keywords": ("关键词", 120),
    "topic": ("主题分类", 60),
    "genre": ("体裁分类", 30),
    "audience": ("服务对象", 60),
    "content_source": ("信息来源", 100),
    "source_url": ("原网址", 500),
    "summary": ("内容概述", 2000),
    "body": ("正文", 500_000),
    "body_html": ("正文", 1_000_000),
}
# What the public will read of the row: no personal data comes in with it.
READ = {
    "title": "标题",
    **{
        name: label
        for name, (label, _) in LENGTHS.items()
        if not name.startswith(("key", "source_url", "body_"))
    },
}
VALIDITIES: dict[str, str] = {str(label): str(value) for value, label in Item.Validity.choices}
YES = {"是": True, "否": False, "": False, True: True, False: False}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SPLIT = re.compile(r"[、，,；;\n]+")
MOST_FAULTS = 200


class Paper(Protocol):
    """A file of a row: its name, and its bytes when asked."""

    @property
    def name(self) -> str:
        """The name as given."""
        ...

    def read(self) -> bytes:
        """Its bytes; Refused by name when it is not there or too large."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, at which column (a key of the row, or empty)."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"第{self.row}行：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Plain:
    """A row that may be submitted. papers: with what each file was found to be; pictures: those of its body.

    number: its place among the rows; line: what people call it, its number in the spreadsheet where it has one.
    """

    number: int
    data: dict[str, Any]
    papers: Sequence[tuple[Paper, Checked]] = ()
    pictures: Sequence[Paper] = ()
    line: int = 0

    @property
    def day(self) -> date:
        """The original day."""
        return date.fromisoformat(self.data["date"])

    def fault(self, column: str, sentence: str) -> Fault:
        """Something that is wrong with this row."""
        return Fault(self.line, column, sentence)

    def digested(self) -> bytes:
        """What the batch's digest is made of."""
        return line_of(self.data, [[c.name, c.media_type, c.size, c.digest] for _, c in self.papers])


def line_of(data: Mapping[str, Any], files: Sequence[Sequence[Any]]) -> bytes:
    """Canonical JSON of a row and its files, one line."""
    text = json.dumps([data, files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


@dataclass(slots=True)
class Survey:
    """What a whole batch is like. faults: at most `MOST_FAULTS` of `wrong`. years: year → rows."""

    count: int = 0
    digest: str = ""
    wrong: int = 0
    faults: list[Fault] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    files: int = 0
    sample: list[dict[str, Any]] = field(default_factory=list)


class Checker:
    """The columns, channels and days of an agency, against which rows are checked one by one."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        columns = list(Column.objects.filter(agency=agency))
        self.columns = {column.name: column.code for column in columns} | {c.code: c.code for c in columns}
        self.channels = set(Channel.objects.filter(agency=agency).values_list("name", flat=True))
        self.today = timezone.localdate()
        self._seen: set[bytes] = set()

    def rows(self, rows: Iterable[Mapping[str, Any]], survey: Survey | None = None) -> Iterator[Plain]:
        """The rows that are in order; what is wrong goes into the survey."""
        survey = survey if survey is not None else Survey()
        running = hashlib.sha256()
        for number, row in enumerate(rows, start=1):
            survey.count = number
            plain, faults = self.check(number, row)
            if faults:
                survey.wrong += 1
                survey.faults += faults[: MOST_FAULTS - len(survey.faults)]
                continue
            running.update(plain.digested())
            _tell(survey, plain)
            yield plain
        survey.digest = running.hexdigest()

    def check(self, number: int, row: Mapping[str, Any]) -> tuple[Plain, list[Fault]]:
        """The row made plain, and its faults; with any fault it may not be submitted."""
        whole = DEFAULTS | {key: value for key, value in row.items() if value is not None}
        found = [(fault.column, fault.sentence) for fault in whole.pop("faults", ())]
        line = whole.pop("line", number)
        papers, pictures = whole.pop("files", ()), whole.pop("pictures", ())
        unknown = whole.keys() - DEFAULTS.keys()
        if unknown:
            found.append(("", f"没有“{sorted(unknown)[0]}”这一项"))
            whole = {key: whole[key] for key in DEFAULTS}
        data = _made_plain(whole)
        found += self._faults(data)
        checked = []
        for paper in papers:
            try:
                checked.append((paper, check(paper.name, paper.read())))
            except Refused as refused:
                found.append(("files", str(refused)))
        names = [one.name for _, one in checked]
        found += [("files", f"附件“{name}”重复") for name in sorted({n for n in names if names.count(n) > 1})]
        faults = [Fault(line, column, sentence) for column, sentence in found]
        return Plain(number, data, checked, pictures, line), faults

    def _faults(self, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
        code = self.columns.get(row["column"])
        if not row["column"]:
            yield "column", "请填写栏目"
        elif code is None:
            yield "column", f"没有名称或者代码为“{row['column']}”的栏目，请先开设"
        else:
            row["column"] = code
        if not 0 < len(row["title"]) <= 200:
            yield "title", "标题须为1至200字"
        for name, (label, most) in LENGTHS.items():
            if len(row[name]) > most:
                yield name, f"{label}不能超过{most}字"
        row["validity"] = VALIDITIES.get(row["validity"], row["validity"])
        if row["validity"] not in VALIDITIES.values():
            yield "validity", f"有效性“{row['validity']}”不在规定的选项中"
        if row["is_normative"] not in YES:
            yield "is_normative", f"规范性文件“{row['is_normative']}”请填是或者否"
        row["is_normative"] = YES.get(row["is_normative"], False)
        strange = [name for name in row["channels"] if name not in self.channels]
        if strange:
            yield "channels", f"没有名为“{strange[0]}”的发布渠道，请先登记"
        if len(set(row["channels"])) < len(row["channels"]):
            yield "channels", "同一渠道重复填写"
        if row["issued_on"] and _day(row["issued_on"]) is None:
            yield "issued_on", f"成文日期“{row['issued_on']}”不是日期，请写成2024-06-30的样子"
        for name, sentence in private_in({name: str(row[name]) for name in READ}):
            yield name, f"{READ[name]}{sentence}"
        yield from self._of_day(row["date"])
        yield from self._of_key(row["key"])

    def _of_day(self, text: str) -> Iterator[tuple[str, str]]:
        day, live = _day(text), self.agency.live_since
        if not text:
            yield "date", "请填写原发布日期"
        elif day is None:
            yield "date", f"原发布日期“{text}”不是日期，请写成2024-06-30的样子"
        elif day >= live:
            yield "date", f"{day}在平台启用日期（{live}）当日或者之后，应当经审查在平台发布，不能迁移"
        elif day > self.today:
            yield "date", f"原发布日期{day}晚于今天"

    def _of_key(self, key: str) -> Iterator[tuple[str, str]]:
        if not key:
            return
        short = hashlib.blake2b(
            key.encode(), digest_size=8
        ).digest()  # a hundred thousand of them fit in memory
        if short in self._seen:
            yield "key", f"原系统编号“{key[:60]}”重复"
        self._seen.add(short)


def already_there(agency: Agency, keys: Iterable[str]) -> set[str]:
    """Those of the old system's keys that a batch of the agency has brought over, or is about to."""
    wanted = [key for key in keys if key]
    return set(HistoryRow.objects.filter(agency=agency, key__in=wanted).values_list("key", flat=True))


def _made_plain(row: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if name == "channels":
            given = SPLIT.split(value) if isinstance(value, str) else value
            plain[name] = [str(each).strip() for each in given if str(each).strip()]
        elif name == "is_normative":
            plain[name] = value.strip() if isinstance(value, str) else value
        elif isinstance(value, datetime):
            plain[name] = str(value.date())
        else:
            plain[name] = CONTROL.sub("", str(value)).strip()
    if plain["body_html"]:
        plain["body_html"] = richtext.clean(plain["body_html"])
        plain["body"] = richtext.plain(plain["body_html"])
    for name in ("date", "issued_on"):
        day = _day(plain[name])
        plain[name] = str(day) if day else plain[name]
    return plain


def _day(text: str) -> date | None:
    """A day as people write it: 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, with or without a time."""
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:[ T].*)?", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _tell(survey: Survey, plain: Plain) -> None:
    year, column = plain.day.year, plain.data["column"]
    survey.years[year] = survey.years.get(year, 0) + 1
    survey.columns[column] = survey.columns.get(column, 0) + 1
    survey.files += len(plain.papers)
    if len(survey.sample) < 20:
        survey.sample.append(plain.data | {"papers": [one.name for _, one in plain.papers]})

"""Open data: what stands in each file, its fields in words, and the files as CSV and JSON.

CSV is UTF-8 with a byte order mark (Excel reads it), lines end in CR LF, and a text that a spreadsheet would take for a
formula begins with an apostrophe. JSON gives the same fields by name, unchanged.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import comparison, queries, statistics
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.feeds import clean, public_time
from gongkai.apps.portal.metadata import item_path
from gongkai.apps.publications.models import Item
from gongkai.reports.form import EDITIONS, Cell
from gongkai.reports.load import load

BOM = "\ufeff"
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a file: its name in both formats, what it is called, what it holds."""

    name: str
    label: str
    meaning: str
    read: Callable[[Any], Any] = lambda row: None


CATALOGUE = (
    Field("index_number", "索引号", "一经生成不变，同一机关内唯一", lambda one: one.index_number),
    Field("title", "名称", "", lambda one: one.title),
    Field("summary", "内容概述", "", lambda one: one.summary),
    Field("issued_on", "生成日期", "成文日期，YYYY-MM-DD", lambda one: one.issued_on),
    Field(
        "published_on",
        "发布日期",
        "首次公开日期，YYYY-MM-DD；从原网站迁移的为原发布日期",
        lambda one: one.first_public_on,
    ),
    Field(
        "published_at",
        "发布时间",
        "系统记录的公开时间；从原网站迁移的只到日",
        lambda one: public_time(one).isoformat(timespec="seconds"),
    ),
    Field(
        "updated_at",
        "更新时间",
        "公开后作过更正或者更新的，最近一次的时间",
        lambda one: (
            timezone.localtime(one.amended_at).isoformat(timespec="seconds") if one.amended_at else None
        ),
    ),
    Field("publisher", "发布机构", "", lambda one: one.agency.name),
    Field("source", "信息来源", "不是本机关制作的，制作机关", lambda one: one.content_source),
    Field("document_number", "发文字号", "", lambda one: one.document_number),
    Field("topic", "主题分类", "", lambda one: one.topic),
    Field("genre", "体裁分类", "", lambda one: one.genre),
    Field("audience", "服务对象", "信息主要面向哪些人", lambda one: one.audience),
    Field("keywords", "关键词", "", lambda one: one.keywords),
    Field("column", "栏目代码", "", lambda one: one.column.code),
    Field("column_name", "栏目", "", lambda one: one.column.name),
    Field("is_normative", "规范性文件", "是为 true", lambda one: one.is_normative),
    Field(
        "validity",
        "有效性",
        "in_force 有效，amended 已修改，repealed 废止，lapsed 失效",
        lambda one: one.validity,
    ),
    Field("validity_since", "有效性变更日期", "修改、废止、失效自哪一天起", lambda one: one.validity_since),
    Field("valid_until", "有效期至", "文件自己规定的", lambda one: one.valid_until),
    Field("migrated", "迁移", "从原网站迁移的为 true", lambda one: bool(one.imported_id)),
    Field("url", "链接", "网页地址", lambda one: absolute(item_path(one))),
)
FIGURES = (
    Field("year", "年度", "年度报告所报告的年度"),
    Field("edition", "格式版本", "2014、2019、2021，按国务院办公厅公布的格式"),
    Field("key", "指标代码", "同一格式内不变，如 t3.new_received.total"),
    Field("label", "指标", "统计表中的行与列"),
    Field("unit", "单位", "件、条、万元等"),
    Field("value", "数值", "空表示原报告的数字无法辨认"),
    Field("published_on", "公布日期", "现行版本的首次公开日期"),
)
STATISTICS = (
    Field("measure", "指标代码", "见下表"),
    Field("year", "年份", ""),
    Field("month", "月份", "按月统计的，1至12"),
    Field("category", "分类", "栏目、渠道、处理决定或者来信类别"),
    Field("value", "数值", "少于3件的来信分类不列出"),
)
MEASURES = (
    ("items.published", "各月首次公开、现在仍公开的信息，条"),
    ("items.by_column", "各栏目公开的信息，条"),
    ("items.by_channel", "各渠道发布的次数，次；同一条信息由几个渠道发布的分别计"),
    ("requests.*", "政府信息公开申请，件；取自已公布的年度报告"),
    ("requests.received_so_far", "尚未公布年度报告的年份已收到的申请，件；随办理变动"),
    ("requests.closed_so_far", "尚未公布年度报告的年份已办结的申请，件；随办理变动"),
    ("letters.received", "收到来信，件"),
    ("letters.answered", "其中已答复，件"),
    ("letters.answered_on_time", "其中按期答复，件"),
    ("letters.mean_working_days", "平均办理时间，工作日"),
    ("letters.by_kind", "各类来信，件"),
)


@dataclass(frozen=True, slots=True)
class Data:
    """A data set: its rows are plain values in the order of the fields."""

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[list[Any]]


def catalogue(agency: Agency, year: int) -> Data:
    """公开目录 of one year, the oldest first."""
    items = queries.listed(agency).filter(first_public_on__year=year).select_related("agency", "column")
    found = items.order_by("first_public_on", "pk").iterator(chunk_size=CHUNK)
    return Data(f"catalogue-{year}", CATALOGUE, ([field.read(one) for field in CATALOGUE] for one in found))


def metadata(item: Item) -> dict[str, Any]:
    """The catalogue's entry of one item, as JSON takes it."""
    return {field.name: _json(field.read(item)) for field in CATALOGUE}


def figures(agency: Agency) -> Data:
    """Every figure of every published report, the newest year first, in printed order."""
    return Data("reports", FIGURES, _figures(agency))


def _figures(agency: Agency) -> Iterator[list[Any]]:
    for report in comparison.reports(agency):
        cells: dict[str, Cell] = dict(load(report.edition).cells) if report.edition in EDITIONS else {}
        for key, amount in report.figures.items():
            cell = cells.get(key)
            label, unit = (cell.label, cell.unit) if cell else (key, "")
            yield [report.year, report.edition, key, label, unit, amount, report.published_on]


def numbers(agency: Agency) -> Data:
    """The figures of the statistics page, one a line."""
    return Data("statistics", STATISTICS, (list(line) for line in statistics.lines(agency)))


def as_csv(data: Data) -> Iterator[bytes]:
    """The file in pieces: a head, then a line for each row."""
    writer = csv.writer(_Echo())
    yield (BOM + writer.writerow([field.name for field in data.fields])).encode()
    for row in data.rows:
        yield writer.writerow([_cell(value) for value in row]).encode()


class _Echo:
    """Hands each line back to whoever writes it."""

    def write(self, text: str) -> str:
        return text


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return value
    text = clean(str(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text


def as_json(data: Data, about: dict[str, Any]) -> Iterator[bytes]:
    """One object, in pieces: what the file is, then `rows`."""
    head = json.dumps(about, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['.encode()
    names = [field.name for field in data.fields]
    comma = ""
    for row in data.rows:
        plain = {name: _json(value) for name, value in zip(names, row, strict=True)}
        yield f"{comma}\n{json.dumps(plain, ensure_ascii=False)}".encode()
        comma = ","
    yield b"\n]}\n"


def _json(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)

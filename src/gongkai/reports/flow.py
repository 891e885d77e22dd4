"""A report from top to bottom, as every writer sets it: headings, paragraphs, tables, names and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.paper.text import chinese_date, lines_of
from gongkai.reports.figures import Report, default_intro
from gongkai.reports.form import Form, Section
from gongkai.reports.layout import Grid, grid
from gongkai.reports.load import load


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: 一、总体情况; level 2: （一）主动公开. anchor: the section or block id."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Signed:
    """The agency's name and the date under the text."""

    agency: str
    date: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The beginning of an annex, on a new page: 附件."""

    text: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """A table, with what is printed above it: subtitle (（2018年度）) and filler (填报单位（盖章）：…)."""

    grid: Grid
    subtitle: str
    filler: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """The foot of the list of 2014: (名目, 内容) in printed order."""

    lines: tuple[tuple[str, str], ...]


Item = Heading | Paragraph | Signed | Annex | Statistics | Responsible


def flow(report: Report) -> list[Item]:
    """The report's parts in printed order, without its title."""
    form = load(report.edition)
    items: list[Item] = [
        Paragraph(text) for text in paragraphs(report.intro or default_intro(form, report.year))
    ]
    items += [Paragraph(text) for text in paragraphs(report.contact)]
    body = [section for section in form.sections if section.blocks]
    annexes = [section for section in form.sections if not section.blocks]
    for section in body:
        items.append(Heading(1, section.heading, section.id))
        items += _section(report, form, section)
    items.append(Signed(report.agency, chinese_date(report.dated)))
    for section in annexes:
        items.append(Annex(section.heading))
        items += _section(report, form, section)
        if form.signature:
            items.append(_responsible(report))
    return items


def title_lines(report: Report) -> list[str]:
    """The title for the page: broken after the agency's name, as sense asks, where it needs two lines."""
    rest = report.title.removeprefix(report.agency)
    if len(report.title) > 20 and rest and rest != report.title:
        return [report.agency, rest]
    return [report.title]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without blanks around them, empty lines and characters that no file can hold."""
    return lines_of(text)


def _section(report: Report, form: Form, section: Section) -> Iterator[Item]:
    for block in section.blocks:
        text = paragraphs(report.narrative.get(block.id, ""))
        if block.heading and (text or block.required):
            yield Heading(2, block.heading, block.id)
        yield from map(Paragraph, text)
    for table_id in section.tables:
        table = form.table(table_id)
        names = {"agency": report.agency, "year": report.year}
        yield Statistics(grid(table), table.subtitle.format(**names), table.filler.format(**names))


def _responsible(report: Report) -> Responsible:
    signature = report.signature
    return Responsible(
        (
            ("单位负责人", signature.head if signature else ""),
            ("审核人", signature.reviewer if signature else ""),
            ("填报人", signature.preparer if signature else ""),
            ("联系电话", signature.phone if signature else ""),
            ("填报日期", chinese_date(signature.date) if signature else ""),
        )
    )

"""A report as HTML: a fragment for a page of the site, or a page that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from importlib import resources

from gongkai.reports.figures import Figures, Report, chinese_date, plain
from gongkai.reports.flow import Annex, Heading, Item, Paragraph, Responsible, Signed, Statistics, flow
from gongkai.reports.form import Form
from gongkai.reports.layout import Grid, GridCell, grid
from gongkai.reports.load import load

Link = Callable[[str], str | None]  # key → address of the records behind the figure, or None


def write(report: Report) -> bytes:
    """The page as an HTML file in UTF-8."""
    return page(report).encode()


def page(report: Report) -> str:
    """A complete HTML document with its own small style sheet; nothing is fetched from elsewhere."""
    published = (
        f'<p class="gk-published">发布日期：{chinese_date(report.published_on)}</p>\n'
        if report.published_on
        else ""
    )
    title = escape(report.title)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{css()}</style>\n</head>\n"
        f'<body class="gk-page">\n<main>\n<h1 class="gk-title">{title}</h1>\n{published}{fragment(report)}</main>\n'
        "</body>\n</html>\n"
    )


def fragment(report: Report, link: Link | None = None) -> str:
    """The report without its title, for a page with a style sheet of its own (see `css`).

    link: gives the address behind a figure, which then becomes a link.
    """
    form = load(report.edition)
    inside = "".join(_item(item, form, report.figures, link) for item in flow(report))
    return f'<div class="gk-report" lang="zh-CN">\n{inside}</div>\n'


def table(form: Form, table_id: str, figures: Figures, link: Link | None = None) -> str:
    """One statutory table, as the report editor shows it."""
    return "".join(_table(Statistics(grid(form.table(table_id)), "", ""), form, figures, link))


@cache
def css() -> str:
    """The style sheet of the report's own classes, all beginning with gk-."""
    return resources.files("gongkai.reports.write").joinpath("report.css").read_text("utf-8")


def _item(item: Item, form: Form, figures: Figures, link: Link | None) -> str:
    match item:
        case Heading(level=1):
            return f'<h2 id="{item.anchor}">{escape(item.text)}</h2>\n'
        case Heading():
            return f'<h3 id="{item.anchor}">{escape(item.text)}</h3>\n'
        case Paragraph():
            return f"<p>{escape(item.text)}</p>\n"
        case Signed():
            date = f"<br>{item.date}" if item.date else ""
            return f'<p class="gk-signed">{escape(item.agency)}{date}</p>\n'
        case Annex():
            return f'<h2 class="gk-annex">{escape(item.text)}</h2>\n'
        case Statistics():
            return "".join(_table(item, form, figures, link))
        case Responsible():
            rows = "".join(
                f"<div><dt>{name}</dt><dd>{escape(value) or '&#8203;'}</dd></div>"
                for name, value in item.lines
            )
            return f'<dl class="gk-responsible">{rows}</dl>\n'


def _table(item: Statistics, form: Form, figures: Figures, link: Link | None) -> Iterator[str]:
    shape = item.grid
    name = f"gk-{shape.table.id}"
    caption = f"{escape(shape.table.name)} {escape(shape.table.caption)}"
    if item.subtitle:  # the list of 2014 prints its title above itself and has no number
        caption = f"{escape(shape.table.caption)} <span>{escape(item.subtitle)}</span>"
    if item.filler:
        caption += f'<span class="gk-filler">{escape(item.filler)}</span>'
    # A region that scrolls sideways by itself must be reachable with the keyboard and have a name.
    label = escape(shape.table.caption, quote=True)
    yield f'<div class="gk-scroll" role="region" tabindex="0" aria-label="{label}">\n'
    yield f'<table class="gk-table {name}">\n<caption>{caption}</caption>\n'
    yield from _columns(shape)
    if shape.header_rows:
        yield "<thead>\n"
    for number, cells in enumerate(shape.rows):
        if number == shape.header_rows:
            yield "</thead>\n<tbody>\n" if number else "<tbody>\n"
        yield f"<tr>{''.join(_cell(cell, shape, name, form, figures, link) for cell in cells)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _columns(shape: Grid) -> Iterator[str]:
    heads = [f"gk-head-{number}" for number in range(1, shape.row_heads)]
    if shape.row_heads:
        heads.append("gk-label")
    if shape.table.unit_head:
        heads.append("gk-unit")
    yield "<colgroup>"
    for head in heads:
        yield f'<col class="{head}">'
    yield f'<col class="gk-figures" span="{shape.width - len(heads)}"></colgroup>\n'


def _cell(cell: GridCell, shape: Grid, name: str, form: Form, figures: Figures, link: Link | None) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    # Where a table has several parts, `scope` alone would let the heads of one reach into the next.
    parts = len(shape.table.parts) > 1
    place = f' id="{name}-{cell.row}-{cell.column}"' if parts else ""
    text = escape(cell.text)
    match cell.kind:
        case "figure":
            heads = " ".join(f"{name}-{row}-{column}" for row, column in cell.heads)
            tied = f' headers="{heads}"' if parts else ""
            return f"<td{spans}{tied} {_figure(cell.key, form, figures, link)}</td>"
        case "unit" | "blank":
            return f'<td{spans} class="gk-{cell.kind}">{text}</td>'
        case "corner":
            return f'<td{spans} class="gk-corner gk-stuck-0">{text}</td>'
        case "title":
            return f'<th{place}{spans} scope="colgroup" class="gk-part">{text}</th>'
        case "column":
            scope = "colgroup" if cell.colspan > 1 and not parts else "col"
            return f'<th{place}{spans} scope="{scope}">{text}</th>'
        case "group" | "row":
            scope = "rowgroup" if cell.kind == "group" else "row"
            classes = f"gk-stuck-{cell.column} gk-indent-{cell.indent}" + (
                " gk-vertical" if cell.vertical else ""
            )
            return f'<th{place}{spans} scope="{scope}" class="{classes}">{text}</th>'


def _figure(key: str, form: Form, figures: Figures, link: Link | None) -> str:
    value = figures.get(key)
    text = plain(value) or '<span title="未能从原文取得">—</span>'
    address = link(key) if link else None
    if address:
        label = escape(f"{form.label(key)}：{plain(value)}", quote=True)
        text = f'<a href="{escape(address, quote=True)}" aria-label="{label}">{text}</a>'
    zero = " gk-zero" if value == 0 else ""
    return f'class="gk-figure{zero}" data-key="{key}">{text}'

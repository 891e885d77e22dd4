"""Reports to read back: random figures that add up, and their tables printed the many ways that sites print them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from gongkai.reports.figures import Report, plain
from gongkai.reports.flow import Annex, Heading, Paragraph, Signed, Statistics, flow
from gongkai.reports.form import Form
from gongkai.reports.layout import Grid
from gongkai.reports.load import load

YEARS = {"2021": 2024, "2019": 2020, "2014": 2017}
NARRATIVE = {
    "overview": "全年工作平稳，主动公开政府信息1057条。",
    "overview.proactive": "全年主动公开政府信息1057条，其中网站633条、微信424条。",
    "overview.requests": "收到申请若干件，均按时答复。",
    "overview.management": "收到来信2件。",
    "overview.platforms": "平台运行平稳。",
    "overview.safeguards": "召开会议4次。",
    "problems": "公开的全面性有待提升。",
    "other": "未收取信息处理费。",
}


def report(edition: str, random: Random, largest: int = 400) -> Report:
    """A report with random figures in which every total is right and, in table 三, the balance holds."""
    form = load(edition)
    figures: dict[str, int | Decimal | None] = {}
    for key, cell in form.cells.items():
        figures[key] = 0
        if key not in form.derived and random.random() < 0.35:
            figures[key] = random.choice((1, 2, 3, 7, 12, 40, random.randint(1, largest)))
            if cell.money:
                figures[key] = Decimal(random.randint(1, 99999)) / 100
            elif cell.signed and random.random() < 0.5:
                figures[key] = -int(figures[key] or 0)
    _derive(form, figures)
    _balance(form, figures, random)
    agency, year = "测试市应急管理局", YEARS[edition]
    title = f"{agency}{year}年政府信息公开工作年度报告"
    return Report(agency, year, edition, title, figures, NARRATIVE)


def _derive(form: Form, figures: dict[str, int | Decimal | None]) -> None:
    done: set[str] = set()

    def total(key: str) -> int | Decimal:
        if key in form.derived and key not in done:
            figures[key] = sum(total(part) for part in form.derived[key])
            done.add(key)
        return figures[key] or 0

    for key in form.derived:
        total(key)


def _balance(form: Form, figures: dict[str, int | Decimal | None], random: Random) -> None:
    if form.edition == "2014":
        return
    for part in form.table("t3").parts:
        for column in (column.id for column in part.columns if column.id != "total"):
            out = figures[f"t3.carried_out.{column}"] or 0
            together = (figures[f"t3.results_total.{column}"] or 0) + out
            before = random.randint(0, int(together)) if random.random() < 0.2 else 0
            figures[f"t3.carried_in.{column}"] = before
            figures[f"t3.new_received.{column}"] = together - before
    done = ("t3.new_received.total", "t3.carried_in.total")
    for key in done:
        figures[key] = sum(figures[part] or 0 for part in form.derived[key])


def tables(given: Report, blank: bool = False) -> Iterator[tuple[Statistics, list[list[str]]]]:
    """The tables of a report as rows of printed cells. blank: nothing is printed for 0."""
    for item in flow(given):
        if isinstance(item, Statistics):
            yield item, _rows(item.grid, given, blank)


def _rows(grid: Grid, given: Report, blank: bool) -> list[list[str]]:
    return [
        [
            ("" if blank and given.figures[cell.key] == 0 else plain(given.figures[cell.key]))
            if cell.key
            else cell.text
            for cell in cells
        ]
        for cells in grid.rows
    ]


def text(given: Report, table: str) -> str:
    """The report as text around `table`, the printed tables one after the other with 「@@」 between."""
    parts = table.split("@@")
    lines = [given.title]
    for item in flow(given):
        if isinstance(item, Heading | Paragraph | Annex):
            lines.append(item.text)
        elif isinstance(item, Signed):
            lines += [item.agency, item.date]
        elif isinstance(item, Statistics):
            lines.append(parts.pop(0))
    return "\n".join(lines)


def pipes(given: Report, blank: bool = False) -> str:
    """Cells parted by pipes, a row a line."""
    return text(
        given,
        "@@".join("\n".join(" | ".join(row) + " |" for row in rows) for _, rows in tables(given, blank)),
    )


def tabs(given: Report, blank: bool = False) -> str:
    """Cells parted by tabs, as pasted from a word processor."""
    return text(
        given, "@@".join("\n".join("\t".join(row) for row in rows) for _, rows in tables(given, blank))
    )


def one_a_line(given: Report, blank: bool = False) -> str:
    """A cell a line, with empty lines between."""
    return text(
        given,
        "@@".join("\n\n".join(cell for row in rows for cell in row) for _, rows in tables(given, blank)),
    )


def spaced(given: Report, blank: bool = False) -> str:
    """Columns of blanks: what is empty leaves no trace."""
    return text(
        given,
        "@@".join(
            "\n".join("  ".join(filter(None, row)) for row in rows) for _, rows in tables(given, blank)
        ),
    )


def glued(given: Report, blank: bool = False) -> str:
    """All cells of all rows glued together, as some sites extract their own tables."""
    return text(
        given, "@@".join("".join(cell for row in rows for cell in row) for _, rows in tables(given, blank))
    )


def torn(given: Report, random: Random) -> str:
    """Columns of blanks in which a narrow column has torn some longer numbers in two."""

    def tear(cell: str) -> str:
        if cell.isdigit() and len(cell) > 2 and random.random() < 0.3:
            at = random.randint(1, len(cell) - 1)
            return f"{cell[:at]} {cell[at:]}"
        return cell

    return text(
        given, "@@".join("\n".join("  ".join(map(tear, row)) for row in rows) for _, rows in tables(given))
    )


def rough(given: Report, random: Random, blank: bool = False) -> str:
    """Columns of blanks in which some neighbours were glued and some longer numbers torn."""

    def line(row: list[str]) -> str:
        printed = ""
        for cell in filter(None, row):
            glue = printed[-1:].isdigit() and cell.isdigit() and random.random() < 0.25
            torn = cell.isdigit() and len(cell) > 2 and random.random() < 0.2
            printed += ("" if glue else " ") + (f"{cell[:1]} {cell[1:]}" if torn else cell)
        return printed

    return text(given, "@@".join("\n".join(map(line, rows)) for _, rows in tables(given, blank)))


def wrapped(given: Report, width: int) -> str:
    """Labels broken over lines; where one breaks, the numbers stand beside its first line."""
    printed = []
    for _, rows in tables(given):
        lines = []
        for row in rows:
            labels = [cell for cell in row if not _number(cell)]
            numbers = [cell for cell in row if _number(cell)]
            label = labels[-1] if labels else ""
            pieces = [label[at : at + width] for at in range(0, len(label), width)] or [""]
            lines += [*labels[:-1], " ".join([pieces[0], *numbers]), *pieces[1:]]
        printed.append("\n".join(lines))
    return text(given, "@@".join(printed))


def paged(given: Report, every: int) -> str:
    """Pipes, with a page number and the heads again after every so many rows."""
    printed = []
    for item, rows in tables(given):
        lines = []
        heads = rows[: item.grid.header_rows]
        for number, row in enumerate(rows):
            if number and number % every == 0:
                lines.append(f"- {number // every} -")
                lines += [" | ".join(head) + " |" for head in heads]
            lines.append(" | ".join(row) + " |")
        printed.append("\n".join(lines))
    return text(given, "@@".join(printed))


def html(given: Report, blank: bool = False, spans: bool = True, letters: bool = False) -> str:
    """A page with one table a form table. spans: False leaves every rowspan out; letters: a span a character."""
    printed = []
    for item, _ in tables(given):
        rows = []
        for cells in item.grid.rows:
            line = ""
            for cell in cells:
                value = given.figures.get(cell.key) if cell.key else None
                words = cell.text if not cell.key else "" if blank and value == 0 else plain(value)
                if letters:
                    words = "".join(f"<span>{letter}</span>" for letter in words) or "<span>&nbsp;</span>"
                rowspan = f' rowspan="{cell.rowspan}"' if spans and cell.rowspan > 1 else ""
                colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                line += f"<td{rowspan}{colspan}><p>{words}</p></td>"
            rows.append(f"<tr>{line}</tr>")
        printed.append(f"<table>{''.join(rows)}</table>")
    body = "".join(
        line if line.startswith("<table") else f"<p>{line}</p>"
        for line in text(given, "@@".join(printed)).split("\n")
    )
    furniture = "<div>首页 &gt; 政府信息公开年报</div>"
    return f"<html><head><title>{given.title}</title></head><body><table><tr><td>{furniture}{body}</td></tr></table></body></html>"


def _number(cell: str) -> bool:
    return bool(cell) and cell.replace(".", "").lstrip("-").isdigit()

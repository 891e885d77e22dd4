"""What the public gets to see of a report: the item's fields, and what a correction changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import Any

from gongkai.apps.filings.models import Correction
from gongkai.apps.publications.models import Channel, Column
from gongkai.reports.figures import Report, chinese_date, plain
from gongkai.reports.flow import Annex, Heading, Paragraph, Signed, flow
from gongkai.reports.load import load
from gongkai.reports.write.html import fragment
from gongkai.reports.write.json import dumps


def fields(report: Report, corrections: Iterable[Correction] = ()) -> dict[str, Any]:
    """The fields of `publications.actions.draft_report`.

    payload: the report as JSON (see `reports.write.json`) and beside it `corrections`, the trace of each:
    {"opened_on", "reason", "changes"}. body_html ends with the same in words.
    """
    trace = [
        {"opened_on": str(one.opened_at.date()), "reason": one.reason, "changes": one.changes}
        for one in corrections
    ]
    return {
        "title": report.title,
        "summary": f"更正说明：{trace[-1]['reason']}" if trace else "",
        "payload": json.loads(dumps(report)) | ({"corrections": trace} if trace else {}),
        "body_html": fragment(report) + "".join(map(_in_words, trace)),
        "formed_on": report.dated,
        "issued_on": report.dated,
    }


def row(report: Report, column: Column, channels: Iterable[Channel]) -> dict[str, Any]:
    """The one row of a batch of `publications.actions.submit_history` that carries a report of the past."""
    return {
        "column": column.code,
        "title": report.title,
        "date": str(report.published_on),
        "channels": [channel.name for channel in channels],
        "body": "\n".join(_lines(report)),
    }


def _lines(report: Report) -> Iterator[str]:
    """The report's text; its tables stand in the snapshot that is kept beside the batch."""
    for part in flow(report):
        if isinstance(part, Heading | Paragraph | Annex):
            yield part.text
        elif isinstance(part, Signed):
            yield from filter(None, (part.agency, part.date))


def changes(before: Report, after: Report) -> list[dict[str, str]]:
    """What differs, figures first, then texts, in printed order: [{"key", "label", "before", "after"}]."""
    form = load(after.edition)
    found = []
    for key in form.keys:
        old, new = before.figures.get(key), after.figures.get(key)
        if old != new:
            found.append(_change(key, form.label(key), plain(old), plain(new)))
    for key, label in _parts(after):
        old_text, new_text = _text(before, key), _text(after, key)
        if old_text != new_text:
            found.append(_change(key, label, old_text, new_text))
    return found


def _change(key: str, label: str, before: str, after: str) -> dict[str, str]:
    return {"key": key, "label": label, "before": before, "after": after}


def _parts(report: Report) -> Iterator[tuple[str, str]]:
    yield "intro", "引言"
    for section in load(report.edition).sections:
        for block in section.blocks:
            yield block.id, section.heading + block.heading


def _text(report: Report, key: str) -> str:
    return report.intro if key == "intro" else report.narrative.get(key, "")


def _in_words(trace: dict[str, Any]) -> str:
    """One correction as the public reads it. A changed text is named; a changed figure is told from and to."""
    told = []
    for change in trace["changes"]:
        if "." in change["key"] and change["before"].replace(".", "", 1).isdecimal():
            told.append(f"{change['label']}由{change['before']}更正为{change['after']}")
        else:
            told.append(f"{change['label']}的文字有修改")
    day = chinese_date(date.fromisoformat(trace["opened_on"]))
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    return (
        f'<section class="gk-correction"><h2>更正说明</h2><p>{day}，{escape(trace["reason"])}</p>'
        f"<ul>{items}</ul></section>\n"
    )

"""The report of the demonstration year: its figures counted from the records, its texts written here, let in as history."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from gongkai.apps.filings import actions, queries
from gongkai.apps.filings.models import Filing
from gongkai.apps.publications.actions import import_history
from gongkai.apps.publications.models import Channel, HistoryBatch
from gongkai.demonstration.ground import Ground
from gongkai.reports.load import load

NOTHING = "无其他需要报告的事项。"


def publish_report(ground: Ground, scenario: dict[str, Any]) -> Filing:
    """Opens the filing, writes each block (the proposed sentences where nothing else is given), explains warnings,
    and lets the report in under the day on which the agency published it."""
    year = scenario["report"]["year"]
    filing = actions.open_filing(ground.clerk, year)
    write_texts(ground, scenario, filing)
    explain(ground, scenario, filing)
    published_on: date = scenario["report"]["published_on"]
    filing = actions.import_published(
        ground.clerk,
        filing,
        published_on,
        channels=Channel.objects.filter(agency=ground.agency, kind="website"),
        source="原网站政府信息公开年报栏目（演示数据）",
        reason="历年年报集中展示（演示数据）",
    )
    import_history(ground.head, cast(HistoryBatch, filing.batch))
    return filing


def write_texts(ground: Ground, scenario: dict[str, Any], filing: Filing) -> None:
    """Every block: the demonstration's own text, after the proposed sentences where there are any."""
    books = queries.books(filing.agency_id, filing.year)
    offered = queries.drafts(ground.agency, filing.year, books)
    for block in load(filing.edition).blocks:
        own = scenario["texts"].get(block.id, "")
        proposed = offered[block.id].text if block.id in offered else ""
        text = "\n".join(filter(None, (proposed, own))) or (NOTHING if block.required else "")
        if text:
            actions.save_text(ground.clerk, filing, block.id, text, 0)


def explain(ground: Ground, scenario: dict[str, Any], filing: Filing) -> None:
    """The clerk's word on each warning that the demonstration explains."""
    notes = scenario.get("notes", {})
    for finding in queries.books(filing.agency_id, filing.year).findings:
        if finding.rule in notes:
            key = finding.keys[0] if finding.keys else ""
            actions.note(ground.clerk, filing, key, notes[finding.rule], rule=finding.rule)

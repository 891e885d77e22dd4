"""Collecting: what the agencies of this platform have published, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from gongkai.apps.auditroom import actions
from gongkai.apps.auditroom.models import Document
from gongkai.apps.auditroom.uploads import Handed
from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.publications.models import HistoryBatch
from gongkai.law.refusals import Refused
from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.write.json import dumps


@pytest.fixture
def publish(clerk):
    """publish(agency, received=3) → the agency's filing on 2025, public as history; approved=False: not let in yet."""

    def make(agency, *, received: int = 3, approved: bool = True) -> Filing:
        figures = dict.fromkeys(load("2021").keys, 0)
        for row in ("new_received", "granted", "results_total"):
            figures[f"t3.{row}.natural_person"] = figures[f"t3.{row}.total"] = received
        title = f"{agency.name}2025年政府信息公开工作年度报告"
        report = Report(agency=agency.name, year=2025, edition="2021", title=title, figures=figures)
        batch = HistoryBatch.objects.create(
            agency=agency,
            reason="x",
            source="x",
            count=0,
            digest=f"{agency.pk}-{received}",
            submitted_by=clerk,
            approved_at=timezone.now() if approved else None,
        )
        filing, _ = Filing.objects.update_or_create(
            agency=agency, year=2025, defaults={"edition": "2021", "batch": batch}
        )
        Snapshot.objects.create(
            filing=filing,
            number=filing.snapshots.count() + 1,
            reason="imported",
            report=dumps(report),
            digest="x",
            batch=batch,
            created_by=clerk,
        )
        return filing

    return make


def test_published_reports_of_the_agency_and_its_subordinates_are_collected_and_read(
    publish, overseer, round_, agency, other_agency
):
    other_agency.superior = agency
    other_agency.save()
    publish(agency)
    publish(other_agency, received=7)
    assert len(actions.collect(overseer, round_)) == 2
    actions.read_waiting(overseer, round_, seconds=60)
    found = Document.objects.get(agency=other_agency)
    assert (found.source, found.status, found.year, found.edition) == ("collected", "read", 2025, "2021")
    assert found.figures["t3.new_received.total"] == 7
    assert actions.collect(overseer, round_) == []


def test_a_report_that_was_corrected_since_takes_the_place_of_the_old_one(publish, overseer, round_, agency):
    publish(agency)
    actions.collect(overseer, round_)
    actions.read_waiting(overseer, round_, seconds=60)
    publish(agency, received=4)
    actions.collect(overseer, round_)
    actions.read_waiting(overseer, round_, seconds=60)
    assert round_.documents.get(replaced_by=None).figures["t3.new_received.total"] == 4


def test_drafts_and_reports_of_agencies_outside_are_not_collected(
    publish, overseer, round_, agency, other_agency
):
    publish(agency, approved=False)
    publish(other_agency)
    with pytest.raises(Refused, match="还没有公布2025年年报"):
        actions.collect(overseer, round_)


def test_the_report_on_the_year_before_stands_beside_it(overseer, page):
    """Three requests carried out of 2024 and none carried into 2025."""
    last = page(year=2024, carried=3)
    for year, data in ((2024, last), (2025, page())):
        round_ = actions.open_round(
            overseer, year=year, title="全部", due=date(year + 1, 1, 31), today=date(2026, 3, 2)
        )
        actions.upload(overseer, round_, [Handed("a.html", data)])
        actions.read_waiting(overseer, round_, seconds=60)
    found = round_.documents.get().findings.get(rule="year.carried")
    assert (found.says, found.should) == ("0", "3")


WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木"
COPIED = "".join(f"{one * 3}工作按照计划推进并取得明显成效。" for one in WORDS)


def test_two_agencies_with_the_same_text_are_told_of_each_other(take, page, overseer, round_):
    """24 sentences of 18 characters are the same; the second tells of the first, and read again both do."""
    first = take("a.html", page("测试市商务局", text=COPIED))
    second = take("b.html", page("测试市水务局", text=COPIED))
    other = take("c.html", page("测试市教育局"))
    found = second.findings.get(rule="likeness.sibling")
    assert "测试市商务局2025年报告" in found.message
    actions.reread(overseer, round_)
    actions.read_waiting(overseer, round_, seconds=60)
    assert first.findings.filter(rule="likeness.sibling").count() == 1
    assert second.findings.filter(rule="likeness.sibling").count() == 1
    assert not other.findings.filter(rule="likeness.sibling").exists()

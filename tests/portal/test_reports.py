"""Annual reports in public: all years in one place, each to read and to take away, corrections told."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.publications import actions
from gongkai.reports.write.json import dumps

from .conftest import HOME

REPORT = f"{HOME}reports/2025/"


def test_all_years_stand_in_one_place_the_newest_first(client, publish_report, report_of_2025, migrate):
    publish_report(report_of_2025)
    migrate([{"column": "annual-report", "title": "2019年政府信息公开工作年度报告", "date": "2020-01-20"}])
    html = client.get(f"{HOME}reports/").content.decode()
    assert html.index("<b>2025年</b>") < html.index("<b>2019年</b>")
    assert f"{HOME}reports/2025.pdf" in html
    assert f"{HOME}reports/2019.pdf" not in html
    assert "历年年报 2019—2025" in client.get(HOME).content.decode()


def test_a_report_is_drawn_from_its_figures_and_its_text_is_escaped(client, publish_report, report_of_2025):
    publish_report(report_of_2025)
    html = client.get(REPORT).content.decode()
    assert 'data-key="t3.new_received.natural_person">7<' in html
    assert "全年&lt;b&gt;公开&lt;/b&gt;信息88条。" in html
    assert '<meta name="ColumnType" content="信息公开年报">' in html


def test_its_item_leads_to_the_page_of_the_year(client, publish_report, report_of_2025):
    item = publish_report(report_of_2025)
    assert client.get(f"{HOME}items/{item.pk}/").url == REPORT


@pytest.mark.parametrize(
    ("form", "media_type", "begins"),
    [
        ("html", "text/html", b"<!doctype html>"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF-"),
        ("json", "application/json", b"{"),
    ],
)
def test_a_report_can_be_taken_away_in_five_forms(
    client, publish_report, report_of_2025, form, media_type, begins
):
    publish_report(report_of_2025)
    response = client.get(f"{HOME}reports/2025.{form}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(media_type)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response.content.startswith(begins)
    if begins == b"PK":
        assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    if form == "json":
        told = json.loads(response.content)
        assert told["figures"]["t3.granted.total"] == 7
        assert told["published_on"] == "2026-12-08"


@pytest.mark.parametrize("name", ["2025.exe", "2024.pdf", "2025.html.pdf"])
def test_there_is_no_other_form_and_no_other_year(client, publish_report, report_of_2025, name):
    publish_report(report_of_2025)
    assert client.get(f"{HOME}reports/{name}").status_code == 404


def test_a_report_that_is_not_published_has_no_page(client, agency, clerk, columns, report_of_2025):
    actions.draft_report(clerk, agency, title=report_of_2025.title, payload=json.loads(dumps(report_of_2025)))
    assert client.get(REPORT).status_code == 404
    assert client.get(f"{HOME}reports/2025.json").status_code == 404


def test_a_corrected_report_shows_its_last_version_and_what_was_changed(
    client, publish_report, report_of_2025
):
    first = publish_report(report_of_2025)
    corrected = replace(report_of_2025, figures={**report_of_2025.figures, "t3.granted.natural_person": 6})
    change = {
        "key": "t3.granted.natural_person",
        "label": "表三 予以公开 · 自然人",
        "before": "7",
        "after": "6",
    }
    publish_report(corrected, [{"opened_on": "2026-03-02", "reason": "漏计一件", "changes": [change]}])
    html = client.get(REPORT).content.decode()
    assert 'data-key="t3.granted.natural_person">6<' in html
    assert "更正原因：漏计一件" in html
    assert "表三 予以公开 · 自然人由7更正为6" in html
    old = client.get(f"{HOME}items/{first.pk}/").content.decode()
    assert 'data-key="t3.granted.natural_person">7<' in old
    assert f'<a href="{REPORT}">查看现行版本</a>' in old
    assert client.get(f"{HOME}reports/").content.decode().count("<b>2025年</b>") == 1


def test_history_of_which_only_the_text_came_along_is_read_as_an_item(client, migrate):
    [item] = migrate(
        [
            {
                "column": "annual-report",
                "title": "2019年政府信息公开工作年度报告",
                "date": "2020-01-20",
                "body": "一、概述",
            }
        ]
    )
    assert client.get(f"{HOME}reports/2019/").url == f"{HOME}items/{item.pk}/"
    assert "一、概述" in client.get(f"{HOME}items/{item.pk}/").content.decode()


def test_history_that_was_brought_along_with_its_figures_is_drawn_from_them(
    client, agency, clerk, migrate, report_of_2025
):
    past = replace(report_of_2025, year=2023, title="测试市应急管理局2023年政府信息公开工作年度报告")
    [item] = migrate([{"column": "annual-report", "title": past.title, "date": "2024-01-20", "body": "正文"}])
    filing = Filing.objects.create(agency=agency, year=2023, edition="2021", batch=item.imported)
    Snapshot.objects.create(
        filing=filing,
        number=1,
        reason="imported",
        report=dumps(past),
        digest="0" * 64,
        batch=item.imported,
        created_by=clerk,
    )
    html = client.get(f"{HOME}reports/2023/").content.decode()
    assert 'data-key="t3.new_received.natural_person">7<' in html
    assert "迁移自原网站" in html
    assert f"{HOME}reports/2023.docx" in client.get(f"{HOME}reports/").content.decode()


def test_the_style_of_the_tables_comes_from_this_site(client, db):
    response = client.get("/report.css")
    assert response["Content-Type"] == "text/css"
    assert b".gk-table" in response.content

"""公开统计 and the comparison of annual reports: literal figures, and none that point to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.apps.engagement.models import Letter
from gongkai.apps.portal import comparison, statistics
from gongkai.reports.figures import Report
from gongkai.reports.load import load

from .conftest import HOME


@pytest.fixture
def write(agency):
    """write("enquiry", date(2026, 3, 2), answered=date(2026, 3, 5)) → a letter."""
    numbers = iter(range(1, 1000))

    def make(kind: str, received: date, answered: date | None = None) -> Letter:
        number = next(numbers)
        return Letter.objects.create(
            agency=agency,
            number=f"信{number}",
            code=f"CODE{number}",
            kind=kind,
            received_on=received,
            title="来信",
            content="内容",
            answered_on=answered,
        )

    return make


def test_what_was_published_is_counted_by_month_column_and_channel(agency, publish, migrate):
    publish("inspection", "检查")
    publish("penalties", "处罚")
    migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    found = statistics.published(agency)
    assert found.years == [2025, 2026]
    assert found.months == {2025: [0, 0, 1] + [0] * 9, 2026: [0] * 11 + [2]}
    assert dict(found.columns) == {"监督检查": [1, 1], "行政处罚": [0, 1]}
    assert dict(found.channels)["政府网站"] == [0, 2]
    assert found.total == 3


def test_letters_are_counted_by_year_with_the_mean_of_working_days(agency, write):
    write("enquiry", date(2026, 3, 2), date(2026, 3, 3))  # Monday to Tuesday: 1
    write("enquiry", date(2026, 3, 2), date(2026, 3, 5))  # 3
    write(
        "enquiry", date(2026, 3, 2), date(2026, 4, 20)
    )  # 34, the Qingming holiday on April 6 left out: late
    write("enquiry", date(2026, 3, 2))
    found = statistics.mailbox(agency)
    assert (found.years, found.received, found.answered, found.on_time) == ([2026], [4], [3], [2])
    assert found.days == [12.7]


def test_a_kind_of_letter_that_points_to_a_person_is_not_shown_and_never_alone(client, agency, write):
    for kind, count in (("enquiry", 9), ("complaint", 4), ("report", 1)):
        for _ in range(count):
            write(kind, date(2026, 3, 2))
    assert dict(statistics.mailbox(agency).kinds) == {"咨询": [9], "投诉": [None], "举报": [None]}
    values = [line for line in statistics.lines(agency) if line[0] == "letters.by_kind"]
    assert values == [("letters.by_kind", 2026, None, "咨询", 9)]
    html = client.get(f"{HOME}statistics/").content.decode()
    assert "少于3件不显示" in html


@pytest.fixture
def report_of_2018(agency) -> Report:
    """The list of 2014: 12 received, 11 closed, 1 reconsideration that was upheld."""
    figures = dict.fromkeys(load("2014").cells, 0) | {
        "s.applications.received": 12,
        "s.applications.closed": 11,
        "s.replies.granted": 8,
        "s.reconsideration.total": 1,
        "s.disclosed.total": 345,
    }
    return Report(
        agency=agency.name,
        year=2018,
        edition="2014",
        title="测试市应急管理局2018年政府信息公开工作年度报告",
        figures=figures,
    )


def test_the_same_measure_is_found_in_every_edition(report_of_2018, report_of_2025):
    rows = {one.code: values for one, values in comparison.rows([report_of_2025, report_of_2018])}
    assert rows["received"] == [7, 12]
    assert rows["closed"] == [7, 11]
    assert rows["granted"] == [7, 8]
    assert rows["carried_in"] == [0, None]
    assert rows["reconsideration"] == [0, 1]
    assert rows["litigation"] == [0, 0]
    assert rows["disclosed"] == [None, 345]


def test_a_sum_with_an_unknown_figure_is_unknown(report_of_2025):
    figures = dict(report_of_2025.figures) | {"t3.denied_by_law.total": None}
    rows = {one.code: values for one, values in comparison.rows([replace(report_of_2025, figures=figures)])}
    assert "denied" not in rows
    assert rows["granted"] == [7]


def test_reports_stand_side_by_side_with_a_picture_and_its_table(
    client, publish_report, report_of_2025, report_of_2018
):
    publish_report(report_of_2025)
    publish_report(report_of_2018)
    html = client.get(f"{HOME}reports/compared/").content.decode()
    assert 'role="img" aria-labelledby="chart-' in html
    assert "<title id=" in html and "<desc id=" in html
    assert f'<a href="{HOME}reports/2025/">2025</a>' in html
    assert "新收申请" in html
    assert '<td class="number">12</td>' in html


def test_pages_without_any_figures_say_so(client, columns):
    assert "还没有可以对照的数据" in client.get(f"{HOME}reports/compared/").content.decode()
    html = client.get(f"{HOME}statistics/").content.decode()
    assert "还没有公开的信息" in html and "还没有收到来信" in html


def test_statistics_ask_the_database_a_fixed_number_of_times(
    client, migrate, publish_report, report_of_2025, django_assert_max_num_queries
):
    publish_report(report_of_2025)
    migrate([{"column": "inspection", "title": f"公告{n}", "date": "2025-03-01"} for n in range(220)])
    client.get(f"{HOME}statistics/")
    with django_assert_max_num_queries(26):
        client.get(f"{HOME}statistics/")

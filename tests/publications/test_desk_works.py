"""What columns, duties, normative documents and clean-up put on the desk, and when."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.actions import duties, normative
from gongkai.apps.publications.models import (
    CleanupLine,
    CleanupList,
    Duty,
    Item,
    NormativeDocument,
    UpdateTerm,
)
from tests.desks import desk_of

TODAY = date(2026, 12, 8)


def desk(post, day=TODAY):
    return [(row.what, row.due) for row in desk_of(queries, post, day)]


@pytest.fixture
def public(reviewed, clerk, website) -> Item:
    return actions.publish(clerk, reviewed, [website])


def test_a_column_comes_onto_the_desk_the_day_after_its_term_ran_out(agency, clerk, public, columns):
    UpdateTerm.objects.create(column=columns["inspection"], since=TODAY, unit="day", every=14, set_by=clerk)
    assert desk(clerk, date(2026, 12, 22)) == []
    assert desk(clerk, date(2026, 12, 23)) == [("更新栏目：监督检查", date(2026, 12, 22))]


def test_of_many_overdue_columns_the_desk_shows_one_row(agency, clerk, public, columns):
    for code in ("news", "notices", "budget", "charges"):
        UpdateTerm.objects.create(column=columns[code], since=TODAY, unit="day", every=14, set_by=clerk)
        Item.objects.create(
            agency=agency, column=columns[code], author=clerk, title=code, state="published",
            index_number=f"X/{code}", published_at=public.published_at, first_public_on=date(2026, 11, 1),
        )  # fmt: skip
    assert desk(clerk) == [("更新栏目：4个栏目应更新未更新", date(2026, 11, 15))]


def test_a_document_comes_onto_the_desk_ninety_days_before_its_validity_ends(agency, clerk):
    normative.take_over(
        clerk, agency, title="旧办法", document_number="测应急〔2021〕3号", issued_on=date(2021, 5, 1),
        valid_until=date(2027, 3, 8),
    )  # fmt: skip
    assert desk(clerk, date(2026, 12, 7)) == []
    assert desk(clerk, date(2026, 12, 8)) == [("评估规范性文件：旧办法", date(2027, 3, 8))]


def test_an_issued_document_is_to_be_filed_and_closed_comments_to_be_recorded(agency, clerk):
    NormativeDocument.objects.create(
        agency=agency, title="新办法", stage="issued", document_number="1", issued_on=date(2026, 12, 1)
    )
    NormativeDocument.objects.create(
        agency=agency, title="草案", stage="comments", comments_until=date(2026, 12, 7)
    )
    assert sorted(what for what, _ in desk(clerk)) == ["报送备案：新办法", "结束征求意见：草案"]
    assert ("报送备案：新办法", date(2026, 12, 16)) in desk(clerk)


def test_a_duty_of_the_year_comes_a_month_before_its_day_and_goes_when_fulfilled(
    agency, clerk, columns, public
):
    Duty.objects.create(
        agency=agency, matter="隐患公告", content="x", article="x", limit="yearly", month=12, day=31,
        channels=["website"], column=columns["licences"], since=date(2026, 1, 1),
    )  # fmt: skip
    assert desk(clerk, date(2026, 11, 30)) == []
    assert desk(clerk, date(2026, 12, 1)) == [("公开：隐患公告", date(2026, 12, 31))]
    Duty.objects.update(column=columns["inspection"])
    assert desk(clerk, date(2026, 12, 1)) == []


def test_a_clean_up_waits_for_the_one_who_may_go_on_with_it(agency, clerk, public, make_post):
    made = CleanupList.objects.create(agency=agency, name="清理", made_by=clerk)
    line = CleanupLine.objects.create(cleanup=made, item=public, found=["x"])
    leader = make_post("final_reviewer", name="吴江")
    assert [(row.what, row.mine) for row in desk_of(queries, clerk, TODAY)] == [("信息清理：清理", True)]
    assert [row.mine for row in desk_of(queries, leader, TODAY)] == [False]
    line.verdict = "keep"
    line.save()
    assert [row.mine for row in desk_of(queries, leader, TODAY)] == [True]


def test_the_desk_asks_few_questions_with_all_of_it_at_once(
    agency, clerk, columns, public, django_assert_max_num_queries
):
    for column in columns.values():
        UpdateTerm.objects.create(column=column, since=date(2026, 1, 1), unit="day", every=1, set_by=clerk)
    duties.list_standard_duties(clerk, agency)
    made = CleanupList.objects.create(agency=agency, name="清理", made_by=clerk)
    CleanupLine.objects.create(cleanup=made, item=public, found=["x"])
    NormativeDocument.objects.create(
        agency=agency, title="新", stage="issued", document_number="1", issued_on=date(2026, 12, 1)
    )
    with django_assert_max_num_queries(12):
        rows = desk_of(queries, clerk, TODAY)
    assert len(rows) == 2

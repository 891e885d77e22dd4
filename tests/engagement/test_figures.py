"""What the mailbox and the responses give to the report and to the desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongkai.apps.agencies.models import Department
from gongkai.apps.engagement import queries
from gongkai.apps.engagement.actions import assign_letter, record_response
from gongkai.law.refusals import Refused
from gongkai.reports.facts import KINDS, Fact, Selector
from tests.desks import desk_of
from tests.engagement.conftest import RESPONSE, TODAY

pytestmark = pytest.mark.django_db


def facts(agency, year: int) -> list[Fact]:
    return sorted(queries.facts(agency.pk, year), key=lambda fact: (fact.kind, str(fact.where)))


def test_letters_count_when_received_and_when_answered(write, answer, agency):
    answer(write(kind="enquiry", received_on=date(2024, 12, 30)), date(2025, 1, 3))
    answer(write(kind="enquiry", received_on=date(2024, 3, 4)), date(2024, 3, 11))
    answer(write(kind="enquiry", received_on=date(2024, 3, 4)), date(2024, 3, 12))
    write(kind="help", received_on=date(2024, 12, 31))
    assert facts(agency, 2024) == [
        Fact("letter.answered", {"kind": "enquiry", "on_time": "no"}, 1),
        Fact("letter.answered", {"kind": "enquiry", "on_time": "yes"}, 1),
        Fact("letter.received", {"kind": "enquiry"}, 3),
        Fact("letter.received", {"kind": "help"}, 1),
    ]
    assert facts(agency, 2025) == [Fact("letter.answered", {"kind": "enquiry", "on_time": "yes"}, 1)]


def test_two_letters_of_three_and_five_days_take_four_on_average(write, answer, agency):
    answer(write(received_on=date(2024, 3, 4)), date(2024, 3, 7))
    answer(write(received_on=date(2024, 3, 11)), date(2024, 3, 18))
    assert queries.numbers(agency.pk, 2024) == {"letters.average_days": Decimal("4.0")}


def test_the_average_has_one_place_and_rounds_half_up(write, answer, agency):
    for day in (5, 5, 5, 6):  # 1, 1, 1 and 2 working days: 1.25
        answer(write(received_on=date(2024, 3, 4)), date(2024, 3, day))
    assert queries.numbers(agency.pk, 2024)["letters.average_days"] == Decimal("1.3")


def test_make_up_days_count_in_the_average(write, answer, agency):
    answer(write(received_on=date(2024, 9, 27)), date(2024, 10, 10))
    assert queries.numbers(agency.pk, 2024)["letters.average_days"] == Decimal("5.0")
    [answered] = (fact for fact in facts(agency, 2024) if fact.kind == "letter.answered")
    assert answered.where["on_time"] == "yes"


def test_a_year_without_letters_has_no_facts_and_an_average_of_nothing(agency):
    assert facts(agency, 2024) == []
    assert queries.numbers(agency.pk, 2024) == {"letters.average_days": Decimal("0.0")}


def test_responses_count_by_form_by_heat_and_by_who_took_part(respond, agency):
    respond(by_head=True, hot=True)
    respond(title="第二场")
    respond(form="social_media", hot=True, title="微博回应")
    assert facts(agency, 2026) == [
        Fact("response", {"form": "press_conference", "hot": "no", "by_head": "no"}, 1),
        Fact("response", {"form": "press_conference", "hot": "yes", "by_head": "yes"}, 1),
        Fact("response", {"form": "social_media", "hot": "yes", "by_head": "no"}, 1),
    ]
    assert facts(agency, 2025) == []


def test_every_fact_belongs_to_the_closed_vocabulary(write, answer, respond, agency):
    answer(write(), date(2026, 12, 7))
    respond()
    for fact in facts(agency, 2026):
        assert set(fact.where) == set(KINDS[fact.kind][0])


@pytest.mark.parametrize(
    ("selector", "titles"),
    [
        (Selector("response", {"hot": frozenset({"yes"})}), ["发布会", "微博回应"]),
        (Selector("response", {"form": frozenset({"press_conference"})}), ["发布会", "第二场"]),
        (
            Selector("response", {"form": frozenset({"press_conference"}), "by_head": frozenset({"yes"})}),
            ["发布会"],
        ),
    ],
)
def test_the_records_behind_a_figure_of_responses(respond, agency, selector, titles):
    respond(by_head=True, hot=True, title="发布会", held_on=date(2026, 1, 5))
    respond(title="第二场", held_on=date(2026, 2, 5))
    respond(form="social_media", hot=True, title="微博回应", held_on=date(2026, 3, 5))
    assert [record.title for record in queries.fact_records(agency.pk, 2026, selector)] == titles


def test_the_records_behind_the_figures_of_letters(write, answer, agency):
    early = answer(write(received_on=date(2024, 3, 4)), date(2024, 3, 11))
    late = answer(write(received_on=date(2024, 3, 4)), date(2024, 3, 12))
    received = list(queries.fact_records(agency.pk, 2024, Selector("letter.received")))
    on_time = Selector("letter.answered", {"on_time": frozenset({"yes"})})
    [record] = queries.fact_records(agency.pk, 2024, on_time)
    assert [one.ref for one in received] == [
        f"engagement.letter:{early.pk}",
        f"engagement.letter:{late.pk}",
    ]
    assert (record.ref, record.day) == (f"engagement.letter:{early.pk}", "2024-03-11")
    assert record.url == f"/office/letters/{early.pk}/"


def test_no_figure_of_another_agency(write, answer, respond, other_agency):
    answer(write(), date(2026, 12, 7))
    respond()
    assert facts(other_agency, 2026) == []
    assert queries.numbers(other_agency.pk, 2026)["letters.average_days"] == 0


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"held_on": date(2026, 12, 9)}, "held_on", "日期2026-12-09晚于今天，请核对"),
        ({"form": "song"}, "form", "请选择回应方式"),
        ({"title": ""}, "title", "请填写标题"),
        (
            {"form": "social_media", "by_head": True},
            "by_head",
            "只有新闻发布会和在线访谈统计主要负责同志参加情况",
        ),
    ],
)
def test_a_wrong_response_is_refused_at_its_field(respond, changes, field, sentence):
    with pytest.raises(Refused) as caught:
        respond(**changes)
    assert (caught.value.field, str(caught.value)) == (field, sentence)


def test_the_same_response_is_not_recorded_twice(respond):
    respond()
    with pytest.raises(Refused, match="请勿重复登记"):
        respond()


def test_recording_a_response_takes_the_permission(make_post):
    with pytest.raises(Refused, match="没有办理此事的权限"):
        record_response(make_post("final_reviewer", name="赵局"), **RESPONSE, today=TODAY)


def test_the_desk_shows_open_letters_by_due_date_with_what_to_do(write, answer, clerk):
    soon = write(received_on=date(2026, 12, 4), title="避险转移点位置", kind="enquiry")
    late = write(received_on=date(2026, 11, 30))
    answer(write(), date(2026, 12, 7))
    rows = desk_of(queries, clerk, TODAY)
    assert [(row.what, row.due, row.working_days_left, row.mark, row.due_words) for row in rows] == [
        ("答复来信：场坝加油站夜间卸油无人值守", date(2026, 12, 7), -1, "overdue", "超期1个工作日"),
        ("答复来信：避险转移点位置", date(2026, 12, 11), 3, "soon", "还剩3个工作日"),
    ]
    assert rows[0].about == "部门信箱〔2026〕2号 · 11月30日来信 · 尚未转办"
    assert (rows[0].url, rows[0].kind, rows[0].mine) == (f"/office/letters/{late.pk}/", "letter", True)
    assert rows[1].url == f"/office/letters/{soon.pk}/"


def test_a_letter_of_another_unit_is_on_the_desk_but_not_mine(write, clerk, make_post):
    unit = Department.objects.create(agency=clerk.agency, name="危化科")
    assign_letter(clerk, write().pk, 1, unit)
    [row] = desk_of(queries, clerk, TODAY)
    assert (row.mine, row.action) == (False, "写答复")
    expert = make_post("contributor", name="周明")
    expert.department = unit
    assert [row.mine for row in desk_of(queries, expert, TODAY)] == [True]


def test_readers_have_no_letters_on_their_desk(write, make_post):
    write()
    assert list(desk_of(queries, make_post("final_reviewer", name="赵局"), TODAY)) == []


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 12, 8), date(2026, 11, 30)),
        (date(2026, 12, 6), date(2026, 11, 29)),
        (date(2024, 10, 8), date(2024, 9, 24)),
        (date(2024, 10, 11), date(2024, 9, 28)),
    ],
)
def test_the_last_day_of_receipt_whose_letters_are_overdue(today, last):
    assert queries.last_overdue_receipt(today) == last

"""Letters to the mailbox: numbers, due dates, answers, who may see whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from gongkai.apps.agencies.models import Department
from gongkai.apps.audit.models import Entry as LogEntry
from gongkai.apps.engagement import queries
from gongkai.apps.engagement.actions import (
    answer_letter,
    assign_letter,
    receive_letter,
    register_letter,
    show_identity,
)
from gongkai.apps.engagement.models import Letter, due_of
from gongkai.law.refusals import Refused
from tests.engagement.conftest import LETTER, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("received", "due", "why"),
    [
        (date(2026, 11, 30), date(2026, 12, 7), "an ordinary week"),
        (date(2026, 11, 28), date(2026, 12, 4), "received on a Saturday"),
        (date(2024, 9, 27), date(2024, 10, 10), "29 September is a make-up day, 1 to 7 October are off"),
        (date(2024, 2, 3), date(2024, 2, 8), "Sunday 4 February is a make-up day"),
        (date(2025, 12, 29), date(2026, 1, 6), "1 and 2 January 2026 off, Sunday 4 January a make-up day"),
    ],
)
def test_a_letter_is_due_on_the_fifth_working_day_after_receipt(received, due, why):
    assert due_of(received) == due, why


def test_numbers_run_without_gaps_in_each_year_of_receipt(write):
    assert write().number == "部门信箱〔2026〕1号"
    assert write(received_on=date(2024, 3, 4)).number == "部门信箱〔2024〕1号"
    assert write().number == "部门信箱〔2026〕2号"


def test_a_refused_letter_takes_no_number(write):
    with pytest.raises(Refused):
        write(title="")
    assert write().number == "部门信箱〔2026〕1号"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"received_on": date(2026, 12, 9)}, "received_on", "来信日期2026-12-09晚于今天，请核对"),
        (
            {"received_on": date(2008, 4, 30)},
            "received_on",
            "来信日期2008-04-30早于条例施行之日（2008-05-01），请核对年份",
        ),
        ({"kind": "poem"}, "kind", "请选择来信类别"),
        ({"title": "  "}, "title", "请填写标题"),
        ({"content": ""}, "content", "请填写内容"),
        ({"title": "长" * 101}, "title", "标题最多100个字，现为101个字"),
        ({"writer": "名" * 51}, "writer", "来信人最多50个字，现为51个字"),
    ],
)
def test_a_wrong_letter_is_refused_at_its_field(write, changes, field, sentence):
    with pytest.raises(Refused) as caught:
        write(**changes)
    assert (caught.value.field, str(caught.value)) == (field, sentence)
    assert not Letter.objects.exists()


def test_letters_of_past_years_can_be_registered(write):
    assert write(received_on=date(2008, 5, 1)).received_on == date(2008, 5, 1)


def test_a_citizens_letter_is_received_today_without_an_actor(agency):
    fields = {name: value for name, value in LETTER.items() if name != "received_on"}
    letter = receive_letter(agency, **fields, today=TODAY)
    assert (letter.received_on, letter.registered_by) == (TODAY, None)
    logged = LogEntry.objects.get()
    assert (logged.event, logged.actor_name, logged.agency_id) == ("letter.received", "", agency.pk)


def test_a_citizen_must_leave_a_contact(agency):
    fields = {name: value for name, value in LETTER.items() if name != "received_on"}
    with pytest.raises(Refused, match="请填写联系方式"):
        receive_letter(agency, **{**fields, "contact": " "}, today=TODAY)


def test_number_and_query_code_together_find_the_letter_and_apart_do_not(write):
    letter, other = write(), write()
    assert queries.track(letter.number, letter.code.lower()) == letter
    assert queries.track(letter.number, other.code) is None
    assert queries.track(letter.number, "") is None


def test_query_codes_are_ten_signs_that_cannot_be_confused_and_differ(write):
    codes = {write().code for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 10 and not set(code) & set("01OIL") for code in codes)


def test_writer_and_contact_stand_encrypted_in_the_database_and_not_in_the_log(write):
    write()
    with connection.cursor() as cursor:
        cursor.execute("select writer, contact from engagement_letter")
        stored = str(cursor.fetchall())
    assert "王小明" not in stored
    assert "13812345678" not in stored
    log = str(list(LogEntry.objects.values()))
    assert "王小明" not in log
    assert "13812345678" not in log


def test_writer_and_contact_are_masked_for_the_screen(write):
    letter = write()
    assert (letter.masked_writer, letter.masked_contact) == ("王**", "138****5678")
    bare = write(writer="", contact="")
    assert (bare.masked_writer, bare.masked_contact) == ("匿名", "未留")
    assert write(contact="2033836").masked_contact == "****"


def test_showing_the_identity_is_logged(write, clerk):
    letter = write()
    assert show_identity(clerk, letter.pk) == ("王小明", "13812345678")
    assert LogEntry.objects.filter(
        event="letter.identity_shown", subject=f"engagement.letter:{letter.pk}"
    ).exists()


def test_an_answer_records_day_person_and_whether_it_was_in_time(write, answer, clerk):
    letter = answer(write(), date(2026, 12, 7), publish=True)
    assert (letter.answered_on, letter.answered_by) == (date(2026, 12, 7), clerk.account)
    assert (letter.on_time, letter.days, letter.answer_published) == (True, 5, True)
    late = answer(write(), date(2026, 12, 8))
    assert (late.on_time, late.days) == (False, 6)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 12, 9), "答复日期2026-12-09晚于今天，请核对"),
        (date(2026, 11, 29), "答复日期不能早于来信日期2026-11-30"),
    ],
)
def test_an_answer_lies_between_receipt_and_today(write, answer, day, sentence):
    with pytest.raises(Refused) as caught:
        answer(write(), day)
    assert (caught.value.field, str(caught.value)) == ("answered_on", sentence)


def test_an_empty_answer_is_refused(write, clerk):
    letter = write()
    with pytest.raises(Refused, match="请填写答复内容"):
        answer_letter(clerk, letter.pk, 1, answer=" \n", answered_on=TODAY, today=TODAY)


def test_a_letter_is_answered_once(write, answer):
    letter = answer(write(), date(2026, 12, 7))
    with pytest.raises(Refused, match="这封来信已于2026-12-07答复"):
        answer(letter, date(2026, 12, 8))


def test_the_second_of_two_who_answer_is_told_who_was_first(write, answer, clerk, make_post):
    letter = write()
    office = Department.objects.create(agency=clerk.agency, name="办公室")
    assign_letter(clerk, letter.pk, 1, office)
    with pytest.raises(Refused, match="陈雨"):
        answer_letter(
            make_post("contributor", name="李强"),
            letter.pk,
            1,
            answer="答",
            answered_on=TODAY,
            today=TODAY,
        )


def test_a_letter_is_assigned_within_the_agency_only(write, clerk, make_post, other_agency):
    letter = write()
    foreign = Department.objects.create(agency=other_agency, name="办公室")
    with pytest.raises(Refused, match="属于其他机关"):
        assign_letter(clerk, letter.pk, 1, foreign)
    own = Department.objects.create(agency=clerk.agency, name="危化科")
    with pytest.raises(Refused, match="没有办理此事的权限"):
        assign_letter(make_post("contributor", name="李强"), letter.pk, 1, own)
    assert assign_letter(clerk, letter.pk, 1, own).department == own


def test_another_agency_neither_answers_nor_sees_the_writer(write, make_post, other_agency):
    letter = write()
    theirs = make_post("clerk", name="王敏", agency=other_agency)
    with pytest.raises(Refused, match="属于其他机关"):
        answer_letter(theirs, letter.pk, 1, answer="答", answered_on=TODAY, today=TODAY)
    with pytest.raises(Refused, match="属于其他机关"):
        show_identity(theirs, letter.pk)


def test_posts_without_the_permission_neither_register_nor_see(write, make_post):
    reader = make_post("final_reviewer", name="赵局")
    with pytest.raises(Refused, match="没有办理此事的权限"):
        register_letter(reader, **LETTER, today=TODAY)
    with pytest.raises(Refused, match="没有办理此事的权限"):
        show_identity(reader, write().pk)

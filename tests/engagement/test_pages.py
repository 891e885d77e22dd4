"""The pages of the mailbox and of responses."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from gongkai.apps.agencies.models import Department
from gongkai.apps.audit.models import Entry as LogEntry
from gongkai.apps.engagement.models import Letter, Response
from tests.engagement.conftest import LETTER, RESPONSE, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setattr("gongkai.apps.engagement.views.today", lambda: TODAY)


@pytest.fixture
def page(clerk, client_of):
    return client_of(clerk)


def test_lists_of_300_take_at_most_12_queries(write, respond, page, clerk, django_assert_max_num_queries):
    unit = Department.objects.create(agency=clerk.agency, name="危化科")
    first = write()
    Letter.objects.bulk_create(
        Letter(
            agency=clerk.agency,
            number=f"信{n}",
            code=f"code{n}",
            department=unit,
            **{**LETTER, "received_on": date(2024 + n % 3, 3, 4)},
        )
        for n in range(299)
    )
    respond()
    Response.objects.bulk_create(
        Response(agency=clerk.agency, recorded_by=clerk.account, **{**RESPONSE, "title": f"发布会{n}"})
        for n in range(299)
    )
    with django_assert_max_num_queries(12):
        assert page.get(reverse("engagement:list")).context["listing"].total == 300
    with django_assert_max_num_queries(12):
        assert page.get(reverse("engagement:responses")).context["listing"].total == 300
    with django_assert_max_num_queries(12):
        assert page.get(reverse("engagement:letter", args=[first.pk])).status_code == 200


def test_the_list_filters_by_state_year_kind_and_word(write, answer, page):
    answer(write(), date(2026, 12, 7))
    write()
    write(received_on=date(2026, 12, 7), kind="enquiry", title="避险转移点")
    write(received_on=date(2024, 3, 4))
    address = reverse("engagement:list")

    def total(**filters: object) -> int:
        return page.get(address, filters).context["listing"].total

    assert total() == 4
    assert total(state="open") == 3
    assert total(state="overdue") == 2
    assert total(state="answered") == 1
    assert total(year=2024) == 1
    assert total(kind="enquiry") == 1
    assert total(word="转移") == 1
    assert total(word="〔2024〕") == 1


def test_open_letters_stand_first_by_due_date_then_the_answered(write, answer, page):
    answered = answer(write(), date(2026, 12, 7))
    later = write(received_on=date(2026, 12, 7))
    sooner = write(received_on=date(2026, 12, 1))
    rows = page.get(reverse("engagement:list")).context["rows"]
    assert [letter for letter, _, _ in rows] == [sooner, later, answered]


def test_a_letter_is_registered_and_its_code_is_told_once(page):
    answer = page.post(reverse("engagement:new"), {**LETTER, "received_on": "2026-11-30"}, follow=True)
    letter = Letter.objects.get()
    assert f"查询码 {letter.code}" in answer.content.decode()


def test_a_refused_letter_keeps_what_was_typed(page):
    answer = page.post(reverse("engagement:new"), {**LETTER, "received_on": "2026-12-09"})
    assert answer.status_code == 422
    assert "晚于今天" in answer.content.decode()
    assert LETTER["content"] in answer.content.decode()
    assert not Letter.objects.exists()


def test_the_letter_page_hides_the_writer_until_asked_and_logs_the_look(write, page):
    letter = write()
    text = page.get(reverse("engagement:letter", args=[letter.pk])).content.decode()
    assert "王小明" not in text
    assert "13812345678" not in text
    assert "王**" in text
    shown = page.post(reverse("engagement:identity", args=[letter.pk])).content.decode()
    assert "王小明" in shown
    assert "13812345678" in shown
    assert LogEntry.objects.filter(event="letter.identity_shown").count() == 1
    assert page.get(reverse("engagement:identity", args=[letter.pk]))["Location"].endswith(f"/{letter.pk}/")


def test_an_answer_through_the_page(write, page):
    letter = write()
    address = reverse("engagement:letter", args=[letter.pk])
    wrong = page.post(address, {"version": 1, "answer": "已核查。", "answered_on": "2026-12-09"})
    assert wrong.status_code == 422
    assert "已核查。" in wrong.content.decode()
    right = page.post(address, {"version": 1, "answer": "已核查。", "answered_on": "2026-12-08"})
    assert right.status_code == 302
    text = page.get(address).content.decode()
    assert "超期答复，用6个工作日" in text


def test_a_letter_is_handed_to_a_unit_through_the_page(write, page, clerk):
    letter = write()
    unit = Department.objects.create(agency=clerk.agency, name="危化科")
    address = reverse("engagement:assign", args=[letter.pk])
    assert page.post(address, {"version": 1, "department": ""}).status_code == 422
    assert page.post(address, {"version": 1, "department": unit.pk}).status_code == 302
    assert Letter.objects.get().department == unit


def test_a_response_is_recorded_through_the_page(page):
    address = reverse("engagement:new_response")
    data = {**RESPONSE, "held_on": "2026-06-01", "hot": "on", "by_head": "on"}
    assert page.post(address, {**data, "form": "other"}).status_code == 422
    assert page.post(address, data).status_code == 302
    made = Response.objects.get()
    assert (made.hot, made.by_head) == (True, True)
    assert page.get(reverse("engagement:response", args=[made.pk])).status_code == 200


def test_the_exports_name_no_writer_and_write_formulas_as_text(write, respond, page):
    write(title="=1+1")
    respond(title="@发布会")
    content = page.get(reverse("engagement:list"), {"export": "xlsx"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())
    assert [cell.value for cell in rows[0]][:4] == ["编号", "类别", "来信日期", "标题"]
    assert (rows[1][3].value, rows[1][3].data_type) == ("=1+1", "s")
    assert "王" not in str([cell.value for cell in rows[1]])
    content = page.get(reverse("engagement:responses"), {"export": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("@发布会", "s")


def test_readers_read_and_do_no_more(write, client_of, make_post):
    letter = write()
    reader = client_of(make_post("final_reviewer", name="赵局"))
    answer = reader.get(reverse("engagement:letter", args=[letter.pk]))
    assert answer.status_code == 200
    assert letter.code not in answer.content.decode()
    assert reader.get(reverse("engagement:new")).status_code == 403
    assert reader.get(reverse("engagement:new_response")).status_code == 403
    assert reader.post(reverse("engagement:identity", args=[letter.pk])).status_code == 403
    assert reader.post(reverse("engagement:assign", args=[letter.pk])).status_code == 403
    data = {"version": 1, "answer": "答", "answered_on": "2026-12-08"}
    assert reader.post(reverse("engagement:letter", args=[letter.pk]), data).status_code == 422
    assert Letter.objects.get().answer == ""


def test_another_agencys_letters_and_responses_are_not_found(
    write, respond, client_of, make_post, other_agency
):
    letter, response = write(), respond()
    theirs = client_of(make_post("clerk", name="王敏", agency=other_agency))
    assert theirs.get(reverse("engagement:list")).context["listing"].total == 0
    assert theirs.get(reverse("engagement:letter", args=[letter.pk])).status_code == 404
    assert theirs.post(reverse("engagement:identity", args=[letter.pk])).status_code == 404
    assert theirs.post(reverse("engagement:assign", args=[letter.pk])).status_code == 404
    assert theirs.get(reverse("engagement:responses")).context["listing"].total == 0
    assert theirs.get(reverse("engagement:response", args=[response.pk])).status_code == 404

"""Departments are asked by an inner deadline, see no applicant, and answer."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import Assignment, Request
from gongkai.law.refusals import Refused
from tests.desks import desk_of

TODAY = date(2025, 11, 4)
TASK = "请提供督办通知书，并对能否公开提出意见"


@pytest.fixture(autouse=True)
def on_4_november_2025(monkeypatch):
    for view in ("case", "registering", "work"):
        monkeypatch.setattr(f"gongkai.apps.inforequests.views.{view}.today", lambda: TODAY)


@pytest.fixture
def mines(agency):
    return agency.departments.create(name="矿山科")


@pytest.fixture
def running(register) -> Request:
    """Received on 2025-10-13, due 2025-11-10."""
    return register(date(2025, 10, 13), content="王小明申请公开督办通知书，联系电话13800001234", today=TODAY)


@pytest.fixture
def colleague(make_post, mines):
    post = make_post("contributor", name="周明")
    post.department = mines
    post.save()
    return post


def ask(clerk, request, department, due_on=date(2025, 11, 6), **given) -> Assignment:
    return actions.ask_department(
        clerk, request, department, **({"task": TASK, "due_on": due_on, "today": TODAY} | given)
    )


def test_a_department_is_asked_and_its_people_see_it_by_its_inner_deadline(clerk, running, mines, colleague):
    ask(clerk, running, mines)
    [row] = desk_of(queries, colleague, TODAY)
    assert (row.what, row.due, row.due_words, row.action) == (
        "回复交办：申〔2025〕1号",
        date(2025, 11, 6),
        "还剩2个工作日",
        "回复",
    )
    assert row.about == f"{TASK} · ＊＊申请公开督办通知书，联系电话138****1234"


def test_the_clerk_sees_whom_the_case_waits_for(clerk, running, mines):
    ask(clerk, running, mines)
    [row] = desk_of(queries, clerk, TODAY)
    assert "等矿山科回复（11-06前）" in row.about
    [row] = desk_of(queries, clerk, date(2025, 11, 7))
    assert "等矿山科回复（11-06前，已逾期）" in row.about


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"task": " "}, "task", "请写明需要科室提供什么"),
        ({"task": "长" * 401}, "task", "最多400个字"),
        ({"due_on": date(2025, 11, 3)}, "due_on", "早于交办日期"),
        ({"due_on": date(2025, 11, 11)}, "due_on", "不能晚于本件的到期日（2025-11-10）"),
        ({"asked_on": date(2025, 11, 5)}, "asked_on", "晚于今天"),
    ],
)
def test_an_assignment_is_refused_at_the_field_that_is_wrong(clerk, running, mines, given, field, says):
    with pytest.raises(Refused, match=says) as refused:
        ask(clerk, running, mines, **given)
    assert refused.value.field == field
    assert not Assignment.objects.exists()


def test_a_department_of_another_agency_or_one_that_still_owes_an_answer_is_not_asked(
    clerk, running, mines, other_agency
):
    with pytest.raises(Refused, match="不属于本机关"):
        ask(clerk, running, other_agency.departments.create(name="矿山科"))
    ask(clerk, running, mines)
    with pytest.raises(Refused, match="矿山科还有一项交办没有回复"):
        ask(clerk, running, mines)


def test_a_closed_case_asks_nobody_and_asks_nothing_of_the_desk_any_more(clerk, running, mines, colleague):
    ask(clerk, running, mines)
    actions.decide(clerk, running, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)
    assert desk_of(queries, colleague, TODAY) == []
    with pytest.raises(Refused, match="不再交办"):
        ask(clerk, running, mines)


def test_the_department_answers_once_and_a_late_answer_is_shown_as_late(clerk, running, mines, colleague):
    asked = ask(clerk, running, mines, due_on=date(2025, 11, 5))
    answered = actions.answer_department(colleague, asked, answer=" 有，可以公开 ", today=date(2025, 11, 6))
    assert (answered.answer, answered.answered_by, answered.answered_on) == (
        "有，可以公开",
        colleague,
        date(2025, 11, 6),
    )
    assert queries.standing(answered, date(2025, 11, 7)) == ("done", "11-06回复，迟复")
    assert desk_of(queries, colleague, TODAY) == []
    with pytest.raises(Refused, match="已于2025-11-06回复"):
        actions.answer_department(colleague, asked, answer="再答", today=date(2025, 11, 6))


def test_only_the_department_itself_answers_or_the_clerk_for_it(clerk, running, mines, make_post, agency):
    asked = ask(clerk, running, mines)
    stranger = make_post("contributor", name="吴静")
    stranger.department = agency.departments.create(name="危化科")
    stranger.save()
    with pytest.raises(Refused, match="由矿山科回复"):
        actions.answer_department(stranger, asked, answer="有", today=TODAY)
    with pytest.raises(Refused, match="没有办理此事的权限"):
        actions.answer_department(make_post("final_reviewer"), asked, answer="有", today=TODAY)
    assert (
        actions.answer_department(clerk, asked, answer="矿山科书面回复：有", today=TODAY).answered_by == clerk
    )


def test_an_answer_without_words_is_refused(clerk, running, mines, colleague):
    asked = ask(clerk, running, mines)
    with pytest.raises(Refused) as refused:
        actions.answer_department(colleague, asked, answer=" ", today=TODAY)
    assert refused.value.field == "answer"


def test_only_who_was_asked_records_a_search(clerk, running, mines, colleague):
    search = {
        "searched_on": TODAY,
        "places": "科室档案",
        "method": "按矿名查",
        "found": False,
        "result": "没有",
        "today": TODAY,
    }
    with pytest.raises(Refused, match="没有交办您所在的科室"):
        actions.record_search(colleague, running, **search)
    ask(clerk, running, mines)
    assert actions.record_search(colleague, running, **search).searched_by == colleague


def test_the_page_of_an_assignment_hides_the_applicant_and_takes_the_answer(
    clerk, running, mines, colleague, client_of
):
    asked = ask(clerk, running, mines)
    client, path = client_of(colleague), f"/office/requests/{running.pk}/assignments/{asked.pk}/"
    shown = client.get(path).content.decode()
    assert "督办通知书" in shown and "11-06" in shown
    for secret in ("王小明", "13800001234", "529900199001010017", "王**"):
        assert secret not in shown
    assert client.post(path, {"answer": ""}).status_code == 422
    answer = client.post(path, {"answer": "有，可以公开"})
    assert (answer.status_code, answer["Location"]) == (302, "/office/")
    assert Assignment.objects.get().answer == "有，可以公开"


def test_another_department_and_another_agency_do_not_find_the_assignment(
    clerk, running, mines, make_post, client_of, other_agency
):
    asked = ask(clerk, running, mines)
    path = f"/office/requests/{running.pk}/assignments/{asked.pk}/"
    for post in (
        make_post("contributor", name="吴静"),
        make_post("clerk", name="外人", agency=other_agency),
    ):
        assert client_of(post).get(path).status_code == 404


def test_asking_on_the_page_proposes_five_working_days_or_two_before_the_case_is_due(
    clerk, running, mines, client_of
):
    client, path = client_of(clerk), f"/office/requests/{running.pk}/work/ask/"
    assert 'value="2025-11-06"' in client.get(path).content.decode()
    sent = {"department": mines.pk, "task": TASK, "due_on": "2025-11-06", "version": running.version}
    assert client.post(path, sent).status_code == 302
    assert "已交办矿山科，11-06前回复" in client.get(f"/office/requests/{running.pk}/work/").content.decode()


def test_200_assignments_stand_on_the_desk_with_a_handful_of_queries(
    clerk, register, mines, colleague, django_assert_max_num_queries
):
    for _ in range(200):
        ask(clerk, register(TODAY, today=TODAY), mines)
    for post in (colleague, clerk):
        post.roles()
        with django_assert_max_num_queries(6):
            assert len(desk_of(queries, post, TODAY)) == 200

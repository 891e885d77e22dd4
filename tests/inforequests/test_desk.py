"""What the desk shows of requests, in words."""

from __future__ import annotations

from datetime import date

from gongkai.apps.inforequests import actions, queries
from tests.desks import desk_of

TODAY = date(2025, 11, 4)


def shown(post, today=TODAY):
    return [(row.what, row.mark, row.due_words, row.due, row.action) for row in desk_of(queries, post, today)]


def test_a_running_request_is_to_be_decided_and_says_how_long_it_has(register, clerk):
    request = register(date(2025, 9, 22), today=TODAY)
    actions.send_consultation(
        clerk,
        request,
        day=date(2025, 9, 25),
        party="third_party",
        name="某煤业有限公司",
        received=date(2025, 9, 28),
        today=TODAY,
    )
    actions.answer_consultation(clerk, request, day=date(2025, 10, 15), id="1", consents=False, today=TODAY)
    assert shown(clerk) == [
        ("作出处理决定：申〔2025〕1号", "soon", "还剩3个工作日", date(2025, 11, 7), "拟答复")
    ]
    row = desk_of(queries, clerk, TODAY)[0]
    assert row.about == "某煤矿重大隐患挂牌督办通知书及验收意见 · 自然人 · 9月22日收到"
    assert (row.kind, row.working_days_left) == ("request", 3)


def test_in_the_first_seven_working_days_the_question_is_whether_to_ask_for_a_correction(register, clerk):
    register(date(2025, 11, 3), today=TODAY)
    assert shown(clerk) == [
        ("判断是否需要补正：申〔2025〕1号", "running", "还剩19个工作日", date(2025, 12, 1), "查核")
    ]
    assert "（7个工作日内，11-12前）" in desk_of(queries, clerk, TODAY)[0].about


def test_an_online_request_is_to_be_confirmed_today(register, clerk):
    register(TODAY, channel="online", today=TODAY)
    assert shown(clerk) == [("确认收到申请：申〔2025〕1号", "in_hand", "今天办", None, "登记确认")]


def test_a_stopped_clock_stays_on_the_list_with_the_day_on_which_it_ends(register, clerk):
    request = register(date(2025, 10, 27), today=TODAY)
    actions.send_consultation(
        clerk,
        request,
        day=date(2025, 10, 28),
        party="third_party",
        name="某公司",
        received=date(2025, 10, 29),
        today=TODAY,
    )
    assert shown(clerk) == [
        ("等待征求意见：申〔2025〕1号", "paused", "停钟，等意见", date(2025, 11, 19), "登记意见")
    ]


def test_an_overdue_request_says_by_how_many_working_days(register, clerk):
    register(date(2025, 9, 30), today=TODAY)
    assert shown(clerk, date(2025, 11, 10)) == [
        ("作出处理决定：申〔2025〕1号", "overdue", "超期4个工作日", date(2025, 11, 4), "拟答复")
    ]


def test_a_decided_request_stays_until_its_reply_has_gone_out(register, clerk):
    request = register(date(2025, 10, 27), today=TODAY)
    actions.decide(clerk, request, day=date(2025, 11, 3), outcome="granted", articles=["36(2)"], today=TODAY)
    assert shown(clerk)[0][0] == "送达答复：申〔2025〕1号"
    actions.deliver(clerk, request, day=TODAY, by="electronic", today=TODAY)
    assert shown(clerk) == []


def test_a_due_date_in_a_year_without_a_published_calendar_is_provisional(register, clerk):
    register(date(2026, 12, 8), today=date(2026, 12, 8))
    [row] = desk_of(queries, clerk, date(2026, 12, 8))
    assert row.mark == "provisional"


def test_colleagues_see_the_requests_of_their_own_department_only(register, clerk, make_post, agency):
    mine, other = (agency.departments.create(name=name) for name in ("矿山科", "危化科"))
    clerk.department = agency.departments.create(name="办公室")
    clerk.save()
    for department in (mine, other, None):
        register(date(2025, 11, 3), today=TODAY, department=department)
    colleague = make_post("contributor", name="周明")
    assert desk_of(queries, colleague, TODAY) == []
    colleague.department = mine
    assert [row.what for row in desk_of(queries, colleague, TODAY)] == ["判断是否需要补正：申〔2025〕1号"]
    assert [row.mine for row in desk_of(queries, clerk, TODAY)] == [True, False, False]


def test_the_desk_of_another_agency_shows_nothing(register, make_post, other_agency):
    register(date(2025, 11, 3), today=TODAY)
    assert desk_of(queries, make_post("clerk", name="外人", agency=other_agency), TODAY) == []


def test_the_desk_takes_five_queries_for_any_number_of_requests(
    register, clerk, django_assert_max_num_queries
):
    for _ in range(30):
        register(date(2025, 11, 3), today=TODAY)
    with django_assert_max_num_queries(5):
        assert len(desk_of(queries, clerk, TODAY)) == 30

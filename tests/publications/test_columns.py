"""Columns in their tree, how often they are brought up to date, and what closing one leaves as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import QuerySet

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import columns as columns_actions
from gongkai.apps.publications.freshness import add_months, judge, verdicts
from gongkai.apps.publications.models import Item, UpdateTerm
from gongkai.apps.publications.queries import columns as queries
from gongkai.law.refusals import Refused

TODAY = date(2026, 12, 8)


def change(clerk, column, parent):
    return columns_actions.change_column(
        clerk, column, name=column.name, parent=parent, order=column.order, scope_code=column.scope_code
    )


def state_of(agency, code):
    (one,) = [one for one in queries.column_states([agency.pk], TODAY) if one.column.code == code]
    return one


def test_a_column_cannot_be_its_own_parent_nor_stand_below_its_own_child(agency, clerk, columns):
    with pytest.raises(Refused, match="不能作为上级栏目，否则首尾相接"):
        change(clerk, columns["news"], columns["news"])
    with pytest.raises(
        Refused, match="“规范性文件”就是本栏目或者在本栏目之下，不能作为上级栏目，否则首尾相接"
    ):
        change(clerk, columns["statutory"], columns["normative-documents"])


def test_columns_have_two_levels_and_no_third(clerk, columns):
    with pytest.raises(Refused, match="栏目只分两级"):
        change(clerk, columns["news"], columns["budget"])
    assert change(clerk, columns["news"], columns["statutory"]).parent.code == "statutory"


def test_a_code_taken_twice_is_refused_with_a_sentence(agency, clerk, columns):
    with pytest.raises(Refused, match="栏目代码“news”已被使用，请换一个"):
        actions.open_column(clerk, agency, "news", "要闻")


def test_of_two_who_open_the_same_code_at_once_the_second_is_told_so(agency, clerk, columns, monkeypatch):
    monkeypatch.setattr(
        QuerySet, "exists", lambda found: False
    )  # as the other one had not finished when asked
    with pytest.raises(Refused, match="栏目代码“news”已被使用，请换一个"):
        actions.open_column(clerk, agency, "news", "要闻")


def test_a_column_of_another_agency_is_not_ones_own_to_change(other_agency, make_post, columns):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        change(stranger, columns["news"], None)


@pytest.mark.parametrize(
    ("unit", "every", "last", "state", "due"),
    [
        ("day", 14, date(2026, 11, 24), "soon", date(2026, 12, 8)),
        ("day", 14, date(2026, 11, 23), "overdue", date(2026, 12, 7)),
        ("day", 14, date(2026, 12, 5), "fresh", date(2026, 12, 19)),
        ("month", 6, date(2026, 6, 7), "overdue", date(2026, 12, 7)),
        ("month", 6, date(2026, 6, 8), "soon", date(2026, 12, 8)),
        ("month", 6, date(2026, 8, 31), "fresh", date(2027, 2, 28)),
        ("never", 0, date(2009, 1, 1), "free", None),
        ("", 0, date(2009, 1, 1), "unset", None),
        ("day", 14, None, "blank", None),
    ],
)
def test_a_column_is_overdue_the_day_after_its_term_ran_out(unit, every, last, state, due):
    told = judge(unit, every, last, TODAY)
    assert (told.state, told.due) == (state, due)


def test_the_words_say_by_how_many_days_it_is_overdue():
    assert judge("day", 14, date(2026, 11, 12), TODAY).words == "应更新未更新（超期12天）"


def test_six_months_after_the_last_of_august_is_the_last_of_february():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)


def test_ten_columns_overdue_or_five_blank_fail_the_whole_site():
    told = verdicts([("budget", "overdue")] * 10 + [("charges", "blank")] * 4)
    assert [(one.count, one.limit, one.fails) for one in told] == [
        (0, 5, False),
        (10, 10, True),
        (4, 5, False),
    ]
    told = verdicts([("news", "overdue")] * 5)
    assert [one.fails for one in told] == [True, False, False]


def test_a_new_item_makes_its_column_fresh_and_a_correction_does_too(agency, clerk, reviewed, website):
    columns_actions.adopt_standard_terms(clerk, agency)
    assert state_of(agency, "inspection").freshness.state == "blank"
    row = actions.publish(clerk, reviewed, [website])
    assert (state_of(agency, "inspection").freshness.state, state_of(agency, "inspection").last) == (
        "fresh",
        TODAY,
    )
    assert state_of(agency, "statutory").last == TODAY
    Item.objects.filter(pk=row.pk).update(first_public_on=date(2025, 12, 7))
    assert state_of(agency, "inspection").freshness.words == "应更新未更新（超期1天）"
    assert [one.column.code for one in queries.overdue(queries.column_states([agency.pk], TODAY))] == [
        "inspection"
    ]


def test_a_term_set_today_leaves_the_term_of_before_on_record(agency, clerk, columns, monkeypatch):
    UpdateTerm.objects.create(
        column=columns["news"], since=date(2026, 1, 1), unit="day", every=14, set_by=clerk
    )
    columns_actions.set_update_term(clerk, columns["news"], since=date(2027, 1, 1), unit="day", every=7)
    assert str(state_of(agency, "news").term) == "每14天"
    assert [str(term) for term in queries.terms_of(columns["news"])] == ["每7天", "每14天"]
    with pytest.raises(Refused, match="启用日期不能早于今天"):
        columns_actions.set_update_term(clerk, columns["news"], since=date(2026, 12, 7), unit="day", every=7)


def test_a_term_without_a_number_is_refused(clerk, columns):
    with pytest.raises(Refused, match="请填写每隔多少天或者多少个月"):
        columns_actions.set_update_term(clerk, columns["news"], since=TODAY, unit="day", every=0)


def test_closing_a_column_keeps_its_pages_and_takes_nothing_new(agency, clerk, reviewed, website, columns):
    row = actions.publish(clerk, reviewed, [website])
    closed = columns_actions.close_column(clerk, columns["inspection"], "职能划转")
    assert closed.closed_on == TODAY
    assert Item.objects.get(pk=row.pk).is_public
    with pytest.raises(Refused, match="栏目“监督检查”已经停用，请另选栏目"):
        actions.draft(clerk, closed, title="又一件")
    assert actions.amend(clerk, row, "更正数字").column == closed
    assert state_of(agency, "inspection").freshness.state == "closed"
    assert Entry.objects.filter(event="column.closed").count() == 1
    assert columns_actions.reopen_column(clerk, closed).closed_on is None


def test_a_column_with_work_in_hand_or_a_fixed_one_is_not_closed(clerk, item, columns):
    with pytest.raises(Refused, match="本栏目还有1件信息在办"):
        columns_actions.close_column(clerk, columns["inspection"], "职能划转")
    with pytest.raises(Refused, match="“政府信息公开指南”是平台固定栏目，不能停用"):
        columns_actions.close_column(clerk, columns["guide"], "x")


def test_the_heat_map_counts_the_items_of_each_month(agency, clerk, reviewed, website, columns):
    actions.publish(clerk, reviewed, [website])
    warm = queries.heat(agency, TODAY)
    assert warm[columns["inspection"].pk] == [0] * 11 + [1]


def test_the_oversight_office_sees_the_worst_agency_first(
    agency, other_agency, clerk, columns, make_post, client_of
):
    other_agency.superior = agency
    other_agency.save()
    rows = queries.columns_overseen([other_agency, agency], TODAY)
    assert [(row.agency.code, row.states["blank"]) for row in rows] == [("ceshi-yj", 28), ("ceshi-sw", 0)]
    page = client_of(make_post("oversight", name="督导")).get("/office/items/columns/overseen/")
    assert page.status_code == 200
    assert client_of(clerk).get("/office/items/columns/overseen/").status_code == 403


def test_the_page_asks_few_questions_with_two_hundred_columns(
    agency, clerk, columns, client_of, django_assert_max_num_queries
):
    for number in range(200):
        column = actions.open_column(clerk, agency, f"c{number}", f"栏目{number}")
        UpdateTerm.objects.create(column=column, since=date(2026, 1, 1), unit="day", every=14, set_by=clerk)
    client = client_of(clerk)
    with django_assert_max_num_queries(12):
        page = client.get("/office/items/columns/")
    assert "空白栏目" in page.content.decode()


def test_a_refused_place_keeps_what_was_typed(clerk, columns, client_of):
    column = columns["statutory"]
    typed = {"place": "1", "name": "法定内容", "parent": columns["budget"].pk, "order": 3, "scope_code": "20"}
    page = client_of(clerk).post(f"/office/items/columns/{column.pk}/", typed)
    assert page.status_code == 422
    assert "首尾相接" in page.content.decode()
    assert 'value="法定内容"' in page.content.decode()


def test_the_article_of_a_column_is_chosen_in_words_and_nothing_else_is_taken(
    agency, clerk, columns, client_of
):
    page = client_of(clerk).get("/office/items/places/columns/new/").content.decode()
    assert '<option value="20(13)">条例第二十条第（十三）项　监督检查</option>' in page
    assert '<option value="21">条例第二十一条' in page and "写作 20(13)" not in page
    typed = {"name": "督查", "code": "ducha", "parent": "", "order": "1", "scope_code": "第二十条"}
    answer = client_of(clerk).post("/office/items/places/columns/new/", typed)
    assert answer.status_code == 422 and "请从列表中选择条例依据" in answer.content.decode()
    with pytest.raises(Refused, match="“第二十条”不是条例的条款，请从列表中选择"):
        actions.open_column(clerk, agency, "ducha", "督查", scope_code="第二十条")


def test_a_code_in_chinese_is_refused_in_words_a_clerk_understands(clerk, client_of):
    typed = {"name": "督查", "code": "督查", "parent": "", "order": "1", "scope_code": ""}
    page = client_of(clerk).post("/office/items/places/columns/new/", typed).content.decode()
    assert "代码只能用英文字母、数字、连字符和下划线" in page


def test_a_closed_column_is_not_offered_for_a_new_item(clerk, columns, client_of):
    option = f'<option value="{columns["budget"].pk}"'
    assert option in client_of(clerk).get("/office/items/new/").content.decode()
    columns_actions.close_column(clerk, columns["budget"], reason="合并")
    assert option not in client_of(clerk).get("/office/items/new/").content.decode()

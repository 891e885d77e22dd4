"""The standards list: what it demands, what is lacking, how it comes in and out, how it becomes public."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from gongkai.apps.publications import actions
from gongkai.apps.publications import duty_sheets as sheets
from gongkai.apps.publications.actions import duties as duty_actions
from gongkai.apps.publications.duties import Demand, Published, gaps, speed
from gongkai.apps.publications.models import Duty, Item
from gongkai.apps.publications.queries import duties as queries
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar

TODAY = date(2026, 12, 8)
SINCE = date(2026, 1, 1)


@pytest.fixture
def duty(agency, clerk, columns) -> Duty:
    return duty_actions.list_duty(
        clerk,
        agency,
        matter="监督检查",
        content="安全生产监督检查情况",
        article="条例第二十条第（十三）项",
        limit="forming",
        days=20,
        channels=["website"],
        audience="everyone",
        column=columns["inspection"],
    )


def found(demand, items, last, year=2026, today=TODAY):
    return [
        (gap.kind, gap.due, gap.late) for gap in gaps(demand, items, last, year, today, default_calendar())
    ]


def test_what_was_never_published_is_a_gap():
    assert found(Demand(20, None, None, ["website"], SINCE), [], None) == [("never", None, 0)]
    assert found(Demand(20, None, None, ["website"], SINCE), [], date(2025, 3, 1)) == []


def test_twenty_working_days_from_the_forming_are_counted_by_the_working_day_calendar():
    """Formed 2026-01-05: with the make-up days of 2026 the twentieth working day is 2026-02-02."""
    on_time = Published(1, "甲", date(2026, 1, 5), date(2026, 2, 2), ["website"])
    late = Published(2, "乙", date(2026, 1, 5), date(2026, 2, 4), ["website"])
    demand = Demand(20, None, None, ["website"], SINCE)
    assert found(demand, [on_time, late], date(2026, 2, 4)) == [("late", date(2026, 2, 2), 2)]


def test_the_last_day_of_the_year_is_met_missed_or_still_to_come():
    demand = Demand(None, 1, 31, ["website"], SINCE)
    one = Published(1, "年报", None, date(2026, 1, 31), ["website"])
    assert found(demand, [one], None) == []
    assert found(demand, [Published(1, "年报", None, date(2026, 2, 3), ["website"])], None) == [
        ("late", date(2026, 1, 31), 2)
    ]
    assert found(demand, [], None, today=date(2026, 1, 31)) == [("waiting", date(2026, 1, 31), 0)]
    assert found(demand, [], None, today=date(2026, 2, 2)) == [("missing", date(2026, 1, 31), 1)]


def test_a_day_that_fell_due_before_the_duty_was_listed_is_held_against_nobody():
    assert found(Demand(None, 1, 31, ["website"], date(2026, 3, 1)), [], None) == []


def test_a_channel_that_the_list_names_and_the_item_did_not_take_is_a_gap():
    one = Published(1, "甲", None, date(2026, 3, 1), ["website"])
    demand = Demand(20, None, None, ["website", "gazette"], SINCE)
    (gap,) = gaps(demand, [one], date(2026, 3, 1), 2026, TODAY, default_calendar())
    assert (gap.kind, gap.lacking) == ("channel", ["gazette"])


def test_imported_history_is_held_to_no_term_and_no_channel():
    old = Published(1, "旧", date(2026, 1, 5), date(2026, 9, 1), [], moved=True)
    assert found(Demand(20, None, None, ["website"], SINCE), [old], date(2026, 9, 1)) == []


def test_the_day_of_forming_is_not_counted():
    calendar = default_calendar()
    assert speed(date(2026, 1, 5), date(2026, 1, 5), 20, calendar).used == 0
    assert speed(date(2026, 1, 5), date(2026, 1, 6), 20, calendar).used == 1
    told = speed(date(2026, 1, 5), date(2026, 2, 4), 20, calendar)
    assert (told.used, told.due, told.late) == (22, date(2026, 2, 2), 2)


def test_an_item_in_the_column_fulfils_the_duty_and_its_lateness_is_told(
    agency, clerk, duty, reviewed, website
):
    (state,) = queries.duty_states(agency, 2026, TODAY)
    assert [gap.kind for gap in state.gaps] == ["never"]
    row = actions.publish(clerk, reviewed, [website])
    (state,) = queries.duty_states(agency, 2026, TODAY)
    assert (state.count, state.last, [gap.kind for gap in state.gaps]) == (1, TODAY, ["late"])
    assert queries.timed(agency, 2026).late == [row.pk]


def test_duties_of_one_column_are_told_apart_by_a_word_of_the_title(
    agency, clerk, columns, website, reviewers
):
    for word in ("预算", "决算"):
        duty_actions.list_duty(
            clerk, agency, matter=f"部门{word}", content=word, article="条例第二十条第（七）项", limit="forming",
            days=20, channels=["website"], audience="everyone", column=columns["budget"], keyword=word,
        )  # fmt: skip
    row = actions.draft(
        clerk,
        columns["budget"],
        title="2026年部门预算",
        body="表",
        formed_on=TODAY,
        disclosure_attribute="proactive",
    )
    row = actions.submit(clerk, row)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    actions.publish(clerk, row, [website])
    states = {
        state.duty.keyword: [gap.kind for gap in state.gaps]
        for state in queries.duty_states(agency, 2026, TODAY)
    }
    assert states == {"预算": [], "决算": ["never"]}


def test_a_gap_becomes_a_draft_with_its_metadata_filled_in(clerk, duty):
    item = duty_actions.start_draft(clerk, duty, TODAY)
    assert (item.title, item.column.code, item.formed_on, item.disclosure_attribute, item.state) == (
        "测试市应急管理局监督检查", "inspection", TODAY, "proactive", "draft",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"matter": ""}, "请填写公开事项"),
        ({"days": 0}, "请填写形成或者变更后多少个工作日内公开"),
        ({"limit": "yearly", "month": 2, "day": 30}, "请填写每年的哪月哪日前公开"),
        ({"channels": []}, "请至少选择一种公开渠道"),
        ({"audience": "x"}, "请选择公开对象"),
    ],
)
def test_a_line_that_lacks_something_is_refused_at_its_field(clerk, duty, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        duty_actions.change_duty(clerk, duty, **changed)


def test_the_same_matter_in_the_same_column_is_refused(agency, clerk, duty, columns):
    with pytest.raises(Refused, match="清单中已有栏目“监督检查”的“监督检查”"):
        duty_actions.list_duty(
            clerk, agency, matter="监督检查", content="x", article="x", limit="forming", days=20,
            channels=["website"], audience="everyone", column=columns["inspection"],
        )  # fmt: skip


def test_the_column_of_another_agency_cannot_be_named(other_agency, make_post, duty, clerk):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        duty_actions.change_duty(stranger, duty, matter="x")
    theirs = actions.open_column(stranger, other_agency, "x", "外栏目")
    with pytest.raises(Refused, match="请选择本机关的公开栏目"):
        duty_actions.change_duty(clerk, duty, column=theirs)


def test_the_exported_list_reads_in_again_without_any_change(agency, clerk, columns):
    assert duty_actions.list_standard_duties(clerk, agency) == 17
    content = sheets.sheet(queries.duties_of(agency))
    seen = sheets.examine(agency, content)
    assert (seen.problems, len(seen.rows)) == ([], 17)
    assert duty_actions.import_duties(clerk, agency, seen.rows, seen.digest) == (0, 0)


def spreadsheet(*rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(sheets.HEADS.values()))
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_mistake_is_named_by_row_and_column(agency, columns):
    content = spreadsheet(
        ("监督检查", "内容", "依据", "20个工作日", "", "政府网站", "全社会", "监督检查", ""),
        ("预算", "内容", "依据", "尽快", "没有的科", "电报", "大家", "没有的栏目", ""),
        ("", "内容", "依据", "每年1月31日前", "", "政府网站", "全社会", "预算决算", ""),
    )
    told = [(one.row, one.head, one.message[:12]) for one in sheets.examine(agency, content).problems]
    assert told == [
        (3, "公开时限", "应写作“20个工作日”或"),
        (3, "责任科室", "本机关没有“没有的科”这"),
        (3, "公开渠道", "没有“电报”这种渠道，可"),
        (3, "公开对象", "只能填全社会、特定群体，"),
        (3, "公开栏目", "本机关没有“没有的栏目”"),
        (4, "公开事项", "请填写公开事项"),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a workbook", "文件不是Excel工作簿"),
        (b"\xd0\xcf\x11\xe0", "旧版（.xls）或者加了密码"),
        (b"PK\x03\x04broken", "文件已损坏"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_it_is(agency, columns, content, sentence):
    with pytest.raises(Refused, match=sentence):
        sheets.examine(agency, content)


def test_a_sheet_is_imported_only_after_its_preview_was_confirmed(agency, clerk, columns, client_of):
    content = spreadsheet(
        ("监督检查", "内容", "依据", "20个工作日", "", "政府网站", "全社会", "监督检查", "")
    )
    client = client_of(clerk)
    upload = io.BytesIO(content)
    upload.name = "清单.xlsx"
    page = client.post("/office/items/duties/import/", {"file": upload})
    assert (page.status_code, Duty.objects.count()) == (200, 0)
    digest = page.context["seen"].digest
    client.post("/office/items/duties/import/", {"digest": digest})
    assert Duty.objects.get().limit_words == "自形成或者变更之日起20个工作日内"


def test_the_list_becomes_public_only_through_the_whole_review(agency, clerk, duty, reviewers, website):
    item = duty_actions.draft_list(clerk, agency, TODAY)
    assert (item.column.code, item.state) == ("system", "draft")
    assert queries.public_duties(agency) is None
    row = actions.submit(clerk, item)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    assert queries.public_duties(agency) is None
    actions.publish(clerk, row, [website])
    edition, page = queries.public_duties(agency)
    assert (page.pk, edition.rows[0][:4]) == (
        item.pk, ["监督检查", "安全生产监督检查情况", "条例第二十条第（十三）项", "自形成或者变更之日起20个工作日内"],
    )  # fmt: skip


def test_a_table_that_says_other_than_the_reviewed_text_is_not_shown(agency, clerk, duty, reviewers, website):
    row = actions.submit(clerk, duty_actions.draft_list(clerk, agency, TODAY))
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    row = actions.publish(clerk, row, [website])
    edition = row.duty_edition
    edition.rows[0][0] = "别的事项"
    edition.save()
    assert queries.public_duties(agency) is None


def test_the_next_list_goes_into_the_page_of_the_first(agency, clerk, duty, reviewers, website):
    for content in ("安全生产监督检查情况", "监督检查情况和结果"):
        duty_actions.change_duty(clerk, duty, content=content)
        row = actions.submit(clerk, duty_actions.draft_list(clerk, agency, TODAY))
        for reviewer in reviewers:
            row = actions.approve(reviewer, row)
        actions.publish(clerk, row, [website])
    edition, _ = queries.public_duties(agency)
    assert edition.rows[0][1] == "监督检查情况和结果"
    assert Item.objects.filter(state="published").count() == 1


def test_the_pages_ask_few_questions_with_two_hundred_lines(
    agency, clerk, columns, client_of, django_assert_max_num_queries
):
    Duty.objects.bulk_create(
        Duty(
            agency=agency, matter=f"事项{number}", content="x", article="x", limit="forming", days=20,
            channels=["website"], column=columns["news"], since=SINCE,
        )
        for number in range(200)
    )  # fmt: skip
    client = client_of(clerk)
    for address in ("", "speed/", "?export=xlsx"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/office/items/duties/{address}").status_code == 200


def test_another_agencys_line_is_not_there(duty, make_post, other_agency, client_of):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    client = client_of(stranger)
    assert client.get(f"/office/items/duties/{duty.pk}/").status_code == 404
    assert client.post(f"/office/items/duties/{duty.pk}/end/").status_code == 404
    assert client.post(f"/office/items/duties/{duty.pk}/draft/").status_code == 404

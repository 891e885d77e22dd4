"""A clean-up finds by rules, one judges, another confirms, the ordinary actions do it; broken off, it goes on."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import cleanup as steps
from gongkai.apps.publications.cleanup import RULES, Known, Page, found_in
from gongkai.apps.publications.models import CleanupLine, Item
from gongkai.apps.publications.queries import cleanup as queries
from gongkai.law.refusals import Refused

TODAY = date(2026, 12, 8)


def page(**fields):
    told = {
        "pk": 1, "title": "通知", "body": "正文", "document_number": "", "public_on": date(2026, 1, 5),
        "valid_until": None, "validity": "in_force",
    }  # fmt: skip
    return Page(**(told | fields))


@pytest.mark.parametrize(
    ("fields", "rule", "said"),
    [
        ({"valid_until": date(2026, 12, 7)}, "expired", ["有效期至2026-12-07，已过期而没有标注失效"]),
        ({"valid_until": date(2026, 12, 8)}, "expired", []),
        ({"valid_until": date(2020, 1, 1), "validity": "lapsed"}, "expired", []),
        ({"body": "根据《办法》（测应急〔2019〕3号）"}, "basis", ["依据的测应急〔2019〕3号已废止"]),
        ({"body": "根据测应急〔2020〕3号"}, "basis", []),
        ({"document_number": "测应急〔2019〕3号", "body": "测应急〔2019〕3号"}, "basis", []),
        ({"gone": ["附表.xlsx"]}, "attachment", ["附件“附表.xlsx”打不开"]),
        ({"body": "联系人手机13812345678"}, "private", ["正文含有手机号码"]),
        (
            {"title": "拟录用人员公示", "public_on": date(2026, 6, 10)},
            "over",
            ["2026-06-10公开的公示、公告类信息，期间早已届满"],
        ),
        ({"title": "拟录用人员公示", "public_on": date(2026, 6, 11)}, "over", []),
    ],
)
def test_each_rule_names_what_it_saw_and_nothing_else(fields, rule, said):
    known = Known(TODAY, {"测应急〔2019〕3号": "废止"})
    assert found_in(page(**fields), known, [rule]) == said


@pytest.fixture
def old(reviewed, clerk, website) -> Item:
    """A public item past its validity that nobody marked."""
    row = actions.publish(clerk, reviewed, [website])
    Item.objects.filter(pk=row.pk).update(valid_until=date(2026, 11, 30))
    row.refresh_from_db()
    return row


@pytest.fixture
def made(agency, clerk, old):
    return steps.make_list(clerk, agency, name="年底清理", rules=list(RULES), today=TODAY)


@pytest.fixture
def line(made) -> CleanupLine:
    return made.lines.get()


def test_the_list_says_how_many_were_looked_through_and_what_was_found(made, line, old):
    assert (made.looked_through, line.item, line.found) == (
        1, old, ["有效期至2026-11-30，已过期而没有标注失效"],
    )  # fmt: skip


def test_nothing_found_makes_no_list(agency, clerk, reviewed, website):
    actions.publish(clerk, reviewed, [website])
    with pytest.raises(Refused, match="检查了1条公开信息，没有发现所选情形"):
        steps.make_list(clerk, agency, name="x", rules=["expired"], today=TODAY)


def test_who_judged_does_not_confirm(clerk, line, make_post):
    both = make_post("clerk", "final_reviewer", name="又判又核")
    steps.judge_line(both, line, "expire", "有效期届满")
    with pytest.raises(Refused, match="处理意见是您提出的，须由另一人复核"):
        steps.confirm_line(both, line)


def test_a_changed_verdict_asks_for_a_new_confirmation(clerk, reviewers, line):
    steps.judge_line(clerk, line, "withdraw", "过期")
    assert steps.confirm_line(reviewers[3], line).confirmed_at
    assert steps.judge_line(clerk, line, "keep").confirmed_at is None


def test_nothing_is_done_before_another_person_confirmed(clerk, made, line, old):
    steps.judge_line(clerk, line, "withdraw", "过期")
    assert steps.carry_out(clerk, made, TODAY) == (0, 0)
    old.refresh_from_db()
    assert old.state == "published"


@pytest.mark.parametrize(
    ("verdict", "state", "validity", "drafts"),
    [
        ("keep", "published", "in_force", 0),
        ("expire", "published", "lapsed", 0),
        ("withdraw", "withdrawn", "in_force", 0),
        ("correct", "published", "in_force", 1),
    ],
)
def test_a_confirmed_verdict_is_carried_out_by_the_ordinary_action(
    clerk, reviewers, made, line, old, verdict, state, validity, drafts
):
    steps.judge_line(clerk, line, verdict, "清理")
    steps.confirm_line(reviewers[3], line)
    assert steps.carry_out(clerk, made, TODAY) == (1, 0)
    old.refresh_from_db()
    assert (old.state, old.validity, old.next_versions.count()) == (state, validity, drafts)
    assert steps.carry_out(clerk, made, TODAY) == (0, 0)


def test_what_cannot_be_done_says_why_and_the_rest_goes_on(clerk, reviewers, made, line, old):
    steps.judge_line(clerk, line, "withdraw", "清理")
    steps.confirm_line(reviewers[3], line)
    actions.withdraw(clerk, old, "先撤了")
    assert steps.carry_out(clerk, made, TODAY) == (0, 1)
    line.refresh_from_db()
    assert line.failed.startswith("本件处于“已撤下”状态，不能撤下")


def test_broken_off_it_goes_on_with_the_lines_that_are_left(
    agency, clerk, reviewers, made, line, old, columns
):
    for number in range(3):
        row = Item.objects.create(
            agency=agency, column=columns["news"], author=clerk, title=f"件{number}", state="published",
            index_number=f"X/{number}", published_at=old.published_at, first_public_on=TODAY,
        )  # fmt: skip
        made.lines.create(item=row, found=["x"])
    for each in made.lines.all():
        steps.judge_line(clerk, each, "expire", "清理")
        steps.confirm_line(reviewers[3], each)
    assert steps.carry_out(clerk, made, TODAY, most=3) == (3, 0)
    assert steps.carry_out(clerk, made, TODAY, most=3) == (1, 0)


def test_a_withdrawal_without_a_reason_is_refused(clerk, line):
    with pytest.raises(Refused, match="请写明理由"):
        steps.judge_line(clerk, line, "withdraw", " ")


def test_another_agency_sees_nothing_of_it(made, line, other_agency, make_post, client_of):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(f"/office/items/cleanup/{made.pk}/").status_code == 404
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        steps.judge_line(stranger, line, "keep")


def test_the_screen_judges_what_is_ticked_and_another_confirms(clerk, reviewers, made, line, client_of):
    address = f"/office/items/cleanup/{made.pk}/"
    client_of(clerk).post(address, {"line": [line.pk], "verdict": "expire", "reason": "届满"})
    client_of(reviewers[3]).post(f"{address}confirm/", {"line": [line.pk]})
    client_of(clerk).post(f"{address}carry-out/")
    assert Item.objects.get(pk=line.item_id).validity == "lapsed"


def test_the_pages_ask_few_questions_with_two_hundred_lines(
    agency, clerk, made, old, columns, client_of, django_assert_max_num_queries
):
    rows = Item.objects.bulk_create(
        Item(agency=agency, column=columns["news"], author=clerk, title=f"件{number}")
        for number in range(200)
    )
    CleanupLine.objects.bulk_create(CleanupLine(cleanup=made, item=row, found=["x"]) for row in rows)
    client = client_of(clerk)
    for address in ("", f"{made.pk}/", f"{made.pk}/?export=xlsx"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/office/items/cleanup/{address}").status_code == 200
    assert queries.cleanup_for(clerk, made.pk).unjudged == 201

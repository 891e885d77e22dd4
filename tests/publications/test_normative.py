"""A normative document from the project to its end: every step in its order, on its day, by the right person."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import normative as steps
from gongkai.apps.publications.models import Item, NormativeDocument, NormativeEvent
from gongkai.apps.publications.normative import default_validity, filing_due, in_force
from gongkai.apps.publications.queries import normative as queries
from gongkai.law.refusals import Refused

TODAY = date(2026, 12, 8)


@pytest.fixture
def lawyer(make_post):
    return make_post("legal_reviewer", name="法审")


@pytest.fixture
def document(agency, clerk) -> NormativeDocument:
    return steps.open_document(
        clerk, agency, title="测试市安全生产举报奖励办法", on=date(2026, 9, 1), basis="局长办公会议定"
    )


def take(post, document, kind, day, **told):
    steps.take_step(post, document, kind, on=date(2026, *day), **told)
    document.refresh_from_db()
    return document


@pytest.fixture
def heard(clerk, document):
    """Drafted; comments solicited for ten working days, 2026-09-07 to 2026-09-21, and answered."""
    take(clerk, document, "drafted", (9, 4))
    take(clerk, document, "comments_opened", (9, 7), until=date(2026, 9, 21))
    take(clerk, document, "comments_closed", (9, 22), received=5, adopted=3)
    return take(clerk, document, "comments_replied", (9, 24), note="网站公布采纳情况")


@pytest.fixture
def passed(clerk, lawyer, heard):
    take(clerk, heard, "legal_submitted", (9, 25))
    return take(lawyer, heard, "legal_passed", (10, 12), note="内容合法，程序完备")


@pytest.fixture
def issued(clerk, passed):
    take(clerk, passed, "discussed", (10, 14), note="局长办公会第9次会议通过")
    return take(
        clerk,
        passed,
        "issued",
        (10, 15),
        document_number="测应急规〔2026〕1号",
        registration_number="CSGF-2026-001",
    )


@pytest.fixture
def page(clerk, issued, reviewers, website, columns) -> Item:
    """Its public page, through the whole review."""
    row = actions.revise(
        clerk,
        steps.draft_page(clerk, issued, TODAY),
        body="第一条　为了规范举报奖励。",
        interpretation_required=False,
    )
    row = actions.submit(clerk, row, explanations={"": "解读另行发布"})
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    return actions.publish(clerk, row, [website])


def test_a_document_goes_from_project_to_publication_and_filing(clerk, issued, page):
    assert (issued.stage, issued.issued_on, issued.valid_until) == (
        "issued",
        date(2026, 10, 15),
        date(2031, 10, 14),
    )
    assert (page.document_number, page.valid_until, page.is_normative) == (
        "测应急规〔2026〕1号", date(2031, 10, 14), True,
    )  # fmt: skip
    document = take(clerk, issued, "published", (12, 8), item=page)
    document = take(clerk, document, "filed", (12, 8), where="测试市人民政府")
    assert (document.stage, document.item, document.filed_on) == ("published", page, TODAY)
    assert [event.kind for event in queries.events_of(document)] == [
        "opened", "drafted", "comments_opened", "comments_closed", "comments_replied", "legal_submitted",
        "legal_passed", "discussed", "issued", "published", "filed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("comments_opened", "请先完成起草（国办发〔2018〕37号）"),
        ("legal_submitted", "送合法性审核之前，请先公开征求意见"),
        ("legal_passed", "请先送合法性审核（国办发〔2018〕115号）"),
        ("discussed", "未经合法性审核或者审核不合法的，不得提交集体审议（国办发〔2018〕115号）"),
        ("issued", "未经合法性审核和集体审议决定的，不得印发（国办发〔2018〕37号）"),
        ("published", "未统一登记、统一编号、统一印发的，不得公布（国办发〔2018〕37号）"),
        ("filed", "印发之后才能报送备案"),
    ],
)
def test_a_step_before_its_time_is_refused_with_what_comes_first_and_the_rule(
    agency, make_post, document, kind, sentence
):
    anybody = make_post("clerk", "legal_reviewer", name="来人")
    with pytest.raises(Refused) as refused:
        steps.take_step(anybody, document, kind, on=TODAY, note="x")
    assert sentence in str(refused.value)
    assert document.events.count() == 1


def test_comments_are_solicited_for_seven_working_days_at_least(clerk, document):
    """From 2026-09-07 (a Monday): the 15th is the sixth working day, the 16th the seventh."""
    take(clerk, document, "drafted", (9, 4))
    with pytest.raises(Refused, match="公开征求意见不少于7个工作日，现为6个工作日"):
        take(clerk, document, "comments_opened", (9, 7), until=date(2026, 9, 15))
    assert take(clerk, document, "comments_opened", (9, 7), until=date(2026, 9, 16)).stage == "comments"


def test_a_major_decision_is_open_to_comments_for_thirty_days_or_says_why_not(agency, clerk):
    document = steps.open_document(clerk, agency, title="规划", on=date(2026, 9, 1), basis="x", major=True)
    take(clerk, document, "drafted", (9, 4))
    with pytest.raises(Refused, match=r"一般不少于30日，现为29日.*重大行政决策程序暂行条例第十五条"):
        take(clerk, document, "comments_opened", (9, 7), until=date(2026, 10, 6))
    assert (
        take(clerk, document, "comments_opened", (9, 7), until=date(2026, 10, 6), note="汛期紧急").stage
        == "comments"
    )


def test_comments_end_after_their_last_day_with_the_number_of_opinions(clerk, document):
    take(clerk, document, "drafted", (9, 4))
    take(clerk, document, "comments_opened", (9, 7), until=date(2026, 9, 16))
    with pytest.raises(Refused, match="征求意见到2026-09-16截止"):
        take(clerk, document, "comments_closed", (9, 16), received=1, adopted=1)
    with pytest.raises(Refused, match="请填写收到和采纳的意见数"):
        take(clerk, document, "comments_closed", (9, 17))
    with pytest.raises(Refused, match="采纳的意见不能多于收到的意见"):
        take(clerk, document, "comments_closed", (9, 17), received=1, adopted=2)


def test_who_drafted_does_not_judge_the_legality(clerk, heard, make_post):
    both = make_post("legal_reviewer", name="陈雨")
    take(clerk, heard, "legal_submitted", (9, 25))
    with pytest.raises(Refused, match="您参与了起草，不能审核自己起草的文件"):
        take(both, heard, "legal_passed", (9, 28), note="合法")


def test_only_the_legal_reviewer_judges_and_writes_an_opinion(clerk, lawyer, heard):
    take(clerk, heard, "legal_submitted", (9, 25))
    with pytest.raises(Refused, match="请由法制审核人员办理"):
        take(clerk, heard, "legal_passed", (9, 28), note="合法")
    with pytest.raises(Refused, match="请写明审核意见"):
        take(lawyer, heard, "legal_passed", (9, 28))
    assert take(lawyer, heard, "legal_returned", (9, 28), note="第三条增设许可").stage == "comments_done"


def test_what_needs_experts_does_not_go_to_the_lawyers_without_them(clerk, document):
    steps.change_document(clerk, document, None, expert_required=True)
    take(clerk, document, "drafted", (9, 4))
    take(clerk, document, "comments_waived", (9, 7), note="内部管理办法，依法不征求意见")
    with pytest.raises(Refused, match="本件须经专家论证"):
        take(clerk, document, "legal_submitted", (9, 8))
    with pytest.raises(Refused, match="请写明结论，或者上传"):
        take(clerk, document, "experts_argued", (9, 8))
    opinion = ContentFile("论证意见".encode(), name="意见.txt")
    take(clerk, document, "experts_argued", (9, 8), evidence=opinion)
    assert take(clerk, document, "legal_submitted", (9, 8)).stage == "legal"


def test_an_executable_is_no_evidence(clerk, document):
    with pytest.raises(Refused, match="类型不能上传"):
        take(clerk, document, "drafted", (9, 4), evidence=ContentFile(b"MZ", name="x.exe"))


def test_a_number_is_given_once(agency, clerk, lawyer, issued):
    second = steps.open_document(clerk, agency, title="另一件", on=date(2026, 9, 1), basis="x")
    take(clerk, second, "drafted", (9, 4))
    take(clerk, second, "comments_waived", (9, 4), note="x")
    take(clerk, second, "legal_submitted", (9, 4))
    take(lawyer, second, "legal_passed", (9, 18), note="x")
    take(clerk, second, "discussed", (9, 21), note="x")
    with pytest.raises(Refused, match="请填写统一登记号和文号"):
        take(clerk, second, "issued", (9, 22), document_number="测应急规〔2026〕2号")
    with pytest.raises(Refused, match="文号或者统一登记号已被本机关另一件文件使用"):
        take(clerk, second, "issued", (9, 22), document_number="测应急规〔2026〕1号", registration_number="2")


def test_the_validity_is_five_years_and_two_for_a_trial():
    assert default_validity(date(2026, 10, 15), trial=False) == date(2031, 10, 14)
    assert default_validity(date(2026, 10, 15), trial=True) == date(2028, 10, 14)
    assert default_validity(date(2024, 3, 1), trial=False) == date(2029, 2, 28)


def test_filing_is_due_on_the_fifteenth_day_after_the_issue():
    assert filing_due(date(2026, 10, 15)) == date(2026, 10, 30)


def test_a_day_to_come_or_before_the_step_before_is_refused(clerk, document):
    with pytest.raises(Refused, match="日期不能晚于今天"):
        take(clerk, document, "drafted", (12, 9))
    with pytest.raises(Refused, match="日期不能早于上一环节的2026-09-01"):
        take(clerk, document, "drafted", (8, 31))


def test_a_repeal_is_marked_on_the_public_page_in_the_same_breath(clerk, issued, page):
    take(clerk, issued, "published", (12, 8), item=page)
    take(clerk, issued, "repealed", (12, 8), note="测应急规〔2026〕9号废止")
    row = Item.objects.get(pk=page.pk)
    assert (row.validity, row.validity_since, row.validity_basis) == (
        "repealed",
        TODAY,
        "测应急规〔2026〕9号废止",
    )
    assert (issued.stage, issued.ended_on, in_force(issued, TODAY)) == ("repealed", TODAY, False)


def test_the_page_must_be_public_normative_and_of_the_same_number(clerk, issued, page, reviewed, website):
    with pytest.raises(Refused, match="请选择已经公开的文件页面"):
        take(clerk, issued, "published", (12, 8))
    other = actions.publish(clerk, reviewed, [website])
    with pytest.raises(Refused, match="所选信息没有标为规范性文件"):
        take(clerk, issued, "published", (12, 8), item=other)
    Item.objects.filter(pk=other.pk).update(is_normative=True, document_number="测应急〔2026〕7号")
    other.refresh_from_db()
    with pytest.raises(Refused, match="所选信息的文号是测应急〔2026〕7号，登记的文号是测应急规〔2026〕1号"):
        take(clerk, issued, "published", (12, 8), item=other)


def test_an_evaluation_prolongs_and_the_document_is_out_of_force_the_day_after_its_last(clerk, issued, page):
    take(clerk, issued, "published", (12, 8), item=page)
    take(clerk, issued, "evaluated", (12, 8), note="继续有效", valid_until=date(2033, 12, 31))
    assert in_force(issued, date(2033, 12, 31))
    assert not in_force(issued, date(2034, 1, 1))


def test_nobody_is_dunned_for_the_filing_of_what_was_issued_before_the_platform(
    agency, clerk, issued, client_of
):
    old = steps.take_over(
        clerk, agency, title="旧", document_number="2", issued_on=date(2020, 5, 1), valid_until=None
    )
    client = client_of(clerk)
    assert "报送备案。" in client.get(f"/office/items/normative/{issued.pk}/").content.decode()
    page = client.get(f"/office/items/normative/{old.pk}/").content.decode()
    assert "备案超期" not in page and "报送备案。" not in page


def test_only_what_was_issued_before_the_platform_is_taken_over_as_it_is(agency, clerk):
    with pytest.raises(Refused, match="须逐环节登记，不能按既有文件入册"):
        steps.take_over(
            clerk, agency, title="新", document_number="1", issued_on=date(2026, 1, 1), valid_until=None
        )
    old = steps.take_over(
        clerk,
        agency,
        title="旧",
        document_number="2",
        issued_on=date(2020, 5, 1),
        valid_until=date(2025, 4, 30),
    )
    assert (old.stage, in_force(old, TODAY)) == ("issued", False)


def test_the_database_refuses_to_change_or_delete_a_step(document):
    for spoil in (NormativeEvent.objects.update, NormativeEvent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil(note="x") if spoil == NormativeEvent.objects.update else spoil()
    assert NormativeEvent.objects.get().note == "局长办公会议定"


def test_the_register_says_what_was_issued_ended_and_is_in_force(clerk, issued):
    assert queries.register_figures(clerk, 2026, TODAY) == {"issued": 1, "ended": 0, "in_force": 1}


def test_its_figures_are_not_counted_for_the_report_a_second_time(agency, issued):
    from gongkai.apps.publications.queries import facts  # noqa: PLC0415

    assert list(facts(agency.pk, 2026)) == []


def test_the_pages_ask_few_questions_with_two_hundred_documents(
    agency, clerk, issued, client_of, django_assert_max_num_queries
):
    NormativeDocument.objects.bulk_create(
        NormativeDocument(
            agency=agency, title=f"文件{number}", stage="issued", document_number=f"{number}号",
            issued_on=date(2025, 1, 1), valid_until=date(2027, 1, 1),
        )
        for number in range(200)
    )  # fmt: skip
    client = client_of(clerk)
    for address in ("", "?state=expiring", "?export=xlsx", f"{issued.pk}/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/office/items/normative/{address}").status_code == 200


def test_another_agency_sees_nothing_of_it(document, make_post, other_agency, client_of):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    client = client_of(stranger)
    assert client.get(f"/office/items/normative/{document.pk}/").status_code == 404
    assert client.get(f"/office/items/normative/{document.pk}/steps/drafted/").status_code == 404
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        steps.take_step(stranger, document, "drafted", on=TODAY)


def test_a_refused_step_keeps_what_was_typed(clerk, heard, client_of):
    page = client_of(clerk).post(
        f"/office/items/normative/{heard.pk}/steps/discussed/", {"on": "2026-12-08", "note": "会议通过"}
    )
    assert page.status_code == 422
    assert "不得提交集体审议" in page.content.decode()
    assert "会议通过" in page.content.decode()

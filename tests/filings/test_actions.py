"""Writing, submitting, judging, publishing and correcting a report."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.agencies.models import Grant
from gongkai.apps.audit.models import Entry
from gongkai.apps.filings import actions, queries
from gongkai.apps.filings.models import Correction, Filing, Note, Text
from gongkai.apps.publications.actions import import_history
from gongkai.apps.publications.models import HistoryBatch, Item
from gongkai.apps.registers import actions as registers
from gongkai.law.refusals import Refused
from tests.filings.conftest import BLOCKS, TODAY

pytestmark = pytest.mark.django_db


def fresh(filing: Filing) -> Filing:
    return Filing.objects.get(pk=filing.pk)


def repeal_in_2025(clerk) -> None:
    """A document that was repealed in 2025 but is not in last year's stock: the stock rule no longer holds."""
    document = {"type": "normative_document", "title": "旧规定", "document_number": "发〔2023〕9号"}
    days = {"issued_on": date(2023, 8, 4), "effective_until": date(2025, 6, 30)}
    registers.record_entry(clerk, "document", document | days, today=TODAY)


# Opening


def test_a_year_to_come_is_not_reported_on(clerk):
    with pytest.raises(Refused, match="2099年还没有到"):
        actions.open_filing(clerk, 2099)


def test_before_2014_there_is_no_national_form(clerk):
    with pytest.raises(Refused, match="没有全国统一"):
        actions.open_filing(clerk, 2013)


def test_opening_a_year_twice_gives_the_same_filing_and_logs_once(clerk):
    assert actions.open_filing(clerk, 2025) == actions.open_filing(clerk, 2025)
    assert Entry.objects.filter(event="filing.opened").count() == 1


def test_the_edition_follows_the_year(clerk):
    editions = {year: actions.open_filing(clerk, year).edition for year in (2018, 2020, 2025)}
    assert editions == {2018: "2014", 2020: "2019", 2025: "2021"}


def test_only_who_writes_reports_opens_one(make_post):
    with pytest.raises(Refused, match="政务公开经办"):
        actions.open_filing(make_post("contributor", name="信息员"), 2025)


# Texts


def test_a_second_saver_of_the_same_text_is_told_who_was_first(clerk, filing, make_post):
    colleague = make_post("clerk", name="钱进")
    actions.save_text(colleague, filing, "problems", "一稿", 0)
    with pytest.raises(Refused, match="钱进已于"):
        actions.save_text(clerk, filing, "problems", "二稿", 0)
    assert Text.objects.get(block="problems").text == "一稿"


def test_another_agencys_clerk_may_not_write(filing, other_agency, make_post):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="属于其他机关"):
        actions.save_text(stranger, filing, "problems", "x", 0)


def test_a_part_that_the_form_does_not_have_is_refused(clerk, filing):
    with pytest.raises(Refused, match="没有“nonsense”这一部分"):
        actions.save_text(clerk, filing, "nonsense", "x", 0)


def test_the_proposed_sentences_are_adopted_with_this_years_numbers(clerk, filing):
    text = actions.adopt_draft(clerk, filing, "overview.requests", 0)
    assert "收到政府信息公开申请3件" in text.text
    assert text.offer == Text.Offer.ADOPTED


def test_adopting_keeps_what_was_written_before(clerk, filing):
    actions.save_text(clerk, filing, "overview.requests", "本局另有说明。", 0)
    text = actions.adopt_draft(clerk, filing, "overview.requests", 1)
    assert text.text.endswith("\n本局另有说明。")
    assert text.offer == Text.Offer.EDITED


def test_a_text_that_was_adopted_and_then_changed_counts_as_edited(clerk, filing):
    adopted = actions.adopt_draft(clerk, filing, "overview.requests", 0)
    changed = actions.save_text(clerk, filing, "overview.requests", f"{adopted.text}均已答复。", 1)
    assert changed.offer == Text.Offer.EDITED


def test_declining_leaves_the_text_as_it_is(clerk, filing):
    actions.save_text(clerk, filing, "overview.requests", "自己写的。", 0)
    text = actions.decline_draft(clerk, filing, "overview.requests", 1)
    assert (text.text, text.offer) == ("自己写的。", Text.Offer.DECLINED)


# Submission


def test_a_report_with_an_empty_required_part_is_not_submitted(clerk, written):
    actions.save_text(clerk, written, "overview.safeguards", "", 1)
    with pytest.raises(Refused, match="监督保障”是年报必备内容") as refused:
        actions.submit(clerk, written)
    assert refused.value.article == "条例第五十条；国办公开办函〔2021〕30号"
    assert refused.value.field == "overview.safeguards"


def test_a_report_on_a_year_that_is_not_over_is_not_submitted(clerk, columns):
    running = actions.open_filing(clerk, date.today().year)
    with pytest.raises(Refused, match="还没有结束"):
        actions.submit(clerk, running)


def test_a_report_that_names_a_telephone_number_of_a_person_is_not_submitted(clerk, written):
    actions.save_text(clerk, written, "other", "申请人电话13800001234。", 1)
    with pytest.raises(Refused, match="13800001234"):
        actions.submit(clerk, written)


def test_a_warning_without_a_note_stops_the_submission_and_a_note_frees_it(clerk, written):
    repeal_in_2025(clerk)
    with pytest.raises(Refused, match="请先核对并说明：现行有效的行政规范性文件为2件"):
        actions.submit(clerk, written)
    key = "t2.normative_documents.in_force"
    actions.note(clerk, written, key, "2023年的一件到期失效。", rule="stock.normative_documents")
    assert actions.submit(clerk, fresh(written)).state == Filing.State.IN_REVIEW


def test_a_note_no_longer_answers_a_warning_whose_numbers_have_changed(clerk, written):
    repeal_in_2025(clerk)
    key = "t2.normative_documents.in_force"
    actions.note(clerk, written, key, "已核对。", rule="stock.normative_documents")
    document = {"type": "normative_document", "title": "新规定", "document_number": "发〔2025〕8号"}
    registers.record_entry(clerk, "document", document | {"issued_on": date(2025, 9, 1)}, today=TODAY)
    with pytest.raises(Refused, match="现行有效的行政规范性文件为3件"):
        actions.submit(clerk, fresh(written))


def test_an_error_is_neither_explained_away_nor_submitted(clerk, written, monkeypatch):
    # Records cannot contradict themselves; a published report of last year can contradict them.
    real = queries.books.__globals__["books_after"]

    def contradicting(agency_id, year, last):
        found = real(agency_id, year, last)
        return replace(found, previous={**found.previous, "t3.carried_out.total": 5})

    monkeypatch.setitem(queries.books.__globals__, "books_after", contradicting)
    with pytest.raises(Refused, match="不能以说明代替"):
        actions.note(clerk, written, "t3.carried_in.total", "已核对。", rule="year.carried")
    with pytest.raises(Refused, match="上年结转”为0件，上年年报“结转下年度继续办理”为5件"):
        actions.submit(clerk, written)


def test_a_note_on_a_warning_that_is_not_there_is_refused(clerk, written):
    with pytest.raises(Refused, match="这条提示已经不在"):
        actions.note(clerk, written, "t2.rules.in_force", "x", rule="stock.rules")


def test_submission_keeps_the_whole_report_and_lays_it_into_the_column_of_annual_reports(clerk, written):
    filing = actions.submit(clerk, written)
    snapshot = filing.snapshots.get()
    report = snapshot.as_report()
    assert report.figures["t3.new_received.total"] == 3
    assert report.narrative["problems"] == BLOCKS["problems"]
    assert filing.item.title == "测试市应急管理局2025年政府信息公开工作年度报告"
    assert filing.item.column.name == "政府信息公开年报"
    assert filing.item.payload["figures"]["t2.fees.amount"] == 0.35
    assert filing.item.state == Item.State.IN_REVIEW


def test_a_snapshot_and_a_note_cannot_be_changed_even_in_the_database(clerk, written):
    actions.note(clerk, written, "t3.new_received.total", "与登记簿核对。")
    filing = actions.submit(clerk, fresh(written))
    for rows, change in ((filing.snapshots, {"report": "{}"}), (Note.objects.all(), {"text": "改"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_under_review_nothing_is_written(clerk, written):
    actions.submit(clerk, written)
    with pytest.raises(Refused, match="正在审核，不能改动"):
        actions.save_text(clerk, written, "problems", "x", 1)


def test_records_changed_after_submission_do_not_change_what_was_submitted(clerk, written):
    filing = actions.submit(clerk, written)
    licence = {"document_number": "许〔2025〕9号", "holder_kind": "organisation", "holder": "测试公司"}
    licence |= {"category": "烟花爆竹经营许可", "decision": "granted", "decided_on": date(2025, 4, 9)}
    registers.record_entry(clerk, "licence", licence, today=TODAY)
    assert filing.snapshots.get().as_report().figures["t2.licences.decisions"] == 4
    assert queries.figures(filing.agency_id, 2025)["t2.licences.decisions"] == 5


# Review


def test_the_four_steps_are_four_people_and_none_of_them_wrote_the_report(clerk, written, reviewers):
    actions.submit(clerk, written)
    Grant.objects.create(post=clerk, role="secrecy_reviewer")
    clerk.__dict__.pop("_roles", None)
    with pytest.raises(Refused, match="您撰写过本年报的正文"):
        actions.approve(clerk, written)
    actions.approve(reviewers[0], written)
    Grant.objects.create(post=reviewers[0], role="first_reviewer")
    reviewers[0].__dict__.pop("_roles", None)
    with pytest.raises(Refused, match="各环节须由不同的人办理"):
        actions.approve(reviewers[0], written)


def test_who_wrote_one_block_may_not_judge_the_report(clerk, written, make_post):
    helper = make_post("clerk", "secrecy_reviewer", name="钱进")
    actions.save_text(helper, written, "problems", "补充。", 1)
    actions.submit(clerk, fresh(written))
    with pytest.raises(Refused, match="您撰写过本年报的正文"):
        actions.approve(helper, written)


def test_a_report_sent_back_is_written_again_and_goes_through_the_whole_chain_anew(clerk, written, reviewers):
    actions.submit(clerk, written)
    actions.approve(reviewers[0], written)
    actions.send_back(reviewers[1], written, opinion="补充培训情况。")
    assert fresh(written).state == Filing.State.DRAFTING
    actions.save_text(clerk, written, "overview.safeguards", "开展培训两次。", 1)
    filing = actions.submit(clerk, fresh(written))
    assert filing.snapshots.count() == 2
    assert filing.item.awaiting == "secrecy"
    assert Item.objects.filter(kind="annual_report").count() == 1


def test_an_unreviewed_report_is_not_published(clerk, written, website):
    with pytest.raises(Refused, match="请先送审"):
        actions.publish(clerk, written, [website])
    actions.submit(clerk, written)
    with pytest.raises(Refused, match="审查尚未完成"):
        actions.publish(clerk, written, [website])


def test_an_approved_report_is_published_with_its_figures_and_every_step_is_logged(public):
    assert public.state == Filing.State.PUBLISHED
    assert queries.published(public).as_report().figures["t3.results_total.total"] == 2
    assert public.item.index_number
    events = list(Entry.objects.filter(subject=f"filings.filing:{public.pk}").values_list("event", flat=True))
    assert [event for event in reversed(events) if event != "filing.text_saved"] == [
        "filing.opened",
        "filing.submitted",
        "filing.approved",
        "filing.published",
    ]


def test_the_published_report_is_what_next_year_is_compared_with(agency, public, clerk):
    licence = {"document_number": "许〔2025〕9号", "holder_kind": "organisation", "holder": "测试公司"}
    licence |= {"category": "烟花爆竹经营许可", "decision": "granted", "decided_on": date(2025, 4, 9)}
    registers.record_entry(clerk, "licence", licence, today=TODAY)
    assert queries.books(agency.pk, 2026).previous["t2.licences.decisions"] == 4


# Correction


def test_a_report_that_is_not_public_is_not_corrected(clerk, written):
    with pytest.raises(Refused, match="只有已公布的年报才办理更正"):
        actions.correct(clerk, written, "漏记")


def test_a_correction_says_why(clerk, public):
    with pytest.raises(Refused, match="请写明更正的原因"):
        actions.correct(clerk, public, "  ")


def test_a_correction_leaves_a_trace_and_the_public_reads_the_old_report_until_the_new_one_is_out(
    clerk, public, reviewers, website
):
    old = public.item
    actions.correct(clerk, public, "漏记一件行政许可")
    licence = {"document_number": "许〔2025〕9号", "holder_kind": "organisation", "holder": "测试公司"}
    licence |= {"category": "烟花爆竹经营许可", "decision": "granted", "decided_on": date(2025, 4, 9)}
    registers.record_entry(clerk, "licence", licence, today=TODAY)
    actions.save_text(clerk, public, "problems", "解读形式单一，登记有遗漏。", 1)
    assert fresh(public).state == Filing.State.CORRECTING
    actions.submit(clerk, fresh(public))
    assert queries.published(fresh(public)).number == 1
    for reviewer in reviewers:
        actions.approve(reviewer, public)
    filing = actions.publish(clerk, fresh(public), [website])
    assert filing.state == Filing.State.PUBLISHED
    assert queries.published(filing).number == 2
    correction = Correction.objects.get()
    assert [(one["key"], one["before"], one["after"]) for one in correction.changes] == [
        ("t2.licences.decisions", "4", "5"),
        ("problems", "解读形式单一，下一步丰富形式。", "解读形式单一，登记有遗漏。"),
    ]
    old.refresh_from_db()
    assert (old.state, old.validity) == (Item.State.PUBLISHED, Item.Validity.AMENDED)
    assert "行政许可 · 本年处理决定数量由4更正为5" in filing.item.body_html
    assert filing.item.payload["corrections"][0]["reason"] == "漏记一件行政许可"


def test_a_correction_that_changes_nothing_is_not_submitted_and_may_be_dropped(clerk, public):
    actions.correct(clerk, public, "疑似有误")
    with pytest.raises(Refused, match="没有不同，不需要更正"):
        actions.submit(clerk, fresh(public))
    assert actions.drop_correction(clerk, public).state == Filing.State.PUBLISHED
    assert Entry.objects.filter(event="filing.correction_dropped").count() == 1


def test_a_published_report_is_not_changed_without_a_correction(clerk, public):
    with pytest.raises(Refused, match="请办理更正"):
        actions.save_text(clerk, public, "problems", "x", 1)


# Reports of before


def test_a_report_of_before_the_platform_is_let_in_by_a_second_person_under_its_own_day(
    clerk, written, website, reviewers
):
    filing = actions.import_published(
        clerk, written, date(2025, 12, 31), channels=[website], source="原网站", reason="集中展示"
    )
    assert filing.state == Filing.State.IN_REVIEW
    with pytest.raises(Refused, match="由分管领导"):
        import_history(clerk, filing.batch)
    import_history(reviewers[3], HistoryBatch.objects.get())
    filing = fresh(filing)
    assert filing.state == Filing.State.PUBLISHED
    assert queries.published(filing).as_report().published_on == date(2025, 12, 31)
    assert Item.objects.get(imported=filing.batch).title == "测试市应急管理局2025年政府信息公开工作年度报告"


def test_a_report_published_since_the_platform_is_in_use_does_not_enter_as_history(clerk, written, website):
    with pytest.raises(Refused, match="平台启用日期"):
        actions.import_published(
            clerk, written, date(2026, 1, 20), channels=[website], source="原网站", reason="集中展示"
        )
    assert fresh(written).state == Filing.State.DRAFTING


def test_an_imported_report_may_be_corrected_like_any_other(clerk, written, website, reviewers):
    filing = actions.import_published(
        clerk, written, date(2025, 12, 31), channels=[website], source="原网站", reason="集中展示"
    )
    import_history(reviewers[3], filing.batch)
    actions.correct(clerk, fresh(filing), "文字有误")
    actions.save_text(clerk, filing, "problems", "改后的文字。", 1)
    actions.submit(clerk, fresh(filing))
    for reviewer in reviewers:
        actions.approve(reviewer, filing)
    actions.publish(clerk, fresh(filing), [website])
    assert Item.objects.get(imported=filing.batch).validity == Item.Validity.AMENDED

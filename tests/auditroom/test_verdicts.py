"""A person's word on a finding: by what it is known again, and what may be said."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.audit.models import Entry
from gongkai.apps.auditroom import actions, queries
from gongkai.apps.auditroom.models import Verdict
from gongkai.law.refusals import Refused

RULE = "t3.row_total"


def finding_of(document):
    return document.findings.filter(rule=RULE).first()


def verdict_of(document, rule=RULE):
    return next(one for one in queries.judged(document) if one.finding.rule == rule).verdict


def test_a_row_whose_total_is_not_the_sum_of_its_parts_is_found_with_both_numbers(take, page):
    found = finding_of(take("a.html", page(total=4)))
    assert (found.level, found.says, found.should) == ("error", "4", "3")
    assert found.page == 1
    assert found.line > 0


def test_a_verdict_is_kept_when_the_same_file_is_read_again(take, page, overseer, round_):
    document = take("a.html", page(total=4))
    actions.judge(overseer, finding_of(document), "confirmed")
    assert actions.reread(overseer, round_) == 1
    assert actions.read_waiting(overseer, round_, seconds=60) == 0
    assert verdict_of(document).ruling == "confirmed"


def test_a_verdict_is_kept_when_a_changed_file_still_has_the_same_numbers(take, page, overseer):
    document = take("a.html", page(total=4))
    actions.judge(overseer, finding_of(document), "false_alarm", "口径不同，已核实")
    later = take("改后.html", page(total=4, text="文字重新写过，数字没有动。"))
    document.refresh_from_db()
    assert document.replaced_by == later
    assert verdict_of(later).reason == "口径不同，已核实"


def test_a_verdict_is_lost_when_the_numbers_of_the_finding_change(take, page, overseer):
    actions.judge(overseer, finding_of(take("a.html", page(total=4))), "false_alarm", "口径不同")
    assert verdict_of(take("b.html", page(total=5))) is None


def test_a_verdict_on_one_agency_says_nothing_of_another(take, page, overseer):
    actions.judge(overseer, finding_of(take("a.html", page(total=4))), "confirmed")
    assert verdict_of(take("b.html", page("测试市水务局", total=4))) is None


def test_a_verdict_of_one_oversight_office_is_not_that_of_another(
    take, page, overseer, make_post, other_agency
):
    document = take("a.html", page(total=4))
    actions.judge(overseer, finding_of(document), "confirmed")
    assert queries.holding(other_agency.pk, [finding_of(document).fingerprint]) == {}


def test_what_was_called_corrected_and_stands_in_a_later_file_is_told_and_counted_again(
    take, page, overseer, round_
):
    actions.judge(overseer, finding_of(take("a.html", page(total=4))), "corrected")
    assert queries.matrix(round_)[0].levels["error"] == 1  # the balance of the column, not judged
    later = take("b.html", page(total=4, text="另写。"))
    assert next(one for one in queries.judged(later) if one.finding.rule == RULE).still_there
    assert queries.matrix(round_)[0].levels["error"] == 2


def test_a_false_alarm_needs_a_reason(take, page, overseer):
    with pytest.raises(Refused, match="判为误报请写明理由"):
        actions.judge(overseer, finding_of(take("a.html", page(total=4))), "false_alarm", "  ")
    assert not Verdict.objects.exists()


def test_a_verdict_that_is_none_of_the_three_is_refused(take, page, overseer):
    with pytest.raises(Refused, match="请选择确认、误报或者已改正"):
        actions.judge(overseer, finding_of(take("a.html", page(total=4))), "ignored")


def test_a_verdict_can_be_taken_back_and_the_log_keeps_both(take, page, overseer):
    document = take("a.html", page(total=4))
    actions.judge(overseer, finding_of(document), "confirmed")
    actions.judge(overseer, finding_of(document), "withdrawn")
    assert verdict_of(document) is None
    assert Verdict.objects.count() == 2
    assert Entry.objects.filter(event="report.judged").count() == 2
    with pytest.raises(Refused, match="还没有判定"):
        actions.judge(overseer, finding_of(document), "withdrawn")


def test_the_database_refuses_to_change_a_verdict(take, page, overseer):
    made = actions.judge(overseer, finding_of(take("a.html", page(total=4))), "confirmed")
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.filter(pk=made.pk).update(ruling="corrected")


def test_only_an_oversight_post_of_the_same_agency_may_judge(
    take, page, clerk, make_post, other_agency, overseer
):
    found = finding_of(take("a.html", page(total=4)))
    with pytest.raises(Refused, match="请由主管部门办理"):
        actions.judge(clerk, found, "confirmed")
    with pytest.raises(Refused, match="属于其他机关"):
        actions.judge(make_post("oversight", name="别处", agency=other_agency), found, "confirmed")

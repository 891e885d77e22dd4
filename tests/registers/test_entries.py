"""Recording, changing and voiding one entry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongkai.apps.audit.models import Entry as LogEntry
from gongkai.apps.audit.queries import verify
from gongkai.apps.registers.actions import change_entry, record_entry, void_entry
from gongkai.apps.registers.checks import masked
from gongkai.apps.registers.models import Charge, Licence, Penalty
from gongkai.apps.registers.specifications import REGISTERS
from gongkai.law.refusals import Refused
from tests.registers.conftest import ROWS, row_of

pytestmark = pytest.mark.django_db


def refused(key: str, clerk, today, **changes) -> Refused:
    with pytest.raises(Refused) as caught:
        record_entry(clerk, key, row_of(key, **changes), today=today)
    return caught.value


def test_there_are_ten_registers_each_with_a_name_of_its_own():
    assert [register.name for register in REGISTERS] == [
        "行政许可",
        "行政处罚",
        "行政强制",
        "其他对外管理服务",
        "行政事业性收费",
        "规章和规范性文件",
        "权力和服务事项",
        "政府集中采购",
        "政府信息公开会议",
        "政府信息公开培训班",
    ]


def test_a_recorded_entry_belongs_to_the_actors_agency_and_is_logged(clerk, agency, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    assert (entry.agency, entry.recorded_by) == (agency, clerk.account)
    logged = LogEntry.objects.first()
    assert (logged.event, logged.subject) == ("entry.recorded", f"registers.licence:{entry.pk}")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"document_number": " "}, "document_number", "“决定书文号”必填"),
        ({"decided_on": None}, "decided_on", "“决定日期”必填"),
        ({"decided_on": date(2026, 12, 9)}, "decided_on", "“决定日期”2026-12-09晚于今天，请核对"),
        ({"decided_on": date(1924, 5, 1)}, "decided_on", "“决定日期”1924-05-01过早，请核对年份"),
        ({"published_on": date(2026, 3, 1)}, "published_on", "“公开日期”不能早于“决定日期”"),
        ({"decision": "maybe"}, "decision", "“决定”只能是准予、不予，现为“maybe”"),
        ({"document_number": "许" * 61}, "document_number", "“决定书文号”最多60个字，现为61个字"),
    ],
)
def test_a_wrong_licence_is_refused_at_its_field(clerk, today, changes, field, sentence):
    refusal = refused("licence", clerk, today, **changes)
    assert (refusal.field, str(refusal)) == (field, sentence)
    assert not Licence.objects.exists()


def test_a_decision_may_be_dated_today(clerk, today):
    record_entry(clerk, "licence", row_of("licence", decided_on=date(2026, 12, 8)), today=today)
    assert Licence.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (Decimal("-1"), "“金额（万元）”应在0至一百亿万元之间，现为-1"),
        (Decimal("0.00001"), "“金额（万元）”单位为万元，最多4位小数，现为0.00001"),
        (Decimal("10000000000"), "“金额（万元）”应在0至一百亿万元之间，现为10000000000"),
    ],
)
def test_money_is_not_negative_has_four_places_and_a_limit(clerk, today, amount, sentence):
    assert str(refused("charge", clerk, today, amount=amount)) == sentence
    assert not Charge.objects.exists()


def test_only_the_end_of_validity_may_lie_in_the_future(clerk, today):
    record_entry(clerk, "document", row_of("document", effective_until=date(2031, 8, 2)), today=today)
    refusal = refused("document", clerk, today, document_number="另一件", repealed_on=date(2027, 1, 1))
    assert (refusal.field, str(refusal)) == ("repealed_on", "“废止日期”2027-01-01晚于今天，请核对")


def test_the_same_document_number_is_refused_until_the_first_is_voided(clerk, today):
    first = record_entry(clerk, "licence", ROWS["licence"], today=today)
    refusal = refused("licence", clerk, today)
    assert refusal.field == "document_number"
    assert str(refusal) == "行政许可台账中已有“决定书文号”相同的记录：测应急许〔2026〕1号"
    void_entry(clerk, "licence", first.pk, first.version, reason="登记错误")
    record_entry(clerk, "licence", ROWS["licence"], today=today)
    assert Licence.objects.filter(voided_at=None).count() == 1


def test_two_agencies_may_use_the_same_document_number(clerk, make_post, other_agency, today):
    record_entry(clerk, "licence", ROWS["licence"], today=today)
    theirs = make_post("clerk", name="王敏", agency=other_agency)
    record_entry(theirs, "licence", ROWS["licence"], today=today)
    assert Licence.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("张三", "张某"),
        ("欧阳修", "欧阳某"),
        ("欧阳", "欧某"),
        ("张某", "张某"),
        ("买买提·艾力", "买某"),
        ("  李四 ", "李某"),
    ],
)
def test_a_natural_persons_name_is_kept_as_surname_and_mou(name, kept):
    assert masked(name) == kept


def test_a_natural_persons_full_name_is_nowhere_in_the_database_nor_in_the_log(clerk, today):
    record_entry(clerk, "penalty", ROWS["penalty"], today=today)
    assert Penalty.objects.get().party == "张某"
    assert "张三" not in str(list(LogEntry.objects.values()))


def test_an_organisations_name_is_kept_whole(clerk, today):
    row = row_of("penalty", party_kind="organisation", party="张三化工有限公司")
    assert record_entry(clerk, "penalty", row, today=today).party == "张三化工有限公司"


def test_a_change_is_logged_with_old_and_new_values(clerk, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    changed = change_entry(
        clerk, "licence", entry.pk, 1, row_of("licence", published_on=date(2026, 3, 9)), today=today
    )
    assert (changed.version, changed.published_on) == (2, date(2026, 3, 9))
    logged = LogEntry.objects.first()
    assert logged.event == "entry.changed"
    assert logged.data["values"] == {"published_on": [None, "2026-03-09"]}


def test_saving_without_a_change_changes_and_logs_nothing(clerk, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    change_entry(clerk, "licence", entry.pk, 1, ROWS["licence"], today=today)
    assert Licence.objects.get().version == 1
    assert LogEntry.objects.count() == 1


def test_the_second_of_two_clerks_is_refused_by_the_name_of_the_first(clerk, make_post, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    change_entry(clerk, "licence", entry.pk, 1, row_of("licence", category="甲"), today=today)
    second = make_post("contributor", name="李强")
    with pytest.raises(Refused, match="陈雨"):
        change_entry(second, "licence", entry.pk, 1, row_of("licence", category="乙"), today=today)
    assert Licence.objects.get().category == "甲"


def test_a_changed_number_must_not_be_anothers(clerk, today):
    record_entry(clerk, "licence", ROWS["licence"], today=today)
    other = record_entry(clerk, "licence", row_of("licence", document_number="许2号"), today=today)
    with pytest.raises(Refused, match="相同的记录"):
        change_entry(clerk, "licence", other.pk, 1, ROWS["licence"], today=today)


def test_voiding_asks_for_a_reason_keeps_the_entry_and_closes_it(clerk, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    with pytest.raises(Refused, match="请写明作废原因"):
        void_entry(clerk, "licence", entry.pk, 1, reason="  ")
    void_entry(clerk, "licence", entry.pk, 1, reason="与第3号重复登记")
    kept = Licence.objects.get()
    assert (kept.void_reason, kept.voided_by) == ("与第3号重复登记", clerk.account)
    with pytest.raises(Refused, match="已经作废"):
        change_entry(clerk, "licence", entry.pk, 2, ROWS["licence"], today=today)
    assert verify().whole


def test_only_posts_that_may_write_registers_write_them(make_post, today):
    reader = make_post("final_reviewer", name="赵局")
    with pytest.raises(Refused, match="没有办理此事的权限"):
        record_entry(reader, "licence", ROWS["licence"], today=today)


def test_another_agencys_entry_can_be_neither_changed_nor_voided(clerk, make_post, other_agency, today):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=today)
    theirs = make_post("clerk", name="王敏", agency=other_agency)
    with pytest.raises(Refused, match="属于其他机关"):
        change_entry(theirs, "licence", entry.pk, 1, row_of("licence", category="乙"), today=today)
    with pytest.raises(Refused, match="属于其他机关"):
        void_entry(theirs, "licence", entry.pk, 1, reason="x")


def test_an_unknown_register_is_refused(clerk, today):
    with pytest.raises(Refused, match="没有代码为“cars”的台账"):
        record_entry(clerk, "cars", {}, today=today)

"""The pages of the registers, as people use them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.registers.actions import record_entries, record_entry, void_entry
from gongkai.apps.registers.models import Licence, Penalty
from gongkai.apps.registers.specifications import REGISTERS
from tests.registers.conftest import LICENCE_HEAD, ROWS, TODAY, licence_line, row_of, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setattr("gongkai.apps.registers.views.today", lambda: TODAY)


@pytest.fixture
def page(clerk, client_of):
    return client_of(clerk)


def upload(page, content: bytes, name: str = "许可.xlsx"):
    address = reverse("registers:import", args=["licence"])
    return page.post(address, {"file": SimpleUploadedFile(name, content)})


def seed(clerk, count: int = 300) -> None:
    rows = [
        row_of("licence", document_number=f"许{n}号", decided_on=date(2024 + n % 3, 3, 1))
        for n in range(count)
    ]
    record_entries(clerk, "licence", rows, today=TODAY)


def test_index_and_lists_of_300_entries_take_at_most_12_queries(clerk, page, django_assert_max_num_queries):
    seed(clerk)
    with django_assert_max_num_queries(12):
        assert page.get(reverse("registers:index")).status_code == 200
    with django_assert_max_num_queries(12):
        answer = page.get(reverse("registers:list", args=["licence"]), {"year": 2025, "word": "许"})
    assert answer.context["listing"].total == 100


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_register_has_its_pages(clerk, page, register):
    entry = record_entry(clerk, register.key, ROWS[register.key], today=TODAY)
    for name, args in [
        ("list", []),
        ("new", []),
        ("import", []),
        ("template", []),
        ("entry", [entry.pk]),
        ("edit", [entry.pk]),
        ("void", [entry.pk]),
    ]:
        answer = page.get(reverse(f"registers:{name}", args=[register.key, *args]))
        assert answer.status_code == 200, name


def test_an_entry_typed_into_the_form_is_recorded(page):
    data = {**ROWS["licence"], "decided_on": "2026-03-02", "another": "1"}
    answer = page.post(reverse("registers:new", args=["licence"]), data)
    assert answer.url == reverse("registers:new", args=["licence"])
    assert Licence.objects.get().holder == "测试烟花经营有限公司"


def test_a_refused_form_keeps_what_was_typed_and_says_everything_that_is_wrong(page):
    data = {**ROWS["licence"], "decided_on": "2027-01-01", "published_on": "2026-01-01", "holder": "甲" * 101}
    answer = page.post(reverse("registers:new", args=["licence"]), data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "2027-01-01晚于今天" in text
    assert "“公开日期”不能早于“决定日期”" in text
    assert "最多100个字，现为101个字" in text
    assert "测应急许〔2026〕1号" in text
    assert not Licence.objects.exists()


def test_the_second_saver_is_told_by_whom_and_keeps_what_was_typed(page, clerk):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    address = reverse("registers:edit", args=["licence", entry.pk])
    data = {**ROWS["licence"], "decided_on": "2026-03-02"}
    assert page.post(address, {**data, "category": "甲", "version": 1}).status_code == 302
    answer = page.post(address, {**data, "category": "乙事项", "version": 1})
    assert answer.status_code == 422
    assert "陈雨已于" in answer.content.decode()
    assert "乙事项" in answer.content.decode()


def test_voiding_takes_a_reason_and_the_list_shows_voided_entries_only_when_asked(page, clerk):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    address = reverse("registers:void", args=["licence", entry.pk])
    assert page.post(address, {"version": 1, "reason": ""}).status_code == 422
    assert page.post(address, {"version": 1, "reason": "重复登记"}).status_code == 302
    listed = reverse("registers:list", args=["licence"])
    assert page.get(listed).context["listing"].total == 0
    assert page.get(listed, {"state": "voided"}).context["listing"].total == 1
    assert "已作废" in page.get(listed, {"state": "all"}).content.decode()


def test_the_preview_changes_nothing_and_the_confirmation_imports(page, agency):
    answer = upload(page, workbook(LICENCE_HEAD, licence_line(1), licence_line(2)))
    assert "2行，没有错误" in answer.content.decode()
    assert not Licence.objects.exists()
    digest = answer.context["seen"].digest
    address = reverse("registers:confirm", args=["licence"])
    assert page.post(address, {"digest": digest}).url == reverse("registers:list", args=["licence"])
    assert Licence.objects.count() == 2
    assert default_storage.listdir(f"imports/{agency.pk}/licence") == ([], [])


def test_giving_the_preview_up_removes_the_file_and_imports_nothing(page, agency):
    digest = upload(page, workbook(LICENCE_HEAD, licence_line(1))).context["seen"].digest
    page.post(reverse("registers:confirm", args=["licence"]), {"digest": digest, "give_up": "1"})
    assert not Licence.objects.exists()
    assert default_storage.listdir(f"imports/{agency.pk}/licence") == ([], [])


def test_a_sheet_with_mistakes_shows_them_by_row_and_column_and_keeps_no_file(page, agency):
    answer = upload(page, workbook(LICENCE_HEAD, licence_line(1, decided="2024.5.1")))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "“决定日期”应为日期，现为文字“2024.5.1”" in text
    assert not default_storage.exists(f"imports/{agency.pk}/licence")


def test_an_unreadable_file_is_refused_at_the_field_by_its_name(page):
    answer = upload(page, b"not a workbook", "许可.docx")
    assert answer.status_code == 422
    assert "“许可.docx”不是Excel工作簿（.xlsx）" in str(answer.context["form"].errors["file"])


def test_a_confirmation_that_is_made_up_or_comes_from_another_agency_imports_nothing(
    page, client_of, make_post, other_agency
):
    digest = upload(page, workbook(LICENCE_HEAD, licence_line(1))).context["seen"].digest
    address = reverse("registers:confirm", args=["licence"])
    theirs = client_of(make_post("clerk", name="王敏", agency=other_agency))
    for client, given in [(theirs, digest), (page, "0" * 64), (page, "../../secret")]:
        assert client.post(address, {"digest": given}).status_code == 302
    assert not Licence.objects.exists()


def test_an_entry_recorded_between_preview_and_confirmation_stops_the_import(page, clerk):
    digest = upload(page, workbook(LICENCE_HEAD, licence_line(1), licence_line(2))).context["seen"].digest
    record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    answer = page.post(reverse("registers:confirm", args=["licence"]), {"digest": digest}, follow=True)
    assert "在台账中已有：测应急许〔2026〕1号" in answer.content.decode()
    assert Licence.objects.count() == 1


def test_the_export_holds_exactly_the_filtered_list(clerk, page):
    seed(clerk, 9)
    answer = page.get(reverse("registers:list", args=["licence"]), {"year": 2025, "export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == LICENCE_HEAD
    assert [row[0] for row in rows[1:]] == ["许7号", "许4号", "许1号"]


def test_readers_see_lists_but_neither_forms_nor_imports(client_of, make_post, clerk):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    reader = client_of(make_post("final_reviewer", name="赵局"))
    assert reader.get(reverse("registers:list", args=["licence"])).status_code == 200
    assert reader.get(reverse("registers:entry", args=["licence", entry.pk])).status_code == 200
    for name, args in [("new", []), ("import", []), ("edit", [entry.pk]), ("void", [entry.pk])]:
        assert reader.get(reverse(f"registers:{name}", args=["licence", *args])).status_code == 403


def test_another_agencys_entries_are_not_found(client_of, make_post, other_agency, clerk):
    entry = record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    theirs = client_of(make_post("clerk", name="王敏", agency=other_agency))
    for name in ("entry", "edit", "void"):
        assert theirs.get(reverse(f"registers:{name}", args=["licence", entry.pk])).status_code == 404
    assert theirs.get(reverse("registers:list", args=["licence"])).context["listing"].total == 0
    assert theirs.get("/office/registers/cars/").status_code == 404


def test_the_history_says_what_was_changed_from_what_to_what(page, clerk):
    entry = record_entry(clerk, "penalty", ROWS["penalty"], today=TODAY)
    data = {
        **ROWS["penalty"],
        "party": "李四",
        "decided_on": "2026-04-07",
        "published_on": "2026-04-14",
        "version": 1,
    }
    page.post(reverse("registers:edit", args=["penalty", entry.pk]), data)
    text = page.get(reverse("registers:entry", args=["penalty", entry.pk])).content.decode()
    assert "当事人名称已修改；公开日期：（空） → 2026-04-14" in text
    assert Penalty.objects.get().party == "李某"
    void_entry(clerk, "penalty", entry.pk, 2, reason="登记错误")
    answer = page.get(reverse("registers:entry", args=["penalty", entry.pk]))
    assert "登记错误" in answer.content.decode()

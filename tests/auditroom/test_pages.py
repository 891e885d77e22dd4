"""The screens: what they show, to whom, in how many queries, and that nothing of a document is markup."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps.auditroom import actions, pages
from gongkai.apps.auditroom.models import Document, Finding, Return, Round
from gongkai.law.refusals import Refused
from tests.auditroom.conftest import TODAY

MOST_QUERIES = 12


def get(client, name, *args, **query):
    return client.get(reverse(f"auditroom:{name}", args=args), query)


@pytest.fixture
def client(client_of, overseer):
    return client_of(overseer)


def test_a_round_shows_the_worst_agency_first_and_each_number_opens_its_findings(client, take, page, round_):
    take("a.html", page("测试市水务局"))
    take("b.html", page("测试市商务局", total=4))
    text = get(client, "round", round_.pk).content.decode()
    assert text.index("测试市商务局") < text.index("测试市水务局")
    assert "测试市商务局表格勾稽：错误2，提示0" in text


def test_a_folder_and_a_zip_are_taken_in_together_and_read(client, round_, page):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("市直/水务局.html", page("测试市水务局"))
    answer = client.post(
        reverse("auditroom:upload", args=[round_.pk]),
        {
            "file": [SimpleUploadedFile("a.zip", out.getvalue())],
            "folder": [SimpleUploadedFile("b.html", page("测试市商务局"))],
        },
    )
    assert answer.status_code == 302
    assert sorted(round_.documents.values_list("agency_name", flat=True)) == ["测试市商务局", "测试市水务局"]


def test_an_upload_without_files_is_refused_at_its_field(client, round_):
    answer = client.post(reverse("auditroom:upload", args=[round_.pk]))
    assert answer.status_code == 422
    assert "没有选择年度报告文件" in answer.content.decode()


def test_a_round_for_a_year_to_come_is_refused_and_what_was_typed_stays(client):
    answer = client.post(reverse("auditroom:list"), {"year": 2090, "title": "未来", "due": "2091-01-31"})
    assert answer.status_code == 422
    assert "2090年还没有到" in answer.content.decode()
    assert 'value="未来"' in answer.content.decode()


def test_words_of_a_document_never_become_markup(client, take, page):
    document = take("<b>坏.html", page(text="<script>alert(1)</script><img src=x onerror=alert(2)>收到3件。"))
    shown = get(client, "document", document.pk).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_finding_is_pinned_to_the_cell_that_it_is_about(take, page):
    document = take("a.html", page(total=4))
    found = document.findings.get(rule="t3.row_total")
    drawn = pages.draw(document, document.findings.all())
    cells = [cell for block in drawn for row in block.rows for cell in row if cell.pins]
    pinned = next(cell for cell in cells if found.number in [pin.number for pin in cell.pins])
    assert "".join(piece.text for piece in pinned.pieces) == "4"
    assert pinned.pins[0].mark == "error"


def test_overlapping_findings_are_cut_at_every_edge_and_the_worst_is_drawn():
    document = Document(lines=[{"p": 1, "n": 1, "t": "收到申请三件办结四件"}])
    found = [
        Finding(number=1, level="warning", page=1, line=1, start=0, end=6),
        Finding(number=2, level="error", page=1, line=1, start=4, end=10),
    ]
    text = pages.draw(document, found)[0].text
    assert [(one.text, one.mark, one.numbers) for one in text.pieces] == [
        ("收到申请", "warning", (1,)),
        ("三件", "error", (2,)),
        ("办结四件", "error", ()),
    ]


def test_a_finding_about_an_empty_cell_can_be_found_in_the_text():
    document = Document(lines=[{"p": 1, "n": 1, "table": 0, "cells": [["总计", 1, 0], ["", 1, 3]]}])
    found = Finding(number=1, level="warning", page=1, line=1, start=3, end=3)
    cell = pages.draw(document, [found])[0].rows[0][1]
    assert [(one.text, one.mark, one.numbers) for one in cell.pieces] == [("", "warning", (1,))]


def test_a_verdict_leads_to_the_next_finding(client, take, page):
    document = take("a.html", page(total=4))
    first, second = document.findings.filter(level="error").order_by("number")
    answer = client.post(reverse("auditroom:judge", args=[first.pk]), {"ruling": "confirmed"})
    assert answer["Location"].endswith(f"?at={second.number}#finding-{second.number}")


def test_a_false_alarm_without_a_reason_comes_back_with_the_sentence(client, take, page):
    found = take("a.html", page(total=4)).findings.first()
    answer = client.post(reverse("auditroom:judge", args=[found.pk]), {"ruling": "false_alarm"})
    assert answer.status_code == 422
    assert "判为误报请写明理由" in answer.content.decode()


def test_the_returned_list_names_the_confirmed_findings_only(client, take, page, overseer):
    document = take("a.html", page(total=4, text="收到申请三件，内容见<附件>。"))
    first, second = document.findings.filter(level="error").order_by("number")
    address = reverse("auditroom:return", args=[document.pk])
    assert client.post(address, {"due": "2030-01-15"}).status_code == 422
    actions.judge(overseer, first, "confirmed")
    actions.judge(overseer, second, "false_alarm", "已核实")
    assert client.post(address, {"due": "2030-01-15"}).status_code == 302
    made = Return.objects.get()
    answer = get(client, "letter", made.pk)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as word:
        text = word.read("word/document.xml").decode()
    assert "测试市商务局：" in text
    assert "请于2030年1月15日前逐项核实改正" in text
    assert "以下1项问题" in text
    assert first.message in text
    assert second.message not in text


def test_a_term_in_the_past_is_refused(take, page, overseer):
    document = take("a.html", page(total=4))
    actions.judge(overseer, document.findings.first(), "confirmed")
    with pytest.raises(Refused, match="改正期限已经过去"):
        actions.return_list(overseer, document, due=date(2026, 3, 1), today=TODAY)


def test_the_workbook_holds_summary_findings_and_figures_and_no_formula(client, take, page, round_, overseer):
    document = take("a.html", page(total=4))
    Finding.objects.filter(document=document, number=1).update(quote='=HYPERLINK("http://x")')
    actions.judge(overseer, document.findings.get(rule="t3.row_total"), "false_alarm", "口径不同")
    content = get(client, "round", round_.pk, export="xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["汇总", "问题", "数字（2021年格式）"]
    rows = list(book["问题"].iter_rows(values_only=True))
    assert "误报" in next(row for row in rows if row[4] and "总计" in row[4] and row[10])
    assert all(cell.data_type != "f" for row in book["问题"].iter_rows() for cell in row)


def test_the_rollup_adds_the_agencies_and_shows_where_the_government_differs(client, take, page, round_):
    take("a.html", page("测试市商务局", received=3, total=3))
    take("b.html", page("测试市水务局", received=2, total=2))
    own = take("c.html", page("测试市人民政府", received=6, total=6))
    text = get(client, "rollup", round_.pk, own=own.pk).content.decode()
    assert "2份年报逐格相加" in text
    assert "有6格不等" in text  # three rows, natural persons and total: 5 against 6
    assert "+1" in text


def test_two_reports_are_compared_figure_by_figure(client, take, page):
    left = take("a.html", page("测试市商务局", received=3, total=3))
    right = take("b.html", page("测试市水务局", received=3, total=4))
    text = get(client, "compare", left=left.pk, right=right.pk).content.decode()
    assert "有1格不同" in text


def test_a_figure_that_could_not_be_recovered_is_told_and_not_added_as_nothing(client, take, page, round_):
    document = take("a.html", page())
    document.figures["t3.new_received.total"] = None
    document.save()
    take("b.html", page("测试市水务局"))
    text = get(client, "rollup", round_.pk).content.decode()
    assert "1份报告的这个数字无法还原，没有计入" in text


def test_the_pages_of_a_clerk_are_closed(client_of, clerk, round_):
    for name, args in (("list", []), ("round", [round_.pk]), ("rollup", [round_.pk]), ("compare", [])):
        assert get(client_of(clerk), name, *args).status_code == 403


def test_another_oversight_office_finds_nothing_of_ours(
    client_of, make_post, other_agency, take, page, round_, overseer
):
    document = take("a.html", page("测试市水务局", total=4))
    found = document.findings.first()
    actions.judge(overseer, found, "confirmed")
    made = actions.return_list(overseer, document, due=date(2030, 1, 1), today=TODAY)
    stranger = client_of(make_post("oversight", name="别处", agency=other_agency))
    for name, pk in (
        ("round", round_.pk),
        ("rollup", round_.pk),
        ("document", document.pk),
        ("original", document.pk),
        ("letter", made.pk),
    ):
        assert get(stranger, name, pk).status_code == 404
    for name, pk in (
        ("upload", round_.pk),
        ("collect", round_.pk),
        ("read", round_.pk),
        ("return", document.pk),
    ):
        assert stranger.post(reverse(f"auditroom:{name}", args=[pk])).status_code == 404
    assert stranger.post(reverse("auditroom:judge", args=[found.pk])).status_code == 404
    assert "测试市水务局" not in get(stranger, "compare").content.decode()


def test_the_original_is_given_to_keep_and_never_opened(client, take):
    document = take("x.html", b"<script>1</script>")
    answer = get(client, "original", document.pk)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


@pytest.fixture
def many(round_, overseer):
    """250 documents with ten findings each."""
    documents = Document.objects.bulk_create(
        Document(
            round=round_, source="uploaded", name=f"{n}.html", digest=f"{n:064d}", size=1, added_by=overseer,
            waiting=False, status="read", agency_name=f"测试市第{n}局", year=2025, edition="2021",
        )
        for n in range(250)
    )  # fmt: skip
    Finding.objects.bulk_create(
        Finding(
            document=one, number=k, rule="t3.balance", level="error", message="x", fingerprint=f"{one.pk}-{k}"
        )
        for one in documents
        for k in range(1, 11)
    )
    for n in range(40):
        Round.objects.create(
            agency=overseer.agency, year=2024, title=f"第{n}批", due=date(2025, 1, 31), opened_by=overseer
        )
    return documents


@pytest.mark.parametrize("name", ["list", "round", "rollup", "compare", "document"])
def test_pages_take_few_queries_at_any_size(client, many, round_, name):
    args = {"round": [round_.pk], "rollup": [round_.pk], "document": [many[0].pk]}.get(name, [])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert get(client, name, *args).status_code == 200
    assert len(queries) <= MOST_QUERIES

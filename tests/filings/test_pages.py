"""The screens of 年报编报."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps.filings import actions, queries
from gongkai.apps.filings.models import Filing, Text
from gongkai.apps.registers import actions as registers
from tests.filings.conftest import TODAY

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"filings:{name}", args=args)


def html(response) -> str:
    return response.content.decode()


def test_the_list_names_the_year_that_is_due_before_anybody_began_it(clerk, client_of):
    last = date.today().year - 1
    text = html(client_of(clerk).get(url("list")))
    assert f"{last}年年度报告" in text
    assert "尚未开始编报" in text


def test_a_year_before_the_national_form_is_refused_at_the_field(clerk, client_of):
    response = client_of(clerk).post(url("open"), {"year": "2013"})
    assert response.status_code == 422


def test_the_figures_stand_there_before_anybody_began_to_write(clerk, client_of, year_2025):
    text = html(client_of(clerk).get(url("editor", 2025)))
    assert "三、本年度办理结果" in text
    assert "开始编报" in text
    assert not Filing.objects.exists()


def test_every_figure_that_is_not_zero_is_a_link_to_its_records(clerk, client_of, filing):
    text = html(client_of(clerk).get(url("editor", 2025), {"tab": "requests"}))
    figures = queries.figures(filing.agency_id, 2025)
    for key, value in figures.items():
        linked = f'href="{url("why", 2025, key)}"' in text
        assert linked == bool(value) or not key.startswith("t3.")


def test_the_rules_are_counted_and_said_under_the_table(clerk, client_of, filing):
    text = html(client_of(clerk).get(url("editor", 2025), {"tab": "requests"}))
    assert "勾稽：一＋二＝三（七）＋四" in text
    assert "硬错 <b>0</b>" in text


@pytest.mark.parametrize(
    "tab", ["overview", "disclosure", "requests", "disputes", "problems", "other", "submission", "x"]
)
def test_each_section_has_its_tab(clerk, client_of, written, tab):
    assert client_of(clerk).get(url("editor", 2025), {"tab": tab}).status_code == 200


def test_the_edition_of_2014_shows_its_list_and_its_signature(clerk, client_of):
    actions.open_filing(clerk, 2018)
    text = html(client_of(clerk).get(url("editor", 2018)))
    assert "制发规范性文件总数" in text
    assert "单位负责人" in text


def test_the_records_behind_a_figure_are_a_page_and_a_panel(clerk, client_of, filing):
    client = client_of(clerk)
    whole = html(client.get(url("why", 2025, "t3.new_received.total")))
    assert "自然人 2 + 法律服务机构 1" in whole
    assert whole.count("data-row") == 3
    panel = html(client.get(url("why", 2025, "t3.new_received.total"), headers={"HX-Request": "true"}))
    assert "<html" not in panel
    assert panel.count("filing-record") == 4  # three records in their list


def test_an_unknown_figure_or_year_is_not_found(clerk, client_of, filing):
    client = client_of(clerk)
    assert client.get(url("why", 2025, "t9.x")).status_code == 404
    assert client.get(url("editor", 2013)).status_code == 404
    assert client.get(url("editor", date.today().year + 1)).status_code == 404


def test_another_agency_sees_its_own_year_and_none_of_these_texts(
    written, other_agency, make_post, client_of
):
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    assert "动态更新公开目录" not in html(stranger.get(url("editor", 2025), {"tab": "overview"}))
    assert stranger.post(url("text", 2025, "problems"), {"text": "x", "version": "0"}).status_code == 404
    assert stranger.get(url("version", 2025, 1)).status_code == 404


def test_a_reader_sees_texts_but_no_buttons(written, make_post, client_of):
    text = html(
        client_of(make_post("contributor", name="信息员")).get(url("editor", 2025), {"tab": "overview"})
    )
    assert "动态更新公开目录" in text
    assert "<textarea" not in text


def test_who_may_not_write_is_turned_away_from_saving(written, make_post, client_of):
    response = client_of(make_post("contributor", name="信息员")).post(
        url("text", 2025, "problems"), {"text": "x"}
    )
    assert response.status_code == 403


def test_a_text_is_saved_and_the_page_returns_to_it(clerk, client_of, filing):
    response = client_of(clerk).post(
        url("text", 2025, "problems"), {"text": "有不足。", "version": "0", "tab": "problems"}
    )
    assert response["Location"] == f"{url('editor', 2025)}?tab=problems#problems"
    assert Text.objects.get().text == "有不足。"


def test_a_stale_save_keeps_what_was_typed(clerk, client_of, written):
    response = client_of(clerk).post(
        url("text", 2025, "problems"), {"text": "另一人的字句", "version": "0", "tab": "problems"}
    )
    assert response.status_code == 422
    assert "另一人的字句" in html(response)
    assert "已于" in html(response)


def test_the_proposed_sentence_links_its_numbers_and_is_taken_over(clerk, client_of, filing):
    client = client_of(clerk)
    text = html(client.get(url("editor", 2025), {"tab": "overview"}))
    assert f'<a class="figure" href="{url("why", 2025, "t3.new_received.total")}">3</a>' in text
    edited = client.post(
        url("text", 2025, "overview.requests"),
        {"do": "edit", "text": "旧句", "version": "0", "tab": "overview"},
    )
    assert "旧句" in html(edited)
    assert not Text.objects.exists()
    client.post(url("text", 2025, "overview.requests"), {"do": "adopt", "version": "0", "tab": "overview"})
    assert Text.objects.get().offer == Text.Offer.ADOPTED


def test_a_number_that_the_text_lacks_is_pointed_out(clerk, client_of, filing):
    actions.save_text(clerk, filing, "overview.requests", "2025年共收到2份申请。", 0)
    text = html(client_of(clerk).get(url("editor", 2025), {"tab": "overview"}))
    assert "现稿没有写到" in text
    assert '<span class="missing">3</span>（表三 一、本年新收政府信息公开申请数量 · 总计）' in text


def test_submission_says_what_is_still_missing(clerk, client_of, filing):
    client = client_of(clerk)
    assert "是年报必备内容" in html(client.get(url("editor", 2025), {"tab": "submission"}))
    response = client.post(url("submit", 2025), {"version": filing.version})
    assert response.status_code == 422
    assert not filing.snapshots.exists()


def test_a_report_walks_from_submission_to_publication_and_correction(
    clerk, client_of, written, reviewers, website
):
    client = client_of(clerk)
    client.post(url("submit", 2025), {"version": written.version})
    for reviewer in reviewers:
        item = Filing.objects.get().item
        response = client_of(reviewer).post(url("review", 2025), {"approve": "1", "version": item.version})
        assert response.status_code == 302
    assert client.post(url("publish", 2025), {}).status_code == 422
    assert client.post(url("publish", 2025), {"channels": [website.pk]}).status_code == 302
    assert Filing.objects.get().state == Filing.State.PUBLISHED
    assert client.post(url("correct", 2025), {"reason": ""}).status_code == 422
    assert client.post(url("correct", 2025), {"reason": "漏记"}).status_code == 302
    assert "更正中" in html(client.get(url("editor", 2025)))
    assert client.post(url("drop", 2025)).status_code == 302


def test_sending_back_without_an_opinion_is_refused_at_the_field(clerk, client_of, written, reviewers):
    actions.submit(clerk, written)
    item = Filing.objects.get().item
    response = client_of(reviewers[0]).post(url("review", 2025), {"send_back": "1", "version": item.version})
    assert response.status_code == 422
    assert "请写明退回意见" in html(response)


def test_a_published_report_shows_its_own_figures_and_says_that_the_records_moved(clerk, client_of, public):
    licence = {"document_number": "许〔2025〕9号", "holder_kind": "organisation", "holder": "测试公司"}
    licence |= {"category": "烟花爆竹经营许可", "decision": "granted", "decided_on": date(2025, 4, 9)}
    registers.record_entry(clerk, "licence", licence, today=TODAY)
    client = client_of(clerk)
    assert "台账有变动：1个数字与已公布的年报不同" in html(client.get(url("editor", 2025)))
    assert "台账现为5件" in html(client.get(url("why", 2025, "t2.licences.decisions")))


def test_the_report_is_downloaded_in_every_format(clerk, client_of, written):
    client = client_of(clerk)

    def body(suffix: str) -> bytes:
        response = client.get(url("download", 2025, suffix))
        assert "2025%E5%B9%B4" in response["Content-Disposition"]
        return response.content

    assert "动态更新公开目录" in body("html").decode()
    assert json.loads(body("json"))["figures"]["t3.new_received.total"] == 3
    assert "word/document.xml" in zipfile.ZipFile(BytesIO(body("docx"))).namelist()
    assert "xl/workbook.xml" in zipfile.ZipFile(BytesIO(body("xlsx"))).namelist()
    assert body("pdf").startswith(b"%PDF-")
    assert client.get(url("download", 2025, "exe")).status_code == 404


def test_a_kept_version_is_shown_and_downloaded_as_it_was(clerk, client_of, public):
    client = client_of(clerk)
    assert "动态更新公开目录" in html(client.get(url("version", 2025, 1)))
    kept = client.get(url("download", 2025, "json"), {"version": "1"})
    assert json.loads(kept.content)["narrative"]["other"] == "未收取信息处理费。"
    assert client.get(url("version", 2025, 9)).status_code == 404


def asked_by(client, address: str, **given) -> int:
    client.get(address, given)  # what a process reads once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, given).status_code == 200
    return len(asked)


# Three of them are the session, the account, and its posts with their roles.
@pytest.mark.parametrize(("tab", "most"), [("requests", 15), ("overview", 15), ("submission", 18)])
def test_the_editor_asks_the_database_few_questions(clerk, client_of, written, tab, most):
    assert asked_by(client_of(clerk), url("editor", 2025), tab=tab) <= most


def test_the_editor_after_a_published_report_asks_no_more(clerk, client_of, public):
    assert asked_by(client_of(clerk), url("editor", 2026), tab="requests") <= 15


def test_the_desk_asks_the_database_few_questions(clerk, client_of, public):
    assert asked_by(client_of(clerk), reverse("office:desk")) <= 12


def test_the_page_of_a_figure_reads_one_page_of_its_records(clerk, client_of, filing):
    for number in range(100, 350):
        licence = {
            "document_number": f"许〔2025〕{number}号",
            "holder_kind": "organisation",
            "holder": "甲公司",
        }
        licence |= {"category": "烟花爆竹经营许可", "decision": "granted", "decided_on": date(2025, 6, 1)}
        registers.record_entry(clerk, "licence", licence, today=TODAY)
    client = client_of(clerk)
    address = url("why", 2025, "t2.licences.decisions")
    text = html(client.get(address, {"page": "3"}))
    assert "254条记录" in text
    assert text.count("<tr data-row>") == 54
    assert asked_by(client, address, page="2") <= 16

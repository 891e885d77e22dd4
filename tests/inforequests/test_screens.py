"""The pages of requests as a clerk meets them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.verbs import VERBS

TODAY = date(2025, 11, 4)


@pytest.fixture(autouse=True)
def on_4_november_2025(monkeypatch):
    """Every view reads the clock by its own imported name."""
    for view in ("case", "decision", "events", "index", "registering"):
        monkeypatch.setattr(f"gongkai.apps.inforequests.views.{view}.today", lambda: TODAY)


@pytest.fixture
def running(register) -> Request:
    """Received on 2025-10-09, due 2025-11-05."""
    return register(date(2025, 10, 9), today=TODAY)


@pytest.fixture
def client(clerk, client_of):
    return client_of(clerk)


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_says_how_long_each_request_has_and_names_no_natural_person(client, running):
    shown = page(client, "/office/requests/")
    assert "申〔2025〕1号" in shown and "还剩1个工作日" in shown
    assert "王**（自然人）" in shown and "王小明" not in shown


def test_the_list_shows_open_requests_unless_asked_otherwise(client, clerk, running):
    actions.decide(clerk, running, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)
    assert "申〔2025〕1号" not in page(client, "/office/requests/")
    assert "申〔2025〕1号" in page(client, "/office/requests/?state=closed")
    assert "申〔2025〕1号" in page(client, "/office/requests/?state=all")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=申〔2025〕1号", True),
        ("q=1", True),
        ("q=2", False),
        ("q=挂牌督办", True),
        ("q=粮食储备", False),
        ("year=2025", True),
        ("year=2024", False),
        ("channel=in_person", True),
        ("channel=online", False),
        ("applicant=natural_person", True),
        ("applicant=business", False),
        ("due=soon", True),
        ("due=overdue", False),
    ],
)
def test_the_list_is_filtered_by_what_stands_in_the_address(client, running, query, found):
    assert ("某煤矿重大隐患" in page(client, f"/office/requests/?{query}")) is found


def test_300_requests_are_listed_with_at_most_12_queries(client, register, django_assert_max_num_queries):
    for _ in range(300):
        register(TODAY, today=TODAY)
    with django_assert_max_num_queries(12):
        shown = page(client, "/office/requests/")
    assert "300件" in shown


def test_the_exported_sheet_names_nobody(client, running):
    answer = client.get("/office/requests/?export=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["登记号", "收到日期", "申请人类型", "渠道"]
    assert rows[1][0] == "申〔2025〕1号"
    assert rows[1][1].date() == date(2025, 10, 9)
    assert "王小明" not in str(rows)


def test_a_request_is_registered_and_its_page_opens(client):
    answer = client.post(
        "/office/requests/new/",
        {
            "channel": "in_person",
            "submitted_on": "2025-11-04",
            "applicant_type": "natural_person",
            "applicant_name": "王小明",
            "identity_number": "529900199001010017",
            "content": "某煤矿重大隐患挂牌督办通知书",
        },
        follow=True,
    )
    assert answer.redirect_chain[0][0] == f"/office/requests/{Request.objects.get().pk}/"
    assert "已登记，登记号申〔2025〕1号" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"submitted_on": "2025-11-05"}, "收到日期2025-11-05晚于今天（2025-11-04），请按实际日期填写"),
        ({"submitted_on": "2025-11-03"}, "补登以前的日期须写明凭据"),
        ({"submitted_on": "十一月四日"}, "提交日期不是有效的日期"),
        ({"identity_number": "529900199001010018"}, "公民身份号码的校验位不对"),
        ({"applicant_type": ""}, "请选择申请人类型"),
    ],
)
def test_a_refused_registration_comes_back_with_one_sentence_and_all_that_was_typed(client, given, sentence):
    typed = {
        "channel": "in_person",
        "submitted_on": "2025-11-04",
        "applicant_type": "natural_person",
        "applicant_name": "王小明",
        "content": "某煤矿重大隐患挂牌督办通知书",
    }
    answer = client.post("/office/requests/new/", typed | given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert 'value="王小明"' in shown and "某煤矿重大隐患挂牌督办通知书" in shown
    assert not Request.objects.exists()


def test_the_page_of_a_case_shows_next_step_calendar_derivation_and_what_if(client, running):
    shown = page(client, f"/office/requests/{running.pk}/")
    assert "还剩1个工作日：作出处理决定" in shown
    assert "第0日" in shown and "条例第三十三条" in shown
    assert "延长20个工作日" in shown and "2025-12-03" in shown
    assert "邮寄送达：交邮日不晚于" in shown and "2025-11-05" in shown


def test_the_page_of_a_case_masks_the_applicant(client, running):
    shown = page(client, f"/office/requests/{running.pk}/")
    assert "王**" in shown
    for secret in ("王小明", "529900199001010017", "13800001234"):
        assert secret not in shown


def test_showing_the_identity_is_a_logged_act_that_leaves_no_copy_in_the_browser(client, running):
    answer = client.post(f"/office/requests/{running.pk}/identity/")
    assert "529900199001010017" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(event="request.identity_shown").count() == 1
    assert (
        client.get(f"/office/requests/{running.pk}/identity/")["Location"]
        == f"/office/requests/{running.pk}/"
    )


def test_those_who_may_not_see_identities_get_no_button_and_no_answer(client_of, make_post, running):
    reader = client_of(make_post("contributor"))
    shown = page(reader, f"/office/requests/{running.pk}/")
    assert "显示身份信息" not in shown and "修改登记" not in shown
    assert reader.post(f"/office/requests/{running.pk}/identity/").status_code == 403
    assert reader.get(f"/office/requests/{running.pk}/edit/").status_code == 403
    assert not Entry.objects.filter(event="request.identity_shown").exists()


def test_another_agency_s_case_is_not_found(client_of, make_post, other_agency, running):
    stranger = client_of(make_post("clerk", "second_reviewer", name="外人", agency=other_agency))
    for path in ("", "edit/", "assign/", "decide/", "decide/basis/", "do/extend/", "do/deliver/"):
        assert stranger.get(f"/office/requests/{running.pk}/{path}").status_code == 404
    assert stranger.post(f"/office/requests/{running.pk}/identity/").status_code == 404
    assert "申〔2025〕1号" not in page(stranger, "/office/requests/?state=all")


@pytest.mark.parametrize("name", VERBS)
def test_every_kind_of_event_has_its_page(client_of, make_post, running, name):
    everyone = client_of(make_post("clerk", "second_reviewer", name="陈雨"))
    assert VERBS[name].title in page(everyone, f"/office/requests/{running.pk}/do/{name}/")


def test_an_unknown_kind_of_event_is_not_found(client, running):
    assert client.get(f"/office/requests/{running.pk}/do/forget/").status_code == 404


def test_the_clerk_drafts_the_extension_that_only_the_head_may_record(client, running):
    assert f"/office/requests/{running.pk}/letters/new/extension/" in page(
        client, f"/office/requests/{running.pk}/"
    )
    assert client.get(f"/office/requests/{running.pk}/do/extend/").status_code == 403


def test_a_consultation_is_sent_and_answered_through_the_pages(client, running):
    path = f"/office/requests/{running.pk}/do"
    client.post(
        f"{path}/send_consultation/",
        {
            "version": 1,
            "date": "2025-10-13",
            "party": "third_party",
            "name": "某煤业有限公司",
            "received": "2025-10-14",
        },
    )
    assert "某煤业有限公司" in page(client, f"{path}/answer_consultation/")
    client.post(
        f"{path}/answer_consultation/", {"version": 2, "date": "2025-10-21", "id": "1", "consents": "no"}
    )
    running.refresh_from_db()
    assert [event.type for event in running.events.all()] == [
        "submitted",
        "consultation_sent",
        "consultation_answered",
    ]
    assert running.due_cached == date(2025, 11, 13)


def test_a_refused_event_comes_back_at_its_field_with_what_was_typed(client, running):
    answer = client.post(
        f"/office/requests/{running.pk}/do/ask_correction/",
        {"version": 1, "date": "2025-11-05", "until": "2025-11-20", "matters": "请写明文号"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "补正告知（2025-11-05）的日期晚于今天（2025-11-04），请核对" in shown
    assert "请写明文号" in shown and 'value="2025-11-20"' in shown
    assert running.events.count() == 1


def test_the_second_clerk_is_told_of_the_first_keeps_what_was_typed_and_can_save_after_checking(
    client, client_of, make_post, running
):
    other = client_of(make_post("clerk", name="周明"))
    path = f"/office/requests/{running.pk}/edit/"
    typed = {"version": 1, "applicant_type": "natural_person", "applicant_name": "王小明"}
    client.post(path, typed | {"content": "陈雨改的内容"})
    answer = other.post(path, typed | {"content": "周明改的内容"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "陈雨" in shown and "您填写的内容保留在下方" in shown and "周明改的内容" in shown
    assert 'name="version" value="2"' in shown
    running.refresh_from_db()
    assert running.content == "陈雨改的内容"
    assert other.post(path, typed | {"version": 2, "content": "周明改的内容"}).status_code == 302


def test_the_decision_offers_outcomes_in_five_groups_and_the_articles_of_the_chosen_one(client, running):
    shown = page(client, f"/office/requests/{running.pk}/decide/")
    for group in ("公开", "不予公开", "无法提供", "不予处理", "其他处理"):
        assert f'<optgroup label="{group}">' in shown
    shown = page(
        client, f"/office/requests/{running.pk}/decide/basis/?outcome=denied_third_party&articles=15"
    )
    assert "条例第十五条" in shown and "条例第三十九条" not in shown
    assert "应当先申请行政复议" in shown and "测试市人民政府" in shown
    shown = page(
        client, f"/office/requests/{running.pk}/decide/basis/?outcome=unavailable_not_held&articles=36(5)"
    )
    assert "也可以自收到本答复之日起6个月内向测试市中级人民法院提起行政诉讼" in shown
    assert "非本机关政府信息告知书" in shown


def test_a_decision_without_article_is_refused_with_the_articles_that_fit(client, running):
    answer = client.post(
        f"/office/requests/{running.pk}/decide/", {"version": 1, "date": "2025-11-04", "outcome": "granted"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "办结须有法律依据：“予以公开”请引用条例第三十六条第（一）项或条例第三十六条第（二）项" in shown


def test_a_decision_without_outcome_is_refused(client, running):
    answer = client.post(f"/office/requests/{running.pk}/decide/", {"version": 1, "date": "2025-11-04"})
    assert answer.status_code == 422
    assert "请选择处理决定" in answer.content.decode()
    running.refresh_from_db()
    assert running.closed_on is None


def test_a_decision_on_paper_may_rest_on_another_law_in_words(client, running):
    told = {
        "version": 1,
        "date": "2025-11-04",
        "outcome": "denied_by_law",
        "articles": ["14"],
        "other_articles": "统计法第九条；档案法第二十八条",
        "letter_number": "测应急公复〔2025〕1号",
        "evidence": "签发稿",
    }
    path = f"/office/requests/{running.pk}/decide/paper/"
    assert "请上传扫描件" in client.post(path, told).content.decode()
    scan = SimpleUploadedFile("答复书.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    answer = client.post(path, told | {"scan": scan})
    assert answer.status_code == 302
    running.refresh_from_db()
    assert running.articles == ["14", "统计法第九条", "档案法第二十八条"]
    shown = page(client, f"/office/requests/{running.pk}/")
    assert "统计法第九条" in shown and "测应急公复〔2025〕1号" in shown and "登记送达" in shown


def test_a_late_record_says_when_it_was_made(client, running):
    assert "由陈雨登记" in page(client, f"/office/requests/{running.pk}/")


def test_a_case_opens_with_few_queries(client, clerk, running, django_assert_max_num_queries):
    for n in range(4):
        running = actions.send_consultation(
            clerk,
            running,
            day=date(2025, 10, 13),
            party="other_agency",
            name=f"某局{n}",
            received=date(2025, 10, 14),
            today=TODAY,
        )
    with django_assert_max_num_queries(12):
        page(client, f"/office/requests/{running.pk}/")

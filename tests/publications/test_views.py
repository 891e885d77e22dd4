"""The screens: who may open them, what they keep, how often they ask the database."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import Attachment, Item
from tests.desks import desk_of


def to(name, *args):
    return reverse(f"publications:{name}", args=args)


@pytest.fixture
def many(clerk, columns, website, reviewers):
    rows = [
        {"column": "news", "title": f"旧信息{n}", "date": "2024-03-01", "channels": ["市应急局网站"]}
        for n in range(220)
    ]
    batch = actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)
    return actions.import_history(reviewers[3], batch)


def typed(item, **changed):
    form = {
        "column": item.column_id,
        "title": item.title,
        "body_html": item.body_html or item.body,
        "formed_on": "2026-01-05",
        "issued_on": "2026-01-05",
        "disclosure_attribute": "proactive",
        "version": item.version,
    }
    return form | changed


def test_the_list_asks_the_database_at_most_twelve_times_for_220_items(
    many, clerk, client_of, django_assert_max_num_queries
):
    client = client_of(clerk)
    with django_assert_max_num_queries(12):
        page = client.get(to("list"))
    assert page.status_code == 200
    assert "220条" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=published", 220),
        ("state=draft", 1),
        ("year=2024", 220),
        ("word=旧信息219", 1),
        ("word=MB1A00001/2024-00003", 1),
        ("year=1999", 221),
        ("state=disclosed", 220),
    ],
)
def test_filters_stand_in_the_address_and_a_wrong_one_is_left_out(many, item, clerk, client_of, query, found):
    page = client_of(clerk).get(to("list") + "?" + query)
    assert page.context["listing"].total == found


def test_the_spreadsheet_holds_every_filtered_row(many, clerk, client_of):
    answer = client_of(clerk).get(to("list") + "?year=2024&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 221
    assert rows[0][:3] == ("索引号", "标题", "栏目")
    assert rows[1][9] == "是"


def test_a_row_of_the_spreadsheet_says_what_is_known_and_leaves_empty_what_is_not(
    many, item, clerk, client_of
):
    answer = client_of(clerk).get(to("list") + "?export=xlsx")
    rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    by_title = {row[1]: row for row in rows}
    assert by_title["旧信息7"][2:] == (
        ("工作动态", None, "已发布", "有效", None, "2024-03-01", clerk.account.display_name, "是")
    )
    assert by_title[item.title][0] is None
    assert by_title[item.title][3:] == (
        None,
        "起草",
        None,
        "2026-01-05",
        None,
        clerk.account.display_name,
        None,
    )


def test_a_title_that_looks_like_a_formula_stays_text(clerk, columns, client_of):
    actions.draft(clerk, columns["news"], title="=1+1")
    answer = client_of(clerk).get(to("list") + "?export=xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(answer.content)).active.cell(2, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_draft_is_written_on_the_form(clerk, columns, client_of, item):
    answer = client_of(clerk).post(to("new"), typed(item, title="新稿", version=""))
    new = Item.objects.get(title="新稿")
    assert answer.headers["Location"] == to("item", new.pk)
    assert (new.formed_on, new.author) == (date(2026, 1, 5), clerk)


def test_a_faulty_form_comes_back_with_what_was_typed(clerk, columns, client_of, item):
    answer = client_of(clerk).post(to("new"), typed(item, title="留住我", formed_on="去年", version=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "形成或变更日期不是有效的日期，请按 2026-12-08 的样子填写" in page
    assert "留住我" in page
    assert Item.objects.count() == 1


def test_the_second_clerk_keeps_what_was_typed_and_may_save_after_looking(item, clerk, make_post, client_of):
    second = client_of(make_post("clerk", name="王芳"))
    form = typed(item, body_html="<p>王芳写的正文</p>")
    actions.revise(clerk, item, body="陈雨写的正文")
    answer = second.post(to("edit", item.pk), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "您打开之后，陈雨已于12月08日 10:00修改了本件" in page
    assert "王芳写的正文" in page
    assert Item.objects.get().body == "陈雨写的正文"
    assert 'name="version" value="2"' in page
    assert second.post(to("edit", item.pk), form | {"version": "2"}).status_code == 302
    assert Item.objects.get().body == "王芳写的正文"


def test_an_unknown_number_of_the_interpreted_document_is_named(item, clerk, client_of):
    answer = client_of(clerk).post(to("edit", item.pk), typed(item, original="无此号"))
    assert "本机关没有索引号、文号或者标题为“无此号”的信息，请核对" in answer.content.decode()


def test_an_interpretation_begins_from_its_document_before_that_has_a_number_and_stays_with_it(
    item, clerk, columns, client_of
):
    desk = client_of(clerk)
    Item.objects.filter(pk=item.pk).update(title="关于印发《隐患治理办法》的通知", is_normative=True)
    assert (
        f'href="{to("new")}?interprets={item.pk}">起草解读</a>'
        in desk.get(to("item", item.pk)).content.decode()
    )
    form = desk.get(f"{to('new')}?interprets={item.pk}").context["form"]
    assert form.initial["title"] == "《关于印发〈隐患治理办法〉的通知》解读"
    assert form.initial["original"] == "关于印发《隐患治理办法》的通知"
    told = typed(item, version="", **{name: form.initial[name] for name in ("title", "original")})
    made = Item.objects.get(pk=desk.post(to("new"), told).headers["Location"].strip("/").split("/")[-1])
    assert made.interpretation_of == item
    page = desk.get(to("item", item.pk)).content.decode()
    assert made.title in page and "还没有解读" not in page
    again = desk.get(to("edit", made.pk)).context["form"].initial["original"]  # saved again, it is not lost
    desk.post(to("edit", made.pk), typed(made, title="改过的解读", original=again))
    made.refresh_from_db()
    assert (made.title, made.interpretation_of) == ("改过的解读", item)


def test_an_interpretation_is_not_begun_of_another_agencys_document(item, make_post, other_agency, client_of):
    stranger = client_of(make_post("clerk", name="外单位", agency=other_agency))
    assert stranger.get(f"{to('new')}?interprets={item.pk}").status_code == 404


def test_who_judges_sees_attachments_and_check_before_the_conclusion(item, clerk, reviewers, client_of):
    actions.submit(clerk, item)
    page = client_of(reviewers[0]).get(to("item", item.pk)).content.decode()
    assert page.index("<h2>附件</h2>") < page.index("<h2>文字校核") < page.index('id="judge"')
    assert "退回修改的必填，或者在文字上批注" in page


def test_another_agencys_post_finds_no_page_of_it(item, make_post, other_agency, client_of):
    stranger = client_of(make_post("clerk", name="外单位", agency=other_agency))
    for name in ("item", "edit", "publish", "withdraw", "validity", "release", "versions"):
        assert stranger.get(to(name, item.pk)).status_code == 404
    for name in ("submit", "discard", "attach", "review"):
        assert stranger.post(to(name, item.pk)).status_code == 404
    assert stranger.get(to("version", item.pk, 1)).status_code == 404


def test_an_item_goes_from_the_form_to_the_public_over_the_screens(
    item, clerk, reviewers, website, client_of
):
    desk = client_of(clerk)
    assert "送保密审查" in desk.get(to("item", item.pk)).content.decode()
    desk.post(to("submit", item.pk), {"version": item.version})
    for reviewer in reviewers:
        client = client_of(reviewer)
        page = client.get(to("item", item.pk))
        assert page.context["step"].judging
        version = page.context["item"].version
        answer = client.post(
            to("review", item.pk), {"approve": "1", "version": version, "opinion": "", "basis": ""}
        )
        assert answer.status_code == 302
    page = desk.get(to("publish", item.pk))
    version = page.context["item"].version
    refused = desk.post(to("publish", item.pk), {"version": version})
    assert refused.status_code == 422
    assert "请至少选择一个发布渠道" in refused.content.decode()
    desk.post(to("publish", item.pk), {"version": version, "channels": [website.pk]})
    assert Item.objects.get().index_number == "MB1A00001/2026-00001"
    page = desk.get(to("item", item.pk)).content.decode()
    assert "已向社会公开" in page
    assert 'href="/a/ceshi-yj/items/MB1A00001/2026-00001/">在网站上查看</a>' in page
    desk.post(to("validity", item.pk), {"validity": "repealed", "since": "2026-12-08", "basis": "新办法"})
    desk.post(to("withdraw", item.pk), {"reason": "数字有误"})
    assert Item.objects.get().state == "withdrawn"
    page = desk.get(to("item", item.pk)).content.decode()
    assert 'href="/a/ceshi-yj/items/MB1A00001/2026-00001/">网站上的说明</a>' in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("release", "本件处于“起草”状态，不能增加发布渠道"),
        ("validity", "本件处于“起草”状态，不能变更有效性"),
        ("withdraw", "本件处于“起草”状态，不能撤下"),
        ("amend", "本件处于“起草”状态，不能起草更新稿"),
        ("schedule_withdrawal", "本件处于“起草”状态，不能撤下"),
        ("reevaluate", "只有审定为依申请公开或者不予公开的信息才需要评估（条例第十八条）"),
    ],
)
def test_a_page_for_what_cannot_be_done_says_so_before_anything_is_typed(item, clerk, client_of, name, said):
    page = client_of(clerk).get(to(name, item.pk)).content.decode()
    assert said in page and "回到本件" in page and "<textarea" not in page


def test_sending_back_without_an_opinion_returns_the_form(item, clerk, reviewers, client_of):
    row = actions.submit(clerk, item)
    answer = client_of(reviewers[0]).post(
        to("review", item.pk), {"send_back": "1", "version": row.version, "opinion": "", "basis": ""}
    )
    assert answer.status_code == 422
    assert "请写明退回意见，让作者知道改什么" in answer.content.decode()


def test_the_page_to_publish_lists_everything_in_the_way(item, clerk, client_of):
    page = client_of(clerk).get(to("publish", item.pk)).content.decode()
    assert "现在不能发布，有 1 处要先办" in page
    assert "本件尚未送审" in page


def test_a_reviewer_without_the_permission_cannot_open_the_door(reviewed, reviewers, client_of):
    assert client_of(reviewers[0]).get(to("publish", reviewed.pk)).status_code == 403


def test_an_attachment_is_uploaded_read_and_removed(item, clerk, client_of):
    client = client_of(clerk)
    upload = SimpleUploadedFile("清单.csv", "序号\n1".encode())
    client.post(to("attach", item.pk), {"file": upload, "version": item.version})
    attachment = Attachment.objects.get()
    answer = client.get(to("attachment", attachment.pk))
    assert b"".join(answer.streaming_content) == "序号\n1".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    bad = client.post(to("attach", item.pk), {"file": SimpleUploadedFile("a.exe", b"MZ"), "version": 2})
    assert bad.status_code == 422
    assert "附件“a.exe”的类型不能上传" in bad.content.decode()
    client.post(to("detach", attachment.pk), {"version": 2})
    assert not Attachment.objects.exists()


def test_what_a_version_changed_is_shown(item, clerk, client_of):
    actions.revise(clerk, item, title="新标题", body="第一段。\n改过的第二段。")
    page = client_of(clerk).get(to("version", item.pk, 2)).content.decode()
    assert "<ins>新标题</ins>" in page
    assert '<ins><span class="visually-hidden">〔增加：</span>改过的<span' in page


def test_text_is_never_markup(item, clerk, client_of):
    actions.revise(clerk, item, body="<script>alert(1)</script>")
    page = client_of(clerk).get(to("item", item.pk)).content.decode()
    assert "<script>alert" not in page


def test_columns_and_channels_are_registered_on_their_page(clerk, agency, client_of):
    client = client_of(clerk)
    client.post(to("standard_columns"))
    client.post(to("new_channel"), {"name": "网站", "kind": "website"})
    answer = client.post(to("new_channel"), {"name": "网站", "kind": "website"})
    assert answer.status_code == 422
    assert "本机关已有渠道“网站”" in answer.content.decode()
    client.post(to("new_column"), {"name": "专题", "code": "topic", "order": "9"})
    page = client.get(to("places")).content.decode()
    assert "条例第二十条第（十三）项" in page
    assert "专题" in page


def test_a_batch_is_approved_on_its_page_by_a_second_person(clerk, columns, reviewers, client_of):
    rows = [{"column": "news", "title": "甲", "date": "2024-01-01"}]
    batch = actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)
    refused = client_of(clerk).post(to("batch", batch.pk))
    assert refused.status_code == 422
    assert "没有办理此事的权限" in refused.content.decode()
    client_of(reviewers[3]).post(to("batch", batch.pk))
    item = Item.objects.get()
    assert (
        "本件迁移自原网站，原发布日期2024年1月1日"
        in client_of(clerk).get(to("item", item.pk)).content.decode()
    )


def test_an_annual_report_on_its_way_is_worked_on_in_its_own_place(clerk, columns, reviewers, client_of):
    report = actions.draft_report(clerk, clerk.agency, title="年报", body_html="<p>年报</p>", payload={})
    row = actions.submit(clerk, actions.revise_report(clerk, report, formed_on=date(2026, 12, 1)))
    client = client_of(reviewers[0])
    page = client.get(to("item", row.pk))
    assert page.context["step"].headline == "年报编报中"
    assert not page.context["step"].judging
    judged = client.post(to("review", row.pk), {"approve": "1", "version": row.version})
    assert judged.status_code == 404
    assert desk_of(queries, reviewers[0], date(2026, 12, 8)) == []

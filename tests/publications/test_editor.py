"""Writing an item: text cleaned by the action, pictures, the working copy, two editors, comparing, Word files."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.models import Item, Picture, WorkingCopy
from gongkai.apps.publications.rules import obstacles
from gongkai.law.refusals import Refused


def to(name, *args):
    return reverse(f"publications:{name}", args=args)


def photograph(width=40, height=30, kind="JPEG", colour="red", **how) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(into, kind, **how)
    return into.getvalue()


@pytest.fixture
def picture(clerk) -> Picture:
    return actions.store_picture(clerk, "现场.jpg", photograph())


def figure(picture, alt="现场"):
    return f'<figure><img src="pictures/{picture.name}" alt="{alt}"></figure>'


# The text


def test_what_runs_is_cleaned_by_the_action_whatever_the_browser_sent(item, clerk):
    row = actions.revise(clerk, item, body_html="<script>alert(1)</script><p onclick='x()'>第<b>一</b>段</p>")
    assert row.body_html == "<p>第<strong>一</strong>段</p>"
    assert row.body == "第一段"


def test_a_new_draft_is_cleaned_too(clerk, columns):
    row = actions.draft(
        clerk, columns["inspection"], title="题", body_html="<p>甲<iframe src='//x'></iframe></p>"
    )
    assert (row.body_html, row.body) == ("<p>甲</p>", "甲")


def test_opening_and_saving_older_plain_lines_changes_nothing_and_voids_no_review(reviewed, clerk):
    before = content_digest(reviewed)
    row = actions.revise(clerk, reviewed, body_html="<p>第一段。</p>\n<p>第二段。</p>")
    assert (row.state, row.body_html, content_digest(row)) == ("approved", "", before)


def test_the_digest_of_a_content_of_plain_lines_is_what_it_was_before_texts_had_html(item):
    assert queries.blocks_of({"body": "第一段。\n第二段。"})[1].text == "第二段。"
    assert content_digest(item) == item.revisions.get().digest


def test_plain_lines_given_later_take_the_place_of_a_written_text(item, clerk):
    row = actions.revise(clerk, item, body_html="<p>甲</p><ul><li>乙</li></ul>")
    row = actions.revise(clerk, row, body="丙")
    assert (row.body_html, row.body) == ("", "丙")


def test_a_title_of_five_hundred_characters_is_refused_with_its_length(item, clerk, client_of):
    with pytest.raises(Refused, match="标题有500个字，最多200个字，请缩短"):
        actions.revise(clerk, item, title="长" * 500)
    typed = {
        "title": "长" * 500,
        "column": item.column_id,
        "body_html": "<p>留住</p>",
        "formed_on": "2026-01-05",
    }
    answer = client_of(clerk).post(to("edit", item.pk), typed | {"disclosure_attribute": "proactive"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "标题有500个字，最多200个字，请缩短" in page
    assert "&lt;p&gt;留住&lt;/p&gt;" in page


def test_the_next_version_of_a_page_begins_with_its_written_text(reviewed, clerk, website):
    row = actions.revise(clerk, actions.revise(clerk, reviewed, title="新题"), body_html="<p><b>甲</b></p>")
    assert "body_html" in row.revisions.first().content
    Item.objects.filter(pk=row.pk).update(
        state="published", published_at="2026-01-05T00:00Z", first_public_on="2026-01-05", index_number="x/1"
    )
    begun = actions.amend(clerk, Item.objects.get(pk=row.pk), "更正")
    assert (begun.body_html, begun.body) == ("<p><strong>甲</strong></p>", "甲")


# Pictures


def test_a_picture_is_drawn_anew_so_that_place_and_camera_are_gone(clerk):
    exif = Image.Exif()
    exif[0x010F] = "CAMERA"
    exif[0x8825] = {1: "N", 2: (26.0, 35.0, 0.0)}
    data = photograph(3000, 1000, exif=exif)
    assert b"CAMERA" in data
    kept = actions.store_picture(clerk, "C:\\照片\\现场.jpg", data)
    stored = kept.file.read()
    assert b"CAMERA" not in stored
    assert not Image.open(io.BytesIO(stored)).getexif()
    assert kept.title == "现场.jpg"
    assert kept.name.endswith("-1600x533.jpg")


def test_the_same_picture_is_kept_once(clerk, picture):
    assert actions.add_picture(clerk, ContentFile(photograph(), name="另名.jpg")).pk == picture.pk


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("大.jpg", b"\xff\xd8\xff" + b"\0" * (30 * 1024 * 1024), "图片“大.jpg”超过20MB"),
        ("程序.png", b"MZ" + b"\0" * 100, "“程序.png”不是可以使用的图片"),
        ("画.svg", b"<svg onload='x()'/>", "“画.svg”不是可以使用的图片"),
        ("空.png", b"", "图片“空.png”是空文件"),
        ("半.jpg", photograph(400, 400)[:700], "图片“半.jpg”已损坏"),
        ("炸.png", photograph(9000, 9000, "PNG"), "图片“炸.png”的尺寸超过6000万像素"),
    ],
)
def test_what_is_no_fit_picture_is_refused_by_name(clerk, name, data, sentence):
    with pytest.raises(Refused) as refused:
        actions.add_picture(clerk, ContentFile(data, name=name))
    assert sentence in str(refused.value)
    assert not Picture.objects.exists()


def test_a_picture_without_alternative_text_is_refused_by_its_name(item, clerk, picture):
    with pytest.raises(Refused, match="没有替代文字"):
        actions.revise(clerk, item, body_html=figure(picture, alt=" "))
    row = actions.revise(clerk, item, body_html=figure(picture))
    assert [each.name for each in queries.pictures_of(row)] == [picture.name]


def test_a_picture_of_another_agency_cannot_be_shown_or_used(
    item, clerk, picture, make_post, other_agency, client_of
):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(to("picture", picture.name)).status_code == 404
    assert client_of(clerk).get(to("picture", picture.name)).headers["Content-Type"] == "image/jpeg"
    column = actions.open_column(stranger, other_agency, "动态", "news")
    with pytest.raises(Refused, match="正文第1幅图片不在本机关的图片中"):
        actions.draft(stranger, column, title="题", body_html=figure(picture))


def test_the_public_sees_a_picture_only_while_its_item_is_public(item, clerk, picture, agency):
    actions.revise(clerk, item, body_html=figure(picture))
    assert queries.public_picture(agency.pk, item.pk, picture.name) is None
    Item.objects.filter(pk=item.pk).update(
        state="published", published_at="2026-01-05T00:00Z", first_public_on="2026-01-05", index_number="x/1"
    )
    assert queries.public_picture(agency.pk, item.pk, picture.name) == picture
    assert queries.public_picture(agency.pk, item.pk, "b" * 64 + "-1x1.png") is None


def test_the_upload_answers_the_editor_with_a_name_or_a_sentence(clerk, client_of):
    client = client_of(clerk)
    good = client.post(to("add_picture"), {"picture": SimpleUploadedFile("a.png", photograph(kind="PNG"))})
    assert good.json() == {"name": Picture.objects.get().name, "title": "a.png"}
    bad = client.post(to("add_picture"), {"picture": SimpleUploadedFile("a.exe", b"MZ")})
    assert (bad.status_code, "“a.exe”不是可以使用的图片" in bad.json()["error"]) == (422, True)


def test_who_may_not_draft_uploads_no_picture(make_post):
    with pytest.raises(Refused):
        actions.store_picture(make_post("final_reviewer", name="吴江"), "a.png", photograph())


def test_a_picture_that_was_exchanged_in_storage_does_not_go_out(item, clerk, picture, reviewers):
    row = actions.submit(clerk, actions.revise(clerk, item, body_html=figure(picture)))
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    assert [str(each) for each in obstacles(row) if "图片" in str(each)] == []
    with picture.file.storage.open(picture.file.name, "wb") as stored:
        stored.write(b"another")
    assert "正文第1幅图片与送审时不一致，请重新插入并送审（条例第十七条）" in [
        str(each) for each in obstacles(row)
    ]


# The working copy


def test_what_is_typed_is_kept_for_its_author_alone_and_not_in_the_item(item, clerk, make_post, client_of):
    client = client_of(clerk)
    digest = content_digest(item)
    told = client.post(
        to("keep", item.pk), {"title": "没写完", "body_html": "<p>半句</p>", "version": "1", "state": "x"}
    )
    assert told.json() == {"at": "10:00", "behind": ""}
    assert WorkingCopy.objects.get().fields == {"title": "没写完", "body_html": "<p>半句</p>"}
    assert content_digest(Item.objects.get()) == digest
    colleague = client_of(make_post("clerk", name="王芳"))
    assert "没写完" not in colleague.get(to("edit", item.pk) + "?resume=1").content.decode()
    page = client.get(to("edit", item.pk)).content.decode()
    assert "12月8日 10:00您写了内容，没有保存" in page
    assert "没写完" in client.get(to("edit", item.pk) + "?resume=1").content.decode()


def test_the_copy_is_gone_once_it_is_saved_or_not_wanted(item, clerk, client_of):
    client = client_of(clerk)
    client.post(to("keep", item.pk), {"title": "甲"})
    typed = {
        "title": "甲",
        "column": item.column_id,
        "formed_on": "2026-01-05",
        "disclosure_attribute": "proactive",
    }
    assert client.post(to("edit", item.pk), typed | {"version": "1"}).status_code == 302
    assert not WorkingCopy.objects.exists()
    client.post(to("keep_new"), {"title": "新的"})
    assert "新的" in client.get(to("new") + "?resume=1").content.decode()
    client.post(to("forget_new"))
    assert not WorkingCopy.objects.exists()


def test_keeping_tells_when_somebody_else_saved_meanwhile(item, clerk, make_post, client_of):
    actions.revise(make_post("clerk", name="王芳"), item, title="王芳的题")
    told = client_of(clerk).post(to("keep", item.pk), {"title": "甲", "version": "1"}).json()
    assert told["behind"].startswith("王芳已于10:00保存了新的内容")


def test_another_agency_keeps_nothing_for_the_item(item, make_post, other_agency, client_of):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).post(to("keep", item.pk), {"title": "甲"}).status_code == 404
    with pytest.raises(Refused):
        actions.keep_copy(stranger, item, {"title": "甲"})


def test_the_second_saver_sees_both_texts_beside_each_other(item, clerk, make_post, client_of):
    actions.revise(make_post("clerk", name="王芳"), item, body_html="<p>第一段。</p><p>王芳改的第二段。</p>")
    typed = {"title": item.title, "column": item.column_id, "formed_on": "2026-01-05", "version": "1"}
    typed |= {
        "disclosure_attribute": "proactive",
        "issued_on": "2026-01-05",
        "body_html": "<p>第一段。</p><p>我改的第二段。</p>",
    }
    page = client_of(clerk).post(to("edit", item.pk), typed).content.decode()
    assert "王芳已于12月08日 10:00修改了本件" in page
    assert "现在保存的内容与您写的有这些不同" in page
    assert "王芳" in page.split("现在保存的内容与您写的")[1].split("<form")[0]
    assert "&lt;p&gt;我改的第二段。&lt;/p&gt;" in page


# Comparing


def test_any_two_wordings_are_compared_paragraph_by_paragraph_and_word_by_word(item, clerk, client_of):
    row = actions.revise(clerk, item, body="第一段。\n第二段改了。")
    actions.revise(clerk, row, title="新的题目", body="第一段。\n第二段改了。\n第三段。")
    page = client_of(clerk).get(to("compare", item.pk) + "?old=1&new=3").content.decode()
    assert "<ins>新的题目</ins>" in page
    assert '〔增加：</span>第三段。<span class="visually-hidden">〕' in page
    assert client_of(clerk).get(to("compare", item.pk) + "?old=1&new=9").status_code == 404


def test_a_wording_is_not_compared_with_itself(item, clerk, client_of):
    client = client_of(clerk)
    versions = client.get(to("versions", item.pk)).content.decode()
    assert 'type="radio"' not in versions  # one wording: nothing to choose
    for query in ("", "?old=1&new=1"):
        answer = client.get(to("compare", item.pk) + query, follow=True)
        assert answer.redirect_chain[0][0] == to("versions", item.pk)
        assert "一次保存的内容没有可比的，请选择两次不同的修改" in answer.content.decode()


def test_another_agency_compares_nothing(item, make_post, other_agency, client_of):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(to("compare", item.pk)).status_code == 404


# Word files and the preview


def test_a_word_file_is_shown_for_correction_and_nothing_is_saved(clerk, columns, client_of):
    document = docx.Document()
    for text in ("测应急〔2026〕5号", "关于检查的通知", "各县区：", "2026年1月5日"):
        document.add_paragraph(text)
    document.add_picture(io.BytesIO(photograph()))
    into = io.BytesIO()
    document.save(into)
    answer = client_of(clerk).post(
        to("import_docx"), {"file": SimpleUploadedFile("通知.docx", into.getvalue())}
    )
    page = answer.content.decode()
    assert 'value="关于检查的通知"' in page
    assert 'value="测应急〔2026〕5号"' in page
    assert 'name="issued_on" value="2026-01-05"' in page
    assert f"pictures/{Picture.objects.get().name}" in page
    assert not Item.objects.exists()


def test_a_word_file_with_macros_is_refused_on_its_page(clerk, columns, client_of):
    answer = client_of(clerk).post(to("import_docx"), {"file": SimpleUploadedFile("宏.docm", b"PK")})
    assert answer.status_code == 422
    assert "文件“宏.docm”可以含有宏，请另存为 .docx 后导入" in answer.content.decode()


def test_the_preview_is_the_portals_page_for_the_office_alone(
    item, clerk, picture, make_post, other_agency, client_of
):
    actions.revise(
        clerk, item, body_html=f"<p>共3处<small>截至11月30日</small>。</p>{figure(picture)}", version=1
    )
    client = client_of(clerk)
    client.post(
        to("keep", item.pk), {"title": "没保存的题", "body_html": "<p>没保存的文</p>", "version": "2"}
    )
    address = reverse("preview:page", args=[item.pk])
    saved = client.get(address + "?saved=1")
    assert "截至11月30日" in saved.content.decode()
    assert f'src="/office/items/pictures/{picture.name}"' in saved.content.decode()
    assert "本页尚未公开" in saved.content.decode()
    assert "no-store" in saved.headers["Cache-Control"]
    assert "frame-ancestors 'self'" in saved.headers["Content-Security-Policy"]
    assert "没保存的文" in client.get(address).content.decode()
    assert Item.objects.get().title == item.title
    assert client_of(make_post("clerk", name="外人", agency=other_agency)).get(address).status_code == 404
    assert client.__class__().get(address).status_code == 302
    assert (
        client_of(make_post("final_reviewer", name="吴江"))
        .get(reverse("preview:show", args=[item.pk]))
        .status_code
        == 200
    )

"""A spreadsheet with its folder: checked by row and column, all or nothing, in pieces that can be stopped anywhere."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.actions import history, history_in
from gongkai.apps.publications.importing.folder import folder_rows
from gongkai.apps.publications.importing.sheet import COLUMNS, template
from gongkai.apps.publications.importing.source import Archive, Folder
from gongkai.apps.publications.models import Attachment, HistoryBatch, HistoryRow, Item, Release
from gongkai.law.refusals import Refused

HEADS = [
    "原系统编号",
    "标题",
    "栏目",
    "原发布日期",
    "发布渠道",
    "文号",
    "正文文件",
    "附件",
    "规范性文件",
    "有效性",
]


@pytest.fixture
def approver(reviewers):
    return reviewers[3]


@pytest.fixture
def folder(tmp_path, columns, website):
    root = tmp_path / "old"
    (root / "正文").mkdir(parents=True)
    (root / "附件").mkdir()
    (root / "附件" / "清单.csv").write_text("序号\n1\n")
    (root / "正文" / "1.html").write_text("<p onclick='x()'>第一段</p><script>alert(1)</script><p>第二段</p>")
    write(
        root,
        [
            "a-1",
            "旧文件",
            "通知公告",
            "2019年6月30日",
            "市应急局网站",
            "测应急〔2019〕5号",
            "正文/1.html",
            "附件/清单.csv",
            "是",
            "废止",
        ],
    )
    return root  # fmt: skip


def write(root, *rows):
    book = openpyxl.Workbook()
    for row in ([*HEADS], *rows):
        book.active.append(row)
    book.save(root / "rows.xlsx")


def submit(clerk, rows):
    return actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)


def many(amount, **fields):
    plain = {"column": "news", "date": "2019-06-30", "channels": ["市应急局网站"]} | fields
    return [plain | {"title": f"第{n}件", "key": f"k{n}"} for n in range(amount)]


def test_a_row_of_the_spreadsheet_becomes_an_item_with_its_body_and_files(folder, clerk, approver):
    actions.import_history(approver, submit(clerk, folder_rows(folder)))
    item = Item.objects.get()
    assert (item.title, item.column.code, item.first_public_on) == ("旧文件", "notices", date(2019, 6, 30))
    assert (item.document_number, item.is_normative, item.validity) == ("测应急〔2019〕5号", True, "repealed")
    assert item.body_html == "<p>第一段</p>\n<p>第二段</p>"
    assert item.body == "第一段\n第二段"
    paper = Attachment.objects.get()
    assert (paper.item, paper.name, paper.media_type) == (item, "清单.csv", "text/csv")
    assert paper.file.read() == "序号\n1\n".encode()


def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(folder, clerk):
    """The fourth line of the spreadsheet, an empty one above it, as the spreadsheet program numbers them."""
    good = ["", "好的", "news", "2019-06-30", "", "", "", "", "", ""]
    write(
        folder,
        good,
        [""] * 10,
        ["", "x" * 201, "没有的栏目", "2026-02-01", "抖音", "", "正文/没有.html", "../../etc/passwd", "也许", "有时"],
    )  # fmt: skip
    survey = actions.survey_history(clerk.agency, folder_rows(folder))
    assert (survey.count, survey.wrong) == (2, 1)
    assert [(fault.row, fault.column, fault.sentence) for fault in survey.faults] == [
        (4, "body_file", "目录中没有文件“正文/没有.html”"),
        (4, "files", "文件路径“../../etc/passwd”指向目录之外，请使用目录之内的相对路径"),
        (4, "column", "没有名称或者代码为“没有的栏目”的栏目，请先开设"),
        (4, "title", "标题须为1至200字"),
        (4, "validity", "有效性“有时”不在规定的选项中"),
        (4, "is_normative", "规范性文件“也许”请填是或者否"),
        (4, "channels", "没有名为“抖音”的发布渠道，请先登记"),
        (4, "date", "2026-02-01在平台启用日期（2026-01-01）当日或者之后，应当经审查在平台发布，不能迁移"),
    ]
    with pytest.raises(Refused, match=r"第4行：目录中没有文件“正文/没有.html”"):
        submit(clerk, folder_rows(folder))
    assert not HistoryBatch.objects.exists()
    assert not HistoryRow.objects.exists()


def test_what_is_lacking_is_asked_for(folder, clerk):
    write(folder, ["", "有标题", "", "", "", "", "", "", "", ""])
    survey = actions.survey_history(clerk.agency, folder_rows(folder))
    assert [str(fault) for fault in survey.faults] == ["第2行：请填写栏目", "第2行：请填写原发布日期"]


def test_a_renamed_program_and_a_document_with_macros_are_refused_by_name(folder, clerk):
    (folder / "附件" / "图.pdf").write_bytes(b"MZ\x90\x00program")
    write(folder, ["", "标题", "news", "2019-06-30", "", "", "", "附件/图.pdf", "", ""])
    with pytest.raises(Refused, match=r"第2行：附件“图.pdf”的内容与后缀不符"):
        submit(clerk, folder_rows(folder))


def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path):
    (tmp_path / "秘密.txt").write_text("x")
    (folder / "附件" / "链接.txt").symlink_to(tmp_path / "秘密.txt")
    with pytest.raises(Refused, match="指向目录之外"):
        Folder(folder).read("附件/链接.txt")


def archive(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out


def test_a_zip_bomb_is_refused_before_anything_is_unpacked():
    with pytest.raises(Refused, match=r"附件包中的“炸弹.txt”压缩异常，不能接收"):
        Archive(archive(**{"炸弹.txt": b"\0" * 40_000_000}))


def test_a_zip_that_leads_outside_is_refused():
    with pytest.raises(Refused, match="指向目录之外"):
        Archive(archive(**{"../../etc/cron.d/x": b"x"}))
    with pytest.raises(Refused, match="指向目录之外"):
        Archive(archive(**{"C:/Windows/x": b"x"}))


def test_what_is_no_zip_is_refused():
    with pytest.raises(Refused, match="附件包已损坏或者不是ZIP文件"):
        Archive(io.BytesIO(b"MZ not a zip"))


def test_names_that_windows_wrote_in_gbk_are_read():
    name = "附件/清单.csv".encode("gb18030")
    plain = "x" * len(name)
    data = archive(**{plain: b"a,b"}).getvalue().replace(plain.encode(), name)
    assert list(Archive(io.BytesIO(data)).names()) == ["附件/清单.csv"]
    assert Archive(io.BytesIO(data)).read("附件/清单.csv") == b"a,b"


def test_the_template_has_every_column_and_says_what_goes_where():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert [cell.value for cell in book.worksheets[0][1]] == [head for head, _, _ in COLUMNS]
    assert book.sheetnames == ["历史信息", "填写说明"]


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [
        (["标题", "栏目"], "第一行缺少“原发布日期”列"),
        (["标题", "栏目", "原发布日期", "点击量"], "有不认识的列“点击量”"),
        (["标题", "栏目", "原发布日期", "标题"], "有两列“标题”"),
    ],
)
def test_a_spreadsheet_with_other_heads_is_refused(folder, heads, sentence):
    book = openpyxl.Workbook()
    book.active.append(heads)
    book.save(folder / "rows.xlsx")
    with pytest.raises(Refused, match=sentence):
        list(folder_rows(folder))


def test_an_import_killed_between_two_pieces_goes_on_and_nothing_is_twice(
    clerk, columns, website, approver, monkeypatch
):
    monkeypatch.setattr(history_in, "PIECE", 10)
    batch = submit(clerk, many(35))
    actions.approve_history(approver, batch)
    marked = history_in._mark
    calls = []

    def dies(rows, items):
        calls.append(len(rows))
        if len(calls) == 3:
            raise KeyboardInterrupt
        marked(rows, items)

    monkeypatch.setattr(history_in, "_mark", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.continue_history(batch)
    assert (Item.objects.count(), actions.done_of(batch)) == (20, 20)
    assert actions.continue_history(batch) == 15
    batch.refresh_from_db()
    assert batch.imported_at is not None
    assert (
        Item.objects.count() == HistoryRow.objects.exclude(item=None).count() == Release.objects.count() == 35
    )
    assert sorted(Item.objects.values_list("index_number", flat=True)) == [
        f"MB1A00001/2019-{n:05d}" for n in range(1, 36)
    ]
    assert Entry.objects.filter(event="history.imported").count() == 1
    assert actions.continue_history(batch) == 0


def test_a_submission_that_was_killed_goes_on_when_it_is_submitted_again(
    clerk, columns, website, approver, monkeypatch
):
    rows = many(1200)
    written = history._write
    calls = []

    def dies(actor, batch, piece):
        calls.append(len(piece))
        if len(calls) == 2:
            raise KeyboardInterrupt
        written(actor, batch, piece)

    monkeypatch.setattr(history, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        submit(clerk, rows)
    half = HistoryBatch.objects.get()
    assert (half.state, half.lines.count()) == ("preparing", 500)
    assert queries.batches(clerk).count() == 0
    with pytest.raises(Refused, match="本批次正在提交，不能批准"):
        actions.approve_history(approver, half)
    batch = submit(clerk, rows)
    assert (batch.pk, batch.lines.count(), HistoryBatch.objects.count()) == (half.pk, 1200, 1)
    assert Entry.objects.filter(event="history.submitted").count() == 1


def test_what_the_old_system_called_it_comes_over_once(clerk, columns, website, approver):
    actions.import_history(approver, submit(clerk, many(3)))
    with pytest.raises(Refused, match="第1行：原系统编号“k0”已经迁移或者正在迁移"):
        submit(clerk, many(2, title="另一个标题", date="2018-01-01"))
    with pytest.raises(Refused, match="第2行：原系统编号“x”重复"):
        submit(clerk, [row | {"key": "x"} for row in many(2)])


def test_a_refused_batch_is_put_right_and_submitted_again(clerk, columns, website, approver, make_post):
    batch = submit(clerk, many(2))
    with pytest.raises(Refused, match="请写明不批准的理由"):
        actions.refuse_history(approver, batch, " ")
    with pytest.raises(Refused, match="没有办理此事的权限"):
        actions.refuse_history(make_post("clerk", name="别人"), batch, "不行")
    row = actions.refuse_history(approver, batch, "第二条的日期不对")
    assert (row.state, row.refusal) == ("refused", "第二条的日期不对")
    with pytest.raises(Refused, match="本批次未批准，不能批准"):
        actions.import_history(approver, batch)
    actions.import_history(approver, submit(clerk, many(2)))
    assert Item.objects.count() == 2


def test_a_paused_batch_stands_still_until_it_is_resumed(clerk, columns, website, approver, monkeypatch):
    monkeypatch.setattr(history_in, "PIECE", 10)
    batch = submit(clerk, many(30))
    actions.approve_history(approver, batch)
    actions.continue_history(batch, seconds=0)
    actions.pause_history(clerk, batch)
    assert (actions.continue_batches(5), Item.objects.count()) == (0, 10)
    actions.resume_history(approver, batch)
    assert (actions.continue_batches(5), Item.objects.count()) == (20, 30)


def test_an_imported_item_is_marked_for_ever_and_never_counts_as_published_by_the_platform(
    clerk, columns, website, approver, reviewers
):
    batch = submit(clerk, many(1))
    actions.import_history(approver, batch)
    item = Item.objects.get()
    draft = actions.revise(
        clerk, actions.amend(clerk, item, "更正错字"), body="更正后", formed_on=date(2026, 12, 1)
    )
    row = actions.submit(clerk, draft)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    actions.publish(clerk, row, [])
    actions.change_validity(clerk, item, "repealed", since=date(2026, 12, 1), basis="新文件")
    actions.withdraw(clerk, item, "重复")
    item.refresh_from_db()
    assert (item.imported, item.first_public_on) == (batch, date(2019, 6, 30))
    assert HistoryRow.objects.get().item == item
    assert not Entry.objects.filter(event="item.published").exists()
    assert list(queries.facts(clerk.agency_id, 2026)) == []
    assert sum(fact.amount for fact in queries.facts(clerk.agency_id, 2019)) == 2  # the item, and its release


def test_a_stored_file_that_was_changed_stops_the_import(folder, clerk, approver):
    batch = submit(clerk, folder_rows(folder))
    (line,) = HistoryRow.objects.all()
    with default_storage.open(line.files[0][1], "wb") as file:
        file.write(b"something else")
    with pytest.raises(Refused, match=r"附件“清单.csv”与提交时不一致"):
        actions.import_history(approver, batch)
    assert not Item.objects.exists()


def to(name, *args):
    return reverse(f"publications:{name}", args=args)


def upload(folder, name="rows.xlsx"):
    sheet = SimpleUploadedFile(name, (folder / "rows.xlsx").read_bytes())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path in folder.rglob("*"):
            if path.is_file():
                made.write(path, str(path.relative_to(folder)))
    return {"sheet": sheet, "archive": SimpleUploadedFile("附件.zip", out.getvalue())}


def test_the_screens_lead_from_the_template_to_the_public_item(folder, clerk, approver, client_of):
    client = client_of(clerk)
    assert client.get(to("history_template")).headers["Content-Type"].endswith("sheet")
    preview = client.post(to("new_batch"), upload(folder))
    page = preview.content.decode()
    assert "核对历史信息" in page
    assert "清单.csv" in page
    ticket = preview.context["form"].initial["ticket"]
    typed = {"ticket": ticket, "source": "原网站", "reason": ""}
    again = client.post(to("new_batch"), typed)
    assert again.status_code == 422
    assert "原网站" in again.content.decode()
    client.post(to("new_batch"), typed | {"reason": "关停"})
    batch = HistoryBatch.objects.get()
    assert batch.state == "waiting"
    client_of(approver).post(to("batch", batch.pk), {"approve": "1"})
    batch.refresh_from_db()
    assert batch.state == "imported"
    assert "旧文件" in client.get(to("batch", batch.pk)).content.decode()
    lost = client.post(to("new_batch"), typed | {"reason": "再来"})
    assert "预览已过期，没有提交任何一行" in lost.content.decode()


def test_a_faulty_spreadsheet_shows_its_faults_and_offers_no_way_to_submit(folder, clerk, client_of):
    write(folder, ["", "", "news", "前天", "", "", "", "", "", ""])
    answer = client_of(clerk).post(to("new_batch"), upload(folder))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "原发布日期“前天”不是日期" in page
    assert 'name="ticket"' not in page
    assert (
        client_of(clerk).post(to("new_batch"), {"sheet": SimpleUploadedFile("a.exe", b"MZ")}).status_code
        == 422
    )


def test_a_batch_is_refused_on_its_page_with_the_reason(clerk, columns, website, approver, client_of):
    batch = submit(clerk, many(2))
    client = client_of(approver)
    assert client.post(to("batch", batch.pk), {"refuse": "1", "reason": ""}).status_code == 422
    client.post(to("batch", batch.pk), {"refuse": "1", "reason": "来源不清"})
    assert "来源不清" in client_of(clerk).get(to("batch", batch.pk)).content.decode()


def test_another_agency_sees_no_batch_and_no_preview(
    clerk, columns, website, other_agency, make_post, client_of
):
    batch = submit(clerk, many(1))
    stranger = make_post("clerk", "final_reviewer", name="外人", agency=other_agency)
    client = client_of(stranger)
    assert client.get(to("batch", batch.pk)).status_code == 404
    assert client.post(to("batch", batch.pk), {"approve": "1"}).status_code == 404
    with pytest.raises(Refused):
        actions.import_history(stranger, batch)


def test_a_list_of_a_thousand_rows_asks_as_often_as_one_of_few(
    clerk, columns, website, client_of, django_assert_max_num_queries
):
    batch = submit(clerk, many(1000))
    client = client_of(clerk)
    client.get(to("batches"))
    with django_assert_max_num_queries(16):
        client.get(to("batch", batch.pk))

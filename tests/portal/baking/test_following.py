"""What a change writes: the pages it touches, right after its commit, and no others."""

from __future__ import annotations

import errno
from datetime import date

import pytest
from django.core.files.base import ContentFile

from gongkai.apps.agencies import actions as agencies
from gongkai.apps.portal.baking import folder, following
from gongkai.apps.publications import actions
from tests.portal.conftest import HOME

from .conftest import everything, pages, text

FIXED = [
    "/",
    "/privacy/",
    HOME,
    f"{HOME}guide/",
    f"{HOME}systems/",
    f"{HOME}requests/",
    f"{HOME}columns/",
    f"{HOME}reports/",
]


def test_a_file_holds_exactly_what_its_view_answers(client, baked, publish):
    item = publish("inspection", "隐患公告")
    release = baked()
    for path in [
        *FIXED,
        f"{HOME}columns/inspection/",
        f"{HOME}items/{item.pk}/",
        "/sitemap.xml",
        "/robots.txt",
    ]:
        assert release.file(path).read_bytes() == client.get(path).content, path


def test_nothing_on_a_page_depends_on_the_day_on_which_it_is_read(client, baked, publish, monkeypatch):
    item = publish("inspection", "隐患公告")
    baked()
    paths = [*FIXED, f"{HOME}columns/inspection/", f"{HOME}items/{item.pk}/"]
    before = {path: client.get(path).content for path in paths}
    for module in ("portal.caching", "portal.views.agency"):
        monkeypatch.setattr(f"gongkai.apps.{module}.today", lambda: date(2026, 12, 20))
    assert {path: client.get(path).content for path in paths} == before


def test_before_the_first_bake_nothing_is_written(site, follow, publish):
    follow(lambda: publish("inspection", "隐患公告"))
    assert not site.exists()


def test_a_publication_is_on_its_page_its_lists_and_the_front_pages_when_the_action_returns(
    baked, follow, publish
):
    release = baked()
    item = follow(lambda: publish("inspection", "隐患公告"))
    for path in ("/", HOME, f"{HOME}columns/inspection/", f"{HOME}items/{item.pk}/"):
        assert "隐患公告" in text(release, path), path
    part = f"{HOME}sitemap-{item.pk // 10_000}.xml"
    assert f"items/{item.pk}/" in text(release, part)
    assert part in text(release, "/sitemap.xml")


def test_a_publication_writes_at_most_twenty_files(baked, follow, publish, monkeypatch):
    for number in range(39):  # the next one closes a page in its list and in the one above
        publish("inspection", f"第{number}号公告")
    release = baked()
    written = []
    plain = folder._write
    monkeypatch.setattr(
        folder, "_write", lambda file, *rest, **more: (written.append(file.name), plain(file, *rest, **more))
    )
    follow(lambda: publish("inspection", "又一件"))
    assert (release.public / HOME[1:] / "columns/inspection/2026/1/index.html").exists()
    written.remove("state.json")
    assert len(written) <= 20, written


def test_what_is_withdrawn_leaves_the_disk_with_its_files_and_leaves_a_word(
    baked, follow, clerk, draft, approve, website
):
    made = draft("penalties", "误发的处罚公示", body="不该公开的正文")
    actions.attach(clerk, made, ContentFile("不该公开,的附件\n".encode(), name="名单.csv"))
    made.refresh_from_db()
    item = actions.publish(clerk, approve(made), [website])
    release = baked()
    place = release.file(f"{HOME}items/{item.pk}/").parent
    assert sorted(file.name for file in place.rglob("*")) == [
        "files",
        "index.html",
        "index.html.gz",
        "名单.csv",
    ]
    follow(lambda: actions.withdraw(clerk, item, "处罚决定已被依法撤销"))
    assert not place.exists()
    assert "误发的处罚公示" not in everything(release.public)
    assert "不该公开" not in everything(release.folder)
    gone = release.file(f"{HOME}items/{item.pk}/", gone=True).read_text()
    assert "于2026年12月8日撤下。理由：处罚决定已被依法撤销。" in gone


def test_a_correction_is_on_the_page_and_its_dropped_file_is_gone(
    baked, follow, clerk, draft, approve, website, reviewers
):
    made = draft("inspection", "隐患公告")
    file = actions.attach(clerk, made, ContentFile(b"a,b\n", name="old.csv"))
    made.refresh_from_db()
    item = actions.publish(clerk, approve(made), [website])
    release = baked()
    assert release.file(f"{HOME}items/{item.pk}/files/old.csv").exists()
    successor = actions.amend(clerk, item, "改正日期")
    actions.detach(clerk, successor.attachments.get(name="old.csv"))
    successor.refresh_from_db()
    successor = actions.revise(clerk, successor, version=successor.version, title="隐患公告（更正）")
    follow(lambda: actions.publish(clerk, approve(successor), []))
    assert "隐患公告（更正）" in text(release, f"{HOME}items/{item.pk}/")
    assert "隐患公告（更正）" in text(release, f"{HOME}columns/inspection/")
    assert not release.file(f"{HOME}items/{item.pk}/files/old.csv").exists()
    assert file.name == "old.csv"


def test_a_repeal_shows_on_the_document_its_list_and_its_interpretation(baked, follow, clerk, publish):
    document = publish("normative-documents", "实施细则", document_number="测应急规〔2026〕1号")
    told = publish("interpretation", "细则改了什么", interpretation_of=document)
    release = baked()
    follow(
        lambda: actions.change_validity(
            clerk, document, "repealed", since=date(2026, 12, 8), basis="测应急规〔2026〕2号"
        )
    )
    assert "本文件已废止" in text(release, f"{HOME}items/{document.pk}/")
    assert "废止" in text(release, f"{HOME}columns/normative-documents/")
    assert "废止" in text(release, f"{HOME}items/{told.pk}/")


def test_an_interpretation_appears_on_the_page_of_its_document(baked, follow, publish):
    document = publish("normative-documents", "实施细则")
    release = baked()
    told = follow(lambda: publish("interpretation", "细则改了什么", interpretation_of=document))
    assert f"items/{told.pk}/" in text(release, f"{HOME}items/{document.pk}/")


def test_a_new_telephone_number_is_on_every_page_of_the_agency(baked, follow, publish, make_post, agency):
    item = publish("inspection", "隐患公告")
    release = baked()
    head = make_post("clerk", name="主任")
    follow(lambda: agencies.describe_agency(head, agency, phone="0000-7654321"))
    for path in (HOME, f"{HOME}guide/", f"{HOME}columns/inspection/", f"{HOME}items/{item.pk}/"):
        assert "0000-7654321" in text(release, path), path


def test_another_day_writes_only_what_speaks_of_terms_and_years(baked, publish, monkeypatch):
    publish("inspection", "隐患公告")
    release = baked()
    item = release.file(HOME + "columns/inspection/")
    before = item.stat().st_mtime_ns
    monkeypatch.setattr(following, "today", lambda: date(2027, 1, 1))
    monkeypatch.setattr("gongkai.apps.portal.views.agency.today", lambda: date(2027, 1, 1))
    assert following.follow() > 0
    assert "2027年公开信息 <b>0</b> 条" in text(release, HOME)
    assert item.stat().st_mtime_ns == before
    assert following.follow() == 0


def test_what_could_not_be_written_is_written_by_the_worker(baked, follow, publish, monkeypatch):
    release = baked()

    def full(*args, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(folder, "_write", full)
        item = follow(lambda: publish("inspection", "隐患公告"))
    assert item.is_public
    assert not release.file(f"{HOME}items/{item.pk}/").exists()
    assert following.pages(date(2026, 12, 8)).startswith("补做静态页面")
    assert "隐患公告" in text(release, f"{HOME}items/{item.pk}/")


def test_a_full_disk_does_not_keep_what_was_withdrawn(baked, follow, publish, clerk, monkeypatch):
    item = publish("inspection", "误发的公告")
    release = baked()

    def full(*args, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder, "_write", full)
    follow(lambda: actions.withdraw(clerk, item, "内容有误"))
    assert not release.file(f"{HOME}items/{item.pk}/").exists()


def test_a_page_that_cannot_be_made_is_told_and_tried_again_while_the_others_go_on(
    baked, follow, publish, monkeypatch
):
    release = baked()

    def broken(*args, **more):
        raise ValueError("no such thing")

    with monkeypatch.context() as bad:
        bad.setattr("gongkai.apps.portal.queries.year_in_words", broken)
        item = follow(lambda: publish("inspection", "隐患公告"))
        assert release.state().failed == [["agency", item.agency_id, []]]
        assert "隐患公告" in text(release, f"{HOME}items/{item.pk}/")
    following.follow()
    assert release.state().failed == []
    assert "隐患公告" in text(release, HOME)


def test_files_of_another_database_are_left_alone(baked, follow, publish, caplog):
    release = baked()
    state = release.state()
    release.keep(folder.State(state.seq, "0" * 64, state.day, state.code, finished=True))
    before = pages(release)
    follow(lambda: publish("inspection", "隐患公告"))
    assert pages(release) == before
    assert "请运行 gongkai bake 重新生成" in caplog.text


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
def test_no_file_tells_of_what_nobody_has_let_out(baked, follow, site, clerk, draft, approve, publish, state):
    item = draft("inspection", "未公开的标题", body="未公开的正文")
    actions.attach(clerk, item, ContentFile("未公开的附件".encode(), name="未公开.txt"))
    item.refresh_from_db()
    if state == "in_review":
        actions.submit(clerk, item)
    elif state == "approved":
        approve(item)
    elif state == "discarded":
        actions.discard(clerk, item)
    release = baked()
    follow(lambda: publish("inspection", "公开的一件"))
    assert "未公开" not in everything(site)
    assert not any("未公开" in path for path in pages(release))

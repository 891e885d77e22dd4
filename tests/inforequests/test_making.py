"""The file without marked passages is made beside the desk: short papers at once, long ones by the worker."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions import making, withholding
from gongkai.apps.inforequests.actions.making import carry_out_orders, order_file
from gongkai.apps.inforequests.actions.submitting import withdraw
from gongkai.apps.inforequests.actions.withholding import mark
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Making, MakingState
from gongkai.apps.inforequests.queries import papers
from gongkai.apps.supervision import tasks, worker
from gongkai.law.refusals import Refused
from gongkai.redaction import Leak
from gongkai.redaction import text as plain_text
from tests.inforequests.papers import MARK, seen

TODAY = date(2026, 11, 22)


@pytest.fixture
def source(clerk, source) -> Attachment:
    """The paper with one mark."""
    mark(clerk, source, [MARK], seen=seen(source))
    return source


@pytest.fixture
def long(source, monkeypatch) -> Attachment:
    """The same, held for a long one."""
    monkeypatch.setattr(making, "BYTES_AT_ONCE", 10)
    return source


def released(source: Attachment) -> int:
    return Attachment.objects.filter(released_from__source=source, removed_at=None).count()


def page(source: Attachment, order: Making) -> str:
    return f"/office/requests/{source.request_id}/papers/{source.pk}/withhold/{order.pk}/"


def test_a_short_paper_is_made_when_the_order_returns(clerk, source):
    order = order_file(clerk, source, seen=seen(source))
    assert (order.state, order.attempts) == (MakingState.DONE, 1)
    assert "欧阳明月" not in papers.data_of(order.released).decode("utf-8-sig")


def test_a_long_paper_waits_for_the_worker_and_no_request_waits_for_it(clerk, long):
    order = order_file(clerk, long, seen=seen(long))
    assert (order.state, released(long)) == (MakingState.WAITING, 0)
    assert tasks.withheld_files(TODAY) == "生成遮蔽后的文件1份"
    order.refresh_from_db()
    assert (order.state, order.released.name, released(long)) == (
        MakingState.DONE,
        "检查情况（部分公开）.txt",
        1,
    )
    assert tasks.withheld_files(TODAY) == "生成遮蔽后的文件0份"
    told = list(Entry.objects.filter(event__startswith="request.with").order_by("seq"))
    assert [entry.event for entry in told] == ["request.withholding_ordered", "request.withheld"]
    assert [entry.actor_name for entry in told] == [clerk.account.display_name] * 2


def test_the_worker_has_a_second_thread_for_the_minute_and_takes_one_paper_at_a_time(clerk, long):
    assert worker.WORKERS == 2
    order_file(clerk, long, seen=seen(long))
    with making._working:
        assert carry_out_orders(40) == 0
    assert carry_out_orders(40) == 1


def test_ordering_it_twice_is_one_order(clerk, long):
    first = order_file(clerk, long, seen=seen(long))
    assert order_file(clerk, long, seen=seen(long)) == first
    carry_out_orders(40)
    assert released(long) == 1


def test_a_killed_worker_s_order_is_begun_anew_after_ten_minutes_of_silence(clerk, long, monkeypatch):
    order = order_file(clerk, long, seen=seen(long))
    with monkeypatch.context() as dying:
        dying.setattr(making, "made_without", _killed)
        with pytest.raises(KeyboardInterrupt):
            carry_out_orders(40)
    order.refresh_from_db()
    assert (order.state, order.attempts, released(long)) == (MakingState.WORKING, 1, 0)
    assert carry_out_orders(40) == 0
    Making.objects.update(beat_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert carry_out_orders(40) == 1
    order.refresh_from_db()
    assert (order.state, order.attempts, released(long)) == (MakingState.DONE, 2, 1)


def _killed(*args, **more):
    raise KeyboardInterrupt


def test_killed_three_times_it_ends_with_a_sentence(clerk, long, monkeypatch):
    order = order_file(clerk, long, seen=seen(long))
    monkeypatch.setattr(making, "made_without", _killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            carry_out_orders(40)
        Making.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    carry_out_orders(40)
    order.refresh_from_db()
    assert order.state == MakingState.FAILED
    assert order.error == "处理中断了3次，未能生成；文件可能过大，请拆分后再遮蔽"


def test_who_was_held_for_dead_and_comes_back_late_leaves_no_second_file(clerk, long, monkeypatch):
    order = order_file(clerk, long, seen=seen(long))
    plain = making.made_without

    def late(*args, **more):
        made = plain(*args, **more)
        monkeypatch.setattr(making, "made_without", plain)
        Making.objects.update(beat_at=timezone.now() - timedelta(hours=1))
        assert making.carry_out(order.pk)  # another worker does it meanwhile
        return made

    monkeypatch.setattr(making, "made_without", late)
    carry_out_orders(40)
    order.refresh_from_db()
    assert (order.state, order.attempts, released(long)) == (MakingState.DONE, 2, 1)
    assert Attachment.objects.filter(kind=AttachmentKind.RELEASED).count() == 1


def test_a_paper_that_is_too_long_ends_with_the_sentence_that_says_so(clerk, long, monkeypatch):
    order = order_file(clerk, long, seen=seen(long))
    monkeypatch.setattr(plain_text, "MOST_LINES", 1)
    carry_out_orders(40)
    order.refresh_from_db()
    assert (order.state, order.error) == (MakingState.FAILED, "“检查情况.txt”超过1行，请拆分后再遮蔽")
    assert Entry.objects.filter(event="request.withholding_failed").count() == 1


def test_a_leak_ends_the_order_with_the_place_where_it_is(clerk, long, monkeypatch):
    order = order_file(clerk, long, seen=seen(long))
    monkeypatch.setattr(withholding, "leaks", lambda data, name, secrets: [Leak("第2页", "欧阳明月")])
    carry_out_orders(40)
    order.refresh_from_db()
    assert order.error.startswith("遮蔽后的文件没有通过复核，未予保存：第2页中仍有“欧阳明月”")
    assert released(long) == 0


def test_nothing_is_made_for_an_applicant_who_withdrew_meanwhile(clerk, case, long):
    order = order_file(clerk, long, seen=seen(long))
    withdraw(case, today=TODAY)
    carry_out_orders(40)
    order.refresh_from_db()
    assert (order.state, order.error) == (MakingState.FAILED, "申请人已撤回申请，不再生成")
    assert released(long) == 0
    with pytest.raises(Refused, match="申请人已撤回申请，不再生成"):
        order_file(clerk, long, seen=seen(long))


def test_marks_that_changed_meanwhile_end_the_order_and_a_new_one_takes_its_place(clerk, long):
    first = order_file(clerk, long, seen=seen(long))
    mark(clerk, long, [MARK, MARK | {"text": "13912345678"}], seen=seen(long))
    second = order_file(clerk, long, seen=seen(long))
    first.refresh_from_db()
    assert first.error == "提交之后遮蔽处有改动，请以新的遮蔽处重新生成"
    carry_out_orders(40)
    second.refresh_from_db()
    assert "13912345678" not in papers.data_of(second.released).decode("utf-8-sig")


def test_an_order_of_who_may_no_longer_mark_is_refused(clerk, long):
    order = order_file(clerk, long, seen=seen(long))
    clerk.grants.all().delete()
    carry_out_orders(40)
    order.refresh_from_db()
    assert order.state == MakingState.FAILED and released(long) == 0


def test_what_breaks_in_the_making_ends_in_a_sentence_not_in_silence(clerk, long, monkeypatch):
    def broken(*args, **more):
        raise ZeroDivisionError

    order = order_file(clerk, long, seen=seen(long))
    monkeypatch.setattr(making, "made_without", broken)
    carry_out_orders(40)
    order.refresh_from_db()
    assert order.error.startswith("处理时出错，未能生成；请把原文件打印成PDF")


def test_the_page_of_an_order_asks_again_by_itself_until_there_is_a_result(client_of, clerk, long):
    client = client_of(clerk)
    there = f"/office/requests/{long.request_id}/papers/{long.pk}/withhold/"
    answer = client.post(there, {"seen": seen(long)})
    order = Making.objects.get()
    assert answer.url == page(long, order)
    html = client.get(answer.url).content.decode()
    assert 'data-hx-trigger="every 5s"' in html and "等待处理" in html
    Making.objects.update(state="working", done=30, total=600, beat_at=timezone.now())
    html = client.get(answer.url).content.decode()
    assert '<progress max="600" value="30">' in html and "没有进展" not in html
    Making.objects.update(beat_at=timezone.now() - timedelta(minutes=4))
    assert "没有进展；处理中断的，十分钟后自动重新开始" in client.get(answer.url).content.decode()
    Making.objects.update(state="waiting")
    carry_out_orders(40)
    html = client.get(answer.url).content.decode()
    assert "data-hx-get" not in html and "检查情况（部分公开）.txt</a>" in html


def test_a_failed_order_is_told_on_its_page_and_beside_the_marks(client_of, clerk, long):
    order = order_file(clerk, long, seen=seen(long))
    Making.objects.update(state="failed", error="文件可能过大，请拆分后再遮蔽")
    client = client_of(clerk)
    marks = f"/office/requests/{long.request_id}/papers/{long.pk}/marks/"
    for path in (page(long, order), marks):
        assert "文件可能过大，请拆分后再遮蔽" in client.get(path).content.decode()


def desk(client) -> str:
    return client.get("/office/").content.decode()


def test_a_failed_order_stands_on_the_desk_of_who_ordered_it_until_the_paper_is_taken_up_again(
    client_of, make_post, clerk, long
):
    client, colleague = client_of(clerk), client_of(make_post("clerk", name="同事"))
    order_file(clerk, long, seen=seen(long))
    assert "未能生成" not in desk(client)
    Making.objects.update(state="failed", error="文件可能过大，请拆分后再遮蔽", finished_at=timezone.now())
    told = desk(client)
    assert "遮蔽后的文件未能生成" in told and "检查情况.txt · 文件可能过大，请拆分后再遮蔽" in told
    assert f"/office/requests/{long.request_id}/papers/{long.pk}/marks/" in told
    assert "未能生成" not in desk(colleague)
    mark(clerk, long, [MARK, MARK | {"text": "举报人"}], seen=seen(long))
    assert "未能生成" not in desk(client)


def test_a_failed_order_leaves_the_desk_with_a_new_order_with_the_paper_and_with_the_request(
    client_of, clerk, case, long
):
    client = client_of(clerk)
    order_file(clerk, long, seen=seen(long))
    Making.objects.update(state="failed", error="处理时出错", finished_at=timezone.now())
    again = order_file(clerk, long, seen=seen(long))
    assert "未能生成" not in desk(client)
    again.delete()
    assert "未能生成" in desk(client)
    Attachment.objects.filter(pk=long.pk).update(removed_at=timezone.now())
    assert "未能生成" not in desk(client)
    Attachment.objects.filter(pk=long.pk).update(removed_at=None)
    withdraw(case, today=TODAY)
    assert "未能生成" not in desk(client)


def test_another_agency_s_order_is_not_there(client_of, make_post, other_agency, clerk, long):
    order = order_file(clerk, long, seen=seen(long))
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    assert stranger.get(page(long, order)).status_code == 404


def test_pages_that_were_read_and_written_are_told_while_a_long_pdf_is_made(clerk, case, monkeypatch):
    upload = ContentFile(_three_pages(), name="附件.pdf")
    source = actions.attach(clerk, case, upload, kind=AttachmentKind.SOURCE)
    mark(clerk, source, [{"article": "15", "reason": "涉及个人隐私", "page": 1}], seen=seen(source))
    monkeypatch.setattr(making, "BEAT", 0.0)
    told = []
    monkeypatch.setattr(
        making.Making.objects.all().__class__, "update", _noting(told, making.Making.objects.all().__class__)
    )
    order = order_file(clerk, source, seen=seen(source))
    assert order.state == MakingState.WAITING
    carry_out_orders(40)
    assert told == [(1, 6), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]


def _noting(told, kind):
    plain = kind.update

    def update(self, **columns):
        if columns.get("done"):
            told.append((columns["done"], columns["total"]))
        return plain(self, **columns)

    return update


def _three_pages() -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(3):
        pdf.new_page(200, 200)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()

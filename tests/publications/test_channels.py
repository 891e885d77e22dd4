"""Channels that people serve, accounts, and the pages on which channels are seen to."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.channels.message import message_of
from gongkai.apps.publications.channels.wechat import WeChat
from gongkai.apps.publications.channels.weibo import Weibo
from gongkai.apps.publications.channels.wire import Wire
from gongkai.apps.publications.models import ChannelAccount, ChannelTask, Delivery, Evidence, Item
from gongkai.law.refusals import Refused
from tests.desks import desk_of

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 20
WIRE = Wire("http://127.0.0.1:9")


@pytest.fixture(autouse=True)
def site(settings):
    settings.GONGKAI_SITE = "https://www.ceshi.example"


@pytest.fixture
def board(clerk, agency):
    return actions.register_channel(clerk, agency, "公开栏", "other")


@pytest.fixture
def gazette(clerk, agency):
    return actions.register_channel(clerk, agency, "市政府公报", "gazette")


@pytest.fixture
def public(reviewed, clerk, website, board, gazette):
    return actions.publish(clerk, reviewed, [website, board, gazette])


def photo(name="照片.png", data=PICTURE):
    return SimpleUploadedFile(name, data)


def counts(clerk):
    return {
        next(iter(fact.where.values())): fact.amount
        for fact in queries.facts(clerk.agency_id, 2026)
        if fact.kind == "item.released"
    }


def test_a_board_counts_from_the_day_somebody_recorded_it_with_a_picture(public, clerk, board):
    assert counts(clerk) == {"website": 1}
    assert {row.what.partition("：")[0] for row in desk_of(queries, clerk, date(2026, 12, 8))} == {
        "登记发布凭证（公开栏）",
        "登记发布凭证（市政府公报）",
    }
    actions.record_evidence(clerk, public, board, day=date(2026, 12, 8), place="一楼公开栏", upload=photo())
    assert counts(clerk) == {"website": 1, "other": 1}
    assert public.releases.get(channel=board).released_on == date(2026, 12, 8)
    assert ChannelTask.objects.get(channel=board).outcome == "2026-12-08 一楼公开栏"


def test_a_gazette_needs_its_issue_and_no_picture(public, clerk, gazette):
    with pytest.raises(Refused, match="请填写地点或者期号"):
        actions.record_evidence(clerk, public, gazette, day=date(2026, 12, 8), place=" ")
    actions.record_evidence(clerk, public, gazette, day=date(2026, 12, 8), place="2026年第12期")
    assert counts(clerk) == {"website": 1, "gazette": 1}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"upload": None}, "请上传照片或者扫描件作为凭证"),
        ({"day": date(2026, 12, 9)}, "日期不能晚于今天"),
        ({"day": date(2026, 12, 7)}, "日期不能早于首次公开日期（2026-12-08）"),
        ({"upload": photo("x.png", b"MZ")}, "的内容与后缀不符"),
        ({"upload": photo("x.csv", b"a,b")}, "凭证须是照片或者扫描件"),
    ],
)
def test_evidence_that_proves_nothing_is_refused(public, clerk, board, fields, sentence):
    given = {"day": date(2026, 12, 8), "place": "公开栏", "upload": photo()} | fields
    with pytest.raises(Refused, match=sentence):
        actions.record_evidence(clerk, public, board, **given)
    assert counts(clerk) == {"website": 1}


def test_evidence_is_neither_changed_nor_deleted(public, clerk, gazette):
    actions.record_evidence(clerk, public, gazette, day=date(2026, 12, 8), place="第12期")
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.update(place="第13期")
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.all().delete()


def test_what_people_posted_is_a_task_when_the_item_is_withdrawn(public, clerk, board, gazette):
    actions.record_evidence(clerk, public, board, day=date(2026, 12, 8), place="一楼", upload=photo())
    actions.withdraw(clerk, public, "内容有误")
    task = ChannelTask.objects.get(closed_at=None)
    assert (task.channel, task.kind, task.why) == (board, "remove", "本件已撤下，请撤下“公开栏”上的内容")
    with pytest.raises(Refused, match="请写明怎样办理的"):
        actions.close_task(clerk, task, "")
    actions.close_task(clerk, task, "已揭下")
    assert not ChannelTask.objects.filter(closed_at=None).exists()


def test_who_may_not_publish_or_is_of_another_agency_does_nothing_at_channels(
    public, clerk, board, wechat, reviewers, make_post, other_agency
):
    with pytest.raises(Refused, match="没有办理此事的权限"):
        actions.record_evidence(reviewers[0], public, board, day=date(2026, 12, 8), place="x", upload=photo())
    with pytest.raises(Refused, match="没有办理此事的权限"):
        actions.connect_channel(reviewers[0], wechat, app_id="x", secret="y")
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused):
        actions.record_evidence(stranger, public, board, day=date(2026, 12, 8), place="x", upload=photo())
    with pytest.raises(Refused):
        actions.connect_channel(stranger, wechat, app_id="x", secret="y")
    assert not ChannelAccount.objects.exists()


def test_an_account_keeps_its_secret_when_none_is_typed(clerk, wechat, board):
    actions.connect_channel(clerk, wechat, app_id="wx1", secret="s1")
    actions.connect_channel(clerk, wechat, app_id="wx2", secret="")
    account = ChannelAccount.objects.get()
    assert (account.app_id, account.secret) == ("wx2", "s1")
    with pytest.raises(Refused, match="只有微信公众号和微博有发布接口"):
        actions.connect_channel(clerk, board, app_id="x", secret="y")


def test_an_account_is_not_given_up_while_anything_is_under_way(reviewed, clerk, wechat):
    actions.connect_channel(clerk, wechat, app_id="wx1", secret="s1")
    actions.publish(clerk, reviewed, [wechat])
    with pytest.raises(Refused, match="还有没办完的推送"):
        actions.disconnect_channel(clerk, wechat)
    actions.cancel_delivery(clerk, Delivery.objects.get())
    actions.disconnect_channel(clerk, wechat)
    assert not ChannelAccount.objects.exists()


def test_a_weibo_post_keeps_to_140_characters_with_its_link(public):
    Item.objects.filter(pk=public.pk).update(title="长" * 200, summary="概述" * 100)
    public.refresh_from_db()
    message = Weibo(WIRE, "t", "203.0.113.5").compose(message_of(public))
    assert len(message.text) <= 140
    assert message.text.endswith(f"… https://www.ceshi.example/a/ceshi-yj/items/{public.index_number}/") or (
        message.text.endswith(f" https://www.ceshi.example/a/ceshi-yj/items/{public.index_number}/")
    )
    assert message.cut == "微博限140字，只发标题、概述和链接"


def test_a_long_body_ends_on_wechat_at_a_whole_paragraph_and_points_to_the_page(public):
    paragraph = "<p>" + "字" * 990 + "</p>"
    Item.objects.filter(pk=public.pk).update(body_html="\n".join([paragraph] * 30))
    public.refresh_from_db()
    message = WeChat(WIRE, "a", "s").compose(message_of(public))
    assert message.html.count("<p>字") == message.html.count("字</p>") == 19
    assert message.html.endswith("（内容较长，全文请点击“阅读原文”）</p>")


def to(name, *args):
    return reverse(f"publications:{name}", args=args)


def test_an_item_shows_how_it_stands_on_every_channel(public, clerk, wechat, board, client_of):
    actions.connect_channel(clerk, wechat, app_id="wx1", secret="geheim")
    page = client_of(clerk).get(to("channel_item", public.pk)).content.decode()
    assert "待登记" in page
    assert "未选用" in page
    assert "阅读原文" in page
    assert "geheim" not in page
    form = {"day": "2026-12-08", "place": "一楼公开栏", "upload": photo()}
    client_of(clerk).post(to("evidence", public.pk, board.pk), form)
    evidence = Evidence.objects.get()
    page = client_of(clerk).get(to("channel_item", public.pk)).content.decode()
    assert "一楼公开栏" in page
    answer = client_of(clerk).get(to("evidence_file", evidence.pk))
    assert b"".join(answer.streaming_content) == PICTURE


def test_a_channel_that_was_not_chosen_is_added_from_the_page_of_channels(
    reviewed, clerk, website, wechat, client_of
):
    add = f'<a href="{to("release", reviewed.pk)}">增加发布渠道</a>'
    client = client_of(clerk)
    assert add not in client.get(to("channel_item", reviewed.pk)).content.decode()
    actions.publish(clerk, reviewed, [website])
    assert add in client.get(to("channel_item", reviewed.pk)).content.decode()


def test_a_delivery_is_acted_on_from_its_page(reviewed, clerk, wechat, client_of):
    actions.connect_channel(clerk, wechat, app_id="wx1", secret="s1")
    item = actions.publish(clerk, reviewed, [wechat])
    Delivery.objects.update(state="failed", error="微信未接受")
    client = client_of(clerk)
    assert "微信未接受" in client.get(to("deliveries")).content.decode()
    delivery = Delivery.objects.get()
    refused = client.post(to("delivery", delivery.pk), {"settle": "1", "url": "javascript:alert(1)"})
    assert refused.status_code == 422
    assert "请填写渠道上那一条的网址" in refused.content.decode()
    client.post(to("delivery", delivery.pk), {"settle": "1", "url": "https://mp.weixin.example/s/1"})
    assert Delivery.objects.get().state == "sent"
    assert item.releases.count() == 1


def test_an_account_is_set_on_its_page_and_its_secret_never_shown(clerk, wechat, client_of):
    client = client_of(clerk)
    client.post(to("account", wechat.pk), {"app_id": "wx1", "secret": "geheim-123"})
    assert ChannelAccount.objects.get().secret == "geheim-123"
    page = client.get(to("account", wechat.pk)).content.decode()
    assert "wx1" in page
    assert "geheim" not in page
    client.post(to("account", wechat.pk), {"disconnect": "1"})
    assert not ChannelAccount.objects.exists()


def test_another_agency_gets_none_of_the_channel_pages(
    public, clerk, board, wechat, make_post, other_agency, client_of
):
    actions.record_evidence(clerk, public, board, day=date(2026, 12, 8), place="一楼", upload=photo())
    client = client_of(make_post("clerk", name="外人", agency=other_agency))
    for address in (
        to("channel_item", public.pk),
        to("evidence", public.pk, board.pk),
        to("evidence_file", Evidence.objects.get().pk),
        to("account", wechat.pk),
    ):
        assert client.get(address).status_code == 404, address


def test_two_hundred_deliveries_are_listed_with_few_questions(
    reviewed, clerk, website, wechat, client_of, django_assert_max_num_queries, agency
):
    actions.connect_channel(clerk, wechat, app_id="wx1", secret="s1")
    item = actions.publish(clerk, reviewed, [website])
    for number in range(200):
        channel = actions.register_channel(clerk, agency, f"微信{number}", "wechat")
        Delivery.objects.create(item=item, channel=channel, agency=agency, ordered_by=clerk)
        ChannelTask.objects.create(item=item, channel=channel, agency=agency, kind="failed", why="x")
    client = client_of(clerk)
    client.get(to("deliveries"))
    with django_assert_max_num_queries(14):
        client.get(to("deliveries"))

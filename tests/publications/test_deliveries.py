"""Through an interface: one release when it was accepted, never a second post, a sentence where it was refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.actions import deliver
from gongkai.apps.publications.channels import wechat as wechat_module
from gongkai.apps.publications.models import ChannelTask, Delivery, Release
from tests.desks import desk_of
from tests.publications.stand_in import StandIn

START = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
DRAFT, SUBMIT, GET = "/cgi-bin/draft/add", "/cgi-bin/freepublish/submit", "/cgi-bin/freepublish/get"
SHARE = "/2/statuses/share.json"


class Clock:
    def __init__(self, monkeypatch, world):
        self.at, self.world = START, world
        world.now = START.timestamp()
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def forward(self, **amount):
        self.at += timedelta(**amount)
        self.world.now = self.at.timestamp()


@pytest.fixture
def world(settings):
    stand_in = StandIn()
    settings.GONGKAI_CHANNELS = {"wechat": stand_in.url, "weibo": stand_in.url, "timeout": 0.5}
    settings.GONGKAI_SITE = "https://www.ceshi.example"
    wechat_module._tokens.clear()
    yield stand_in
    stand_in.server.shutdown()
    stand_in.server.server_close()


@pytest.fixture
def clock(monkeypatch, world):
    return Clock(monkeypatch, world)


@pytest.fixture
def official(clerk, wechat):
    """The WeChat channel with its account."""
    actions.connect_channel(clerk, wechat, app_id="wx123", secret="wx-secret")
    return wechat


@pytest.fixture
def weibo(clerk, agency):
    channel = actions.register_channel(clerk, agency, "测试应急微博", "weibo")
    actions.connect_channel(clerk, channel, secret="wb-token", address="203.0.113.5")
    return channel


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", "error"))


def channels_of(item):
    return sorted(item.releases.values_list("channel__name", flat=True))


def test_a_release_on_an_interface_counts_only_when_the_channel_has_accepted(
    reviewed, clerk, website, official, clock, world
):
    item = actions.publish(clerk, reviewed, [website, official])
    assert channels_of(item) == ["市应急局网站"]
    clock.forward(days=1)
    assert actions.deliver_due() == (1, 0)
    assert channels_of(item) == ["市应急局网站", "测试应急"]
    delivery = Delivery.objects.get()
    assert delivery.url == "https://mp.weixin.example/s/100000001"
    assert item.releases.get(channel=official).released_on == date(2026, 12, 9)
    assert [(fact.kind, fact.amount) for fact in queries.facts(clerk.agency_id, 2026)] == [
        ("item.disclosed", 1),
        ("item.released", 1),
        ("item.released", 1),
    ]
    assert Entry.objects.filter(event="item.released").get().data["channel"] == "测试应急"


def test_the_post_carries_title_text_and_the_way_back_to_the_page(
    reviewed, clerk, website, official, clock, world
):
    item = actions.publish(clerk, reviewed, [website, official])
    actions.deliver_due()
    (article,) = world.articles.values()
    assert article["title"] == "关于2026年第四季度重大事故隐患挂牌督办情况的公告"
    assert "<p>第一段。</p>" in article["content"]
    assert article["author"] == "测试市应急管理局"
    key = Delivery.objects.get().key
    assert article["content_source_url"] == (
        f"https://www.ceshi.example/a/ceshi-yj/items/{item.index_number}/?gk={key}"
    )


@pytest.mark.parametrize("way", ["lost", "slow", "malformed", "server error"])
@pytest.mark.parametrize("step", [DRAFT, SUBMIT])
def test_a_channel_that_goes_silent_after_accepting_is_looked_up_and_gets_no_second_post(
    reviewed, clerk, official, clock, world, way, step
):
    item = actions.publish(clerk, reviewed, [official])
    world.fail(step, way)
    assert actions.deliver_due() == (0, 1)
    assert states() == [("unknown", "微信没有及时答复，可能已经收到，先核对再办理")]
    assert not Release.objects.exists()
    assert actions.deliver_due() == (0, 0)
    clock.forward(minutes=11)
    assert actions.deliver_due() == (1, 0)
    assert (world.count(DRAFT), world.count(SUBMIT), len(world.articles)) == (1, 1, 1)
    assert channels_of(item) == ["测试应急"]


def test_a_worker_killed_while_sending_leaves_nothing_twice(reviewed, clerk, official, weibo, clock, world):
    actions.publish(clerk, reviewed, [official, weibo])
    actions.deliver_due()
    Release.objects.all().delete()
    Delivery.objects.update(state="sending", in_doubt=True, remote={}, next_at=START + timedelta(minutes=15))
    assert actions.deliver_due() == (0, 0)
    clock.forward(minutes=16)
    assert actions.deliver_due() == (2, 0)
    assert (len(world.articles), len(world.posts), Release.objects.count()) == (1, 1, 2)


def test_two_workers_send_one_post(reviewed, clerk, official, clock, world, monkeypatch):
    actions.publish(clerk, reviewed, [official])
    claimed = deliver._claimed

    def late(pk, next_at, now):
        return claimed(pk, next_at, now) and not claimed(pk, next_at, now)

    monkeypatch.setattr(deliver, "_claimed", late)
    assert actions.deliver_due() == (1, 0)
    assert len(world.articles) == 1


def test_weibo_that_goes_silent_is_found_by_its_words_though_links_are_rewritten(
    reviewed, clerk, weibo, clock, world
):
    item = actions.publish(clerk, reviewed, [weibo])
    world.fail(SHARE, "lost")
    actions.deliver_due()
    assert states()[0][0] == "unknown"
    clock.forward(minutes=11)
    assert actions.deliver_due() == (1, 0)
    assert (world.count(SHARE), len(world.posts)) == (1, 1)
    assert Delivery.objects.get().url == "https://m.weibo.cn/status/3504803600502730"
    assert channels_of(item) == ["测试应急微博"]


def test_weibo_that_did_not_get_it_is_sent_to_after_the_look(reviewed, clerk, weibo, clock, world):
    actions.publish(clerk, reviewed, [weibo])
    world.fail(SHARE, {"error": "repeat content!", "error_code": 20019})
    actions.deliver_due()
    assert states() == [("unknown", "微博答复内容重复，可能已经收到，先核对再办理（20019）")]
    clock.forward(minutes=11)
    assert actions.deliver_due() == (1, 0)
    assert len(world.posts) == 1


def test_no_connection_is_tried_again_later_and_after_nine_attempts_a_person_is_asked(
    reviewed, clerk, weibo, clock, world, settings
):
    actions.publish(clerk, reviewed, [weibo])
    settings.GONGKAI_CHANNELS |= {"weibo": "http://127.0.0.1:9"}
    for _ in range(9):
        assert actions.deliver_due() == (0, 1)
        clock.forward(hours=13)
    assert states() == [("failed", "连接不上微博服务器")]
    assert actions.deliver_due() == (0, 0)
    assert ChannelTask.objects.get(kind="failed").why == "连接不上微博服务器"
    settings.GONGKAI_CHANNELS |= {"weibo": world.url}
    actions.resend(clerk, Delivery.objects.get())
    assert actions.deliver_due() == (1, 0)
    assert ChannelTask.objects.get().outcome == "重新推送"


def test_the_first_wait_is_a_minute_and_the_second_two(reviewed, clerk, official, clock, world):
    actions.publish(clerk, reviewed, [official])
    world.fail(SUBMIT, {"errcode": -1, "errmsg": "system error"}, {"errcode": -1, "errmsg": "system error"})
    actions.deliver_due()
    assert Delivery.objects.get().next_at == START + timedelta(minutes=1)
    clock.forward(minutes=1)
    actions.deliver_due()
    assert Delivery.objects.get().next_at == START + timedelta(minutes=3)
    clock.forward(minutes=2)
    assert actions.deliver_due() == (1, 0)
    assert world.count(DRAFT) == 1


def test_a_used_up_quota_waits_hours_not_minutes(reviewed, clerk, official, clock, world):
    actions.publish(clerk, reviewed, [official])
    world.fail(DRAFT, {"errcode": 45009, "errmsg": "reach max api daily quota limit"})
    actions.deliver_due()
    assert states() == [("waiting", "今天的接口调用次数已用完，次日自动重试（45009）")]
    assert Delivery.objects.get().next_at == START + timedelta(hours=6)


def test_an_expired_token_is_fetched_anew_and_the_post_goes_out_once(reviewed, clerk, official, clock, world):
    actions.publish(clerk, reviewed, [official])
    wechat_module._tokens["wx123", "wx-secret"] = ("an old one", 1e12)
    assert actions.deliver_due() == (1, 0)
    assert len(world.articles) == 1


@pytest.mark.parametrize(
    ("path", "answer", "sentence"),
    [
        (DRAFT, {"errcode": 87014, "errmsg": "risky content"}, "微信认为内容含有敏感词或者违规内容而拒绝，请核对内容；确需发布的到公众平台办理（87014）"),
        (SUBMIT, {"errcode": 48001, "errmsg": "api unauthorized"}, "公众号没有发布接口的权限（须为已认证的账号），请到公众平台核对（48001）"),
        (DRAFT, {"errcode": 99999, "errmsg": "something new"}, "微信未接受：something new（99999）"),
    ],
)  # fmt: skip
def test_what_the_channel_refuses_for_good_is_said_in_a_sentence_and_lands_on_the_desk(
    reviewed, clerk, official, clock, world, path, answer, sentence
):
    actions.publish(clerk, reviewed, [official])
    world.fail(path, answer)
    assert actions.deliver_due() == (0, 1)
    assert states() == [("failed", sentence)]
    (row,) = desk_of(queries, clerk, date(2026, 12, 8))
    assert (row.what, row.about) == (
        "处理未成功的推送（测试应急）：关于2026年第四季度重大事故隐患挂牌督办情况的公告",
        sentence[:80],
    )


def test_a_weibo_authorisation_that_has_run_out_asks_for_a_new_one(reviewed, clerk, weibo, clock, world):
    actions.connect_channel(clerk, weibo, secret="an old token", address="203.0.113.5")
    actions.publish(clerk, reviewed, [weibo])
    actions.deliver_due()
    assert states() == [("failed", "授权已过期，请在渠道设置中填写新的授权码（access token）（21327）")]


def test_what_wechat_is_still_reviewing_is_asked_about_and_not_sent_again(
    reviewed, clerk, official, clock, world
):
    item = actions.publish(clerk, reviewed, [official])
    world.review = 1
    for _ in range(30):
        assert actions.deliver_due() == (0, 1)
        clock.forward(minutes=2)
    assert states() == [("sending", "微信正在审核和发布")]
    world.review = 0
    assert actions.deliver_due() == (1, 0)
    assert (world.count(DRAFT), world.count(SUBMIT)) == (1, 1)
    assert channels_of(item) == ["测试应急"]


def test_what_wechat_rejects_in_its_review_is_not_released(reviewed, clerk, official, clock, world):
    actions.publish(clerk, reviewed, [official])
    world.review = 4
    actions.deliver_due()
    assert states() == [("failed", "微信审核未通过，可能含有敏感词，请到公众平台查看原因")]
    assert not Release.objects.exists()


def test_a_withdrawn_item_is_deleted_over_there(reviewed, clerk, official, weibo, clock, world):
    item = actions.publish(clerk, reviewed, [official, weibo])
    actions.deliver_due()
    actions.withdraw(clerk, item, "内容有误")
    assert actions.deliver_due() == (2, 0)
    assert (world.articles, world.posts) == ({}, [])
    assert Delivery.objects.filter(removed_at=None).count() == 0
    assert Release.objects.count() == 2  # it was carried; the year's figure stays
    assert not ChannelTask.objects.exists()


def test_where_the_channel_does_not_delete_a_person_is_asked_to(reviewed, clerk, official, clock, world):
    item = actions.publish(clerk, reviewed, [official])
    actions.deliver_due()
    actions.withdraw(clerk, item, "内容有误")
    world.fail("/cgi-bin/freepublish/delete", {"errcode": 48001, "errmsg": "api unauthorized"})
    actions.deliver_due()
    task = ChannelTask.objects.get(kind="remove")
    assert task.why.startswith("本件已撤下，渠道未能自动删除：公众号没有发布接口的权限")
    actions.close_task(clerk, task, "已登录公众平台删除")
    assert Delivery.objects.get().removed_at is not None


def test_what_was_not_sent_before_the_withdrawal_never_is(reviewed, clerk, official, clock, world):
    item = actions.publish(clerk, reviewed, [official])
    actions.withdraw(clerk, item, "内容有误")
    assert actions.deliver_due() == (0, 0)
    assert (states(), world.calls) == ([("cancelled", "")], [])


def test_a_correction_of_the_page_is_a_task_for_the_posts_elsewhere(
    reviewed, clerk, reviewers, website, official, clock, world
):
    item = actions.publish(clerk, reviewed, [website, official])
    actions.deliver_due()
    draft = actions.revise(clerk, actions.amend(clerk, item, "更正日期"), body="更正后的正文")
    row = actions.submit(clerk, draft)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    actions.publish(clerk, row, [])
    task = ChannelTask.objects.get()
    assert (task.kind, task.channel, task.why) == ("update", official, "原页已更新：更正日期")


def test_a_person_settles_what_cannot_be_found_out(reviewed, clerk, official, clock, world):
    item = actions.publish(clerk, reviewed, [official])
    world.fail(SUBMIT, "lost")
    actions.deliver_due()
    world.articles.clear()  # it went out and cannot be found
    for _ in range(9):
        clock.forward(hours=13)
        actions.deliver_due()
    assert states() == [("unknown", "草稿已不在公众号草稿箱，已发布的文章中也没有查到，请登录公众平台核对")]
    assert world.count(SUBMIT) == 1
    actions.settle_by_hand(clerk, Delivery.objects.get(), "https://mp.weixin.example/s/x")
    assert channels_of(item) == ["测试应急"]


def test_an_account_is_sealed_in_the_database(clerk, official):
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM publications_channelaccount")
        (stored,) = cursor.fetchone()
    assert "wx-secret" not in stored
    assert official.account.secret == "wx-secret"
    assert "wx-secret" not in str([entry.data for entry in Entry.objects.all()])


def test_without_an_address_of_the_site_nothing_is_sent(reviewed, clerk, official, clock, world, settings):
    settings.GONGKAI_SITE = ""
    actions.publish(clerk, reviewed, [official])
    actions.deliver_due()
    assert states()[0][1].startswith("平台还没有设置对外网址")
    assert world.calls == []

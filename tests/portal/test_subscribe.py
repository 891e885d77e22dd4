"""The pages of a subscription: what they do, what they do not do by being opened, and what they do not tell."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from gongkai.apps.subscriptions import actions
from gongkai.apps.subscriptions.models import Subscription

from .conftest import HOME

FORM = {"column": "inspection", "query": "", "address": "reader@example.test", "rhythm": "at_once"}


@pytest.fixture
def row(agency, columns) -> Subscription:
    actions.subscribe("reader@example.test", agency, columns["inspection"])
    return Subscription.objects.get()


def test_who_subscribes_is_sent_to_the_mailbox(client, columns):
    response = client.post(f"{HOME}subscribe/", FORM, follow=True)
    assert "请到邮箱确认" in response.content.decode()
    found = Subscription.objects.get()
    assert (found.address, found.column.code, found.confirmed_at) == (
        "reader@example.test",
        "inspection",
        None,
    )


def test_the_answer_does_not_tell_whether_an_address_is_known(client, row):
    actions.confirm(row.token)
    known = client.post(f"{HOME}subscribe/", FORM)
    unknown = client.post(f"{HOME}subscribe/", FORM | {"address": "somebody@example.test"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_search_over_all_agencies_may_be_subscribed(client, columns):
    response = client.post(
        "/subscribe/", {"query": "安全生产", "address": "r@example.test", "rhythm": "daily"}
    )
    assert response.status_code == 302
    assert Subscription.objects.get().subject == "政务公开平台中有关“安全生产”的信息"


def test_the_search_that_one_came_from_stands_in_the_form(client, columns):
    html = client.get(f"{HOME}subscribe/?q=安全生产&column=inspection").content.decode()
    assert 'value="安全生产"' in html
    assert '<option value="inspection" selected>' in html


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"address": "not an address"}, "有效的电子邮箱地址"),
        ({"address": ""}, "请填写电子邮箱"),
        ({"rhythm": "hourly"}, "请从列表中选择发送方式"),
        ({"column": "none"}, "请从列表中选择栏目"),
        ({"homepage": "http://spam.test"}, "请留空"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, columns, changed, says):
    response = client.post(f"{HOME}subscribe/", FORM | {"query": "隐患"} | changed)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert 'value="隐患"' in response.content.decode()
    assert not Subscription.objects.exists()


def test_one_network_address_subscribes_ten_times_an_hour(client, columns):
    for number in range(10):
        sent = client.post(f"{HOME}subscribe/", FORM | {"address": f"r{number}@example.test"})
        assert sent.status_code == 302
    refused = client.post(f"{HOME}subscribe/", FORM)
    assert refused.status_code == 422
    assert "请稍后再试" in refused.content.decode()


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(client, row):
    page = client.get(f"/subscriptions/{row.token}/")
    assert "确认订阅" in page.content.decode()
    row.refresh_from_db()
    assert row.confirmed_at is None
    for _ in range(2):  # a second press does no harm
        answer = client.post(f"/subscriptions/{row.token}/", {"confirm": "yes"})
        assert answer.status_code == 200
        assert "订阅已经生效" in answer.content.decode()
        assert "需要改" not in answer.content.decode()
    row.refresh_from_db()
    assert row.confirmed_at


def test_the_rhythm_can_be_changed(client, row):
    actions.confirm(row.token)
    assert client.post(f"/subscriptions/{row.token}/", {"rhythm": "hourly"}).status_code == 422
    client.post(f"/subscriptions/{row.token}/", {"rhythm": "daily"})
    row.refresh_from_db()
    assert row.rhythm == "daily"


def test_a_mail_program_leaves_with_one_press_and_no_token_of_the_form(row):
    strict = Client(enforce_csrf_checks=True)
    address = f"/subscriptions/{row.token}/leave/"
    assert strict.get(address).status_code == 302
    assert Subscription.objects.exists()
    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "已退订" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_link_that_is_none_says_nothing_else_than_one_that_was_used(client, row):
    client.post(f"/subscriptions/{row.token}/leave/")
    used = client.get(f"/subscriptions/{row.token}/")
    made_up = client.get(f"/subscriptions/{'x' * 43}/")
    assert (used.status_code, used.content) == (made_up.status_code, made_up.content)
    assert used.status_code == 404


def test_pages_never_show_the_address(client, row):
    actions.confirm(row.token)
    assert "reader@example.test" not in client.get(f"/subscriptions/{row.token}/").content.decode()


def test_the_worker_sends_what_was_asked_for(client, columns):
    client.post(f"{HOME}subscribe/", FORM)
    actions.send_mailings()
    assert [message.to for message in mail.outbox] == [["reader@example.test"]]


def test_the_page_of_feeds_lists_every_column(client, columns):
    html = client.get(f"{HOME}feeds/").content.decode()
    assert f"{HOME}columns/inspection/feed.xml" in html
    assert f"{HOME}columns/inspection/rss.xml" in html

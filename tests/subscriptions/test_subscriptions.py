"""邮件订阅: who is sent what, and who is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions as publications
from gongkai.apps.subscriptions import queries
from gongkai.apps.subscriptions.actions import (
    change_rhythm,
    confirm,
    forget,
    gather,
    leave,
    send_mailings,
    subscribe,
)
from gongkai.apps.subscriptions.models import Mailing, Subscription, Told
from gongkai.law.refusals import Refused

READER = "reader@example.test"


class Clock:
    """The system's clock, which these tests turn on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)  # 10:00 in Beijing

    def on(self, **by: int) -> None:
        self.moment += timedelta(**by)


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings) -> Clock:
    settings.GONGKAI_SITE = "https://www.example.gov.cn"
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.moment)
    return clock


@pytest.fixture
def subscribed(agency, columns, clock):
    """subscribed("inspection") → the confirmed subscription of a column, of a search with query="…"."""

    def make(
        column: str = "", query: str = "", address: str = READER, rhythm: str = "at_once"
    ) -> Subscription:
        subscribe(address, agency, columns.get(column), query, rhythm=rhythm)
        row = confirm(Subscription.objects.latest("pk").token)
        send_mailings()
        mail.outbox.clear()
        clock.on(minutes=1)
        return row

    return make


def run() -> list[str]:
    """What the worker does every minute: the subjects of what it sent."""
    before = len(mail.outbox)
    gather()
    send_mailings()
    return [message.subject for message in mail.outbox[before:]]


def test_nothing_is_sent_to_an_address_that_has_not_confirmed(agency, columns, publish):
    subscribe(READER, agency, columns["inspection"])
    publish("inspection", "隐患公告")
    assert run() == ["请确认订阅：测试市应急管理局“监督检查”栏目"]


def test_the_link_of_the_mail_confirms_and_then_new_items_come(agency, columns, publish, clock):
    subscribe(READER, agency, columns["inspection"])
    run()
    (token,) = re.findall(r"https://www\.example\.gov\.cn/subscriptions/([\w-]{43})/", mail.outbox[0].body)
    confirm(token)
    clock.on(minutes=1)
    publish("inspection", "隐患公告")
    publish("penalties", "处罚决定")
    assert run() == ["测试市应急管理局“监督检查”栏目：隐患公告"]


def test_what_was_public_before_the_confirmation_is_not_sent(subscribed, publish, clock):
    publish("inspection", "从前的公告")
    clock.on(minutes=1)
    subscribed("inspection")
    assert run() == []


def test_each_item_comes_once_however_often_the_worker_runs(subscribed, publish, clock):
    subscribed("inspection")
    publish("inspection", "第一份公告")
    assert run() == ["测试市应急管理局“监督检查”栏目：第一份公告"]
    clock.on(minutes=1)
    assert run() == []
    publish("inspection", "第二份公告")
    assert run() == ["测试市应急管理局“监督检查”栏目：第二份公告"]
    assert Told.objects.count() == 2


def test_a_whole_agency_may_be_subscribed(subscribed, publish):
    subscribed()
    publish("penalties", "处罚决定")
    assert run() == ["测试市应急管理局公开的全部信息：处罚决定"]


def test_a_search_tells_what_it_finds_and_nothing_else(subscribed, publish):
    subscribed(query="危险化学品")
    publish("inspection", "危险化学品企业检查通报")
    publish("inspection", "森林防火公告")
    publications.index_changes()
    assert run() == ["测试市应急管理局中有关“危险化学品”的信息：危险化学品企业检查通报"]


def test_what_was_withdrawn_before_the_mail_went_is_not_in_it(subscribed, publish, clerk):
    subscribed("inspection")
    item = publish("inspection", "误发的公告")
    gather()
    publications.withdraw(clerk, item, "信息有误")
    assert send_mailings() == (0, 0)
    assert mail.outbox == []
    assert not Mailing.objects.filter(ended=False).exists()


def test_history_brought_along_from_an_old_site_is_not_news(subscribed, migrate):
    subscribed("inspection")
    migrate([{"column": "inspection", "title": "老公告", "date": "2025-03-01"}])
    assert run() == []


def test_a_daily_reader_gets_one_mail_after_eight_the_next_morning(subscribed, publish, clock):
    subscribed("inspection", rhythm="daily")
    publish("inspection", "第一份公告")
    clock.on(hours=3)
    publish("inspection", "第二份公告")
    assert run() == []
    clock.on(hours=18)  # 7:01 in Beijing
    assert run() == []
    clock.on(hours=1)  # 8:01
    assert run() == ["测试市应急管理局“监督检查”栏目：新公开2条信息"]
    clock.on(hours=1)
    assert run() == []


class Killed(BaseException):
    """What stops a process, and no handler of errors catches."""


class Mortal(EmailBackend):
    """A mail server on which the process dies at the second letter."""

    sent = 0

    def send_messages(self, messages):
        Mortal.sent += 1
        if Mortal.sent == 2:
            raise Killed
        return super().send_messages(messages)


def test_a_run_that_is_killed_goes_on_and_sends_to_nobody_twice(subscribed, publish, clock, settings):
    for number in (1, 2, 3):
        subscribed("inspection", address=f"reader{number}@example.test")
    publish("inspection", "隐患公告")
    gather()
    settings.EMAIL_BACKEND = f"{__name__}.Mortal"
    Mortal.sent = 0
    with pytest.raises(Killed):
        send_mailings()
    clock.on(minutes=1)
    run()
    clock.on(minutes=61)  # the one that was on its way is free again
    run()
    clock.on(minutes=61)
    run()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "reader1@example.test",
        "reader2@example.test",
        "reader3@example.test",
    ]


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise OSError("550 reader@example.test unknown")


def test_a_mail_that_fails_is_tried_five_times_more_under_the_same_message_id(
    subscribed, publish, clock, settings
):
    subscribed("inspection")
    publish("inspection", "隐患公告")
    gather()
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    ident = Mailing.objects.get(ended=False).message_id
    for wait in (0, 5, 30, 120, 720, 1440):
        clock.on(minutes=wait)
        assert send_mailings() == (0, 1)
        assert send_mailings() == (0, 0)
    row = Mailing.objects.get(message_id=ident)
    assert (row.ended, row.attempts, row.error) == (True, 6, "OSError")


def test_one_press_leaves_and_the_address_is_deleted(subscribed, publish):
    row = subscribed("inspection")
    publish("inspection", "隐患公告")
    gather()
    leave(row.token)
    leave(row.token)
    assert run() == []
    assert not Subscription.objects.exists()


def test_every_mail_carries_the_headers_by_which_mail_programs_leave(subscribed, publish):
    row = subscribed("inspection")
    publish("inspection", "隐患公告")
    run()
    headers = mail.outbox[0].extra_headers
    address = f"https://www.example.gov.cn/subscriptions/{row.token}/leave/"
    assert headers["List-Unsubscribe"] == f"<{address}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    html = mail.outbox[0].alternatives[0].content
    assert "隐患公告" in html
    assert "src=" not in html


def test_a_title_cannot_break_the_subject_or_the_html(subscribed, publish):
    subscribed("inspection")
    publish("inspection", "公告\r\nBcc: everybody@example.test<b>")
    assert run() == ["测试市应急管理局“监督检查”栏目：公告 Bcc: everybody@example.test<b>"]
    assert "<b>" not in mail.outbox[-1].alternatives[0].content


def test_addresses_lie_encrypted_in_the_database_and_never_in_the_log(subscribed, publish):
    subscribed("inspection")
    publish("inspection", "隐患公告")
    run()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM subscriptions_subscription")
        assert READER not in str(cursor.fetchall())
    assert READER not in str(list(Entry.objects.values_list("data", "subject")))
    assert Subscription.objects.get().address == READER


def test_asking_again_says_so_to_the_address_alone(subscribed, agency, columns):
    subscribed("inspection")
    subscribe(READER.upper(), agency, columns["inspection"])
    assert run() == ["您已订阅：测试市应急管理局“监督检查”栏目"]
    assert Subscription.objects.count() == 1


def test_nobody_can_flood_an_address_with_confirmations(agency, columns):
    sent = 0
    for _ in range(9):
        subscribe(READER, agency, columns["inspection"])
        subscribe(READER, agency, columns["inspection"])
        sent += len(run())
    assert sent == 5


def test_a_confirmation_is_good_for_three_days_and_then_the_address_is_deleted(agency, columns, clock):
    subscribe(READER, agency, columns["inspection"])
    token = Subscription.objects.get().token
    clock.on(days=3, minutes=1)
    with pytest.raises(Refused, match="没有在3天内确认"):
        confirm(token)
    assert forget() == 1
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("token", ["x", "a" * 43])
def test_a_link_that_is_none_is_refused_in_the_same_words(db, token):
    for act in (lambda: confirm(token), lambda: change_rhythm(token, "daily")):
        with pytest.raises(Refused, match="链接无效，可能已经退订"):
            act()


@pytest.mark.parametrize(
    ("address", "query", "says"),
    [("not an address", "词", "电子邮箱"), (READER, "", "检索词"), (READER, "长" * 101, "100字")],
)
def test_what_cannot_be_subscribed_is_refused(db, address, query, says):
    with pytest.raises(Refused, match=says):
        subscribe(address, None, None, query)


def test_a_column_of_another_agency_is_refused(other_agency, columns):
    with pytest.raises(Refused, match="其他机关"):
        subscribe(READER, other_agency, columns["inspection"])


def test_a_run_with_nothing_new_asks_the_same_few_times_for_any_number(
    subscribed, publish, agency, columns, django_assert_max_num_queries
):
    subscribed("inspection")
    publish("inspection", "隐患公告")
    run()
    for number in range(210):
        row = Subscription(
            agency=agency, column=columns["inspection"], target=f"{number}", address="r@e.test"
        )
        row.address_digest, row.confirmed_at, row.looked_at = f"{number:064}", timezone.now(), timezone.now()
        row.save()
    gather()
    with django_assert_max_num_queries(8):
        gather()


def test_the_office_counts_and_does_not_show_rare_questions(subscribed, agency):
    for number in range(3):
        subscribed("inspection", address=f"reader{number}@example.test")
        subscribed(query="烟花爆竹", address=f"reader{number}@example.test", rhythm="daily")
    subscribed(query="张三的处罚")
    found = [(row.what, row.at_once, row.daily) for row in queries.counted(agency.pk)]
    assert found == [("监督检查", 3, 0), ("检索：烟花爆竹", 0, 3), ("其他检索", 1, 0)]

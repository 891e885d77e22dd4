"""A big public site for the benches and proofs of baking: one item made by the models, then copied by SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from gongkai.apps.agencies.models import Account, Agency, Grant, Post
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Channel, Item
from tests.bench.ground import copy

AGENCIES, YEARS = 10, 10
ROLES = ("clerk", "secrecy_reviewer", "first_reviewer", "second_reviewer", "final_reviewer")
ARTICLE = "各单位按照职责逐项登记，按期报送，年底前完成总结，并向社会公布结果，接受监督。"
BODY = "\n".join(
    ["各县区应急管理局：", "现将有关事项通知如下，请认真执行。"]
    + [f"第{number}条　{ARTICLE}" * 2 for number in "一二三四五六七八九十"]
    + ["测试市应急管理局", "2016年3月1日"]
)
SHORT = "各县区应急管理局：\n现将有关事项通知如下，请认真执行。"
COPIED = {
    "title": "'关于做好第' || n || '号事项安全生产工作的通知'",
    "index_number": "'X/' || n",
    "document_number": "CASE WHEN n % 4 = 0 THEN '测应急〔2016〕' || n || '号' ELSE '' END",
    "first_public_on": "date('2016-01-01', '+' || (n / {agencies} % {years}) || ' years', '+' || (n % 365) || ' days')",
    "agency_id": "first.agency_id + n % {agencies}",
    "column_id": "first.column_id + (n % {agencies}) * {columns}",
}


def without_manifest() -> None:
    """Names static files as they are: nothing was collected in a bench."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@cache
def people() -> list[Post]:
    """The clerk and the four reviewers of the first of `AGENCIES` agencies, each with its standard columns."""
    settings.GONGKAI_SITE = "https://gongkai.test"
    call_command("migrate", verbosity=0)
    for number in range(AGENCIES):
        agency = Agency.objects.create(
            code=f"big-{number}",
            name=f"测试市第{number}局",
            short_name=f"{number}局",
            credit_code=f"1152020{number:011}",
            live_since=date(2026, 1, 1),
        )
        posts = [_post(agency, role) for role in (ROLES if number == 0 else ROLES[:1])]
        actions.open_standard_columns(posts[0], agency)
        if number == 0:
            found = posts
            actions.register_channel(posts[0], agency, "本站", "website")
    return found


def _post(agency: Agency, role: str) -> Post:
    account = Account.objects.create(username=f"{agency.code}-{role}", display_name=role)
    post = Post.objects.create(account=account, agency=agency, since=date(2015, 1, 1))
    Grant.objects.create(post=post, role=role)
    return post


def fill(count: int) -> None:
    """So many public items of 2016 to 2025 over all agencies, all in one statutory column of each."""
    clerk = people()[0]
    column = clerk.agency.columns.get(code="inspection")
    moment = timezone.make_aware(datetime(2026, 1, 1))
    first = Item.objects.create(
        agency=clerk.agency, column=column, author=clerk, title="第一件", body=BODY, state="published",
        index_number="X/0", published_at=moment, first_public_on=date(2016, 1, 1),
        disclosure_attribute="proactive", keywords="安全生产",
    )  # fmt: skip
    numbers = {
        "agencies": AGENCIES,
        "years": YEARS,
        "columns": clerk.agency.columns.count(),
    }
    copy(first, count - 1, **{name: value.format(**numbers) for name, value in COPIED.items()})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def publish_one(title: str, begins: Callable[[], object] = lambda: None) -> Item:
    """One more item of the first agency, through the whole review and the door. begins: called when only the door is left."""
    clerk, *reviewers = people()
    item = actions.draft(
        clerk,
        clerk.agency.columns.get(code="inspection"),
        title=title,
        body=SHORT,
        formed_on=timezone.localdate(),
        issued_on=timezone.localdate(),
        disclosure_attribute="proactive",
        topic="安全生产",
    )
    item = actions.submit(clerk, item)
    for reviewer in reviewers:
        item = actions.approve(reviewer, item)
    begins()
    return actions.publish(clerk, item, Channel.objects.filter(agency=clerk.agency))

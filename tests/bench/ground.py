"""A platform of its own for the benches: an empty database in a temporary folder, and many rows made by SQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gongkai.apps.agencies.models import Account, Agency, Grant, Post

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
AGENCIES, YEARS = 10, range(2016, 2026)
TODAY = date(2026, 1, 10)


@cache
def clerk() -> Post:
    """The clerk of the first of `AGENCIES` agencies, in a database made for this run; the others have nobody."""
    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    call_command("migrate", verbosity=0)
    for number in range(1, AGENCIES + 1):
        Agency.objects.create(
            code=f"bench-{number}",
            name=f"测试市第{number}局",
            short_name=f"{number}局",
            credit_code=f"1152020{number:011}",
            live_since=date(2015, 1, 1),
        )
    first = Agency.objects.get(code="bench-1")
    account = Account.objects.create(username="bench", display_name="陈雨")
    post = Post.objects.create(account=account, agency=first, since=date(2015, 1, 1))
    Grant.objects.create(post=post, role="clerk")
    return post


@contextmanager
def without_indexes(table: str) -> Iterator[Any]:
    """Lets many rows in first and builds the table's indexes afterwards, which is many times as quick."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND type = 'index'", [table])
        indexes = [(name, sql) for name, sql in cursor.fetchall() if sql]
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield cursor
        for _, sql in indexes:
            cursor.execute(sql)


@cache
def many_records() -> int:
    """`ROWS` items and licences (4 : 1) over all agencies and years in equal parts; returns how many a year has."""
    post = clerk()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
        for agency in range(1, AGENCIES + 1):
            cursor.execute(
                'INSERT INTO publications_column (agency_id, code, name, "order", scope_code, kind)'
                " VALUES (%s, 'news', '动态', 0, '', 'other'), (%s, 'rules', '文件', 1, '', 'other')",
                [agency, agency],
            )
    items = ROWS * 4 // 5
    day = "date('2016-01-01', '+' || (n / {0} % {1}) || ' years', '+' || (n % 365) || ' days')"
    day = day.format(AGENCIES, len(YEARS))
    with without_indexes("publications_item") as cursor:
        cursor.execute(
            f"""WITH RECURSIVE row(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM row WHERE n < %s)
            INSERT INTO publications_item (version, changed_at, kind, drafted_at, title, summary, body, body_html,
              document_number, keywords, topic, genre, content_source, disclosure_attribute, attribute_reason,
              attribute_article, is_normative, validity, validity_basis, state, draft, awaiting, index_number,
              published_at, first_public_on, withdrawal_reason, agency_id, column_id, author_id, formed_on)
            SELECT 1, d || ' 01:00:00', 'document', d || ' 01:00:00', '关于第' || n || '号事项的通知', '', '', '',
              '', '', '', '', '', 'proactive', '', '', n %% 50 = 0, 'in_force', '', 'published', 1, '',
              'bench-' || n, d || ' 01:00:00', d, '', n %% {AGENCIES} + 1,
              (n %% {AGENCIES}) * 2 + 1 + (n %% 50 = 0), %s, d
            FROM (SELECT n, {day.replace("%", "%%")} AS d FROM row)""",
            [items - 1, post.pk],
        )
    with without_indexes("registers_licence") as cursor:
        cursor.execute(
            f"""WITH RECURSIVE row(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM row WHERE n < %s)
            INSERT INTO registers_licence (version, changed_at, recorded_at, void_reason, document_number,
              holder_kind, holder, category, decision, decided_on, agency_id, recorded_by_id)
            SELECT 1, d, d, '', '许' || n, 'organisation', '测试公司', '经营许可', 'granted', d,
              n %% {AGENCIES} + 1, %s
            FROM (SELECT n, {day.replace("%", "%%")} AS d FROM row)""",
            [ROWS - items - 1, post.account_id],
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ROWS // AGENCIES // len(YEARS)


def middle(times: list[float]) -> float:
    """The time in the middle of the sorted ones (p50)."""
    return sorted(times)[len(times) // 2]


def timed(work: Callable[[], object], number: int) -> list[float]:
    """Milliseconds of each of so many runs, after one that warms up."""
    work()
    found = []
    for _ in range(number):
        begun = perf_counter()
        work()
        found.append((perf_counter() - begun) * 1e3)
    return found

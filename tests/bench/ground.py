"""A platform of its own for the benches: an empty database in a temporary folder, and many rows made by SQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from gongkai.apps.agencies.models import Account, Agency, Grant, Post
from gongkai.apps.publications.models import Item
from gongkai.apps.registers.models import Licence

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


def copy(first: Model, count: int, **differ: str) -> None:
    """So many copies of a row that a model made. differ: column → what SQL puts there, of `n` from 1 to count."""
    table = first._meta.db_table
    names = [field.column for field in first._meta.concrete_fields]
    told = {"id": "first.id + n", **differ}
    values = ", ".join(told.get(name, f'first."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    with without_indexes(table) as cursor:
        cursor.execute(
            f"""WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < {count})
            INSERT INTO {table} ({columns}) SELECT {values} FROM row, {table} AS first
            WHERE first.id = {first.pk}"""
        )


def rows(usual: int) -> int:
    """How many records a bench works on: BENCH_ROWS, else as many as is usual for it."""
    return int(os.environ.get("BENCH_ROWS", usual))


@cache
def many_records(count: int) -> int:
    """So many items and licences (4 : 1) over all agencies and years in equal parts; returns how many a year has."""
    post = clerk()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
        for agency in range(1, AGENCIES + 1):
            cursor.execute(
                'INSERT INTO publications_column (agency_id, code, name, "order", scope_code, kind)'
                " VALUES (%s, 'news', '动态', 0, '', 'other'), (%s, 'rules', '文件', 1, '', 'other')",
                [agency, agency],
            )
    rules = {
        "agency_id": f"n % {AGENCIES} + 1",
        "day": f"date('2016-01-01', '+' || (n / {AGENCIES} % {len(YEARS)}) || ' years', '+' || (n % 365) || ' days')",
    }
    items = count * 4 // 5
    day, moment = date(2016, 1, 1), timezone.make_aware(datetime(2016, 1, 1, 9))
    first = Item.objects.create(
        agency=post.agency, column_id=1, author=post, title="关于第0号事项的通知", state="published", draft=1,
        index_number="bench-0", published_at=moment, first_public_on=day, formed_on=day,
        disclosure_attribute="proactive",
    )  # fmt: skip
    copy(
        first,
        items - 1,
        agency_id=rules["agency_id"],
        column_id=f"(n % {AGENCIES}) * 2 + 1 + (n % 50 = 0)",
        title="'关于第' || n || '号事项的通知'",
        index_number="'bench-' || n",
        is_normative="n % 50 = 0",
        first_public_on=rules["day"],
        formed_on=rules["day"],
    )
    licence = Licence.objects.create(
        agency=post.agency, document_number="许0", holder_kind="organisation", holder="测试公司",
        category="经营许可", decision="granted", decided_on=day, recorded_by=post.account,
    )  # fmt: skip
    copy(
        licence,
        count - items - 1,
        agency_id=rules["agency_id"],
        document_number="'许' || n",
        decided_on=rules["day"],
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return count // AGENCIES // len(YEARS)


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

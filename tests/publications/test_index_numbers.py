"""Index numbers under load: sixteen processes take them at once, some give up half way; no gap, none twice."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest

from tests.test_postgresql import running

WRITERS = 16
EACH = 40  # 1,000 in `python -m tests.proofs numbers`

PREPARE = """
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.apps.agencies.models import Account, Agency, Post
from gongkai.apps.publications.models import Column
agency = Agency.objects.create(
    code="a", name="甲局", short_name="甲", credit_code="11520200MB1A000018", live_since=date(2020, 1, 1)
)
account = Account.objects.create(username="w", display_name="w")
Post.objects.create(account=account, agency=agency, since=date(2020, 1, 1))
Column.objects.create(agency=agency, code="news", name="动态")
"""

# So many processes, each of which takes a number and keeps it on a row in one transaction, so many times; every tenth
# transaction fails after taking one. Forked before the first connection: each then has its own.
WRITE = """
import os, sys, traceback
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.publications.numbering import take_index_numbers
class GaveUp(Exception):
    pass
def write(agency, column, post, n, fails):
    with transaction.atomic():
        number = next(take_index_numbers(agency, 2026))
        now = timezone.now()
        Item.objects.create(
            agency=agency, column=column, author=post, title=str(n), state="published", index_number=number,
            published_at=now, first_public_on=timezone.localdate(now),
        )
        if fails:
            raise GaveUp
def writer(each):
    known = Agency.objects.get(), Column.objects.get(), Post.objects.get()
    for n in range(each):
        if n % 10 == 0:
            try:
                write(*known, n, True)
            except GaveUp:
                pass
        write(*known, n, False)
def fork(work):
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
children = [fork(lambda: writer(int(sys.argv[2]))) for _ in range(int(sys.argv[1]))]
sys.exit(any([os.waitpid(child, 0)[1] for child in children]))
"""

COUNT = """
import django; django.setup()
from gongkai.apps.publications.models import Item
numbers = sorted(Item.objects.values_list("index_number", flat=True))
serials = [int(number.rpartition("-")[2]) for number in numbers]
print(len(numbers), len(set(numbers)), serials == list(range(1, len(serials) + 1)))
"""


def race(home: str, url: str = "", *, writers: int = WRITERS, each: int = EACH) -> dict[str, Any]:
    """How many numbers so many processes took, how many differ, and whether they run from 1 without a gap."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    environment |= {
        "GONGKAI_HOME": home,
        "GONGKAI_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
    }

    def start(script: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finished(process: subprocess.Popen[str]) -> str:
        out, errors = process.communicate(timeout=3600)
        assert process.returncode == 0, errors
        return out

    if url:
        with psycopg.connect(url.replace("/gongkai?", "/postgres?"), autocommit=True) as server:
            server.execute("CREATE DATABASE gongkai")
    finished(start(PREPARE))
    finished(start(WRITE, str(writers), str(each)))
    count, different, gapless = finished(start(COUNT)).split()
    return {"numbers": int(count), "different": int(different), "gapless": gapless == "True"}


@pytest.mark.long
def test_sixteen_processes_take_numbers_without_a_gap_on_sqlite(tmp_path):
    assert race(str(tmp_path)) == {"numbers": 640, "different": 640, "gapless": True}


@pytest.mark.long
@pytest.mark.sqlite
def test_sixteen_processes_take_numbers_without_a_gap_on_postgresql(tmp_path):
    with running() as url:
        assert race(str(tmp_path), url) == {"numbers": 640, "different": 640, "gapless": True}

"""Eight people publish at once on SQLite: no lock error, no number twice, no gap, the log whole."""

from __future__ import annotations

import os
import subprocess
import sys

EACH = 4

PREPARE = """
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.apps.agencies.models import Account, Agency, Grant, Post
from gongkai.apps.publications import actions
agency = Agency.objects.create(code="a", name="甲局", short_name="甲", credit_code="11520200MB1A000018", live_since=date(2020, 1, 1))
def post(name, *roles):
    account = Account.objects.create(username=name, display_name=name)
    seat = Post.objects.create(account=account, agency=agency, since=date(2020, 1, 1))
    for role in roles:
        Grant.objects.create(post=seat, role=role)
    return seat
clerk = post("clerk", "clerk")
for role in ("secrecy_reviewer", "first_reviewer", "second_reviewer", "final_reviewer"):
    post(role, role)
actions.open_standard_columns(clerk, agency)
actions.register_channel(clerk, agency, "网站", "website")
"""

WRITE = """
import sys
import django; django.setup()
from datetime import date
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Channel, Column
seat = {post.account.username: post for post in Post.objects.select_related("account", "agency")}
clerk, column, channel = seat["clerk"], Column.objects.get(code="news"), Channel.objects.get()
reviewers = [seat[f"{step}_reviewer"] for step in ("secrecy", "first", "second", "final")]
for number in range(int(sys.argv[2])):
    item = actions.draft(clerk, column, title=f"{sys.argv[1]}-{number}", body="正文", formed_on=date(2024, 1, 2), disclosure_attribute="proactive")
    item = actions.submit(clerk, item)
    for reviewer in reviewers:
        item = actions.approve(reviewer, item)
    actions.publish(clerk, item, [channel])
"""

VERIFY = """
import django; django.setup()
from gongkai.apps.audit.queries import verify
from gongkai.apps.publications.models import Item
numbers = sorted(Item.objects.filter(state="published").values_list("index_number", flat=True))
print(verify().whole, *(number[-5:] for number in numbers))
"""


def run(script: str, home: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "GONGKAI_HOME": home,
        "GONGKAI_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen[str]) -> str:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


def test_eight_writers_at_once_give_gapless_index_numbers_and_a_whole_log(tmp_path):
    home = str(tmp_path)
    finished(run(PREPARE, home))
    writers = [run(WRITE, home, str(number), str(EACH)) for number in range(8)]
    for writer in writers:
        finished(writer)
    whole, *serials = finished(run(VERIFY, home)).split()
    assert whole == "True"
    assert serials == [f"{number:05d}" for number in range(1, 33)]

"""The oversight office: one round with the four published reports, read and ready to be judged."""

from __future__ import annotations

from datetime import date

from gongkai.apps.agencies.models import Post
from gongkai.apps.auditroom import actions
from gongkai.apps.auditroom.models import Round
from gongkai.apps.auditroom.uploads import Handed
from gongkai.apps.filings import downloads
from gongkai.apps.filings.models import Snapshot
from gongkai.demonstration.scenario import scenarios

USERNAME = "jiandu"
TITLE = "四个机关已公布的年报（演示）"
SECONDS = 60.0


def audit_published(today: date) -> Round | None:
    """Collects the overseer's own report, takes in those of the other places as files, and reads them all.

    None where the round is there already, or the people were loaded before there was an overseer.
    """
    actor = Post.objects.filter(account__username=USERNAME).select_related("agency", "account").first()
    if actor is None or Round.objects.filter(agency=actor.agency, title=TITLE).exists():
        return None
    year = scenarios()[0]["report"]["year"]
    opened = actions.open_round(actor, year=year, title=TITLE, due=date(year + 1, 1, 31), today=today)
    actions.collect(actor, opened)
    elsewhere = Snapshot.objects.filter(filing__agency__demonstration=True).exclude(
        filing__agency=actor.agency
    )
    written = [downloads.write(one.as_report(), "html") for one in elsewhere]
    actions.upload(actor, opened, [Handed(one.name, one.content) for one in written])
    actions.read_waiting(actor, opened, seconds=SECONDS)
    return opened

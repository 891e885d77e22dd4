"""What runs on time: huey with a file in GONGKAI_HOME as its queue. The work itself is in `supervision.tasks`.

Hours are of UTC, eight behind Beijing. Every task may run twice without harm, so a second worker does none either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path

from django.db import close_old_connections
from huey import SqliteHuey, crontab

from gongkai.apps.look.clock import today
from gongkai.apps.supervision import tasks

log = logging.getLogger("gongkai.worker")

Task = Callable[[date], str]

WORKERS = 2  # threads: one may be at a long paper for minutes, the other keeps the minute

# task → when: notices, and what is ordered for a moment, every minute; reminders hourly from 7 to 18 in Beijing, so
# that a late start loses none; validity at 0:05, the nightly recomputation at 1, drafts at 2, pictures at 2:30,
# statistics of the database at 2:45 in Beijing.
TIMES = {
    tasks.notices: crontab(),
    tasks.releases: crontab(),
    tasks.deliveries: crontab(),
    tasks.history: crontab(),
    tasks.withheld_files: crontab(),
    tasks.index: crontab(),
    tasks.subscriptions: crontab(),
    tasks.validity: crontab(minute="5", hour="16"),
    tasks.reminders: crontab(minute="20", hour="23,0-10"),
    tasks.due_dates: crontab(minute="0", hour="17"),
    tasks.drafts: crontab(minute="0", hour="18"),
    tasks.forgetting: crontab(minute="15", hour="18"),
    tasks.pictures: crontab(minute="30", hour="18"),
    tasks.statistics: crontab(minute="45", hour="18"),
}


def build(home: Path, minutely: Iterable[Task] = ()) -> SqliteHuey:
    """The queue with its periodic tasks. minutely: those of apps above this one, every minute."""
    huey = SqliteHuey("gongkai", filename=str(home / "tasks.sqlite3"), results=False)
    for task, when in [*TIMES.items(), *((task, crontab()) for task in minutely)]:
        huey.periodic_task(when, name=task.__name__)(_told(task))
    return huey


def _told(task: Task) -> Callable[[], None]:
    """The task on today's date, with fresh connections; what it did, or why it failed, in the log."""

    @wraps(task)
    def run() -> None:
        close_old_connections()
        try:
            log.info("%s: %s", task.__name__, task(today()))
        except Exception:
            log.exception("%s failed", task.__name__)
        finally:
            close_old_connections()

    return run


def work(home: Path, minutely: Iterable[Task] = ()) -> None:
    """Works until it is interrupted, and says what each task did."""
    log.setLevel(logging.INFO)
    build(home, minutely).create_consumer(workers=WORKERS, periodic=True, check_worker_health=True).run()

"""Eight processes that write at once against one: entries of a register through the action, log included."""

from __future__ import annotations

import multiprocessing
from time import perf_counter
from typing import Any

from django.db import OperationalError

from gongkai.apps.agencies.models import Post
from gongkai.apps.registers.actions import record_entry
from tests.bench import ground

GOAL = 0.7
WRITERS, EACH = 8, 60


def bench() -> dict[str, Any]:
    """One line of `make bench`: entries a second; lock_errors: writes that the database refused, goal 0."""
    post = ground.clerk().pk
    theirs, alone = _together(post, "甲", writers=1, each=WRITERS * EACH)
    mine, errors = _together(post, "乙", writers=WRITERS, each=EACH)
    ratio = mine / theirs
    return {
        "name": "writers",
        "ours": round(mine, 1),
        "reference": round(theirs, 1),
        "unit": "writes/s",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio >= GOAL and not errors + alone,
        "lock_errors": errors + alone,
    }


def _together(post: int, mark: str, *, writers: int, each: int) -> tuple[float, int]:
    """(entries a second over all of them, refused writes); processes start first, then all write at once."""
    context = multiprocessing.get_context("spawn")
    ready, told = context.Barrier(writers + 1), context.Queue()
    names = [f"{mark}{number}" for number in range(writers)]
    processes = [context.Process(target=_write, args=(post, name, each, ready, told)) for name in names]
    for process in processes:
        process.start()
    ready.wait()
    begun = perf_counter()
    errors = sum(told.get() for _ in processes)
    lasted = perf_counter() - begun
    for process in processes:
        process.join()
    return (writers * each - errors) / lasted, errors


def _write(post: int, name: str, count: int, ready: Any, told: Any) -> None:
    actor = Post.objects.select_related("agency", "account").get(pk=post)
    actor.may("registers.write")
    errors = 0
    ready.wait()
    for number in range(count):
        meeting = {"title": f"{name}第{number}次会议", "held_on": ground.TODAY}
        try:
            record_entry(actor, "meeting", meeting, today=ground.TODAY)
        except OperationalError:
            errors += 1
    told.put(errors)

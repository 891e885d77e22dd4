"""Many files at a time, the results in input order, and never more of them waiting than the processes need."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

AHEAD = 8  # files handed out to each process before the first of them is taken back

T = TypeVar("T")
R = TypeVar("R")


def ordered(work: Callable[[T], R], items: Iterable[T], jobs: int, lost: Callable[[T], R]) -> Iterator[R]:
    """`work` of each item, in order, on `jobs` processes (1: in this one).

    lost: gives the result of an item whose process was killed twice, once beside others and once alone.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    pool = _pool(jobs)
    try:
        for item in items:
            waiting.append((item, _submit(pool, work, item)))
            if len(waiting) >= jobs * AHEAD:
                pool = yield from _take(work, waiting, pool, jobs, lost)
        while waiting:
            pool = yield from _take(work, waiting, pool, jobs, lost)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _take(
    work: Callable[[T], R],
    waiting: deque[tuple[T, Future[R]]],
    pool: ProcessPoolExecutor,
    jobs: int,
    lost: Callable[[T], R],
) -> Generator[R, None, ProcessPoolExecutor]:
    """Give out the oldest result; return the pool to go on with.

    A killed process breaks its whole pool, and nobody can tell which item did it: the oldest is tried again
    alone, the unfinished rest go to a new pool.
    """
    item, future = waiting.popleft()
    try:
        result = future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    else:
        yield result
        return pool
    yield _alone(work, item, lost)
    fresh = _pool(jobs)
    again = [(other, done if _succeeded(done) else _submit(fresh, work, other)) for other, done in waiting]
    waiting.clear()
    waiting.extend(again)
    return fresh


def _alone(work: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Ctrl-C is for the process that gives out the work; the others end when it tells them.
    return ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


def _submit(pool: ProcessPoolExecutor, work: Callable[[T], R], item: T) -> Future[R]:
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _succeeded(future: Future[R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None

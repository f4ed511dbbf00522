"""The worker as it runs: threads that send, and a clock that wakes them."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from threading import Event, Thread
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler

from service.commands.seal_upgrades import upgrade_due
from service.desk import Desk
from service.worker.deals import work_on_deals
from service.worker.keeping import keep_house
from service.worker.sending import Postroom, send_due

THREADS: Final = 2
EVERY: Final = 2.0
"""Seconds between two looks at what is due."""

UPGRADED_EVERY: Final = 10 * 60.0
"""An authority that was down is asked again soon, and each contract less and less often."""

DAILY: Final = 24 * 60 * 60.0

_log: Final = logging.getLogger(__name__)


def run_worker(room: Postroom, stop: Event) -> None:
    """Until `stop`: then each thread ends what it does and gives back what it has not begun.

    One thread more looks after deals, so that no letter waits for a paper.
    """
    wakes = [Event() for _ in range(THREADS + 1)]
    works = [*(partial(_post, replace(room, name=f"{room.name}-{n}")) for n in range(THREADS))]
    works.append(partial(_look_after_deals, room))
    threads = [
        Thread(target=work, args=(stop, wake)) for work, wake in zip(works, wakes, strict=True)
    ]
    tickers = (tidying(room.desk), ticking(partial(stamp_seals, room.desk), UPGRADED_EVERY))
    for thread in threads:
        thread.start()
    beat_until(stop, lambda: _wake(wakes), tickers, room.desk.clock)
    _wake(wakes)
    for thread in threads:
        thread.join()


def beat_until(
    stop: Event,
    beat: Callable[[], object],
    tickers: Iterable[BackgroundScheduler],
    clock: Callable[[], datetime],
) -> None:
    """Every two seconds, by a clock that nobody turns; then the tickers tick no more.

    They wait by the clock on the wall. Where that is put back by an hour they would wait an hour
    longer: what is further ahead than it ever is, is called at once.
    """
    while not stop.wait(EVERY):
        _done(beat)
        for job in chain.from_iterable(ticker.get_jobs() for ticker in tickers):
            now = clock()
            if job.next_run_time - now > job.trigger.interval:
                job.modify(next_run_time=now)
    for ticker in tickers:
        ticker.shutdown(wait=False)


def stamp_seals(desk: Desk) -> None:
    """Those that had to do without a time; how many have one now goes into the log."""
    if count := upgrade_due(desk):
        _log.info("Seals were given their time", extra={"count": count})


def tidying(desk: Desk) -> BackgroundScheduler:
    """Drops what was kept long enough, now and each day: a process may not live for a day."""
    return ticking(lambda: keep_house(desk), DAILY, next_run_time=desk.clock())


def ticking(tick: Callable[[], object], seconds: float, **more: object) -> BackgroundScheduler:
    """Calls `tick` again and again, never twice at once; what it missed it does not make up for.

    Not for what is called each few seconds: after a clock leaps ahead it counts all that it missed.
    It keeps nothing: what is due stands in our tables, and any number of these may run.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        tick,
        "interval",
        seconds=seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        **more,
    )
    scheduler.start()
    return scheduler


def _wake(wakes: list[Event]) -> None:
    for wake in wakes:
        wake.set()


def _post(room: Postroom, stop: Event, wake: Event) -> None:
    _until(stop, wake, lambda: send_due(room, stop.is_set))
    with room.desk.db.outbox() as box:
        box.release(room.name)


def _look_after_deals(room: Postroom, stop: Event, wake: Event) -> None:
    _until(stop, wake, lambda: work_on_deals(room.desk, room.name, room.reach))


def _until(stop: Event, wake: Event, work: Callable[[], int]) -> None:
    while not stop.is_set():
        if not _done(work):
            wake.wait()
            wake.clear()


def _done(work: Callable[[], object]) -> object:
    """A database that is away for a while does not end the worker."""
    try:
        return work()
    except Exception:
        _log.exception("The worker will try again")
        return 0

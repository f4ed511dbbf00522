"""The commands of the worker: `worker`, `scheduler`, and what follows a restored backup."""

import logging.config
import os
import socket

import click

from service.app import make_desk, utc_now
from service.commands.letters import compose
from service.domain.people import SYSTEM
from service.domain.post import Doubt
from service.logs import configuration
from service.notifications.mailers import mailer_from
from service.rendering.pool import Pool
from service.rendering.presses import new_pool, press_here
from service.settings import Settings
from service.supervisor import stop_on_signals
from service.worker.points import dying_at
from service.worker.running import beat_until, run_worker, tidying
from service.worker.sending import Postroom, settle


@click.command()
def worker() -> None:
    """Send what is due, draw up what was agreed and seal what was signed, until it is told to stop."""
    logging.config.dictConfig(configuration())
    stop = stop_on_signals()
    with new_pool() as pool:
        run_worker(make_postroom(Settings.from_env(), pool), stop)


@click.command()
def scheduler() -> None:
    """Settle what workers left open, and drop what was kept long enough. Any number may run."""
    logging.config.dictConfig(configuration())
    stop = stop_on_signals()
    room = make_postroom(Settings.from_env())
    beat_until(stop, lambda: settle(room), (tidying(room.desk),), room.desk.clock)


@click.command()
def restored() -> None:
    """After a backup was restored: no letter from before goes out until somebody has looked."""
    with make_desk(Settings.from_env(), press_here).db.outbox() as box:
        count = box.review_all(by=SYSTEM, at=utc_now())
    click.echo(f"{count} letters wait for somebody to look at them.")


def make_postroom(settings: Settings, pool: Pool | None = None) -> Postroom:
    """Without `pool` nothing is drawn up or sealed."""
    desk = make_desk(settings, pool.papers_of if pool else press_here, pool=pool)
    return Postroom(
        desk=desk,
        mailer=mailer_from(settings, desk.clock),
        compose=compose,
        name=f"{socket.gethostname()[:40]}-{os.getpid()}",
        doubt=Doubt(settings.doubt),
        reach=dying_at(settings.fault),
    )


COMMANDS = (worker, scheduler, restored)

"""The web server: gunicorn with threads, started from our own command."""

import os
import shutil
from dataclasses import replace
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from service.app import create_app, make_desk
from service.commands import executed_copies, recorded_licenses
from service.commands.verifying import LIMITS, in_workers
from service.logs import configuration
from service.rendering.presses import pool_until_exit
from service.settings import Settings

THREADS = 4
WORKERS = 2


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        return made()


def made() -> Flask:
    """The application as a web process runs it, with worker processes of its own.

    What strangers send, to be verified or as what somebody signed, has one for itself, so that it
    holds up no paper.
    """
    settings, pool = Settings.from_env(), pool_until_exit()
    strange = pool_until_exit(LIMITS, workers=1)
    desk = make_desk(
        settings, pool.papers_of, pool.redline_of, pool.markup_of, in_workers(strange.run)
    )
    desk = replace(
        desk,
        letterer=pool.letter_of,
        copy_reader=executed_copies.in_workers(strange.run),
        signed_file_reader=recorded_licenses.in_workers(strange.run),
    )
    return create_app(settings, desk)


def run(host: str, port: int) -> None:
    """Serves until it is told to stop. What is counted is shared between the workers."""
    counts, ours = mkdtemp(prefix="counterpart-metrics-"), os.getpid()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
    try:
        _Server(_options(host, port)).run()
    finally:
        # A worker that ends comes by here as well, and leaves alone what the others use.
        if os.getpid() == ours:
            shutil.rmtree(counts, ignore_errors=True)


def _options(host: str, port: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "workers": WORKERS,
        "threads": THREADS,
        "worker_class": "gthread",
        "control_socket_disable": True,
        "logconfig_dict": configuration(),
        "child_exit": _forget,
    }


def _forget(_: Any, worker: Any) -> None:
    """A worker that is gone is not counted as running."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]

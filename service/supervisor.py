"""Web and worker side by side, in a process each: one ends, all end."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Event
from types import FrameType
from typing import Final

PATIENCE: Final = 45.0
"""Seconds that a process gets to end what it has begun."""

_A_MOMENT: Final = 0.2
_TELL_AT_PARENTS_DEATH: Final = 1
"""PR_SET_PDEATHSIG of Linux, see prctl(2)."""


def run_together(host: str, port: int) -> int:
    """Until a signal comes, or one of the processes ends by itself; that is a failure, 1."""
    stop = stop_on_signals()
    web = ["serve", "--web-only", "--host", host, "--port", str(port)]
    children = [_started(web), _started(["worker"])]
    try:
        while all(child.poll() is None for child in children) and not stop.wait(_A_MOMENT):
            pass
        return 0 if stop.is_set() else 1
    finally:
        _end(children)


def stop_on_signals() -> Event:
    """Set by SIGTERM and by Ctrl-C."""
    stop = Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    return stop


def _started(arguments: list[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "service.cli", *arguments]
    return subprocess.Popen(command, preexec_fn=_ending_with(os.getpid()))  # noqa: S603


def _ending_with(parent: int) -> Callable[[], None] | None:
    """Told to end, as by SIGTERM, when the parent dies, even by kill -9; null where only Linux can."""
    if sys.platform != "linux":
        return None
    tell = ctypes.CDLL(None).prctl

    def arrange() -> None:
        tell(_TELL_AT_PARENTS_DEATH, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return arrange


def _end(children: list["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

"""Where a worker can be made to die, to see what that costs."""

import os
import signal
from collections.abc import Callable
from enum import StrEnum

from service.settings import SettingsWrong


class Point(StrEnum):
    """In the order in which a letter passes them."""

    IN_CLAIM = "in_claim"
    AFTER_CLAIM = "after_claim"
    BEFORE_POST = "before_post"
    AFTER_RESPONSE = "after_response"
    BEFORE_MARK = "before_mark"
    """The mark is written and not committed."""
    AFTER_MARK = "after_mark"


def passing(point: Point) -> None:
    """Nothing happens."""


def dying_at(name: str) -> Callable[[Point], None]:
    """For the setting FAULT: the process is killed at the point of that name, as by kill -9.

    SettingsWrong for a name that is no point.
    """
    if not name:
        return passing
    if name not in [*Point]:
        raise SettingsWrong(f"FAULT is {name!r}; it should be one of {', '.join(Point)}")
    fatal = Point(name)

    def reach(point: Point) -> None:
        if point is fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach

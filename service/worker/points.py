"""Where a worker can be made to die, to see what that costs."""

import os
import signal
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from service.domain.drawing_up import Step
from service.domain.seal_work import SealStep
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


_POINTS: Final[tuple[StrEnum, ...]] = (*Point, *Step, *SealStep)


def passing(point: StrEnum) -> None:
    """Nothing happens."""


def dying_at(name: str) -> Callable[[StrEnum], None]:
    """For the setting FAULT: the process is killed at the point of that name, as by kill -9.

    SettingsWrong for a name that is no point.
    """
    if not name:
        return passing
    if name not in _POINTS:
        raise SettingsWrong(f"FAULT is {name!r}; it should be one of {', '.join(_POINTS)}")

    def reach(point: StrEnum) -> None:
        if point == name:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach

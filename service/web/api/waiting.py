"""Prefer: wait=20, so that a program need not ask again and again (RFC 7240)."""

import re
from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import Any, Final, TypeVar

from flask import Response, make_response, request

T = TypeVar("T")

HEADER: Final = "Prefer"
APPLIED: Final = "Preference-Applied"
LONGEST: Final = 20
"""Seconds; whoever wants more asks again."""

_EVERY: Final = 0.25
_WAIT: Final = re.compile(r'(?:^|[,;])\s*wait\s*=\s*"?([0-9]{1,6})"?\s*(?=$|[,;])', re.IGNORECASE)
_SEATS: Final = BoundedSemaphore(2)
"""Half of the threads of a process: the others go on answering."""


def waits(view: Callable[..., Any]) -> Callable[..., Response]:
    """Says in the answer how long the caller was ready to wait, as far as we took it."""

    @wraps(view)
    def waited(*args: Any, **kwargs: Any) -> Response:
        answer: Response = make_response(view(*args, **kwargs))
        if (seconds := wanted()) is not None:
            answer.headers[APPLIED] = f"wait={seconds}"
        return answer

    waited.waits = True  # type: ignore[attr-defined]
    return waited


def wanted() -> int | None:
    """The seconds that the caller is ready to wait, at most LONGEST; null where it did not say."""
    found = _WAIT.search(request.headers.get(HEADER, ""))
    return min(int(found[1]), LONGEST) if found else None


def once(look: Callable[[], T], is_done: Callable[[T], bool], seconds: int) -> T:
    """What `look` finds when it is done, or when the time is over; at once where all seats are taken.

    Nothing is held between two looks.
    """
    ends = monotonic() + seconds
    found = look()
    if is_done(found) or not _SEATS.acquire(blocking=False):
        return found
    try:
        while not is_done(found) and monotonic() < ends:
            sleep(_EVERY)
            found = look()
    finally:
        _SEATS.release()
    return found

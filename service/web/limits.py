"""How many requests somebody may make, and what their answers say of it."""

import hashlib
from collections.abc import Callable
from time import time
from typing import Any, Final, TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter

from service.web.counts import Counts
from service.web.operations import PATHS

VERIFYING: Final = "10/minute"
"""For each who asks: a file of a stranger may take seconds to look at."""

View = TypeVar("View", bound=Callable[..., Any])


def at_most(rate: str) -> Callable[[View], View]:
    """A route that may be asked less often than others."""

    def decorator(view: View) -> View:
        view.rate = rate  # type: ignore[attr-defined]
        return view

    return decorator


def takes(size: int) -> Callable[[View], View]:
    """A route that takes requests of so many bytes."""

    def decorator(view: View) -> View:
        view.takes = size  # type: ignore[attr-defined]
        return view

    return decorator


def make_room(app: Flask) -> None:
    """Before anything reads what was sent."""
    app.before_request(_make_room)


def _make_room() -> None:
    size = _said("takes")
    if size is not None:
        request.max_content_length = size


def _said(name: str) -> Any:
    """By the route that was asked for."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), name, None)


def install(app: Flask, rate: str) -> None:
    """`rate` as 1200/minute. Each process counts for itself, by the clock of the counter."""
    limiter = Limiter(
        caller,
        app=app,
        default_limits=[lambda: _said("rate") or rate],
        storage_uri=f"{Counts.STORAGE_SCHEME[0]}://",
    )
    limiter.request_filter(lambda: request.path in PATHS)

    def say(answer: Response) -> Response:
        return _with_limits(limiter, answer)

    app.after_request(say)


def caller() -> str:
    """A key, a session, or else an address.

    A key is not written down anywhere, not even in memory: its digest counts.
    """
    given = request.headers.get("Authorization")
    if given:
        return hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()
    return request.remote_addr or "unknown"


def _with_limits(limiter: Limiter, answer: Response) -> Response:
    """Retry-After only where somebody has to wait."""
    current = limiter.current_limit
    if current is None:
        return answer
    seconds = str(max(1, round(current.reset_at - time())))
    answer.headers["RateLimit-Limit"] = str(current.limit.amount)
    answer.headers["RateLimit-Remaining"] = str(max(0, current.remaining))
    answer.headers["RateLimit-Reset"] = seconds
    if current.breached:
        answer.headers["Retry-After"] = seconds
    return answer

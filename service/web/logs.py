"""One line a request: what was asked, how it was answered, how long it took, for whom.

Never in it: the query, a header, a cookie, a body, or a path, since a link's token is in its path;
the route's pattern stands for it.
"""

import logging
from time import perf_counter
from typing import Any, Final

from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

_log: Final = logging.getLogger(__name__)


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def route() -> str:
    """The pattern that matched, as /sign-in/<token>."""
    return "(none)" if request.url_rule is None else request.url_rule.rule


def seconds() -> float:
    """Since the request began."""
    return float(perf_counter() - g.get("began", perf_counter()))


def _begin() -> None:
    g.began = perf_counter()
    clear_contextvars()
    bind_contextvars(request_id=g.request_id, route=route(), method=request.method)


def _end(answer: Response) -> Response:
    said = {"status": answer.status_code, "ms": round(seconds() * 1000, 1), "org": _org()}
    _log.info("request", extra=said)
    return answer


def _org() -> str | None:
    """Of the key, the link or the person, where somebody has asked who it is; nobody is looked up."""
    asked: Any = g.get("client") or g.get("party") or getattr(g.get("_login_user"), "person", None)
    return getattr(asked, "org_id", None)

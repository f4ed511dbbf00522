"""For whoever runs the service: is it up, is it ready, what has it done."""

import hmac
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from service.commands.readiness import missing, warnings
from service.web.at_hand import desk
from service.web.auth import public
from service.web.metrics import metrics

doors = Blueprint("operations", __name__)

PATHS: Final = ("/healthz", "/readyz", "/metrics")
"""Asked by machines at their own pace: not counted, and not answered as pages."""

_TOKEN: Final = "METRICS_TOKEN"  # noqa: S105
_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


def install(app: Flask, metrics_token: str) -> None:
    app.config[_TOKEN] = metrics_token
    app.register_blueprint(doors)


@doors.get("/healthz")
@public
def get_healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"status": "up"}


@doors.get("/readyz")
@public
def get_readyz() -> ResponseReturnValue:
    """503 while something is missing, with its name; `warnings` stop nobody, but want a hand."""
    if found := missing(desk()):
        return {"status": "not ready", "missing": found}, 503
    warned = warnings(desk(), desk().clock())
    return {"status": "ready"} | ({"warnings": warned} if warned else {})


@doors.get("/metrics")
@public
def get_metrics() -> ResponseReturnValue:
    """Counts for Prometheus; for everybody else there is nothing here."""
    if not _may_read():
        raise NotFound
    return Response(metrics().written(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read() -> bool:
    """Who has the token; without one, who asks from this machine and for nobody else.

    A proxy on this machine would make every visitor look like it, so what it passes on is refused.
    """
    token = current_app.config[_TOKEN]
    if token:
        given = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(given, f"Bearer {token}".encode())
    passed_on = any(name in request.headers for name in _FORWARDED)
    return not passed_on and _is_this_machine(request.remote_addr)


def _is_this_machine(address: str | None) -> bool:
    return bool(address) and ip_address(address or "").is_loopback

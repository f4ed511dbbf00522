"""What is counted: requests, how long they take, papers made and failed.

prometheus-client decides when it is imported whether processes share their counts, so it is
imported only when a program is put together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, request

from service.web.logs import route, seconds


@dataclass(frozen=True, slots=True)
class Metrics:
    """`written` gives all counts as text for Prometheus, of every process that serves."""

    requests: Any
    duration: Any
    papers: Any
    written: Callable[[], bytes]


def install(app: Flask) -> None:
    begin(app)
    app.after_request(_count)


def begin(app: Flask) -> None:
    """Nothing is counted yet."""
    app.extensions["metrics"] = _made()


def metrics() -> Metrics:
    found: Metrics = current_app.extensions["metrics"]
    return found


def paper_wanted(format: str) -> None:
    """The answer to this request decides whether it was made."""
    g.paper = format


def _made() -> Metrics:
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    asked = ("method", "route")
    return Metrics(
        requests=Counter("counterpart_requests", "Requests", (*asked, "status"), registry=registry),
        duration=Histogram(
            "counterpart_request_seconds", "How long they took", asked, registry=registry
        ),
        papers=Counter(
            "counterpart_papers", "Papers of drafts", ("format", "outcome"), registry=registry
        ),
        written=lambda: _written(registry),
    )


def _written(own: Any) -> bytes:
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector
    from prometheus_client.values import MutexValue, ValueClass

    if ValueClass is MutexValue:
        return generate_latest(own)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return generate_latest(shared)


def _count(answer: Response) -> Response:
    counted = metrics()
    asked = (request.method, route())
    counted.requests.labels(*asked, answer.status_code).inc()
    counted.duration.labels(*asked).observe(seconds())
    if "paper" in g:
        outcome = "made" if answer.status_code < 400 else "failed"
        counted.papers.labels(g.paper, outcome).inc()
    return answer

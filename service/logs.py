"""Logs as JSON, one object a line, to standard error."""

import logging
from typing import Any, Final

import structlog
from structlog.stdlib import ProcessorFormatter

QUIET: Final = ("weasyprint", "fontTools", "alembic", "pyhanko", "pyhanko_certvalidator")
"""They say much that nobody can act upon."""


_SILENT: Final = {"handlers": [], "level": "CRITICAL", "propagate": False}
"""The server's own line for a request has the whole address, and links are addresses: ours has none."""


def formatter() -> logging.Formatter:
    """With what is known of the request under way, such as its id."""
    said: Any = (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,
    )
    return ProcessorFormatter(
        foreign_pre_chain=said,
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    )


def configuration() -> dict[str, Any]:
    """For logging.config.dictConfig, and for gunicorn, whose lines of its own are JSON then too."""
    ours: dict[str, Any] = {"handlers": ["stderr"], "level": "INFO", "propagate": False}
    quiet = {name: {"level": "ERROR"} for name in QUIET}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"gunicorn.error": ours, "gunicorn.access": _SILENT, **quiet},
    }

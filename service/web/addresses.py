"""Addresses that nothing of ours has: not found before anybody looks for them."""

from flask import Flask, request
from werkzeug.exceptions import NotFound


def install(app: Flask) -> None:
    app.before_request(_refuse)


def _refuse() -> None:
    """PostgreSQL fails on a null character, and no id of ours has anything unprintable."""
    if not request.path.isprintable():
        raise NotFound

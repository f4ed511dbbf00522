"""Puts the web service together. Nothing else does."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Flask
from flask_limiter import Limiter
from flask_wtf import CSRFProtect

from service.desk import Desk
from service.settings import Settings
from service.signing.links import Links
from service.storage.database import open_database
from service.storage.files import Files
from service.web import at_hand, auth, errors, headers, request_id
from service.web.api import deals
from service.web.api.document import described
from service.web.filters import FILTERS
from service.web.form import shown
from service.web.limits import caller
from service.web.pages import drafting, sign_in, start

LARGEST_REQUEST: Final = 10 * 1024 * 1024
_PAGES: Final = (start.pages, sign_in.pages, drafting.pages)
_RESOURCES: Final = (deals.deals,)


def utc_now() -> datetime:
    return datetime.now(UTC)


def make_desk(settings: Settings) -> Desk:
    return Desk(
        db=open_database(settings.database_url),
        files=Files(Path(settings.files_url)),
        links=Links(settings.secret_key.encode()),
        clock=utc_now,
    )


def create_app(settings: Settings, desk: Desk | None = None) -> Flask:
    """`desk` is made from the settings unless the caller has one, as tests do."""
    app = Flask("service.web")
    app.config.update(_config(settings))
    app.jinja_env.filters.update(FILTERS)
    at_hand.install(app, desk or make_desk(settings))
    for each in (request_id, headers, errors, auth, shown):
        each.install(app)
    _protect(app, settings)
    for pages in _PAGES:
        app.register_blueprint(pages)
    api = described(app)
    for resource in _RESOURCES:
        api.register_blueprint(resource)
    return app


def _config(settings: Settings) -> dict[str, object]:
    """Cookies are for this host and for its own pages alone."""
    prefix = "__Host-" if settings.https else ""
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "TRUSTED_HOSTS": [*settings.hosts],
        "SESSION_COOKIE_NAME": f"{prefix}counterpart",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.https,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _protect(app: Flask, settings: Settings) -> None:
    """Forms carry a token, calls by key need none; both are counted."""
    csrf = CSRFProtect(app)
    for resource in _RESOURCES:
        csrf.exempt(resource)
    Limiter(
        caller,
        app=app,
        default_limits=[settings.api_rate],
        headers_enabled=True,
        storage_uri="memory://",
    )

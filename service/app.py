"""Puts the web service together. Nothing else does."""

from flask import Flask

from service.desk import Desk
from service.settings import Settings
from service.web import desk as desks
from service.web import errors, headers
from service.web.filters import FILTERS
from service.web.pages import start

LARGEST_REQUEST = 10 * 1024 * 1024


def create_app(settings: Settings, desk: Desk) -> Flask:
    app = Flask("service.web")
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        TRUSTED_HOSTS=[*settings.hosts],
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
    )
    app.jinja_env.filters.update(FILTERS)
    desks.install(app, desk)
    headers.install(app)
    errors.install(app)
    app.register_blueprint(start.pages)
    return app

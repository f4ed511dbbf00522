"""What every request has at hand: the desk, and the moment."""

from datetime import datetime

from flask import Flask, current_app

from service.desk import Desk


def install(app: Flask, desk: Desk) -> None:
    app.extensions["desk"] = desk


def desk() -> Desk:
    found: Desk = current_app.extensions["desk"]
    return found


def letters_folder() -> str | None:
    """Where letters are written as files, if that is all that happens to them."""
    url: str = current_app.config["MAIL_URL"]
    return url.removeprefix("file:") if url.startswith("file:") else None


def now() -> datetime:
    """The moment, by the desk's clock: aware, in UTC."""
    return desk().clock()


def reports_until() -> datetime | None:
    """The moment up to which the mail service has reported; null where it reports nothing to us."""
    reports = current_app.config["MAIL_URL"] == "sendgrid:"
    return now() if reports and current_app.config["SENDGRID_WEBHOOK_KEY"] else None

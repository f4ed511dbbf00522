"""The one place where a refusal becomes an HTTP status and a page that says what to do."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

WORDS = {
    404: ("There is no such page", "The address may be mistyped, or the page has moved."),
    405: ("This page only reads", "Go back and use the buttons on the page before."),
    400: ("This request cannot be read", "Check the address and try again."),
}
OTHERWISE = ("Something went wrong", "Nothing was lost. Try again in a moment.")


def install(app: Flask) -> None:
    @app.errorhandler(SecurityError)
    def _other_host(error: SecurityError) -> ResponseReturnValue:
        """Without a host that we trust there are no addresses to put into a page."""
        return "This service does not answer for that host.\n", 400, {"Content-Type": "text/plain"}

    @app.errorhandler(HTTPException)
    def _refused(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        heading, advice = WORDS.get(status, OTHERWISE)
        page = render_template("error.html", heading=heading, advice=advice)
        headers = [(k, v) for k, v in error.get_headers() if k in ("Allow", "Retry-After")]
        return page, status, headers

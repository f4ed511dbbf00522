"""The one place where a refusal becomes an HTTP status and a page that says what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

from service.domain.errors import CounterpartError, PaperFailed, WordsLost

WORDS = {
    404: ("There is no such page", "The address may be mistyped, or the page has moved."),
    405: ("This page only reads", "Go back and use the buttons on the page before."),
    400: ("This request cannot be read", "Check the address and try again."),
}
OTHERWISE = ("Something went wrong", "Nothing was lost. Try again in a moment.")
STATUS: Final[Mapping[type[CounterpartError], tuple[int, str]]] = MappingProxyType(
    {
        PaperFailed: (503, "The paper could not be made"),
        WordsLost: (500, "The paper was held back, since it did not say what the contract says"),
    }
)


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

    def _rule_said_no(error: CounterpartError) -> ResponseReturnValue:
        status, heading = STATUS[type(error)]
        return render_template("error.html", heading=heading, advice=str(error)), status

    for kind in STATUS:
        app.register_error_handler(kind, _rule_said_no)

"""Each request has an id: the caller's own, if it gave one, in the answer and in the log."""

import re
from typing import Final

from flask import Flask, Response, g, request

from service.storage.ids import new_id

HEADER: Final = "X-Request-Id"
_FITS: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}", re.ASCII)


def install(app: Flask) -> None:
    app.before_request(_take)
    app.after_request(_give)


def _take() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _FITS.fullmatch(given) else new_id("req")


def _give(answer: Response) -> Response:
    answer.headers[HEADER] = g.get("request_id") or new_id("req")
    return answer

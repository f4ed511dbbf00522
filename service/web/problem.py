"""Errors of the API as RFC 9457 problem documents."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Response, g, json
from marshmallow import Schema, fields

from service.domain.errors import Fault

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://counterpart.invalid/problems/"
"""Where a problem's `type` would be described; the code at its end is what to branch on."""


class FaultSchema(Schema):
    pointer = fields.String(
        required=True, metadata={"description": "JSON pointer (RFC 6901) into the request's body"}
    )
    message = fields.String(required=True, metadata={"description": "What would be right"})


class ProblemSchema(Schema):
    """RFC 9457. `code` does not change between versions; `errors` only comes with status 422."""

    type = fields.Url(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    request_id = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema))


def problem(
    status: int,
    code: str,
    detail: str,
    faults: Iterable[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    document: dict[str, Any] = {
        "type": TYPES + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": g.request_id,
    }
    if faults is not None:
        document["errors"] = [{"pointer": f.pointer, "message": f.message} for f in faults]
    answer = Response(json.dumps(document), status, mimetype=MEDIA_TYPE)
    answer.headers.extend(headers or {})
    return answer

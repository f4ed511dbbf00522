"""The API's description, /openapi.json, made from the schemas and the routes."""

import http
from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, current_app
from flask_smorest import Api, Blueprint
from flask_smorest.utils import prepare_response
from marshmallow import Schema

from schemas import fields as ours
from schemas.answers import Amount, Figure, InTerms, Moment, OurCode
from schemas.event_answer import EventType, LicenseEventType
from schemas.several import Several, Table
from service.web.api.exact import exact
from service.web.api.properties import properties_of
from service.web.api.reading import StrictParser
from service.web.api.versions import Tag
from service.web.auth import public
from service.web.problem import MEDIA_TYPE, ProblemSchema

PREFIX: Final = "/api/v1"
BYTES: Final[Any] = {"type": "string", "format": "binary"}
"""The schema of an answer that is a file."""

_DESCRIPTION: Final = "openapi"
_TEXTS: Final[tuple[Any, ...]] = (
    ours.SafeText,
    ours.CodeField,
    ours.Day,
    ours.Choice,
    ours.ExactDecimal,
    Figure,
    InTerms,
    Moment,
    OurCode,
    EventType,
    LicenseEventType,
)
_OTHERS: Final[Mapping[Any, str]] = {
    ours.WholeNumber: "integer",
    ours.Switch: "boolean",
    Several: "array",
    Table: "object",
    Amount: "object",
}

CONFIG: Final = {
    "API_TITLE": "Counterpart",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "Deals over AI training data: quote, draft, read, follow. "
            "Send a key of your organization as a bearer token; each operation names its scope.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key, shown once"}
            },
        },
    },
}


class Resource(Blueprint):
    """Routes of one resource."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: type[Schema], **options: Any) -> Any:
        """What a request brings; its schema is built once and not for each request."""
        return super().arguments(schema(), **options)

    @staticmethod
    def _generate_etag(etag_data: Any, extra_data: Any = None) -> str:
        """What is a tag already is sent as it is; other answers are known by what they say."""
        if isinstance(etag_data, Tag):
            return etag_data
        found: str = Blueprint._generate_etag(etag_data, extra_data)
        return found

    def _verify_check_etag(self) -> None:
        """If-Match is held to the version, by `check_version`."""


class Described(Api):
    """flask-smorest with our problem documents in place of its own errors."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Errors are answered in service/web/errors.py, for pages too."""

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            answer: dict[str, Any] = {"description": status.phrase}
            if status >= http.HTTPStatus.BAD_REQUEST:
                answer["schema"] = self.ERROR_SCHEMA
            prepare_response(answer, self.spec, MEDIA_TYPE)
            self.spec.components.response(status.name, answer, lazy=True)
        default = {"description": "Any other refusal", "schema": self.ERROR_SCHEMA}
        prepare_response(default, self.spec, MEDIA_TYPE)
        self.spec.components.response("DEFAULT_ERROR", default, lazy=True)


def described(app: Flask) -> Described:
    app.config.update(CONFIG)
    api = Described(app)
    for field in _TEXTS:
        api.register_field(field, "string", None)
    for field, kind in _OTHERS.items():
        api.register_field(field, kind, None)
    api.ma_plugin.converter.add_attribute_function(properties_of)
    return api


def publish(app: Flask, api: Described) -> None:
    """After every resource is there: worked out once, served to everybody."""
    schema = ProblemSchema()
    if "Problem" not in api.spec.components.schemas:
        api.spec.components.schema("Problem", schema=schema)
    app.extensions[_DESCRIPTION] = exact(app, api.spec.to_dict())
    app.add_url_rule("/openapi.json", "openapi", get_description)


def description() -> dict[str, Any]:
    found: dict[str, Any] = current_app.extensions[_DESCRIPTION]
    return found


@public
def get_description() -> dict[str, Any]:
    return description()

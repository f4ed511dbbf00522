"""The API's description, /openapi.json, made from the schemas and the routes."""

import http
from typing import Any, Final

from flask import Flask
from flask_smorest import Api, Blueprint
from flask_smorest.utils import prepare_response

from schemas import fields as ours
from schemas.several import Several, Table
from service.web.api.properties import properties_of
from service.web.api.reading import StrictParser
from service.web.problem import MEDIA_TYPE, ProblemSchema

PREFIX: Final = "/api/v1"

CONFIG: Final = {
    "API_TITLE": "Counterpart",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "Deals over AI training data: quote, draft, read, follow.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}],
    },
}


class Resource(Blueprint):
    """Routes of one resource."""

    ARGUMENTS_PARSER = StrictParser()


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
    for field in (ours.SafeText, ours.CodeField, ours.Day, ours.Choice, ours.ExactDecimal):
        api.register_field(field, "string", None)
    api.register_field(ours.WholeNumber, "integer", None)
    api.register_field(ours.Switch, "boolean", None)
    api.register_field(Several, "array", None)
    api.register_field(Table, "object", None)
    api.ma_plugin.converter.add_attribute_function(properties_of)
    return api

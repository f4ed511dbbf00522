"""Bodies and queries as they arrive: strict JSON, and every fault with its pointer."""

from collections.abc import Mapping
from typing import Any

from flask import Request
from marshmallow import RAISE, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from schemas.faults import faults_of
from schemas.json_text import parse_json
from service.domain.errors import TermsRefused


class StrictParser(FlaskParser):
    """Refuses what two readers could understand differently, and keys that nobody reads."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": RAISE}

    def load_json(self, req: Request, schema: Any) -> Any:
        """An empty body is no document at all: {} where nothing is needed."""
        data = req.get_data()
        if not data:
            return {}
        if not req.is_json:
            raise UnsupportedMediaType("Send JSON as application/json.")
        return parse_json(data)

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Any,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> Any:
        """marshmallow's messages stand under the place they came from, as "json" or "query"."""
        messages: Any = error.messages
        found = [fault for part in messages.values() for fault in faults_of(part)]
        raise TermsRefused(found) from None

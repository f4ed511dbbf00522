"""What came with a request behind a link, read by one schema whether it is JSON or a form."""

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from schemas.deal_document import Described
from schemas.faults import faults_of
from service.domain.errors import TermsRefused
from service.web.api.reading import StrictParser
from service.web.forms import sent
from service.web.speech import speaks_json

_PARSER = StrictParser()


def brought(schema: Schema) -> Any:
    """TermsRefused with every fault."""
    if not speaks_json():
        return sent(schema)
    try:
        return schema.load(_PARSER.load_json(request, schema))
    except ValidationError as error:
        raise TermsRefused(faults_of(error.messages)) from None


def json_object() -> Mapping[str, Any]:
    """For a reader that finds the faults of its document itself."""
    return brought(Described())  # type: ignore[no-any-return]

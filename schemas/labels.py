"""What a client keeps beside an offer or a comment, as a request brings it and an answer gives it."""

from typing import Any, Final

from marshmallow import Schema, fields

from schemas.build import schema_of
from service.domain.labels import Labels

_FIELDS: Final[Any] = schema_of(Labels)._declared_fields
EXTERNAL_ID: Final = _FIELDS["external_id"]
METADATA: Final = _FIELDS["metadata"]
NAMES: Final = tuple(_FIELDS)

_OURS: Final = {"description": "Ours alone: the other side is never told"}


class LabeledSchema(Schema):
    external_id = fields.String(required=True, allow_none=True, metadata=_OURS)
    metadata = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata=_OURS
    )

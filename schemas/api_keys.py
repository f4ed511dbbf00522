"""Keys for programs, as requests bring them and answers give them."""

from typing import Any

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, OurCode, listed
from schemas.build import ValueSchema
from schemas.fields import Choice, SafeText
from schemas.several import Several
from service.domain.people import Scope
from service.domain.terms.bounds import Items, Text


class KeyDocument(ValueSchema):
    """A key to make."""

    made_from = dict
    name = SafeText(Text(200), required=True)
    scopes: Any = Several(Choice(Scope), frozenset, Items(len(Scope), least=1), required=True)


class KeySchema(Schema):
    """A key as it is listed; what opens with it was shown once and is kept nowhere."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    scopes = fields.List(OurCode(Scope), required=True)
    created_at = Moment(required=True)
    used_at = Moment(required=True, allow_none=True)
    revoked_at = Moment(required=True, allow_none=True)
    links = fields.Nested(LinksSchema, required=True)


class NewKeySchema(KeySchema):
    key = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The key itself, in the first answer alone. A replayed answer has null "
            "here: if the first one never arrived, revoke the key and make another."
        },
    )


KeyListSchema = listed(KeySchema)

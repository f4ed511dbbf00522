"""Comments: what a request says, and how the API gives them."""

from typing import Any, Final

from marshmallow import fields

from schemas.answers import Moment, OurCode, listed
from schemas.build import ValueSchema
from schemas.event_answer import ActorSchema
from schemas.fields import SafeText, Switch
from schemas.labels import EXTERNAL_ID, METADATA, LabeledSchema
from schemas.several import Several
from service.domain.terms.bounds import Items, Text
from service.domain.terms.parties import Side

_ID: Final = Text(64)
MOST_MENTIONS: Final = 20


class CommentForm(ValueSchema):
    """Something to say about a deal."""

    made_from = dict
    text = SafeText(Text(4000, lines=True), required=True)
    shared = Switch(
        load_default=False,
        metadata={"description": "Whether the other side reads it; if not, only our own people do"},
    )
    clause = SafeText(
        Text(10),
        load_default=None,
        allow_none=True,
        metadata={"description": "The id of the clause that it is about, such as C05"},
    )
    mentions: Any = Several(
        SafeText(_ID),
        tuple,
        Items(MOST_MENTIONS),
        load_default=(),
        metadata={"description": "Ids of members of the organization, who get a letter"},
    )


class CommentDocument(CommentForm):
    """The same by a program, with what it keeps for itself."""

    external_id = EXTERNAL_ID
    metadata = METADATA


class CommentSchema(LabeledSchema):
    """A comment; it never changes."""

    id = fields.String(required=True)
    deal_id = fields.String(required=True)
    number = fields.Integer(required=True, metadata={"description": "Within the deal, from 1"})
    side = OurCode(
        Side, required=True, allow_none=True, metadata={"description": "Null for an intermediary's"}
    )
    by = fields.Nested(ActorSchema, required=True)
    created_at = Moment(required=True)
    shared = fields.Boolean(required=True)
    clause = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    mentions = fields.List(fields.String(), required=True)


CommentListSchema = listed(CommentSchema)

"""What happened, as the API tells it."""

from marshmallow import Schema, fields

from schemas.answers import Moment, listed
from service.domain.follow_ups import FOLLOW_UPS
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.license import LICENSE_MOVES


def public_type(name: str) -> str:
    """ "DealDrafted" as "deal_drafted"."""
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")


class EventType(fields.Field[str]):
    """The kind of an event in one word."""

    words = tuple(public_type(kind.__name__) for kind in FOLLOW_UPS)

    def _serialize(self, value: str | None, *_: object, **__: object) -> str:
        return public_type(value or "")


class LicenseEventType(EventType):
    """The kind of an event of a license in one word."""

    words = tuple(
        dict.fromkeys(
            public_type(kind.__name__) for _, kind in ((None, LicenseMade), *LICENSE_MOVES)
        )
    )


class AnyEventType(EventType):
    """The kind of an event of a deal or of a license, in one word."""

    words = tuple(dict.fromkeys((*EventType.words, *LicenseEventType.words)))


class ActorSchema(Schema):
    """Who did it: a person, or the key of a program, which has no name."""

    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class EventSchema(Schema):
    """One event of a deal's history; `seq` counts within the deal, from 1."""

    id = fields.String(required=True)
    type = EventType(required=True)
    deal_id = fields.String(required=True)
    seq = fields.Integer(required=True)
    at = Moment(required=True)
    actor = fields.Nested(ActorSchema, required=True)
    data = fields.Dict(
        required=True, metadata={"description": "What the event says; terms by their SHA-256"}
    )


class LicenseEventSchema(Schema):
    """One event of a license's history; `seq` counts within the license, from 1."""

    id = fields.String(required=True)
    type = LicenseEventType(required=True)
    license_id = fields.String(required=True)
    seq = fields.Integer(required=True)
    at = Moment(required=True)
    actor = fields.Nested(ActorSchema, required=True)
    data = fields.Dict(
        required=True, metadata={"description": "What the event says; terms by their SHA-256"}
    )


class HappenedSchema(Schema):
    """An event of a deal or of a license, each counted within its own history by `seq`, from 1."""

    id = fields.String(required=True)
    type = AnyEventType(required=True)
    deal_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Null for an event of a license"}
    )
    license_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Null for an event of a deal"}
    )
    seq = fields.Integer(required=True)
    at = Moment(required=True)
    actor = fields.Nested(ActorSchema, required=True)
    data = fields.Dict(
        required=True, metadata={"description": "What the event says; terms by their SHA-256"}
    )


HappenedListSchema = listed(HappenedSchema)
EventListSchema = listed(EventSchema)
LicenseEventListSchema = listed(LicenseEventSchema)

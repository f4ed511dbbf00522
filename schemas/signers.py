"""Who signs a contract: named by a request, and shown with how far each is."""

from typing import Any, Final

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, OurCode, PaginationSchema
from schemas.build import ValueSchema
from schemas.fields import CodeField, SafeText, WholeNumber
from schemas.members import EMAIL, NAME
from schemas.several import Several
from service.domain.seats import MOST_TURNS, Seat
from service.domain.signers import Settled, SignerRole
from service.domain.signing_events import Somebody
from service.domain.terms.bounds import Code, Items, Text, between
from service.domain.terms.parties import Side
from service.domain.terms.signing import SigningOrder

MOST_SIGNERS: Final = 100
_BLOCK: Final = Text(20)


class SomebodyDocument(ValueSchema):
    """A person who is to sign."""

    made_from = Somebody
    name = SafeText(NAME, required=True)
    title = SafeText(NAME, required=True)
    email = CodeField(Code.EMAIL, EMAIL, required=True)


def _seat(*, block: str, turn: int | None, **who: str) -> Seat:
    return Seat(block=block, who=Somebody(**who), turn=turn)


class SeatDocument(SomebodyDocument):
    """A person for a block of the signature page."""

    made_from: Any = staticmethod(_seat)
    block = SafeText(
        _BLOCK,
        required=True,
        metadata={"description": "The id of a block, such as sig_1, as `blocks` lists them"},
    )
    turn = WholeNumber(
        between(1, MOST_TURNS),
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Whose turn is lower signs first, whose is equal at the same time; null "
            "for the one that follows from the agreed order"
        },
    )


class SignersDocument(ValueSchema):
    """Everybody who signs, in place of all who were named before."""

    made_from = dict
    signers: Any = Several(fields.Nested(SeatDocument), tuple, Items(MOST_SIGNERS), required=True)


class BlockSchema(Schema):
    """A place on the signature page; somebody must sign for each."""

    id = fields.String(required=True)
    role = OurCode(SignerRole, required=True)
    party = fields.String(required=True)
    side = OurCode(Side, required=True)


class ReassignmentSchema(Schema):
    """A proposal that somebody else signs."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    email = fields.String(required=True)
    notice_email = fields.String(
        required=True, metadata={"description": "Where the party is asked whether that is right"}
    )
    proposed_at = Moment(required=True)
    state = OurCode(Settled, required=True)


class SignerSchema(Schema):
    """A person who signs; the link by which they do is never told."""

    id = fields.String(required=True)
    contract_id = fields.String(required=True)
    block = fields.String(required=True)
    role = OurCode(SignerRole, required=True)
    party = fields.String(required=True)
    side = OurCode(Side, required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    email = fields.String(required=True)
    turn = fields.Integer(required=True)
    on_turn = fields.Boolean(
        required=True, metadata={"description": "Whether their signature is waited for now"}
    )
    sent_at = Moment(required=True, allow_none=True)
    opened_at = Moment(required=True, allow_none=True)
    signed_at = Moment(required=True, allow_none=True)
    declined_at = Moment(required=True, allow_none=True)
    decline_reason = fields.String(required=True, allow_none=True)
    reminded_at = Moment(required=True, allow_none=True)
    remind_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "When the next reminder goes out by itself"},
    )
    ended_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "Since when somebody else signs instead"},
    )
    took_over_from = fields.String(required=True, allow_none=True)
    reassignments = fields.List(fields.Nested(ReassignmentSchema), required=True)
    links = fields.Nested(LinksSchema, required=True)


class SignerListSchema(Schema):
    order = OurCode(SigningOrder, required=True, metadata={"description": "As it was agreed"})
    blocks = fields.List(fields.Nested(BlockSchema), required=True)
    data = fields.List(fields.Nested(SignerSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)
    links = fields.Nested(LinksSchema, required=True)

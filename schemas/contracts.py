"""Contracts as the API gives them: how far each is, and its files."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, NotBinding, OurCode, PaginationSchema
from schemas.fields import Day
from service.domain.drawing_up import ContractStatus
from service.domain.sealing import SealLevel
from service.domain.signers import CopyState
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel, SigningOrder


class DocumentSchema(Schema):
    """One file of a contract."""

    name = fields.String(required=True)
    media_type = fields.String(required=True)
    sha256 = fields.String(required=True)
    href = fields.String(required=True)


class ContractRowSchema(Schema):
    """A contract as lists show it."""

    id = fields.String(required=True)
    deal_id = fields.String(required=True)
    offer_id = fields.String(required=True, metadata={"description": "The offer that was accepted"})
    status = OurCode(ContractStatus, required=True)
    fault = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Why it could not be drawn up or sealed, or what its seal lacks; it is tried again"
        },
    )
    binding = fields.Boolean(
        required=True, metadata={"description": "True once every signer has signed"}
    )
    sent_at = Moment(required=True, allow_none=True)
    formed_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "When the last one signed: from then on nobody undoes it"},
    )
    executed_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "When the sealed file was there"},
    )
    void_reason = fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class SigningStateSchema(Schema):
    """How a contract is signed; `ink` where it is on paper, or by a certificate of the signer's own."""

    level = OurCode(SignatureLevel, required=True)
    order = OurCode(SigningOrder, required=True)
    ink = fields.Boolean(required=True)
    document_sha256 = fields.String(
        required=True, metadata={"description": "Of the exact PDF that the signers are shown"}
    )
    timezone = fields.String(required=True)
    complete_by = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day to sign"}
    )
    ends_at = Moment(required=True, allow_none=True)
    starts_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day of a period that starts on a fixed one"},
    )
    start_confirmed = fields.Boolean(
        required=True,
        metadata={"description": "Whether we said that a start in the past is meant"},
    )


class CopySchema(Schema):
    """A copy that was signed in ink, or by certificates of the signers' own."""

    id = fields.String(required=True)
    sha256 = fields.String(required=True)
    signed_on = fields.Date(required=True)
    given_by = OurCode(
        Side,
        required=True,
        allow_none=True,
        metadata={"description": "The side that gave it; null for an intermediary"},
    )
    given_at = Moment(required=True)
    state = OurCode(CopyState, required=True)
    reason = fields.String(required=True, allow_none=True)
    href = fields.String(required=True)
    links = fields.Nested(LinksSchema, required=True)


class CopyQuery(Schema):
    """Beside the file itself."""

    signed_on = Day(required=True, metadata={"description": "The day on which the last one signed"})


class ContractSchema(ContractRowSchema):
    """A contract drawn up from the offer that was accepted."""

    version = fields.Integer(
        required=True, metadata={"description": "Of its deal, which moves with it"}
    )
    not_binding = fields.String(
        required=True, metadata={"description": "Why it binds nobody yet; empty once it does"}
    )
    seal_level = OurCode(SealLevel, required=True, allow_none=True)
    signing = fields.Nested(
        SigningStateSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null until it is drawn up"},
    )
    text_sha256 = fields.String(
        required=True, metadata={"description": "Of the contract's text, as it was accepted"}
    )
    documents = fields.List(
        fields.Nested(DocumentSchema),
        required=True,
        metadata={"description": "What there is by now; terms.json stands from the beginning"},
    )
    copies = fields.List(
        fields.Nested(CopySchema),
        required=True,
        metadata={"description": "Where it is signed in ink: what was given as the signed copy"},
    )
    links = fields.Nested(LinksSchema, required=True)


class ContractListSchema(NotBinding):
    """A list binds nobody; each row says of its own contract whether it does."""

    data = fields.List(fields.Nested(ContractRowSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)

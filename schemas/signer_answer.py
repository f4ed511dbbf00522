"""A contract as somebody with a signing link gets it."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, OurCode
from schemas.fields import Choice, Day
from service.domain.drawing_up import ContractStatus
from service.domain.signers import CopyState, Settled, SignerRole
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel, SigningOrder


class KeyTermSchema(Schema):
    label = fields.String(required=True)
    words = fields.List(fields.String(), required=True)


class SummaryLineSchema(Schema):
    """`bookmark` is the place of the contract that the line is taken from."""

    about = fields.String(required=True)
    terms = fields.List(fields.Nested(KeyTermSchema), required=True)
    bookmark = fields.String(required=True)


class SummarySchema(Schema):
    """What is signed, in a few lines. `sha256` is of its canonical JSON without itself."""

    label = fields.String(required=True)
    party = fields.String(required=True)
    lines = fields.List(fields.Nested(SummaryLineSchema), required=True)
    duties = fields.List(fields.Nested(SummaryLineSchema), required=True)
    sha256 = fields.String(required=True)


class StatementSchema(Schema):
    """What a signature agrees to; `sha256` is of `text` in UTF-8."""

    version = fields.String(required=True)
    heading = fields.String(required=True)
    text = fields.String(required=True)
    sha256 = fields.String(required=True)


class OtherSignerSchema(Schema):
    """Anybody who signs; `you` is whoever reads it."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    party = fields.String(required=True)
    role: Choice[SignerRole] = Choice(SignerRole, required=True)
    side: Choice[Side] = Choice(Side, required=True)
    turn = fields.Integer(required=True)
    you = fields.Boolean(required=True)
    signed_at = Moment(required=True, allow_none=True)
    declined_at = Moment(required=True, allow_none=True)
    decline_reason = fields.String(required=True, allow_none=True)


class SignerSelfSchema(OtherSignerSchema):
    id = fields.String(required=True)
    email = fields.String(required=True)
    sent_at = Moment(required=True, allow_none=True)
    opened_at = Moment(required=True, allow_none=True)


class ProposalSchema(Schema):
    """Who is to sign instead, and the address that is asked about it."""

    name = fields.String(required=True, attribute="who.name")
    title = fields.String(required=True, attribute="who.title")
    email = fields.String(required=True, attribute="who.email")
    notice_email = fields.String(required=True)
    at = Moment(required=True)
    state: Choice[Settled] = Choice(Settled, required=True)


class CopySchema(Schema):
    """A signed copy of a contract in ink; `side` gave it, null for whoever sent the contract."""

    id = fields.String(required=True)
    sha256 = fields.String(required=True)
    signed_on = Day(required=True)
    side: Choice[Side] = Choice(Side, required=True, allow_none=True)
    at = Moment(required=True)
    state: Choice[CopyState] = Choice(CopyState, required=True)
    reason = fields.String(required=True, allow_none=True)
    href = fields.String(required=True)


class SignerLinksSchema(LinksSchema):
    """Where the files are; the sealed ones are null until the contract is executed."""

    document = fields.String(required=True)
    terms = fields.String(required=True)
    sealed = fields.String(required=True, allow_none=True)
    certificate = fields.String(required=True, allow_none=True)


class ToSignSchema(Schema):
    """`document_sha256` is of the PDF to be signed; `binding` is true once everybody has signed."""

    contract_id = fields.String(required=True)
    status = OurCode(ContractStatus, required=True)
    binding = fields.Boolean(required=True)
    expired = fields.Boolean(required=True)
    sent_by = fields.String(required=True)
    signer = fields.Nested(SignerSelfSchema, required=True)
    signers = fields.List(fields.Nested(OtherSignerSchema), required=True)
    order: Choice[SigningOrder] = Choice(SigningOrder, required=True)
    level: Choice[SignatureLevel] = Choice(SignatureLevel, required=True)
    ink = fields.Boolean(required=True)
    zone = fields.String(required=True)
    ends_at = Moment(required=True, allow_none=True)
    formed_at = Moment(required=True, allow_none=True)
    executed_at = Moment(required=True, allow_none=True)
    void_reason = fields.String(required=True, allow_none=True)
    document_sha256 = fields.String(required=True)
    terms_sha256 = fields.String(required=True)
    text_sha256 = fields.String(required=True)
    sealed_sha256 = fields.String(required=True, allow_none=True)
    summary = fields.Nested(SummarySchema, required=True)
    consent = fields.Nested(StatementSchema, required=True)
    intent = fields.Nested(StatementSchema, required=True)
    signature = fields.String(
        required=True, metadata={"description": "What a signature here is, and what it is not"}
    )
    proposal = fields.Nested(ProposalSchema, required=True, allow_none=True)
    copies = fields.List(fields.Nested(CopySchema), required=True)
    links = fields.Nested(SignerLinksSchema, required=True)

"""A deal as somebody with a personal link gets it."""

from marshmallow import Schema, fields

from schemas.answers import Amount, LinksSchema, Moment, NotBinding
from schemas.build import schema_of
from schemas.deal_answer import Written
from schemas.fields import Choice
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.terms import Terms
from service.domain.terms.parties import Side


class OfferLinksSchema(Schema):
    """Where the papers of an offer are, and what it changed since the one before: null for the first."""

    terms = fields.String(required=True)
    pdf = fields.String(required=True)
    docx = fields.String(required=True)
    differences = fields.String(required=True, allow_none=True)
    redline = fields.String(required=True, allow_none=True)


class PartyOfferSchema(Schema):
    """One offer; `terms` are the very terms that its digest is of."""

    id = fields.String(required=True)
    number = fields.Integer(required=True)
    side: Choice[Side] = Choice(Side, required=True)
    terms = Written(schema_of(Terms), required=True)
    terms_sha256 = fields.String(required=True)
    text_sha256 = fields.String(required=True)
    message = fields.String(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    made_at = Moment(required=True)
    committed = fields.List(Amount(), required=True)
    links = fields.Nested(OfferLinksSchema, required=True)


class PartyCommentSchema(Schema):
    id = fields.String(required=True)
    side: Choice[Side] = Choice(Side, required=True, allow_none=True)
    by = fields.String(required=True, attribute="by_name")
    at = Moment(required=True)
    clause = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


class EndedSchema(Schema):
    """Which side ended the deal (null: whoever runs it for both), when, and why."""

    side: Choice[Side] = Choice(Side, required=True, allow_none=True)
    at = Moment(required=True)
    reason = fields.String(required=True, allow_none=True)


class PartyDealSchema(NotBinding):
    """`waits_for` is the side that answers; `offers` begins with the first, `offer` is the last.

    `license` is where the license is that the deal led to.
    """

    id = fields.String(required=True)
    side: Choice[Side] = Choice(Side, required=True)
    status: Choice[Status] = Choice(Status, required=True)
    waits_for: Choice[Side] = Choice(Side, required=True, allow_none=True)
    expired = fields.Boolean(required=True)
    family = fields.String(required=True)
    licensors = fields.List(fields.String(), required=True)
    licensee = fields.String(required=True)
    offer = fields.Nested(PartyOfferSchema, required=True)
    offers = fields.List(fields.Nested(PartyOfferSchema), required=True)
    comments = fields.List(fields.Nested(PartyCommentSchema), required=True)
    ended = fields.Nested(EndedSchema, required=True, allow_none=True)
    contract: Choice[ContractStatus] = Choice(ContractStatus, required=True, allow_none=True)
    license = fields.String(required=True, allow_none=True)
    links = fields.Nested(LinksSchema, required=True)

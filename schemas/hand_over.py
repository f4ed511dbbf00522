"""The question whether somebody else may sign, as the party's notice address gets it."""

from marshmallow import Schema, fields

from schemas.answers import LinksSchema, Moment, OurCode
from schemas.fields import Choice
from service.domain.drawing_up import ContractStatus
from service.domain.signers import Settled


class PersonSchema(Schema):
    name = fields.String(required=True)
    title = fields.String(required=True)
    email = fields.String(required=True)


class HandOverSchema(Schema):
    """`signer` proposes that `proposed` signs for `party` instead."""

    id = fields.String(required=True)
    state: Choice[Settled] = Choice(Settled, required=True)
    sent_by = fields.String(required=True)
    licensors = fields.List(fields.String(), required=True)
    licensee = fields.String(required=True)
    party = fields.String(required=True)
    signer = fields.Nested(PersonSchema, required=True)
    proposed = fields.Nested(PersonSchema, required=True)
    notice_email = fields.String(required=True)
    asked_at = Moment(required=True)
    contract_status = OurCode(ContractStatus, required=True)
    ends_at = Moment(required=True, allow_none=True)
    links = fields.Nested(LinksSchema, required=True)

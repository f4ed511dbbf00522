"""A deal as the API gives it."""

from typing import Any

from marshmallow import Schema, fields

from schemas.answers import Amount, LinksSchema, Moment, listed
from schemas.build import schema_of
from schemas.fields import Choice
from service.domain.deal import Approval, OurSide, Relation, Status
from service.domain.terms import Terms


class Written(fields.Nested):
    """What is JSON already: it is not written a second time."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **_: Any) -> Any:  # type: ignore[override]
        return value


_Relation: Any = schema_of(Relation)
_Terms: Any = schema_of(Terms)


class ApprovalSchema(Schema):
    """Whether the deal may leave the house; our side's alone."""

    status: Choice[Approval] = Choice(Approval, required=True)
    released = fields.List(fields.String(), required=True)
    needed = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Codes of findings that an approver must let pass"},
    )
    forbidden = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Codes of findings that nobody may let pass: the draft is kept, but "
            "cannot be agreed until its terms change"
        },
    )


class DealRowSchema(Schema):
    """A deal as lists show it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status: Choice[Status] = Choice(Status, required=True)
    title = fields.String(required=True, allow_none=True)
    external_id = fields.String(required=True, allow_none=True)
    family = fields.String(required=True)
    licensor_name = fields.String(required=True)
    licensee_name = fields.String(required=True)
    committed = Amount(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class DealSchema(Schema):
    """A deal with its terms. Until every signer has signed, nobody is bound."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status: Choice[Status] = Choice(Status, required=True)
    binding = fields.Constant(False, required=True)
    family = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    our_side: Choice[OurSide] = Choice(OurSide, required=True)
    relation = Written(_Relation, required=True, allow_none=True)
    external_id = fields.String(required=True, allow_none=True)
    metadata = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    approval = fields.Nested(ApprovalSchema, required=True)
    terms = Written(_Terms, required=True)
    terms_sha256 = fields.String(required=True)
    committed = fields.List(
        Amount(), required=True, metadata={"description": "By currency, never added across"}
    )
    contract_id = fields.String(required=True, allow_none=True)
    license_id = fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)
    links = fields.Nested(LinksSchema, required=True)


DealListSchema = listed(DealRowSchema)

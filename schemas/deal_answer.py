"""A deal as the API gives it."""

from typing import Any

from marshmallow import Schema, fields

from schemas.answers import Amount, LinksSchema, Moment, NotBinding, OurCode, listed
from schemas.build import schema_of
from schemas.fields import Choice
from service.domain.deal import Approval, OurSide, Relation, Status
from service.domain.negotiation import Turn
from service.domain.terms import Terms
from service.domain.terms.parties import Side


class WrittenTerms(fields.Nested):
    """Terms that are JSON already, as they are kept: they are not written a second time."""

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


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _waits_for() -> OurCode:
    return OurCode(
        Turn,
        required=True,
        allow_none=True,
        metadata=_said("Whose answer the offer that stands waits for; null where none stands"),
    )


class LastOfferSchema(Schema):
    """The offer that was made last."""

    id = fields.String(required=True)
    number = fields.Integer(required=True)
    side = OurCode(Side, required=True)
    terms_sha256 = fields.String(required=True, metadata=_said("Quote it to accept"))
    expires_at = Moment(required=True, allow_none=True)


class CounterpartSchema(Schema):
    """Somebody who acts for a side by a personal link; the link itself is never told."""

    id = fields.String(required=True)
    side = OurCode(Side, required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    viewed_at = Moment(
        required=True,
        allow_none=True,
        metadata=_said("When somebody last looked at it, and no program of theirs"),
    )
    revoked_at = Moment(required=True, allow_none=True)
    links = fields.Nested(LinksSchema, required=True)


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
    waits_for = _waits_for()
    expires_at = Moment(
        required=True, allow_none=True, metadata=_said("When the offer that stands ends")
    )
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class DealSchema(NotBinding):
    """A deal with its terms. Until every signer has signed, nobody is bound."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status: Choice[Status] = Choice(Status, required=True)
    family = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    our_side: Choice[OurSide] = Choice(OurSide, required=True)
    relation = fields.Nested(_Relation, required=True, allow_none=True)
    external_id = fields.String(required=True, allow_none=True)
    metadata = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    approval = fields.Nested(ApprovalSchema, required=True)
    terms = WrittenTerms(
        _Terms,
        required=True,
        metadata=_said("Our own draft, which the other side sees once it is offered"),
    )
    terms_sha256 = fields.String(required=True)
    committed = fields.List(
        Amount(),
        required=True,
        metadata=_said(
            "Of the last offer, or of the draft before; by currency, never added across"
        ),
    )
    offer = fields.Nested(LastOfferSchema, required=True, allow_none=True)
    waits_for = _waits_for()
    counterparts = fields.List(fields.Nested(CounterpartSchema), required=True)
    contract_id = fields.String(required=True, allow_none=True)
    license_id = fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)
    links = fields.Nested(LinksSchema, required=True)


DealListSchema = listed(DealRowSchema)

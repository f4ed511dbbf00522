"""Deliveries of a license as the API takes and gives them: counts by line, and what became of them."""

from decimal import Decimal
from typing import Any, Final

from marshmallow import Schema, fields

from schemas.answers import Figure, LinksSchema, OurCode, PaginationSchema
from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import CodeField, Day, ExactDecimal, SafeText, Switch, WholeNumber
from schemas.several import Several
from service.domain.deliveries.batch import BatchStatus
from service.domain.deliveries.events import Outcome, Quantity, Rejection
from service.domain.terms.bounds import Code, Items, Text, between
from service.domain.terms.materials import Unit

_ID: Final = Text(64)
_SHA256: Final = Text(64)
_MOST: Final = Items(200)
_PLACES: Final = 4
_COUNT: Final = between(0, 10**14)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _line() -> SafeText:
    return SafeText(_ID, required=True, metadata=_said("The id of a line of the materials"))


def _quantity(**more: Any) -> ExactDecimal:
    return ExactDecimal(between(0, 10**14, above=True), _PLACES, **more)


def _day(words: str) -> Day:
    return Day(load_default=None, allow_none=True, metadata=_said(words))


class QuantityDocument(ValueSchema):
    """So much of a line, in its unit."""

    made_from = Quantity
    line = _line()
    quantity = _quantity(required=True)
    last = Switch(load_default=False, metadata=_said("Nothing more of this line is to come"))


def _used(*, line: str, quantity: Any) -> Quantity:
    return Quantity(line=line, quantity=quantity)


class UsedDocument(ValueSchema):
    """So much of a line, in its unit."""

    made_from: Any = staticmethod(_used)
    line = _line()
    quantity = _quantity(required=True)


class RejectionDocument(ValueSchema):
    """Items of a line that have a defect."""

    made_from = Rejection
    line = _line()
    quantity = _quantity(required=True)
    reason = SafeText(REASON, required=True, metadata=_said("The defect"))
    trained = ExactDecimal(
        _COUNT,
        _PLACES,
        load_default=Decimal(0),
        metadata=_said("On how many of them a model was trained before the defect was found"),
    )
    found_on = _day("When a defect was found that a reasonable test could not have shown")


class DeliveryDocument(ValueSchema):
    made_from = dict
    quantities: Any = Several(fields.Nested(QuantityDocument), tuple, _MOST, required=True)
    delivered_on = _day("Today in the zone of the contract, where it is left out")
    manifest_sha256 = CodeField(
        Code.SHA256,
        _SHA256,
        load_default=None,
        allow_none=True,
        metadata=_said("The digest of the list of its items"),
    )
    replaces = SafeText(
        _ID,
        load_default=None,
        allow_none=True,
        metadata=_said("The delivery whose rejected items these make good"),
    )


class UseDocument(ValueSchema):
    made_from = dict
    quantities: Any = Several(fields.Nested(UsedDocument), tuple, _MOST, required=True)


class RejectDocument(ValueSchema):
    """Items with their defects; or the whole delivery, by what a test of a sample found."""

    made_from = dict
    rejections: Any = Several(
        fields.Nested(RejectionDocument), tuple, _MOST, load_default=(), metadata=_said("By items")
    )
    tested = WholeNumber(
        between(1, 10**12),
        load_default=None,
        allow_none=True,
        metadata=_said("Of the whole: how many items the sample had"),
    )
    defective = WholeNumber(
        between(0, 10**12),
        load_default=None,
        allow_none=True,
        metadata=_said("Of the whole: how many of those had a defect"),
    )
    reason = SafeText(
        REASON, load_default=None, allow_none=True, metadata=_said("Of the whole: the defects")
    )


class WholeDocument(ValueSchema):
    """The whole delivery, by what a test of a sample found."""

    made_from = dict
    tested = WholeNumber(between(1, 10**12), required=True)
    defective = WholeNumber(between(0, 10**12), required=True)
    reason = SafeText(REASON, required=True)


class SettledItemsSchema(Schema):
    """What became of items of a line, and why."""

    quantity = Figure(required=True)
    outcome = OurCode(Outcome, required=True)
    on = fields.Date(required=True)
    reason = fields.String(required=True, allow_none=True)
    trained = Figure(
        required=True, metadata=_said("Of those rejected: on how many a model was trained already")
    )
    undoes = fields.Boolean(required=True, metadata=_said("These items had been accepted before"))


class LotSchema(Schema):
    """The items of one line in a delivery."""

    line = fields.String(required=True)
    unit = OurCode(Unit, required=True, allow_none=True)
    quantity = Figure(required=True)
    last = fields.Boolean(required=True, metadata=_said("Nothing more of this line is to come"))
    accepted = Figure(required=True)
    rejected = Figure(required=True)
    open = Figure(required=True, metadata=_said("Neither accepted nor rejected"))
    reject_by = fields.Date(
        required=True,
        allow_none=True,
        metadata=_said("The last day to reject; null until the test of the line begins"),
    )
    to_replace = Figure(required=True, metadata=_said("Rejected, and may be made good today"))
    settled = fields.List(fields.Nested(SettledItemsSchema), required=True)


class LicenseDeliverySchema(Schema):
    """One delivery under a license."""

    id = fields.String(required=True)
    license_id = fields.String(required=True)
    number = fields.Integer(required=True, metadata=_said("Within the license, from 1"))
    status = OurCode(BatchStatus, required=True)
    delivered_on = fields.Date(required=True)
    manifest_sha256 = fields.String(required=True, allow_none=True)
    replaces = fields.String(
        required=True,
        allow_none=True,
        metadata=_said("The delivery whose rejected items this one makes good"),
    )
    lots = fields.List(fields.Nested(LotSchema), required=True)
    links = fields.Nested(LinksSchema, required=True)


class LineStandSchema(Schema):
    """What was agreed of a line against what came. A replacement is delivered, too."""

    line = fields.String(required=True)
    unit = OurCode(Unit, required=True)
    agreed = Figure(required=True)
    least = Figure(required=True, metadata=_said("Below this, some of it is missing"))
    delivered = Figure(required=True)
    accepted = Figure(required=True)
    rejected = Figure(required=True)
    counted = Figure(required=True, metadata=_said("What counts for the fees"))


class DueDeliverySchema(Schema):
    """One row of the delivery schedule."""

    n = fields.Integer(required=True)
    line = fields.String(required=True)
    quantity = Figure(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    came = Figure(required=True, metadata=_said("As much of it as has come"))
    came_on = fields.Date(
        required=True,
        allow_none=True,
        metadata=_said("When no more was missing than the tolerance of the line lets be"),
    )


class LicenseDeliveryListSchema(Schema):
    """Deliveries, the newest first, with how each line and the schedule stand."""

    lines = fields.List(fields.Nested(LineStandSchema), required=True)
    schedule = fields.List(fields.Nested(DueDeliverySchema), required=True)
    data = fields.List(fields.Nested(LicenseDeliverySchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)
    links = fields.Nested(LinksSchema, required=True)

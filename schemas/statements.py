"""Statements of a license, and the reports of use and revenue that they are worked out from."""

from decimal import Decimal
from typing import Any, Final

from marshmallow import Schema, fields

from schemas.answers import Amount, Figure, InTerms, LinksSchema, OurCode, PaginationSchema
from schemas.build import ValueSchema
from schemas.fields import CodeField, Day, ExactDecimal, MoneyField, SafeText
from schemas.several import Several
from service.domain.money import Money
from service.domain.statements.account import Reported
from service.domain.terms.bounds import Code, Items, Text, between
from service.domain.terms.materials import Unit

_ID: Final = Text(64)
_CURRENCY: Final = Text(3)
_MOST: Final = Items(200)
_LARGEST: Final = between(0, 10**14)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _reported(
    *, uses: Decimal | None, base: Money | None, currency: str | None, **said: Any
) -> Reported:
    """The currency is in the amount already."""
    return Reported(uses=uses or Decimal(0), base=base, **said)


class ReportedDocument(ValueSchema):
    """What a report says of one charge: `uses` of a charge by use, `base` of a share of revenue."""

    made_from: Any = staticmethod(_reported)
    charge = SafeText(_ID, required=True, metadata=_said("The id of a charge"))
    on = Day(required=True, metadata=_said("The last day of the time that it covers"))
    uses = ExactDecimal(_LARGEST, 4, load_default=None, allow_none=True)
    base = MoneyField(_LARGEST, load_default=None, allow_none=True)
    currency = CodeField(
        Code.CURRENCY,
        _CURRENCY,
        load_default=None,
        allow_none=True,
        metadata=_said("Of the base; USD where it is left out"),
    )


class ReportsDocument(ValueSchema):
    made_from = dict
    reports: Any = Several(fields.Nested(ReportedDocument), tuple, _MOST, required=True)


class ReportSchema(Schema):
    """What was reported of one charge for the time that ends on a day."""

    charge = fields.String(required=True)
    on = fields.Date(required=True)
    uses = Figure(required=True)
    base = Amount(required=True, allow_none=True)


class ReportListSchema(Schema):
    data = fields.List(fields.Nested(ReportSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)
    links = fields.Nested(LinksSchema, required=True)


class StatementQuery(Schema):
    """Both days, or neither."""

    from_ = Day(
        data_key="from",
        load_default=None,
        allow_none=False,
        metadata=_said(
            "The first day; the last span of reporting that is over where both are left out"
        ),
    )
    to = Day(load_default=None, allow_none=False, metadata=_said("The last day"))


class StatementUnitsSchema(Schema):
    """Of one line. A replacement is delivered, too, but counts in place of what it replaces."""

    line = fields.String(required=True)
    unit = OurCode(Unit, required=True)
    delivered = Figure(required=True)
    accepted = Figure(required=True)
    rejected = Figure(required=True)
    counted = Figure(required=True)


_AS_AGREED: Final = "As agreed, before any rise"


class StatementChargeSchema(Schema):
    id = fields.String(required=True)
    pointer = InTerms(required=True, metadata=_said("Where its price stands"))
    what = fields.String(required=True)
    basis = fields.String(required=True)
    rate = Figure(required=True, allow_none=True, metadata=_said(_AS_AGREED))
    price = Amount(required=True, allow_none=True, metadata=_said(_AS_AGREED))
    pct = Figure(required=True, allow_none=True)
    price_from_on = fields.Date(
        required=True,
        allow_none=True,
        metadata=_said("The first day of this price, where an amendment made it in mid-period"),
    )
    price_until_on = fields.Date(
        required=True,
        allow_none=True,
        metadata=_said("Its last day, where an amendment changed it in mid-period"),
    )
    amount = Amount(required=True)


class PayableSchema(Schema):
    """In one currency: what fell due in these days. Below nothing it is a credit."""

    currency = fields.String(required=True)
    charges = Amount(required=True)
    premium = Amount(required=True, metadata=_said("For exclusivity"))
    advance = Amount(required=True, metadata=_said("Paid ahead"))
    recouped = Amount(required=True, metadata=_said("Worked off the advance"))
    returned = Amount(required=True, metadata=_said("Of the advance, for what did not come"))
    true_up = Amount(required=True, metadata=_said("What is missing to the minimum"))
    over_cap = Amount(required=True, metadata=_said("Above the fee cap, and not payable"))
    payable = Amount(required=True)
    counted = Amount(
        required=True, metadata=_said("What counts toward the guarantee, on the last day")
    )
    contributors = Amount(
        required=True,
        allow_none=True,
        metadata=_said("Their part of what is payable; null without a contributor split"),
    )
    licensor = Amount(required=True, allow_none=True, metadata=_said("The other part of it"))
    left = Amount(required=True, metadata=_said("Still to be reached or worked off, on that day"))


class StatementSchema(Schema):
    """What was delivered, accepted and rejected in a part of a license's period, and what it comes to."""

    license_id = fields.String(required=True)
    period = fields.Integer(
        required=True, metadata=_said("0 is the initial one, others are renewals")
    )
    from_ = fields.Date(data_key="from", required=True)
    to = fields.Date(required=True)
    provisional = fields.Boolean(
        required=True, metadata=_said("An index is not known yet, so prices may rise")
    )
    units = fields.List(fields.Nested(StatementUnitsSchema), required=True)
    charges = fields.List(fields.Nested(StatementChargeSchema), required=True)
    payable = fields.List(fields.Nested(PayableSchema), required=True)
    links = fields.Nested(LinksSchema, required=True)

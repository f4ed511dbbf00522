"""What terms come to, as the API gives it: the fee, published rates, findings, days."""

from marshmallow import Schema, fields

from schemas.answers import Amount, Figure, InTerms, OurCode
from service.domain.checks.finding import Level
from service.domain.period.entries import KeyDateKind
from service.domain.pricing.breakdown import DependsOn
from service.domain.rates import BandKind, Confidence, Standing
from service.domain.terms.materials import AssetType, Unit
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.prices import ChargeKind, DueOn, GuaranteeKind


def _said(words: str) -> dict[str, str]:
    return {"description": words}


class PricedTierSchema(Schema):
    """One tier; the amounts of all tiers add up to the line's."""

    from_ = Figure(required=True, data_key="from")
    to = Figure(required=True, allow_none=True)
    rate = Figure(required=True)
    units = Figure(required=True)
    amount = Amount(required=True)


class PricedYearSchema(Schema):
    """One contract year of a subscription that rises each year."""

    year = fields.Integer(required=True)
    months = fields.Integer(required=True)
    price = Amount(required=True)
    amount = Amount(required=True)


class FeeLineSchema(Schema):
    """One charge, and what it comes to over the initial period at the agreed volume."""

    id = fields.String(required=True)
    kind = OurCode(ChargeKind, required=True)
    pointer = InTerms(required=True, metadata=_said("Where the price stands"))
    what = fields.String(required=True)
    basis = fields.String(required=True)
    line = fields.String(
        required=True, allow_none=True, metadata=_said("The id of the line of materials")
    )
    depends_on = OurCode(DependsOn, required=True)
    amount = Amount(
        required=True, allow_none=True, metadata=_said("Null where it depends on the future")
    )
    estimate = Amount(required=True, allow_none=True, metadata=_said("In no total"))
    quantity = Figure(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    rate = Figure(required=True, allow_none=True)
    price = Amount(required=True, allow_none=True)
    pct = Figure(required=True, allow_none=True)
    tiers = fields.List(fields.Nested(PricedTierSchema), required=True)
    years = fields.List(fields.Nested(PricedYearSchema), required=True)


class PremiumSchema(Schema):
    """For exclusivity: `pct` of `on`."""

    pct = Figure(required=True)
    on = Amount(required=True)
    amount = Amount(required=True)


class GuaranteedSchema(Schema):
    """A guarantee beside the fees that count towards it."""

    kind = OurCode(GuaranteeKind, required=True)
    whole = Amount(required=True)
    counted = Amount(required=True)
    top_up = Amount(required=True)
    more_may_count = fields.Boolean(required=True)


class TotalSchema(Schema):
    """Committed in one currency: charges, premium and top-up, less what is over the cap."""

    currency = fields.String(required=True)
    charges = Amount(required=True)
    premium = Amount(required=True)
    top_up = Amount(required=True)
    over_cap = Amount(required=True)
    committed = Amount(required=True)
    at_most = Amount(required=True, allow_none=True)
    open = fields.Boolean(
        required=True, metadata=_said("Something depends on the future: committed is the least")
    )
    contributors = Amount(required=True, allow_none=True)
    licensor = Amount(required=True, allow_none=True)


class FirstPaymentSchema(Schema):
    """Payable before anything is delivered, used or earned."""

    what = fields.String(required=True)
    amount = Amount(required=True)
    on = OurCode(DueOn, required=True)
    days = fields.Integer(required=True)
    pointer = InTerms(required=True)


class BandSchema(Schema):
    """A published price per unit."""

    asset_type = OurCode(AssetType, required=True)
    unit = OurCode(Unit, required=True)
    low = Figure(required=True, allow_none=True)
    high = Figure(required=True, allow_none=True)
    currency = fields.String(required=True)
    what = fields.String(required=True)
    source = fields.String(required=True)
    date = fields.String(required=True, metadata=_said("As published, such as 2024-04"))
    confidence = OurCode(Confidence, required=True)
    kind = OurCode(BandKind, required=True)


class BandFindingSchema(Schema):
    """How a rate stands to the nearest published price; it warns, and never blocks."""

    line = fields.String(required=True)
    standing = OurCode(Standing, required=True)
    sentence = fields.String(required=True)
    rate = Figure(required=True, allow_none=True)
    band = fields.Nested(BandSchema, required=True, allow_none=True)


class FindingSchema(Schema):
    """What law and prudence say; our side's alone."""

    code = fields.String(required=True)
    level = OurCode(Level, required=True)
    pointers = fields.List(InTerms(), required=True)
    basis = fields.String(required=True)
    basis_checked = fields.Boolean(required=True)
    sentence = fields.String(required=True)
    overridable = fields.Boolean(required=True)


class KeyDateSchema(Schema):
    """A day that follows from the terms; `on` is null where it hangs on a start or an event."""

    kind = OurCode(KeyDateKind, required=True)
    rule = fields.String(required=True)
    n = fields.Integer(required=True)
    side = OurCode(Side, required=True, allow_none=True)
    method = OurCode(NoticeMethod, required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)


class QuoteSchema(Schema):
    """What terms come to. Nothing is stored, and nobody is bound."""

    lines = fields.List(fields.Nested(FeeLineSchema), required=True)
    premiums = fields.List(fields.Nested(PremiumSchema), required=True)
    guaranteed = fields.Nested(GuaranteedSchema, required=True, allow_none=True)
    totals = fields.List(
        fields.Nested(TotalSchema), required=True, metadata=_said("By currency, never added across")
    )
    first_payments = fields.List(fields.Nested(FirstPaymentSchema), required=True)
    bands = fields.List(fields.Nested(BandFindingSchema), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    key_dates = fields.List(fields.Nested(KeyDateSchema), required=True)

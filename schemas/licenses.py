"""Licenses as the API gives them: how each stands, its dates, and what people do about those."""

from typing import Any

from marshmallow import Schema, fields

from schemas.answers import Amount, LinksSchema, Moment, OurCode, listed
from schemas.build import ValueSchema, schema_of
from schemas.deal_answer import Written
from schemas.deal_moves import REASON
from schemas.fields import SafeText
from service.domain.deal import OurSide, RelationKind
from service.domain.deal import Status as DealStatus
from service.domain.licenses.key_dates import DateState, LicenseDateKind
from service.domain.licenses.key_facts import KeyFacts
from service.domain.licenses.parts import (
    Cause,
    Ground,
    NoticeKind,
    NoticeState,
    Reason,
    Scope,
    Status,
    SuspendedFor,
)
from service.domain.licenses.renewing import Outcome
from service.domain.period.entries import KeyDateKind
from service.domain.terms import Terms
from service.domain.terms.bounds import Text
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalPriceMode

_Terms: Any = schema_of(Terms)
_Facts: Any = schema_of(KeyFacts)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _day(words: str = "") -> fields.Date:
    """One that may not be there."""
    return fields.Date(required=True, allow_none=True, metadata=_said(words) if words else {})


def _text(words: str = "") -> fields.String:
    return fields.String(required=True, allow_none=True, metadata=_said(words) if words else {})


class LicenseRowSchema(Schema):
    """A license as lists show it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status = OurCode(Status, required=True)
    deal_id = _text("The deal whose execution made it; null where it was signed elsewhere")
    contract_id = _text()
    title = _text()
    external_id = _text()
    our_side = OurCode(OurSide, required=True)
    licensor_name = fields.String(required=True)
    licensee_name = fields.String(required=True)
    committed = Amount(required=True)
    starts_on = fields.Date(
        required=True,
        metadata=_said("From which every period is counted; no amendment moves it"),
    )
    last_day = _day("Of the period that runs; null without a fixed end")
    ends_on = _day("The last day of the license, once it is known")
    renewed = fields.Integer(required=True, metadata=_said("How often it has renewed"))
    timezone = fields.String(required=True)
    next_on = _day("The next of its key dates, counted in UTC")
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


class LicensePeriodSchema(Schema):
    """The initial period (`n` 0) or a renewal."""

    n = fields.Integer(required=True)
    first_day = fields.Date(required=True)
    last_day = _day("Null without a fixed end")
    cause = OurCode(Cause, required=True)
    rises = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata=_said("Percentages by which prices rose up to it; null while they are not known"),
    )


class LicenseNoticeSchema(Schema):
    """A notice that one side gave the other."""

    id = fields.String(required=True)
    kind = OurCode(NoticeKind, required=True)
    side = OurCode(Side, required=True, metadata=_said("Which gave it"))
    method = OurCode(NoticeMethod, required=True)
    sent_on = fields.Date(required=True)
    counts_on = fields.Date(
        required=True, metadata=_said("The day of receipt that the contract gives it")
    )
    grounds = fields.String(required=True)
    effective_on = _day()
    ground = OurCode(Ground, required=True, allow_none=True)
    about = _text("The notice that it answers or rests on")
    n = fields.Integer(
        required=True,
        allow_none=True,
        metadata=_said("The renewal that it stops or brings about"),
    )
    tracking = _text()
    evidence_sha256 = _text()
    state = OurCode(NoticeState, required=True)
    settled_on = _day()
    detail = _text()
    cure_ends_on = _day("The last day to cure a breach")
    paused_on = _day()
    cured_on = _day()
    recorded = fields.Boolean(
        required=True, metadata=_said("Whether we wrote down what the other side sent us")
    )


class LicenseEndSchema(Schema):
    """The last day of a license."""

    on = fields.Date(required=True)
    reason = OurCode(Reason, required=True)
    notice_id = _text("The notice that brings it about")
    n = fields.Integer(
        required=True, allow_none=True, metadata=_said("The renewal that does not come about")
    )


class LicenseSuspensionSchema(Schema):
    """What rests, since when, and who says so."""

    since = fields.Date(required=True)
    side = OurCode(Side, required=True)
    scope = OurCode(Scope, required=True)
    grounds = fields.String(required=True)
    notice_id = _text()
    ground = OurCode(SuspendedFor, required=True, allow_none=True)


class LicenseSilenceSchema(Schema):
    """What happens if nobody does anything more."""

    outcome = OurCode(Outcome, required=True)
    on = _day("The last day before that")
    n = fields.Integer(
        required=True, allow_none=True, metadata=_said("The renewal that comes about")
    )


class RenewalPriceLineSchema(Schema):
    """A price that renewals move, in major units: per unit, or for each time of a subscription."""

    id = fields.String(required=True)
    what = fields.String(required=True)
    basis = fields.String(required=True)
    currency = fields.String(required=True)
    before = fields.Decimal(
        as_string=True, required=True, allow_none=True, metadata=_said("In the period that runs")
    )
    now = fields.Decimal(
        as_string=True,
        required=True,
        allow_none=True,
        metadata=_said("In the renewal; null while it is not known"),
    )


class RenewalFeeStatementSchema(Schema):
    """What the prices come to in the renewal that comes next."""

    n = fields.Integer(required=True)
    mode = OurCode(RenewalPriceMode, required=True)
    rises = fields.List(
        fields.Decimal(as_string=True),
        required=True,
        allow_none=True,
        metadata=_said("In percent since the prices in the terms; null while they are not known"),
    )
    lines = fields.List(fields.Nested(RenewalPriceLineSchema), required=True)


class LicenseDealSchema(Schema):
    """A deal that renews, amends, adds to or replaces the license."""

    id = fields.String(required=True)
    kind = OurCode(RelationKind, required=True)
    status = OurCode(DealStatus, required=True)


class LicenseSchema(LicenseRowSchema):
    """A license, as it stands now."""

    metadata = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    document_sha256 = _text("Of the signed file")
    signed_on = _day("The day of the last signature, where it was signed elsewhere or in ink")
    terms = Written(
        _Terms,
        required=True,
        allow_none=True,
        metadata=_said("As amended; null where only `facts` are known"),
    )
    facts = Written(
        _Facts,
        required=True,
        allow_none=True,
        metadata=_said("All that is known of a license whose terms nobody entered"),
    )
    terms_sha256 = fields.String(required=True)
    periods = fields.List(fields.Nested(LicensePeriodSchema), required=True)
    notices = fields.List(fields.Nested(LicenseNoticeSchema), required=True)
    end = fields.Nested(
        LicenseEndSchema,
        required=True,
        allow_none=True,
        metadata=_said("Once it is known; afterwards, how it ended"),
    )
    use_ends_on = _day("The last day of use after the end")
    suspension = fields.Nested(LicenseSuspensionSchema, required=True, allow_none=True)
    silence = fields.Nested(
        LicenseSilenceSchema,
        required=True,
        allow_none=True,
        metadata=_said("Null once the license has ended"),
    )
    fee_statement = fields.Nested(
        RenewalFeeStatementSchema,
        required=True,
        allow_none=True,
        metadata=_said("Of the next renewal; null where none can come, or prices are not known"),
    )
    deals = fields.List(
        fields.Nested(LicenseDealSchema),
        required=True,
        metadata=_said("About this license, the newest first"),
    )
    links = fields.Nested(LinksSchema, required=True)


class LicenseDateSchema(Schema):
    """A key date of a license: a duty of somebody, or a day that comes by itself."""

    id = fields.String(required=True)
    license_id = fields.String(required=True)
    kind = OurCode((*KeyDateKind, *LicenseDateKind), required=True)
    n = fields.Integer(
        required=True,
        metadata=_said(
            "The renewal that it is about (0: the initial period), or which of its kind"
        ),
    )
    side = OurCode(
        Side,
        required=True,
        allow_none=True,
        metadata=_said("Who owes it or may give the notice; null is both or neither"),
    )
    method = OurCode(NoticeMethod, required=True, allow_none=True)
    on = fields.Date(required=True, metadata=_said("In the zone of the contract"))
    rule = fields.String(required=True, metadata=_said("What it follows from, in words"))
    duty = fields.Boolean(required=True)
    state = OurCode(DateState, required=True)
    settled_on = _day()
    settled_by = _text("The person or the key that said so")
    note = _text("What was done, or why it was waived")
    links = fields.Nested(LinksSchema, required=True)


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class DoneDocument(_Plain):
    note = SafeText(REASON, required=True)


class NoteQuery(_Plain):
    note = SafeText(
        Text(500), required=True, metadata=_said("What was done, beside the file in the body")
    )


LicenseListSchema = listed(LicenseRowSchema)
LicenseDateListSchema = listed(LicenseDateSchema)

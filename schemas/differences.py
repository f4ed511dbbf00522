"""What changed from one offer to another, as the API gives it."""

from marshmallow import Schema, fields

from schemas.answers import Amount, InTerms, NotBinding, OurCode
from schemas.fields import SafeText
from service.domain.period.entries import KeyDateKind
from service.domain.pricing.differences import Cause
from service.domain.terms.bounds import Text
from service.domain.terms.differences import DifferenceKind
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side


def _said(words: str) -> dict[str, str]:
    return {"description": words}


def _words() -> fields.List[str]:
    return fields.List(fields.String(), required=True, metadata=_said("A paragraph each"))


_SIGNED = "Negative where the fee falls"


class FromQuery(Schema):
    from_ = SafeText(
        Text(64),
        required=True,
        data_key="from",
        metadata=_said("The id of another offer of the same deal"),
    )


class ChangedTermSchema(Schema):
    """One changed value, or one entry of a list that came or went, as JSON says it."""

    path = InTerms(required=True, metadata=_said("Of what was removed, into the terms before"))
    kind = OurCode(DifferenceKind, required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class ChangeSchema(Schema):
    """One row or cell of the contract that says something else."""

    group = fields.String(required=True, metadata=_said("The heading of the Key Terms"))
    label = fields.String(required=True)
    kind = fields.String(
        required=True,
        metadata=_said("changed, added, removed, moved; or follows: from what changed elsewhere"),
    )
    paths = fields.List(InTerms(), required=True)
    words = fields.String(required=True, metadata=_said("The change in a few words"))
    before = _words()
    after = _words()
    money_effect = fields.List(
        Amount(),
        required=True,
        metadata=_said(f"By currency. {_SIGNED}; empty where it costs nothing"),
    )
    toward = OurCode(
        Side,
        required=True,
        allow_none=True,
        metadata=_said("The side that it favors; null where nothing is known to favor one"),
    )


class FeeDifferenceSchema(Schema):
    """What is committed in one currency."""

    currency = fields.String(required=True)
    before = Amount(required=True)
    after = Amount(required=True)
    difference = Amount(
        required=True,
        allow_none=True,
        metadata=_said(f"{_SIGNED}. Null where the deal changed its currency"),
    )
    open = fields.Boolean(required=True, metadata=_said("More may fall due after the change"))


class ReasonSchema(Schema):
    """One reason why the fee differs."""

    cause = OurCode(Cause, required=True)
    what = fields.String(
        required=True, metadata=_said("The id of the charge; empty where it is none")
    )
    words = fields.String(required=True)
    effect = Amount(required=True, metadata=_said(_SIGNED))


class MoneyDifferencesSchema(Schema):
    """Totals by currency; the reasons add up to their differences exactly."""

    totals = fields.List(fields.Nested(FeeDifferenceSchema), required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)


class PositionChangeSchema(Schema):
    """A clause that reads otherwise."""

    clause = fields.String(required=True)
    number = fields.String(required=True, metadata=_said("Of its section"))
    heading = fields.String(required=True)
    before = _words()
    after = _words()
    toward = OurCode(Side, required=True, allow_none=True)


class FallsOnSchema(Schema):
    """A rule in words, and the day it falls on where that is known."""

    rule = fields.String(required=True)
    on = fields.Date(required=True, allow_none=True)


class MovedDateSchema(Schema):
    """A key date that moved, came or went; `days` is how many days later it is."""

    kind = OurCode(KeyDateKind, required=True)
    n = fields.Integer(required=True)
    side = OurCode(Side, required=True, allow_none=True)
    method = OurCode(NoticeMethod, required=True, allow_none=True)
    before = fields.Nested(FallsOnSchema, required=True, allow_none=True)
    after = fields.Nested(FallsOnSchema, required=True, allow_none=True)
    days = fields.Integer(required=True, allow_none=True)


class DifferencesSchema(NotBinding):
    """What the later offer says otherwise, in words, in money and in days."""

    from_ = fields.String(required=True, data_key="from")
    to = fields.String(required=True)
    summary = fields.String(required=True, metadata=_said("One sentence, with figures of the deal"))
    changes = fields.List(
        fields.Nested(ChangeSchema), required=True, metadata=_said("In the order of the contract")
    )
    terms = fields.List(fields.Nested(ChangedTermSchema), required=True)
    money = fields.Nested(MoneyDifferencesSchema, required=True)
    positions = fields.List(fields.Nested(PositionChangeSchema), required=True)
    dates = fields.List(fields.Nested(MovedDateSchema), required=True)

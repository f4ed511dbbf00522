"""A license behind a personal link, and the notices that are given there."""

from typing import Any

from marshmallow import Schema, fields

from schemas.answers import LinksSchema
from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import Choice, SafeText
from schemas.licenses import (
    LicenseEndSchema,
    LicensePeriodSchema,
    LicenseSilenceSchema,
    LicenseSuspensionSchema,
)
from schemas.party_moves import ID, BlankOrDay
from schemas.several import Several
from schemas.signer_moves import CODE, DIGEST
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.licenses.parts import Ground, NoticeKind, NoticeState, Status, WithdrawalReason
from service.domain.licenses.withdrawing import LONGEST_WORK, MOST_WORKS
from service.domain.period.entries import KeyDateKind
from service.domain.terms.bounds import Items, Text
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side


class PartyNoticeSchema(Schema):
    """A notice that either side gave the other."""

    id = fields.String(required=True)
    kind: Choice[NoticeKind] = Choice(NoticeKind, required=True)
    side: Choice[Side] = Choice(Side, required=True)
    method: Choice[NoticeMethod] = Choice(NoticeMethod, required=True)
    sent_on = fields.Date(required=True)
    counts_on = fields.Date(required=True)
    state: Choice[NoticeState] = Choice(NoticeState, required=True)
    grounds = fields.String(required=True)
    ground: Choice[Ground] = Choice(Ground, required=True, allow_none=True)
    effective_on = fields.Date(required=True, allow_none=True)
    about = fields.String(required=True, allow_none=True)
    works = fields.List(fields.String(), required=True)
    reason: Choice[WithdrawalReason] = Choice(WithdrawalReason, required=True, allow_none=True)
    n = fields.Integer(required=True, allow_none=True)
    cure_ends_on = fields.Date(required=True, allow_none=True)
    paused_on = fields.Date(required=True, allow_none=True)
    cured_on = fields.Date(required=True, allow_none=True)
    links = fields.Nested(LinksSchema, required=True)


class PartyDateSchema(Schema):
    """A day that the contract gives, in its zone; null `side` is both or neither."""

    kind: Choice[Any] = Choice((*KeyDateKind, *LicenseDateKind), required=True)
    n = fields.Integer(required=True)
    side: Choice[Side] = Choice(Side, required=True, allow_none=True)
    method: Choice[NoticeMethod] = Choice(NoticeMethod, required=True, allow_none=True)
    on = fields.Date(required=True)
    rule = fields.String(required=True)
    duty = fields.Boolean(required=True)


class ChoiceSchema(Schema):
    """A kind of notice that the contract lets this side give; `why_not` where it cannot be now."""

    kind: Choice[NoticeKind] = Choice(NoticeKind, required=True)
    why_not = fields.String(required=True, allow_none=True)


class PostSchema(Schema):
    """A postal address."""

    street = fields.String(required=True)
    city = fields.String(required=True)
    region = fields.String(required=True, allow_none=True)
    postcode = fields.String(required=True, allow_none=True)
    country = fields.String(required=True)


class ReachedSchema(Schema):
    """Where a party of the other side gets notices; null where that is not known here."""

    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    post = fields.Nested(PostSchema, required=True, allow_none=True)


class PartyLicenseSchema(Schema):
    """`side` is the reader's; `choices` are the notices that it may give by this link.

    `document` is where the sealed file is, null where it was not sealed here; `facts_only` says that
    only some facts are known here, and the contract may say more.
    """

    id = fields.String(required=True)
    side: Choice[Side] = Choice(Side, required=True)
    licensors = fields.List(fields.String(), required=True)
    licensee = fields.String(required=True)
    status: Choice[Status] = Choice(Status, required=True)
    starts_on = fields.Date(required=True)
    timezone = fields.String(required=True, attribute="zone")
    periods = fields.List(fields.Nested(LicensePeriodSchema), required=True)
    silence = fields.Nested(LicenseSilenceSchema, required=True, allow_none=True)
    end = fields.Nested(LicenseEndSchema, required=True, allow_none=True)
    use_ends_on = fields.Date(required=True, allow_none=True)
    suspension = fields.Nested(LicenseSuspensionSchema, required=True, allow_none=True)
    key_dates = fields.List(fields.Nested(PartyDateSchema), required=True, attribute="dates")
    notice_days = fields.List(fields.Nested(PartyDateSchema), required=True)
    notices = fields.List(fields.Nested(PartyNoticeSchema), required=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    reached = fields.List(fields.Nested(ReachedSchema), required=True)
    document_sha256 = fields.String(required=True, allow_none=True)
    document = fields.String(required=True, allow_none=True)
    facts_only = fields.Boolean(required=True)
    links = fields.Nested(LinksSchema, required=True)


class BringsSchema(Schema):
    """What a notice would do; `seen` goes with it, so that nothing else is given than was shown."""

    kind: Choice[NoticeKind] = Choice(NoticeKind, required=True)
    sent_on = fields.Date(required=True)
    counts_on = fields.Date(required=True)
    n = fields.Integer(required=True, allow_none=True)
    effective_on = fields.Date(required=True, allow_none=True)
    cure_ends_on = fields.Date(required=True, allow_none=True)
    end_without = fields.Nested(LicenseEndSchema, required=True, allow_none=True)
    end = fields.Nested(LicenseEndSchema, required=True, allow_none=True)
    seen = fields.String(required=True)


class BlankOrChoice(Choice[Any]):
    """A list of which nothing was chosen sends a blank."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return None if value == "" else super()._deserialize(value, *args, **kwargs)


class _Plain(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict


class _Lines(Several):
    """A text area sends all of its lines as one entry."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        entries = value if isinstance(value, list) else ()
        if not entries or not all(isinstance(each, str) for each in entries):
            return super()._deserialize(value, *args, **kwargs)
        lines = [line for each in entries for line in each.splitlines() if line.strip()]
        return super()._deserialize(lines, *args, **kwargs)


class WrittenNoticeDocument(_Plain):
    """`seen` is what the review gave; `code` is from the letter that was asked for."""

    kind: Choice[NoticeKind] = Choice(NoticeKind, required=True)
    grounds = SafeText(REASON, load_default=None, allow_none=True)
    effective_on: Any = BlankOrDay(load_default=None, allow_none=True)
    ground: Any = BlankOrChoice(Ground, load_default=None, allow_none=True)
    about = SafeText(ID, load_default=None, allow_none=True)
    works: Any = _Lines(SafeText(Text(LONGEST_WORK)), tuple, Items(MOST_WORKS), load_default=())
    reason: Any = BlankOrChoice(WithdrawalReason, load_default=None, allow_none=True)
    seen = SafeText(DIGEST, load_default=None, allow_none=True)
    code = SafeText(CODE, load_default=None, allow_none=True)


class ReceiptDocument(_Plain):
    """`on` is the day on which it came; today where it is left out."""

    on: Any = BlankOrDay(load_default=None, allow_none=True)

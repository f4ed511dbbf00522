"""Offers: what a request brings to put one forward or to answer it, and how the API gives them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.answers import Amount, LinksSchema, Moment, NotBinding, OurCode, PaginationSchema
from schemas.build import ValueSchema, schema_of
from schemas.deal import load_deal
from schemas.deal_answer import Written
from schemas.deal_document import Described, TermsDocument
from schemas.event_answer import ActorSchema
from schemas.faults import faults_of
from schemas.fields import Choice, CodeField, SafeText
from schemas.labels import EXTERNAL_ID, METADATA, NAMES, LabeledSchema
from schemas.terms import written
from service.domain.deal import Deal, DealHeader
from service.domain.errors import Fault, TermsRefused
from service.domain.labels import Labels
from service.domain.terms import Terms
from service.domain.terms.bounds import Code, Text
from service.domain.terms.parties import Side

MESSAGE: Final = Text(4000, lines=True)
_ID: Final = Text(64)
_Header: Any = schema_of(DealHeader)
_Terms: Any = schema_of(Terms)


def _said(words: str) -> dict[str, str]:
    return {"description": words}


class _SaidDocument(ValueSchema):
    """What stands beside the terms of an offer."""

    made_from = dict
    beside = ("terms",)
    message = SafeText(MESSAGE, load_default=None, allow_none=True)
    expires_at = Moment(
        load_default=None,
        allow_none=True,
        metadata=_said("From then on nobody can accept; at most a year ahead"),
    )
    answers = SafeText(
        _ID,
        load_default=None,
        allow_none=True,
        metadata=_said(
            "The id of the offer that this one is made in view of: refused if another one stands"
        ),
    )
    side: Choice[Side] = Choice(
        Side,
        load_default=None,
        allow_none=True,
        metadata=_said("For an intermediary: the side that it opens for. Else leave it out"),
    )


class _SaidByClient(_SaidDocument):
    """The same by a program of ours, with what it keeps for itself."""

    external_id = EXTERNAL_ID
    metadata = METADATA


class OfferDocument(Described, _SaidByClient):
    """An offer to make; without `terms` it is the draft as it stands."""

    terms = fields.Nested(TermsDocument, allow_none=True)


class AcceptanceDocument(ValueSchema):
    """What was shown: nobody accepts anything else."""

    made_from = dict
    terms_sha256 = CodeField(
        Code.SHA256, Text(64), required=True, metadata=_said("Of the offer that was looked at")
    )


class OfferRowSchema(LabeledSchema):
    """An offer as lists show it; it never changes."""

    id = fields.String(required=True)
    deal_id = fields.String(required=True)
    number = fields.Integer(required=True, metadata=_said("Within the deal, from 1"))
    side = OurCode(Side, required=True, metadata=_said("Who put it forward"))
    stands = fields.Boolean(
        required=True, metadata=_said("Whether it waits for an answer of the other side")
    )
    terms_sha256 = fields.String(required=True)
    text_sha256 = fields.String(
        required=True, metadata=_said("Of the contract's text for these terms")
    )
    message = fields.String(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    made_at = Moment(required=True)
    made_by = fields.Nested(ActorSchema, required=True)
    committed = fields.List(
        Amount(), required=True, metadata=_said("By currency, never added across")
    )


class OfferSchema(OfferRowSchema, NotBinding):
    """An offer with its terms."""

    terms = Written(_Terms, required=True)
    links = fields.Nested(LinksSchema, required=True)


class OfferListSchema(NotBinding):
    data = fields.List(fields.Nested(OfferRowSchema), required=True)
    pagination = fields.Nested(PaginationSchema, required=True)


_SAID: Final = _SaidDocument()
_SAID_BY_CLIENT: Final = _SaidByClient()


def load_offer_of_client(
    data: Mapping[str, Any], deal: Deal, newest: Mapping[str, int], on: date
) -> dict[str, Any]:
    """As `load_offer`, with the client's own `labels`."""
    said = load_offer(data, deal, newest, on, _SAID_BY_CLIENT)
    labels = Labels(**{name: said.pop(name) for name in NAMES})
    return {**said, "labels": labels}


def load_offer(
    data: Mapping[str, Any],
    deal: Deal,
    newest: Mapping[str, int],
    on: date,
    beside: ValueSchema = _SAID,
) -> dict[str, Any]:
    """What an offer in this deal puts forward; `written` is null where no terms came with it.

    TermsRefused with every fault. `newest` and `on` are as for `load_deal`; terms that do not say
    on which text they are agreed stay on the one of the offer before. `beside` reads what stands
    beside the terms.
    """
    found: list[Fault] = []
    said: dict[str, Any] = {}
    terms = None
    try:
        said = beside.load({key: value for key, value in data.items() if key != "terms"})
    except ValidationError as error:
        found.extend(faults_of(error.messages))
    try:
        terms = _terms_of(data.get("terms"), deal, newest, on)
    except TermsRefused as refused:
        found.extend(refused.faults)
    if found:
        raise TermsRefused(found)
    return {**said, "written": terms and written(terms)}


def _terms_of(given: Any, deal: Deal, newest: Mapping[str, int], on: date) -> Terms | None:
    if given is None:
        return None
    if deal.offer is not None:
        form = deal.offer.written.terms.form
        newest = {**newest, form.family: form.version}
    header = _Header().dump(deal.header)
    return load_deal({**header, "terms": given}, newest, on).terms

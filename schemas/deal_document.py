"""A deal as a request brings it, for those who read the API's description.

What is described here is read by `schemas.deal.load_deal`, which needs to know the newest families
and the day; so `load` hands on what came.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from schemas.build import ValueSchema, schema_of
from service.domain.deal import DealHeader
from service.domain.terms import Form, Terms

_Form: Any = schema_of(Form)
_Terms: Any = schema_of(Terms)
_Header: Any = schema_of(DealHeader)


class Described(ValueSchema):
    def load(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ValidationError("Give an object in braces.")
        return data


class FormDocument(_Form):  # type: ignore[misc]
    """The text that the terms are agreed on; what is left out is pinned to the newest."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self.fields.values():
            field.required = False


class TermsDocument(_Terms):  # type: ignore[misc]
    """Everything the two sides agree on."""

    form = fields.Nested(FormDocument)


class DealDocument(Described, _Header):  # type: ignore[misc]
    """A deal to draft."""

    made_from = DealHeader
    terms = fields.Nested(TermsDocument, required=True)


class QuoteDocument(Described):
    """Terms to price; nothing is stored."""

    made_from = DealHeader
    family = _Header().fields["family"]
    our_side = _Header().fields["our_side"]
    terms = fields.Nested(TermsDocument, required=True)

    def load(self, data: Any, **_: Any) -> Any:
        """Refuses also what a deal has beside its terms: a quote has no use for it."""
        unknown = super().load(data).keys() - self.fields.keys()
        if unknown:
            raise ValidationError({key: ["There is no such key."] for key in sorted(unknown)})
        return data


class DealChange(Described, _Header):  # type: ignore[misc]
    """What of a draft changes; `terms` are replaced whole, and what is left out stays."""

    made_from = DealHeader
    terms = fields.Nested(TermsDocument)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self.fields.values():
            field.required = False

"""Forms of a deal's page: an offer, and an acceptance."""

from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.build import ValueSchema
from schemas.deal_moves import REASON
from schemas.fields import Choice, Day, SafeText
from schemas.offers import AcceptanceDocument
from service.domain.terms.bounds import Text
from service.domain.terms.parties import Side

_ID: Final = Text(64)
_CONFIRMED: Final = "yes"


class Blank(fields.Field[Any]):
    """What a field reads, or null where it was left blank."""

    def __init__(self, field: fields.Field[Any]) -> None:
        super().__init__(load_default=None)
        self.field = field

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return None if value == "" else self.field.deserialize(value, *args, **kwargs)


class OfferForm(ValueSchema):
    """`expires_on` is the last day to answer, in the contract's zone."""

    made_from = dict
    message = SafeText(REASON, load_default=None, allow_none=True)
    expires_on = Blank(Day())
    side = Blank(Choice(Side))
    answers = SafeText(_ID, load_default=None, allow_none=True)


def _ticked(value: str) -> None:
    if value != _CONFIRMED:
        raise ValidationError("Tick the box, once what it says is so.")


class AcceptForm(AcceptanceDocument):
    """The box says that our own particulars are right (legal-review.md B6)."""

    confirmed = fields.String(required=True, validate=_ticked)

"""Forms of signing on the page of a deal: who signs, and who signs instead."""

from typing import Any, Final

from schemas.build import ValueSchema
from schemas.fields import CodeField, SafeText, WholeNumber
from schemas.members import EMAIL, NAME
from service.domain.seats import MOST_TURNS, Seat
from service.domain.signing_events import Somebody
from service.domain.terms.bounds import Code, Text, between

_BLOCK: Final = Text(20)


class SomebodyForm(ValueSchema):
    """A person who is to sign."""

    made_from = Somebody
    name = SafeText(NAME, required=True)
    title = SafeText(NAME, required=True)
    email = CodeField(Code.EMAIL, EMAIL, required=True)


def _seat(*, block: str, turn: int, **who: str) -> Seat:
    return Seat(block=block, who=Somebody(**who), turn=turn)


class SeatForm(SomebodyForm):
    """A person for a block of the signature page."""

    made_from: Any = staticmethod(_seat)
    block = SafeText(_BLOCK, required=True)
    turn = WholeNumber(between(1, MOST_TURNS), required=True)

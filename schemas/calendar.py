"""What the calendar may be asked for."""

from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError

from schemas.fields import Choice, Day, SafeText
from service.domain.licenses.calendar import Group, Standing, Whose
from service.domain.terms.bounds import Text


class Look(StrEnum):
    """How dates are shown."""

    MONTH = "month"
    LIST = "list"


class Month(Day):
    """A month as 2027-01, between 1990 and 2200: its first day."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        try:
            return super()._deserialize(f"{value}-01")
        except ValidationError:
            raise ValidationError("Give a month between 1990 and 2200, like 2027-01.") from None


def _text(longest: int) -> SafeText:
    return SafeText(Text(longest, least=1), load_default=None, allow_none=False)


class CalendarQuery(Schema):
    """`on` is the day in a month that the keyboard stands on; `start`, in the address `from`, is
    where a list begins."""

    look: Choice[Look] = Choice(Look, load_default=Look.MONTH, data_key="view")
    month = Month(load_default=None)
    on = Day(load_default=None)
    start = Day(load_default=None, data_key="from")
    group: Choice[Group] = Choice(Group, load_default=None)
    license = _text(64)
    whose: Choice[Whose] = Choice(Whose, load_default=None)
    standing: Choice[Standing] = Choice(Standing, load_default=None)
    after = _text(500)

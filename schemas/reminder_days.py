"""How many days before a duty an organization is reminded of it, as a form gives them."""

import re
from typing import Any, Final

from marshmallow import ValidationError, fields

from schemas.build import ValueSchema
from service.domain.licenses.reminders import EARLIEST_DAY, MOST_DAYS

_BETWEEN: Final = re.compile(r"[,;\s]+")
_WANTED: Final = (
    f"Give up to {MOST_DAYS} whole numbers from 1 to {EARLIEST_DAY}, as 30, 7, 1; "
    "or nothing for the usual ones."
)


class DayList(fields.Field[tuple[int, ...] | None]):
    """ "30, 7, 1"; the earliest first and each once. Nothing is null."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[int, ...] | None:
        if not isinstance(value, str):
            raise ValidationError(_WANTED)
        given = [part for part in _BETWEEN.split(value) if part]
        if not given:
            return None
        if not all(map(_is_day, given)) or len(set(given)) > MOST_DAYS:
            raise ValidationError(_WANTED)
        return tuple(sorted({*map(int, given)}, reverse=True))


class ReminderDaysDocument(ValueSchema):
    """Loads into a plain mapping."""

    made_from = dict

    days = DayList(required=True)


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}", text)) and int(text) <= EARLIEST_DAY

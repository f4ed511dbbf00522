"""Fields that take what JSON and a form can send, and nothing else."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from marshmallow import ValidationError, fields

from schemas.codes import KNOWN
from service.domain.currencies import EXPONENTS
from service.domain.money import RATE_PLACES, Money, Rate
from service.domain.terms.bounds import Between, Code, Text
from service.domain.text import invisible, is_stacked, tidy
from service.domain.wording import shortest

_WHOLE: Final = re.compile(r"(0|[1-9][0-9]{0,15})")
_DECIMAL: Final = re.compile(r"(0|[1-9][0-9]{0,19})(\.[0-9]{1,20})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS: Final = range(1990, 2201)
_MOST_PLACES: Final = 4
_TOO_WIDE: Final = 10**16
_ROOM_TO_TIDY: Final = 4
"""How much longer than allowed a text may arrive: in NFD or with many spaces it is longer."""

CODE_TEXT: Final = Text(200)

DEFAULT_CURRENCY: Final = "USD"
document_currency: ContextVar[str] = ContextVar("document_currency", default=DEFAULT_CURRENCY)

_T = TypeVar("_T")


def currency_in(given: Any) -> str | None:
    """The currency whose code is given, read as `CodeField` reads it, or None."""
    if not isinstance(given, str) or len(given) > CODE_TEXT.most * _ROOM_TO_TIDY:
        return None
    code = tidy(given, lines=False)
    return code if code in EXPONENTS else None


def _words(bounds: Between | None) -> str:
    if bounds is None:
        return ""
    if bounds.above:
        return f" above {shortest(bounds.low)} and at most {shortest(bounds.high)}"
    return f" from {shortest(bounds.low)} to {shortest(bounds.high)}"


def _within(value: Decimal, bounds: Between | None) -> bool:
    if bounds is None:
        return True
    return bounds.low <= value <= bounds.high and not (bounds.above and value == bounds.low)


class SafeText(fields.Field[str | None]):
    """Text of bounded length without anything invisible, in NFC with single spaces.

    Blank is null where null is allowed.
    """

    def __init__(self, bounds: Text, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = bounds

    def _serialize(self, value: str | None, *_: Any, **__: Any) -> str | None:
        return value

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        if not isinstance(value, str):
            raise ValidationError("Give a text in quotes.")
        if len(value) > self.bounds.most * _ROOM_TO_TIDY:
            raise self._of_length(len(value))
        if is_stacked(value):
            raise ValidationError("Take out what stacks more than 30 accents on one letter.")
        text = tidy(value, lines=self.bounds.lines)
        if not text and self.allow_none:
            return None
        if (hidden := invisible(text, lines=self.bounds.lines)) is not None:
            raise ValidationError(f"Take out the invisible character {hidden}.")
        if not self.bounds.least <= len(text) <= self.bounds.most:
            raise self._of_length(len(text))
        return text

    def _of_length(self, length: int) -> ValidationError:
        bounds = self.bounds
        return ValidationError(f"Give {bounds.least} to {bounds.most} characters, not {length}.")


class CodeField(SafeText):
    """A code from a list: a country, a currency, a time zone, an e-mail address."""

    def __init__(self, code: Code, bounds: Text, **kwargs: Any) -> None:
        super().__init__(bounds, **kwargs)
        self.code = code

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str | None:
        text = super()._deserialize(value, *args, **kwargs)
        known, right = KNOWN[self.code]
        if text is not None and not known(text):
            raise ValidationError(f"Give {right}.")
        return text


class Switch(fields.Field[bool]):
    """true or false; a form sends them as words."""

    def _serialize(self, value: bool | None, *_: Any, **__: Any) -> bool | None:
        return value

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return bool(value == "true")
        raise ValidationError("Give true or false.")


class WholeNumber(fields.Field[int]):
    """A whole number from JSON (12) or from a form ("12"), never 12.7, true or other digits."""

    def __init__(self, bounds: Between | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = bounds

    def _serialize(self, value: int | None, *_: Any, **__: Any) -> int | None:
        return value

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _TOO_WIDE:
            value = str(value)
        if (
            not isinstance(value, str)
            or not _WHOLE.fullmatch(value)
            or not _within(Decimal(value), self.bounds)
        ):
            raise ValidationError(f"Give a whole number{_words(self.bounds)}.")
        return int(value)


class ExactDecimal(fields.Field[Decimal]):
    """A decimal in quotes ("12.5"); a JSON number is refused, since readers round it."""

    def __init__(self, bounds: Between | None, places: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = bounds
        self.places = places

    def _serialize(self, value: Decimal | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else shortest(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:
        return self._exact(value, self.places, f"Give at most {self.places} decimals.")

    def _exact(self, value: Any, places: int, too_fine: str) -> Decimal:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValidationError('Give the number in quotes, like "12.50".')
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            raise ValidationError(f"Give a number in quotes{_words(self.bounds)}.")
        whole, _, decimals = value.partition(".")
        decimals = decimals.rstrip("0")
        number = Decimal(f"{whole}.{decimals}" if decimals else whole)
        if not _within(number, self.bounds):
            raise ValidationError(f"Give a number{_words(self.bounds)}.")
        if len(decimals) > places:
            raise ValidationError(too_fine)
        return number


class RateField(ExactDecimal):
    """A price per unit in quotes, with at most 8 decimals."""

    def __init__(self, bounds: Between | None, **kwargs: Any) -> None:
        super().__init__(bounds, RATE_PLACES, **kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else shortest(value.value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return Rate(self._exact(value, self.places, f"Give at most {self.places} decimals."))


class MoneyField(ExactDecimal):
    """An amount in quotes, in the currency beside it or else the document's own.

    The document's own stands in `document_currency` while it loads.
    """

    def __init__(self, bounds: Between | None, **kwargs: Any) -> None:
        super().__init__(bounds, _MOST_PLACES, **kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        own = currency_in(data.get("currency")) if isinstance(data, Mapping) else None
        currency = own or document_currency.get()
        places = EXPONENTS[currency]
        too_fine = f"Give at most {places} decimals: {currency} has no more."
        return Money.of(self._exact(value, places, too_fine), currency)


class Day(fields.Field[date]):
    """A date as 2027-01-31, between 1990 and 2200."""

    def _serialize(self, value: date | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else value.isoformat()

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                raise ValidationError("There is no such day in the calendar.") from None
            if day.year in _YEARS:
                return day
        raise ValidationError("Give a date between 1990 and 2200, like 2027-01-31.")


class Choice(fields.Field[_T]):
    """One of the words of an enum."""

    def __init__(self, enum: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.enum = enum
        self._by_word = {str(member): member for member in enum}

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str) or value not in self._by_word:
            raise ValidationError(f"Give one of: {', '.join(self._by_word)}.")
        return self._by_word[value]

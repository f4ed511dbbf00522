"""Amounts in words, as they stand beside the figures that a contract turns on."""

from typing import Final

from babel import Locale
from babel.numbers import get_currency_name

from service.domain.currencies import EXPONENTS
from service.domain.money import Money
from service.drafting.wording import money

_ENGLISH: Final = Locale("en", "US")


def in_words(amount: Money) -> str:
    """ "one million five hundred sixty thousand US dollars", "one hundred euros and 50/100".

    Minor units are a fraction with the currency's own denominator: /100, /1000 or /10000. A whole
    amount has none. `amount` is not negative.
    """
    whole, part = divmod(amount.minor, 10 ** EXPONENTS[amount.currency])
    name = get_currency_name(amount.currency, count=whole, locale=_ENGLISH)
    return f"{_number(whole)} {name}{_fraction(part, EXPONENTS[amount.currency])}"


def both_ways(amount: Money) -> str:
    """ "USD 100.50 (one hundred US dollars and 50/100)"."""
    return f"{money(amount)} ({in_words(amount)})"


def _number(whole: int) -> str:
    """American: no "and" inside a number, and no commas."""
    from num2words import num2words  # sixty languages to load, for whoever drafts

    words: str = num2words(whole, lang="en")
    return words.replace(",", "").replace(" and ", " ")


def _fraction(part: int, places: int) -> str:
    return f" and {part:0{places}}/{10**places}" if part else ""

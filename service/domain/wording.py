"""How rules and checks write numbers, lists and the value of a choice."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from service.domain.money import Money

_ODD: Final = {
    "api": "API",
    "cmo": "collecting society",
    "cpi": "consumer price index",
    "death_injury": "death or injury",
    "fixed_pct": "fixed percentage",
    "llc": "LLC",
    "on_prem_clean_room": "clean room",
    "rag_grounding": "RAG grounding",
    "tdm_analysis": "TDM analysis",
}

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_NAMES: Final = {
    "api": "API",
    "ccpa": "CCPA",
    "eu": "EU",
    "europe": "Europe",
    "german": "German",
    "new": "New",
    "singapore": "Singapore",
    "tdm": "TDM",
    "us": "US",
    "york": "York",
}
"""Words of a code that are written in their own way."""


def code(name: str) -> str:
    """ "release coverage" for release_coverage."""
    return " ".join(_NAMES.get(word, word) for word in name.split("_"))


def figure(number: Decimal | int) -> str:
    """1200000.00 as "1,200,000", 2.50 as "2.5"."""
    words = f"{number:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def shortest(value: Decimal) -> str:
    """The one spelling of a decimal: no exponent, no spare zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def spoken(value: StrEnum) -> str:
    """The value of a choice as a reader says it: "exclusive agent"."""
    return _ODD.get(value.value, value.value.replace("_", " "))


def in_order(values: Iterable[StrEnum]) -> list[str]:
    """Values of a set, spoken, in an order that does not change from run to run."""
    return sorted(map(spoken, values), key=str.casefold)


def sum_of(money: Money) -> str:
    """ "USD 1,560,000.00"."""
    return f"{money.currency} {money.amount:,f}"


def day_in_words(day: date) -> str:
    """ "31 January 2027": no reader takes the month for the day."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

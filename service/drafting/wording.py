"""How a date, an amount, a rate, a place or a length of time reads in a contract."""

from collections.abc import Iterable
from decimal import Decimal
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale
from babel.dates import get_timezone_name

from service.domain.money import Money, Rate
from service.domain.terms.delivery import SpanUnit
from service.domain.terms.law import LAWS
from service.domain.terms.notices import Lag
from service.domain.terms.parties import Address
from service.domain.terms.period import Span
from service.domain.wording import figure, listed

_ENGLISH = Locale("en", "US")


def percent(value: Decimal) -> str:
    return f"{figure(value)}%"


def money(amount: Money) -> str:
    """ "USD 1,560,000.00", with the currency's own decimals."""
    return f"{amount.currency} {amount.amount:,f}"


def rate(value: Rate, currency: str) -> str:
    """ "USD 0.05": at least the decimals of the currency, at most the eight of a rate."""
    smallest = Money(0, currency).amount
    shown = value.value.normalize()
    places = max(-int(shown.as_tuple().exponent), -int(smallest.as_tuple().exponent), 0)
    return f"{currency} {value.value:,.{places}f}"


def counted(value: int, unit: str) -> str:
    """ "1 day", "60 days"; `unit` is the singular."""
    return f"{value:,} {unit if value == 1 else plural(unit)}"


def plural(unit: str) -> str:
    return f"{unit.removesuffix('y')}ies" if unit.endswith("ry") else f"{unit}s"


_SPANS = {
    SpanUnit.DAYS: "day",
    SpanUnit.BUSINESS_DAYS: "Business Day",
    SpanUnit.WEEKS: "week",
    SpanUnit.MONTHS: "month",
}


def span(length: Span | Lag) -> str:
    return counted(length.value, _SPANS[SpanUnit(length.unit.value)])


def country(code: str) -> str:
    return str(_ENGLISH.territories.get(code, code))


def territory(code: str) -> str:
    return {"WORLD": "Worldwide", "EU": "the European Union"}.get(code) or country(code)


def territories(codes: Iterable[str]) -> str:
    return listed(sorted(territory(code) for code in codes))


def jurisdiction(code: str) -> str:
    """ "Delaware, United States" or "United Kingdom"."""
    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return country(code) if found is None else f"{found.name}, {country(code[:2])}"


def language(tag: str) -> str:
    """ "German (de)"; a tag of RFC 5646 whose language has no English name at hand stands alone."""
    name = _ENGLISH.languages.get(tag.partition("-")[0])
    return f"{name} ({tag})" if name else tag


def law(code: str) -> str:
    if code.startswith("US-") and code != "US-DC":
        return f"the laws of the State of {LAWS[code]}, United States"
    return f"the laws of {LAWS[code]}"


def zone(name: str) -> str:
    """ "Eastern Time (America/New_York)"."""
    if name in ("UTC", "Etc/UTC"):
        return "Coordinated Universal Time (UTC)"
    return f"{get_timezone_name(ZoneInfo(name), locale=_ENGLISH)} ({name})"


def address(place: Address) -> str:
    city = " ".join(part for part in (place.region, place.postcode) if part)
    parts = (place.street, place.city, city, country(place.country))
    return ", ".join(part for part in parts if part)


def cpi(floor: Decimal | None, cap: Decimal | None) -> str:
    """How a consumer price index moves a price, and within what."""
    bounds = (("at least", floor), ("at most", cap))
    said = [f"{name} {percent(pct)}" for name, pct in bounds if pct is not None]
    return ", ".join(["By the consumer price index", *([listed(said)] if said else [])])


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def allowed(yes: bool) -> str:
    return "Allowed" if yes else "Not allowed"

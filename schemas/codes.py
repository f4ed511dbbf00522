"""Codes from lists that others keep: is it one, and if not, what would be."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

import pycountry
from email_validator import EmailNotValidError, validate_email

from service.domain.currencies import EXPONENTS
from service.domain.terms.bounds import Code
from service.domain.terms.law import LAWS

_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?", re.ASCII)
_MACRO_REGIONS: Final = frozenset({"001", "150", "419"})
"""The world, Europe and Latin America, which languages are written for as if for one country."""


@cache
def _zones() -> frozenset[str]:
    """The names of the locked tzdata, not those that this machine happens to have."""
    names = resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(names.split()) - {"Factory"}


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in _all(pycountry.countries))


@cache
def _jurisdictions() -> frozenset[str]:
    return _countries() | {place.code for place in _all(pycountry.subdivisions)}


@cache
def _languages() -> frozenset[str]:
    """Of two letters where there are two, as BCP 47 wants it."""
    languages = _all(pycountry.languages)
    return frozenset(getattr(known, "alpha_2", known.alpha_3) for known in languages)


@cache
def _scripts() -> frozenset[str]:
    return frozenset(script.alpha_4 for script in _all(pycountry.scripts))


def _all(records: Any) -> Any:
    """Every record. Looking one up would ignore case, and "us" would be another country.

    Of a table of its own that nobody keeps: 8,000 languages are some megabytes, and their codes few.
    """
    return iter(type(records)(records.filename))


def _language(text: str) -> bool:
    """In its one spelling: the cases of RFC 5646, a language, perhaps a script and a region."""
    found = _LANGUAGE.fullmatch(text)
    if found is None:
        return False
    language, script, region = (part and part.removeprefix("-") for part in found.groups())
    return (
        language in _languages()
        and (script is None or script in _scripts())
        and (region is None or region in _countries() | _MACRO_REGIONS)
    )


@lru_cache(maxsize=4096)
def _email(text: str) -> bool:
    """In ASCII: an address that looks like another one in another script is not taken."""
    if not text.isascii():
        return False
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


KNOWN: Final[Mapping[Code, tuple[Callable[[str], bool], str]]] = MappingProxyType(
    {
        Code.COUNTRY: (
            lambda text: text in _countries(),
            "an ISO 3166-1 country code in capitals, like US or GB",
        ),
        Code.TERRITORY: (
            lambda text: text in {"WORLD", "EU"} or text in _countries(),
            "WORLD, EU or an ISO 3166-1 country code, like US",
        ),
        Code.JURISDICTION: (
            lambda text: text in _jurisdictions(),
            "an ISO 3166 country or subdivision code, like GB or US-DE",
        ),
        Code.LAW: (
            LAWS.__contains__,
            "the code of a law on offer, like US-NY, GB-ENG or DE",
        ),
        Code.CURRENCY: (
            EXPONENTS.__contains__,
            "an active ISO 4217 currency code, like USD",
        ),
        Code.ZONE: (
            lambda text: text in _zones(),
            "an IANA time zone, like America/New_York",
        ),
        Code.LANGUAGE: (_language, "a BCP 47 language tag, like en or pt-BR"),
        Code.EMAIL: (_email, "an e-mail address, like legal@archive.example"),
        Code.SHA256: (
            lambda text: _SHA256.fullmatch(text) is not None,
            "a SHA-256 digest: 64 lower-case hex digits",
        ),
        Code.IDENTIFIER: (
            lambda text: _IDENTIFIER.fullmatch(text) is not None,
            "a short name of letters, digits, dot, dash or underscore, like photos",
        ),
    }
)
"""For each code: the test, and what would be right, as the end of "Give ..."."""

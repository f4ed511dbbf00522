"""What may be chosen, in words: choices of the terms, countries, laws, currencies, time zones."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import pycountry
from babel import Locale
from babel.core import get_global

from schemas.codes import KNOWN
from service.domain.contract import Paragraph
from service.domain.currencies import EXPONENTS
from service.domain.terms.bounds import Code
from service.domain.terms.law import LAWS
from service.domain.wording import spoken
from service.drafting.blocks import items_of
from service.drafting.library import clause, family
from service.drafting.spans import numbered, section_number
from service.drafting.wording import country, first_upper
from service.drafting.words import words as contract_words

_OWN: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text("utf-8")
)
_ENGLISH: Final = Locale("en", "US")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `text` is the wording it puts into the contract, for choices that do."""

    value: str
    words: str
    guidance: str = ""
    text: tuple[Paragraph, ...] = ()


def options_of(enum: Iterable[Any]) -> tuple[Option, ...]:
    return tuple(Option(str(member), in_words(member)) for member in enum)


def in_words(member: StrEnum) -> str:
    own = _OWN.get(type(member).__name__, {})
    if member.value in own:
        return own[member.value]
    try:
        return first_upper(contract_words(member))
    except KeyError:
        return first_upper(spoken(member))


@cache
def codes(code: Code) -> tuple[Option, ...]:
    """The codes of a list by name; empty where there are too many to choose from."""
    match code:
        case Code.COUNTRY:
            return _by_words((alpha, country(alpha)) for alpha in _countries())
        case Code.LAW:
            return _by_words((law, first_upper(name)) for law, name in LAWS.items())
        case Code.CURRENCY:
            named = ((c, f"{c}, {_ENGLISH.currencies.get(c, c)}") for c in EXPONENTS)
            return tuple(Option(value, words) for value, words in sorted(named))
        case _:
            return ()


@cache
def suggestions(code: Code) -> tuple[Option, ...]:
    """What a control that takes any code of a list proposes while somebody types."""
    match code:
        case Code.ZONE:
            return tuple(Option(zone, zone.replace("_", " ")) for zone in _zones())
        case Code.JURISDICTION:
            states = (
                s for s in _all(pycountry.subdivisions) if s.country_code in ("US", "CA", "GB")
            )
            named = [(alpha, country(alpha)) for alpha in _countries()]
            return _by_words([*named, *((s.code, f"{s.name}, {s.country_code}") for s in states)])
        case _:
            return ()


def _by_words(named: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, words) for value, words in sorted(named, key=lambda n: n[1]))


def _countries() -> Sequence[str]:
    known, _ = KNOWN[Code.COUNTRY]
    return [c.alpha_2 for c in _all(pycountry.countries) if known(c.alpha_2)]


def _zones() -> Sequence[str]:
    """The zones that people live in, and UTC."""
    known, _ = KNOWN[Code.ZONE]
    return sorted(zone for zone in {*get_global("zone_territories"), "UTC"} if known(zone))


def _all(records: Any) -> Any:
    return iter(records)


@cache
def wording(id: str, form: tuple[str, int], block: str) -> tuple[str, tuple[Paragraph, ...]]:
    """The guidance for a block of a clause and its text, numbered; empty where there is none.

    `form` is the family and its version.
    """
    texts = family(*form)
    if id not in texts.clauses:
        return "", ()
    written = clause(id, texts.clauses[id])
    if block not in written.blocks:
        return "", ()
    numbers = {name: n for n, name in enumerate(texts.schedules, start=1)}
    paragraphs = numbered(items_of(written, (block,)), section_number(id), numbers)
    return written.blocks[block].guidance, paragraphs

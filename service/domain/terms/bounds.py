"""What a term may be: the bounds that stand beside a type, read by the door and by the form."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Between:
    """From `low` to `high`, both included; `above` leaves `low` itself out."""

    low: Decimal
    high: Decimal
    above: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """At most this many decimals."""

    most: int


@dataclass(frozen=True, slots=True)
class Text:
    """Between `least` and `most` characters; `lines` allows line breaks."""

    most: int
    least: int = 1
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Between `least` and `most` entries."""

    most: int
    least: int = 0


class Code(StrEnum):
    """A code from a list that others keep."""

    COUNTRY = "country"
    TERRITORY = "territory"
    JURISDICTION = "jurisdiction"
    LAW = "law"
    CURRENCY = "currency"
    ZONE = "zone"
    LANGUAGE = "language"
    EMAIL = "email"
    SHA256 = "sha256"
    IDENTIFIER = "identifier"


def between(low: int | str, high: int | str, *, above: bool = False) -> Between:
    return Between(Decimal(low), Decimal(high), above)


Name = Annotated[str, Text(200)]
Line = Annotated[str, Text(300)]
Prose = Annotated[str, Text(4000, lines=True)]
Email = Annotated[str, Text(254), Code.EMAIL]
Country = Annotated[str, Code.COUNTRY]
Jurisdiction = Annotated[str, Code.JURISDICTION]
Currency = Annotated[str, Code.CURRENCY]
Sha256 = Annotated[str, Code.SHA256]
Identifier = Annotated[str, Code.IDENTIFIER]
"""A short name inside one document, such as a line's or a charge's id."""

Percent = Annotated[Decimal, between(0, 100), Places(2)]
Quantity = Annotated[Decimal, between(0, 10**14, above=True), Places(4)]
Days = Annotated[int, between(0, 365)]

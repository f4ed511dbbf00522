"""What each choice of the terms is called in the Key Terms and the Schedules."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.drafting.wording import plural
from service.drafting.words import license, materials, money, parties, positions, risk, time

_GROUPS: Final = (parties, materials, license, money, time, positions, risk)

_BY_MEMBER: Final[Mapping[tuple[type, str], str]] = MappingProxyType(
    {(type(member), str(member)): said for group in _GROUPS for member, said in group.WORDS}
)
"""By type as well as by value: two enums may share a value, and such members are equal."""


def words(member: StrEnum) -> str:
    """How the contract calls this choice."""
    return _BY_MEMBER[type(member), str(member)]


def words_of(members: Iterable[StrEnum]) -> tuple[str, ...]:
    """The words of a set, in the order in which the enum names its members."""
    chosen = set(members)
    kinds = {type(member) for member in chosen}
    return tuple(words(member) for kind in kinds for member in kind if member in chosen)


def units(unit: StrEnum, quantity: Decimal) -> str:
    """A unit behind how many of it there are: "images", "times 1,000 words"."""
    said = words(unit)
    if said[0].isdigit():
        return f"times {said}"
    return said if quantity == 1 else plural(said)

"""The deals whose contracts the tests read: the examples, and the sample deal with other choices."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from schemas.deal import load_deal
from schemas.json_text import parse_json
from service.domain.contract import ContractText
from service.domain.rules import faults
from service.domain.rules.positions import NEEDED_BY
from service.domain.terms import Terms
from service.domain.terms.grant import FirstNegotiation
from service.domain.terms.positions import Position
from service.domain.terms.risk import LiquidatedDamages
from service.drafting.assemble import assemble
from service.drafting.library import family, newest_versions
from service.drafting.selection import positions_on_offer
from tests.builders import some_terms, usd
from tests.domain.changes import terms_with
from tests.drafting.changes import CHANGES

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SHA256: Final = "0" * 64


@cache
def examples() -> Mapping[str, Terms]:
    """The deals that stand in examples/, by the name of their file."""
    newest = newest_versions()
    return {
        file.stem: load_deal(parse_json(file.read_bytes()), newest).terms
        for file in sorted(EXAMPLES.glob("*.json"))
    }


@cache
def samples() -> Mapping[str, Terms]:
    """Every deal to read, by name; none has faults."""
    changed = {name: terms_with(**changes) for name, changes in CHANGES.items()}
    chosen = dict(single_choices(some_terms()))
    return {**examples(), **changed, **chosen, **dict(single_positions())}


@cache
def contracts() -> Mapping[str, ContractText]:
    return {name: assemble(terms, SHA256) for name, terms in samples().items()}


FORM: Final = family("bulk-media", 1)

NEEDED: Final[Mapping[str, Any]] = {
    "grant__rofn": FirstNegotiation(scope="Further photographs", days=30),
    "risk__ld": LiquidatedDamages(
        event="Publication of an Item", amount=usd("10000"), cap=usd("100000")
    ),
}
"""What a clause needs before a position can be chosen for it."""


def single_positions() -> Iterator[tuple[str, Terms]]:
    """The deal with each position that the family offers, one at a time, then one side's throughout."""
    for id in FORM.clauses:
        needed = NEEDED if id in NEEDED_BY else {}
        for position in positions_on_offer(id, FORM):
            clauses = MappingProxyType({id: position})
            yield f"{id} {position}", terms_with(positions__clauses=clauses, **needed)
    for side in (Position.LICENSOR, Position.LICENSEE):
        all_of_it = {id: side for id in FORM.clauses if side in positions_on_offer(id, FORM)}
        chosen = MappingProxyType(all_of_it)
        yield f"every clause for {side}", terms_with(positions__clauses=chosen, **NEEDED)


NAMED_ELSEWHERE: Final = (
    "entity_type",
    "acting_as",
    "authority",
    "asset_type",
    "unit",
    "fee_model",
)
"""What stands in a table or nowhere, and changes no text."""


def single_choices(terms: Terms) -> Iterator[tuple[str, Terms]]:
    """The deal with one choice changed, to every other that can be agreed."""
    for path, chosen in choices(terms):
        if path.endswith(NAMED_ELSEWHERE):
            continue
        for other in (not chosen,) if isinstance(chosen, bool) else type(chosen):
            changed = terms_with(**{path: other})
            if other is not chosen and not faults(changed):
                yield f"{path} {other}", changed


def choices(whole: Any, at: str = "") -> Iterator[tuple[str, StrEnum | bool]]:
    """Where a deal says yes or no, or names one of several; of a list, in its first entry."""
    for field in fields(whole):
        value, path = getattr(whole, field.name), f"{at}__{field.name}".lstrip("_")
        if is_dataclass(value):
            yield from choices(value, path)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from choices(value[0], f"{path}__0")
        elif isinstance(value, (StrEnum, bool)):
            yield path, value

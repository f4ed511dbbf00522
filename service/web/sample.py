"""The sample deal of `examples/`, drawn up once per process."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from schemas.deal import load_deal
from schemas.json_text import parse_json
from schemas.terms import canonical
from service.commands.drafting import Draft, draw_up
from service.commands.quoting import Quoted, quoted
from service.domain.deal import DealFile
from service.drafting.library import newest_versions
from service.rendering.paper import Format, Press

PATH: Final = Path(__file__).parents[2] / "examples" / "photo-archive.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """The deal and what it comes to."""

    deal: DealFile
    worth: Quoted


@cache
def sample() -> Sample:
    deal = load_deal(parse_json(PATH.read_bytes()), newest_versions())
    return Sample(deal, quoted(deal.terms, deal.header.our_side))


@cache
def sample_draft(press: Press, format: Format) -> Draft:
    """In one format; a paper that nobody asked for is not made."""
    terms = sample().deal.terms
    return draw_up(press, terms, canonical(terms), frozenset({format}))

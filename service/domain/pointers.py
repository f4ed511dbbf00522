"""Where the parties and the lines stand in the terms, as JSON pointers (RFC 6901)."""

from collections.abc import Iterator

from service.domain.terms import Terms
from service.domain.terms.materials import MaterialsLine
from service.domain.terms.parties import Licensor, Party

LICENSEE = "/parties/licensee"


def licensors(terms: Terms) -> Iterator[tuple[str, Licensor]]:
    yield "/parties/licensor", terms.parties.licensor
    for i, other in enumerate(terms.parties.other_licensors):
        yield f"/parties/other_licensors/{i}", other


def parties(terms: Terms) -> Iterator[tuple[str, Party]]:
    yield from licensors(terms)
    yield LICENSEE, terms.parties.licensee


def lines(terms: Terms) -> Iterator[tuple[str, MaterialsLine]]:
    for i, line in enumerate(terms.materials.lines):
        yield f"/materials/lines/{i}", line

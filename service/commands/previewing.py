"""The contract as it will read, for terms that nobody has recorded yet."""

from service.domain.terms import Terms
from service.drafting.assemble import assemble
from service.rendering.pieces import Piece, pieces_of


def preview(terms: Terms) -> tuple[Piece, ...]:
    """For terms without faults. TermsRefused if they choose what the family does not offer."""
    return tuple(pieces_of(assemble(terms, "")))

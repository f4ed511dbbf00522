"""Terms that an approver must let pass."""

from dataclasses import replace
from decimal import Decimal

from service.domain.terms import Terms
from tests.builders import some_terms


def blocked_terms() -> Terms:
    """Half of the people in the clips have signed no release."""
    terms = some_terms()
    photos, clips, film = terms.materials.lines
    lines = (photos, replace(clips, releases_pct=Decimal(50)), film)
    return replace(terms, materials=replace(terms.materials, lines=lines))

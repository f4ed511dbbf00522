"""What a draft of ours may not say otherwise while a negotiation runs: an offer of it is refused."""

from typing import Final

from service.domain.checks.finding import THE_TERMS, Finding, Level
from service.domain.deal import NEGOTIATING, Deal
from service.domain.terms import Terms
from service.domain.terms.differences import differences
from service.domain.terms.parties import Side

CODE: Final = "other_sides_own_words"
_THEIRS: Final = {
    Side.LICENSOR: (
        "/parties/licensor/",
        "/parties/other_licensors",
        "/parties/licensors_liability",
    ),
    Side.LICENSEE: ("/parties/licensee/",),
}


def fixed_findings(deal: Deal, terms: Terms) -> tuple[Finding, ...]:
    """One, at each place where `terms` say something else of the other side than it says itself.

    Each side says itself who it is, where it is reached and who signs for it (legal-review.md B6).
    """
    ours = deal.header.our_side.side
    if ours is None or deal.offer is None or deal.status not in NEGOTIATING:
        return ()
    theirs = ours.other
    changed = (found.path for found in differences(deal.offer.written.terms, terms))
    pointers = tuple(path for path in changed if path.startswith(_THEIRS[theirs]))
    return (_finding(theirs, pointers),) if pointers else ()


def _finding(theirs: Side, pointers: tuple[str, ...]) -> Finding:
    return Finding(
        code=CODE,
        level=Level.BLOCK,
        pointers=pointers,
        basis=THE_TERMS.words,
        basis_checked=THE_TERMS.checked,
        sentence=f"What the {theirs} says of itself is theirs to change: an offer with other words "
        "of it is refused. Leave it as their offer has it, or ask them in a comment.",
        overridable=False,
    )

"""The signature page: it names parties, never persons (legal-review.md B5)."""

from collections.abc import Iterator

from service.domain.contract import Part, PartKind, Section, plain
from service.domain.terms import Terms
from service.domain.terms.parties import Party
from service.domain.terms.signing import SignatureLevel
from service.drafting.rows import facts
from service.drafting.wording import zone


def signature_page(terms: Terms) -> Part:
    """One block a party; so that a colleague may sign instead without a byte changing."""
    ink = terms.signing.level is SignatureLevel.WET_INK
    return Part(
        kind=PartKind.SIGNATURES,
        bookmark="part_signatures",
        heading="Signatures",
        blocks=(plain(_opening(terms, ink)),),
        sections=tuple(
            _signed(n, role, party, ink) for n, (role, party) in enumerate(_parties(terms), 1)
        ),
    )


def _opening(terms: Terms, ink: bool) -> str:
    if ink:
        return "The parties have signed this Agreement on the dates that stand with the signatures."
    return (
        "The parties sign this Agreement electronically. The Signature Record shows who signed for "
        f"each party, how, and when in {zone(terms.period.timezone)}."
    )


def _parties(terms: Terms) -> Iterator[tuple[str, Party]]:
    yield from (("Licensor", licensor) for licensor in terms.parties.licensors)
    yield "Licensee", terms.parties.licensee


def _signed(n: int, role: str, party: Party, ink: bool) -> Section:
    if ink:
        lines = ("Signature", "Name", "Title", "Date")
        table = facts(f"Signature of {party.legal_name}", ((line, "") for line in lines))
        return Section(f"sig_{n}", f"{role}: {party.legal_name}", "", (table,))
    words = (
        f"Signed electronically for {party.legal_name} by the person named for it in the Signature "
        "Record at the end of this document, which is part of this Agreement."
    )
    return Section(f"sig_{n}", f"{role}: {party.legal_name}", "", (plain(words),))

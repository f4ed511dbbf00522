"""The signature page: it names parties and guarantors, never persons (legal-review.md B5)."""

from collections.abc import Iterator

from service.domain.contract import Part, PartKind, Section, plain
from service.domain.terms import Terms
from service.domain.terms.signing import SignatureLevel
from service.drafting.rows import facts
from service.drafting.wording import zone


def signature_page(terms: Terms) -> Part:
    """One block for each who signs; so that a colleague may sign instead without a byte changing."""
    ink = terms.signing.level is SignatureLevel.WET_INK
    return Part(
        kind=PartKind.SIGNATURES,
        bookmark="part_signatures",
        heading="Signatures",
        blocks=(plain(_opening(terms, ink)),),
        sections=tuple(
            _signed(n, role, name, ink) for n, (role, name) in enumerate(_signing(terms), 1)
        ),
    )


def _opening(terms: Terms, ink: bool) -> str:
    if ink:
        return "The parties have signed this Agreement on the dates that stand with the signatures."
    return (
        "The parties sign this Agreement electronically. The Signature Record shows who signed for "
        f"each party, how, and when in {zone(terms.period.timezone)}."
    )


def _signing(terms: Terms) -> Iterator[tuple[str, str]]:
    """In which role and under what name; whoever guarantees both sides signs once."""
    yield from (("Licensor", licensor.legal_name) for licensor in terms.parties.licensors)
    yield "Licensee", terms.parties.licensee.legal_name
    guarantors = dict.fromkeys(each.legal_name for each in terms.parties.guarantors)
    yield from (("Guarantor", name) for name in guarantors)


def _signed(n: int, role: str, name: str, ink: bool) -> Section:
    if ink:
        lines = ("Signature", "Name", "Title", "Date")
        table = facts(f"Signature of {name}", ((line, "") for line in lines))
        return Section(f"sig_{n}", f"{role}: {name}", "", (table,))
    words = (
        f"Signed electronically for {name} by the person named for it in the Signature "
        "Record at the end of this document, which is part of this Agreement."
    )
    return Section(f"sig_{n}", f"{role}: {name}", "", (plain(words),))

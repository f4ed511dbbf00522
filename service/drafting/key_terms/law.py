"""Key Terms: law, disputes, notices, signing and the special terms."""

from collections.abc import Iterator, Sequence

from service.domain.continuing import continues
from service.domain.contract import Cell, Section
from service.domain.terms import Terms
from service.domain.terms.law import Forum, Law
from service.domain.terms.notices import Lag, NoticeMethod
from service.domain.terms.parties import Party
from service.domain.terms.signing import SpecialTerm
from service.domain.wording import day_in_words, listed
from service.drafting.library import Clause
from service.drafting.restating import original_agreement
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, cell, grid, group, or_none, row
from service.drafting.spans import section_number
from service.drafting.wording import address, counted, first_upper, law, span
from service.drafting.words import words, words_of


def law_and_notices(terms: Terms, riders: Sequence[Clause]) -> Section:
    return group("law", "Law, disputes and notices", _rows(terms, riders))


def _rows(terms: Terms, riders: Sequence[Clause]) -> Iterator[Row]:
    yield from _law(terms.law)
    yield row("Law Riders", *or_none(rider.heading for rider in riders))
    yield row(
        "Notice Address",
        *(
            line
            for side, party in _parties(terms)
            for line in _notice_address(side, party, len(terms.parties.licensors) > 1)
        ),
    )
    notices = terms.notices
    yield row("Notice Methods", first_upper(listed(words_of(notices.methods), "or")))
    yield row(
        "Breach Notice Methods",
        first_upper(listed(words_of(notices.methods_breach), "or")),
    )
    used = [m for m in NoticeMethod if m in notices.methods | notices.methods_breach]
    yield row(
        "Deemed Receipt",
        *(
            f"{first_upper(words(method))}: {_received(notices.deemed_receipt.lag(method))}"
            for method in used
        ),
    )
    yield row("Bounce Rule", words(notices.bounce))


def _parties(terms: Terms) -> Iterator[tuple[str, Party]]:
    yield from (("Licensor", licensor) for licensor in terms.parties.licensors)
    yield "Licensee", terms.parties.licensee


def _notice_address(side: str, party: Party, named: bool) -> Iterator[str]:
    who = f"{side} ({party.legal_name})" if named and side == "Licensor" else side
    yield f"{who}: {party.notice_email}; {address(party.notice_post or party.address)}"
    if party.notice_copies:
        yield f"Copy, which is not a Notice: {listed(party.notice_copies)}"


def _law(law_of: Law) -> Iterator[Row]:
    yield row("Governing Law", first_upper(law(law_of.governing_law)))
    yield row("Forum", words(law_of.forum))
    yield row("Forum Place", law_of.place or _default_place(law_of))
    arbitration = law_of.forum is Forum.ARBITRATION
    yield row("Arbitration Rules", (law_of.rules if arbitration else None) or NOT_APPLICABLE)
    yield row("Seat", (law_of.seat if arbitration else None) or NOT_APPLICABLE)
    yield row("Escalation Period", counted(law_of.escalation_days, "day"))
    yield row("Process Agent", law_of.agent_for_service or NONE)


def _received(lag: Lag) -> str:
    return f"{span(lag)} after sending" if lag.value else "on the day of sending"


def _default_place(law_of: Law) -> str:
    courts = law_of.forum is not Forum.ARBITRATION
    return "The place of the Governing Law" if courts else "The Seat"


def signing(terms: Terms) -> Section:
    by = terms.signing.complete_by
    return group(
        "signing",
        "Signing",
        (
            row("Signature Level", words(terms.signing.level)),
            row("Signing Order", words(terms.signing.order)),
            row("Sign-by Date", day_in_words(by) if by else NONE),
        ),
    )


def special_terms(terms: Terms) -> Section:
    if not terms.special_terms:
        return group("special", "Special Terms", (row("Special Terms", NONE),))
    said = continues(terms)
    rows = (row("Special Terms", "Those in the table below"),)
    table = grid(
        "Special Terms",
        ("No.", "Section", "Effect", "Text"),
        (_special(special) for special in terms.special_terms),
    )
    return group(
        "special",
        "Special Terms",
        (*rows, row("Original Agreement", original_agreement(terms, said))) if said else rows,
        table,
    )


def _special(special: SpecialTerm) -> tuple[Cell, ...]:
    text = special.text or "The Section is not used."
    return (
        cell(special.id),
        cell(f"Section {section_number(special.clause)}"),
        cell(words(special.action)),
        cell(*(line for line in text.split("\n") if line)),
    )

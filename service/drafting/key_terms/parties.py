"""Key Terms: who the parties are, in what capacity, and where notices reach them."""

from collections.abc import Iterator

from service.domain.contract import Section
from service.domain.terms import Terms
from service.domain.terms.parties import (
    Affiliates,
    AffiliateScope,
    Intermediary,
    Licensor,
    Party,
    Principals,
)
from service.domain.wording import day_in_words, listed
from service.drafting.rows import NONE, NOT_APPLICABLE, Row, group, or_none, row
from service.drafting.wording import address, jurisdiction, percent
from service.drafting.words import words, words_of


def parties(terms: Terms) -> Section:
    return group("parties", "Parties", _rows(terms))


def _rows(terms: Terms) -> Iterator[Row]:
    those = terms.parties
    yield row(
        "Licensor",
        *(line for licensor in those.licensors for line in described(licensor)),
    )
    yield row("Rights Capacity", *_capacities(those.licensors))
    yield row("Principals", *_principals(those.licensors))
    several = those.other_licensors
    liability = words(those.licensors_liability) if several else NOT_APPLICABLE
    yield row("Licensor Liability", liability)
    yield row("Licensee", *described(those.licensee))
    yield row("Permitted Affiliates", *_affiliates(those.licensee.affiliates))
    yield row("Intermediary", *_intermediary(those.intermediary))
    guarantors = (
        f"{g.legal_name}, {jurisdiction(g.jurisdiction)}, {address(g.address)}, for the duties of "
        f"{words(g.guarantees)}"
        for g in those.guarantors
    )
    yield row("Guarantor", *or_none(guarantors))


def described(party: Party) -> tuple[str, ...]:
    """Name, kind, seat, number, address: a paragraph each, the name first."""
    number = [f"registration number {party.registration_no}"] if party.registration_no else []
    kind = (words(party.entity_type), jurisdiction(party.jurisdiction), *number)
    tax = (f"Tax number {party.tax_id}",) if party.tax_id else ()
    return (party.legal_name, ", ".join(kind), address(party.address), *tax)


def _capacities(licensors: tuple[Licensor, ...]) -> Iterator[str]:
    for licensor in licensors:
        name = f"{licensor.legal_name}: " if len(licensors) > 1 else ""
        yield name + words(licensor.rights_capacity)
        if paper := licensor.authority_document:
            yield (
                f"Authority dated {day_in_words(paper.dated_on)}, covering "
                f"{listed(words_of(paper.covers))}, SHA-256 {paper.sha256}"
            )


def _principals(licensors: tuple[Licensor, ...]) -> tuple[str, ...]:
    return or_none(
        (said for who in licensors if who.principals for said in _named(who.principals)),
        NOT_APPLICABLE,
    )


def _named(principals: Principals) -> Iterator[str]:
    yield from principals.names
    if principals.count:
        digest = f", SHA-256 of the list {principals.sha256}" if principals.sha256 else ""
        yield f"{principals.count:,} principals on the list held by Licensor{digest}"


def _affiliates(affiliates: Affiliates) -> tuple[str, ...]:
    match affiliates.scope:
        case AffiliateScope.NONE:
            return (NONE,)
        case AffiliateScope.CONTROLLED:
            return ("Each Affiliate under the Control of Licensee", *affiliates.named)
        case AffiliateScope.NAMED:
            return or_none(affiliates.named)


def _intermediary(intermediary: Intermediary | None) -> Iterator[str]:
    if intermediary is None:
        yield NONE
        return
    yield f"{intermediary.legal_name}, {address(intermediary.address)}"
    yield f"Acts as {words(intermediary.role)}"
    if intermediary.collects_payment:
        yield "Collects payment"
    if intermediary.commission_pct is not None:
        borne = f", borne by {words(intermediary.borne_by)}" if intermediary.borne_by else ""
        yield f"Commission {percent(intermediary.commission_pct)} of the Fees{borne}"

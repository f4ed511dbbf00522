"""Whether the parties can be who they are said to be."""

from collections.abc import Iterator
from typing import Final

from service.domain.capacity import is_agent
from service.domain.errors import Fault
from service.domain.pointers import LICENSEE, licensors, parties
from service.domain.terms import Terms
from service.domain.terms.parties import (
    ActingAs,
    AffiliateScope,
    Authority,
    EntityType,
    Guarantor,
    IntermediaryRole,
    Party,
    Side,
)
from service.domain.terms.prices import Payee
from service.domain.wording import spoken

PEOPLE: Final = frozenset({EntityType.INDIVIDUAL, EntityType.SOLE_TRADER})
"""Parties that are one natural person."""


def principals_belong_to_agents(terms: Terms) -> Iterator[Fault]:
    for at, licensor in licensors(terms):
        if licensor.principals and not is_agent(licensor):
            capacity = spoken(licensor.rights_capacity)
            yield Fault(
                f"{at}/principals",
                f"Only an agent or a collecting society has principals; "
                f"{licensor.legal_name} grants as {capacity}.",
            )


def principals_are_named_or_counted(terms: Terms) -> Iterator[Fault]:
    for at, licensor in licensors(terms):
        principals = licensor.principals
        if principals is None:
            continue
        counted = [principals.count is not None, principals.sha256 is not None]
        if not (all(counted) if not principals.names else not any(counted)):
            yield Fault(
                f"{at}/principals",
                "Give either the principals' names, or the number on a list and that list's "
                "SHA-256, not both.",
            )


def affiliates_are_named_if_included_by_name(terms: Terms) -> Iterator[Fault]:
    affiliates = terms.parties.licensee.affiliates
    by_name = affiliates.scope is AffiliateScope.NAMED
    at = f"{LICENSEE}/affiliates/named"
    if by_name and not affiliates.named:
        yield Fault(at, "Affiliates are included by name: name at least one.")
    elif affiliates.named and not by_name:
        yield Fault(
            at,
            f"Affiliates are named, but the scope is {spoken(affiliates.scope)}: "
            "choose named, or leave the list empty.",
        )


def nobody_stands_twice(terms: Terms) -> Iterator[Fault]:
    """Another company may have the same name elsewhere, so the jurisdiction counts too."""
    seen: set[tuple[str, str]] = set()
    for at, party in parties(terms):
        if _identity(party) in seen:
            yield Fault(
                f"{at}/legal_name",
                f"{party.legal_name} ({party.jurisdiction}) is already a party, and nobody deals "
                "with itself.",
            )
        seen.add(_identity(party))


def guarantors_are_others(terms: Terms) -> Iterator[Fault]:
    seen: set[tuple[tuple[str, str], Side]] = set()
    for i, guarantor in enumerate(terms.parties.guarantors):
        at = f"/parties/guarantors/{i}/legal_name"
        debtors = terms.parties.of(guarantor.guarantees)
        if _identity(guarantor) in {_identity(party) for party in debtors}:
            yield Fault(at, f"{guarantor.legal_name} cannot guarantee its own performance.")
        elif (_identity(guarantor), guarantor.guarantees) in seen:
            yield Fault(
                at, f"{guarantor.legal_name} already guarantees the {guarantor.guarantees}."
            )
        seen.add((_identity(guarantor), guarantor.guarantees))


def signatories_have_their_own_mailbox(terms: Terms) -> Iterator[Fault]:
    """A signature is proved by the mailbox; one mailbox proves one person of a party."""
    for at, party in parties(terms):
        seen: set[str] = set()
        for i, signatory in enumerate(party.signatories):
            mailbox = signatory.email.casefold()
            if mailbox in seen:
                yield Fault(
                    f"{at}/signatories/{i}/email",
                    f"{signatory.email} already signs for {party.legal_name}; each signatory "
                    "needs an address of their own.",
                )
            seen.add(mailbox)


def authority_suits_the_party(terms: Terms) -> Iterator[Fault]:
    for at, party in parties(terms):
        for i, signatory in enumerate(party.signatories):
            if words := _unsuitable(signatory.authority, party):
                yield Fault(f"{at}/signatories/{i}/authority", words)


def consumers_are_people(terms: Terms) -> Iterator[Fault]:
    for at, party in parties(terms):
        if party.acting_as is ActingAs.CONSUMER and party.entity_type not in PEOPLE:
            yield Fault(
                f"{at}/acting_as",
                f"Only a natural person acts as a consumer; {party.legal_name} is given as "
                f"{spoken(party.entity_type)}.",
            )


def the_payee_collects(terms: Terms) -> Iterator[Fault]:
    """An intermediary that is paid collects, and one that collects is paid."""
    intermediary = terms.parties.intermediary
    to_intermediary = terms.pricing.payee is Payee.INTERMEDIARY
    if to_intermediary and intermediary is None:
        yield Fault("/pricing/payee", "Fees go to the intermediary, and the deal names none.")
    elif intermediary and to_intermediary != intermediary.collects_payment:
        yield Fault(
            "/parties/intermediary/collects_payment",
            f"Fees are payable to the {terms.pricing.payee}, so the intermediary "
            f"{'must' if to_intermediary else 'cannot'} collect payment.",
        )


def payment_agents_collect(terms: Terms) -> Iterator[Fault]:
    intermediary = terms.parties.intermediary
    if intermediary is None or intermediary.collects_payment:
        return
    if intermediary.role is IntermediaryRole.PAYMENT_AGENT:
        yield Fault(
            "/parties/intermediary/role",
            f"{intermediary.legal_name} is a payment agent but does not collect payment: "
            "choose another role or let it collect.",
        )


def commissions_are_borne_by_someone(terms: Terms) -> Iterator[Fault]:
    intermediary = terms.parties.intermediary
    if intermediary is None:
        return
    if intermediary.commission_pct and intermediary.borne_by is None:
        yield Fault(
            "/parties/intermediary/borne_by",
            f"Say which side bears the commission of {intermediary.commission_pct} %.",
        )
    elif intermediary.borne_by and intermediary.commission_pct is None:
        yield Fault(
            "/parties/intermediary/commission_pct",
            f"The {intermediary.borne_by} bears a commission; give its percentage.",
        )


def _identity(party: Party | Guarantor) -> tuple[str, str]:
    return party.legal_name.casefold(), party.jurisdiction


def _unsuitable(authority: Authority, party: Party) -> str | None:
    name, kind = party.legal_name, spoken(party.entity_type)
    if authority is Authority.SELF and party.entity_type not in PEOPLE:
        return f"{name} is given as {kind} and cannot sign by itself: name the signatory's office."
    if authority is Authority.OFFICER and party.entity_type is EntityType.INDIVIDUAL:
        return f"{name} is an individual and has no officers: choose self or attorney in fact."
    return None


RULES: Final = (
    principals_belong_to_agents,
    principals_are_named_or_counted,
    affiliates_are_named_if_included_by_name,
    nobody_stands_twice,
    guarantors_are_others,
    signatories_have_their_own_mailbox,
    authority_suits_the_party,
    consumers_are_people,
    the_payee_collects,
    payment_agents_collect,
    commissions_are_borne_by_someone,
)

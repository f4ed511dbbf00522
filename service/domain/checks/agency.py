"""Whether those who act for others may do so, and have shown the paper."""

from collections.abc import Callable
from typing import Final

from service.domain.capacity import is_agent, is_covered
from service.domain.checks.finding import (
    Basis,
    Check,
    Hit,
    Level,
    Matter,
    hit,
    to_be_confirmed,
)
from service.domain.facts import has_fee, is_exclusive
from service.domain.pointers import licensors
from service.domain.rules.positions import RELEASES
from service.domain.terms import Terms
from service.domain.terms.parties import Authority, Covers, Licensor, RightsCapacity
from service.domain.terms.prices import Payee
from service.domain.wording import in_order

TRANSFER: Final = Basis("17 USC 204(a)")
AGENCY: Final = to_be_confirmed("The general law of agency")


def _exclusive_by_agent(matter: Matter) -> Hit | None:
    if not is_exclusive(matter.terms):
        return None
    return hit(
        (
            f"{at}/authority_document"
            for at, licensor in licensors(matter.terms)
            if is_agent(licensor) and not is_covered(licensor, Covers.EXCLUSIVE)
        ),
        "An exclusive grant is valid only in a writing signed by the owner or its duly authorized "
        "agent: ask for the signed authority that covers exclusive grants.",
    )


def _exclusive_by_sublicensor(matter: Matter) -> Hit | None:
    if not is_exclusive(matter.terms):
        return None
    return hit(
        (
            f"{at}/rights_capacity"
            for at, licensor in licensors(matter.terms)
            if licensor.rights_capacity is RightsCapacity.SUBLICENSOR
        ),
        "Whoever holds a nonexclusive license, as a host does under its user terms, owns nothing "
        "that it could grant exclusively: make the grant nonexclusive.",
    )


def _agent_without_paper(matter: Matter) -> Hit | None:
    return hit(
        _agents(matter.terms, "/authority_document", lambda agent: not agent.authority_document),
        "The licensor acts for others and has shown no authority: ask for the signed document and "
        "record its date, digest and what it covers.",
    )


def _agent_paper_too_narrow(matter: Matter) -> Hit | None:
    beyond = {
        at: acts
        for at, licensor in licensors(matter.terms)
        if (acts := _beyond_its_paper(licensor, matter.terms))
    }
    words = in_order({act for acts in beyond.values() for act in acts})
    return hit(
        (f"{at}/authority_document/covers" for at in beyond),
        f"The authority document does not cover what the agent does here ({', '.join(words)}): "
        "ask for one that does.",
    )


def _agent_without_principals(matter: Matter) -> Hit | None:
    return hit(
        _agents(matter.terms, "/principals", lambda agent: not agent.principals),
        "Nobody is named for whom the licensor acts: name the principals, or give their number and "
        "the digest of the list.",
    )


def _attorney_without_paper(matter: Matter) -> Hit | None:
    return hit(
        (
            f"{at}/signatories/{i}/authority"
            for at, licensor in licensors(matter.terms)
            for i, signatory in enumerate(licensor.signatories)
            if signatory.authority is Authority.ATTORNEY_IN_FACT
            and not is_covered(licensor, Covers.SIGN)
        ),
        "A signatory signs by power of attorney, and no document covers signing: ask for it "
        "before the signing starts.",
    )


def _release_beyond_control(matter: Matter) -> Hit | None:
    if matter.terms.positions.past_use not in RELEASES:
        return None
    return hit(
        (
            at
            for at, licensor in licensors(matter.terms)
            if licensor.rights_capacity is RightsCapacity.SUBLICENSOR
            or (is_agent(licensor) and not is_covered(licensor, Covers.PAST_RELEASE))
        ),
        "This licensor can release only claims that it controls, not those of users or principals: "
        "see that the works listed are such.",
    )


def _agents(terms: Terms, field: str, test: Callable[[Licensor], object]) -> tuple[str, ...]:
    return tuple(at + field for at, each in licensors(terms) if is_agent(each) and test(each))


def _beyond_its_paper(licensor: Licensor, terms: Terms) -> frozenset[Covers]:
    """What an agent that has shown a paper does beyond it; exclusive grants have their own check."""
    if not (is_agent(licensor) and licensor.authority_document):
        return frozenset()
    acts = frozenset() if is_exclusive(terms) else frozenset({Covers.NONEXCLUSIVE})
    if has_fee(terms) and terms.pricing.payee is Payee.LICENSOR:
        acts |= {Covers.COLLECT}
    granted = {Covers.NONEXCLUSIVE} if is_covered(licensor, Covers.EXCLUSIVE) else frozenset()
    return acts - granted - licensor.authority_document.covers


CHECKS: Final = (
    Check("exclusive_by_agent", Level.BLOCK, TRANSFER, _exclusive_by_agent),
    Check(
        "exclusive_by_sublicensor",
        Level.BLOCK,
        TRANSFER,
        _exclusive_by_sublicensor,
        overridable=False,
    ),
    Check("agent_without_paper", Level.WARN, AGENCY, _agent_without_paper),
    Check("agent_paper_too_narrow", Level.WARN, AGENCY, _agent_paper_too_narrow),
    Check("agent_without_principals", Level.WARN, AGENCY, _agent_without_principals),
    Check("attorney_without_paper", Level.WARN, AGENCY, _attorney_without_paper),
    Check("release_beyond_control", Level.WARN, AGENCY, _release_beyond_control),
)

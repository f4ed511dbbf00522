"""On what rights the licensor rests: its own, an author's, contributors' or users'."""

from collections.abc import Callable
from typing import Final

from service.domain.capacity import AGENTS
from service.domain.checks.finding import (
    THE_TERMS,
    Check,
    Hit,
    Level,
    Matter,
    hit,
    to_be_confirmed,
)
from service.domain.facts import lines_where
from service.domain.pointers import licensors
from service.domain.pricing.length import months_of
from service.domain.rules.parties import PEOPLE
from service.domain.terms import Terms
from service.domain.terms.materials import AiUse, MaterialsLine, RightsBasis, RightsKind
from service.domain.terms.models import WeightsSurvival
from service.domain.terms.parties import EntityType, RightsCapacity
from service.domain.terms.period import PeriodMode

AUTHORS_MONTHS: Final = 35 * 12

ACCEPTED_BY_OTHERS: Final = frozenset({RightsKind.CONTRIBUTOR_LICENSE, RightsKind.USER_TERMS})
"""Rights that people gave by accepting terms."""

RESTS_ON: Final = {
    RightsCapacity.OWNER: {RightsKind.OWNED},
    RightsCapacity.EXCLUSIVE_LICENSEE: {
        RightsKind.EXCLUSIVE_LICENSE,
        RightsKind.CONTRIBUTOR_LICENSE,
    },
    RightsCapacity.SUBLICENSOR: {RightsKind.CONTRIBUTOR_LICENSE, RightsKind.USER_TERMS},
} | {agent: {RightsKind.MANDATE, RightsKind.CONTRIBUTOR_LICENSE} for agent in AGENTS}
"""On what rights a licensor of each capacity can be expected to rest."""


def _author_may_terminate(matter: Matter) -> Hit | None:
    if not _lasts_35_years(matter.terms):
        return None
    return hit(
        (
            at
            for at, licensor in licensors(matter.terms)
            if licensor.entity_type in PEOPLE and licensor.rights_capacity is RightsCapacity.OWNER
        ),
        "An author may end a grant after 35 years whatever the contract says: do not rely on a "
        "perpetual right.",
    )


def _capacity_unlike_basis(matter: Matter) -> Hit | None:
    expected = {
        kind
        for licensor in matter.terms.parties.licensors
        for kind in RESTS_ON[licensor.rights_capacity]
    }
    return hit(
        lines_where(
            matter.terms,
            lambda line: line.rights_basis.kind not in expected | {RightsKind.PUBLIC_DOMAIN},
            "/rights_basis/kind",
        ),
        "No licensor grants in a capacity that fits this line's rights: a host is a sublicensor, "
        "an agent has a mandate, an owner owns.",
    )


def _terms_silent_on_ai(matter: Matter) -> Hit | None:
    return hit(
        _accepted(matter.terms, "ai_use", lambda basis: basis.ai_use is not AiUse.EXPRESS),
        "The terms that users or contributors accepted do not expressly allow training: read them, "
        "and think of a notice with a way to opt out.",
    )


def _terms_without_version(matter: Matter) -> Hit | None:
    return hit(
        _accepted(
            matter.terms,
            "terms_version",
            lambda basis: not (basis.terms_version and basis.accepted_from),
        ),
        "Record which version of the terms was accepted and from when; without it nobody can prove "
        "what users or contributors agreed to.",
    )


def _unknown_claims(matter: Matter) -> Hit | None:
    past = matter.terms.positions.past_use_terms
    return hit(
        ("/positions/past_use_terms/unknown_claims_waiver",)
        if past and past.unknown_claims_waiver
        else (),
        "A release reaches unknown claims only if the statute's protection is waived in so many "
        "words, and the licensor should know what it gives up.",
    )


def _insolvent_licensor(matter: Matter) -> Hit | None:
    return hit(
        (
            f"{at}/entity_type"
            for at, licensor in licensors(matter.terms)
            if licensor.entity_type is EntityType.ESTATE_OR_INSOLVENCY
        ),
        "An estate or insolvent company usually needs a court's or creditors' approval to license "
        "its assets: make the deal depend on it.",
    )


def _accepted(terms: Terms, field: str, test: Callable[[RightsBasis], bool]) -> tuple[str, ...]:
    def lacks(line: MaterialsLine) -> bool:
        return line.rights_basis.kind in ACCEPTED_BY_OTHERS and test(line.rights_basis)

    return lines_where(terms, lacks, f"/rights_basis/{field}")


def _lasts_35_years(terms: Terms) -> bool:
    """By its period, or because models trained on the materials may be kept for good."""
    if terms.period.mode is PeriodMode.PERPETUAL:
        return True
    months = months_of(terms.period)
    for_good = WeightsSurvival.PERPETUAL in terms.models.outcomes()
    return for_good or (months is not None and months >= AUTHORS_MONTHS)


CHECKS: Final = (
    Check(
        "author_may_terminate",
        Level.WARN,
        to_be_confirmed("17 USC 203"),
        _author_may_terminate,
    ),
    Check("capacity_unlike_basis", Level.WARN, THE_TERMS, _capacity_unlike_basis),
    Check(
        "terms_silent_on_ai",
        Level.WARN,
        to_be_confirmed("The users' own terms, and consumer law on changing them"),
        _terms_silent_on_ai,
    ),
    Check("terms_without_version", Level.WARN, THE_TERMS, _terms_without_version),
    Check(
        "unknown_claims",
        Level.WARN,
        to_be_confirmed("Cal. Civ. Code 1542"),
        _unknown_claims,
    ),
    Check(
        "insolvent_licensor",
        Level.WARN,
        to_be_confirmed("Insolvency law; in the United States 11 USC 363"),
        _insolvent_licensor,
    ),
)

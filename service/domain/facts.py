"""What checks and Law Riders ask of the terms: who is where, what the lines hold, what is paid."""

from collections.abc import Callable, Iterator
from typing import Final

from service.domain.pointers import licensors, lines, parties
from service.domain.terms import Terms
from service.domain.terms.grant import Exclusivity, Purpose
from service.domain.terms.materials import LocationMetadata, MaterialsLine, People
from service.domain.terms.parties import EntityType, Party, RightsCapacity
from service.domain.terms.period import RenewalMode
from service.domain.terms.prices import FeeModel
from service.domain.terms.privacy import PersonalData

US: Final = "US"

GENERATIVE: Final = frozenset(
    {Purpose.PRETRAIN, Purpose.FINETUNE, Purpose.PREFERENCE_TUNING, Purpose.DISTILLATION}
)
"""Purposes that make or shape a generative model."""

TRAINS: Final = GENERATIVE | {Purpose.NONGENERATIVE_TRAINING}
"""Purposes from which a model results."""

_RENEW_BY_THEMSELVES: Final = frozenset({RenewalMode.AUTO_EVERGREEN, RenewalMode.AUTO_FIXED_N})


def countries(party: Party) -> frozenset[str]:
    """Where a party is organized and where it is reached."""
    return frozenset({party.jurisdiction[:2], party.address.country})


def is_us(party: Party) -> bool:
    return US in countries(party)


def is_foreign(party: Party) -> bool:
    """Organized or reached outside the United States."""
    return countries(party) != {US}


def has_us_licensor(terms: Terms) -> bool:
    return any(is_us(licensor) for licensor in terms.parties.licensors)


def parties_in(terms: Terms, places: frozenset[str]) -> Iterator[str]:
    """Pointers to the parties organized or reached in any of these countries."""
    return (at for at, party in parties(terms) if countries(party) & places)


def lines_where(
    terms: Terms, test: Callable[[MaterialsLine], bool], field: str = ""
) -> tuple[str, ...]:
    """Pointers to the lines, or to a field of each, for which the test holds."""
    return tuple(at + field for at, line in lines(terms) if test(line))


def shows_people(line: MaterialsLine) -> bool:
    return line.people is not People.NONE


def has_gps(line: MaterialsLine) -> bool:
    return line.location_metadata is LocationMetadata.INCLUDED


def shows_or_locates_people(terms: Terms) -> tuple[str, ...]:
    """Pointers to what on the lines may tell of persons: likeness and GPS."""
    likeness = lines_where(terms, shows_people, "/people")
    return likeness + lines_where(terms, has_gps, "/location_metadata")


def has_fee(terms: Terms) -> bool:
    return terms.pricing.fee_model is not FeeModel.NO_FEE


def has_personal_data(terms: Terms) -> bool:
    return terms.privacy.personal_data is not PersonalData.NONE


def is_exclusive(terms: Terms) -> bool:
    """In any form: sole, by field, for a time, or fully."""
    return terms.grant.exclusivity is not Exclusivity.NONEXCLUSIVE


def renews_by_itself(terms: Terms) -> bool:
    return terms.period.renewal.mode in _RENEW_BY_THEMSELVES


def collecting_societies(terms: Terms) -> tuple[str, ...]:
    return tuple(
        at
        for at, licensor in licensors(terms)
        if licensor.rights_capacity is RightsCapacity.CMO or licensor.entity_type is EntityType.CMO
    )

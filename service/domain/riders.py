"""Which Law Riders a deal has: the one table that both the contract and the checks read.

A Law Rider is an attachment with text that law drives. What calls for it says where in the terms
the reason stands, as JSON pointers; where nothing calls for it, it is not attached.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.facts import has_personal_data, parties_in
from service.domain.pointers import parties
from service.domain.terms import Terms
from service.domain.terms.law import EU
from service.domain.terms.parties import EntityType
from service.domain.terms.privacy import UsBulkData


class Rider(StrEnum):
    """In the order in which they are attached."""

    MANDATORY_EXCEPTIONS = "mandatory_exceptions"
    DATA_PROTECTION_ROLES = "data_protection_roles"
    US_BULK_DATA = "us_bulk_data"
    CCPA_THIRD_PARTY = "ccpa_third_party"
    DE_STANDARD_TERMS = "de_standard_terms"


Reason = Callable[[Terms], tuple[str, ...]]
"""Pointers to what calls for a rider; none where nothing does. Its docstring goes on the page of texts."""

SAVING: Final = EU | {"GB", "SG"}
"""Places whose law names exceptions to copyright that no contract may exclude."""

_REACHING_THERE: Final = SAVING | {"EU", "WORLD"}

_PRIVILEGED: Final = frozenset({EntityType.UNIVERSITY, EntityType.PUBLIC_BODY})
"""Parties that such exceptions may be made for."""


def _an_exception_may_bind(terms: Terms) -> tuple[str, ...]:
    """The Governing Law, a party or the Territory is in the EU, the UK or Singapore, or a party is
    a university or public body.
    """
    law = ("/law/governing_law",) if terms.law.country in SAVING else ()
    territory = ("/grant/territory",) if terms.grant.territory & _REACHING_THERE else ()
    privileged = (
        f"{at}/entity_type" for at, party in parties(terms) if party.entity_type in _PRIVILEGED
    )
    return (*law, *territory, *parties_in(terms, SAVING), *privileged)


def _a_transfer_is_safeguarded(terms: Terms) -> tuple[str, ...]:
    """Personal data are licensed or incidental, and a transfer instrument is chosen."""
    chosen = has_personal_data(terms) and terms.privacy.transfer
    return ("/privacy/transfer",) if chosen else ()


def _us_data_go_in_bulk(terms: Terms) -> tuple[str, ...]:
    """Bulk US sensitive personal data are said to be transferred."""
    return ("/privacy/us_bulk_data",) if terms.privacy.us_bulk_data is UsBulkData.YES else ()


def _californians_data_are_sold(terms: Terms) -> tuple[str, ...]:
    """The terms for a sale of Californians' data are chosen."""
    chosen = terms.privacy.ccpa_third_party_terms
    return ("/privacy/ccpa_third_party_terms",) if chosen else ()


def _german_law_governs(terms: Terms) -> tuple[str, ...]:
    """The Governing Law is German."""
    german = terms.law.country == "DE"
    return ("/law/governing_law", "/risk/general_cap") if german else ()


CALLED_FOR: Final[Mapping[Rider, Reason]] = MappingProxyType(
    {
        Rider.MANDATORY_EXCEPTIONS: _an_exception_may_bind,
        Rider.DATA_PROTECTION_ROLES: _a_transfer_is_safeguarded,
        Rider.US_BULK_DATA: _us_data_go_in_bulk,
        Rider.CCPA_THIRD_PARTY: _californians_data_are_sold,
        Rider.DE_STANDARD_TERMS: _german_law_governs,
    }
)


def attached(terms: Terms) -> tuple[Rider, ...]:
    """The Law Riders of a deal, in order."""
    return tuple(rider for rider in Rider if CALLED_FOR[rider](terms))

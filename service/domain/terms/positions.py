"""The positions that are chosen by name, not by a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from service.domain.money import Money
from service.domain.terms.bounds import Items, Line, Name, between


class FairUse(StrEnum):
    """terms-and-clauses.md §4, as corrected in legal-review.md D."""

    FU0 = "FU0"
    FU1 = "FU1"
    FU2 = "FU2"
    FU3 = "FU3"
    FU4 = "FU4"
    FU5 = "FU5"
    FU6 = "FU6"
    FU7 = "FU7"
    FU8 = "FU8"


class CovenantScope(StrEnum):
    NONE = "none"
    LICENSED_WORKS_TERM = "licensed_works_term"
    LICENSED_WORKS_PERPETUAL = "licensed_works_perpetual"


class MarketEvidence(StrEnum):
    SILENT = "silent"
    USABLE = "usable"
    NOT_USABLE = "not_usable"


class TdmReservation(StrEnum):
    RESERVED = "reserved"
    NOT_RESERVED = "not_reserved"
    SILENT = "silent"


class TdmSignal(StrEnum):
    TDMREP = "tdmrep"
    ROBOTS = "robots"
    RSL = "rsl"
    AIPREF = "aipref"
    IPTC = "iptc"
    C2PA = "c2pa"
    TERMS_OF_SERVICE = "terms_of_service"


class ReservedBy(StrEnum):
    RIGHTSHOLDER = "rightsholder"
    AUTHORIZED_LICENSEE = "authorized_licensee"


class PastUse(StrEnum):
    SILENT = "silent"
    RESERVED = "reserved"
    PAID_RELEASE = "paid_release"
    COVENANT_NOT_TO_SUE = "covenant_not_to_sue"


class MoralRights(StrEnum):
    RESERVED = "reserved"
    NON_ASSERT = "non_assert"
    WAIVED_WHERE_LAWFUL = "waived_where_lawful"


class Warranties(StrEnum):
    AS_IS = "as_is"
    KNOWLEDGE = "knowledge"
    FLAT = "flat"


class Position(StrEnum):
    """A side's wording of a clause that has no outcome of its own among the terms."""

    LICENSOR = "licensor"
    BALANCED = "balanced"
    LICENSEE = "licensee"
    OMITTED = "omitted"
    """Not used, by choice; only for clauses that the family makes optional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tdm:
    """Where the reservation against text and data mining is made, and by whom."""

    signals: Annotated[frozenset[TdmSignal], Items(7, least=1)]
    locations: Annotated[tuple[Line, ...], Items(100, least=1)]
    reserved_by: ReservedBy = ReservedBy.RIGHTSHOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class PastUseTerms:
    """`works` empty means every work on the lines of the materials."""

    amount: Annotated[Money, between(0, 10**11)]
    cutoff_on: date
    works: Annotated[tuple[Name, ...], Items(1000)] = ()
    inputs: bool = True
    outputs: bool = False
    unknown_claims_waiver: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """`clauses` chooses a side's wording by clause id, only where no enum decides the text."""

    fair_use: Annotated[frozenset[FairUse], Items(9, least=1)] = frozenset({FairUse.FU1})
    fair_use_covenant_scope: CovenantScope = CovenantScope.NONE
    licensing_market_evidence: MarketEvidence = MarketEvidence.SILENT
    tdm_reservation: TdmReservation = TdmReservation.RESERVED
    tdm: Tdm | None = None
    past_use: PastUse = PastUse.RESERVED
    past_use_terms: PastUseTerms | None = None
    moral_rights: MoralRights = MoralRights.RESERVED
    warranties: Warranties = Warranties.KNOWLEDGE
    clauses: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))

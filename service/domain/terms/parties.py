"""Who makes the deal, in what capacity, and who signs for them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import (
    Country,
    Email,
    Items,
    Jurisdiction,
    Line,
    Name,
    Percent,
    Sha256,
    Text,
    between,
)
from service.domain.wording import listed


class Side(StrEnum):
    LICENSOR = "licensor"
    LICENSEE = "licensee"

    @property
    def other(self) -> "Side":
        return Side.LICENSEE if self is Side.LICENSOR else Side.LICENSOR


class EntityType(StrEnum):
    CORPORATION = "corporation"
    LLC = "llc"
    PARTNERSHIP = "partnership"
    SOLE_TRADER = "sole_trader"
    INDIVIDUAL = "individual"
    UNIVERSITY = "university"
    PUBLIC_BODY = "public_body"
    CMO = "cmo"
    TRUST = "trust"
    ESTATE_OR_INSOLVENCY = "estate_or_insolvency"


class ActingAs(StrEnum):
    BUSINESS = "business"
    CONSUMER = "consumer"


class Authority(StrEnum):
    """What lets a person sign for a party."""

    OFFICER = "officer"
    ATTORNEY_IN_FACT = "attorney_in_fact"
    SELF = "self"
    INSOLVENCY_OFFICER = "insolvency_officer"


class RightsCapacity(StrEnum):
    """In what right a licensor grants (legal-review.md A2)."""

    OWNER = "owner"
    EXCLUSIVE_LICENSEE = "exclusive_licensee"
    SUBLICENSOR = "sublicensor"
    EXCLUSIVE_AGENT = "exclusive_agent"
    NONEXCLUSIVE_AGENT = "nonexclusive_agent"
    CMO = "cmo"


class Covers(StrEnum):
    """What a document of authority lets an agent do."""

    NONEXCLUSIVE = "nonexclusive"
    EXCLUSIVE = "exclusive"
    PAST_RELEASE = "past_release"
    SIGN = "sign"
    COLLECT = "collect"


class LicensorsLiability(StrEnum):
    SEVERAL = "several"
    JOINT_AND_SEVERAL = "joint_and_several"


class AffiliateScope(StrEnum):
    NONE = "none"
    NAMED = "named"
    CONTROLLED = "controlled"


class IntermediaryRole(StrEnum):
    AGENT_OF_LICENSOR = "agent_of_licensor"
    AGENT_OF_LICENSEE = "agent_of_licensee"
    PAYMENT_AGENT = "payment_agent"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street: Line
    city: Name
    region: Name | None = None
    postcode: Annotated[str, Text(16)] | None = None
    country: Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    name: Name
    title: Name
    email: Email
    authority: Authority = Authority.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What is said of either side; `notice_post` is null where `address` serves for courier."""

    legal_name: Name
    entity_type: EntityType
    jurisdiction: Jurisdiction
    registration_no: Annotated[str, Text(64)] | None = None
    tax_id: Annotated[str, Text(32)] | None = None
    acting_as: ActingAs = ActingAs.BUSINESS
    address: Address
    notice_email: Email
    notice_post: Address | None = None
    notice_copies: Annotated[tuple[Email, ...], Items(10)] = ()
    signatories: Annotated[tuple[Signatory, ...], Items(10, least=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityDocument:
    """The paper that lets an agent act, by date and digest (17 USC 204(a))."""

    dated_on: date
    sha256: Sha256
    covers: Annotated[frozenset[Covers], Items(5, least=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principals:
    """For whom an agent acts: by name, or as a counted list known by its digest."""

    names: Annotated[tuple[Name, ...], Items(200)] = ()
    count: Annotated[int, between(1, 10**9)] | None = None
    sha256: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensor(Party):
    rights_capacity: RightsCapacity = RightsCapacity.OWNER
    principals: Principals | None = None
    authority_document: AuthorityDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliates:
    """Which affiliates of the licensee may use the materials."""

    scope: AffiliateScope = AffiliateScope.CONTROLLED
    named: Annotated[tuple[Name, ...], Items(100)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensee(Party):
    affiliates: Affiliates = Affiliates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermediary:
    legal_name: Name
    address: Address
    role: IntermediaryRole
    collects_payment: bool = False
    commission_pct: Percent | None = None
    borne_by: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantor:
    legal_name: Name
    jurisdiction: Jurisdiction
    address: Address
    guarantees: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    licensor: Licensor
    other_licensors: Annotated[tuple[Licensor, ...], Items(20)] = ()
    licensors_liability: LicensorsLiability = LicensorsLiability.SEVERAL
    licensee: Licensee
    intermediary: Intermediary | None = None
    guarantors: Annotated[tuple[Guarantor, ...], Items(10)] = ()

    @property
    def licensors(self) -> tuple[Licensor, ...]:
        return (self.licensor, *self.other_licensors)

    def of(self, side: Side) -> "tuple[Licensor | Licensee, ...]":
        """Everybody on a side, whoever is reached for it first."""
        return self.licensors if side is Side.LICENSOR else (self.licensee,)

    def name_of(self, side: Side) -> str:
        """ "Photo Archive Inc. and Estate of J. Roe": everybody on a side."""
        return listed(party.legal_name for party in self.of(side))

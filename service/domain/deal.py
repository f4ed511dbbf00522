"""A deal: one negotiation between a licensor and a licensee, and on whose behalf we act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from service.domain.terms import Terms
from service.domain.terms.bounds import Identifier, Line, Name


class OurSide(StrEnum):
    """Which side our organization is on; an intermediary (a marketplace) is on neither."""

    LICENSOR = "licensor"
    LICENSEE = "licensee"
    INTERMEDIARY = "intermediary"


class RelationKind(StrEnum):
    RENEWAL = "renewal"
    AMENDMENT = "amendment"
    TRANCHE = "tranche"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The license that a deal renews, amends, adds to or replaces."""

    kind: RelationKind
    license: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class DealHeader:
    """What we keep beside the terms: ours alone, never printed, never in a digest."""

    family: Identifier
    title: Name | None = None
    our_side: OurSide
    relation: Relation | None = None
    external_id: Name | None = None
    metadata: Mapping[Identifier, Line] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFile:
    """A deal as somebody hands it in."""

    header: DealHeader
    terms: Terms

"""What a client keeps beside something that we made for it: an id of its own, and words by keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from service.domain.terms.bounds import Identifier, Line, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Its own alone: never in a contract, a digest or a history, and never told to the other side."""

    external_id: Name | None = None
    metadata: Mapping[Identifier, Line] = field(default_factory=lambda: MappingProxyType({}))


NONE: Final = Labels()

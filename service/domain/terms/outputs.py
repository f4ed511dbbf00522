"""What a model may give back of the materials."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from service.domain.terms.bounds import Percent, between


class NearDuplicate(StrEnum):
    NONE = "none"
    FILTER = "filter"
    FILTER_AND_TAKEDOWN = "filter_and_takedown"


class Attribution(StrEnum):
    NONE = "none"
    ON_DISPLAY = "on_display"
    ON_GROUNDING = "on_grounding"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """A null cap is no cap. `max_seconds` is seconds of one recording in one output."""

    verbatim_cap_words: Annotated[int, between(0, 10_000)] | None = 200
    verbatim_cap_pct: Percent | None = Decimal(5)
    near_duplicate: NearDuplicate = NearDuplicate.FILTER
    max_seconds: Annotated[int, between(0, 3600)] | None = None
    takedown_hours: Annotated[int, between(1, 720)] = 72
    attribution: Attribution = Attribution.NONE
    excerpt_words: Annotated[int, between(0, 2000)] = 75

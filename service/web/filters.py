"""How pages write figures, amounts and days: the same way as the contract."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from service.domain.wording import day_in_words, figure
from service.drafting.wording import money, rate, zone

FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "day": day_in_words,
    "figure": figure,
    "money": money,
    "rate": rate,
    "zone": zone,
}

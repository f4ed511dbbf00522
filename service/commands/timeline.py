"""The offers of a deal in their order: what each one came to, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from service.domain.deal import Offer, OurSide, WrittenTerms
from service.domain.money import Money
from service.domain.worth import worth
from service.drafting.differences import Differences, differences_between


@dataclass(frozen=True, slots=True)
class Step:
    """An offer; `before` and `changes` are null for the first one."""

    offer: Offer
    committed: Money
    before: Offer | None = None
    changes: Differences | None = None


def timeline(offers: Sequence[Offer], our_side: OurSide) -> list[Step]:
    """In the order in which they were made."""
    first = [Step(offer, _committed(offer, our_side)) for offer in offers[:1]]
    return first + [step(offer, before, our_side) for before, offer in pairwise(offers)]


def step(offer: Offer, before: Offer | None, our_side: OurSide) -> Step:
    changes = changed(before.written, offer.written) if before else None
    return Step(offer, _committed(offer, our_side), before, changes)


@lru_cache(maxsize=256)
def changed(before: WrittenTerms, after: WrittenTerms) -> Differences:
    """The same two are looked at by each reader, and neither ever changes."""
    return differences_between(before.terms, after.terms)


def _committed(offer: Offer, our_side: OurSide) -> Money:
    return worth(offer.written, our_side).committed

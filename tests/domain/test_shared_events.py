"""No event of a deal reaches the other side by mistake: each is told to both, or kept by its digest."""

from service.domain.deal import MOVES, DealDrafted
from service.domain.follow_ups import FOLLOW_UPS
from service.domain.shared_events import OURS, SHARED


def test_every_event_is_either_told_to_both_sides_or_the_senders_alone() -> None:
    assert {DealDrafted, *FOLLOW_UPS, *(event for _, event in MOVES)} == SHARED | OURS
    assert not SHARED & OURS

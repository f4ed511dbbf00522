"""How often somebody may try what opens a door, and how long they wait after that."""

from datetime import timedelta
from typing import Final

FREE: Final = 5
"""So many tries in a row are nobody's fault but a keyboard's."""

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
"""Longer would let a stranger keep somebody out by failing for them."""

FORGOTTEN: Final = timedelta(hours=24)
"""After so long without a try, counting begins anew."""

_MOST_DOUBLINGS: Final = 10


def wait_after(tries: int) -> timedelta:
    """Twice as long after each try beyond FREE, up to LONGEST_WAIT; `tries` counts this one."""
    if tries < FREE:
        return timedelta(0)
    doubled: timedelta = FIRST_WAIT * 2 ** min(tries - FREE, _MOST_DOUBLINGS)
    return min(doubled, LONGEST_WAIT)

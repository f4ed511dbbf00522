"""Key dates in calendars that others keep: what names one for good, and whether it rings."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from service.domain.licenses.key_dates import Kind, LicenseDateKind
from service.domain.period.entries import KeyDateKind
from service.domain.terms.parties import Side

BEHIND: Final = timedelta(days=366)
"""How long a day that is over stays in a calendar."""

_RINGING: Final = frozenset(
    {
        KeyDateKind.NOTICE_RECEIVED_BY,
        KeyDateKind.NOTICE_SENT_BY,
        KeyDateKind.RENEWAL_SETTLED_BY,
        KeyDateKind.LAST_DAY,
        LicenseDateKind.ENDS,
        LicenseDateKind.PARITY_ASKED_BY,
    }
)
"""Besides duties, what people are reminded of."""


def uid_of(license_id: str, key: str) -> str:
    """The same for ever, whatever day it moves to and wherever Counterpart answers (RFC 7986 5.3)."""
    return str(uuid5(NAMESPACE_URL, f"counterpart:{license_id}:{key}"))


def rings(kind: Kind, side: Side | None, *, ours: Side | None, waits: bool) -> bool:
    """Whether people want to hear of it beforehand: duties that wait, deadlines of our side, the end."""
    mine = side is None or ours is None or side is ours
    return waits or (kind in _RINGING and mine)


def rings_before(before: Iterable[int], days: int) -> tuple[int, ...]:
    """Of the days on which people are reminded those still to come, else the morning of the day.

    `days` is how far ahead the day is.
    """
    left = tuple(sorted({each for each in before if each < days}, reverse=True))
    return left or (0,)

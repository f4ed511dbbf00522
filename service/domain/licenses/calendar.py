"""Key dates as a calendar sorts them: what about, whose, and whether somebody still has to act."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.deal import OurSide
from service.domain.licenses.key_dates import DateState, Kind, LicenseDateKind
from service.domain.period.afterwards import AFTER_END
from service.domain.period.entries import KeyDateKind
from service.domain.terms.parties import Side


class Group(StrEnum):
    """What key dates are about, the most pressing first."""

    NOTICES = "notices"
    ENDS = "ends"
    DELIVERIES = "deliveries"
    REPORTS = "reports"
    PAYMENTS = "payments"
    AFTERWARDS = "afterwards"


class Whose(StrEnum):
    """Who owes or may do what a date is about, seen from our organization."""

    US = "us"
    THEM = "them"
    BOTH = "both"
    """Either side, or neither: it comes by itself."""


class Standing(StrEnum):
    """What somebody who looks for key dates may ask of where they stand."""

    TO_DO = "to_do"
    LATE = "late"
    SETTLED = "settled"


_K, _L = KeyDateKind, LicenseDateKind

_KINDS: Final[Mapping[Group, tuple[Kind, ...]]] = MappingProxyType(
    {
        Group.NOTICES: (
            _K.NOTICE_RECEIVED_BY,
            _K.NOTICE_SENT_BY,
            _K.RENEWAL_SETTLED_BY,
            _L.STATUTORY_NOTICE_BY,
            _L.CURE_ENDS,
            _L.STATUTORY_NOTICE_OPENS,
            _K.NOTICE_OPENS,
        ),
        Group.ENDS: (
            _L.ENDS,
            _K.LAST_DAY,
            _K.RENEWAL_STARTS,
            _K.STARTS,
            _K.EXCLUSIVITY_ENDS,
            _K.LAST_POSSIBLE_DAY,
        ),
        Group.DELIVERIES: (_K.DELIVERY_DUE, _K.ACCEPTANCE_LAPSES, _L.WORKS_DELETED_BY),
        Group.REPORTS: (_K.REPORT_DUE, _L.PARITY_ASKED_BY, _L.TRANSFER_REVIEW),
        Group.PAYMENTS: (_L.PAYMENT_DUE, _L.INSTALLMENT_DUE, _L.TRUE_UP_DUE),
        Group.AFTERWARDS: tuple(kind for kind in _K if kind in AFTER_END),
    }
)

GROUPS: Final[Mapping[Kind, Group]] = MappingProxyType(
    {kind: group for group, kinds in _KINDS.items() for kind in kinds}
)
"""Of every kind; in the order in which the dates of one day stand."""

RANKS: Final[Mapping[str, int]] = MappingProxyType({kind: n for n, kind in enumerate(GROUPS)})

WAITING: Final = (DateState.OPEN, DateState.MISSED)
SETTLED: Final = (DateState.DONE, DateState.WAIVED)

NOTICE_DEADLINES: Final = _KINDS[Group.NOTICES][:5]
"""The last days to act; the others only open the time for it."""

OF_ONE_RENEWAL: Final = NOTICE_DEADLINES[:3]
"""Deadlines of one and the same decision, one for each way of notice."""


def decision(license_id: str, kind: Kind, n: int) -> tuple[str, Kind | None, int]:
    """What days share on which one and the same thing can still be decided."""
    return license_id, None if kind in OF_ONE_RENEWAL else kind, n


def kinds_of(group: Group) -> tuple[Kind, ...]:
    return _KINDS[group]


def whose(our_side: OurSide, side: Side | None) -> Whose:
    if side is None:
        return Whose.BOTH
    return Whose.US if side is our_side.side else Whose.THEM


def seen_by(whose: Whose) -> Iterator[Whose]:
    """What concerns a side: its own dates, and those of either side."""
    yield whose
    if whose is not Whose.BOTH:
        yield Whose.BOTH

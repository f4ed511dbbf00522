"""The legal moves of a license: what may happen to it where it stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.domain.deliveries.events import BatchDelivered, ItemsSettled
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.parts import Status
from service.domain.statements.reports import UseReported

_S = Status
_ALIVE: Final = (_S.SCHEDULED, _S.IN_FORCE, _S.SUSPENDED, _S.ENDING)
"""The license has not come to its end yet, or winds down."""
_OPEN: Final = (*_ALIVE, _S.POST_TERM)

LICENSE_MOVES: Final[Mapping[tuple[Status, type[Event]], Status]] = MappingProxyType(
    {
        (_S.SCHEDULED, e.LicenseStarted): _S.IN_FORCE,
        (_S.SCHEDULED, e.LicenseCorrected): _S.SCHEDULED,
        (_S.IN_FORCE, e.LicenseCorrected): _S.SCHEDULED,
        (_S.SCHEDULED, e.EndKnown): _S.SCHEDULED,
        (_S.SCHEDULED, e.EndFellAway): _S.SCHEDULED,
        (_S.SCHEDULED, e.LicenseEnded): _S.ENDING,
        (_S.IN_FORCE, e.LicenseRenewed): _S.IN_FORCE,
        (_S.IN_FORCE, e.LicenseSuspended): _S.SUSPENDED,
        (_S.IN_FORCE, e.EndKnown): _S.ENDING,
        (_S.IN_FORCE, e.LicenseEnded): _S.ENDING,
        (_S.SUSPENDED, e.LicenseRenewed): _S.SUSPENDED,
        (_S.SUSPENDED, e.SuspensionLifted): _S.IN_FORCE,
        (_S.SUSPENDED, e.EndKnown): _S.ENDING,
        (_S.SUSPENDED, e.LicenseEnded): _S.ENDING,
        (_S.ENDING, e.LicenseRenewed): _S.ENDING,
        (_S.ENDING, e.LicenseSuspended): _S.ENDING,
        (_S.ENDING, e.SuspensionLifted): _S.ENDING,
        (_S.ENDING, e.EndKnown): _S.ENDING,
        (_S.ENDING, e.EndFellAway): _S.IN_FORCE,
        (_S.ENDING, e.LicenseEnded): _S.ENDING,
        (_S.ENDING, e.UseEnded): _S.POST_TERM,
        (_S.POST_TERM, e.LicenseClosed): _S.CLOSED,
        **{
            (status, event): status
            for status in _ALIVE
            for event in (e.RenewalAgreed, e.ConditionTicked, e.LicenseAmended, BatchDelivered)
        },
        **{
            (status, event): status
            for status in _OPEN
            for event in (
                e.IndexEntered,
                e.AnniversaryIndexEntered,
                e.NoticeGiven,
                e.NoticeProved,
                e.NoticeReceived,
                e.NoticeBounced,
                e.NoticeTakenBack,
                e.CurePaused,
                e.CureResumed,
                e.BreachCured,
                e.CureLapsed,
                e.KeyDateSettled,
                e.KeyDateReopened,
                e.KeyDateMissed,
                ItemsSettled,
                UseReported,
                e.LinkSent,
                e.LinkRevoked,
            )
        },
        (_S.CLOSED, e.LinkRevoked): _S.CLOSED,
    }
)
"""A move that is not here does not exist. A license begins with LicenseMade, as scheduled."""

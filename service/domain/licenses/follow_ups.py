"""Who must be told of what happens to a license."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.deliveries.events import BatchDelivered, ItemsSettled, Outcome
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.license import License
from service.domain.period.zones import day_at
from service.domain.statements.reports import UseReported


class LicenseAudience(StrEnum):
    """Whom a letter about a license is for; who they are is known where it is sent."""

    OWNERS = "owners"
    """Those of our side who worked on its deal, or recorded it; approvers if they all have left."""
    GIVER = "giver"
    """Whoever of our side gave the notice, or wrote it down."""
    APPROVERS = "approvers"
    PARTIES = "parties"
    """Each side at its notice address, and those whom the terms name for copies."""
    HOLDER = "holder"
    """Whoever did it by a personal link, as a receipt."""


class LicenseLetter(StrEnum):
    REMINDER = "license_reminder"
    """No event brings it about."""
    NOTICE = "license_notice"
    NOTICE_RETURNED = "license_notice_returned"
    NOTICE_RECEIVED = "license_notice_received"
    NOTICE_TAKEN_BACK = "license_notice_taken_back"
    CURE_LAPSED = "license_cure_lapsed"
    RENEWED = "license_renewed"
    ENDED = "license_ended"
    SUSPENDED = "license_suspended"
    RESUMED = "license_resumed"
    MISSED = "license_date_missed"
    DELIVERED = "license_delivered"
    SETTLED = "license_items_settled"
    REPORTED = "license_use_reported"
    LINK = "license_link"
    """Somebody's personal link to a license alone; no event brings it about."""
    NOTICE_CODE = "license_notice_code"
    """The one-time code that shows that whoever gives a notice reads the mailbox."""


@dataclass(frozen=True, slots=True)
class LicenseFollowUp:
    kind: LicenseLetter
    to: LicenseAudience


def _both(kind: LicenseLetter) -> tuple[LicenseFollowUp, ...]:
    """Our people, and both sides at their notice addresses."""
    return (
        LicenseFollowUp(kind, LicenseAudience.OWNERS),
        LicenseFollowUp(kind, LicenseAudience.PARTIES),
    )


_L, _A = LicenseLetter, LicenseAudience

LICENSE_FOLLOW_UPS: Final[Mapping[type[Event], tuple[LicenseFollowUp, ...]]] = MappingProxyType(
    {
        e.LicenseMade: (),
        e.LicenseCorrected: (),
        e.LicenseStarted: (),
        e.LicenseRenewed: _both(_L.RENEWED),
        e.RenewalAgreed: (),
        e.ConditionTicked: (),
        e.IndexEntered: (),
        e.AnniversaryIndexEntered: (),
        e.NoticeGiven: (
            *_both(_L.NOTICE),
            LicenseFollowUp(_L.NOTICE, _A.GIVER),
            LicenseFollowUp(_L.NOTICE, _A.HOLDER),
        ),
        e.NoticeProved: (),
        e.NoticeReceived: (
            *_both(_L.NOTICE_RECEIVED),
            LicenseFollowUp(_L.NOTICE_RECEIVED, _A.HOLDER),
        ),
        e.NoticeBounced: (
            LicenseFollowUp(_L.NOTICE_RETURNED, _A.OWNERS),
            LicenseFollowUp(_L.NOTICE_RETURNED, _A.GIVER),
        ),
        e.NoticeTakenBack: _both(_L.NOTICE_TAKEN_BACK),
        e.CurePaused: (),
        e.CureResumed: (),
        e.BreachCured: (),
        e.CureLapsed: (LicenseFollowUp(_L.CURE_LAPSED, _A.OWNERS),),
        e.EndKnown: (),
        e.EndFellAway: (),
        e.LicenseSuspended: _both(_L.SUSPENDED),
        e.SuspensionLifted: _both(_L.RESUMED),
        e.LicenseEnded: _both(_L.ENDED),
        e.UseEnded: (),
        e.LicenseClosed: (),
        e.LicenseAmended: (),
        e.KeyDateSettled: (),
        e.KeyDateReopened: (),
        e.LinkSent: (),
        e.LinkRevoked: (),
        BatchDelivered: _both(_L.DELIVERED),
        ItemsSettled: _both(_L.SETTLED),
        UseReported: _both(_L.REPORTED),
        e.KeyDateMissed: (
            LicenseFollowUp(_L.MISSED, _A.OWNERS),
            LicenseFollowUp(_L.MISSED, _A.APPROVERS),
        ),
    }
)


def follow_ups_of(license: License, event: Event) -> tuple[LicenseFollowUp, ...]:
    """What was over before a license was made or recorded here is told to nobody.

    What a delivery says itself is not told again, nor a suspension that goes on when an end falls away.
    """
    if isinstance(event, ItemsSettled) and event.settled[0].outcome is Outcome.ON_DELIVERY:
        return ()
    if isinstance(event, e.LicenseSuspended) and event.suspension.since < day_at(
        event.at, license.zone
    ):
        return ()
    if isinstance(event, e.LicenseEnded) and event.end.on < license.made_on:
        return ()
    return LICENSE_FOLLOW_UPS[type(event)]

"""Moments as the Signature Record prints them: in UTC, and in the contract's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from service.domain.wording import day_in_words


def in_utc(at: datetime) -> str:
    """ "31 January 2027, 14:05:09 UTC"."""
    return _said(at.astimezone(UTC), "UTC")


def in_zone(at: datetime, zone: str) -> str:
    """ "31 January 2027, 09:05:09 America/New_York"."""
    return _said(at.astimezone(ZoneInfo(zone)), zone)


def in_both(at: datetime, zone: str) -> str:
    """In UTC and, where that is another clock, in `zone`; a day that is the same is said once."""
    if zone in ("UTC", "Etc/UTC"):
        return in_utc(at)
    there, here = at.astimezone(UTC), at.astimezone(ZoneInfo(zone))
    local = f"{here:%H:%M:%S} {zone}" if here.date() == there.date() else in_zone(at, zone)
    return f"{in_utc(at)} ({local})"


def _said(at: datetime, zone: str) -> str:
    return f"{day_in_words(at.date())}, {at:%H:%M:%S} {zone}"

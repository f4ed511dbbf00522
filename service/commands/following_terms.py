"""What follows when the terms of a license change: links move, and duties wait again."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.schedule import scheduled
from service.domain.errors import NotFound
from service.domain.event import Event
from service.domain.licenses.addresses import Moved, moved_addresses
from service.domain.licenses.arriving import arrived
from service.domain.licenses.begun_anew import begun_anew
from service.domain.licenses.events import LinkRevoked, LinkSent
from service.domain.licenses.key_dates import dates_of
from service.domain.licenses.license import License, is_open
from service.domain.people import SYSTEM
from service.domain.period.counting import BusinessDays
from service.domain.period.zones import day_at
from service.domain.terms import Terms
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.storage.license_links import LicenseLinks
from service.storage.license_post import send_license_link
from service.storage.licenses import Licenses

DaysOf = Callable[[Terms], BusinessDays]


def follow_terms(
    tx: Tx, before: License, after: License, days_of: DaysOf, *, at: datetime
) -> License:
    """After an amendment or a correction, by whoever holds the license."""
    days = days_of(after.terms)
    license = _duties_followed(tx, before, days_of(before.terms), after, days, at)
    return _addresses_followed(tx, before, license, days, at)


def _duties_followed(
    tx: Tx,
    before: License,
    days_before: BusinessDays,
    after: License,
    days: BusinessDays,
    at: datetime,
) -> License:
    """A delivery that has come already is done, whatever the terms ask for now."""
    anew = begun_anew(before, days_before, after, days, at)
    dates = dates_of(after.after(anew), day_at(at, after.zone), days)
    came = DeliveryRows(tx.connection, tx.org).of_license(after.id)
    rows = scheduled(Rules(after.terms, known=False), came)
    events = (*anew, *arrived(dates, rows, by=SYSTEM, at=at))
    return Licenses(tx).record(after, events, days) if events else after


def _addresses_followed(
    tx: Tx, before: License, after: License, days: BusinessDays, at: datetime
) -> License:
    """A link at a notice address that the terms name no more opens nothing; a new one gets its own.

    Colleagues whom a side brought in itself keep theirs.
    """
    license = after
    for moved in moved_addresses(before, after):
        events = [*_revoked(tx, license, moved, at)]
        if events:
            license = Licenses(tx).record(license, (*events, *_sent(tx, license, moved, at)), days)
    return license


def _revoked(tx: Tx, license: License, moved: Moved, at: datetime) -> Iterator[Event]:
    rows = LicenseLinks(tx.connection, tx.org).of_license(license.id)
    theirs = {row.id for row in rows if row.side is moved.side}
    for row in rows:
        invited = row.invited_by in theirs
        if row.id not in theirs or invited or row.email.lower() not in moved.gone:
            continue
        if DealLinks(tx.connection, tx.org).revoke(row.id, at):
            yield LinkRevoked(link_id=row.id, name=row.name, by=SYSTEM, at=at)


def _sent(tx: Tx, license: License, moved: Moved, at: datetime) -> Iterator[Event]:
    """To those that have none, as long as the license takes links; never where ours was revoked."""
    links = LicenseLinks(tx.connection, tx.org)
    for to in moved.new if is_open(license, LinkSent) else ():
        if links.at_address(license.id, to.email, at) is not None:
            continue
        with suppress(NotFound):
            holder = links.invite(license.id, moved.side, to, by=SYSTEM, at=at)
            send_license_link(tx, holder, at=at)
            yield LinkSent(link_id=holder.link_id, name=holder.name, by=SYSTEM, at=at)

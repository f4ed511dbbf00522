"""Personal links follow the notice addresses that the terms of a license name."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from service.domain.errors import NotFound
from service.domain.event import Event
from service.domain.licenses.addresses import Moved, moved_addresses
from service.domain.licenses.events import LinkRevoked, LinkSent
from service.domain.licenses.license import License, is_open
from service.domain.people import SYSTEM
from service.domain.period.counting import BusinessDays
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.license_links import LicenseLinks
from service.storage.license_post import send_license_link
from service.storage.licenses import Licenses


def follow_addresses(
    tx: Tx, before: License, after: License, days: BusinessDays, *, at: datetime
) -> License:
    """A link at a notice address that the terms name no more opens nothing; a new one gets its own.

    Colleagues whom a side brought in itself keep theirs. Whoever holds the license calls it.
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

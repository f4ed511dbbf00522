"""The end of the certificate that contracts are sealed with: said in time, to those who administer."""

from dataclasses import dataclass
from datetime import datetime

from service.desk import Desk
from service.domain.post import Occasion
from service.domain.sealing import WARNED_BEFORE, told_before
from service.notifications.letter import NothingToSay
from service.notifications.matter import Matter, SealSaid
from service.storage.post_office import PostOffice
from service.storage.seal_keys import SealKeys
from service.storage.seal_post import post_to_administrators
from service.storage.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Which one, and how long it holds; `own` where it is the operator's."""

    fingerprint: str
    begins_at: datetime
    ends_at: datetime
    own: bool


def certificate_in_use(desk: Desk) -> Certificate | None:
    """Null before set-up has made a key; the key itself is left where it rests."""
    if own := desk.own_seal_key:
        return Certificate(
            fingerprint=own.fingerprint, begins_at=own.begins_at, ends_at=own.ends_at, own=True
        )
    with desk.db.reading_work() as connection:
        kept = SealKeys(connection).in_use()
    if kept is None:
        return None
    return Certificate(
        fingerprint=kept.fingerprint, begins_at=kept.made_at, ends_at=kept.ends_at, own=False
    )


def certificate_ending(desk: Desk, at: datetime) -> Certificate | None:
    """Null as long as nobody need think of it."""
    found = certificate_in_use(desk)
    return found if found and found.ends_at - at <= WARNED_BEFORE else None


def tell_of_ending_seal(desk: Desk, at: datetime) -> int:
    """How many were told: each once of each certificate and time, however many workers ask."""
    found = certificate_in_use(desk)
    days = told_before(found.ends_at, at) if found else None
    if found is None or days is None:
        return 0
    with desk.db.work() as connection:
        return post_to_administrators(connection, found.fingerprint, days, at)


def seal_matter(desk: Desk, views: Views, occasion: Occasion) -> Matter:
    """NothingToSay once another certificate is in use."""
    now = desk.clock()
    found = certificate_ending(desk, now)
    if found is None or not found.fingerprint.startswith(occasion.about or "-"):
        raise NothingToSay("Contracts are sealed with another certificate by now.")
    days = (found.ends_at.date() - now.date()).days
    return Matter(
        org=PostOffice(views.connection, views.org).house()[0],
        link=f"{desk.links.base_url}/",
        seal=SealSaid(days=days if found.ends_at >= now else None, own=found.own),
        until=found.ends_at,
    )

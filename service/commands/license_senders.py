"""Whose doing a letter about a license tells of: an answer to the letter goes there."""

from dataclasses import replace

from service.domain.audit import Record
from service.domain.errors import NotFound
from service.domain.licenses.events import NoticeGiven
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.license import License
from service.domain.licenses.parts import Notice
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.people import SYSTEM
from service.domain.post import Address, Occasion
from service.notifications.matter import Between, Matter, Stance
from service.storage import codec
from service.storage.license_links import LicenseLinks
from service.storage.licenses import LicenseReader
from service.storage.post_office import PostOffice
from service.storage.views import Views


def with_sender(views: Views, license: License, occasion: Occasion, matter: Matter) -> Matter:
    """As it stands where it came by itself, or a program did it; see `_by_program` for notices."""
    actor, record = _actor(views, license, occasion)
    person = PostOffice(views.connection, views.org).address_of(actor)
    linked = None if person else _by_link(views, actor)
    by = person or linked or _by_program(license, record)
    if by is None:
        return matter
    own = occasion.user == actor or occasion.to.email.lower() == by.email.lower()
    stance = Stance.READER if own else Stance.OTHER_SIDE
    return replace(matter, by=by, between=Between(stance=stance, by_link=linked is not None))


def _actor(views: Views, license: License, occasion: Occasion) -> tuple[str, Record | None]:
    """Of a link whoever sent it, else who did what the letter tells of; an id."""
    if occasion.kind == LicenseLetter.LINK:
        links = LicenseLinks(views.connection, views.org).of_license(license.id)
        return next(each.invited_by for each in links if each.id == occasion.about), None
    reader = LicenseReader(views.connection, views.org)
    record = reader.record_at(license.id, occasion.event_seq)
    return record.actor if record else SYSTEM, record


def _by_link(views: Views, actor: str) -> Address | None:
    try:
        holder = LicenseLinks(views.connection, views.org).holder(actor)
    except NotFound:
        return None
    return Address(holder.email, holder.name)


def _by_program(license: License, record: Record | None) -> Address | None:
    """Somebody must read the answer to a notice: the address for notices of whoever's program it was."""
    if record is None or record.type != NoticeGiven.__name__:
        return None
    notice = codec.decode(Notice, record.data["notice"])
    side = notice.side.other if notice.recorded else notice.side
    found = (each.notice_email for each in license.terms.parties.of(side))
    return next((Address(email) for email in found if email != NO_ADDRESS), None)

"""What the other side does with a license by its personal link. Load, decide, record."""

from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from typing import Final

from service.commands.licenses import cause_position, moved
from service.commands.making_licenses import days_of
from service.commands.recorded_licenses import signed_file
from service.commands.sign_in import count
from service.desk import Desk
from service.domain.errors import CodeRefused, CodeRequired, NotFound, StaleLicense
from service.domain.event import Event
from service.domain.licenses import by_link
from service.domain.licenses.by_link import WAY, Brings
from service.domain.licenses.events import ByLink
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given, Giving
from service.domain.licenses.parts import Ground, NoticeKind, WithdrawalReason
from service.domain.party import LinkHolder
from service.domain.period.zones import day_at
from service.signing.links import NOTICE_CODE
from service.storage.deals import Tx
from service.storage.ids import new_id
from service.storage.license_links import LicenseLinks
from service.storage.license_post import send_notice_code
from service.storage.licenses import LicenseReader
from service.storage.party_licenses import PartyLicense, party_license
from service.storage.views import Views

LONGEST_AGENT: Final = 300
_CODE: Final = "notice-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A notice as somebody writes it behind a link.

    `seen` is the digest of what they were shown that it would bring about, null where nothing was.
    """

    kind: NoticeKind
    grounds: str = ""
    effective_on: date | None = None
    ground: Ground | None = None
    about: str | None = None
    works: tuple[str, ...] = ()
    reason: WithdrawalReason | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a call behind a link came from."""

    address: str
    user_agent: str


def behind(views: Views, reader: LinkHolder, at: datetime) -> tuple[License, PartyLicense]:
    """The license, and what this reader may see of it; NotFound where the link opens none."""
    license = _license(views, reader)
    return license, party_license(views, reader, license, days_of(license.terms), at)


def sealed_file(desk: Desk, views: Views, reader: LinkHolder) -> bytes:
    """Where we sealed it; what came from outside is our side's own copy, and NotFound here."""
    license, seen = behind(views, reader, desk.clock())
    if not seen.sealed:
        raise NotFound
    return signed_file(desk, views, license.id)


def rehearse(views: Views, reader: LinkHolder, written: Written, at: datetime) -> Brings:
    """What the notice would bring about; refuses whatever `give_notice` would, but for the code."""
    license = _license(views, reader)
    return by_link.brings(license, _given(license, written, _giving(license, reader, "", None, at)))


def count_code(desk: Desk, reader: LinkHolder, at: datetime) -> None:
    """Before `ask_code`, in a commit of its own: nobody has us mail codes all day. TooManyTries."""
    count(desk, _CODE, reader.link_id, at)


def ask_code(tx: Tx, reader: LinkHolder, *, at: datetime) -> None:
    """A letter with a one-time code to the mailbox that the link was made for.

    The codes before it are over. To nobody who can give no notice now.
    """
    if not behind(tx, reader, at)[1].may_give:
        raise NotFound
    code_id = _links(tx).codes.new(reader.link_id, at)
    send_notice_code(tx, reader, code_id, at=at)


def prove_code(desk: Desk, reader: LinkHolder, typed: str | None, at: datetime) -> str:
    """The id of the code that was typed right, for `give_notice` to spend.

    CodeRequired, CodeRefused; counted in a commit of its own, so that a refusal does not undo it.
    """
    if typed is None:
        raise CodeRequired
    with desk.db.work() as connection:
        code_id = LicenseLinks(connection, reader.org_id).codes.take_try(reader.link_id, at)
    plain = "".join(typed.split())
    if code_id is None or not plain.isascii():
        raise CodeRefused
    if not compare_digest(plain, desk.links.code(NOTICE_CODE, code_id)):
        raise CodeRefused
    return code_id


def give_notice(
    tx: Tx, reader: LinkHolder, written: Written, caller: Caller, *, code_id: str, at: datetime
) -> License:
    """Who, from where and by which mailbox stands in the history beside it; CodeRefused."""
    notice_id, via = new_id("not"), _via(reader, caller, code_proved=True)
    license = moved(
        tx,
        _id(reader),
        lambda found: _given(found, written, _giving(found, reader, notice_id, via, at)),
    )
    if not _links(tx).codes.spend(reader.link_id, code_id, at):
        raise CodeRefused
    return license


def confirm_receipt(
    tx: Tx, reader: LinkHolder, notice_id: str, on: date | None, caller: Caller, *, at: datetime
) -> License:
    """That a notice of the other side came. It takes no code: it says what happened, and no more."""
    via = _via(reader, caller, code_proved=False)
    return moved(
        tx,
        _id(reader),
        lambda found: by_link.confirm(
            found,
            notice_id,
            on,
            side=reader.side,
            days=days_of(found.terms),
            via=via,
            by=reader.link_id,
            at=at,
        ),
    )


def _given(license: License, written: Written, giving: Giving) -> tuple[Event, ...]:
    """StaleLicense where it would bring about something else than was shown."""
    given = Given(
        kind=written.kind,
        method=WAY,
        sent_on=day_at(giving.at, license.zone),
        grounds=written.grounds,
        effective_on=written.effective_on,
        ground=written.ground,
        about=written.about,
        works=written.works,
        reason=written.reason,
    )
    events = by_link.give_by_link(license, given, giving, position=cause_position(license))
    if written.seen not in (None, by_link.brings(license, events).digest):
        raise StaleLicense
    return events


def _giving(
    license: License, reader: LinkHolder, notice_id: str, via: ByLink | None, at: datetime
) -> Giving:
    return Giving(
        notice_id=notice_id,
        side=reader.side,
        days=days_of(license.terms),
        by=reader.link_id,
        at=at,
        via=via,
    )


def _via(reader: LinkHolder, caller: Caller, *, code_proved: bool) -> ByLink:
    return ByLink(
        email=reader.email,
        address=caller.address,
        user_agent=caller.user_agent[:LONGEST_AGENT],
        code_proved=code_proved,
    )


def _license(views: Views, reader: LinkHolder) -> License:
    return LicenseReader(views.connection, views.org).license(_id(reader))


def _id(reader: LinkHolder) -> str:
    if reader.license_id is None:
        raise NotFound
    return reader.license_id


def _links(tx: Tx) -> LicenseLinks:
    return LicenseLinks(tx.connection, tx.org)

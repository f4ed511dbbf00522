"""Who of the other side reads a license by a personal link: sent, sent again, revoked, never told."""

from collections.abc import Sequence
from datetime import datetime

from service.commands.licenses import moved
from service.domain.errors import Fault, LicenseMoveNotAllowed, LicenseRefused, NotFound
from service.domain.event import Event
from service.domain.licenses import events as e
from service.domain.licenses.license import License, is_open
from service.domain.licenses.placeholders import NO_ADDRESS
from service.domain.party import LinkHolder
from service.domain.post import Address
from service.domain.terms.parties import Side
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.license_links import LicenseLinks
from service.storage.license_post import send_license_link
from service.storage.licenses import Licenses

_CLOSED = "This address can get no link: it was revoked for this license, or acts for another side."


def reachable(license: License) -> Sequence[tuple[Side, Address]]:
    """The notice addresses of the sides that are not ours: a link goes nowhere else.

    Whoever reads a link gives notices that bind its side, and that is for the side to hand on.
    """
    parties = license.terms.parties
    found = {
        party.notice_email.lower(): (side, Address(party.notice_email, party.legal_name))
        for side in Side
        if side is not license.our_side.side
        for party in parties.of(side)
        if party.notice_email != NO_ADDRESS
    }
    return [*found.values()]


def may_send_link(license: License) -> bool:
    return is_open(license, e.LinkSent) and bool(reachable(license))


def send_link(tx: Tx, license_id: str, email: str, *, by: str, at: datetime) -> LinkHolder:
    """To one of the `reachable`; LicenseRefused for any other address.

    Where it has a link that opens, that one goes out again.
    """
    license = Licenses(tx).held(license_id)
    side, to = _reached(license, email)
    try:
        holder = _links(tx).invite(license_id, side, to, by=by, at=at)
    except NotFound:
        raise LicenseRefused([Fault("/email", _CLOSED)]) from None
    return _sent(tx, license_id, holder, by, at)


def send_again(tx: Tx, license_id: str, link_id: str, *, by: str, at: datetime) -> LinkHolder:
    """To the address that it was made for; NotFound where it opens nothing any more."""
    holder = _of(tx, license_id, link_id)
    found = _links(tx).at_address(license_id, holder.email, at)
    if found is None or found.link_id != link_id:
        raise NotFound
    return _sent(tx, license_id, holder, by, at)


def revoke(tx: Tx, license_id: str, link_id: str, *, by: str, at: datetime) -> LinkHolder:
    """It opens nothing from now on, the deal that it was made for included."""
    holder = _of(tx, license_id, link_id)
    if DealLinks(tx.connection, tx.org).revoke(link_id, at):
        gone = e.LinkRevoked(link_id=link_id, name=holder.name, by=by, at=at)
        moved(tx, license_id, lambda _: (gone,))
    return holder


def _sent(tx: Tx, license_id: str, holder: LinkHolder, by: str, at: datetime) -> LinkHolder:
    sent = e.LinkSent(link_id=holder.link_id, name=holder.name, by=by, at=at)

    def rule(license: License) -> tuple[Event, ...]:
        if not is_open(license, e.LinkSent):
            raise LicenseMoveNotAllowed(license.status, "a new link")
        return (sent,)

    moved(tx, license_id, rule)
    send_license_link(tx, holder, at=at)
    return holder


def _reached(license: License, email: str) -> tuple[Side, Address]:
    found = reachable(license)
    for side, to in found:
        if to.email.lower() == email.lower():
            return side, to
    given = ", ".join(to.email for _, to in found)
    said = (
        f"Give a notice address of the other side: {given}."
        if given
        else ("No notice address of the other side is known: give one by an amendment.")
    )
    raise LicenseRefused([Fault("/email", said)])


def _of(tx: Tx, license_id: str, link_id: str) -> LinkHolder:
    holder = _links(tx).holder(link_id)
    if holder.license_id != license_id:
        raise NotFound
    return holder


def _links(tx: Tx) -> LicenseLinks:
    return LicenseLinks(tx.connection, tx.org)

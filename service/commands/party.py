"""What somebody with a personal link does beside moving the deal: invite, and find the way back."""

from datetime import datetime
from typing import Final

from service.commands.negotiation import invite_colleague, reject_by_link
from service.desk import Desk
from service.domain.deal import Deal
from service.domain.errors import Fault, NotFound, TermsRefused, TooManyTries
from service.domain.negotiation import must_be_last
from service.domain.party import LinkHolder, PartyMember
from service.domain.post import Address
from service.storage.attempts import Attempts
from service.storage.deal_links import links_to
from service.storage.deals import Tx
from service.storage.license_post import send_license_link
from service.storage.negotiation_post import send_link
from service.storage.signing_links import signing_links_to
from service.storage.signing_post import send_signing_link

_LOST: Final = "lost deal link"
_INVITED: Final = "invite to deal"


def ask_for_lost_link(desk: Desk, email: str, at: datetime) -> None:
    """A letter for each deal and license that somebody at this address acts on or is to sign.

    Nothing tells whether there is one, or whether it was asked for too often.
    """
    with desk.db.accounts() as accounts:
        tries = Attempts(accounts.connection)
        tries.forget(at)
        if tries.take(_LOST, email.lower(), at):
            return
        found = links_to(accounts.connection, email, at)
        to_sign = signing_links_to(accounts.connection, email)
    for holder in found:
        with desk.db.transaction(holder.org_id) as tx:
            _send_again(tx, holder, at)
    for link in to_sign:
        with desk.db.transaction(link.org_id) as tx:
            send_signing_link(tx, link, at=at)


def _send_again(tx: Tx, holder: LinkHolder, at: datetime) -> None:
    if isinstance(holder, PartyMember):
        send_link(tx, holder.deal_id, holder.link_id, at=at)
    else:
        send_license_link(tx, holder, at=at)


def invite(tx: Tx, member: PartyMember, *, email: str, name: str, at: datetime) -> str:
    """TermsRefused for an address that acts for the other side, or whose link was revoked."""
    try:
        return invite_colleague(tx, member, Address(email, name), at=at)
    except NotFound:
        said = "This address cannot act for your side of this deal: give another one."
        raise TermsRefused([Fault("/email", said)]) from None


def count_invitation(desk: Desk, member: PartyMember, at: datetime) -> None:
    """Somebody with a link cannot make us write to any number of strangers. TooManyTries."""
    with desk.db.accounts() as accounts:
        if wait := Attempts(accounts.connection).take(_INVITED, member.link_id, at):
            raise TooManyTries(wait)


def reject(
    tx: Tx, member: PartyMember, *, reason: str | None, answers: str | None, at: datetime
) -> Deal:
    """`answers` is the offer that was looked at: TermsHaveMoved where another one stands."""
    must_be_last(tx.deal(member.deal_id), answers)
    return reject_by_link(tx, member, reason=reason, at=at)

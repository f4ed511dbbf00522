"""Letters of a negotiation that no move brings about: comments, and links that are sent again."""

from datetime import datetime

from service.domain.comments import Comment
from service.domain.errors import NotFound
from service.domain.letters import DealLetter
from service.domain.post import Address
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.recipients import Recipient, links_of, owners_of, post


def send_link(tx: Tx, deal_id: str, link_id: str, *, at: datetime) -> None:
    """To whom it was made for; NotFound where the deal has no such link that opens."""
    member = DealLinks(tx.connection, tx.org).member(link_id)
    if member.deal_id != deal_id or link_id not in {r.link for r in _links(tx, deal_id)}:
        raise NotFound
    post(
        tx.connection,
        key=f"{link_id}:{DealLetter.DEAL_LINK}:{at.isoformat()}",
        kind=DealLetter.DEAL_LINK,
        org=tx.org,
        to=Address(member.email, member.name),
        at=at,
        deal=deal_id,
        about=link_id,
    )


def tell_of_comment(tx: Tx, comment: Comment) -> None:
    """Whoever is mentioned, and for a shared one both sides; nobody of his own."""
    mentioned = {*comment.mentions} - {comment.by}
    for user in sorted(mentioned):
        _post(tx, comment, DealLetter.MENTIONED, Recipient(user))
    if not comment.shared:
        return
    readers = [Recipient(user) for user in owners_of(tx.connection, tx.org, comment.deal_id)]
    for reader in (*readers, *_links(tx, comment.deal_id)):
        if reader.name != comment.by and reader.name not in mentioned:
            _post(tx, comment, DealLetter.COMMENT, reader)


def _links(tx: Tx, deal_id: str) -> list[Recipient]:
    return links_of(tx.connection, tx.org, deal_id)


def _post(tx: Tx, comment: Comment, kind: DealLetter, reader: Recipient) -> None:
    """What was said is looked up by the letter's key when it is written."""
    post(
        tx.connection,
        key=f"{comment.id}:{kind}:{reader.name}",
        kind=kind,
        org=tx.org,
        to=reader.to,
        at=comment.at,
        deal=comment.deal_id,
        about=reader.link,
    )

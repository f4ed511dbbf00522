"""Saying something about a deal, to our own people or to both sides."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.comments import Comment
from service.domain.errors import Fault, TermsRefused
from service.domain.labels import NONE, Labels
from service.domain.party import PartyMember
from service.drafting.library import newest_clauses
from service.storage.comments import Comments
from service.storage.deals import Tx
from service.storage.labels import keep_labels
from service.storage.negotiation_post import tell_of_comment
from service.storage.recipients import members_of


def comment(
    tx: Tx,
    deal_id: str,
    *,
    text: str,
    shared: bool,
    clause: str | None,
    mentions: Sequence[str] = (),
    labels: Labels = NONE,
    by: str,
    by_name: str,
    at: datetime,
) -> Comment:
    """By one of us. TermsRefused for a clause that there is not, or who is mentioned is none of us."""
    deal = tx.deal(deal_id)
    if set(mentions) - {*members_of(tx.connection, tx.org, mentions)}:
        raise TermsRefused([Fault("/mentions", "Mention members of your organization alone.")])
    said = Comments(tx.connection, tx.org).add(
        deal_id,
        side=deal.header.our_side.side,
        by=by,
        by_name=by_name,
        at=at,
        shared=shared,
        clause=_known(clause),
        text=text,
        mentions=mentions,
    )
    keep_labels(tx.connection, tx.org, said.id, labels)
    tell_of_comment(tx, said)
    return said


def comment_by_link(
    tx: Tx, member: PartyMember, *, text: str, clause: str | None, at: datetime
) -> Comment:
    """By the other side: what it says is always shared."""
    said = Comments(tx.connection, tx.org).add(
        member.deal_id,
        side=member.side,
        by=member.link_id,
        by_name=member.name,
        at=at,
        shared=True,
        clause=_known(clause),
        text=text,
    )
    tell_of_comment(tx, said)
    return said


def read_comments(tx: Tx, deal_id: str, reader: str, *, shared_only: bool) -> list[Comment]:
    """All that the reader may see; from now on they count as read."""
    box = Comments(tx.connection, tx.org)
    tx.deal_row(deal_id)
    found = box.of_deal(deal_id, shared_only=shared_only)
    if found:
        box.read(deal_id, reader, found[-1].number)
    return found


def _known(clause: str | None) -> str | None:
    if clause is not None and clause not in newest_clauses():
        raise TermsRefused([Fault("/clause", "Give the id of a clause, such as C05.")])
    return clause

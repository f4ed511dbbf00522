"""What two sides do with offers. Every command: load, decide, record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.commands.papers import text_of_terms
from service.commands.recording import record_signing
from service.domain import negotiation
from service.domain.checks.finding import Finding
from service.domain.deal import Deal, LinkRevoked, LinkSent, OurSide, WrittenTerms
from service.domain.errors import Fault, NotFound, NotYourTurn, TermsRefused
from service.domain.labels import NONE, Labels
from service.domain.negotiation import Proposal
from service.domain.party import PartyMember
from service.domain.post import Address
from service.domain.signing import is_sent, void
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.domain.worth import worth
from service.storage.contracts import Contracts
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.ids import new_id
from service.storage.labels import keep_labels
from service.storage.negotiation_post import send_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What somebody puts forward; `written` is null for the draft as it stands.

    `side` is on whose behalf an intermediary opens, and else null; `answers` the offer that it is
    made in view of; `labels` what a client of ours keeps beside it.
    """

    written: WrittenTerms | None = None
    message: str | None = None
    expires_at: datetime | None = None
    answers: str | None = None
    side: Side | None = None
    labels: Labels = NONE


def offer(tx: Tx, deal_id: str, put: Put, *, by: str, at: datetime) -> Deal:
    """Ours; the first one invites the other side, and an intermediary's both."""
    deal = tx.deal(deal_id)
    side = _ours(deal, put)
    proposal = _proposal(side, put, put.written or deal.written)
    findings = _findings(deal.header.our_side, proposal.written)
    events = negotiation.make_offer(deal, proposal, findings, by=by, at=at)
    if deal.offer is None:
        _invite(tx, deal, proposal, by, at)
    offered = tx.record(deal, events)
    keep_labels(tx.connection, tx.org, proposal.id, put.labels)
    return offered


def counter(tx: Tx, member: PartyMember, put: Put, *, at: datetime) -> Deal:
    """The other side's, by its link; no check of ours holds it back or is told."""
    deal = tx.deal(member.deal_id)
    written = put.written or deal.standing
    proposal = _proposal(member.side, put, written)
    events = negotiation.make_offer(deal, proposal, None, by=member.link_id, at=at)
    return tx.record(deal, events)


def accept(
    tx: Tx, deal_id: str, *, terms_sha256: str, by: str, at: datetime, answers: str | None = None
) -> Deal:
    """`answers` is the id of the offer that is meant, here and below; null for the one that stands."""
    deal = _looked_at(tx, deal_id, answers)
    findings = _findings(deal.header.our_side, deal.standing)
    return _accept(tx, deal, _party(deal), terms_sha256, findings, by, at)


def accept_by_link(tx: Tx, member: PartyMember, *, terms_sha256: str, at: datetime) -> Deal:
    deal = tx.deal(member.deal_id)
    return _accept(tx, deal, member.side, terms_sha256, None, member.link_id, at)


def reject(
    tx: Tx,
    deal_id: str,
    *,
    reason: str | None,
    by: str,
    at: datetime,
    answers: str | None = None,
) -> Deal:
    deal = _looked_at(tx, deal_id, answers)
    return tx.record(deal, negotiation.reject(deal, side=_party(deal), reason=reason, by=by, at=at))


def reject_by_link(tx: Tx, member: PartyMember, *, reason: str | None, at: datetime) -> Deal:
    deal = tx.deal(member.deal_id)
    events = negotiation.reject(deal, side=member.side, reason=reason, by=member.link_id, at=at)
    return tx.record(deal, events)


def withdraw_offer(
    tx: Tx,
    deal_id: str,
    *,
    reason: str | None,
    by: str,
    at: datetime,
    answers: str | None = None,
) -> Deal:
    deal = _looked_at(tx, deal_id, answers)
    events = negotiation.withdraw_offer(deal, side=_party(deal), reason=reason, by=by, at=at)
    return tx.record(deal, events)


def withdraw_by_link(tx: Tx, member: PartyMember, *, reason: str | None, at: datetime) -> Deal:
    """The whole deal, whoever's turn it is."""
    deal = tx.held(member.deal_id)
    return _withdraw(tx, deal, member.side, reason, member.link_id, at)


def withdraw_deal(tx: Tx, deal_id: str, *, reason: str | None, by: str, at: datetime) -> Deal:
    """By our side, whoever's turn it is."""
    deal = tx.held(deal_id)
    return _withdraw(tx, deal, deal.header.our_side.side, reason, by, at)


def lapse(tx: Tx, deal_id: str, *, at: datetime) -> Deal:
    deal = tx.deal(deal_id)
    return tx.record(deal, negotiation.lapse(deal, at=at))


def invite_colleague(tx: Tx, member: PartyMember, to: Address, *, at: datetime) -> str:
    """The id of a link for somebody else of the same side."""
    made = _links(tx).invite(member.deal_id, member.side, to, by=member.link_id, at=at)
    send_link(tx, member.deal_id, made, at=at)
    return made


def send_link_again(tx: Tx, deal_id: str, link_id: str, *, by: str, at: datetime) -> Deal:
    """To the address that it was made for: nobody of our side ever sees a link."""
    deal, member = _with_link(tx, deal_id, link_id)
    send_link(tx, deal_id, link_id, at=at)
    return tx.record(deal, (LinkSent(link_id=link_id, name=member.name, by=by, at=at),))


def revoke_link(tx: Tx, deal_id: str, link_id: str, *, by: str, at: datetime) -> Deal:
    """It opens nothing from now on; NotFound where the deal has no such link."""
    deal, member = _with_link(tx, deal_id, link_id)
    if not _links(tx).revoke(link_id, at):
        return deal
    return tx.record(deal, (LinkRevoked(link_id=link_id, name=member.name, by=by, at=at),))


def _with_link(tx: Tx, deal_id: str, link_id: str) -> tuple[Deal, PartyMember]:
    deal, member = tx.deal(deal_id), _links(tx).member(link_id)
    if member.deal_id != deal_id:
        raise NotFound
    return deal, member


def _looked_at(tx: Tx, deal_id: str, answers: str | None) -> Deal:
    deal = tx.deal(deal_id)
    negotiation.must_be_last(deal, answers)
    return deal


def _ours(deal: Deal, put: Put) -> Side:
    """The side that an offer of our organization is made for."""
    side = deal.header.our_side.side
    if side is not None:
        return side
    if deal.offer is not None:
        raise NotYourTurn
    if put.side is None:
        raise TermsRefused([Fault("/side", "Say for which side you open: licensor or licensee.")])
    return put.side


def _party(deal: Deal) -> Side:
    """Which party we are; an intermediary is none, and only parties answer."""
    side = deal.header.our_side.side
    if side is None:
        raise NotYourTurn
    return side


def _proposal(side: Side, put: Put, written: WrittenTerms) -> Proposal:
    return Proposal(
        id=new_id("off"),
        side=side,
        written=written,
        text_sha256=text_of_terms(written).text_sha256,
        message=put.message,
        expires_at=put.expires_at,
        answers=put.answers,
    )


def _findings(our_side: OurSide, written: WrittenTerms) -> Sequence[Finding]:
    return worth(written, our_side).findings


def _accept(
    tx: Tx,
    deal: Deal,
    side: Side,
    terms_sha256: str,
    findings: Sequence[Finding] | None,
    by: str,
    at: datetime,
) -> Deal:
    events = negotiation.accept(
        deal, side=side, terms_sha256=terms_sha256, findings=findings, by=by, at=at
    )
    agreed = tx.record(deal, events)
    if agreed.offer is not None:
        offer = agreed.offer
        Contracts(tx.connection, tx.org).begin(agreed.id, offer.id, offer.text_sha256, at)
    return agreed


def _withdraw(
    tx: Tx, deal: Deal, side: Side | None, reason: str | None, by: str, at: datetime
) -> Deal:
    """Once signers have the contract before them it is void, and so they are told."""
    execution = Executions(tx.connection, tx.org).of_deal(deal.id)
    if execution is not None and is_sent(execution):
        events = void(execution, side=side, reason=reason, by=by, at=at)
        return record_signing(tx, deal, execution, events)
    withdrawn = negotiation.withdraw_deal(deal, side=side, reason=reason, by=by, at=at)
    after = tx.record(deal, withdrawn)
    Contracts(tx.connection, tx.org).end(deal.id, reason, at)
    return after


def _invite(tx: Tx, deal: Deal, proposal: Proposal, by: str, at: datetime) -> None:
    """Each side that is not ours is reached at the address that the terms give for notices."""
    ours, links = deal.header.our_side.side, _links(tx)
    reached = {s: _address(proposal.written.terms, s) for s in Side if s is not ours}
    if len({address.email.lower() for address in reached.values()}) < len(reached):
        pointer = "/terms/parties/licensee/notice_email"
        raise TermsRefused([Fault(pointer, "Give each side an address of its own.")])
    for side, address in reached.items():
        links.invite(deal.id, side, address, by=by, at=at)


def _address(terms: Terms, side: Side) -> Address:
    party = terms.parties.of(side)[0]
    return Address(party.notice_email, party.legal_name)


def _links(tx: Tx) -> DealLinks:
    return DealLinks(tx.connection, tx.org)

"""What an organization does with its drafts. Every command: load, decide, record."""

from datetime import datetime

from service.domain import drafts
from service.domain.deal import Deal, DealHeader, WrittenTerms
from service.domain.worth import worth_of_draft
from service.storage.deals import Tx
from service.storage.ids import new_id


def draft(
    tx: Tx,
    header: DealHeader,
    written: WrittenTerms,
    *,
    by: str,
    at: datetime,
    copied_from: str | None = None,
) -> Deal:
    """`copied_from` is the id of the deal whose terms this one began with, whatever became of them."""
    begun = drafts.draft(header, written, by=by, at=at, copied_from=copied_from)
    return tx.begin(begun, new_id("deal"))


def copy(tx: Tx, deal_id: str, *, by: str, at: datetime) -> Deal:
    """A new draft with the terms of another deal."""
    deal = tx.deal(deal_id)
    header = drafts.copied_header(deal)
    return draft(tx, header, deal.written, by=by, at=at, copied_from=deal.id)


def change(
    tx: Tx, deal: Deal, header: DealHeader, written: WrittenTerms, *, by: str, at: datetime
) -> Deal:
    """`deal` is as its reader saw it: StaleDeal if it has moved since."""
    return tx.record(deal, drafts.change(deal, header, written, by=by, at=at))


def request_approval(tx: Tx, deal_id: str, *, note: str | None, by: str, at: datetime) -> Deal:
    deal = tx.deal(deal_id)
    events = drafts.request_approval(deal, worth_of_draft(deal).findings, by=by, at=at, note=note)
    return tx.record(deal, events)


def approve(tx: Tx, deal_id: str, *, reason: str, by: str, at: datetime) -> Deal:
    deal = tx.deal(deal_id)
    return tx.record(
        deal, drafts.approve(deal, worth_of_draft(deal).findings, reason=reason, by=by, at=at)
    )


def refuse_approval(tx: Tx, deal_id: str, *, reason: str, by: str, at: datetime) -> Deal:
    deal = tx.deal(deal_id)
    return tx.record(deal, drafts.refuse_approval(deal, reason=reason, by=by, at=at))

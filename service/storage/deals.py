"""Loading and recording deals. A `Tx` is one transaction of one organization."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.domain.audit import FIRST, Record, timestamp
from service.domain.deal import Deal, DealDrafted, Event, Offered, WrittenTerms
from service.domain.errors import StaleDeal
from service.domain.follow_ups import follow_ups
from service.domain.terms.canonical import Canonical
from service.storage import codec
from service.storage.ids import new_id
from service.storage.listed import listed, words_of
from service.storage.negotiation_tables import offers
from service.storage.recipients import post, recipients
from service.storage.tables import (
    deal_events,
    deal_words,
    deals,
    organizations,
    terms_texts,
)
from service.storage.views import Views

_WHO_AND_WHEN: Final = {"by", "at"}


class Tx(Views):
    """What is done in it is done together, for `org` and for nobody else."""

    def begin(self, event: DealDrafted, deal_id: str) -> Deal:
        """A new deal under an id that nothing has yet."""
        deal = Deal.begun(deal_id, event)
        self._keep_terms(deal.written.canonical)
        kept = _kept(deal)
        self.connection.execute(
            insert(deals).values(
                id=deal_id,
                org_id=self.org,
                created_at=event.at,
                audit_head=FIRST,
                updated_at=event.at,
                **kept,
            )
        )
        self._keep_words(deal)
        self._chain(deal_id, 0, FIRST, (event,))
        return deal

    def record(self, before: Deal, events: tuple[Event, ...]) -> Deal:
        """The moved deal, its history and what must go out; StaleDeal if somebody was faster."""
        if not events:
            return before
        after = before.after(events)
        self._keep_terms(after.written.canonical)
        self._keep_offers(before.id, events)
        moved = self.connection.execute(
            update(deals)
            .where(
                deals.c.id == before.id,
                deals.c.org_id == self.org,
                deals.c.version == before.version,
            )
            .values(updated_at=events[-1].at, **_kept(after))
            .returning(deals.c.audit_head)
        ).one_or_none()
        if moved is None:
            raise StaleDeal
        if words_of(after) != words_of(before):
            self._keep_words(after)
        self._chain(before.id, before.version, moved.audit_head, events)
        return after

    def _keep_terms(self, canonical: Canonical) -> None:
        known = self.connection.scalar(
            select(terms_texts.c.sha256).where(
                terms_texts.c.org_id == self.org, terms_texts.c.sha256 == canonical.sha256
            )
        )
        if known is not None:
            return
        row = insert(terms_texts).values(
            org_id=self.org, sha256=canonical.sha256, data=canonical.data
        )
        try:
            with self.connection.begin_nested():
                self.connection.execute(row)
        except IntegrityError:
            """Another transaction has just kept the very same bytes."""

    def _keep_offers(self, deal_id: str, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Offered):
                self._keep_terms(event.written.canonical)
                self.connection.execute(insert(offers).values(self._offer(deal_id, event)))

    def _offer(self, deal_id: str, event: Offered) -> dict[str, Any]:
        return {
            "id": event.offer_id,
            "org_id": self.org,
            "deal_id": deal_id,
            "number": event.number,
            "side": event.side,
            "terms_sha256": event.written.canonical.sha256,
            "text_sha256": event.text_sha256,
            "message": event.message,
            "expires_at": event.expires_at,
            "made_by": event.by,
            "made_at": event.at,
        }

    def _keep_words(self, deal: Deal) -> None:
        self.connection.execute(delete(deal_words).where(deal_words.c.deal_id == deal.id))
        rows = [{"org_id": self.org, "word": w, "deal_id": deal.id} for w in words_of(deal)]
        if rows:
            self.connection.execute(insert(deal_words), rows)

    def _chain(self, deal_id: str, seq: int, head: str, events: tuple[Event, ...]) -> None:
        """Adds the events behind the chain's head, and what follows from them to the outbox."""
        position = self._positions(len(events))
        for n, event in enumerate(events):
            record = Record(
                seq=seq + n + 1,
                prev=head,
                ts=timestamp(event.at),
                org=self.org,
                deal=deal_id,
                actor=event.by,
                type=type(event).__name__,
                data=_data(event),
            )
            head = record.hash
            self.connection.execute(
                insert(deal_events).values(
                    id=new_id("evt"), position=position + n, at=event.at, hash=head, **_row(record)
                )
            )
            self._send_out(record, event)
        self.connection.execute(update(deals).where(deals.c.id == deal_id).values(audit_head=head))

    def _positions(self, count: int) -> int:
        """The first of `count` places in the organization's history, in the order of commits."""
        last: int = self.connection.execute(
            update(organizations)
            .where(organizations.c.id == self.org)
            .values(last_position=organizations.c.last_position + count)
            .returning(organizations.c.last_position)
        ).scalar_one()
        return last - count + 1

    def _send_out(self, record: Record, event: Event) -> None:
        """One letter for each of those who must be told, whoever they are at this moment."""
        for follow_up in follow_ups(event):
            for reader in recipients(self.connection, record, follow_up.to):
                post(
                    self.connection,
                    key=f"{record.deal}:{record.seq}:{follow_up.kind}:{reader.name}",
                    kind=follow_up.kind,
                    org=self.org,
                    to=reader.to,
                    at=event.at,
                    deal=record.deal,
                    event_seq=record.seq,
                    about=reader.link,
                )


def _kept(deal: Deal) -> dict[str, Any]:
    """The columns that follow from a deal."""
    return {
        "version": deal.version,
        "status": deal.status,
        "approval": deal.approval,
        "released": sorted(deal.released),
        "header": codec.encode(deal.header),
        "terms_sha256": deal.written.canonical.sha256,
        "offer_id": deal.offer.id if deal.offer else None,
        "opened_by": deal.opened_by,
        **listed(deal),
    }


def _data(event: Event) -> dict[str, Any]:
    """What an event says besides who and when; terms by their digest."""
    named = (f.name for f in fields(event) if f.name not in _WHO_AND_WHEN)
    return dict(_said(name, getattr(event, name)) for name in named)


def _said(name: str, value: Any) -> tuple[str, Any]:
    if isinstance(value, WrittenTerms):
        return "terms_sha256", value.canonical.sha256
    if isinstance(value, datetime):
        return name, timestamp(value)
    return name, codec.encode(value)


def _row(record: Record) -> dict[str, Any]:
    return {
        "deal_id": record.deal,
        "org_id": record.org,
        "seq": record.seq,
        "prev": record.prev,
        "type": record.type,
        "actor": record.actor,
        "data": record.data,
    }

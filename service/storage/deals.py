"""Loading and recording deals. A `Tx` is one transaction of one organization."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from service.domain.audit import FIRST, Record, timestamp
from service.domain.deal import Deal, DealDrafted, Event, Offered, WrittenTerms
from service.domain.errors import StaleDeal
from service.domain.follow_ups import follow_ups
from service.domain.terms.canonical import Canonical
from service.storage import codec
from service.storage.counts import Counted, count
from service.storage.ids import new_id
from service.storage.listed import listed, words_of
from service.storage.negotiation_tables import offers
from service.storage.once import insert_once
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

_INSERT_DEAL: Final = insert(deals)
_INSERT_WORD: Final = insert(deal_words)
_INSERT_EVENT: Final = insert(deal_events)
_TAKE_POSITIONS: Final = (
    update(organizations)
    .where(organizations.c.id == bindparam("org"))
    .values(last_position=organizations.c.last_position + bindparam("count"))
    .returning(organizations.c.last_position)
)


class Tx(Views):
    """What is done in it is done together, for `org` and for nobody else."""

    def begin(self, event: DealDrafted, deal_id: str) -> Deal:
        """A new deal under an id that nothing has yet."""
        deal = Deal.begun(deal_id, event)
        records = self.records(deal_id, 0, FIRST, (event,))
        self.keep_terms(deal.written.canonical)
        row = {
            "id": deal_id,
            "org_id": self.org,
            "created_at": event.at,
            "audit_head": records[-1].hash,
            "updated_at": event.at,
            **_kept(deal),
        }
        self.connection.execute(_INSERT_DEAL, row)
        self._add_words(deal)
        self._append(records, (event,))
        count(self.connection, self.org, [_counted(row)])
        return deal

    def held(self, deal_id: str) -> Deal:
        """A deal that nobody else moves until this transaction ends; NotFound.

        For those who write beside the deal what depends on where it stands: they wait here, and
        decide on what they find then.
        """
        self.connection.execute(
            select(deals.c.id)
            .where(deals.c.id == deal_id, deals.c.org_id == self.org)
            .with_for_update(key_share=True)
        )
        return self.deal(deal_id)

    def record(self, before: Deal, events: tuple[Event, ...]) -> Deal:
        """The moved deal, its history and what must go out; StaleDeal if somebody was faster."""
        if not events:
            return before
        after = before.after(events)
        kept = _kept(after)
        row = self._row_of(before)
        records = self.records(before.id, before.version, row.audit_head, events)
        self.keep_terms(after.written.canonical)
        self._keep_offers(before.id, events)
        moved = self.connection.execute(
            update(deals)
            .where(deals.c.id == before.id, deals.c.version == before.version)
            .values(updated_at=events[-1].at, audit_head=records[-1].hash, **kept)
        )
        if moved.rowcount == 0:
            raise StaleDeal
        if words_of(after) != words_of(before):
            self.connection.execute(delete(deal_words).where(deal_words.c.deal_id == before.id))
            self._add_words(after)
        self._append(records, events)
        count(self.connection, self.org, [_counted(kept)], taken=[_counted(row._mapping)])
        return after

    def _row_of(self, deal: Deal) -> Any:
        """As this version stands in the database; StaleDeal if it has moved.

        Held from here on: whoever moves the deal at the same moment waits before writing anything.
        """
        row = self.connection.execute(
            select(deals)
            .where(
                deals.c.id == deal.id,
                deals.c.org_id == self.org,
                deals.c.version == deal.version,
            )
            .with_for_update(key_share=True)
        ).one_or_none()
        if row is None:
            raise StaleDeal
        return row

    def keep_terms(self, canonical: Canonical) -> None:
        row = {"org_id": self.org, "sha256": canonical.sha256, "data": canonical.data}
        insert_once(self.connection, terms_texts, row, key=("org_id", "sha256"))

    def _keep_offers(self, deal_id: str, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Offered):
                self.keep_terms(event.written.canonical)
                self.connection.execute(insert(offers), self._offer(deal_id, event))

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

    def _add_words(self, deal: Deal) -> None:
        rows = [{"org_id": self.org, "word": w, "deal_id": deal.id} for w in words_of(deal)]
        if rows:
            self.connection.execute(_INSERT_WORD, rows)

    def records(self, subject: str, seq: int, head: str, events: tuple[Event, ...]) -> list[Record]:
        """The events of a deal or a license as they follow its chain's head; `seq` came before."""
        records = []
        for n, event in enumerate(events, seq + 1):
            record = Record(
                seq=n,
                prev=head,
                ts=timestamp(event.at),
                org=self.org,
                deal=subject,
                actor=event.by,
                type=type(event).__name__,
                data=data_of(event),
            )
            head = record.hash
            records.append(record)
        return records

    def _append(self, records: list[Record], events: tuple[Event, ...]) -> None:
        """Adds to the history, and what follows from it to the outbox.

        Last, since whoever has taken a place in the history is waited for by all others.
        """
        first = self.positions(len(events))
        rows = [
            {"id": new_id("evt"), "position": first + n, "at": event.at, **_row(record)}
            for n, (record, event) in enumerate(zip(records, events, strict=True))
        ]
        self.connection.execute(_INSERT_EVENT, rows)
        for record, event in zip(records, events, strict=True):
            self._send_out(record, event)

    def positions(self, count: int) -> int:
        """The first of `count` places in the organization's history, in the order of commits."""
        taken = {"org": self.org, "count": count}
        last: int = self.connection.execute(_TAKE_POSITIONS, taken).scalar_one()
        return last - count + 1

    def _send_out(self, record: Record, event: Event) -> None:
        """One letter for each of those who must be told, whoever they are at this moment.

        Nobody gets the same one twice at one address, for having two parts in the deal.
        """
        told: set[tuple[str, str]] = set()
        for follow_up in follow_ups(event):
            found = recipients(self.connection, record, follow_up.to)
            for reader in (each for each in found if (follow_up.kind, each.place) not in told):
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
            told |= {(follow_up.kind, each.place) for each in found}


def _counted(row: Mapping[str, Any]) -> Counted:
    return Counted(row["status"], row["currency"], row["committed_minor"])


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


def data_of(event: Event) -> dict[str, Any]:
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
        "hash": record.hash,
    }

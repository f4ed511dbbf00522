"""A deal worked out anew from its history as it stands in the database."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final, get_type_hints

from sqlalchemy import Connection, select

from service.domain import deal as d
from service.domain import signing_events
from service.domain.deal import Deal, DealDrafted, Event, WrittenTerms
from service.storage import codec
from service.storage.database import Database
from service.storage.loading import written_from
from service.storage.tables import deal_events, terms_texts

EVENTS: Final[Mapping[str, type[Event]]] = {
    name: kind
    for name, kind in {**vars(d), **vars(signing_events)}.items()
    if isinstance(kind, type) and issubclass(kind, Event)
}


def events_of(db: Database, org: str, deal_id: str) -> list[Event]:
    """The first one first; terms by the bytes that were kept for their digest."""
    with db.reading_work() as connection:
        rows = connection.execute(
            select(deal_events).where(deal_events.c.deal_id == deal_id).order_by(deal_events.c.seq)
        ).all()
        return [_event(connection, org, row) for row in rows]


def replayed(db: Database, org: str, deal_id: str) -> Deal:
    first, *others = events_of(db, org, deal_id)
    assert isinstance(first, DealDrafted)
    return Deal.begun(deal_id, first).after(others)


def _event(connection: Connection, org: str, row: Any) -> Event:
    kind = EVENTS[row.type]
    hints = get_type_hints(kind)
    told = {
        f.name: _value(connection, org, hints[f.name], f.name, row.data)
        for f in fields(kind)
        if f.name not in ("by", "at")
    }
    return kind(by=row.actor, at=row.at, **told)


def _value(connection: Connection, org: str, hint: Any, name: str, data: Any) -> Any:
    if hint is WrittenTerms:
        return _terms(connection, org, data["terms_sha256"])
    if hint == datetime | None:
        return data[name] and datetime.fromisoformat(data[name])
    return codec.decode(hint, data[name])


def _terms(connection: Connection, org: str, sha256: str) -> WrittenTerms:
    kept = connection.scalar(
        select(terms_texts.c.data).where(
            terms_texts.c.org_id == org, terms_texts.c.sha256 == sha256
        )
    )
    assert kept is not None
    return written_from(kept, sha256)

"""The history of a deal as the records of its chain."""

from sqlalchemy import Connection, select

from service.domain.audit import Record
from service.domain.errors import NotFound
from service.storage.loading import records_from
from service.storage.tables import deal_events, deals


def history_of(connection: Connection, org: str, deal_id: str) -> tuple[tuple[Record, ...], str]:
    """The first record first, and the head that is kept beside them; NotFound for another's."""
    head = connection.scalar(
        select(deals.c.audit_head).where(deals.c.id == deal_id, deals.c.org_id == org)
    )
    if head is None:
        raise NotFound
    rows = connection.execute(
        select(deal_events).where(deal_events.c.deal_id == deal_id).order_by(deal_events.c.seq)
    )
    return tuple(records_from(rows)), str(head)

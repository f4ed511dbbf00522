"""An organization's own history: what its people did that belongs to no deal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, literal, select, update

from service.domain.audit import Record, broken_at, timestamp
from service.domain.deeds import Deed
from service.storage.loading import records_from
from service.storage.tables import org_events, organizations, users
from service.storage.views import Page, cursor_at, number_behind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRow:
    """`actor_name` is null where no person did it; `whom` is the name of the person it is about."""

    seq: int
    type: Deed
    actor: str
    actor_name: str | None
    at: datetime
    about: str | None
    whom: str | None
    data: dict[str, Any]


class OrgHistory:
    """Of `org` and of nobody else. Nothing in it is changed or removed."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def note(
        self, deed: Deed, *, by: str, at: datetime, about: str | None = None, **said: object
    ) -> None:
        """In the transaction of the deed; `said` holds only JSON values, and no secret."""
        mine = organizations.c.id == self.org
        end = self.connection.execute(
            update(organizations)
            .where(mine)
            .values(history_length=organizations.c.history_length + 1)
            .returning(organizations.c.history_length, organizations.c.history_head)
        ).one()
        record = Record(
            seq=end.history_length,
            prev=end.history_head,
            ts=timestamp(at),
            org=self.org,
            deal="",
            actor=by,
            type=deed,
            data={"about": about, **said},
        )
        self._keep(record, about, at)
        self.connection.execute(update(organizations).where(mine).values(history_head=record.hash))

    def page(self, *, limit: int, after: str | None = None) -> Page:
        """The newest first."""
        asked = self._deeds()
        if after is not None:
            asked = asked.where(org_events.c.seq < number_behind(after))
        rows = [_deed(row) for row in self.connection.execute(asked.limit(limit + 1))]
        shown = rows[:limit]
        behind = len(rows) > limit
        return Page(shown, cursor_at(shown[-1].seq) if behind else None)

    def about(self, id: str) -> Sequence[DeedRow]:
        """What was done with one letter or one member, the newest first."""
        asked = self._deeds().where(org_events.c.about == id)
        return [_deed(row) for row in self.connection.execute(asked)]

    def broken_at(self) -> int | None:
        """The first place where the chain does not hold, or null."""
        asked = select(org_events, literal("").label("deal_id"))
        rows = self.connection.execute(
            asked.where(org_events.c.org_id == self.org).order_by(org_events.c.seq)
        )
        head = self.connection.scalar(
            select(organizations.c.history_head).where(organizations.c.id == self.org)
        )
        return broken_at(records_from(rows), head)

    def _keep(self, record: Record, about: str | None, at: datetime) -> None:
        self.connection.execute(
            insert(org_events).values(
                org_id=self.org,
                seq=record.seq,
                type=record.type,
                actor=record.actor,
                at=at,
                about=about,
                data=record.data,
                prev=record.prev,
                hash=record.hash,
            )
        )

    def _deeds(self) -> Select[Any]:
        actors, others = users.alias("actors"), users.alias("others")
        return (
            select(org_events, actors.c.name.label("actor_name"), others.c.name.label("whom"))
            .outerjoin(actors, actors.c.id == org_events.c.actor)
            .outerjoin(others, others.c.id == org_events.c.about)
            .where(org_events.c.org_id == self.org)
            .order_by(org_events.c.seq.desc())
        )


def _deed(row: Any) -> DeedRow:
    return DeedRow(
        seq=row.seq,
        type=Deed(row.type),
        actor=row.actor,
        actor_name=row.actor_name,
        at=row.at,
        about=row.about,
        whom=row.whom,
        data=row.data,
    )

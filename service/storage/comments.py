"""Comments, and up to which one each reader has read."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from service.domain.comments import Comment
from service.domain.errors import NotFound
from service.domain.terms.parties import Side
from service.storage.ids import new_id
from service.storage.negotiation_tables import comment_reads, comments
from service.storage.once import insert_once
from service.storage.tables import deal_events, deals
from service.storage.views import Page, number_behind, page_by_number


class Comments:
    """Those of one organization's deals."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def add(
        self,
        deal_id: str,
        *,
        side: Side | None,
        by: str,
        by_name: str,
        at: datetime,
        shared: bool,
        clause: str | None,
        text: str,
        mentions: Sequence[str] = (),
    ) -> Comment:
        """Numbered in the order of commits; NotFound for another organization's deal."""
        comment = Comment(
            id=new_id("cmt"),
            deal_id=deal_id,
            number=self._next(deal_id),
            side=side,
            by=by,
            by_name=by_name,
            at=at,
            shared=shared,
            clause=clause,
            text=text,
            mentions=tuple(mentions),
        )
        row = {**asdict(comment), "org_id": self.org, "mentions": [*mentions]}
        self.connection.execute(insert(comments), row)
        self.read(deal_id, by, comment.number)
        return comment

    def of_deal(self, deal_id: str, *, shared_only: bool) -> list[Comment]:
        """The first one first."""
        asked = self._mine().where(comments.c.deal_id == deal_id).order_by(comments.c.number)
        if shared_only:
            asked = asked.where(comments.c.shared)
        return [*map(_comment, self.connection.execute(asked))]

    def page(self, deal_id: str, *, limit: int, after: str | None = None) -> Page:
        """All of them, by number; nothing counts as read."""
        asked = self._mine().where(
            comments.c.deal_id == deal_id, comments.c.number > number_behind(after)
        )
        rows = self.connection.execute(asked.order_by(comments.c.number).limit(limit + 1))
        return page_by_number([*map(_comment, rows)], limit)

    def comment(self, comment_id: str) -> Comment:
        """NotFound for another organization's."""
        row = self.connection.execute(self._mine().where(comments.c.id == comment_id)).one_or_none()
        if row is None:
            raise NotFound
        return _comment(row)

    def unread(self, deal_id: str, reader: str, *, shared_only: bool) -> int:
        """How many came since the reader last read, his own not counted."""
        read = (
            select(comment_reads.c.number)
            .where(comment_reads.c.deal_id == deal_id, comment_reads.c.reader == reader)
            .scalar_subquery()
        )
        asked = (
            select(func.count())
            .select_from(comments)
            .where(
                comments.c.org_id == self.org,
                comments.c.deal_id == deal_id,
                comments.c.by != reader,
                comments.c.number > func.coalesce(read, 0),
            )
        )
        if shared_only:
            asked = asked.where(comments.c.shared)
        return self.connection.scalar(asked) or 0

    def unread_in(self, deal_ids: Collection[str], reader: str) -> dict[str, int]:
        """How many wait for one of us, by deal; deals without any are left out."""
        rows = self.connection.execute(self._unread(reader).where(comments.c.deal_id.in_(deal_ids)))
        return {row.deal_id: row.n for row in rows}

    def unread_on(self, reader: str, limit: int) -> list[tuple[str, int]]:
        """Deals that one of us has acted on, with how many wait; the newest first."""
        acted = select(deal_events.c.deal_id).where(
            deal_events.c.org_id == self.org, deal_events.c.actor == reader
        )
        newest = func.max(comments.c.at).desc()
        asked = self._unread(reader).where(comments.c.deal_id.in_(acted)).order_by(newest)
        return [(row.deal_id, row.n) for row in self.connection.execute(asked.limit(limit))]

    def _unread(self, reader: str) -> Select[Any]:
        same = (comment_reads.c.deal_id == comments.c.deal_id) & (comment_reads.c.reader == reader)
        return (
            select(comments.c.deal_id, func.count().label("n"))
            .outerjoin(comment_reads, same)
            .where(
                comments.c.org_id == self.org,
                comments.c.by != reader,
                comments.c.number > func.coalesce(comment_reads.c.number, 0),
            )
            .group_by(comments.c.deal_id)
        )

    def read_up_to(self, deal_id: str, reader: str) -> int:
        """The number of the last comment that somebody has read; 0 before the first."""
        asked = select(comment_reads.c.number).where(
            comment_reads.c.deal_id == deal_id, comment_reads.c.reader == reader
        )
        return self.connection.scalar(asked) or 0

    def read(self, deal_id: str, reader: str, number: int) -> None:
        """Up to this one; what was read before stays read."""
        which = (comment_reads.c.deal_id == deal_id) & (comment_reads.c.reader == reader)
        row = {"deal_id": deal_id, "reader": reader, "number": number}
        if not insert_once(self.connection, comment_reads, row, key=("deal_id", "reader")):
            further = update(comment_reads).where(which, comment_reads.c.number < number)
            self.connection.execute(further.values(number=number))

    def _next(self, deal_id: str) -> int:
        """Holds the deal's row, so that two who write at once get two numbers."""
        held = self.connection.scalar(
            select(deals.c.id)
            .where(deals.c.id == deal_id, deals.c.org_id == self.org)
            .with_for_update()
        )
        if held is None:
            raise NotFound
        last = self.connection.scalar(
            select(func.max(comments.c.number)).where(comments.c.deal_id == deal_id)
        )
        return (last or 0) + 1

    def _mine(self) -> Select[Any]:
        return select(comments).where(comments.c.org_id == self.org)


def _comment(row: Any) -> Comment:
    return Comment(
        id=row.id,
        deal_id=row.deal_id,
        number=row.number,
        side=Side(row.side) if row.side else None,
        by=row.by,
        by_name=row.by_name,
        at=row.at,
        shared=row.shared,
        clause=row.clause,
        text=row.text,
        mentions=tuple(row.mentions),
    )

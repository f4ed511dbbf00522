"""What pages and lists show, straight from the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, select, tuple_, union_all

from service.domain.deal import OPEN, Deal, Offer
from service.domain.errors import NotFound
from service.domain.money import Money
from service.domain.negotiation import Turn
from service.storage.counts import by_status, open_totals
from service.storage.cursors import CursorWrong as CursorWrong
from service.storage.cursors import read, written
from service.storage.deal_search import matching
from service.storage.loading import deal_from, offer_from
from service.storage.negotiation_tables import deal_links, offers
from service.storage.signing_tables import reassignments, signers
from service.storage.tables import (
    ASKED,
    BLOCKED,
    deal_events,
    deals,
    terms_texts,
    users,
)

MOST_ROWS: Final = 200
_ACTOR_NAME: Final = func.coalesce(
    users.c.name, deal_links.c.name, signers.c.name, reassignments.c.notice_email
).label("actor_name")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list and the cursor behind the last one; null at the end."""

    rows: Sequence[Any]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRow:
    """A deal as a list shows it; `committed` in the deal's own currency.

    `to_release` counts the findings that an approver must let pass.
    """

    id: str
    version: int
    status: str
    approval: str
    title: str | None
    external_id: str | None
    family: str
    licensor_name: str
    licensee_name: str
    committed: Money
    starts_on: date | None
    to_release: int
    waits_for: Turn | None
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What open deals commit to in one currency: all of it, and the largest of them."""

    total: Money
    deals: int
    largest: Sequence[DealRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of a history; `data` is what it says besides who and when.

    `hash` is that of its record: whoever keeps it can tell whether the log was changed up to there.
    """

    id: str
    position: int
    deal_id: str
    seq: int
    type: str
    actor: str
    actor_name: str | None
    at: datetime
    data: dict[str, Any]
    hash: str


class Views:
    """Reads of one organization."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def deal(self, deal_id: str) -> Deal:
        """NotFound if it is another organization's too."""
        row = self.connection.execute(
            select(deals, terms_texts.c.data)
            .join(
                terms_texts,
                (terms_texts.c.org_id == deals.c.org_id)
                & (terms_texts.c.sha256 == deals.c.terms_sha256),
            )
            .where(deals.c.id == deal_id, deals.c.org_id == self.org)
        ).one_or_none()
        if row is None:
            raise NotFound
        return deal_from(row, self.offer(row.offer_id) if row.offer_id else None)

    def offer(self, offer_id: str) -> Offer:
        """NotFound if it is another organization's too."""
        row = self.connection.execute(self._offers().where(offers.c.id == offer_id)).one_or_none()
        if row is None:
            raise NotFound
        return offer_from(row)

    def offers_of(self, deal_id: str) -> list[Offer]:
        """Every offer of a deal, the first one first."""
        asked = self._offers().where(offers.c.deal_id == deal_id).order_by(offers.c.number)
        return [*map(offer_from, self.connection.execute(asked))]

    def offers_page(self, deal_id: str, *, limit: int, after: str | None = None) -> Page:
        """Offers of a deal by number; NotFound if there is no such deal."""
        self.deal_row(deal_id)
        asked = self._offers().where(
            offers.c.deal_id == deal_id, offers.c.number > number_behind(after)
        )
        rows = self.connection.execute(asked.order_by(offers.c.number).limit(limit + 1))
        return page_by_number([*map(offer_from, rows)], limit)

    def deal_of_offer(self, offer_id: str) -> str:
        """The id of the deal that an offer belongs to; NotFound."""
        found = self.connection.scalar(
            select(offers.c.deal_id).where(offers.c.id == offer_id, offers.c.org_id == self.org)
        )
        if found is None:
            raise NotFound
        return str(found)

    def deal_row(self, deal_id: str) -> DealRow:
        found = self.connection.execute(self._deals().where(deals.c.id == deal_id)).one_or_none()
        if found is None:
            raise NotFound
        return _deal_row(found)

    def deal_list(
        self,
        *,
        limit: int,
        after: str | None = None,
        status: str | None = None,
        waits_for: Turn | None = None,
        external_id: str | None = None,
        search: str | None = None,
    ) -> Page:
        """Newest first. `search` finds deals that have a word beginning with each of its words."""
        asked = self._deals().order_by(deals.c.created_at.desc(), deals.c.id.desc())
        if status is not None:
            asked = asked.where(deals.c.status == status)
        if waits_for is not None:
            asked = asked.where(deals.c.waits_for == waits_for)
        if external_id is not None:
            asked = asked.where(deals.c.external_id == external_id)
        asked = asked.where(*matching(self.connection, self.org, search or ""))
        if after is not None:
            moment, last = place_of(after)
            asked = asked.where(tuple_(deals.c.created_at, deals.c.id) < (moment, last))
        rows = self.connection.execute(asked.limit(limit + 1)).all()
        return page_of_newest([*map(_deal_row, rows)], limit)

    def count_by_status(self) -> dict[str, int]:
        """Only those that some deal has."""
        return by_status(self.connection, self.org)

    def asked(self, limit: int) -> list[DealRow]:
        """Deals whose draft waits for an approver, the longest wait first."""
        return self._waiting(ASKED, limit)

    def blocked(self, limit: int) -> list[DealRow]:
        """Drafts that must be released, for which nobody has asked; the oldest change first."""
        return self._waiting(BLOCKED, limit)

    def waiting_for(self, turn: Turn, limit: int) -> list[DealRow]:
        """Deals whose offer is answered by us or by them, the longest wait first."""
        asked = self._deals().where(deals.c.waits_for == turn)
        rows = self.connection.execute(asked.order_by(deals.c.updated_at, deals.c.id).limit(limit))
        return [*map(_deal_row, rows)]

    def count_by_turn(self) -> dict[Turn, int]:
        """How many offers wait for us, and for them."""
        rows = self.connection.execute(
            select(deals.c.waits_for, func.count().label("n"))
            .where(deals.c.org_id == self.org, deals.c.waits_for.is_not(None))
            .group_by(deals.c.waits_for)
        )
        return {Turn(row.waits_for): row.n for row in rows}

    def worth(self, largest: int) -> list[Worth]:
        """By currency, the one with the most deals first; `largest` deals of each."""
        return [
            Worth(
                total=each.committed,
                deals=each.deals,
                largest=self._largest(each.committed.currency, largest),
            )
            for each in open_totals(self.connection, self.org)
        ]

    def history(self, deal_id: str) -> list[EventRow]:
        asked = self._events().where(deal_events.c.deal_id == deal_id)
        rows = self.connection.execute(asked.order_by(deal_events.c.seq)).all()
        if not rows:
            raise NotFound
        return [_event_row(row) for row in rows]

    def _offers(self) -> Select[Any]:
        same = (terms_texts.c.org_id == offers.c.org_id) & (
            terms_texts.c.sha256 == offers.c.terms_sha256
        )
        return (
            select(offers, terms_texts.c.data)
            .join(terms_texts, same)
            .where(offers.c.org_id == self.org)
        )

    def _deals(self) -> Select[Any]:
        return select(deals).where(deals.c.org_id == self.org)

    def _waiting(self, why: Any, limit: int) -> list[DealRow]:
        asked = self._deals().where(why)
        rows = self.connection.execute(asked.order_by(deals.c.updated_at, deals.c.id).limit(limit))
        return [_deal_row(row) for row in rows]

    def _largest(self, currency: str, limit: int) -> list[DealRow]:
        """The first of each status stand in an index; of those, the first of all."""
        of_currency = self._deals().where(deals.c.currency == currency)
        firsts = union_all(
            *(
                _largest_first(of_currency.where(deals.c.status == status), deals.c, limit)
                .subquery()
                .select()
                for status in sorted(OPEN)
            )
        ).subquery()
        asked = _largest_first(firsts.select(), firsts.c, limit)
        return [_deal_row(row) for row in self.connection.execute(asked)]

    def _events(self) -> Select[Any]:
        return with_names(deal_events).where(deal_events.c.org_id == self.org)


def with_names(events: Table) -> Select[Any]:
    """Events of a history, each with the name of whoever did it, where we know one."""
    return (
        select(events, _ACTOR_NAME)
        .outerjoin(users, users.c.id == events.c.actor)
        .outerjoin(deal_links, deal_links.c.id == events.c.actor)
        .outerjoin(signers, signers.c.id == events.c.actor)
        .outerjoin(reassignments, reassignments.c.id == events.c.actor)
    )


def _largest_first(asked: Select[Any], of: Any, limit: int) -> Select[Any]:
    return asked.order_by(of.committed_minor.desc(), of.id.desc()).limit(limit)


def _deal_row(row: Any) -> DealRow:
    return DealRow(
        id=row.id,
        version=row.version,
        status=row.status,
        approval=row.approval,
        title=row.title,
        external_id=row.external_id,
        family=row.family,
        licensor_name=row.licensor_name,
        licensee_name=row.licensee_name,
        committed=Money(row.committed_minor, row.currency),
        starts_on=row.starts_on,
        to_release=row.to_release,
        waits_for=Turn(row.waits_for) if row.waits_for else None,
        expires_at=row.expires_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _event_row(row: Any) -> EventRow:
    return EventRow(
        id=row.id,
        position=row.position,
        deal_id=row.deal_id,
        seq=row.seq,
        type=row.type,
        actor=row.actor,
        actor_name=row.actor_name,
        at=row.at,
        data=row.data,
        hash=row.hash,
    )


def cursor_of(moment: datetime, last: str) -> str:
    """For lists with the newest first: behind what came at that moment with that id."""
    return written([moment.isoformat(), last])


def place_of(cursor: str) -> tuple[datetime, str]:
    """What `cursor_of` was given; CursorWrong."""
    match read(cursor):
        case [str(moment), str(last)] if last.isascii() and last.isprintable():
            return _moment(moment), last
    raise CursorWrong


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CursorWrong from None
    raise CursorWrong


def page_of_newest(rows: Sequence[Any], limit: int) -> Page:
    """Of rows with the newest first, one more than fits where there is a next page."""
    shown = rows[:limit]
    behind = len(rows) > limit
    return Page(shown, cursor_of(shown[-1].created_at, shown[-1].id) if behind else None)


def page_by_number(rows: Sequence[Any], limit: int) -> Page:
    """Of rows that are numbered upwards, one more than fits where there is a next page."""
    shown = rows[:limit]
    return Page(shown, cursor_at(shown[-1].number) if len(rows) > limit else None)


def cursor_at(number: int) -> str:
    """For lists in the order of numbers that never change."""
    return written([number])


def number_behind(cursor: str | None) -> int:
    """The number that a page begins behind; CursorWrong."""
    if cursor is None:
        return 0
    match read(cursor):
        case [int(position)] if 0 <= position < 2**62:
            return position
    raise CursorWrong

"""The outbox of one organization as its people see it, and what its letters say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, tuple_, update

from service.domain.deeds import HANDLED
from service.domain.errors import NotFound
from service.domain.letters import Detail, Handling, handled
from service.domain.post import Address, Fate, Report, State
from service.storage.org_history import OrgHistory
from service.storage.tables import (
    STUCK,
    memberships,
    organizations,
    outbox,
    outbox_attempts,
    provider_events,
    sign_in_links,
    users,
)
from service.storage.views import Page, page_of_newest, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter as a list shows it; `report` is what became of it at the other end.

    `taken_at` is when a carrier took it that gave it an id of its own: by that it reports.
    """

    id: str
    kind: str
    to: Address
    deal_id: str | None
    about: str | None
    created_at: datetime
    due_at: datetime
    state: State
    attempts: int
    possible_duplicate: bool
    reconciled: bool
    fault: str
    report: Report
    report_reason: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """`outcome` is null while it is under way, and where the sender stopped in the middle."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    outcome: Fate | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    type: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What a letter says of the link that it brings; `by` is who invited."""

    role: str
    expires_at: datetime
    used: bool
    by: Address | None


class PostOffice:
    """Letters of `org` and of nobody else."""

    def __init__(self, connection: Connection, org: str) -> None:
        self.connection = connection
        self.org = org

    def letters(
        self, *, limit: int, after: str | None = None, states: Sequence[State] = ()
    ) -> Page:
        """Newest first; of all states where none is given."""
        asked = self._letters().order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
        if states:
            asked = asked.where(outbox.c.state.in_(states))
        if after is not None:
            moment, last = place_of(after)
            asked = asked.where(tuple_(outbox.c.created_at, outbox.c.id) < (moment, last))
        rows = self.connection.execute(asked.limit(limit + 1)).all()
        return page_of_newest([*map(_letter_row, rows)], limit)

    def of_deal(self, deal_id: str, limit: int) -> Sequence[LetterRow]:
        """Letters about a deal, the newest first."""
        asked = self._letters().where(outbox.c.deal_id == deal_id)
        newest = asked.order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
        return [_letter_row(row) for row in self.connection.execute(newest.limit(limit))]

    def about(self, kind: str, ids: Sequence[str]) -> Sequence[LetterRow]:
        """Letters of a kind to addresses, about any of these, in the order of writing."""
        asked = self._letters().where(outbox.c.kind == kind, outbox.c.about.in_(ids))
        rows = asked.where(outbox.c.to_email.is_not(None)).order_by(
            outbox.c.created_at, outbox.c.id
        )
        return [_letter_row(row) for row in self.connection.execute(rows)]

    def stuck(self, limit: int) -> Sequence[LetterRow]:
        """Letters that will not leave, or did not arrive, unless somebody does something."""
        asked = self._letters().where(STUCK).order_by(outbox.c.created_at.desc())
        return [_letter_row(row) for row in self.connection.execute(asked.limit(limit))]

    def letter(self, id: str) -> LetterRow:
        row = self.connection.execute(self._letters().where(outbox.c.id == id)).one_or_none()
        if row is None:
            raise NotFound
        return _letter_row(row)

    def by_key(self, key: str) -> LetterRow:
        row = self.connection.execute(self._letters().where(outbox.c.key == key)).one_or_none()
        if row is None:
            raise NotFound
        return _letter_row(row)

    def attempts(self, id: str) -> Sequence[AttemptRow]:
        rows = self.connection.execute(
            select(outbox_attempts)
            .where(outbox_attempts.c.outbox_id == id)
            .order_by(outbox_attempts.c.number)
        )
        return [
            AttemptRow(
                number=row.number,
                started_at=row.started_at,
                ended_at=row.ended_at,
                outcome=Fate(row.outcome) if row.outcome else None,
                detail=row.detail,
            )
            for row in rows
        ]

    def reports(self, id: str) -> Sequence[ReportRow]:
        rows = self.connection.execute(
            select(provider_events)
            .where(provider_events.c.outbox_id == id)
            .order_by(provider_events.c.at, provider_events.c.sg_event_id)
        )
        return [ReportRow(type=row.type, at=row.at, reason=row.reason) for row in rows]

    def counts(self) -> dict[State, int]:
        rows = self.connection.execute(
            select(outbox.c.state, func.count().label("n"))
            .where(outbox.c.org_id == self.org)
            .group_by(outbox.c.state)
        )
        return {State(row.state): row.n for row in rows}

    def handle(self, id: str, handling: Handling, *, by: str, at: datetime) -> None:
        """NotFound, LetterMoveNotAllowed. A worker that still holds the letter loses it."""
        row = self.connection.execute(
            select(outbox.c.state, outbox.c.report)
            .where(outbox.c.id == id, outbox.c.org_id == self.org)
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise NotFound
        values: dict[str, Any] = {
            "state": handled(State(row.state), handling),
            "due_at": at,
            "lease_by": None,
            "lease_until": None,
            "fence": outbox.c.fence + 1,
        }
        if handling is Handling.SEND_AGAIN:
            values |= {"report": "", "report_reason": "", "fault": ""}
            values |= {"possible_duplicate": or_(outbox.c.possible_duplicate, self._may_be_out())}
        self.connection.execute(update(outbox).where(outbox.c.id == id).values(values))
        history = OrgHistory(self.connection, self.org)
        history.note(HANDLED[handling], by=by, at=at, about=id, before=row.state)

    def house(self) -> tuple[str, Detail]:
        """The organization's name, and how much its letters say of a deal."""
        row = self.connection.execute(
            select(organizations.c.name, organizations.c.letters_detail).where(
                organizations.c.id == self.org
            )
        ).one()
        return row.name, Detail(row.letters_detail)

    def keep_detail(self, detail: Detail) -> None:
        self.connection.execute(
            update(organizations)
            .where(organizations.c.id == self.org)
            .values(letters_detail=detail)
        )

    def address_of(self, user: str | None) -> Address | None:
        """Null for a program, and for nobody."""
        row = self.connection.execute(
            select(users.c.email, users.c.name).where(users.c.id == user)
        ).one_or_none()
        return None if row is None else Address(row.email, row.name)

    def link(self, id: str) -> LinkFacts:
        """NotFound if it was withdrawn, with its member's leaving."""
        row = self.connection.execute(
            select(sign_in_links, memberships.c.role)
            .join(
                memberships,
                (memberships.c.user_id == sign_in_links.c.user_id)
                & (memberships.c.org_id == sign_in_links.c.org_id),
            )
            .where(sign_in_links.c.id == id, sign_in_links.c.org_id == self.org)
        ).one_or_none()
        if row is None:
            raise NotFound
        return LinkFacts(
            role=row.role,
            expires_at=row.expires_at,
            used=row.used_at is not None,
            by=self.address_of(row.invited_by),
        )

    def _letters(self) -> Select[Any]:
        return (
            select(outbox, users.c.email, users.c.name, _taken())
            .outerjoin(users, users.c.id == outbox.c.user_id)
            .where(outbox.c.org_id == self.org)
        )

    def _may_be_out(self) -> Any:
        """Whether an attempt may have reached its reader."""
        out = outbox_attempts.c.outcome.in_((Fate.ACCEPTED, Fate.UNKNOWN))
        lost = outbox_attempts.c.outcome.is_(None)
        return (
            select(outbox_attempts.c.number)
            .where(outbox_attempts.c.outbox_id == outbox.c.id, or_(out, lost))
            .exists()
        )


def _taken() -> Any:
    """When a carrier last said that it took the letter."""
    return (
        select(func.max(outbox_attempts.c.ended_at))
        .where(
            outbox_attempts.c.outbox_id == outbox.c.id,
            outbox_attempts.c.outcome == Fate.ACCEPTED,
        )
        .scalar_subquery()
        .label("taken_at")
    )


def _letter_row(row: Any) -> LetterRow:
    to = Address(row.to_email, row.to_name or "") if row.to_email else Address(row.email, row.name)
    return LetterRow(
        id=row.id,
        kind=row.kind,
        to=to,
        deal_id=row.deal_id,
        about=row.about,
        created_at=row.created_at,
        due_at=row.due_at,
        state=State(row.state),
        attempts=row.attempts,
        possible_duplicate=row.possible_duplicate,
        reconciled=row.reconciled,
        fault=row.fault,
        report=Report(row.report),
        report_reason=row.report_reason,
        taken_at=row.taken_at if row.provider_id else None,
    )

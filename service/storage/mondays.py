"""Who wants a letter on Mondays, and which Mondays are done with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from service.domain.errors import NotFound
from service.domain.licenses.reminders import Fate
from service.domain.mondays import Monday
from service.storage.calendar_tables import monday_choices as choices
from service.storage.calendar_tables import monday_letters as letters
from service.storage.ids import new_id
from service.storage.once import insert_once, upsert_into
from service.storage.tables import organizations

_ONE: Final = ("org_id", "user_id")
_ONCE: Final = (*_ONE, "week")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody wants it, at 09:00 in `zone`; the next one is due at `next_at`."""

    id: str
    org_id: str
    user_id: str
    zone: str
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MondayRow:
    """A Monday of one reader; `choice` is null where they want no more of them."""

    week: date
    fate: Fate
    choice: Choice | None


class Mondays:
    """Of all organizations: their own doors and the worker ask for one's own."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def of(self, org: str, user: str) -> Choice | None:
        row = self.connection.execute(select(choices).where(*_own(org, user))).one_or_none()
        return _choice(row) if row else None

    def choose(self, org: str, user: str, zone: str, next_at: datetime, at: datetime) -> None:
        """For the first time, or in another zone; who reads it on goes on with the same link."""
        new = upsert_into(self.connection.dialect.name, choices).values(
            id=new_id("mon"), org_id=org, user_id=user, zone=zone, next_at=next_at, created_at=at
        )
        self.connection.execute(
            new.on_conflict_do_update(index_elements=_ONE, set_={"zone": zone, "next_at": next_at})
        )

    def end(self, org: str, user: str) -> None:
        self.connection.execute(delete(choices).where(*_own(org, user)))

    def house_of(self, choice: str) -> str:
        """The name of the organization that it is about; NotFound where it is turned off."""
        asked = select(organizations.c.name).join(choices, choices.c.org_id == organizations.c.id)
        found = self.connection.scalar(asked.where(choices.c.id == choice))
        if found is None:
            raise NotFound
        return str(found)

    def end_by_link(self, choice: str) -> None:
        """Whether it was on or not."""
        self.connection.execute(delete(choices).where(choices.c.id == choice))

    def due(self, at: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """Organization and choice, the longest due first."""
        rows = self.connection.execute(
            select(choices.c.org_id, choices.c.id)
            .where(choices.c.next_at <= at)
            .order_by(choices.c.next_at)
            .limit(limit)
        )
        return [(row.org_id, row.id) for row in rows]

    def claimed(self, choice: str, at: datetime) -> Choice | None:
        """Held, if it is still due and nobody else has it just now."""
        row = self.connection.execute(
            select(choices)
            .where(choices.c.id == choice, choices.c.next_at <= at)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        return _choice(row) if row else None

    def wait(self, choice: str, until: datetime) -> None:
        self.connection.execute(update(choices).where(choices.c.id == choice).values(next_at=until))

    def raised(self, choice: Choice, monday: Monday, fate: Fate, at: datetime) -> str | None:
        """The id of what is written down of this Monday; null where it was done with before."""
        row = {
            "id": new_id("mdl"),
            "org_id": choice.org_id,
            "user_id": choice.user_id,
            "week": monday.day,
            "due_at": monday.due_at,
            "fate": fate,
            "raised_at": at,
        }
        new = insert_once(self.connection, letters, row, key=_ONCE)
        return str(row["id"]) if new else None

    def letter(self, org: str, letter: str) -> MondayRow:
        """NotFound for another organization's."""
        asked = select(letters).where(letters.c.id == letter, letters.c.org_id == org)
        row = self.connection.execute(asked).one_or_none()
        if row is None:
            raise NotFound
        choice = self.of(org, row.user_id)
        return MondayRow(week=row.week, fate=Fate(row.fate), choice=choice)


def _own(org: str, user: str) -> tuple[Any, ...]:
    return choices.c.org_id == org, choices.c.user_id == user


def _choice(row: Any) -> Choice:
    return Choice(
        id=row.id,
        org_id=row.org_id,
        user_id=row.user_id,
        zone=row.zone,
        next_at=row.next_at,
    )

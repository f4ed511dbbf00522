"""Reminders and letters on Mondays that had nothing to say any more when they were to leave."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Table, select, update

from service.domain.letters import HouseLetter
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.licenses.reminders import Fate
from service.storage.calendar_tables import monday_letters
from service.storage.license_tables import license_reminders
from service.storage.tables import outbox

_ROWS: Final[Mapping[str, Table]] = MappingProxyType(
    {LicenseLetter.REMINDER: license_reminders, HouseLetter.MONDAY: monday_letters}
)
"""Where it stands what a letter of a kind was for."""


def note_dropped(connection: Connection, letter: str) -> None:
    """Its row says so too; why stands with the letter."""
    row = connection.execute(
        select(outbox.c.kind, outbox.c.about).where(outbox.c.id == letter)
    ).one()
    table = _ROWS.get(row.kind)
    if table is not None:
        connection.execute(update(table).where(table.c.id == row.about).values(fate=Fate.DROPPED))

"""Whether everything is there that work needs."""

from datetime import datetime

from service.commands.seal_ending import certificate_in_use
from service.desk import Desk
from service.domain.sealing import Lasting, lasting
from service.storage.unheard import has_unheard_licenses


def missing(desk: Desk) -> tuple[str, ...]:
    """What is not there, in words of docs/operations.md; nothing when work can begin."""
    found = {
        "database": desk.db.answers(),
        "tables": desk.db.answers() and desk.db.is_current(),
        "files": desk.files.can_be_written(),
    }
    return tuple(name for name, there in found.items() if not there)


def warnings(desk: Desk, at: datetime) -> tuple[str, ...]:
    """What stops nothing and wants a hand: words of docs/operations.md, nothing when all is well."""
    with desk.db.reading_work() as connection:
        unheard = has_unheard_licenses(connection)
    return (*seal_warnings(desk, at), *(["reminders_unheard"] if unheard else []))


def seal_warnings(desk: Desk, at: datetime) -> tuple[str, ...]:
    """Those about the seal alone."""
    seal = certificate_in_use(desk)
    if seal is None:
        return ("seal_key_missing",)
    found = lasting(seal.begins_at, seal.ends_at, at)
    return () if found is Lasting.GOOD else (f"seal_key_{found}",)

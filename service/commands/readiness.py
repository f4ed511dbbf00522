"""Whether everything is there that work needs."""

from service.desk import Desk


def missing(desk: Desk) -> tuple[str, ...]:
    """What is not there, in words of docs/operations.md; nothing when work can begin."""
    found = {
        "database": desk.db.answers(),
        "tables": desk.db.answers() and desk.db.is_current(),
        "files": desk.files.can_be_written(),
    }
    return tuple(name for name, there in found.items() if not there)

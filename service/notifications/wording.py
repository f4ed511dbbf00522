"""How letters write moments."""

from datetime import datetime

from service.domain.wording import day_in_words


def moment_of(at: datetime | None) -> str:
    """ "2 March 2026, 12:00 UTC"."""
    return f"{day_in_words(at.date())}, {at:%H:%M} UTC" if at else "an unknown time"

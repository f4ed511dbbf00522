"""What every event of a deal says: who did it, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a deal. `by` is the id of who did it, `at` is aware and in UTC."""

    by: str
    at: datetime

"""What carries a letter away, whichever way."""

from typing import Protocol

from service.domain.post import Outcome
from service.notifications.letter import Letter

TIME_OUT = 10.0
"""Seconds without an answer after which a carrier's word is no longer waited for."""


class Mailer(Protocol):
    """`idempotent` if a letter that is sent again under the same key goes out once."""

    @property
    def idempotent(self) -> bool: ...

    def send(self, letter: Letter, attempt: int) -> Outcome:
        """What became of it; an error is an outcome too, and nothing is raised for one."""

"""What people do that belongs to no deal, and must stand in the organization's own history."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.letters import Handling


class Deed(StrEnum):
    """Each with who did it, when, and the person or the letter that it is about."""

    LETTER_HELD = "letter_held"
    LETTER_RELEASED = "letter_released"
    LETTER_SENT_AGAIN = "letter_sent_again"
    BACKUP_RESTORED = "backup_restored"
    MEMBER_INVITED = "member_invited"
    LINK_MADE = "link_made"
    """One that signs in, for somebody who is a member already."""
    ROLE_CHANGED = "role_changed"
    MEMBER_REMOVED = "member_removed"
    SECOND_STEP_RESET = "second_step_reset"
    REMINDER_DAYS_CHANGED = "reminder_days_changed"
    """With the days before and now; null is as the program does."""


HANDLED: Final[Mapping[Handling, Deed]] = MappingProxyType(
    {
        Handling.HOLD: Deed.LETTER_HELD,
        Handling.RELEASE: Deed.LETTER_RELEASED,
        Handling.SEND_AGAIN: Deed.LETTER_SENT_AGAIN,
    }
)

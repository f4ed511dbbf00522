"""What pages call the deeds of an organization's own history."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.deeds import Deed
from service.domain.wording import listed
from service.storage.org_history import DeedRow

DEEDS: Final[Mapping[Deed, Callable[[DeedRow], str]]] = MappingProxyType(
    {
        Deed.LETTER_HELD: lambda _: "held a letter back",
        Deed.LETTER_RELEASED: lambda _: "released a letter",
        Deed.LETTER_SENT_AGAIN: lambda _: "had a letter sent again",
        Deed.BACKUP_RESTORED: lambda row: f"restored a backup; letters to look at: {_letters(row)}",
        Deed.MEMBER_INVITED: lambda row: f"invited {row.whom} as {row.data['role']}",
        Deed.LINK_MADE: lambda row: f"made a link for {row.whom} to sign in",
        Deed.ROLE_CHANGED: lambda row: (
            f"changed the role of {row.whom} from {row.data['before']} to {row.data['role']}"
        ),
        Deed.MEMBER_REMOVED: lambda row: f"removed {row.whom}, who was {row.data['before']}",
        Deed.SECOND_STEP_RESET: lambda row: f"reset the second step of {row.whom}",
        Deed.REMINDER_DAYS_CHANGED: lambda row: (
            f"changed when duties are reminded of: {_days(row.data['now'])}"
        ),
    }
)
"""What somebody did, behind the name of who did it."""


def deed_words(row: DeedRow) -> str:
    """ "released a letter"."""
    return DEEDS[row.type](row)


def doer(row: DeedRow) -> str:
    """A person by name."""
    return row.actor_name or "Whoever runs Counterpart"


def is_of_letter(row: DeedRow) -> bool:
    return row.about is not None and row.about.startswith("out_")


def _letters(row: DeedRow) -> str:
    return f"{row.data['letters']:,}"


def _days(days: list[int] | None) -> str:
    return "as usual" if days is None else f"{listed(map(str, days))} days before"

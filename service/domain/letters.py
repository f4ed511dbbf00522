"""Letters about accounts and about post, how much letters say, and what people do with them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from service.domain.errors import LetterMoveNotAllowed
from service.domain.people import MAY, Act, Role
from service.domain.post import State


class AccountLetter(StrEnum):
    """What an account's letter is about; the letters of deals are named by `follow_ups`."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a letter
    SECOND_STEP_CHANGED = "second_step_changed"
    SECOND_STEP_RESET = "second_step_reset"
    LETTER_BOUNCED = "letter_bounced"


class DealLetter(StrEnum):
    """Letters about a deal that no event of it brings about; the others are named by `follow_ups`."""

    DEAL_LINK = "deal_link"
    """Somebody's personal link, sent for the first time or again."""
    COMMENT = "comment"
    MENTIONED = "mentioned"
    SIGN_CODE = "sign_code"
    """The one-time code that shows that a signer reads the mailbox."""
    SIGN_LINK = "sign_link"
    """A signer's personal link, sent again to whoever lost it."""
    SEAL_OVERDUE = "seal_overdue"
    """Everybody has signed, and still there is no sealed file."""


class HouseLetter(StrEnum):
    """Letters about all that an organization has."""

    MONDAY = "monday"
    """What waits, each week, to whoever chose to get it."""
    SEAL_ENDING = "seal_ending"
    """The certificate that contracts are sealed with comes to its end; to those who administer."""


class Detail(StrEnum):
    """How much of a deal its letters say: terms are confidential, and mail is read on the way."""

    LINE = "line"
    """That something happened, and a link."""
    FULL = "full"
    """Parties, money, notes and reasons too."""


class Handling(StrEnum):
    """What an administrator does with a letter in the outbox."""

    HOLD = "hold"
    RELEASE = "release"
    SEND_AGAIN = "send_again"


HANDLINGS: Final[Mapping[State, frozenset[Handling]]] = MappingProxyType(
    {
        State.PENDING: frozenset({Handling.HOLD}),
        State.SENDING: frozenset(),
        State.UNKNOWN: frozenset({Handling.HOLD, Handling.SEND_AGAIN}),
        State.SENT: frozenset({Handling.SEND_AGAIN}),
        State.DEAD: frozenset({Handling.SEND_AGAIN}),
        State.HELD: frozenset({Handling.RELEASE}),
        State.NEEDS_REVIEW: frozenset({Handling.RELEASE, Handling.HOLD}),
        State.DROPPED: frozenset(),
    }
)
"""What can be done with a letter depends on where it stands; one that is being sent is let be."""


def handled(state: State, handling: Handling) -> State:
    """Where the letter stands then; LetterMoveNotAllowed."""
    if handling not in HANDLINGS[state]:
        raise LetterMoveNotAllowed
    return State.HELD if handling is Handling.HOLD else State.PENDING


def to_be_told(
    kind: str,
    *,
    sender: str | None,
    reader: str | None,
    roles: Mapping[str, Role],
    failing: frozenset[str],
) -> tuple[str, ...]:
    """Who hears that a letter did not arrive: whoever caused it, else those who administer.

    `sender` and `reader` are ids of people, null where there is none; `roles` are of the members,
    `failing` are those whom letters did not reach before. No word of such a letter itself, or it
    would never end; none to its own reader, or to an address that fails too. Of letters that
    somebody's own account causes, the first that fails tells enough: strangers can ask for more.
    """
    if kind == AccountLetter.LETTER_BOUNCED:
        return ()
    reached = {user: role for user, role in roles.items() if user not in {reader, *failing}}
    if sender in reached:
        return (sender,)
    if sender is None and reader in failing:
        return ()
    return tuple(user for user, role in reached.items() if Act.ADMINISTER in MAY[role])

"""What pages call letters, where they stand, and what can be done with them."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from service.domain.letters import Handling
from service.domain.post import Fate, Report, State, is_silent
from service.notifications.samples import NAMES
from service.storage.post_office import AttemptRow, LetterRow
from service.web.words import Tag

STATES: Final[Mapping[State, Tag]] = MappingProxyType(
    {
        State.PENDING: Tag("Waits to leave", "info"),
        State.SENDING: Tag("Is leaving", "info"),
        State.UNKNOWN: Tag("Perhaps out", "warn"),
        State.SENT: Tag("Sent", "good"),
        State.DEAD: Tag("Not sent", "bad"),
        State.HELD: Tag("Held back"),
        State.NEEDS_REVIEW: Tag("Look at it first", "warn"),
        State.DROPPED: Tag("Not needed any more"),
    }
)
REPORTS: Final[Mapping[Report, Tag]] = MappingProxyType(
    {
        Report.DEFERRED: Tag("Delayed", "warn"),
        Report.DELIVERED: Tag("Delivered", "good"),
        Report.BOUNCED: Tag("Came back", "bad"),
        Report.DROPPED: Tag("Not delivered", "bad"),
    }
)
"""What the other end said tells more than that the letter left."""

FILTERS: Final[Mapping[str, tuple[State, ...]]] = MappingProxyType(
    {
        "waiting": (State.PENDING, State.SENDING, State.UNKNOWN),
        "sent": (State.SENT,),
        "failed": (State.DEAD,),
        "held": (State.HELD, State.NEEDS_REVIEW),
        "dropped": (State.DROPPED,),
    }
)

HANDLED: Final[Mapping[Handling, str]] = MappingProxyType(
    {
        Handling.HOLD: "The letter is held back until you release it.",
        Handling.RELEASE: "The letter leaves in a moment.",
        Handling.SEND_AGAIN: "The letter is sent again in a moment.",
    }
)
BUTTONS: Final[Mapping[Handling, str]] = MappingProxyType(
    {
        Handling.HOLD: "Hold it back",
        Handling.RELEASE: "Release it",
        Handling.SEND_AGAIN: "Send it again",
    }
)

_FATES: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.PENDING: "It leaves as soon as it is its turn.",
        State.SENDING: "It is leaving right now.",
        State.UNKNOWN: "It may have left: the mail service gave no clear answer, and is asked again.",
        State.SENT: "The mail service has taken it.",
        State.DEAD: "It did not leave, and will not by itself.",
        State.HELD: "Somebody holds it back.",
        State.NEEDS_REVIEW: "A backup was restored: it may have left before. Release it if it should leave.",
        State.DROPPED: "When it was to leave there was nothing to say any more.",
    }
)
_REPORTED: Final[Mapping[Report, str]] = MappingProxyType(
    {
        Report.DEFERRED: "The reader's mail server takes its time.",
        Report.DELIVERED: "It is in the reader's mailbox.",
        Report.BOUNCED: "It came back: the reader does not have it.",
        Report.DROPPED: "The mail service did not deliver it: the reader does not have it.",
    }
)
_SILENT: Final = Tag("No report", "warn")
_SILENCE: Final = (
    "The mail service took it more than a day ago and has reported nothing since. Ask the reader, "
    "and look whether its reports come in: letters from before they were set up have none."
)
_OUTCOMES: Final[Mapping[Fate, Tag]] = MappingProxyType(
    {
        Fate.ACCEPTED: Tag("Taken", "good"),
        Fate.NOT_NOW: Tag("Not now", "warn"),
        Fate.NEVER: Tag("Refused", "bad"),
        Fate.MOOT: Tag("Not needed any more"),
        Fate.UNKNOWN: Tag("No clear answer", "warn"),
    }
)


def letter_name(kind: str) -> str:
    """ "Invitation"."""
    return NAMES.get(kind, kind.replace("_", " ").capitalize())


def letter_tag(letter: LetterRow, until: datetime | None = None) -> Tag:
    """`until` is the moment up to which the mail service has reported, null where it does not."""
    if _silent(letter, until):
        return _SILENT
    said = REPORTS.get(letter.report) if letter.state is State.SENT else None
    return said or STATES[letter.state]


def fate_in_words(letter: LetterRow, until: datetime | None = None) -> str:
    """One or two sentences: where the letter stands, and why."""
    if _silent(letter, until):
        return _SILENCE
    said = _REPORTED.get(letter.report) if letter.state is State.SENT else None
    why = letter.report_reason if said else letter.fault
    return " ".join(part for part in (said or _FATES[letter.state], why) if part)


def _silent(letter: LetterRow, until: datetime | None) -> bool:
    if until is None or letter.state is not State.SENT:
        return False
    return is_silent(letter.report, letter.taken_at, until)


def attempt_tag(attempt: AttemptRow) -> Tag:
    if attempt.outcome is not None:
        return _OUTCOMES[attempt.outcome]
    return Tag("Interrupted" if attempt.ended_at else "No answer yet", "warn")


def handling_words(handling: Handling) -> str:
    return BUTTONS[handling]

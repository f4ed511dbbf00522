"""How a license is told to the side that reads it behind its link, and what its notices do."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.licenses.by_link import Brings
from service.domain.licenses.parts import NoticeKind, NoticeState
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.wording import day_in_words, listed
from service.storage.party_licenses import PartyLicense, PartyNotice

DONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "given": "Your notice is given. Both sides get a copy by letter.",
        "received": "You said that the notice came. The other side can see it.",
    }
)
"""What the page says after a move, by the word that stands in its address."""

_BY: Final[Mapping[NoticeMethod, str]] = MappingProxyType(
    {
        NoticeMethod.PLATFORM: "through this page or our platform",
        NoticeMethod.EMAIL: "by e-mail",
        NoticeMethod.COURIER: "by courier",
    }
)
ASKS_DAY: Final = frozenset(
    {NoticeKind.TERMINATION, NoticeKind.AUDIT, NoticeKind.WITHDRAWAL_OF_WORKS}
)
"""Notices that take effect on a day which their giver may name."""

OPTIONAL_GROUNDS: Final = frozenset({NoticeKind.NON_RENEWAL, NoticeKind.RENEWAL})


def them(license: PartyLicense) -> str:
    """The other side by name."""
    return license.licensee if license.side is Side.LICENSOR else listed(license.licensors)


def us(license: PartyLicense) -> str:
    """The reader's own side by name."""
    return listed(license.licensors) if license.side is Side.LICENSOR else license.licensee


def headline(license: PartyLicense) -> str:
    word = "to" if license.side is Side.LICENSOR else "from"
    return f"Your license {word} {them(license)}"


def notice_state(notice: PartyNotice) -> str:
    """What became of it, in a sentence without its stop."""
    sent = f"Sent {_BY[notice.method]} on {day_in_words(notice.sent_on)}"
    match notice.state:
        case NoticeState.RECEIVED:
            return f"{sent}, received on {day_in_words(notice.counts_on)}"
        case NoticeState.BOUNCED:
            return f"{sent}; it did not arrive, and must be given again"
        case NoticeState.TAKEN_BACK:
            return f"{sent}, and taken back since; both sides agreed to that"
        case _:
            return f"{sent}, counts as received on {day_in_words(notice.counts_on)}"


def brings_words(license: PartyLicense, brings: Brings) -> Iterator[str]:
    """What a notice would do, the most important thing first."""
    notice, name, ahead = brings.notice, them(license), license.periods[-1].n + 1
    yield _effect(brings, name)
    if notice.n is not None and notice.n > ahead:
        yield f"It comes too late for renewal {ahead}, which takes place all the same."
    yield f"It is sent now and counts as received by {name} on {day_in_words(notice.counts_on)}."
    if notice.kind not in _ABOUT_THE_END:
        yield "It does not end the license by itself."


_ABOUT_THE_END: Final = OPTIONAL_GROUNDS | {NoticeKind.TERMINATION}


def _effect(brings: Brings, name: str) -> str:
    notice = brings.notice
    match notice.kind:
        case NoticeKind.NON_RENEWAL | NoticeKind.RENEWAL if notice.n is None:
            return f"It comes too late unless {name} confirms that it came in time."
        case NoticeKind.NON_RENEWAL | NoticeKind.TERMINATION if brings.after:
            return f"The license ends on {day_in_words(brings.after.on)}."
        case NoticeKind.RENEWAL:
            return f"It asks for renewal {notice.n}."
        case NoticeKind.BREACH if notice.cure_ends_on:
            return f"{name} can cure the breach until {day_in_words(notice.cure_ends_on)}."
        case NoticeKind.AUDIT if notice.effective_on:
            return f"The audit can begin on {day_in_words(notice.effective_on)}."
        case NoticeKind.WITHDRAWAL_OF_WORKS if notice.effective_on:
            return f"Copies of the works are to be deleted by {day_in_words(notice.effective_on)}."
        case _:
            return f"{name} is told, and it is on record."

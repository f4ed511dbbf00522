"""How pages call notices: what each is for, what must be said, and what became of it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.domain.licenses.notice_text import TITLES, WITHDRAWN_SINCE
from service.domain.licenses.parts import (
    Ground,
    Notice,
    NoticeKind,
    NoticeState,
    WithdrawalReason,
)
from service.domain.terms.notices import NoticeMethod
from service.drafting.wording import first_upper
from service.web.words import Tag

PURPOSES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: "Stops the renewal: the license ends with the period.",
        NoticeKind.RENEWAL: "Brings the renewal about: without it the license ends.",
        NoticeKind.BREACH: "Names a breach, and starts the time to cure it.",
        NoticeKind.CURE: "Says that a breach which the other side named is cured.",
        NoticeKind.TERMINATION: "Ends the license, on a ground that the contract or the law gives.",
        NoticeKind.WITHDRAWAL_OF_WORKS: "Takes works out of the license.",
        NoticeKind.AUDIT: "Announces an audit.",
        NoticeKind.CHANGE_OF_LAW: "Tells of a change of law, before anything rests on it.",
        NoticeKind.CLAIM: "Tells of a claim, so that the indemnity is not lost.",
    }
)
SAY: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.NON_RENEWAL: "Words to go with it (may be left out)",
        NoticeKind.RENEWAL: "Words to go with it (may be left out)",
        NoticeKind.BREACH: "What the breach is, and what would cure it",
        NoticeKind.CURE: "How and when it was cured",
        NoticeKind.TERMINATION: "Why, in your own words",
        NoticeKind.WITHDRAWAL_OF_WORKS: "Which works, if none are listed, and what else is to be known",
        NoticeKind.AUDIT: "What is audited, by whom, and how",
        NoticeKind.CHANGE_OF_LAW: "Which change of law, and what you propose",
        NoticeKind.CLAIM: "Who claims what, and since when you know",
    }
)
WITHDRAWN: Final[Mapping[WithdrawalReason, str]] = MappingProxyType(
    {reason: first_upper(words) for reason, words in WITHDRAWN_SINCE.items()}
)
"""Why works are withdrawn (C38)."""

GROUNDS: Final[Mapping[Ground, tuple[str, str]]] = MappingProxyType(
    {
        Ground.BREACH: (
            "A breach that was not cured",
            "Needs a notice of breach whose time to cure is over.",
        ),
        Ground.REPEATED_BREACH: (
            "The same breach again",
            "Needs an earlier notice of a breach of the same kind, and a contract that allows it.",
        ),
        Ground.MISUSE: (
            "Misuse of the materials",
            "Without time to cure, and only where the contract allows it.",
        ),
        Ground.ILLEGAL_CONTENT: (
            "Illegal content",
            "The other side knowingly delivers, keeps, uses or generates it. No time to cure.",
        ),
        Ground.INSOLVENCY: (
            "Insolvency",
            "Only to the extent the law permits: ask a lawyer before you rely on it.",
        ),
        Ground.CONVENIENCE: (
            "Without a reason",
            "Where the contract gives our side that right, with the time that it asks for.",
        ),
        Ground.CHANGE_OF_LAW: (
            "A change of law",
            "Rests on a notice of the change, and on talks that came to nothing.",
        ),
        Ground.WORKS_WITHDRAWN: (
            "Works were withdrawn",
            "Rests on a notice of withdrawal that takes away what the license is worth.",
        ),
        Ground.CHANGE_OF_CONTROL: (
            "A change of control",
            "Where the contract gives the licensor that right, and within the time to cure after it "
            "learns of it.",
        ),
    }
)
METHODS: Final[Mapping[NoticeMethod, str]] = MappingProxyType(
    {
        NoticeMethod.PLATFORM: "Through the platform",
        NoticeMethod.EMAIL: "By e-mail",
        NoticeMethod.COURIER: "By courier",
    }
)
HOW: Final[Mapping[NoticeMethod, str]] = MappingProxyType(
    {
        NoticeMethod.PLATFORM: "We give it at once, and send it to the notice address.",
        NoticeMethod.EMAIL: "We send it to the notice address at once.",
        NoticeMethod.COURIER: "You print the letter that we make and hand it to a courier.",
    }
)
_STATES: Final[Mapping[NoticeState, Tag]] = MappingProxyType(
    {
        NoticeState.GIVEN: Tag("Given", "info"),
        NoticeState.RECEIVED: Tag("Receipt confirmed", "good"),
        NoticeState.BOUNCED: Tag("Did not arrive: does not count", "bad"),
        NoticeState.TAKEN_BACK: Tag("Taken back"),
    }
)


def notice_title(kind: NoticeKind) -> str:
    return TITLES[kind]


def notice_tag(notice: Notice) -> Tag:
    """Where a notice stands; of a breach, what became of it."""
    if notice.state is NoticeState.GIVEN and notice.settled_on:
        return Tag("Came back: counts all the same", "warn")
    if notice.stands and notice.cured_on:
        return Tag("Cured", "good")
    return _STATES[notice.state]


def method_words(method: NoticeMethod) -> str:
    return METHODS[method]

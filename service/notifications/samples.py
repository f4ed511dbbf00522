"""Every letter about an invented deal, for people who want to read them before anybody gets one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from service.domain.letters import AccountLetter, Detail
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter
from service.notifications.messages import DealSaid, Matter, compose

_AT: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_DANA: Final = Address("dana@archive.example", "Dana Okafor")
_AVERY: Final = Address("avery@archive.example", "Avery Lindqvist")
_DEAL: Final = DealSaid(
    title="Photo archive for model training",
    facts=(
        ("Licensor", "Harbor Photo Archive LLC"),
        ("Licensee", "Example Labs, Inc."),
        ("Committed", "USD 1,560,000.00"),
        ("Starts", "31 January 2027"),
        ("Findings", "2"),
    ),
)
_NOTE: Final = "The studio will send the missing releases by the end of the month."
_REASON: Final = "Counsel has confirmed that none of the people shown needs to be asked."
_REFUSAL: Final = "The cap on damages is below what our insurance asks for.\nPlease ask for twice."

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        AccountLetter.SIGN_IN: "Link to sign in",
        AccountLetter.INVITATION: "Invitation",
        AccountLetter.PASSWORD_CHANGED: "Password changed",
        AccountLetter.SECOND_STEP_CHANGED: "Second step changed",
        AccountLetter.SECOND_STEP_RESET: "Second step reset",
        "approval_requested": "Release asked for",
        "approval_given": "Release given",
        "approval_refused": "Release refused",
        AccountLetter.LETTER_BOUNCED: "A letter did not arrive",
    }
)
"""What each kind of letter is called."""


def sample(kind: str, org: str, address: str, detail: Detail) -> Letter:
    """The letter as it would read to somebody of `org`; `address` is where Counterpart answers.

    KeyError for a kind that does not exist.
    """
    matter = replace(_MATTERS[kind], org=org, link=f"{address}{_MATTERS[kind].link}")
    if detail is Detail.LINE:
        matter = replace(matter, deal=DealSaid(title=matter.deal.title), said=None)
    deal = "deal_sample" if kind.startswith("approval") else None
    occasion = Occasion(key=f"sample:{kind}", kind=kind, org="sample", to=_AVERY, deal=deal)
    return compose(occasion, matter)


_OPENS: Final = "/sign-in/a-token-made-for-each-letter"
_ON_DEAL: Final = Matter(org="", link="/deals/deal_sample", deal=_DEAL, at=_AT)
_MATTERS: Final[Mapping[str, Matter]] = MappingProxyType(
    {
        AccountLetter.SIGN_IN: Matter(org="", link=_OPENS, until=_AT + timedelta(hours=24)),
        AccountLetter.INVITATION: Matter(
            org="", link=_OPENS, by=_DANA, until=_AT + timedelta(hours=24), change="a drafter"
        ),
        AccountLetter.PASSWORD_CHANGED: Matter(
            org="", link="/settings/security", at=_AT, change="changed"
        ),
        AccountLetter.SECOND_STEP_CHANGED: Matter(
            org="", link="/settings/security", at=_AT, change="turned off"
        ),
        AccountLetter.SECOND_STEP_RESET: Matter(
            org="", link="/settings/security", at=_AT, by=_DANA
        ),
        "approval_requested": replace(_ON_DEAL, by=_DANA, said=_NOTE),
        "approval_given": replace(_ON_DEAL, by=_AVERY, said=_REASON),
        "approval_refused": replace(_ON_DEAL, by=_AVERY, said=_REFUSAL),
        AccountLetter.LETTER_BOUNCED: Matter(
            org="",
            link="/settings/outbox",
            at=_AT,
            letter="nia@archive.example",
            fault="550 5.1.1 There is no such mailbox here.",
        ),
    }
)

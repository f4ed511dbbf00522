"""Every letter about an invented deal, for people who want to read them before anybody gets one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from service.domain.letters import AccountLetter, DealLetter, Detail, HouseLetter
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter
from service.notifications.license_samples import LICENSE_NAMES, license_matters
from service.notifications.matter import Between, DealSaid, Matter, Stance, discreet
from service.notifications.messages import compose
from service.notifications.mondays import MONDAY_NAMES, monday_matters
from service.notifications.seal_ending import SEAL_NAMES, seal_matters
from service.notifications.signing_samples import SIGNING_NAMES, signing_matters

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
_FACTS: Final = _DEAL.facts[:-1]
_LABS: Final = Address("licensing@labs.example", "Example Labs, Inc.")
_MESSAGE: Final = "We can live with the volume. At 0.046 an image we would sign this month."
_THEIRS: Final = Between(acted="licensee", number=2, what="a counter-offer", by_link=True)
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
        "offer": "Offer or counter-offer",
        "agreed": "Offer accepted",
        "rejected": "Offer rejected",
        "withdrawn": "Offer or deal withdrawn",
        "lapsed": "Offer lapsed",
        "drawn_up": "Papers drawn up",
        DealLetter.DEAL_LINK: "Personal link to a deal",
        DealLetter.COMMENT: "Comment to both sides",
        DealLetter.MENTIONED: "Mentioned in a comment",
        **SIGNING_NAMES,
        **LICENSE_NAMES,
        **MONDAY_NAMES,
        **SEAL_NAMES,
        AccountLetter.LETTER_BOUNCED: "A letter did not arrive",
    }
)
"""What each kind of letter is called."""


def sample(kind: str, org: str, address: str, detail: Detail) -> Letter:
    """The letter as it would read to somebody of `org`; `address` is where Counterpart answers.

    KeyError for a kind that does not exist.
    """
    matter = replace(_MATTERS[kind], org=org, link=f"{address}{_MATTERS[kind].link}")
    if matter.unsubscribe:
        matter = replace(matter, unsubscribe=f"{address}{matter.unsubscribe}")
    if detail is Detail.LINE:
        matter = discreet(matter)
    deal = None if kind in {*AccountLetter, *LicenseLetter, *HouseLetter} else "deal_sample"
    occasion = Occasion(key=f"sample:{kind}", kind=kind, org="sample", to=_AVERY, deal=deal)
    return compose(occasion, matter)


_OPENS: Final = "/sign-in/a-token-made-for-each-letter"
_ON_DEAL: Final = Matter(org="", link="/deals/deal_sample", deal=_DEAL, at=_AT)
_FROM_THEM: Final = replace(_ON_DEAL, deal=replace(_DEAL, facts=_FACTS), by=_LABS, between=_THEIRS)
_FROM_US: Final = replace(_FROM_THEM, by=_DANA, between=Between(stance=Stance.OWN_SIDE, number=2))
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
        "offer": replace(
            _FROM_THEM,
            deal=replace(
                _DEAL,
                facts=(
                    *_FACTS,
                    ("Against offer 1", "+USD 7,200.00"),
                    ("What changed", "Rate of photos 0.040 to 0.046 per image, +USD 7,200.00"),
                ),
            ),
            said=_MESSAGE,
            until=_AT + timedelta(days=14),
        ),
        "agreed": _FROM_THEM,
        "rejected": replace(_FROM_THEM, said="We have licensed another archive."),
        "withdrawn": replace(_FROM_US, said="The archive is sold."),
        "lapsed": replace(_FROM_US, by=None),
        "drawn_up": replace(_FROM_US, by=None),
        DealLetter.DEAL_LINK: Matter(
            org="",
            link="/d/a-token-made-for-each-reader",
            by=_LABS,
            between=Between(
                stance=Stance.OWN_SIDE, acted="licensee", by_link=True, reads_by_link="licensee"
            ),
        ),
        DealLetter.COMMENT: replace(_FROM_THEM, said="Does clause 5 cover fine-tuning as well?"),
        DealLetter.MENTIONED: replace(
            _FROM_US,
            said="Can you live with a cap at twice the fee?",
            between=replace(_FROM_US.between, shared=False),
        ),
        AccountLetter.LETTER_BOUNCED: Matter(
            org="",
            link="/settings/outbox",
            at=_AT,
            letter="nia@archive.example",
            fault="550 5.1.1 There is no such mailbox here.",
        ),
        **signing_matters(_FACTS, _AT),
        **license_matters(_FACTS, _AT),
        **monday_matters(_AT),
        **seal_matters(_AT),
    }
)

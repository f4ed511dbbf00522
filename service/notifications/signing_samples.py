"""Letters of signing about an invented contract."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from service.domain.letters import DealLetter
from service.domain.post import Address
from service.notifications.matter import DealSaid, Matter, Part, SigningSaid

SIGNING_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sign_request": "Please sign",
        "sign_reminder": "Reminder to sign",
        DealLetter.SIGN_CODE: "One-time code to sign",
        DealLetter.SIGN_LINK: "Link to a contract",
        "reassign_asked": "May somebody else sign?",
        "reassigned": "Somebody else signs",
        "reassign_refused": "Nobody else signs",
        "replaced": "Signer replaced",
        "declined": "Signer declined",
        "signature_withdrawn": "Signature taken back",
        "voided": "Contract ended",
        "signing_expired": "Time to sign is over",
        "formed": "Contract formed",
        "executed": "Contract executed",
        DealLetter.SEAL_OVERDUE: "Seal overdue",
        "copy_given": "Signed copy given",
        "copy_refused": "Signed copy refused",
    }
)
"""What each kind of letter is called."""

_CASEY: Final = "Casey Nakamura"
_SIGNER: Final = SigningSaid(part=Part.SIGNER, who=_CASEY, party="Example Labs, Inc.")
_DIGESTS: Final = (
    ("SHA-256 of the sealed PDF", sha256(b"the sealed file").hexdigest()),
    ("Head of our log at the seal", sha256(b"the log").hexdigest()),
)
_DANA: Final = Address("dana@archive.example", "Dana Okafor")


def signing_matters(facts: tuple[tuple[str, str], ...], at: datetime) -> dict[str, Matter]:
    """As they read to whoever such a letter is mostly for."""
    signs = Matter(
        org="",
        link="/s/a-token-made-for-each-signer",
        by=_DANA,
        deal=DealSaid(facts=facts),
        signing=_SIGNER,
        at=at,
        until=at + timedelta(days=14),
    )
    coded = replace(_SIGNER, code="204816")
    owns = replace(
        signs, link="/deals/deal_sample", signing=replace(_SIGNER, part=Part.OWNER), until=None
    )
    asked = replace(
        signs,
        link="/r/a-token-made-for-each-question",
        signing=replace(_SIGNER, part=Part.NOTICE),
    )
    return {
        "sign_request": signs,
        "sign_reminder": replace(signs, by=None),
        DealLetter.SIGN_CODE: replace(
            signs, by=None, signing=coded, until=at + timedelta(minutes=30)
        ),
        DealLetter.SIGN_LINK: replace(signs, by=None),
        "reassign_asked": asked,
        "reassigned": owns,
        "reassign_refused": signs,
        "replaced": replace(signs, link="/", signing=replace(_SIGNER, ended=True)),
        "declined": replace(owns, by=None, said="Our board has not approved it yet."),
        "signature_withdrawn": replace(owns, by=None),
        "voided": replace(signs, said="The archive is sold."),
        "signing_expired": replace(signs, by=None),
        "formed": replace(owns, by=None),
        "executed": replace(signs, by=None, signing=replace(_SIGNER, digests=_DIGESTS)),
        DealLetter.SEAL_OVERDUE: replace(owns, by=None),
        "copy_given": owns,
        "copy_refused": replace(owns, said="A page is missing."),
    }

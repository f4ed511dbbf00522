"""What pages call how far the signing of a contract is, and how far each signer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from service.commands.to_sign import waiting_to_sign
from service.domain.drawing_up import ContractStatus
from service.domain.execution import Execution
from service.domain.sealing import SealLevel
from service.domain.signers import Signer
from service.storage.signing_waits import SigningWait
from service.web.words import CONTRACTS, Tag

SEALS: Final[Mapping[SealLevel, str]] = MappingProxyType(
    {
        SealLevel.BASIC: "By the operator; its time is the operator's own (PAdES B-B)",
        SealLevel.TIMED: "By the operator, with the time from a time-stamping authority (PAdES B-T)",
        SealLevel.LASTING: "By the operator, with the time from a time-stamping authority and the "
        "proof that no certificate was taken back (PAdES B-LT)",
        SealLevel.ARCHIVED: "By the operator, with the time from a time-stamping authority and all "
        "proof under a later time stamp (PAdES B-LTA)",
    }
)
_INK: Final = {
    ContractStatus.SIGNED: Tag("Signed in ink, seal under way", "good"),
    ContractStatus.EXECUTED: Tag("Executed, in ink", "good"),
}


def seal_words(level: SealLevel) -> str:
    return SEALS[level]


def signer_tag(execution: Execution, signer: Signer) -> Tag:
    if execution.ink and execution.formed_at is not None:
        return Tag("Signed in ink", "good")
    if signer.signed_at is not None:
        return Tag("Signed", "good")
    if signer.declined_at is not None:
        return Tag("Declined", "bad")
    if signer not in execution.on_turn:
        return Tag("Others sign first")
    if execution.ink and signer.sent_at is not None:
        return Tag("Signs in ink", "info")
    if signer.opened_at is not None:
        return Tag("Opened, not signed yet", "info")
    return Tag("Not opened yet", "warn") if signer.sent_at else Tag("Not asked yet")


def signing_tag(wait: SigningWait) -> Tag:
    """For a list, where "To be signed" would say too little."""
    if wait.status is ContractStatus.READY:
        return Tag("Ready to be sent for signature", "info")
    if wait.ink and wait.status in _INK:
        return _INK[wait.status]
    if wait.status is not ContractStatus.SENT:
        return CONTRACTS[wait.status]
    if wait.ink:
        return Tag("Waiting for the signed copy")
    return Tag(waiting_to_sign([each.party for each in wait.parties]))

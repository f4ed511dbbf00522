"""The Signature Record of a contract, told from its execution and the records of its deal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.domain.audit import Record
from service.domain.certificate import (
    Agreed,
    HandedOver,
    Inked,
    MailboxProof,
    NamedParty,
    Signed,
)
from service.domain.execution import Execution
from service.domain.signers import CopyState, Signer
from service.domain.signing_events import (
    ExecutedCopyConfirmed,
    ExecutedCopyGiven,
    Method,
    PartySigned,
    SignerReplaced,
)
from service.domain.terms.parties import Side

Words = Callable[[str, str], str]
"""The text of a version of a statement ("consent-1"), for a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRecord:
    """Who signed for whom; `ink` is null where nobody did by hand."""

    parties: tuple[NamedParty, ...]
    signed: tuple[Signed, ...]
    ink: Inked | None


def signature_record(
    execution: Execution, records: Iterable[Record], words: Words
) -> SignatureRecord:
    """Of a contract that is formed."""
    told = tuple(records)
    ink = _inked(execution, told)
    return SignatureRecord(
        parties=tuple(
            NamedParty(block=each.id, role=each.role.capitalize(), name=each.party)
            for each in execution.blocks
        ),
        signed=()
        if ink
        else tuple(_signed(execution, each, told, words) for each in execution.live),
        ink=ink,
    )


def _signed(
    execution: Execution, signer: Signer, records: tuple[Record, ...], words: Words
) -> Signed:
    record = _last(records, PartySigned, "signer_id", signer.id)
    said = record.data
    at = moment(record)
    return Signed(
        id=signer.id,
        block=signer.block,
        party=signer.party,
        name=signer.name,
        title=signer.title,
        email=signer.email,
        proof=MailboxProof.CODE if said["code_proved"] else MailboxProof.LINK,
        method=Method(said["method"]),
        typed=said["name"],
        requested_at=signer.sent_at or at,
        opened_at=signer.opened_at,
        consented_at=at,
        signed_at=at,
        address=said["address"],
        user_agent=said["user_agent"],
        consent=_agreed(said["consent"], signer.party, words),
        intent=_agreed(said["intent"], signer.party, words),
        link=signer.id,
        drawing_sha256=said["drawing_sha256"],
        handed_over=tuple(_handed_over(execution, signer, records)),
    )


def _agreed(shown: Mapping[str, Any], party: str, words: Words) -> Agreed:
    version = shown["version"]
    return Agreed(version=version, sha256=shown["sha256"], text=words(version, party))


def _handed_over(
    execution: Execution, signer: Signer, records: tuple[Record, ...]
) -> Iterable[HandedOver]:
    """From the first who was asked to the one who signed."""
    if signer.took_over_from is None:
        return ()
    before = next(each for each in execution.signers if each.id == signer.took_over_from)
    record = next(each for each in records if each.data.get("new_id") == signer.id)
    step = HandedOver(
        from_name=before.name,
        from_email=before.email,
        to_name=signer.name,
        to_email=signer.email,
        confirmed_by=_confirmed_by(execution, record),
        at=moment(record),
    )
    return (*_handed_over(execution, before, records), step)


def _confirmed_by(execution: Execution, record: Record) -> str:
    """The party's notice address, which answered by its link, or whoever sent the contract."""
    if record.type == SignerReplaced.__name__:
        return "the sender of the contract"
    asked = {each.id: each.notice_email for each in execution.reassignments}
    return asked.get(record.actor, "the sender of the contract")


def _inked(execution: Execution, records: tuple[Record, ...]) -> Inked | None:
    copy = next((each for each in execution.copies if each.state is CopyState.CONFIRMED), None)
    if copy is None:
        return None
    given = _last(records, ExecutedCopyGiven, "copy_id", copy.id)
    confirmed = _last(records, ExecutedCopyConfirmed, "copy_id", copy.id)
    return Inked(
        sha256=copy.sha256,
        signed_on=copy.signed_on,
        given_by=_side(execution, copy.side),
        given_at=moment(given),
        confirmed_by=_side(execution, Side(confirmed.data["side"])),
        confirmed_at=moment(confirmed),
    )


def _side(execution: Execution, side: Side | None) -> str:
    if side is None:
        return "the sender of the contract"
    return next(each.party for each in execution.blocks if each.side is side)


def _last(records: tuple[Record, ...], kind: type, key: str, value: str) -> Record:
    """A signature that was taken back and given again is told as it was given last."""
    found = (r for r in reversed(records) if r.type == kind.__name__ and r.data[key] == value)
    return next(found)


def moment(record: Record) -> datetime:
    """When it happened, aware and in UTC."""
    return datetime.fromisoformat(record.ts)

"""What our side and signers do with a contract. Every command: load, decide, record."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hmac import compare_digest

from service.commands.recording import Rule, is_moved, moved
from service.commands.sign_in import count
from service.desk import Desk
from service.domain import handing_over, seats, signing
from service.domain.errors import CodeRefused
from service.domain.execution import Execution
from service.domain.seats import Seat
from service.domain.signing import Said, Signature
from service.domain.signing_events import Shown, Somebody
from service.domain.terms.parties import Side
from service.drafting.consents import Consent, consent, intent
from service.signing.links import SIGN_CODE
from service.storage.deals import Tx
from service.storage.executions import Executions
from service.storage.ids import new_id
from service.storage.signing_links import Holder, SigningLinks
from service.storage.signing_post import send_code

_CODE = "sign-code"


def name_signers(
    tx: Tx, contract_id: str, named: Sequence[Seat], *, by: str, at: datetime
) -> Execution:
    """In place of all before, until the contract is sent."""
    return moved(
        tx, contract_id, lambda e: seats.name_signers(e, named, signer_ids(), by=by, at=at)
    )


def send(tx: Tx, contract_id: str, *, by: str, at: datetime) -> Execution:
    """Each whose turn it is gets a letter with a link."""
    return moved(tx, contract_id, lambda e: signing.send(e, by=by, at=at))


def confirm_start(tx: Tx, contract_id: str, *, by: str, at: datetime) -> Execution:
    """By our side: a period that starts in the past is meant."""
    return moved(tx, contract_id, lambda e: signing.confirm_start(e, by=by, at=at))


def void(
    tx: Tx, contract_id: str, reason: str | None, *, side: Side | None, by: str, at: datetime
) -> Execution:
    """`side` is of whoever ends it, null for an intermediary; the deal ends with the contract."""
    return moved(tx, contract_id, lambda e: signing.void(e, side=side, reason=reason, by=by, at=at))


def expire(tx: Tx, contract_id: str, *, at: datetime) -> bool:
    """Whether there was anything to expire."""
    return is_moved(tx, contract_id, lambda e: signing.expire(e, at=at))


def open_signing(tx: Tx, holder: Holder, *, at: datetime) -> Execution:
    """By a person who goes on from the first page; noted once."""
    return _by_link(tx, holder, lambda e: signing.open_signing(e, holder.signer_id, at=at))


def count_code(desk: Desk, holder: Holder, at: datetime) -> None:
    """Before `ask_code`, in a commit of its own: nobody has us mail codes all day. TooManyTries."""
    count(desk, _CODE, holder.signer_id, at)


def ask_code(tx: Tx, holder: Holder, *, at: datetime) -> None:
    """A letter with a one-time code to the signer's own mailbox; the codes before it are over.

    To nobody who cannot sign now.
    """
    execution = _load(tx).of_contract(holder.contract_id)
    signing.may_sign(execution, holder.signer_id, at=at)
    signer = execution.signer(holder.signer_id)
    code_id = SigningLinks(tx.connection).new_code(signer.id, at)
    send_code(tx, holder.deal_id, signer, code_id, at=at)


def prove_code(desk: Desk, holder: Holder, typed: str, at: datetime) -> str:
    """The id of the code that was typed right, for `sign` to spend; CodeRefused.

    Counted in a commit of its own, so that a refusal does not undo it.
    """
    with desk.db.work() as connection:
        code_id = SigningLinks(connection).try_code(holder.signer_id, at)
    plain = "".join(typed.split())
    if code_id is None or not plain.isascii():
        raise CodeRefused
    if not compare_digest(plain, desk.links.code(SIGN_CODE, code_id)):
        raise CodeRefused
    return code_id


def sign(
    tx: Tx, holder: Holder, given: Signature, *, code_id: str | None, at: datetime
) -> Execution:
    """`code_id` is what `prove_code` gave, null for none; `given.code_proved` says the same."""
    execution = _by_link(
        tx,
        holder,
        lambda e: signing.sign(e, holder.signer_id, given, _said(e, holder.signer_id), at=at),
    )
    links = SigningLinks(tx.connection)
    if code_id is None or not links.spend_code(holder.signer_id, code_id, at):
        raise CodeRefused
    return execution


def take_back(tx: Tx, holder: Holder, *, at: datetime) -> Execution:
    """One's own signature, until the last one is there."""
    return _by_link(tx, holder, lambda e: signing.take_back(e, holder.signer_id, at=at))


def decline(tx: Tx, holder: Holder, reason: str, *, at: datetime) -> Execution:
    return _by_link(tx, holder, lambda e: signing.decline(e, holder.signer_id, reason, at=at))


def propose_reassignment(tx: Tx, holder: Holder, who: Somebody, *, at: datetime) -> Execution:
    """The party's notice address is asked; `who` hears nothing before it has agreed."""
    made = new_id("rea")
    return _by_link(
        tx,
        holder,
        lambda e: handing_over.propose_reassignment(e, holder.signer_id, who, made, at=at),
    )


def propose_for_us(
    tx: Tx, signer_id: str, who: Somebody, *, side: Side | None, by: str, at: datetime
) -> Execution:
    """By our side, whose own seat it is; its notice address answers."""
    made = new_id("rea")
    return moved(
        tx,
        _load(tx).contract_of_signer(signer_id),
        lambda e: handing_over.propose_for_us(e, signer_id, who, made, side=side, by=by, at=at),
    )


def confirm_reassignment(tx: Tx, reassignment_id: str, *, by: str, at: datetime) -> Execution:
    """`by` is our user, or the id of the reassignment for whoever reads the notice address."""
    return moved(
        tx,
        _load(tx).contract_of_reassignment(reassignment_id),
        lambda e: handing_over.confirm_reassignment(
            e, reassignment_id, new_id("sgn"), by=by, at=at
        ),
    )


def refuse_reassignment(
    tx: Tx, reassignment_id: str, reason: str | None, *, by: str, at: datetime
) -> Execution:
    return moved(
        tx,
        _load(tx).contract_of_reassignment(reassignment_id),
        lambda e: handing_over.refuse_reassignment(e, reassignment_id, reason, by=by, at=at),
    )


def replace(tx: Tx, signer_id: str, who: Somebody, *, by: str, at: datetime) -> Execution:
    """By our side; the old link opens nothing from now on."""
    return moved(
        tx,
        _load(tx).contract_of_signer(signer_id),
        lambda e: handing_over.replace_signer(e, signer_id, who, new_id("sgn"), by=by, at=at),
    )


def remind(tx: Tx, signer_id: str, *, by: str, at: datetime) -> Execution:
    return moved(
        tx,
        _load(tx).contract_of_signer(signer_id),
        lambda e: signing.remind(e, signer_id, by=by, at=at),
    )


def remind_due(tx: Tx, contract_id: str, *, at: datetime) -> bool:
    """Whether anybody was due; each reminder goes out once."""
    return is_moved(tx, contract_id, lambda e: signing.remind_due(e, at=at))


def signer_ids() -> Iterator[str]:
    """New ones, as many as are asked for."""
    while True:
        yield new_id("sgn")


def _said(execution: Execution, signer_id: str) -> Said:
    """The newest words, as the page of whoever signs shows them."""
    party = execution.signer(signer_id).party
    return Said(consent=_shown(consent()), intent=_shown(intent(party)))


def _shown(words: Consent) -> Shown:
    return Shown(version=words.version, sha256=words.sha256)


def _by_link(tx: Tx, holder: Holder, rule: Rule) -> Execution:
    return moved(tx, holder.contract_id, rule)


def _load(tx: Tx) -> Executions:
    return Executions(tx.connection, tx.org)

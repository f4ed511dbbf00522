"""Signed copies of contracts in ink: given by one side, answered by the other."""

from datetime import date, datetime

from service.commands.recording import moved
from service.commands.verifying import verdict_on
from service.desk import Desk
from service.domain import executed_copies
from service.domain.errors import Fault, SigningRefused
from service.domain.execution import Execution
from service.domain.terms.parties import Side
from service.domain.verdict import Headline
from service.storage.deals import Tx
from service.storage.ids import new_id


def keep_copy(desk: Desk, data: bytes) -> str:
    """The digest of a PDF that somebody brought, once a worker has read it; SigningRefused."""
    verdict = verdict_on(desk, data)
    if verdict.headline is Headline.UNREADABLE:
        said = f"Give the signed copy as a PDF. {verdict.checks[0].words}"
        raise SigningRefused([Fault("/file", said)])
    return desk.files.put(data)


def give_copy(
    tx: Tx,
    contract_id: str,
    sha256: str,
    signed_on: date,
    *,
    side: Side | None,
    by: str,
    at: datetime,
) -> Execution:
    """`sha256` is of a PDF among our files; `side` of whoever gives it, null for an intermediary."""
    return moved(
        tx,
        contract_id,
        lambda e: executed_copies.give_copy(
            e, new_id("cpy"), sha256, signed_on, side=side, by=by, at=at
        ),
    )


def confirm_copy(
    tx: Tx, contract_id: str, copy_id: str, *, side: Side | None, by: str, at: datetime
) -> Execution:
    """By the other side; the contract is formed, and the copy is what is sealed."""
    return moved(
        tx, contract_id, lambda e: executed_copies.confirm_copy(e, copy_id, side=side, by=by, at=at)
    )


def refuse_copy(
    tx: Tx, contract_id: str, copy_id: str, reason: str, *, side: Side | None, by: str, at: datetime
) -> Execution:
    return moved(
        tx,
        contract_id,
        lambda e: executed_copies.refuse_copy(e, copy_id, reason, side=side, by=by, at=at),
    )

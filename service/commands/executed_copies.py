"""Signed copies of contracts in ink: given by one side, answered by the other."""

from collections.abc import Callable
from datetime import date, datetime

from service.commands.recording import moved
from service.desk import Desk
from service.domain import executed_copies
from service.domain.errors import Fault, PaperFailed, SigningRefused
from service.domain.execution import Execution
from service.domain.terms.parties import Side
from service.signing.copies import CopyReader, why_no_copy
from service.storage.deals import Tx
from service.storage.ids import new_id


def look_at_copy(desk: Desk, data: bytes) -> None:
    """SigningRefused for a file that could not be sealed. No transaction is held meanwhile."""
    if (why_not := desk.copy_reader(data)) is not None:
        raise SigningRefused([Fault("/file", why_not)])


def in_workers(run: Callable[..., str | None]) -> CopyReader:
    """`run` calls a function in a worker process, as a Pool does."""

    def read(data: bytes) -> str | None:
        try:
            return run(why_no_copy, data)
        except PaperFailed as stopped:
            return str(stopped)

    return read


def keep_copy(desk: Desk, data: bytes) -> str:
    """The digest of a PDF that somebody brought; SigningRefused as by `look_at_copy`."""
    look_at_copy(desk, data)
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

"""Answers that are kept, so that a call made twice has one effect."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import OperationalError

from service.domain.errors import IdempotencyInProgress, IdempotencyKeyReused
from service.storage.once import insert_once
from service.storage.tables import idempotency_keys as keys

KEPT_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call was answered: its status, the headers that are part of the answer, its body."""

    status: int
    headers: dict[str, str]
    body: bytes


def claim(
    connection: Connection, org: str, key: str, fingerprint: str, at: datetime
) -> Answer | None:
    """The answer given before, or null when the effect is now ours to bring about.

    A call with the same key that is still under way holds its row, so this waits for it;
    IdempotencyInProgress when the database has waited long enough.
    IdempotencyKeyReused if the key came with another call.
    """
    row = {"org_id": org, "key": key, "fingerprint": fingerprint, "created_at": at}
    try:
        new = insert_once(connection, keys, row, key=("org_id", "key"))
    except OperationalError as waited:
        raise IdempotencyInProgress from waited
    return None if new else _before(connection, org, key, fingerprint)


def _before(connection: Connection, org: str, key: str, fingerprint: str) -> Answer:
    row = connection.execute(select(keys).where(keys.c.org_id == org, keys.c.key == key)).one()
    if row.fingerprint != fingerprint:
        raise IdempotencyKeyReused
    return Answer(row.status, dict(row.headers), bytes(row.body))


def keep(connection: Connection, org: str, key: str, answer: Answer) -> None:
    """In the transaction that claimed the key, so that effect and answer are one commit."""
    connection.execute(
        update(keys)
        .where(keys.c.org_id == org, keys.c.key == key)
        .values(status=answer.status, headers=answer.headers, body=answer.body)
    )


def forget_old(connection: Connection, at: datetime) -> int:
    """Drops what nobody retries any more; how many there were."""
    gone = connection.execute(delete(keys).where(keys.c.created_at < at - KEPT_FOR))
    return gone.rowcount

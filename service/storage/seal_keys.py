"""Where the key of the operator's seal rests, and the certificates of those before it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.storage.once import insert_once
from service.storage.seal_key_tables import seal_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSealKey:
    """`certificate` is DER; `sealed_key` opens with the secret key of this installation alone."""

    number: int
    fingerprint: str
    name: str
    certificate: bytes = field(repr=False)
    sealed_key: str = field(repr=False)
    made_at: datetime
    ends_at: datetime


class SealKeys:
    """Of this installation: every organization's contracts are sealed with the same."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def in_use(self) -> KeptSealKey | None:
        newest = select(seal_keys).order_by(seal_keys.c.number.desc()).limit(1)
        row = self.connection.execute(newest).one_or_none()
        return None if row is None else KeptSealKey(**row._mapping)

    def put_in_use(self, key: KeptSealKey) -> bool:
        """False where another has taken its number: that one is in use, and this one is not kept.

        The keys before it are dropped, since nothing is sealed with them any more.
        """
        row = {name: getattr(key, name) for name in seal_keys.c.keys()}  # noqa: SIM118 - columns
        if not insert_once(self.connection, seal_keys, row, key=("number",)):
            return False
        earlier = update(seal_keys).where(seal_keys.c.number < key.number)
        self.connection.execute(earlier.values(sealed_key=None))
        return True

    def certificates(self) -> tuple[bytes, ...]:
        """DER, the newest first: what may have sealed a contract of ours."""
        chosen = select(seal_keys.c.certificate).order_by(seal_keys.c.number.desc())
        return tuple(self.connection.scalars(chosen))

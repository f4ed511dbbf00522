"""What somebody signs in with besides a link: a password's hash, a sealed secret, codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from service.storage.tables import credentials, recovery_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """`second_step_at` is null until the sealed secret was shown to work; `last_step` is spent."""

    password_hash: str | None = None
    password_at: datetime | None = None
    sealed_secret: str | None = None
    second_step_at: datetime | None = None
    last_step: int = 0


NOTHING: Final = Credential()


class Credentials:
    """Of one person. Nothing here opens a door without the secret key."""

    def __init__(self, connection: Connection, user: str) -> None:
        self.connection = connection
        self.user = user

    def found(self) -> Credential:
        """NOTHING for somebody who only uses links."""
        row = self.connection.execute(self._mine(select(credentials))).one_or_none()
        if row is None:
            return NOTHING
        return Credential(
            password_hash=row.password_hash,
            password_at=row.password_at,
            sealed_secret=row.sealed_secret,
            second_step_at=row.second_step_at,
            last_step=row.last_step,
        )

    def keep_password(self, hash: str | None, at: datetime) -> None:
        """Null removes it."""
        self._keep(password_hash=hash, password_at=None if hash is None else at)

    def keep_secret(self, sealed: str) -> None:
        """Of a second step that is not in use before `turn_on`."""
        self._keep(sealed_secret=sealed, second_step_at=None, last_step=0)

    def turn_on(self, step: int, at: datetime) -> None:
        self._keep(second_step_at=at, last_step=step)

    def turn_off(self) -> None:
        self._keep(sealed_secret=None, second_step_at=None, last_step=0)
        self.keep_codes(())

    def spend_step(self, step: int) -> bool:
        """Whether the code of that step was not used before; now it is."""
        spent = self.connection.execute(
            self._mine(update(credentials))
            .where(credentials.c.last_step < step)
            .values(last_step=step)
        )
        return bool(spent.rowcount)

    def keep_codes(self, hashes: Iterable[str]) -> None:
        """Instead of those from before; their numbers begin at zero."""
        self.connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == self.user))
        rows = [
            {"user_id": self.user, "number": number, "hash": each}
            for number, each in enumerate(hashes)
        ]
        if rows:
            self.connection.execute(insert(recovery_codes), rows)

    def code(self, number: int) -> str | None:
        """The hash of an unused code."""
        found = self.connection.scalar(
            select(recovery_codes.c.hash).where(
                recovery_codes.c.user_id == self.user,
                recovery_codes.c.number == number,
                recovery_codes.c.used_at.is_(None),
            )
        )
        return None if found is None else str(found)

    def spend_code(self, number: int, at: datetime) -> bool:
        """Whether it was still unused; now it is used."""
        spent = self.connection.execute(
            update(recovery_codes)
            .where(
                recovery_codes.c.user_id == self.user,
                recovery_codes.c.number == number,
                recovery_codes.c.used_at.is_(None),
            )
            .values(used_at=at)
        )
        return bool(spent.rowcount)

    def codes_left(self) -> int:
        return int(
            self.connection.scalar(
                select(func.count()).where(
                    recovery_codes.c.user_id == self.user, recovery_codes.c.used_at.is_(None)
                )
            )
            or 0
        )

    def _mine(self, statement: Any) -> Any:
        return statement.where(credentials.c.user_id == self.user)

    def _keep(self, **values: object) -> None:
        changed = self.connection.execute(self._mine(update(credentials)).values(**values))
        if changed.rowcount == 0:
            self.connection.execute(
                insert(credentials).values(user_id=self.user, **{"last_step": 0, **values})
            )

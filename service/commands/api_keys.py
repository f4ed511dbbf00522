"""Keys that let programs in, made and revoked by a program that may."""

from collections.abc import Iterable
from datetime import datetime

from service.domain.people import Scope
from service.storage.accounts import Accounts, KeyRow
from service.storage.deals import Tx


def make_key(
    tx: Tx, name: str, scopes: Iterable[Scope], *, by: str, at: datetime
) -> tuple[KeyRow, str]:
    """The new key's row, and the key itself, which is shown once and never kept."""
    accounts = Accounts(tx.connection)
    made, secret = accounts.new_key(tx.org, name, scopes, by=by, at=at)
    return accounts.key(tx.org, made), secret


def revoke_key(tx: Tx, key_id: str, *, at: datetime) -> KeyRow:
    """From now on it opens nothing; revoking it again changes nothing. NotFound if it is not ours."""
    accounts = Accounts(tx.connection)
    accounts.revoke_key(tx.org, key_id, at)
    return accounts.key(tx.org, key_id)

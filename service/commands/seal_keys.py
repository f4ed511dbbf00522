"""The key that contracts are sealed with: the operator's own, or one that is made here once."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from service.desk import Desk
from service.signing.seal_keys import SealKey, make_seal_key, put_away, taken_out
from service.storage.seal_keys import KeptSealKey, SealKeys


class NoSealKey(RuntimeError):
    """Nothing can be sealed before `counterpart setup` has made a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """`new` if it has just been made."""

    key: SealKey
    new: bool = False


def seal_key(desk: Desk) -> SealKey:
    """The one of the operator's file; else the newest that was made here. NoSealKey before that."""
    if desk.own_seal_key:
        return desk.own_seal_key
    with desk.db.reading_work() as connection:
        kept = SealKeys(connection).in_use()
    if kept is None:
        raise NoSealKey("There is no key to seal with; run `counterpart setup`.")
    return _opened(desk, kept)


def seal_key_once(desk: Desk, at: datetime) -> InUse:
    """Makes one where there is none. Safe to repeat, and from several processes at once."""
    if desk.own_seal_key:
        return InUse(key=desk.own_seal_key)
    with desk.db.reading_work() as connection:
        kept = SealKeys(connection).in_use()
    return InUse(key=_opened(desk, kept)) if kept else _make(desk, at, number=1)


def renew_seal_key(desk: Desk, at: datetime) -> InUse:
    """Another key for what is sealed from now on; what is sealed already stays as it is."""
    with desk.db.reading_work() as connection:
        kept = SealKeys(connection).in_use()
    return _make(desk, at, number=kept.number + 1 if kept else 1)


def _make(desk: Desk, at: datetime, number: int) -> InUse:
    """Its making is slow, so no transaction is held; whoever comes first has made it."""
    key = make_seal_key(f"Counterpart seal, {urlsplit(desk.links.base_url).hostname}", at)
    with desk.db.work() as connection:
        keys = SealKeys(connection)
        new = keys.put_in_use(_kept(desk, key, at, number))
        kept = keys.in_use()
    return InUse(key=key, new=True) if new or kept is None else InUse(key=_opened(desk, kept))


def _kept(desk: Desk, key: SealKey, at: datetime, number: int) -> KeptSealKey:
    return KeptSealKey(
        number=number,
        fingerprint=key.fingerprint,
        name=key.name,
        certificate=key.certificate,
        sealed_key=put_away(key, desk.links.key),
        made_at=at,
        ends_at=key.ends_at,
    )


def _opened(desk: Desk, kept: KeptSealKey) -> SealKey:
    return taken_out(kept.sealed_key, kept.certificate, desk.links.key)

"""Where the key of the seal rests."""

from datetime import timedelta

from service.storage.database import Database
from service.storage.seal_keys import KeptSealKey, SealKeys
from tests.conftest import NOON


def a_key(number: int, mark: str = "") -> KeptSealKey:
    name = f"key {number}{mark}"
    return KeptSealKey(
        number=number,
        fingerprint=name.ljust(64, "0"),
        name=name,
        certificate=name.encode(),
        sealed_key=f"sealed {name}",
        made_at=NOON,
        ends_at=NOON + timedelta(days=3650),
    )


def test_before_any_is_kept_none_is_in_use(db: Database) -> None:
    with db.work() as connection:
        assert SealKeys(connection).in_use() is None


def test_what_is_put_in_use_comes_back_whole(db: Database) -> None:
    with db.work() as connection:
        assert SealKeys(connection).put_in_use(a_key(1))
    with db.work() as connection:
        assert SealKeys(connection).in_use() == a_key(1)


def test_whoever_comes_second_keeps_nothing(db: Database) -> None:
    with db.work() as connection:
        SealKeys(connection).put_in_use(a_key(1))
        assert not SealKeys(connection).put_in_use(a_key(1, "b"))
        assert SealKeys(connection).in_use() == a_key(1)


def test_of_an_earlier_key_the_certificate_stays_alone(db: Database) -> None:
    with db.work() as connection:
        keys = SealKeys(connection)
        keys.put_in_use(a_key(1))
        keys.put_in_use(a_key(2))
        assert keys.in_use() == a_key(2)
        assert keys.certificates() == (b"key 2", b"key 1")
        kept = connection.exec_driver_sql("SELECT sealed_key FROM seal_keys ORDER BY number")
        assert [row[0] for row in kept] == [None, "sealed key 2"]

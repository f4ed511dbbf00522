"""Which key contracts are sealed with, and what is said of its end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from service.commands.readiness import seal_warnings
from service.commands.seal_keys import (
    NoSealKey,
    renew_seal_key,
    seal_key,
    seal_key_once,
)
from service.desk import Desk
from service.domain.sealing import WARNED_BEFORE
from service.storage.seal_keys import SealKeys
from tests.conftest import NOON
from tests.signing.sealing import some_seal_key


def test_before_set_up_nothing_can_be_sealed(desk: Desk) -> None:
    with pytest.raises(NoSealKey, match="counterpart setup"):
        seal_key(desk)
    assert seal_warnings(desk, NOON) == ("seal_key_missing",)


def test_set_up_makes_it_once(desk: Desk) -> None:
    first, second = seal_key_once(desk, NOON), seal_key_once(desk, NOON)
    assert (first.new, second.new) == (True, False)
    assert first.key.fingerprint == second.key.fingerprint == seal_key(desk).fingerprint
    assert seal_warnings(desk, NOON) == ()


def test_two_set_ups_at_once_agree_on_one(desk: Desk) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = [*pool.map(lambda _: seal_key_once(desk, NOON), range(2))]
    assert {each.key.fingerprint for each in made} == {seal_key(desk).fingerprint}


def test_the_key_does_not_lie_open_in_the_database(desk: Desk) -> None:
    seal_key_once(desk, NOON)
    with desk.db.work() as connection:
        kept = SealKeys(connection).in_use()
    assert kept is not None
    assert "PRIVATE" not in kept.sealed_key


def test_a_renewed_key_seals_from_then_on_and_the_old_certificate_stays(desk: Desk) -> None:
    old = seal_key_once(desk, NOON).key
    new = renew_seal_key(desk, NOON + timedelta(days=1)).key
    assert seal_key(desk).fingerprint == new.fingerprint != old.fingerprint
    with desk.db.work() as connection:
        assert SealKeys(connection).certificates() == (new.certificate, old.certificate)


def test_the_operators_own_key_goes_before_ours(desk: Desk) -> None:
    own = replace(desk, own_seal_key=some_seal_key())
    assert seal_key(own) is some_seal_key()
    assert not seal_key_once(own, NOON).new
    with desk.db.work() as connection:
        assert SealKeys(connection).in_use() is None


@pytest.mark.parametrize("own", [True, False])
def test_the_end_of_a_certificate_is_warned_of_sixty_days_before(own: bool, desk: Desk) -> None:
    if own:
        desk = replace(desk, own_seal_key=some_seal_key())
    ends = seal_key_once(desk, NOON).key.ends_at
    assert seal_warnings(desk, ends - WARNED_BEFORE - timedelta(days=1)) == ()
    assert seal_warnings(desk, ends - WARNED_BEFORE) == ("seal_key_ending",)
    assert seal_warnings(desk, ends + timedelta(days=1)) == ("seal_key_ended",)

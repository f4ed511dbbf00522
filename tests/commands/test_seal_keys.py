"""Which key contracts are sealed with, and what is said of its end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from service.commands.letters import compose
from service.commands.readiness import seal_warnings
from service.commands.seal_ending import tell_of_ending_seal
from service.commands.seal_keys import (
    NoSealKey,
    renew_seal_key,
    seal_key,
    seal_key_once,
)
from service.desk import Desk
from service.domain.people import Role
from service.domain.post import Address, Occasion
from service.domain.sealing import WARNED_BEFORE
from service.notifications.letter import NothingToSay
from service.storage.seal_keys import SealKeys
from tests.conftest import NOON, Clock
from tests.signing.sealing import some_seal_key
from tests.storage.kept import a_member, an_organization


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


def _told(desk: Desk, at: datetime, workers: int = 4) -> int:
    """By several workers at once."""
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(lambda _: tell_of_ending_seal(desk, at), range(workers)))


def test_administrators_are_told_three_times_before_its_end_and_once_after_it(desk: Desk) -> None:
    org = an_organization(desk.db, "archive")
    for role in (Role.ADMIN, Role.ADMIN, Role.APPROVER):
        a_member(desk.db, org, role)
    assert _told(desk, NOON) == 0
    ends = seal_key_once(desk, NOON).key.ends_at
    days = {61: 0, 60: 2, 59: 0, 31: 0, 29: 2, 8: 0, 7: 2, 1: 0, -1: 2, -9: 0}
    assert {n: _told(desk, ends - timedelta(days=n)) for n in days} == days
    renewed = renew_seal_key(desk, ends).key.ends_at
    assert _told(desk, renewed - timedelta(days=5)) == 2, "down before, and only the nearest"


def test_whoever_administers_two_organizations_is_told_once(desk: Desk) -> None:
    first, second = (an_organization(desk.db, slug) for slug in ("archive", "labs"))
    boss = a_member(desk.db, first, Role.ADMIN)
    with desk.db.accounts() as accounts:
        accounts.join(second, boss, Role.ADMIN, NOON)
    ends = seal_key_once(desk, NOON).key.ends_at
    assert _told(desk, ends - timedelta(days=7)) == 1


@pytest.mark.parametrize(
    ("before", "subject", "said"),
    [
        (timedelta(days=30), "The certificate of your seal ends in 30 days", "From then on"),
        (timedelta(days=1), "The certificate of your seal ends tomorrow", "From then on"),
        (timedelta(), "The certificate of your seal ends today", "From then on"),
        (timedelta(seconds=-1), "Contracts are not sealed any more", "Since then"),
    ],
)
@pytest.mark.parametrize("own", [True, False])
def test_the_letter_says_when_and_what_to_do(
    desk: Desk, clock: Clock, own: bool, before: timedelta, subject: str, said: str
) -> None:
    if own:
        desk = replace(desk, own_seal_key=some_seal_key())
    org = an_organization(desk.db, "archive")
    key = seal_key_once(desk, NOON).key
    clock.moment = key.ends_at - before
    occasion = Occasion(
        key="k", kind="seal_ending", org=org, to=Address("a@b.example"), about=key.fingerprint[:32]
    )
    letter = compose(desk, occasion)
    text = " ".join(letter.text.split())
    assert letter.subject == subject
    assert f"{said} contracts that everybody has signed wait for their seal." in text
    assert ("COUNTERPART_SIGNING_P12" in text, "seal-key renew" in text) == (own, not own)


def test_a_letter_about_a_certificate_that_was_replaced_is_dropped(
    desk: Desk, clock: Clock
) -> None:
    org = an_organization(desk.db, "archive")
    old = seal_key_once(desk, NOON).key
    clock.moment = old.ends_at - timedelta(days=7)
    renew_seal_key(desk, clock.moment)
    occasion = Occasion(
        key="k", kind="seal_ending", org=org, to=Address("a@b.example"), about=old.fingerprint[:32]
    )
    with pytest.raises(NothingToSay):
        compose(desk, occasion)

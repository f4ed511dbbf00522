"""Passwords and recovery codes."""

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from service.signing import passwords
from service.signing.passwords import CODES, fits, hashed, new_codes, number_of
from tests.conftest import HASHER_OF_THE_SERVICE


def test_a_hash_is_as_slow_as_rfc_9106_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """All other tests hash quickly."""
    monkeypatch.setattr(passwords, "_hasher", HASHER_OF_THE_SERVICE)
    hash = hashed("three blue herons")
    assert extract_parameters(hash) == RFC_9106_LOW_MEMORY
    assert fits(hash, "three blue herons")


def test_a_password_fits_its_own_hash_and_no_other() -> None:
    hash = hashed("three blue herons")
    assert fits(hash, "three blue herons")
    assert not fits(hash, "three blue heron")


def test_a_password_is_the_same_however_a_keyboard_composes_it() -> None:
    assert fits(hashed("caf\u00e9 at the harbor"), "cafe\u0301 at the harbor")


def test_nothing_fits_where_there_is_no_password() -> None:
    assert not fits(None, "")


def test_recovery_codes_are_many_and_say_which_they_are() -> None:
    codes = new_codes()
    assert len(set(codes)) == CODES
    assert [number_of(code) for code in codes] == [*range(CODES)]


def test_what_is_no_recovery_code_has_no_number() -> None:
    assert {number_of(text) for text in ("", "12-abc", "x-abc", "\u0661-abc", "-")} == {None}

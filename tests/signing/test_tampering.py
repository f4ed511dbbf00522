"""Whatever is done to a sealed file, it is never called authentic again."""

from collections.abc import Callable
from functools import cache

import pytest

from service.domain.verdict import Headline, Verdict
from service.signing.verify import Known, verify
from tests import sizes
from tests.signing.sealed_files import a_key, a_timestamper, sealed, shown, stamped_on_top, way_of
from tests.signing.tampering import TAMPERS, contents_of, flipped
from tests.sizes import cases

STRIDE = 61
"""Bytes between those that a sample turns; in a full run each is turned."""


def _plain() -> bytes:
    return sealed(shown())


def _stamped() -> bytes:
    return sealed(shown(), way_of(shown(), timestamper=a_timestamper()))


def _renewed() -> bytes:
    return stamped_on_top(_stamped())


KINDS: dict[str, Callable[[], bytes]] = {
    "plain": cache(_plain),
    "with a timestamp": cache(_stamped),
    "with a timestamp on top": cache(_renewed),
}


def seen(data: bytes) -> Verdict:
    """By whoever knows Ada's key."""
    return verify(data, Known((a_key().certificate,)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_sealed_file_is_authentic_until_somebody_tampers_with_it(kind: str) -> None:
    assert seen(KINDS[kind]()).headline is Headline.AUTHENTIC


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TAMPERS)
def test_a_tampered_file_is_never_authentic(name: str, kind: str) -> None:
    data = KINDS[kind]()
    for case in range(cases(4, 60)):
        tampered = TAMPERS[name](data, case)
        assert tampered != data, case
        assert seen(tampered).headline is not Headline.AUTHENTIC, case


@pytest.mark.parametrize("kind", KINDS if sizes.full else ["plain"])
def test_no_byte_can_be_turned_unnoticed(kind: str) -> None:
    data = KINDS[kind]()
    for at in range(0, len(data), cases(STRIDE, 1)):
        assert seen(flipped(data, at)).headline is not Headline.AUTHENTIC, at


@pytest.mark.parametrize("kind", ["plain", "with a timestamp"])
def test_no_byte_of_the_seal_itself_can_be_turned_unnoticed(kind: str) -> None:
    """Neither of what is signed in it nor of the frame around that."""
    data = KINDS[kind]()
    start, end = contents_of(data)
    used = len(data[start:end].rstrip(b"0"))
    for at in range(start, start + used, cases(17, 1)):
        for mask in (1, 0x20 if data[at] > 0x60 else 2):
            assert seen(flipped(data, at, mask)).headline is not Headline.AUTHENTIC, at

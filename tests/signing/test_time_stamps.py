"""What an authority and issuers do, good and bad: the right level, or a lower one that says why."""

from pathlib import Path

import pytest

from service.domain.sealing import Authority, Sealed, SealLevel
from tests.rendering.papers import some_pdf
from tests.signing.house import (
    FAILS,
    GARBAGE,
    MORE,
    OLD,
    OTHER_DIGEST,
    OTHER_NONCE,
    REFUSES,
    SLOW,
    House,
)
from tests.signing.sealing import (
    field_of,
    opened,
    pyhanko_says,
    sealed_by,
    some_seal_key,
    some_sealed,
    told,
)


def _whole(sealed: Sealed, folder: Path) -> bool:
    """One seal over the whole file, which begins with what was shown."""
    path = folder / "sealed.pdf"
    path.write_bytes(sealed.data)
    said = told("pdfsig", "-nocert", str(path))
    return (
        sealed.data.startswith(some_pdf())
        and "Total document signed" in said
        and "Signature is Valid" in said
    )


@pytest.mark.parametrize("whose", ["ours", "issued"])
def test_with_an_authority_a_seal_is_b_lt_in_one_revision(
    whose: str, house: House, tmp_path: Path
) -> None:
    key = some_seal_key() if whose == "ours" else house.seal_key()
    made = sealed_by(key, house.authority())
    assert (made.level, made.notes) == (SealLevel.LASTING, ())
    assert made.data.count(b"%%EOF") == some_pdf().count(b"%%EOF") + 1
    assert _whole(made, tmp_path)


def test_others_believe_it_with_its_time(
    house: House, tmp_path: Path, roots: tuple[Path, ...]
) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed_by(some_seal_key(), house.authority()).data)
    assert pyhanko_says("adesverify", path, *roots) == "VALID"


def test_the_proof_is_inside(house: House) -> None:
    made = sealed_by(house.seal_key(), house.authority())
    with opened(made.data) as pdf:
        proof = pdf.Root.DSS
        inside = {bytes(each.read_bytes()) for each in proof.Certs}
        assert len(proof.OCSPs) == 2
        assert "/VRI" not in proof
    assert {house.certificate(name) for name in ("seal", "tsa", "root", "ocsp")} <= inside


def test_nobody_but_the_authority_and_the_issuers_is_asked(house: House) -> None:
    sealed_by(house.seal_key(), house.authority())
    assert set(house.asked) == {"/house/tsa/tsa", "/house/ocsp/ocsp"}


def test_nobody_at_all_is_asked_for_a_seal_that_nobody_vouches_for(house: House) -> None:
    sealed_by(some_seal_key())
    assert house.asked == []


@pytest.mark.parametrize(
    ("mood", "note"),
    [
        (FAILS, "it answered 503"),
        (GARBAGE, "the answer is no time stamp"),
        (REFUSES, "the authority refused"),
        (OTHER_NONCE, "its nonce differs"),
        (OTHER_DIGEST, "not over what was sent"),
        (OLD, "differ by more than five minutes"),
        (MORE, "holds more than its authority signed"),
    ],
)
def test_an_authority_that_misbehaves_leaves_a_seal_without_time(
    mood: str, note: str, house: House, tmp_path: Path
) -> None:
    house.stamping = mood
    made = sealed_by(some_seal_key(), house.authority())
    assert made.level is SealLevel.BASIC
    assert [note in each for each in made.notes] == [True]
    assert _whole(made, tmp_path)


def test_nobody_waits_for_an_authority_that_does_not_answer(house: House, tmp_path: Path) -> None:
    house.stamping = SLOW
    made = sealed_by(some_seal_key(), house.authority(patience=0.2))
    assert made.level is SealLevel.BASIC
    assert made.notes == ("No time stamp: there was no answer within 0.2 seconds.",)
    assert _whole(made, tmp_path)


def test_an_authority_that_is_not_there_leaves_a_seal_without_time(tmp_path: Path) -> None:
    made = sealed_by(some_seal_key(), Authority(url="http://127.0.0.1:1/"))
    assert made.level is SealLevel.BASIC
    assert made.notes == ("No time stamp: it cannot be reached (ConnectionRefusedError).",)
    assert _whole(made, tmp_path)


@pytest.mark.parametrize(
    ("name", "note"), [("old_tsa", "expired 2021-01-01"), ("bad_tsa", "taken it back")]
)
def test_the_stamp_of_a_certificate_that_does_not_hold_is_not_taken(
    name: str, note: str, house: House, tmp_path: Path
) -> None:
    made = sealed_by(some_seal_key(), house.authority(name))
    assert made.level is SealLevel.BASIC
    assert [note in each for each in made.notes] == [True]
    assert _whole(made, tmp_path)


def test_a_stamp_from_an_unknown_root_is_kept_and_nobody_it_names_is_asked(house: House) -> None:
    made = sealed_by(some_seal_key(), house.authority(known=False))
    assert made.level is SealLevel.TIMED
    assert ["COUNTERPART_TSA_ROOTS" in each for each in made.notes] == [True]
    assert set(house.asked) == {"/house/tsa/tsa"}


@pytest.mark.parametrize("mood", [FAILS, GARBAGE, OLD])
def test_issuers_who_tell_nothing_of_use_leave_a_seal_with_its_time(
    mood: str, house: House, tmp_path: Path
) -> None:
    house.telling = mood
    made = sealed_by(house.seal_key(), house.authority())
    assert made.level is SealLevel.TIMED
    assert ["No lasting proof of the" in each for each in made.notes] == [True, True]
    assert _whole(made, tmp_path)
    with opened(made.data) as pdf:
        assert "/DSS" not in pdf.Root


def test_issuers_who_do_not_tell_in_time_are_not_waited_for(house: House) -> None:
    house.telling = SLOW
    made = sealed_by(house.seal_key(), house.authority(patience=1))
    assert made.level is not SealLevel.LASTING
    assert made.notes


def test_a_stamp_has_room_beside_the_signature(house: House) -> None:
    with_time = field_of(sealed_by(some_seal_key(), house.authority()).data).V.Contents
    without = field_of(some_sealed()).V.Contents
    assert len(bytes(with_time)) > len(bytes(without)) + 1000

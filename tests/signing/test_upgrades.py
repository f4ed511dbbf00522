"""A later time stamp on a sealed file."""

from pathlib import Path

import pytest

from service.domain.sealing import SealLevel
from service.signing.upgrades import NotUpgraded, upgrade
from tests.conftest import NOON
from tests.signing.house import FAILS, OTHER_NONCE, House
from tests.signing.sealing import cms_of, opened, pyhanko_says, sealed_by, some_sealed, told


def test_the_sealed_file_stays_at_the_beginning(house: House) -> None:
    later = upgrade(some_sealed(), at=NOON, tsa=house.authority())
    assert (later.level, later.notes) == (SealLevel.ARCHIVED, ())
    assert later.data.startswith(some_sealed())


def test_the_stamp_covers_all_and_others_believe_both(
    house: House, tmp_path: Path, roots: tuple[Path, ...]
) -> None:
    path = tmp_path / "later.pdf"
    path.write_bytes(upgrade(some_sealed(), at=NOON, tsa=house.authority()).data)
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", str(path))
    first, second = told("pdfsig", "-nocert", str(path)).split("Signature #")[1:]
    assert "Signature is Valid" in first
    assert "Total document signed" in second.replace("Not total", "")
    assert pyhanko_says("adesverify", path, *roots) == "VALID"


def test_openssl_verifies_the_stamp_alone(
    house: House, tmp_path: Path, roots: tuple[Path, ...]
) -> None:
    later = upgrade(some_sealed(), at=NOON, tsa=house.authority()).data
    signed, token = cms_of(later, "TimeStamp1")
    (tmp_path / "signed").write_bytes(signed)
    (tmp_path / "token").write_bytes(token)
    root = tmp_path / "root.pem"
    told("openssl", "x509", "-inform", "DER", "-in", str(roots[1]), "-out", str(root))
    files = ["-in", str(tmp_path / "token"), "-data", str(tmp_path / "signed")]
    said = told("openssl", "ts", "-verify", "-token_in", "-CAfile", str(root), *files)
    assert "Verification: OK" in said


def test_it_can_be_stamped_again_before_that_ends(house: House) -> None:
    once = upgrade(some_sealed(), at=NOON, tsa=house.authority()).data
    twice = upgrade(once, at=NOON, tsa=house.authority()).data
    assert twice.startswith(once)
    with opened(twice) as pdf:
        names = [str(each.T) for each in pdf.Root.AcroForm.Fields]
    assert names == ["Seal", "TimeStamp1", "TimeStamp2"]


def test_a_seal_that_had_no_time_gets_it_later(house: House) -> None:
    house.stamping = FAILS
    made = sealed_by(house.seal_key(), house.authority())
    assert made.level is SealLevel.BASIC
    house.stamping = "well"
    later = upgrade(made.data, at=NOON, tsa=house.authority())
    assert later.level is SealLevel.ARCHIVED


def test_without_proof_it_is_time_alone(house: House) -> None:
    house.telling = FAILS
    later = upgrade(some_sealed(), at=NOON, tsa=house.authority())
    assert later.level is SealLevel.TIMED
    assert later.notes


@pytest.mark.parametrize("mood", [FAILS, OTHER_NONCE])
def test_without_a_stamp_nothing_is_made_and_the_reason_is_said(mood: str, house: House) -> None:
    house.stamping = mood
    with pytest.raises(NotUpgraded, match="No time stamp: "):
        upgrade(some_sealed(), at=NOON, tsa=house.authority())

"""The command that looks at a sealed contract on somebody's own machine."""

from pathlib import Path

import pytest

from service.domain.verdict import NAMES, CheckName
from tests.signing.sealed_files import a_key, sealed, shown
from tests.test_cli import ended


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where nothing is published."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.pdf").write_bytes(sealed(shown()))
    (tmp_path / "ada.pem").write_bytes(a_key().pem)
    return tmp_path


def test_a_sealed_contract_is_authentic_to_whoever_has_its_certificate(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended("verify", "contract.pdf", "--root", "ada.pem") == 0
    said = capsys.readouterr().out
    assert said.startswith("authentic: ")
    assert all(NAMES[name] in said for name in CheckName)
    assert "simple electronic signatures" in said


def test_the_certificate_that_is_published_here_is_known(elsewhere: Path) -> None:
    (elsewhere / "var").mkdir()
    (elsewhere / "var" / "seal.pem").write_bytes(a_key().pem)
    assert ended("verify", "contract.pdf") == 0


def test_without_a_certificate_the_key_is_not_known(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended("verify", "contract.pdf") == 1
    assert capsys.readouterr().out.startswith("integrity_holds_key_unknown: ")


def test_what_does_not_hold_stands_out(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "contract.pdf").write_bytes(sealed(shown()) + b"x")
    assert ended("verify", "contract.pdf", "--root", "ada.pem") == 1
    assert "DOES NOT HOLD  The whole file" in capsys.readouterr().out


def test_any_file_is_answered(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "note.txt").write_text("no PDF", "utf-8")
    assert ended("verify", "note.txt") == 1
    assert capsys.readouterr().out.startswith("unreadable: ")


def test_a_root_that_is_no_certificate_is_named(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended("verify", "contract.pdf", "--root", "contract.pdf") == 2
    assert "holds no certificate" in capsys.readouterr().err

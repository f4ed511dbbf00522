"""What set-up and the commands say of the seal's key."""

from pathlib import Path

import pytest

from service.cli import main
from service.settings import SettingsWrong
from service.signing.known import PUBLISHED, certificates_in
from tests.signing.house import PASSWORD, House, an_open_house


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_DATABASE_URL", f"sqlite:///{tmp_path}/counterpart.sqlite3")
    monkeypatch.setenv("COUNTERPART_FILES_URL", str(tmp_path / "files"))
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "a key of at least thirty-two characters")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    with an_open_house(tmp_path_factory.mktemp("house")) as house:
        return house


def test_set_up_tells_once_what_the_seal_is_worth(capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup"])
    said = capsys.readouterr().out
    assert "nobody else vouches for it" in said
    main(["seal-key", "show"])
    shown = capsys.readouterr().out.strip()
    assert shown.splitlines()[-1] in said
    main(["setup"])
    assert "vouches" not in capsys.readouterr().out


def test_the_certificate_alone_can_be_given_to_partners(capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup"])
    capsys.readouterr()
    main(["seal-key", "show", "--pem"])
    said = capsys.readouterr().out
    assert said.startswith("-----BEGIN CERTIFICATE-----")
    assert said.endswith("-----END CERTIFICATE-----\n")


def test_every_certificate_that_ever_sealed_is_published() -> None:
    main(["setup"])
    first = PUBLISHED.read_bytes()
    main(["seal-key", "renew"])
    main(["setup"])
    both = PUBLISHED.read_bytes()
    assert both.startswith(first)
    assert len(certificates_in(both)) == 2


def test_a_renewed_key_has_another_fingerprint(capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup"])
    main(["seal-key", "renew"])
    renewed = capsys.readouterr().out.splitlines()[-1]
    main(["seal-key", "show"])
    assert capsys.readouterr().out.splitlines()[-1] == renewed


def test_with_a_file_of_ones_own_set_up_makes_no_key(
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "seal.p12").write_bytes(house.p12())
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "ascii")
    monkeypatch.setenv("COUNTERPART_SIGNING_P12", str(tmp_path / "seal.p12"))
    monkeypatch.setenv("COUNTERPART_SIGNING_P12_PASSWORD_FILE", str(tmp_path / "password"))
    main(["setup"])
    assert "vouches" not in capsys.readouterr().out
    main(["seal-key", "show"])
    assert "CN=The seal" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["seal-key", "renew"])


def test_a_file_that_cannot_seal_stops_the_start(
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "seal.p12").write_bytes(house.p12())
    monkeypatch.setenv("COUNTERPART_SIGNING_P12", str(tmp_path / "seal.p12"))
    monkeypatch.setenv("COUNTERPART_SIGNING_P12_PASSWORD", "another")
    with pytest.raises(SystemExit) as stop:
        main(["setup"])
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert f"{SettingsWrong.__name__}: COUNTERPART_SIGNING_P12: " in said
    assert "another" not in said.replace("password is another", "")

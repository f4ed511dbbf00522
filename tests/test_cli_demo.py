"""The command that gives an organization deals to look around with."""

import zipfile
from pathlib import Path

import pytest

from service.app import make_desk
from service.cli import main
from service.domain.drawing_up import ContractStatus
from service.rendering.presses import press_here
from service.settings import Settings
from service.storage.contracts import ContractRow, Contracts


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_DATABASE_URL", f"sqlite:///{tmp_path}/counterpart.sqlite3")
    monkeypatch.setenv("COUNTERPART_FILES_URL", str(tmp_path / "files"))
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "a key of at least thirty-two characters")
    monkeypatch.chdir(tmp_path)


def test_the_demo_is_seeded_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup"])
    capsys.readouterr()
    main(["seed-demo"])
    main(["seed-demo"])
    assert (
        capsys.readouterr().out
        == "10 deals made, 6 licenses recorded.\n0 deals made, 0 licenses recorded.\n"
    )
    signed, half = _contracts()
    assert (signed.status, half.status) == (ContractStatus.EXECUTED, ContractStatus.SENT)
    main(["evidence", signed.id, "-o", "proof.zip"])
    with zipfile.ZipFile("proof.zip") as file:
        Path("sealed.pdf").write_bytes(file.read("contract.pdf"))
    with pytest.raises(SystemExit) as stop:
        main(["verify", "sealed.pdf"])
    assert (stop.value.code, "authentic" in capsys.readouterr().out) == (0, True)


def _contracts() -> list[ContractRow]:
    """Those that are signed or being signed, the signed ones first."""
    desk = make_desk(Settings.from_env(), press_here)
    with desk.db.reading_accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        rows = Contracts(views.connection, org).page(limit=9).rows
    moving = (ContractStatus.EXECUTED, ContractStatus.SENT)
    return sorted((r for r in rows if r.status in moving), key=lambda row: row.status)


def test_an_organization_that_is_not_there_is_named_in_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["setup"])
    with pytest.raises(SystemExit) as stop:
        main(["seed-demo", "--org", "nobody"])
    assert stop.value.code == 1
    assert "NotFound" in capsys.readouterr().err

"""The command that writes the proof of a contract to a file."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from service.app import make_desk
from service.cli import main
from service.commands.sealing import seal_next
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.rendering.presses import press_here
from service.settings import Settings
from tests.conftest import Clock
from tests.executing import Desktop, drawn_up, to_sign
from tests.executing import agreed as an_agreed_deal


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_DATABASE_URL", f"sqlite:///{tmp_path}/counterpart.sqlite3")
    monkeypatch.setenv("COUNTERPART_FILES_URL", str(tmp_path / "files"))
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "a key of at least thirty-two characters")
    monkeypatch.chdir(tmp_path)


def _seal(work: ToSeal) -> SealedFile:
    return SealedFile(data=work.shown + b" sealed", certificate=b"%PDF", level=SealLevel.BASIC)


def _contract() -> Desktop:
    """Sent and signed; nobody has sealed it."""
    desk = make_desk(Settings.from_env(), press_here)
    desk.db.migrate()
    table = an_agreed_deal(desk.db, terms=to_sign())
    docx, pdf = desk.files.put(b"PK"), desk.files.put(b"%PDF-1.7")
    with desk.db.transaction(table.org) as tx:
        contract = Desktop(table, drawn_up(tx, table.deal_id, Clock()(), docx, pdf), pdf)
    contract.sends()
    contract.signs(0)
    contract.signs(1)
    return contract


def test_the_proof_is_written_once_it_is_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract, to = _contract().contract_id, tmp_path / "proof.zip"
    with pytest.raises(SystemExit) as stop:
        main(["evidence", contract, "-o", str(to)])
    assert (stop.value.code, to.exists()) == (1, False)
    assert "ContractNotReady" in capsys.readouterr().err
    desk = make_desk(Settings.from_env(), press_here)
    assert seal_next(replace(desk, sealer=_seal), "w")
    main(["evidence", contract, "-o", str(to)])
    with zipfile.ZipFile(to) as file:
        assert file.read("contract.pdf") == b"%PDF-1.7 sealed"


def test_a_contract_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    make_desk(Settings.from_env(), press_here).db.migrate()
    with pytest.raises(SystemExit) as stop:
        main(["evidence", "con_none", "-o", "proof.zip"])
    assert stop.value.code == 2
    assert "no such contract" in capsys.readouterr().err

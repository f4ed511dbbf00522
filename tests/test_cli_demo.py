"""The command that gives an organization deals to look around with."""

from pathlib import Path

import pytest

from service.cli import main


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
    assert capsys.readouterr().out == "8 deals made.\n0 deals made.\n"


def test_an_organization_that_is_not_there_is_named_in_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["setup"])
    with pytest.raises(SystemExit) as stop:
        main(["seed-demo", "--org", "nobody"])
    assert stop.value.code == 1
    assert "NotFound" in capsys.readouterr().err

"""`counterpart moves` and its page draw every move of the table, and no other."""

import re

import pytest

from service.cli import main
from service.domain.deal import MOVES, OPEN, Status
from service.domain.licenses.license import LICENSE_MOVES
from tests.moves_page import PAGE, page


def _drawn(lines: str) -> set[tuple[str, str, str]]:
    """From where, by which event, to where."""
    arrows = re.findall(r"^ +(\w+) --> (\w+): (.+)$", lines, re.MULTILINE)
    return {(a, event, b) for a, b, events in arrows for event in events.split(", ")}


def test_every_move_is_drawn_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    main(["moves"])
    said = capsys.readouterr().out
    assert said.startswith("stateDiagram-v2\n    [*] --> draft: DealDrafted\n")
    assert _drawn(said) == {(a, event.__name__, b) for (a, event), b in MOVES.items()}
    ends = {*re.findall(r"(\w+) --> \[\*\]", said)}
    assert ends == {*Status} - OPEN


def test_every_move_of_a_license_is_drawn_and_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["moves", "license"])
    said = capsys.readouterr().out
    assert said.startswith("stateDiagram-v2\n    [*] --> scheduled: LicenseMade\n")
    assert _drawn(said) == {(a, event.__name__, b) for (a, event), b in LICENSE_MOVES.items()}
    assert re.findall(r"(\w+) --> \[\*\]", said) == ["closed"]


def test_the_page_says_what_the_command_prints() -> None:
    assert PAGE.read_text("utf-8") == page()

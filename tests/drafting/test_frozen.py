"""A text that a contract may have used is never edited: another wording is another version."""

from pathlib import Path

import pytest

from tests.drafting.frozen import LIST, digest, frozen, texts


def test_every_text_is_frozen() -> None:
    assert set(texts()) == set(frozen())


@pytest.mark.parametrize("path", [*frozen()], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_frozen_text_reads_as_it_did(path: Path) -> None:
    assert digest(path) == frozen()[path], f"write another version; {LIST.name} never changes"

"""The house of certificates opens once; every test finds it in a good mood."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signing.house import WELL, House, an_open_house
from tests.signing.sealing import some_seal_key


@pytest.fixture(scope="session")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with an_open_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def house(open_house: House) -> House:
    open_house.stamping = open_house.telling = WELL
    open_house.asked.clear()
    return open_house


@pytest.fixture
def roots(house: House, tmp_path: Path) -> tuple[Path, ...]:
    """What a reader trusts: our seal's own certificate, and the root of the house."""
    ours, theirs = tmp_path / "seal.pem", tmp_path / "root.der"
    ours.write_text(some_seal_key().pem, "ascii")
    theirs.write_bytes(house.certificate("root"))
    return ours, theirs

"""From an agreed deal to the sealed file in both hands: real papers, real links, the real seal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from service.app import create_app
from service.commands.drawing_up import draw_up_next
from service.commands.seal_keys import seal_key_once
from service.commands.seal_papers import sealer_of
from service.commands.sealing import seal_next
from service.commands.verifying import known_seals
from service.desk import Desk
from service.domain.verdict import Headline
from service.rendering.pool import Pool
from service.signing.verify import Known, verify
from service.storage.contracts import Contracts
from service.storage.database import Database
from tests import databases
from tests.conftest import SETTINGS, Clock
from tests.desks import a_desk
from tests.executing import Desktop, agreed, to_sign
from tests.signed import plain_drawing
from tests.signing.sealing import told
from tests.web.signers import LinkSigner, signer_of


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with databases.an_empty_database("sqlite", tmp_path_factory.mktemp("db")) as db:
        yield db


@pytest.fixture(scope="module")
def sealing_desk(db: Database, tmp_path_factory: pytest.TempPathFactory, pool: Pool) -> Desk:
    desk = a_desk(db, tmp_path_factory.mktemp("files"), pool.papers_of, Clock())
    seal_key_once(desk, desk.clock())
    return replace(desk, sealer=sealer_of(desk, pool))


@pytest.fixture(scope="module")
def signers(sealing_desk: Desk) -> tuple[LinkSigner, LinkSigner]:
    """Ada has typed her name and Bo has drawn his; a worker has sealed it."""
    desk = sealing_desk
    client = create_app(SETTINGS, desk).test_client()
    table = agreed(desk.db, terms=to_sign())
    assert draw_up_next(desk, "worker")
    with desk.db.reading(table.org) as views:
        row = Contracts(views.connection, table.org).of_deal(table.deal_id)
    assert row is not None
    assert row.pdf_sha256 is not None
    contract = Desktop(table=table, contract_id=row.id, pdf=row.pdf_sha256)
    contract.sends()
    ada, bo = (signer_of(desk, client, contract, number) for number in (0, 1))
    assert ada.signs(name="Ada L. Archive").json["status"] == "sent"
    drawn = bo.signs(name="Bo Licensee", method="drawn", drawing=plain_drawing())
    assert drawn.json["status"] == "signed"
    assert seal_next(desk, "worker")
    return ada, bo


def test_both_get_the_same_sealed_bytes_which_begin_with_what_they_signed(
    signers: tuple[LinkSigner, LinkSigner],
) -> None:
    ada, bo = signers
    sealed = ada.get("/sealed.pdf").data
    assert bo.get("/sealed.pdf").data == sealed
    assert sealed.startswith(ada.get("/document.pdf").data)
    assert ada.read()["status"] == bo.read()["status"] == "executed"


def test_what_they_got_proves_itself(
    sealing_desk: Desk, signers: tuple[LinkSigner, LinkSigner], tmp_path: Path
) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(signers[0].get("/sealed.pdf").data)
    verdict = verify(path.read_bytes(), Known(known_seals(sealing_desk)))
    assert verdict.headline is Headline.AUTHENTIC
    assert "Total document signed" in told("pdfsig", "-nocert", str(path))


def test_the_record_inside_tells_how_each_signed(
    signers: tuple[LinkSigner, LinkSigner], tmp_path: Path
) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(signers[1].get("/sealed.pdf").data)
    with pikepdf.open(path) as file:
        log = json.loads(file.attachments["audit.json"].get_file().read_bytes())
    signed = [each["data"] for each in log["records"] if each.get("type") == "PartySigned"]
    assert [each["method"] for each in signed] == ["typed", "drawn"]
    assert {each["address"] for each in signed} == {"127.0.0.1"}
    for each in signers:
        assert each.at.rpartition("/")[2] not in path.read_bytes().decode("latin-1")

"""A contract that was agreed, drawn up and signed here comes out sealed, and proves itself alone."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from ssl import PEM_cert_to_DER_cert

import pikepdf
import pytest

from service.commands.drawing_up import draw_up_next
from service.commands.evidence import evidence
from service.commands.executed_copies import confirm_copy, give_copy
from service.commands.seal_keys import seal_key_once
from service.commands.seal_papers import sealer_of
from service.commands.sealing import seal_next
from service.commands.verifying import known_seals
from service.desk import Desk
from service.domain.deal import Status
from service.domain.drawing import drawing_of
from service.domain.drawing_up import ContractStatus
from service.domain.execution import Execution
from service.domain.shared_events import SHARED_TYPES
from service.domain.signing_events import Method
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel
from service.domain.verdict import Headline
from service.rendering.pool import Pool
from service.signing.verify import Known, verify
from service.storage.contracts import Contracts
from service.storage.database import Database
from tests import databases
from tests.conftest import Clock
from tests.desks import a_desk
from tests.executing import Desktop, a_desktop, agreed, to_sign
from tests.web.scans import a_scan

SCAN = a_scan(2) + b"\r\n\0\0"
"""As scanners leave it."""

DRAWN = drawing_of({"width": 300, "height": 100, "strokes": [[[10, 80], [60, 20], [110, 80]]]})


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with databases.an_empty_database("sqlite", tmp_path_factory.mktemp("db")) as db:
        yield db


@pytest.fixture(scope="module")
def desk(db: Database, tmp_path_factory: pytest.TempPathFactory, pool: Pool) -> Desk:
    desk = a_desk(db, tmp_path_factory.mktemp("files"), pool.papers_of, Clock())
    seal_key_once(desk, desk.clock())
    return replace(desk, sealer=sealer_of(desk, pool))


@pytest.fixture(scope="module")
def contract(desk: Desk) -> Desktop:
    """Agreed and drawn up; Ada types her name, Bo draws his."""
    table = agreed(desk.db, terms=to_sign())
    assert draw_up_next(desk, "worker")
    with desk.db.reading(table.org) as views:
        row = Contracts(views.connection, table.org).of_deal(table.deal_id)
    assert row is not None
    assert row.pdf_sha256 is not None
    contract = Desktop(table=table, contract_id=row.id, pdf=row.pdf_sha256)
    desk.files.put(DRAWN.data)
    contract.sends()
    contract.signs(0, name="Ada L. Archive")
    contract.signs(1, method=Method.DRAWN, drawing_sha256=DRAWN.sha256)
    assert seal_next(desk, "worker")
    return contract


def test_its_proof_names_the_key_that_sealed(desk: Desk, contract: Desktop) -> None:
    data = evidence(desk, contract.org, contract.contract_id)
    with zipfile.ZipFile(BytesIO(data)) as file:
        pem, sealed = file.read("seal.pem"), file.read("contract.pdf")
    assert PEM_cert_to_DER_cert(pem.decode()) == seal_key_once(desk, desk.clock()).key.certificate
    assert sealed == _sealed(desk, contract.execution())
    assert evidence(desk, contract.org, contract.contract_id) == data


def test_a_copy_in_ink_is_sealed_as_it_was_scanned(desk: Desk) -> None:
    inked = a_desktop(desk.db, terms=to_sign(level=SignatureLevel.WET_INK))
    inked.sends()
    sha256, at = desk.files.put(SCAN), desk.clock()
    inked.do(
        lambda tx: give_copy(
            tx, inked.contract_id, sha256, at.date(), side=Side.LICENSEE, by="dlk_bo", at=at
        )
    )
    (copy,) = inked.execution().copies
    inked.do(
        lambda tx: confirm_copy(
            tx, inked.contract_id, copy.id, side=Side.LICENSOR, by="usr_ada", at=at
        )
    )
    assert seal_next(desk, "worker")
    assert inked.execution().status is ContractStatus.EXECUTED
    sealed = _sealed(desk, inked.execution())
    assert sealed.startswith(SCAN)
    verdict = verify(sealed, Known(known_seals(desk)))
    assert (verdict.headline, [c for c in verdict.checks if c.finding == "does_not_hold"]) == (
        Headline.AUTHENTIC,
        [],
    )


def _sealed(desk: Desk, execution: Execution) -> bytes:
    assert execution.sealed_sha256 is not None
    return desk.files.get(execution.sealed_sha256)


def test_it_is_executed(contract: Desktop) -> None:
    assert contract.execution().status is ContractStatus.EXECUTED
    assert contract.deal().status is Status.EXECUTED
    contract.assert_sound()


def test_it_begins_with_the_bytes_that_were_signed(desk: Desk, contract: Desktop) -> None:
    shown = desk.files.get(contract.execution().document_sha256)
    assert _sealed(desk, contract.execution()).startswith(shown)


def test_it_is_authentic_to_whoever_knows_the_seal(desk: Desk, contract: Desktop) -> None:
    data = _sealed(desk, contract.execution())
    verdict = verify(data, Known(known_seals(desk)))
    assert (verdict.headline, [c for c in verdict.checks if c.finding != "holds"]) == (
        Headline.AUTHENTIC,
        [c for c in verdict.checks if c.name == "time"],
    )


def test_what_is_the_senders_alone_is_in_it_by_its_digest_only(
    desk: Desk, contract: Desktop, tmp_path: Path
) -> None:
    (tmp_path / "sealed.pdf").write_bytes(_sealed(desk, contract.execution()))
    with pikepdf.open(tmp_path / "sealed.pdf") as file:
        log = json.loads(file.attachments["audit.json"].get_file().read_bytes())
    told = [each.get("type") for each in log["records"]]
    assert told[0] is None
    assert set(told[1:]) <= {None, *SHARED_TYPES}
    assert told[-1] == "ContractFormed"

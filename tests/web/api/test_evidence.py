"""The proof of a contract by API, and contracts that are signed in ink."""

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from service.commands import executed_copies
from service.commands.sealing import seal_next
from service.desk import Desk
from service.domain.people import Scope
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.domain.terms.parties import Side
from tests import databases
from tests.conftest import Clock
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import PAPER, actions, signed, to_sign
from tests.web.scans import a_scan

pytestmark = databases.ON_BOTH

PDF = "application/pdf"
CERTIFICATE = b"%PDF-1.7 who signed"


def _seal(work: ToSeal) -> SealedFile:
    return SealedFile(
        data=work.shown + b" and a seal", certificate=CERTIFICATE, level=SealLevel.BASIC
    )


def _executed(desk: Desk, ada: Caller, clock: Clock) -> str:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    for each in ada.get(f"{contract}/signers").json["data"]:
        clock.forward(minutes=1)
        signed(desk, ada, each)
    assert seal_next(replace(desk, sealer=_seal), "w")
    return contract


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_once_it_is_executed_the_sealed_file_is_the_contract(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    contract = _executed(desk, ada, clock)
    told = ada.get(contract).json
    assert (told["status"], told["seal_level"]) == ("executed", "B-B")
    taken = {each["name"]: ada.get(each["href"][7:]) for each in told["documents"]}
    assert [*taken] == ["document.docx", "document.pdf", "terms.json", "certificate.pdf"]
    for each in told["documents"]:
        assert hashlib.sha256(taken[each["name"]].data).hexdigest() == each["sha256"]
    assert taken["document.pdf"].data == PAPER + b" and a seal"
    assert taken["certificate.pdf"].data == CERTIFICATE


def test_the_proof_checks_itself_and_tells_no_secret(
    desk: Desk, ada: Caller, clock: Clock, tmp_path: Path
) -> None:
    contract = _executed(desk, ada, clock)
    taken = ada.get(f"{contract}/evidence.zip")
    assert (taken.mimetype, ada.get(f"{contract}/evidence.zip").data) == (
        "application/zip",
        taken.data,
    )
    files = _unpacked(taken.data)
    assert sorted(files) == [
        "README.txt",
        "SHA256SUMS",
        "audit.json",
        "certificate.pdf",
        "contract.pdf",
        "document.docx",
        "document.pdf",
        "offer-1-licensor.json",
        "terms.json",
        "verify_audit.py",
    ]
    assert files["offer-1-licensor.json"] == files["terms.json"]
    folder = tmp_path / "evidence"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    check = [sys.executable, "-I", "verify_audit.py", "."]
    done = subprocess.run(  # noqa: S603
        check, cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout[:9]) == (0, "all holds"), done.stdout
    log = json.loads(files["audit.json"])
    told = [each.get("type") for each in log["records"]]
    assert told[0] is None
    assert told[-1] == "ContractExecuted"
    assert "LinkSent" not in told
    secrets = [desk.links.token("sign", each["id"]) for each in _signers(ada, contract)]
    whole = b"".join(files.values()).decode("utf-8", "replace")
    assert not [s for s in secrets if s.rpartition(".")[2] in whole]


def _signers(ada: Caller, contract: str) -> Any:
    return ada.get(f"{contract}/signers").json["data"]


def test_the_record_of_events_is_there_before_the_seal_and_the_proof_is_not(
    desk: Desk, ada: Caller
) -> None:
    contract = to_sign(desk, ada)
    log = ada.get(f"{contract}/audit-log")
    assert log.json["records"][-1]["type"] == "SignersNamed"
    assert log.json["contract"]["document_sha256"] == hashlib.sha256(PAPER).hexdigest()
    assert ada.get(f"{contract}/audit-log", if_none_match=tag(log)).status_code == 304
    for part in ("certificate.pdf", "evidence.zip"):
        assert _refusal(ada.get(f"{contract}/{part}")) == (409, "contract_not_ready")


def _ink(desk: Desk, ada: Caller) -> str:
    contract = to_sign(
        desk, ada, signing={"level": "wet_ink", "order": "parallel", "complete_by": None}
    )
    ada.post(f"{contract}/send")
    return contract


def _given_by_bo(desk: Desk, ada: Caller, contract: str) -> None:
    sha256 = desk.files.put(a_scan(2))
    with desk.db.transaction(ada.org) as tx:
        executed_copies.give_copy(
            tx,
            contract.rpartition("/")[2],
            sha256,
            desk.clock().date(),
            side=Side.LICENSEE,
            by="dlk_bo",
            at=desk.clock(),
        )


def test_a_signed_copy_is_given_and_only_the_other_side_confirms_it(
    desk: Desk, ada: Caller
) -> None:
    contract = _ink(desk, ada)
    assert "give-copy" in actions(ada.get(contract).json)
    path = f"{contract}/executed-copy?signed_on=2026-03-01"
    given = ada.sent(path, a_scan(), PDF).json
    (copy,) = given["copies"]
    assert (copy["given_by"], copy["signed_on"], copy["state"], actions(copy)) == (
        "licensor",
        "2026-03-01",
        "given",
        set(),
    )
    assert ada.get(copy["href"][7:]).data == a_scan()
    assert _refusal(ada.post(copy["href"][7:-13] + "/confirm")) == (409, "own_copy")
    again = ada.sent(path, a_scan(2), PDF).json
    assert [each["state"] for each in again["copies"]] == ["superseded", "given"]
    assert ada.get(f"{contract}/executed-copies/cpy_none/document.pdf").status_code == 404


def test_what_is_no_signed_copy_is_refused(desk: Desk, ada: Caller) -> None:
    contract = _ink(desk, ada)
    path = f"{contract}/executed-copy"
    for data, said in ((b"%PDF-1.7 junk", "damaged"), (b"PK", "begin as a PDF")):
        answer = ada.sent(f"{path}?signed_on=2026-03-01", data, PDF)
        assert _refusal(answer) == (422, "signing_refused")
        assert said in answer.json["errors"][0]["message"]
    late = ada.sent(f"{path}?signed_on=2026-03-09", a_scan(), PDF)
    assert [fault["pointer"] for fault in late.json["errors"]] == ["/signed_on"]
    assert ada.sent(path, a_scan(), PDF).status_code == 422
    assert ada.sent(f"{path}?signed_on=2026-03-01", a_scan()).status_code == 415
    electronic = to_sign(desk, ada)
    ada.post(f"{electronic}/send")
    answer = ada.sent(f"{electronic}/executed-copy?signed_on=2026-03-01", a_scan(), PDF)
    assert _refusal(answer) == (409, "electronic_only")


def test_the_other_sides_copy_is_refused_or_becomes_the_contract(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    contract = _ink(desk, ada)
    _given_by_bo(desk, ada, contract)
    (copy,) = ada.get(contract).json["copies"]
    assert actions(copy) == {"confirm-copy", "refuse-copy"}
    drafter = a_caller(desk, client, "archive", Scope.DEALS_READ, Scope.CONTRACTS_WRITE)
    (seen,) = drafter.get(contract).json["copies"]
    assert actions(seen) == {"refuse-copy"}
    place = copy["href"][7:-13]
    refused = drafter.post(f"{place}/refuse", {"reason": "Page 2 is missing."}).json
    assert [(c["state"], c["reason"]) for c in refused["copies"]] == [
        ("refused", "Page 2 is missing.")
    ]
    _given_by_bo(desk, ada, contract)
    place = ada.get(contract).json["copies"][1]["href"][7:-13]
    assert drafter.post(f"{place}/confirm").status_code == 403
    formed = ada.post(f"{place}/confirm").json
    assert (formed["status"], formed["binding"]) == ("signed", True)
    assert seal_next(replace(desk, sealer=_seal), "w")
    files = _unpacked(ada.get(f"{contract}/evidence.zip").data)
    assert (files["document.pdf"], files["drawn-up.pdf"]) == (a_scan(2), PAPER)

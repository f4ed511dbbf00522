"""A record of events that leaves the house: whatever is done to it, a program of its own notices."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from service.domain.audit import FIRST, Record, disclosed
from service.signing.evidence import audit_json, checker, evidence_zip, plain
from tests.signing.sealed_files import (
    AGREED,
    DEAL,
    a_certificate,
    a_key,
    digests_of,
    sealed,
    shown,
    some_records,
)
from tests.sizes import cases

DOCUMENT = shown()
Log = list[Record]


def edit(log: Log, case: int) -> Log:
    at = case % len(log)
    return [*log[:at], replace(log[at], data={"n": -case - 1}), *log[at + 1 :]]


def delete(log: Log, case: int) -> Log:
    at = case % (len(log) - 1)
    return [*log[:at], *log[at + 1 :]]


def swap(log: Log, case: int) -> Log:
    at = case % (len(log) - 1)
    return [*log[:at], log[at + 1], log[at], *log[at + 2 :]]


def double(log: Log, case: int) -> Log:
    at = case % len(log)
    return [*log[: at + 1], log[at], *log[at + 1 :]]


def cut(log: Log, case: int) -> Log:
    return log[: 1 + case % (len(log) - 1)]


def cut_and_go_on(log: Log, case: int) -> Log:
    return chained([*cut(log, case), replace(log[-1], data={"n": "forged"})])


def edit_and_chain(log: Log, case: int) -> Log:
    return chained(edit(log, case))


def delete_and_chain(log: Log, case: int) -> Log:
    return chained(delete(log, case))


def chained(log: Log) -> Log:
    """Written anew, each with the digest of the one before."""
    made: Log = []
    for n, record in enumerate(log, 1):
        made.append(replace(record, seq=n, prev=made[-1].hash if made else FIRST))
    return made


SEEN: dict[str, Callable[[Log, int], Log]] = {
    "edit": edit,
    "delete": delete,
    "swap": swap,
    "double": double,
}
"""What the chain shows by itself, as long as its head stays what it was."""

ANCHORED: dict[str, Callable[[Log, int], Log]] = {
    **SEEN,
    "cut": cut,
    "edit and chain": edit_and_chain,
    "delete and chain": delete_and_chain,
    "cut and go on": cut_and_go_on,
}
"""What only a head that was kept elsewhere shows."""


def written(log: Log, head: str | None = None) -> bytes:
    data = audit_json(digests_of(DOCUMENT), DEAL, log)
    if head is None:
        return data
    return json.dumps({**json.loads(data), "head": head}).encode()


def checked(path: Path, *heads: str) -> subprocess.CompletedProcess[str]:
    """By the program that is shipped with it, alone."""
    script = path.parent / "verify_audit.py"
    script.write_bytes(checker())
    command = [sys.executable, "-I", str(script), str(path)]
    command += [word for head in heads for word in ("--head", head)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def holds(folder: Path, data: bytes, *heads: str) -> bool:
    path = folder / "audit.json"
    path.write_bytes(data)
    return checked(path, *heads).returncode == 0


def the_files() -> dict[str, bytes]:
    return {
        "audit.json": written(some_records()),
        "contract.pdf": sealed(DOCUMENT),
        "document.pdf": DOCUMENT,
        "terms.json": AGREED,
        "certificate.pdf": a_certificate(),
        "seal.pem": a_key().pem,
    }


def test_a_record_as_it_was_exported_holds(tmp_path: Path) -> None:
    log = some_records(12)
    assert holds(tmp_path, written(log))
    assert holds(tmp_path, written(log), log[-1].hash, log[3].hash.upper())


@pytest.mark.parametrize("name", SEEN)
def test_the_chain_itself_shows(name: str, tmp_path: Path) -> None:
    log = some_records(12)
    for case in range(cases(2, 50)):
        tampered = SEEN[name](log, case)
        if tampered[:-1] != log[:-1]:  # whose last record alone differs is another whole chain
            assert not holds(tmp_path, written(tampered)), case
        assert not holds(tmp_path, written(tampered, log[-1].hash)), case


@pytest.mark.parametrize("name", ANCHORED)
def test_a_head_that_was_kept_elsewhere_shows(name: str, tmp_path: Path) -> None:
    log = some_records(12)
    for case in range(cases(2, 50)):
        assert not holds(tmp_path, written(ANCHORED[name](log, case)), log[-1].hash), case


@pytest.mark.parametrize("name", sorted(ANCHORED.keys() - SEEN.keys()))
def test_a_chain_written_anew_holds_where_nobody_kept_its_head(name: str, tmp_path: Path) -> None:
    """So heads are kept elsewhere: in the sealed file, in letters, on the certificate."""
    assert holds(tmp_path, written(ANCHORED[name](some_records(12), 3)))


def test_a_digest_that_is_told_wrongly_is_noticed(tmp_path: Path) -> None:
    document = json.loads(written(some_records()))
    document["records"][1]["hash"] = "0" * 64
    assert not holds(tmp_path, json.dumps(document).encode())


def test_records_of_another_deal_are_noticed(tmp_path: Path) -> None:
    assert not holds(tmp_path, written(some_records(deal="another")))


def test_no_records_are_no_proof(tmp_path: Path) -> None:
    assert not holds(tmp_path, written([]))


def _unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        packed.extractall(folder)
    return folder


def test_the_whole_evidence_holds(tmp_path: Path) -> None:
    run = checked(
        _unpacked(evidence_zip(the_files()), tmp_path / "evidence"), some_records()[-1].hash
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"all holds; head {some_records()[-1].hash}\n"


@pytest.mark.parametrize("shared", [(), ("Second",)])
def test_a_chain_holds_though_the_words_of_some_records_are_withheld(
    shared: tuple[str, ...], tmp_path: Path
) -> None:
    log = chained([*some_records(), replace(some_records()[0], type="Second")])
    data = written([*disclosed(log, shared)])  # type: ignore[list-item]
    assert json.loads(data)["records"][0] == {
        "seq": 1,
        "prev": FIRST,
        "hash": log[0].hash,
        "withheld": True,
    }
    assert holds(tmp_path, data)


def test_a_withheld_record_cannot_be_another(tmp_path: Path) -> None:
    told = json.loads(written([*disclosed(some_records(), ())]))  # type: ignore[list-item]
    told["records"][1]["hash"] = "0" * 64
    assert not holds(tmp_path, json.dumps(told).encode())


@pytest.mark.parametrize("name", the_files())
def test_a_file_of_the_evidence_that_was_changed_is_named(name: str, tmp_path: Path) -> None:
    folder = _unpacked(evidence_zip(the_files()), tmp_path / "evidence")
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data + b"\n")
    run = checked(folder)
    assert run.returncode == 1
    assert f"{name}: is not what SHA256SUMS says" in run.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("document.pdf", "document.pdf: is not what audit.json says"),
        ("terms.json", "terms.json: is not what audit.json says"),
        ("contract.pdf", "contract.pdf: does not begin with document.pdf"),
    ],
)
def test_files_of_another_contract_do_not_fit_though_the_sums_do(
    name: str, said: str, tmp_path: Path
) -> None:
    files = {**the_files(), name: shown("Another")}
    run = checked(_unpacked(evidence_zip(files), tmp_path / "evidence"))
    assert (run.returncode, said in run.stdout) == (1, True)


def test_the_same_files_are_packed_into_the_same_bytes() -> None:
    files = the_files()
    assert evidence_zip(files) == evidence_zip(dict(reversed(files.items())))


def test_a_record_is_told_with_its_digest() -> None:
    (record,) = some_records(1)
    told: dict[str, Any] = json.loads(written([record]))["records"][0]
    assert told == plain(record)
    assert told["hash"] == record.hash


def test_the_program_has_at_most_60_lines_of_the_standard_library() -> None:
    text = checker().decode()
    assert len(text.splitlines()) <= 60
    used = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line[:4] in ("impo", "from")
    }
    assert used <= sys.stdlib_module_names

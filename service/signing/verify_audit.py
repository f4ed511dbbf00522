"""Checks a Counterpart audit log, or a whole evidence folder, with Python 3 alone.

python3 -I verify_audit.py PATH [--head DIGEST ...]    exit 0: all holds, 1: something does not"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def digest_of(record: Any) -> Any:
    if record.get("withheld") is True:  # one side keeps its words to itself
        return record["hash"]
    bare = {name: value for name, value in record.items() if name != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"audit-v1\0" + text.encode()).hexdigest()


def broken(log: Any, heads: list[str]) -> Any:
    """Every fault of a log, in words; `heads` are digests of records that were kept elsewhere."""
    deal, prev, met = log["deal"], "0" * 64, {record["hash"] for record in log["records"]}
    if log["format"] != "counterpart-audit-1" or not log["records"]:
        yield "audit.json: not a log of counterpart-audit-1 with records"
    for n, record in enumerate(log["records"], 1):
        if (record["seq"], record["prev"], record.get("deal", deal)) != (n, prev, deal):
            yield f"record {n}: does not follow the one before"
        prev = digest_of(record)
        if record["hash"] != prev:
            yield f"record {n}: its digest is another"
    if log["head"] != prev:
        yield "head: is not the digest of the last record"
    yield from (f"head {head}: is not in this log" for head in heads if head.lower() not in met)


def apart(files: dict[str, bytes], log: Any) -> Any:
    """Every file that is not what the sums or the log say."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    listed = {line[66:]: line[:64] for line in files["SHA256SUMS"].decode().splitlines()}
    for name in {*sums, *listed} - {"SHA256SUMS"}:
        if sums.get(name) != listed.get(name):
            yield f"{name}: is not what SHA256SUMS says"
    for name, digest in (("document.pdf", "document_sha256"), ("terms.json", "terms_sha256")):
        if sums.get(name) != log["contract"][digest]:
            yield f"{name}: is not what audit.json says"
    if not files["contract.pdf"].startswith(files["document.pdf"]):
        yield "contract.pdf: does not begin with document.pdf"


def main(path: str, *rest: str) -> int:
    where, files = Path(path), {}
    if where.is_dir():
        files = {each.name: each.read_bytes() for each in where.iterdir() if each.is_file()}
    log = json.loads(files["audit.json"] if files else where.read_bytes())
    faults = [*broken(log, [*{*rest} - {"--head"}]), *(apart(files, log) if files else ())]
    print("\n".join(faults) or f"all holds; head {log['head']}")  # noqa: T201
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:])) if __name__ == "__main__" else None

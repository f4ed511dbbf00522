"""The program as it is served does what its description says, whatever is sent to it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.commands import negotiation
from service.commands.negotiation import Put
from service.domain.people import Scope
from service.domain.terms.parties import Side
from service.storage.contracts import Contracts
from service.storage.database import Database, open_database
from service.storage.deal_links import DealLinks, member_of
from tests import databases, sizes
from tests.conftest import NOON
from tests.sizes import cases
from tests.storage.kept import BY, a_deal, an_organization
from tests.web.served import a_server

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
)
LARGE = ("post_deal", "patch_deal", "post_quote", "post_offer")
"""Their documents have thousands of places: the coverage of each is left to a full run."""

_FILES_AS_BYTES = """\
import schemathesis
schemathesis.serializer.alias("application/pdf", "application/octet-stream")
schemathesis.serializer.alias("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/octet-stream")
"""


@dataclass(frozen=True)
class Served:
    address: str
    key: str
    config: Path

    def tried(self, phases: str, *options: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("schemathesis"))]
        command += ["--config-file", str(self.config), "run", f"{self.address}/openapi.json"]
        command += ["--header", f"Authorization: Bearer {self.key}", "--phases", phases]
        command += ["--checks", ",".join(CHECKS), "--max-examples", str(cases(3, 100))]
        # One worker: Python 3.11 cannot parse its own source in two threads at once (SystemError).
        command += ["--seed", "1", "--workers", "1", "--continue-on-failure", "--no-color"]
        command += ["--request-timeout", "180"]
        command += options
        return subprocess.run(  # noqa: S603
            command, cwd=self.config.parent, capture_output=True, text=True, check=False
        )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """With a spare key to revoke, since the one that is used must last, and an offer to look at."""
    url = databases.url_of("sqlite", tmp_path)
    database = open_database(url)
    org = an_organization(database, "archive")
    with database.accounts() as accounts:
        _, key = accounts.new_key(org, "used", [Scope.ADMIN], by="system", at=NOON)
        spare, _ = accounts.new_key(org, "spare", [Scope.DEALS_READ], by="system", at=NOON)
    offer, contract = _agreed(database, org)
    database.close()
    config = tmp_path / "schemathesis.toml"
    known = {"key_id": spare, "family_id": "bulk-media", "clause_id": "C05"}
    known |= {"offer_id": offer, "contract_id": contract, "from": offer}
    places = {"from": "query"}
    lines = [f'"{places.get(n, "path")}.{n}" = "{value}"' for n, value in known.items()]
    hooks = tmp_path / "hooks.py"
    hooks.write_text(_FILES_AS_BYTES, "utf-8")
    config.write_text("\n".join(['hooks = "hooks"', "[parameters]", *lines, ""]), "utf-8")
    with a_server(url, tmp_path / "files") as (_, port):
        yield Served(f"http://127.0.0.1:{port}", key, config)


def _agreed(database: Database, org: str) -> tuple[str, str]:
    """The ids of an offer that was accepted, and of its contract."""
    deal = a_deal(database, org).id
    with database.transaction(org) as tx:
        negotiation.offer(tx, deal, Put(), by=BY, at=NOON)
        link = DealLinks(tx.connection, org).of_side(deal, Side.LICENSEE)[0]
        member = member_of(tx.connection, link, NOON)
        seen = tx.deal(deal).standing.canonical.sha256
        agreed = negotiation.accept_by_link(tx, member, terms_sha256=seen, at=NOON)
        found = Contracts(tx.connection, org).of_deal(deal)
    assert agreed.offer is not None
    assert found is not None
    return agreed.offer.id, found.id


def _passed(run: subprocess.CompletedProcess[str]) -> bool:
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "Authentication failed" not in run.stdout
    return True


def test_every_kind_of_wrong_value_is_refused_as_described(served: Served) -> None:
    left_out = [] if sizes.full else [f"--exclude-operation-id={name}" for name in LARGE]
    assert _passed(served.tried("coverage", *left_out))


def test_random_calls_and_chains_of_calls_are_answered_as_described(served: Served) -> None:
    assert _passed(served.tried("examples,fuzzing,stateful"))

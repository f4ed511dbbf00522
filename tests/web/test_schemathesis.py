"""The program as it is served does what its description says, whatever is sent to it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.domain.people import Scope
from service.storage.database import open_database
from tests import databases, sizes
from tests.conftest import NOON
from tests.sizes import cases
from tests.storage.kept import an_organization
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
LARGE = ("post_deal", "patch_deal", "post_quote")
"""Their documents have thousands of places: the coverage of each is left to a full run."""


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
    """With a spare key to revoke: the one that is used must last."""
    url = databases.url_of("sqlite", tmp_path)
    database = open_database(url)
    org = an_organization(database, "archive")
    with database.accounts() as accounts:
        _, key = accounts.new_key(org, "used", [Scope.ADMIN], by="system", at=NOON)
        spare, _ = accounts.new_key(org, "spare", [Scope.DEALS_READ], by="system", at=NOON)
    database.close()
    config = tmp_path / "schemathesis.toml"
    known = {"key_id": spare, "family_id": "bulk-media", "clause_id": "C05"}
    lines = [f'"path.{name}" = "{value}"' for name, value in known.items()]
    config.write_text("\n".join(["[parameters]", *lines, ""]), "utf-8")
    with a_server(url, tmp_path / "files") as (_, port):
        yield Served(f"http://127.0.0.1:{port}", key, config)


def _passed(run: subprocess.CompletedProcess[str]) -> bool:
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "Authentication failed" not in run.stdout
    return True


def test_every_kind_of_wrong_value_is_refused_as_described(served: Served) -> None:
    left_out = [] if sizes.full else [f"--exclude-operation-id={name}" for name in LARGE]
    assert _passed(served.tried("coverage", *left_out))


def test_random_calls_and_chains_of_calls_are_answered_as_described(served: Served) -> None:
    assert _passed(served.tried("examples,fuzzing,stateful"))

"""Nothing that opens a door is written down: not in the log, not in the database, not in answers."""

from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from service.desk import Desk
from service.storage.tables import metadata
from tests.conftest import SECRET
from tests.web.callers import Caller
from tests.web.logged import logged
from tests.web.signed_in import a_link, csrf_token


def _database(desk: Desk) -> Iterator[str]:
    """Every value of every row."""
    with desk.db.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                yield from (_text(value) for value in row)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def test_no_key_and_no_token_is_written_down(
    desk: Desk, ada: Caller, client: FlaskClient, tmp_path: Path
) -> None:
    link = a_link(desk, ada.org)
    with logged() as log:
        made = ada.post("/api_keys", {"name": "x", "scopes": ["admin"]}, idempotency_key="k").json
        ada.post("/api_keys", {"name": "x", "scopes": ["admin"]}, idempotency_key="k")
        theirs = Caller(client, ada.org, made["id"], made["key"])
        theirs.drafted()
        theirs.post("/deals", {"reason": made["key"]})
        client.get(f"/api/v1/deals?search={made['key']}")
        page = client.get(link).get_data(as_text=True)
        client.post(link, data={"csrf_token": csrf_token(page)})
        client.get(link)
        session = client.get_cookie("counterpart")
        answers = theirs.get("/api_keys").get_data(as_text=True)
    assert session is not None
    token = link.rpartition("/")[2]
    secrets = [made["key"], made["key"].rpartition("_")[2], ada.key, SECRET, session.value]
    secrets += [token, token.rpartition(".")[2], csrf_token(page)]
    files = [_text(path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()]
    for where in ("\n".join(_database(desk)), "\n".join(files), log.text, answers):
        assert not [secret for secret in secrets if secret in where]
    assert made["id"] in answers

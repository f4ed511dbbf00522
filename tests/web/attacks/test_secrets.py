"""Nothing that opens a door is written down: not in the log, not in the database, not in answers."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from service.desk import Desk
from service.storage.tables import metadata
from tests.conftest import SECRET, Clock
from tests.web.attacks.lived import EMAIL, Life
from tests.web.attacks.operations import OPERATIONS, everything_of, send
from tests.web.callers import Caller
from tests.web.logged import logged
from tests.web.pages.visitors import Visitor
from tests.web.signed_in import a_link, csrf_token


def _database(desk: Desk, *besides: str) -> Iterator[str]:
    """Every value of every row, `besides` the columns of those names."""
    with desk.db.engine.connect() as connection:
        for table in metadata.sorted_tables:
            shown = [column for column in table.columns if str(column) not in besides]
            for row in connection.execute(select(*shown)):
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


PAGES = ("people", "security", "keys", "outbox", "letters", "history")


def _mail(folder: Path) -> list[str]:
    """Each letter as it is kept, and as it is read."""
    found = []
    for path in sorted(folder.glob("*.eml")):
        read = message_from_bytes(path.read_bytes(), policy=policy.default)
        parts = [str(part.get_content()) for part in read.walk() if not part.is_multipart()]
        found.append("\n".join([str(read["To"]), path.read_text("ascii"), *parts]))
    return found


def _answers(caller: Caller) -> str:
    """Of every operation that reads, papers aside."""
    ids = everything_of(caller).ids
    papers = (".pdf", ".docx")
    reads = [e for e in OPERATIONS if e.method == "GET" and not e.path.endswith(papers)]
    return "\n".join(send(caller, each, ids).get_data(as_text=True) for each in reads)


def _met(secrets: list[str], where: str) -> list[str]:
    return [secret for secret in secrets if secret in where]


def test_nothing_that_somebody_signs_in_with_is_written_down(
    app: Flask, admin: Visitor, desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    life = Life(app, desk, clock, tmp_path / "mail")
    with logged() as log:
        caller = life.lead(admin)
        life.send()
        answers = _answers(caller)
        pages = "\n".join(admin.text(f"/settings/{page}") for page in PAGES)
    kept, mail = "\n".join(_database(desk)), _mail(life.mail)
    files = "\n".join(_text(path.read_bytes()) for path in tmp_path.glob("*.sqlite3*"))
    others = "\n".join(letter for letter in mail if not _met(life.mailed, letter))
    everywhere = (kept, files, log.text, answers, pages, others)
    assert [_met(life.typed, where) for where in everywhere] == [[]] * len(everywhere)
    figures = re.compile(rf"(?<!\w)({'|'.join(life.figures)})(?!\w)")
    assert [figures.findall(where) for where in everywhere] == [[]] * len(everywhere)
    ids = (*everywhere[2:], "\n".join(_database(desk, "sessions.id")))
    assert [_met(life.sessions, where) for where in ids] == [[]] * len(ids)
    (bringing,) = (letter for letter in mail if _met(life.mailed, letter))
    assert bringing.startswith(f"Nia <{EMAIL}>")
    assert len(mail) > 2
    assert len(life.sessions) == len(set(life.sessions)) == 4

"""Personal links against those who open, guess, steal and reuse them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from service.desk import Desk
from service.domain.people import Role
from service.signing.links import SIGN_IN
from service.storage.tables import sessions, sign_in_links
from tests.conftest import NOON, Clock
from tests.web.logged import logged
from tests.web.signed_in import csrf_token

SCANNERS = Path(__file__).parent / "scanners.txt"
PREFETCH = (
    {"Purpose": "prefetch"},
    {"X-Purpose": "preview"},
    {"X-Moz": "prefetch"},
    {"Sec-Purpose": "prefetch;prerender"},
    {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"},
)


def _link(desk: Desk, *, confined: bool = False) -> str:
    with desk.db.accounts() as accounts:
        org = accounts.organization("archive", "Archive", NOON)
        user = accounts.user("ada@archive.example", "Ada", NOON)
        accounts.join(org, user, Role.ADMIN, NOON)
        return accounts.sign_in_link(org, user, NOON, confined=confined)


@pytest.fixture
def link(desk: Desk) -> str:
    return _link(desk)


@pytest.fixture
def path(desk: Desk, link: str) -> str:
    return f"/sign-in/{desk.links.token(SIGN_IN, link)}"


def _untouched(desk: Desk) -> bool:
    with desk.db.engine.connect() as connection:
        used = connection.scalars(select(sign_in_links.c.used_at)).all()
        return set(used) <= {None} and not connection.execute(select(sessions)).all()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("headers", PREFETCH, ids=lambda each: next(iter(each)))
def test_looking_or_prefetching_does_not_use_a_link_up(
    client: FlaskClient, desk: Desk, path: str, method: str, headers: dict[str, str]
) -> None:
    for _ in range(3):
        assert client.open(path, method=method, headers=headers).status_code == 200
    assert _untouched(desk)


@pytest.mark.parametrize("agent", SCANNERS.read_text("utf-8").splitlines())
def test_a_scanner_of_mail_does_not_use_a_link_up(
    client: FlaskClient, desk: Desk, path: str, agent: str
) -> None:
    for method in ("HEAD", "GET"):
        assert client.open(path, method=method, headers={"User-Agent": agent}).status_code == 200
    client.post(path, headers={"User-Agent": agent})
    assert _untouched(desk)


def _refused(client: FlaskClient, path: str) -> bytes:
    """What stands there, which is the same for looking and for pressing the button."""
    token = csrf_token(client.get("/sign-in").get_data(as_text=True))
    looked, pressed = client.get(path), client.post(path, data={"csrf_token": token})
    assert looked.status_code == pressed.status_code == 404
    assert looked.data == pressed.data
    return looked.data


def _used(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    with desk.db.engine.begin() as connection:
        connection.execute(sign_in_links.update().values(used_at=NOON))
    return desk.links.token(SIGN_IN, link)


def _over(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    clock.forward(hours=24)
    return desk.links.token(SIGN_IN, link)


def _revoked(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("archive")
        accounts.leave(org, accounts.user("ada@archive.example", "Ada", NOON), NOON)
    return desk.links.token(SIGN_IN, link)


def _other_purpose(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    return desk.links.token("deal", link)


def _other_link(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    return f"{_link(desk)}.{desk.links.token(SIGN_IN, link).rpartition('.')[2]}"


def _other_key(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    digest = hmac.new(b"guessed", f"{SIGN_IN}\0{link}".encode(), hashlib.sha256).digest()
    return f"{link}.{urlsafe_b64encode(digest).decode().rstrip('=')}"


def _never_made(client: FlaskClient, desk: Desk, link: str, clock: Clock) -> str:
    return desk.links.token(SIGN_IN, "lnk_aaaaaaaaaaaaaaaaaaaaaaaaaa")


WAYS = (_used, _over, _revoked, _other_purpose, _other_link, _other_key, _never_made)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_every_link_that_opens_nothing_reads_the_same(
    client: FlaskClient, desk: Desk, link: str, clock: Clock, way: object
) -> None:
    plain = _refused(client, "/sign-in/no-link-at-all")
    assert _refused(client, f"/sign-in/{way(client, desk, link, clock)}") == plain  # type: ignore[operator]


def test_two_hundred_guesses_open_nothing(client: FlaskClient, desk: Desk, link: str) -> None:
    for n in range(200):
        guess = hashlib.sha256(str(n).encode()).hexdigest()[:43]
        assert client.get(f"/sign-in/{link}.{guess}").status_code == 404
    assert _untouched(desk)


def test_a_page_behind_a_link_tells_nobody_where_it_stands(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert path not in answer.get_data(as_text=True)


def test_no_token_gets_into_the_log(client: FlaskClient, path: str, clock: Clock) -> None:
    with logged() as log:
        client.get(path)
        client.post(path)
        client.get(f"{path}x")
        clock.forward(hours=timedelta(days=2).total_seconds() / 3600)
        client.get(path)
    assert "/sign-in/<token>" in log.text
    assert path.rpartition("/")[2] not in log.text
    assert path.rpartition(".")[2] not in log.text

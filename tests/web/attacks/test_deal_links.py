"""Personal links to deals against those who open, guess, forward, forge and replay them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from service.app import create_app
from service.desk import Desk
from service.domain.party import LINK_LASTS, Visit
from service.settings import Settings
from service.signing.links import DEAL, DEAL_FORM, SIGN_IN
from service.storage.deal_links import DealLinks
from service.storage.negotiation_tables import deal_links, link_visits
from service.storage.tables import metadata
from tests.conftest import NOON, SECRET, Clock
from tests.desks import an_idle_desk
from tests.web.attacks.test_links import PREFETCH, SCANNERS
from tests.web.counterparts import JSON, Counterpart, a_counterpart
from tests.web.logged import logged

_RULES = create_app(Settings(secret_key=SECRET), an_idle_desk()).url_map.iter_rules()
POSTS = sorted(
    rule.rule.removeprefix("/d/<token>")
    for rule in _RULES
    if rule.rule.startswith("/d/<token>") and "POST" in (rule.methods or ())
)
"""Every address behind a link that acts."""


@pytest.fixture
def bo(desk: Desk, client: FlaskClient) -> Counterpart:
    return a_counterpart(desk, client)


def _everything(bo: Counterpart) -> dict[str, Any]:
    """Every row of every table but those that log visits."""
    with bo.desk.db.engine.connect() as connection:
        return {
            table.name: [*map(tuple, connection.execute(select(table)))]
            for table in metadata.sorted_tables
            if table is not link_visits
        }


def _visits(bo: Counterpart) -> set[str]:
    with bo.desk.db.engine.connect() as connection:
        return {*connection.scalars(select(link_visits.c.kind))}


def test_there_is_something_to_attack() -> None:
    assert {"/accept", "/reject", "/withdraw", "/offers", "/comments", "/invite"} < set(POSTS)


@pytest.mark.parametrize("headers", [{}, *PREFETCH], ids=lambda each: next(iter(each), "plain"))
def test_looking_or_prefetching_changes_nothing_and_is_not_viewed(
    bo: Counterpart, headers: dict[str, str]
) -> None:
    before = _everything(bo)
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in ("", "/counter", *POSTS):
            bo.browser.open(bo.at + path, method=method, headers=headers)
    assert _everything(bo) == before
    assert _visits(bo) == {Visit.FETCHED}


@pytest.mark.parametrize("agent", SCANNERS.read_text("utf-8").splitlines())
def test_a_scanner_of_mail_changes_nothing_even_if_it_posts(bo: Counterpart, agent: str) -> None:
    before = _everything(bo)
    for path in ("", *POSTS):
        for method in ("HEAD", "GET", "POST"):
            bo.browser.open(bo.at + path, method=method, headers={"User-Agent": agent})
    assert _everything(bo) == before
    assert Visit.VIEWED not in _visits(bo)


def test_a_reader_who_touches_the_page_has_viewed_it(bo: Counterpart) -> None:
    assert bo.post("/viewed").status_code == 204
    assert bo.viewed_at() == NOON


def _over(bo: Counterpart, clock: Clock) -> str:
    clock.forward(seconds=LINK_LASTS.total_seconds())
    return bo.at


def _revoked(bo: Counterpart, clock: Clock) -> str:
    with bo.desk.db.transaction(bo.org) as tx:
        DealLinks(tx.connection, bo.org).revoke(bo.link_id, NOON)
    return bo.at


def _gone(bo: Counterpart, clock: Clock) -> str:
    with bo.desk.db.engine.begin() as connection:
        connection.execute(delete(deal_links))
    return bo.at


def _other_purpose(bo: Counterpart, clock: Clock) -> str:
    return f"/d/{bo.desk.links.token(SIGN_IN, bo.link_id)}"


def _token_of_a_form(bo: Counterpart, clock: Clock) -> str:
    return f"/d/{bo.desk.links.token(DEAL_FORM, bo.link_id)}"


def _other_key(bo: Counterpart, clock: Clock) -> str:
    digest = hmac.new(b"guessed", f"{DEAL}\0{bo.link_id}".encode(), hashlib.sha256).digest()
    return f"/d/{bo.link_id}.{urlsafe_b64encode(digest).decode().rstrip('=')}"


def _never_made(bo: Counterpart, clock: Clock) -> str:
    return f"/d/{bo.desk.links.token(DEAL, 'lnk_aaaaaaaaaaaaaaaaaaaaaaaaaa')}"


def _longer(bo: Counterpart, clock: Clock) -> str:
    return f"{bo.at}x"


WAYS = (
    _over,
    _revoked,
    _gone,
    _other_purpose,
    _token_of_a_form,
    _other_key,
    _never_made,
    _longer,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_every_link_that_opens_nothing_reads_the_same(
    bo: Counterpart, clock: Clock, way: Callable[[Counterpart, Clock], str]
) -> None:
    plain = _told(bo, "/d/no-link-at-all")
    assert _told(bo, way(bo, clock)) == plain
    assert not _visits(bo)


def _told(bo: Counterpart, at: str) -> list[Any]:
    """What it says, whether somebody looks or acts, by page or by program."""
    found: list[Any] = []
    form = {"csrf_token": bo.form_token}
    for path in ("", "/counter", "/offers/1.pdf", *POSTS):
        reads = bo.browser.get(at + path), bo.browser.get(at + path, headers={"Accept": JSON})
        acts = bo.browser.post(at + path, data=form), bo.browser.post(at + path, json={})
        for answer in (*reads, *acts):
            found.append((path, answer.status_code, _said(answer), sorted(answer.headers.keys())))
    assert {status for _, status, *_ in found} <= {404, 405}
    return found


def _said(answer: Any) -> Any:
    return {**answer.json, "request_id": ""} if answer.is_json else answer.data


def test_two_hundred_guesses_open_nothing(bo: Counterpart) -> None:
    for n in range(200):
        guess = hashlib.sha256(str(n).encode()).hexdigest()[:43]
        assert bo.browser.get(f"/d/{bo.link_id}.{guess}").status_code == 404
    assert not _visits(bo)


@pytest.mark.parametrize("path", POSTS)
def test_no_form_is_taken_without_its_token(bo: Counterpart, path: str) -> None:
    before = _everything(bo)
    foreign = bo.desk.links.token(DEAL_FORM, "lnk_aaaaaaaaaaaaaaaaaaaaaaaaaa")
    own = bo.desk.links.token(DEAL, bo.link_id)
    for token in ("", "x", foreign, own):
        assert bo.browser.post(bo.at + path, data={"csrf_token": token}).status_code == 400
    answer = bo.browser.post(bo.at + path)
    assert answer.status_code == 400
    assert "use its own" in answer.get_data(as_text=True)
    assert _everything(bo) == before
    assert Visit.VIEWED not in _visits(bo)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Accept": JSON},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:1"},
    ],
    ids=str,
)
def test_nothing_of_another_site_acts(bo: Counterpart, path: str, headers: dict[str, str]) -> None:
    before = _everything(bo)
    form = {"csrf_token": bo.form_token}
    assert bo.browser.post(bo.at + path, data=form, headers=headers).status_code == 400
    assert bo.browser.post(bo.at + path, json={}, headers=headers).status_code == 400
    assert _everything(bo) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_our_own_page_acts_whatever_a_browser_says_of_it(
    bo: Counterpart, headers: dict[str, str]
) -> None:
    form = {"csrf_token": bo.form_token, "text": "Hello."}
    assert bo.browser.post(bo.at + "/comments", data=form, headers=headers).status_code == 303


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
def test_a_program_sends_json_and_nothing_else(bo: Counterpart, kind: str) -> None:
    answer = bo.browser.post(
        bo.at + "/comments", data=b'{"text": "x"}', content_type=kind, headers={"Accept": JSON}
    )
    assert answer.status_code == 415
    assert answer.mimetype == "application/problem+json"


def test_a_page_behind_a_link_is_kept_by_nobody_and_asks_nobody_else(bo: Counterpart) -> None:
    for path in ("", "/counter", "/offers/1/terms.json", "/offers/7.pdf"):
        answer = bo.get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "http" not in answer.get_data(as_text=True).replace("http-equiv", "")


def test_no_token_gets_into_the_log_or_the_database(bo: Counterpart, clock: Clock) -> None:
    with logged() as log:
        bo.get()
        bo.get("/counter")
        bo.post("/comments", text="Hello.")
        bo.call("/invite", {"name": "Kim Park", "email": "kim@labs.example"}, Idempotency_Key="k")
        bo.browser.get(bo.at + "x")
        _over(bo, clock)
        bo.get()
    kim = bo.colleague("kim@labs.example")
    rows = str(_everything(bo))
    assert "/d/<token>" in log.text
    for secret in (bo.at, kim.at, bo.form_token):
        token = secret.rpartition("/")[2]
        for part in (token, token.rpartition(".")[2]):
            assert part not in log.text
            assert part not in rows


def test_a_link_is_nothing_to_the_pages_of_its_organization(bo: Counterpart, app: Flask) -> None:
    with app.test_client() as other:
        bo.get()
        for path in ("/deals", f"/deals/{bo.deal_id}", "/settings/people"):
            assert other.get(path).status_code == 303
        assert other.get(f"/api/v1/deals/{bo.deal_id}").status_code == 401

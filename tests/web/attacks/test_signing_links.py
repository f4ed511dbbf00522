"""Signing links against those who open, guess, forward, forge and replay them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from service.app import create_app
from service.commands import signing
from service.desk import Desk
from service.domain.party import Visit
from service.domain.signing_events import Somebody
from service.domain.terms.signing import SigningOrder
from service.settings import Settings
from service.signing.links import DEAL, REASSIGN, SIGN, SIGN_FORM, SIGN_IN
from service.storage.signing_tables import signer_visits, signers
from service.storage.tables import metadata
from tests.conftest import NOON, SECRET, Clock
from tests.desks import an_idle_desk
from tests.executing import to_sign
from tests.storage.kept import an_organization
from tests.web.attacks.test_links import PREFETCH, SCANNERS
from tests.web.logged import logged
from tests.web.signers import JSON, LinkSigner, a_contract, signer_of

_RULES = create_app(Settings(secret_key=SECRET), an_idle_desk()).url_map.iter_rules()
POSTS = sorted(
    rule.rule.removeprefix("/s/<token>").replace("<copy_id>", "cpy_x")
    for rule in _RULES
    if rule.rule.startswith("/s/<token>") and "POST" in (rule.methods or ())
)
"""Every address behind a signing link that acts."""
GETS = ("", "/sign", "/document.pdf", "/terms.json", "/sealed.pdf", "/certificate.pdf")


@pytest.fixture
def bo(desk: Desk, client: FlaskClient) -> LinkSigner:
    return signer_of(desk, client, a_contract(desk), 1)


def _everything(bo: LinkSigner) -> dict[str, Any]:
    """Every row of every table but those that log visits."""
    with bo.desk.db.engine.connect() as connection:
        return {
            table.name: [*map(tuple, connection.execute(select(table)))]
            for table in metadata.sorted_tables
            if table is not signer_visits
        }


def _visits(bo: LinkSigner) -> set[str]:
    with bo.desk.db.engine.connect() as connection:
        return {*connection.scalars(select(signer_visits.c.kind))}


def test_there_is_something_to_attack() -> None:
    assert {"/open", "/code", "/review", "/sign", "/withdraw", "/decline", "/reassign"} < {*POSTS}


def test_looking_prefetching_or_scanning_changes_nothing_and_opens_nothing(bo: LinkSigner) -> None:
    before = _everything(bo)
    agents = [{"User-Agent": each} for each in SCANNERS.read_text("utf-8").splitlines()]
    for headers in ({}, *PREFETCH, *agents[:4]):
        for method in ("GET", "HEAD", "OPTIONS"):
            for path in (*GETS, *POSTS):
                bo.browser.open(bo.at + path, method=method, headers=headers)
    assert _visits(bo) == {Visit.FETCHED}
    for headers in agents:
        for path in ("", *POSTS):
            bo.browser.post(bo.at + path, headers=headers)
    assert _everything(bo) == before
    assert _visits(bo) == {Visit.FETCHED}


def _replaced(bo: LinkSigner, clock: Clock) -> str:
    """Somebody else signs in the place that the link was made for."""
    kim = Somebody(name="Kim", title="Director", email="kim@labs.example")
    bo.contract.do(
        lambda tx: signing.replace(tx, bo.link_id, kim, by=bo.contract.table.ada, at=NOON)
    )
    return bo.at


def _never_sent(bo: LinkSigner, clock: Clock) -> str:
    terms = to_sign(order=SigningOrder.LICENSOR_FIRST, complete_by=date(2026, 3, 12))
    contract = a_contract(bo.desk, terms, bo.contract.org)
    return signer_of(bo.desk, bo.browser, contract, 1).at


def _gone(bo: LinkSigner, clock: Clock) -> str:
    with bo.desk.db.engine.begin() as connection:
        connection.execute(delete(signers))
    return bo.at


def _a_deals_link(bo: LinkSigner, clock: Clock) -> str:
    return f"/s/{bo.desk.links.token(DEAL, bo.contract.table.bo.link_id)}"


def _other_purpose(bo: LinkSigner, clock: Clock) -> str:
    return f"/s/{bo.desk.links.token(SIGN_IN, bo.link_id)}"


def _of_a_hand_over(bo: LinkSigner, clock: Clock) -> str:
    return f"/s/{bo.desk.links.token(REASSIGN, bo.link_id)}"


def _token_of_a_form(bo: LinkSigner, clock: Clock) -> str:
    return f"/s/{bo.form_token}"


def _other_key(bo: LinkSigner, clock: Clock) -> str:
    digest = hmac.new(b"guessed", f"{SIGN}\0{bo.link_id}".encode(), hashlib.sha256).digest()
    return f"/s/{bo.link_id}.{urlsafe_b64encode(digest).decode().rstrip('=')}"


def _never_made(bo: LinkSigner, clock: Clock) -> str:
    return f"/s/{bo.desk.links.token(SIGN, 'sgn_aaaaaaaaaaaaaaaaaaaaaaaaaa')}"


def _longer(bo: LinkSigner, clock: Clock) -> str:
    return f"{bo.at}x"


WAYS = (
    _replaced,
    _never_sent,
    _gone,
    _a_deals_link,
    _other_purpose,
    _of_a_hand_over,
    _token_of_a_form,
    _other_key,
    _never_made,
    _longer,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_every_link_that_opens_nothing_reads_the_same(
    bo: LinkSigner, clock: Clock, way: Callable[[LinkSigner, Clock], str]
) -> None:
    at = way(bo, clock)
    before = _everything(bo)
    assert _told(bo, at) == _told(bo, "/s/no-link-at-all")
    assert _everything(bo) == before
    assert not _visits(bo)


def _told(bo: LinkSigner, at: str) -> list[Any]:
    """What it says, whether somebody looks or acts, by page or by program."""
    found: list[Any] = []
    form = {"csrf_token": bo.form_token}
    for path in (*GETS, *POSTS):
        reads = bo.browser.get(at + path), bo.browser.get(at + path, headers={"Accept": JSON})
        acts = bo.browser.post(at + path, data=form), bo.browser.post(at + path, json={})
        for answer in (*reads, *acts):
            found.append((path, answer.status_code, _said(answer), sorted(answer.headers.keys())))
    assert {status for _, status, *_ in found} <= {404, 405}
    return found


def _said(answer: Any) -> Any:
    return {**answer.json, "request_id": ""} if answer.is_json else answer.data


def test_two_hundred_guesses_open_nothing(bo: LinkSigner) -> None:
    for n in range(200):
        guess = hashlib.sha256(str(n).encode()).hexdigest()[:43]
        assert bo.browser.get(f"/s/{bo.link_id}.{guess}").status_code == 404
    assert not _visits(bo)


def test_no_form_is_taken_without_its_token_or_from_another_site(bo: LinkSigner) -> None:
    before = _everything(bo)
    foreign = bo.desk.links.token(SIGN_FORM, "sgn_aaaaaaaaaaaaaaaaaaaaaaaaaa")
    own = bo.desk.links.token(SIGN, bo.link_id)
    sites = (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Accept": JSON},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:1"},
    )
    for path in POSTS:
        for token in ("", "x", foreign, own):
            answer = bo.browser.post(bo.at + path, data={"csrf_token": token})
            assert answer.status_code == 400, path
            assert "use its own" in answer.get_data(as_text=True)
        form = {"csrf_token": bo.form_token}
        for headers in sites:
            for sent in ({"data": form}, {"json": {}}):
                answer = bo.browser.post(bo.at + path, headers=headers, **sent)  # type: ignore[arg-type]
                assert answer.status_code == 400, (path, headers)
    assert _everything(bo) == before
    assert Visit.VIEWED not in _visits(bo)


def test_a_program_sends_json_and_nothing_else(bo: LinkSigner) -> None:
    for kind in ("text/plain", "application/xml", ""):
        answer = bo.browser.post(
            bo.at + "/decline", data=b"{}", content_type=kind, headers={"Accept": JSON}
        )
        assert answer.status_code == 415
        assert answer.mimetype == "application/problem+json"


def test_what_is_anothers_is_not_there(bo: LinkSigner, desk: Desk) -> None:
    """A code, a digest and a copy of another organization's contract open nothing here."""
    stranger = an_organization(desk.db, "stranger")
    other = signer_of(desk, bo.browser, a_contract(desk, None, stranger), 1)
    assert other.contract.org != bo.contract.org
    before = other.execution()
    code = other.code()
    answer = bo.call("/sign", bo.signature(code=code))
    assert answer.status_code == 422
    assert other.contract.contract_id not in str(bo.read())
    for path in ("/copies/cpy_x.pdf", "/copies/../terms.json", f"/{other.link_id}"):
        assert bo.get(path).status_code == 404
    assert other.execution() == before


def test_a_page_behind_a_link_is_kept_by_nobody_and_asks_nobody_else(bo: LinkSigner) -> None:
    for path in GETS:
        answer = bo.get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
        if answer.mimetype == "text/html":
            assert "http" not in answer.get_data(as_text=True).replace("http-equiv", "")


def test_no_token_or_code_gets_into_the_log_or_the_database(bo: LinkSigner) -> None:
    with logged() as log:
        bo.get()
        bo.get("/sign")
        code = bo.code()
        assert bo.post("/review", bo.typed()).status_code == 200
        given = bo.signature(code=code)
        assert bo.call("/sign", given, Idempotency_Key="k").status_code == 200
        bo.browser.get(bo.at + "x")
        bo.get("/nothing")
    rows = str(_everything(bo))
    assert "/s/<token>" in log.text
    for secret in (bo.at, bo.form_token):
        token = secret.rpartition("/")[2]
        for part in (token, token.rpartition(".")[2]):
            assert part not in log.text
            assert part not in rows
    assert f"'{code}'" not in rows


def test_a_link_is_nothing_to_the_pages_of_its_organization(bo: LinkSigner, app: Flask) -> None:
    with app.test_client() as other:
        bo.get()
        deal = bo.contract.table.deal_id
        assert other.get(f"/deals/{deal}").status_code == 303
        assert other.get(f"/api/v1/deals/{deal}").status_code == 401

"""Every route answers with headers that close it, and takes no form without its token."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.desk import Desk
from service.settings import Settings
from tests.conftest import SECRET
from tests.desks import an_idle_desk
from tests.web.attacks.operations import Secrets
from tests.web.callers import Caller
from tests.web.signed_in import a_link, csrf_token, sign_in

RULES = list(create_app(Settings(secret_key=SECRET), an_idle_desk()).url_map.iter_rules())
READ = [rule for rule in RULES if "GET" in (rule.methods or ())]
FORMS = [
    rule
    for rule in RULES
    if "POST" in (rule.methods or ())
    and not rule.rule.startswith(
        ("/api/", "/hooks/", "/d/<token>", "/s/<token>", "/r/<token>", "/monday/<token>")
    )
]
"""Forms behind a personal link are attacked in test_deal_links and test_signing_links. That which
turns a letter off is sent by mail programs, with no token of ours (RFC 8058)."""


def _address(rule: Any) -> str:
    values = {"format": "json", "filename": "page.css"}
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda m: values.get(m.group(1), "x"), rule.rule)


@pytest.fixture
def answer_to(ada: Caller, hers: Secrets, client: FlaskClient) -> Any:
    """Answers to one of Ada's programs."""

    def call(rule: Any) -> Any:
        path = rule.rule
        for name, id in hers.ids.items():
            path = path.replace(f"<{name}>", id)
        path = path if "<" not in path else _address(rule)
        return client.get(path, headers={"Authorization": f"Bearer {ada.key}"})

    return call


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.rule)
def test_every_answer_is_closed(answer_to: Any, rule: Any) -> None:
    with answer_to(rule) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] in {"no-store", "private, no-cache", "no-cache"}
    assert "Access-Control-Allow-Origin" not in headers
    assert re.fullmatch(r"req_[a-z0-9]{26}", headers["X-Request-Id"])
    assert "charset" in headers["Content-Type"] or "text/" not in headers["Content-Type"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_no_route_takes_another_method(client: FlaskClient, rule: Any) -> None:
    for method in {"TRACE", "PUT", "DELETE", "CONNECT"} - {*(rule.methods or ())}:
        with client.open(_address(rule), method=method) as answer:
            assert answer.status_code in {401, 404, 405}, method


@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.rule)
def test_no_form_is_taken_without_its_token(client: FlaskClient, rule: Any) -> None:
    assert client.post(_address(rule)).status_code == 400


@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.rule)
def test_no_form_is_taken_with_a_token_of_another_session(
    desk: Desk, ada: Caller, client: FlaskClient, app: Flask, rule: Any
) -> None:
    foreign = csrf_token(client.get(a_link(desk, ada.org)).get_data(as_text=True))
    with app.test_client() as another:
        assert another.post(_address(rule), data={"csrf_token": foreign}).status_code == 400


def test_the_cookie_is_for_its_own_pages_alone(
    desk: Desk, ada: Caller, client: FlaskClient
) -> None:
    sign_in(desk, client, ada.org)
    cookie = client.get_cookie("counterpart")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")


def test_behind_https_the_cookie_is_bound_to_the_host(desk: Desk, ada: Caller) -> None:
    settings = Settings(secret_key=SECRET, base_url="https://deals.example.com")
    with create_app(settings, desk).test_client() as client:
        answer = client.get(a_link(desk, ada.org), base_url="https://deals.example.com")
    set_cookie = answer.headers["Set-Cookie"]
    assert set_cookie.startswith("__Host-counterpart=")
    assert "Secure;" in set_cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("path", ["/", "/api/v1/deals"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1@evil", "x:1"]
)
def test_a_request_for_another_host_is_refused(client: FlaskClient, path: str, host: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("given", ["a b", "x\ty", "é", "x" * 129, "<script>", "a;b"])
def test_a_request_id_that_could_confuse_a_log_is_not_taken(
    client: FlaskClient, given: str
) -> None:
    answer = client.get("/openapi.json", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] != given

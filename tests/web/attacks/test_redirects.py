"""Nobody is sent to another site, and no header takes a line break."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from tests.web.callers import Caller
from tests.web.signed_in import sign_in

ELSEWHERE = [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "///evil.example",
    "http://127.0.0.1:8000@evil.example",
    "/x\r\nLocation: https://evil.example",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "%2F%2Fevil.example",
    "/\t/evil.example",
    "/\u2028/evil.example",
    "/deals\\@evil.example",
    "//[evil.example",
    " //evil.example",
    "\x00//evil.example",
    "evil.example",
    "deals",
    "?next=//evil.example",
    "/" + "a" * 2000,
    "",
]
OURS = ["/deals", "/deals?search=a%20b&status=draft", "/settings/security", "/deals/deal_x/edit"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(
    desk: Desk, ada: Caller, client: FlaskClient, target: str
) -> None:
    client.get("/sign-in", query_string={"next": target})
    assert sign_in(desk, client, ada.org) == "/"
    assert sign_in(desk, client, ada.org, f"?next={quote(target)}") == "/"


@pytest.mark.parametrize("target", OURS)
def test_signing_in_leads_to_the_page_that_was_wanted(
    desk: Desk, ada: Caller, client: FlaskClient, target: str
) -> None:
    client.get("/sign-in", query_string={"next": target})
    assert sign_in(desk, client, ada.org) == target
    assert sign_in(desk, client, ada.org) == "/"


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a%0d%0ab", "..%2f..%2fetc", "a;b", "%e2%80%ae"])
def test_no_address_gets_into_the_name_of_a_file(ada: Caller, name: str) -> None:
    answer = ada.get(f"/deals/{name}/draft.docx")
    assert answer.status_code == 404
    assert "Content-Disposition" not in answer.headers

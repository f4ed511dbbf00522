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
]


def _stays(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_our_own_pages(
    desk: Desk, ada: Caller, client: FlaskClient, target: str
) -> None:
    location = sign_in(desk, client, ada.org, f"?next={quote(target)}")
    assert _stays(location)
    assert "evil" not in location or location.startswith("/sign-in")


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a%0d%0ab", "..%2f..%2fetc", "a;b", "%e2%80%ae"])
def test_no_address_gets_into_the_name_of_a_file(ada: Caller, name: str) -> None:
    answer = ada.get(f"/deals/{name}/draft.docx")
    assert answer.status_code == 404
    assert "Content-Disposition" not in answer.headers

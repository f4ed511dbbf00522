"""A whole signing behind links, on both databases: a decline, a replacement, a hand-over, the end."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from service.commands import signing
from service.desk import Desk
from service.signing.links import REASSIGN
from tests import databases
from tests.conftest import NOON
from tests.web.signers import JSON, LinkSigner, signer_of
from tests.web.signing_states import KIM

LEE = {"name": "Lee Signs", "title": "Counsel", "email": "lee@labs.example"}


@pytest.fixture(scope="module", autouse=True)
def _tidied() -> Iterator[None]:
    yield
    databases.drop_schema()


pytestmark = databases.ON_BOTH


def test_a_signing_goes_its_way(
    desk: Desk, client: FlaskClient, ada: LinkSigner, bo: LinkSigner
) -> None:
    contract = bo.contract
    assert bo.call("/open").status_code == 200
    assert ada.signs().status_code == 200
    assert bo.call("/decline", {"reason": "Not mine to sign."}).json["status"] == "declined"
    contract.do(lambda tx: signing.replace(tx, bo.link_id, KIM, by=contract.table.ada, at=NOON))
    assert bo.get().status_code == 404
    kim = signer_of(desk, client, contract, 1)
    assert kim.call("/reassign", LEE).json["proposal"]["email"] == LEE["email"]
    (made,) = contract.execution().reassignments
    question = f"/r/{desk.links.token(REASSIGN, made.id)}"
    answer = client.post(f"{question}/confirm", headers={"Accept": JSON})
    assert answer.json["state"] == "confirmed"
    assert kim.get().status_code == 404
    lee = signer_of(desk, client, contract, 1)
    given = lee.signature(code=lee.code())
    first, again = (lee.call("/sign", given, Idempotency_Key="k") for _ in range(2))
    assert (first.status_code, first.json["status"]) == (200, "signed")
    assert first.data == again.data
    assert ada.read()["binding"] is True
    contract.assert_sound()

"""Signing by a counterparty's own program: JSON in, JSON out, the link as its only key."""

import hashlib
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas.signer_answer import ToSignSchema
from service.desk import Desk
from service.domain.drawing_up import ContractStatus
from service.domain.signing_events import Event, PartySigned, SigningOpened
from service.domain.terms.signing import SigningOrder
from service.drafting.signing_summary import LABEL
from service.storage.signing_links import MOST_TRIES
from tests.conftest import NOON, Clock
from tests.executing import Desktop, to_sign
from tests.signed import plain_drawing
from tests.web.signers import PDF, LinkSigner, a_contract, signer_of

KIM = {"name": "Kim Signs", "title": "Director", "email": "kim.signs@labs.example"}


def _of(contract: Desktop, kind: type[Event]) -> list[Any]:
    return [each for each in contract.events() if isinstance(each, kind)]


def _refusal(answer: Any) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_it_reads_what_it_would_sign(ada: LinkSigner) -> None:
    seen = ada.read()
    assert set(seen) == set(ToSignSchema().fields)
    assert (seen["status"], seen["binding"], seen["ink"]) == ("sent", False, False)
    assert seen["signer"]["email"] == "ada@archive.example"
    assert seen["summary"]["label"] == LABEL
    assert seen["summary"]["party"] == seen["signer"]["party"]
    assert seen["signer"]["party"] in seen["intent"]["text"]
    for said in (seen["consent"], seen["intent"]):
        assert said["sha256"] == hashlib.sha256(said["text"].encode()).hexdigest()
    assert ada.moves() == {"open", "code", "sign", "decline", "reassign"}
    assert [each["you"] for each in seen["signers"]] == [True, False]
    assert "email" not in seen["signers"][1]


def test_the_files_are_those_whose_digests_it_reads(ada: LinkSigner) -> None:
    seen = ada.read()
    for name in ("document", "terms"):
        data = ada.browser.get(seen["links"][name]).data
        assert hashlib.sha256(data).hexdigest() == seen[f"{name}_sha256"]
    assert ada.get("/document.pdf").data == PDF
    assert seen["links"]["sealed"] is None
    for path in ("/sealed.pdf", "/certificate.pdf", "/copies/cpy_x.pdf"):
        assert _refusal(ada.get(path, Accept="application/json")) == (404, "not_found")


def test_both_sign_and_the_contract_is_formed(
    ada: LinkSigner, bo: LinkSigner, contract: Desktop
) -> None:
    assert ada.call("/open").json["signer"]["opened_at"]
    assert ada.call("/open").status_code == 200
    drawn = {"method": "drawn", "drawing": plain_drawing()}
    signed = ada.signs(**drawn)
    assert signed.status_code == 200, signed.json
    assert signed.json["signer"]["signed_at"]
    assert {each["name"] for each in signed.json["links"]["actions"]} == {"withdraw"}
    last = bo.signs().json
    assert (last["status"], last["binding"], last["links"]["actions"]) == ("signed", True, [])
    assert last["formed_at"]
    (opened,) = _of(contract, SigningOpened)
    first, second = _of(contract, PartySigned)
    assert opened.signer_id == first.signer_id == ada.link_id
    assert first.drawing_sha256
    assert ada.desk.files.get(first.drawing_sha256)
    assert second.drawing_sha256 is None
    assert first.document_sha256 == contract.pdf
    assert first.summary_sha256 == ada.read()["summary"]["sha256"]
    assert (first.address, first.code_proved, first.method) == ("127.0.0.1", True, "drawn")
    assert first.user_agent.startswith("Werkzeug")
    assert first.consent.version == "consent-1"
    assert first.intent.version == "intent-1"
    assert ada.get("/document.pdf").data == PDF
    contract.assert_sound()


def test_a_signature_needs_the_code_of_the_mailbox(ada: LinkSigner, bo: LinkSigner) -> None:
    assert _refusal(ada.call("/sign", ada.signature())) == (422, "code_required")
    theirs, mine = bo.code(), ada.code()
    for wrong in {theirs, "000000", "", "٣٣٣٣٣٣", "x"} - {mine}:
        code = "code_required" if not wrong else "code_refused"
        given = ada.signature(code=wrong or None)
        assert _refusal(ada.call("/sign", given)) == (422, code)
    assert ada.call("/sign", ada.signature(code=f" {mine[:3]} {mine[3:]} ")).status_code == 200
    assert ada.call("/withdraw").status_code == 200
    assert _refusal(ada.call("/sign", ada.signature(code=mine))) == (422, "code_refused")


def test_a_code_is_guessed_only_so_often_and_mailed_only_so_often(ada: LinkSigner) -> None:
    right = ada.code()
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(MOST_TRIES):
        ada.call("/sign", ada.signature(code=wrong))
    assert _refusal(ada.call("/sign", ada.signature(code=right))) == (422, "code_refused")
    told = [ada.call("/code").status_code for _ in range(9)]
    assert told[0] == 200
    assert told[-1] == 429


def test_what_is_wrong_with_a_signature_costs_no_try(ada: LinkSigner) -> None:
    code = ada.code()
    for _ in range(MOST_TRIES + 1):
        answer = ada.call("/sign", ada.signature(code=code, consent=False, intent=False))
        assert _refusal(answer) == (422, "signing_refused")
        assert {e["pointer"] for e in answer.json["errors"]} == {"/consent", "/intent"}
    assert ada.call("/sign", ada.signature(code=code)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "code", "pointer"),
    [
        ({"document_sha256": "0" * 64}, 409, "document_has_moved", None),
        ({"summary_sha256": "0" * 64}, 409, "document_has_moved", None),
        ({"consent_version": "consent-0"}, 409, "document_has_moved", None),
        ({"intent_version": "intent-0"}, 409, "document_has_moved", None),
        ({"name": " "}, 422, "terms_refused", "/name"),
        ({"name": "葛饰北斋"}, 422, "signing_refused", "/name"),
        ({"method": "stamped"}, 422, "terms_refused", "/method"),
        ({"method": "drawn"}, 422, "signing_refused", "/drawing"),
        ({"method": "drawn", "drawing": {"png": "x"}}, 422, "terms_refused", "/drawing"),
        ({"drawing": plain_drawing()}, 422, "signing_refused", "/drawing"),
        ({"consent": "yes"}, 422, "terms_refused", "/consent"),
        ({"side": "licensee"}, 422, "terms_refused", "/side"),
    ],
    ids=str,
)
def test_a_signature_that_is_not_whole_is_refused(
    ada: LinkSigner, changes: dict[str, Any], status: int, code: str, pointer: str | None
) -> None:
    answer = ada.call("/sign", ada.signature(code="000000", **changes))
    assert _refusal(answer) == (status, code)
    assert pointer is None or pointer in {each["pointer"] for each in answer.json["errors"]}
    assert not ada.execution().signer(ada.link_id).signed_at


def test_a_call_made_twice_signs_once_and_says_the_same(ada: LinkSigner) -> None:
    given = ada.signature(code=ada.code())
    first, again = (ada.call("/sign", given, Idempotency_Key="k") for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.data == again.data
    assert again.headers["Idempotent-Replayed"] == "true"


def test_in_order_one_signs_after_the_other(desk: Desk, client: FlaskClient) -> None:
    contract = a_contract(desk, to_sign(order=SigningOrder.LICENSOR_FIRST))
    with desk.db.engine.connect():
        waiting = [each for each in contract.execution().live if each.sent_at is None]
    assert len(waiting) == 1
    ada, bo = (signer_of(desk, client, contract, n) for n in (0, 1))
    assert bo.get().status_code == 404
    assert ada.signs().status_code == 200
    assert bo.moves() == {"open", "code", "sign", "decline", "reassign"}
    assert ada.call("/withdraw").status_code == 200
    assert bo.moves() == {"decline", "reassign"}
    for path, given in (("/sign", bo.signature(code="1")), ("/code", None)):
        assert _refusal(bo.call(path, given)) == (409, "not_your_turn_to_sign")
    assert ada.signs().status_code == 200
    assert bo.signs().json["status"] == "signed"
    assert _refusal(ada.call("/withdraw")) == (409, "already_formed")
    for path, given in (("/decline", {"reason": "No."}), ("/reassign", KIM)):
        assert _refusal(bo.call(path, given)) == (409, "already_formed")


def test_a_decline_rests_until_somebody_signs_instead(
    ada: LinkSigner, bo: LinkSigner, contract: Desktop
) -> None:
    answer = bo.call("/decline", {"reason": " "})
    assert [each["pointer"] for each in answer.json["errors"]] == ["/reason"]
    declined = bo.call("/decline", {"reason": "The fee is wrong."}).json
    assert (declined["status"], declined["links"]["actions"]) == ("declined", [])
    assert ada.read()["signers"][1]["decline_reason"] == "The fee is wrong."
    assert _refusal(ada.call("/sign", ada.signature(code="1"))) == (409, "signing_paused")
    contract.assert_sound()


def test_handing_over_is_proposed_and_the_link_stays_until_it_is_answered(
    bo: LinkSigner, contract: Desktop
) -> None:
    for field, said in (("email", "x"), ("name", "北斋"), ("title", "")):
        answer = bo.call("/reassign", {**KIM, field: said})
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [f"/{field}"]
    twice = bo.call("/reassign", {**KIM, "email": "ADA@archive.example"})
    assert _refusal(twice) == (409, "signs_for_other_side")
    proposed = bo.call("/reassign", KIM).json["proposal"]
    assert {**proposed, "at": ""} == {
        **KIM,
        "notice_email": "contracts@labs.example",
        "at": "",
        "state": "open",
    }
    assert bo.signs().status_code == 200
    assert bo.read()["proposal"] is None
    contract.assert_sound()


def test_after_the_last_day_nobody_signs_and_everybody_reads(
    desk: Desk, client: FlaskClient, clock: Clock
) -> None:
    contract = a_contract(desk, to_sign(complete_by=date(2026, 3, 12)))
    ada = signer_of(desk, client, contract, 0)
    code = ada.code()
    clock.forward(days=11)
    seen = ada.read()
    assert (seen["status"], seen["expired"], seen["links"]["actions"]) == ("sent", True, [])
    answer = ada.call("/sign", ada.signature(code=code))
    assert _refusal(answer) == (409, "signing_over")
    assert _refusal(ada.call("/code")) == (409, "signing_over")
    assert ada.get("/document.pdf").data == PDF
    assert contract.execution().status is ContractStatus.SENT


def test_a_contract_that_was_ended_says_why(ada: LinkSigner, contract: Desktop) -> None:
    contract.leaves(at=NOON)
    seen = ada.read()
    assert (seen["status"], seen["void_reason"]) == ("voided", "No.")
    assert seen["links"]["actions"] == []
    assert ada.call("/open").status_code == 200
    assert _refusal(ada.call("/sign", ada.signature(code="1")))[0] == 409


@pytest.mark.parametrize("path", ["/open", "/sign", "/decline", "/reassign", "/withdraw"])
@pytest.mark.parametrize("body", [b"[]", b"{", b'{"a": 1, "a": 2}', b'"x"'])
def test_a_body_without_one_meaning_is_refused(ada: LinkSigner, path: str, body: bytes) -> None:
    answer = ada.browser.post(ada.at + path, data=body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json["request_id"]

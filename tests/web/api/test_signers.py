"""Our side of signing by API: who signs is named, the contract sent, signers reminded and replaced."""

from datetime import date
from typing import Any

from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from service.signing.links import SIGN
from tests import databases
from tests.conftest import Clock
from tests.web.callers import Caller, a_caller, tag
from tests.web.negotiated import (
    actions,
    agreed,
    declined,
    drawn_up,
    signed,
    to_sign,
)

pytestmark = databases.ON_BOTH

KIM = {"name": "Kim Labs", "title": "Director", "email": "kim@labs.example"}
LU = {"name": "Lu Archive", "title": "Director", "email": "lu@archive.example"}
BO = {"name": "Bo Licensee", "title": "VP Data", "email": "bo@labs.example"}


def _signers(ada: Caller, contract: str) -> list[Any]:
    found: list[Any] = ada.get(f"{contract}/signers").json["data"]
    return found


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def _named(ada: Caller, contract: str, *seats: Any) -> Any:
    before = ada.get(f"{contract}/signers")
    return ada.put(f"{contract}/signers", {"signers": seats}, if_match=tag(before))


def test_a_contract_is_sent_signed_and_binds(desk: Desk, ada: Caller, clock: Clock) -> None:
    contract = to_sign(desk, ada)
    before = ada.get(contract).json
    assert (before["status"], before["binding"]) == ("ready", False)
    assert actions(before) == {"name-signers", "send", "void"}
    sent = ada.post(f"{contract}/send", idempotency_key="once")
    assert (sent.json["status"], actions(sent.json)) == ("sent", {"void"})
    assert sent.json["version"] > before["version"]
    assert ada.post(f"{contract}/send", idempotency_key="once").data == sent.data
    assert _refusal(ada.post(f"{contract}/send")) == (409, "contract_move_not_allowed")
    for each in _signers(ada, contract):
        assert (each["on_turn"], each["signed_at"]) == (True, None)
        clock.forward(minutes=1)
        signed(desk, ada, each)
    formed = ada.get(contract).json
    assert (formed["status"], formed["binding"], formed["not_binding"]) == ("signed", True, "")
    assert formed["formed_at"] == clock().isoformat().replace("+00:00", "Z")
    assert actions(formed) == set()
    assert _refusal(ada.post(f"{contract}/void")) == (409, "already_formed")
    (row,) = ada.get("/contracts").json["data"]
    assert (row["binding"], row["formed_at"]) == (True, formed["formed_at"])
    types = [each["type"] for each in ada.get(f"/deals/{formed['deal_id']}/events").json["data"]]
    assert types[-4:] == ["contract_sent", "party_signed", "party_signed", "contract_formed"]


def test_any_number_signs_for_a_party_one_after_the_other(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada)
    found = ada.get(f"{contract}/signers").json
    ours, theirs = (each["id"] for each in found["blocks"])
    assert [(each["block"], each["email"]) for each in found["data"]] == [
        (ours, "ada@archive.example"),
        (theirs, "bo@labs.example"),
    ]
    seats = [
        {"block": theirs, "turn": 1, **BO},
        {"block": theirs, "turn": 2, **KIM},
        {"block": ours, "turn": 3, **LU},
    ]
    named = _named(ada, contract, *seats)
    assert [each["turn"] for each in named.json["data"]] == [1, 2, 3]
    ada.post(f"{contract}/send")
    for n in range(3):
        everybody = _signers(ada, contract)
        assert [each["on_turn"] for each in everybody] == [n == k for k in range(3)]
        signed(desk, ada, everybody[n])
    assert ada.get(contract).json["status"] == "signed"


def test_what_is_wrong_with_those_who_are_named_is_told_at_once(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada, signing={"order": "licensee_first"})
    answer = _named(
        ada,
        contract,
        {"block": "sig_1", **LU},
        {"block": "sig_1", **LU},
        {"block": "sig_9", "turn": 2, **KIM},
    )
    assert _refusal(answer) == (422, "signing_refused")
    assert [fault["pointer"] for fault in answer.json["errors"]] == [
        "/signers/0/email",
        "/signers/1/email",
        "/signers/2/block",
    ]
    shape = _named(ada, contract, {"block": "sig_1", "turn": 0, **LU, "email": "lu"}).json
    assert {fault["pointer"] for fault in shape["errors"]} == {
        "/signers/0/turn",
        "/signers/0/email",
    }
    early = _named(ada, contract, {"block": "sig_1", "turn": 1, **LU}, {"block": "sig_2", **BO})
    assert [fault["pointer"] for fault in early.json["errors"]] == ["/signers/0/turn"]
    both = _named(ada, contract, {"block": "sig_1", **LU}, {"block": "sig_2", **BO, **_at(LU)})
    assert _refusal(both) == (409, "signs_for_other_side")
    assert _named(ada, contract, {"block": "sig_1", **LU}).status_code == 200
    assert _refusal(ada.post(f"{contract}/send")) == (409, "signers_missing")
    assert actions(ada.get(contract).json) == {"name-signers", "void"}


def _at(who: dict[str, str]) -> dict[str, str]:
    return {"email": who["email"]}


def test_who_signs_is_named_for_the_version_that_was_read(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada)
    read = tag(ada.get(f"{contract}/signers"))
    assert read.strip('"').split(".")[0] == tag(ada.get(contract)).strip('"').split(".")[0]
    seats = {"signers": [{"block": "sig_1", **LU}, {"block": "sig_2", **BO}]}
    assert ada.put(f"{contract}/signers", seats).status_code == 428
    assert ada.put(f"{contract}/signers", seats, if_match=read).status_code == 200
    assert ada.put(f"{contract}/signers", seats, if_match=read).status_code == 412
    assert ada.post(f"{contract}/send", if_match=read).status_code == 412
    late = tag(ada.get(contract))
    assert ada.post(f"{contract}/send", if_match=late).status_code == 200
    assert _refusal(_named(ada, contract, *seats["signers"]))[0] == 409


def test_a_signer_is_reminded_by_hand(desk: Desk, ada: Caller, clock: Clock) -> None:
    contract = to_sign(desk, ada, signing={"order": "licensor_first"})
    first, second = _signers(ada, contract)
    assert actions(first) == set()
    assert _refusal(ada.post(f"/signers/{first['id']}/remind"))[0] == 409
    ada.post(f"{contract}/send")
    first, second = _signers(ada, contract)
    assert (actions(first), actions(second)) == ({"remind", "replace", "reassign"}, {"replace"})
    clock.forward(days=1)
    reminded = ada.post(f"/signers/{first['id']}/remind").json
    assert reminded["reminded_at"] == clock().isoformat().replace("+00:00", "Z")
    assert _refusal(ada.post(f"/signers/{second['id']}/remind")) == (409, "not_your_turn_to_sign")


def test_after_somebody_declined_another_signs(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    _, bo = _signers(ada, contract)
    declined(desk, ada, bo, "Not my desk.")
    assert ada.get(contract).json["status"] == "declined"
    ours, bo = _signers(ada, contract)
    assert (bo["decline_reason"], actions(bo), actions(ours)) == (
        "Not my desk.",
        {"replace"},
        set(),
    )
    assert _refusal(ada.post(f"/signers/{ours['id']}/replace", LU)) == (409, "signing_paused")
    kim = ada.post(f"/signers/{bo['id']}/replace", KIM).json
    assert (kim["email"], kim["took_over_from"], kim["on_turn"]) == (KIM["email"], bo["id"], True)
    assert ada.post(f"/signers/{bo['id']}/replace", KIM).status_code == 404
    everybody = _signers(ada, contract)
    assert [each["ended_at"] is None for each in everybody] == [True, False, True]
    for each in (everybody[0], everybody[2]):
        signed(desk, ada, each)
    assert ada.get(contract).json["binding"] is True


def test_our_own_seat_is_handed_over_when_the_notice_address_agrees(
    desk: Desk, ada: Caller
) -> None:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    ours, theirs = _signers(ada, contract)
    asked = ada.post(f"/signers/{ours['id']}/reassign", LU).json
    (proposal,) = asked["reassignments"]
    assert (proposal["email"], proposal["state"]) == (LU["email"], "open")
    assert (asked["email"], asked["ended_at"]) == (ours["email"], None)
    event = ada.get(f"/deals/{ada.get(contract).json['deal_id']}/events").json["data"][-1]
    assert (event["type"], event["actor"]["id"]) == ("reassignment_proposed", ada.key_id)
    answer = ada.post(f"/signers/{theirs['id']}/reassign", KIM)
    assert _refusal(answer) == (409, "other_sides_signer")
    both = ada.post(f"/signers/{ours['id']}/reassign", BO)
    assert _refusal(both) == (409, "signs_for_other_side")


def test_a_start_that_has_passed_is_confirmed_before_the_last_signature(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    assert "confirm-start" not in actions(ada.get(contract).json)
    clock.forward(days=(date(2027, 2, 2) - clock().date()).days)
    found = ada.get(contract).json
    assert (found["signing"]["starts_on"], found["signing"]["start_confirmed"]) == (
        "2027-01-31",
        False,
    )
    assert "confirm-start" in actions(found)
    meant = ada.post(f"{contract}/confirm-start").json
    assert (meant["signing"]["start_confirmed"], actions(meant)) == (True, {"void"})


def test_a_contract_is_ended_with_its_deal(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    ended = ada.post(f"{contract}/void", {"reason": "Budget gone."}).json
    assert (ended["status"], ended["void_reason"], ended["binding"]) == (
        "voided",
        "Budget gone.",
        False,
    )
    assert ada.get(f"/deals/{ended['deal_id']}").json["status"] == "voided"


def test_whoever_only_reads_is_offered_nothing(
    desk: Desk, client: FlaskClient, ada: Caller
) -> None:
    contract = to_sign(desk, ada)
    ada.post(f"{contract}/send")
    reader = a_caller(desk, client, "archive", Scope.DEALS_READ)
    assert actions(reader.get(contract).json) == set()
    everybody = reader.get(f"{contract}/signers").json
    assert [actions(each) for each in (everybody, *everybody["data"])] == [set()] * 3


def test_no_signers_link_is_ever_told(desk: Desk, ada: Caller) -> None:
    contract = to_sign(desk, ada)
    told = [ada.post(f"{contract}/send", idempotency_key="k")]
    ours, _ = _signers(ada, contract)
    told += [ada.post(f"/signers/{ours['id']}/remind"), ada.get(contract), ada.get("/events")]
    told += [ada.get(f"{contract}/signers"), ada.get(f"/deals/{told[0].json['deal_id']}/events")]
    tokens = [desk.links.token(SIGN, each["id"]) for each in _signers(ada, contract)]
    secrets = [token.rpartition(".")[2] for token in tokens]
    assert len(secrets) == 2
    assert not [s for s in secrets for each in told if s in each.get_data(as_text=True)]


def test_before_there_are_papers_nobody_signs(desk: Desk, ada: Caller) -> None:
    deal = agreed(desk, ada)
    contract = f"/contracts/{deal['contract_id']}"
    assert ada.get(contract).json["signing"] is None
    for answer in (ada.get(f"{contract}/signers"), ada.post(f"{contract}/send")):
        assert _refusal(answer) == (409, "contract_not_ready")
    drawn_up(desk, ada, deal["id"])
    assert len(_signers(ada, contract)) == 2

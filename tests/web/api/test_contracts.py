"""Contracts by API: drawn up from what was accepted, waited for, downloaded."""

import hashlib
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from service.desk import Desk
from service.domain.errors import PaperFailed
from service.worker.deals import work_on_deals
from tests import databases
from tests.conftest import Clock
from tests.web.callers import Caller, tag
from tests.web.negotiated import accepted_by_link, actions, countered, offered, some_terms

A_MINUTE = 60


pytestmark = databases.ON_BOTH


def _agreed(desk: Desk, ada: Caller) -> str:
    """The path of the contract of a deal that Bo has just accepted."""
    deal = offered(ada)["deal_id"]
    accepted_by_link(desk, ada, deal)
    return f"/contracts/{ada.get(f'/deals/{deal}').json['contract_id']}"


def _broken(*_: Any) -> Any:
    raise PaperFailed("The press stood still.")


def _full(*_: Any) -> Any:
    raise OSError(28, "No space left on device", "/srv/files/ab")


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_two_programs_come_from_a_draft_to_the_papers_of_a_contract(
    desk: Desk, ada: Caller
) -> None:
    deal = f"/deals/{ada.drafted()['id']}"
    first = ada.post(f"{deal}/offers", {"message": "As discussed"}).json
    countered(desk, ada, first["deal_id"], some_terms(rate="0.04"))
    theirs = ada.get(deal).json["offer"]
    told = ada.get(f"/offers/{theirs['id']}/differences?from={first['id']}").json
    assert told["money"]["totals"][0]["difference"]["amount"] == "-12000.00"
    ours = {"terms": some_terms(rate="0.045"), "answers": theirs["id"]}
    assert ada.post(f"{deal}/offers", ours).json["number"] == 3
    countered(desk, ada, first["deal_id"], some_terms(rate="0.044"))
    last = ada.get(deal).json["offer"]
    accept = {"terms_sha256": last["terms_sha256"]}
    agreed = ada.post(f"/offers/{last['id']}/accept", accept).json
    assert agreed["status"] == "agreed"
    work_on_deals(desk, "w")
    contract = ada.get(f"/contracts/{agreed['contract_id']}").json
    assert (contract["status"], ada.get(deal).json["status"]) == ("ready", "signing")
    for document in contract["documents"]:
        taken = ada.get(document["href"].removeprefix("/api/v1"))
        assert taken.mimetype == document["media_type"]
        assert hashlib.sha256(taken.data).hexdigest() == document["sha256"]
    assert [each["name"] for each in contract["documents"]] == [
        "document.docx",
        "document.pdf",
        "terms.json",
    ]
    assert contract["documents"][2]["sha256"] == last["terms_sha256"]


def test_a_contract_that_is_drawn_up_says_so_and_has_no_papers(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    contract = ada.get(path).json
    assert (contract["status"], contract["fault"]) == ("drawing_up", None)
    assert [each["name"] for each in contract["documents"]] == ["terms.json"]
    for paper in ("docx", "pdf"):
        answer = ada.get(f"{path}/document.{paper}")
        assert _refusal(answer) == (409, "contract_not_ready")
    assert actions(contract) == set()


def test_the_terms_are_the_bytes_that_were_accepted(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    taken = ada.get(f"{path}/terms.json")
    offer = ada.get(f"/offers/{ada.get(path).json['offer_id']}").json
    assert hashlib.sha256(taken.data).hexdigest() == offer["terms_sha256"]
    assert json.loads(taken.data) == offer["terms"]


def test_the_papers_are_no_drafts_any_more(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    work_on_deals(desk, "w")
    with zipfile.ZipFile(BytesIO(ada.get(f"{path}/document.docx").data)) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        assert not any(b'string="Draft"' in parts.read(name) for name in names)
    pdf = ada.get(f"{path}/document.pdf")
    assert pdf.data.startswith(b"%PDF-1.7")
    name = f'attachment; filename="contract-{path.rpartition("/")[2]}.pdf"'
    assert pdf.headers["Content-Disposition"] == name
    assert ada.get(f"{path}/document.pdf", if_none_match=tag(pdf)).status_code == 304


def test_why_a_contract_could_not_be_drawn_up_is_told_and_it_is_tried_again(
    desk: Desk, ada: Caller, clock: Clock
) -> None:
    path = _agreed(desk, ada)
    work_on_deals(replace(desk, press=_broken), "w")
    failed = ada.get(path).json
    assert (failed["status"], failed["fault"]) == ("failed", "The press stood still.")
    clock.forward(hours=1)
    work_on_deals(desk, "w")
    ready = ada.get(path).json
    assert (ready["status"], ready["fault"]) == ("ready", None)


def test_a_full_disk_is_told_of_without_our_files(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    work_on_deals(replace(desk, press=_full), "w")
    assert ada.get(path).json["fault"] == "No space left on device"


def test_whoever_waits_is_answered_when_the_papers_are_there(
    desk: Desk, app: Flask, ada: Caller
) -> None:
    path = _agreed(desk, ada)
    looked_again = Event()
    looks = []

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "FROM contracts" in statement:
            looks.append(statement)
            if len(looks) > 1:
                looked_again.set()

    event.listen(desk.db.engine, "before_cursor_execute", count)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(_ask_and_wait, app, ada, path)
        assert looked_again.wait(A_MINUTE), "nobody waited"
        event.remove(desk.db.engine, "before_cursor_execute", count)
        work_on_deals(desk, "w")
        answer = asked.result(A_MINUTE)
    assert answer.json["status"] == "ready"
    assert answer.headers["Preference-Applied"] == "wait=20"


def _ask_and_wait(app: Flask, ada: Caller, path: str) -> Any:
    with app.test_client() as client:
        return Caller(client, ada.org, ada.key_id, ada.key).get(path, prefer="wait=600")


@pytest.mark.parametrize(
    "said", ["wait=0", "respond-async", "wait=x", "wait=-1", "wait=", "await=9"]
)
def test_whoever_does_not_want_to_wait_is_answered_at_once(
    desk: Desk, ada: Caller, said: str
) -> None:
    answer = ada.get(_agreed(desk, ada), prefer=said)
    assert answer.json["status"] == "drawing_up"
    assert answer.headers.get("Preference-Applied") == ("wait=0" if said == "wait=0" else None)


def test_a_contract_that_is_ready_is_not_waited_for(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    work_on_deals(desk, "w")
    answer = ada.get(path, prefer="respond-async, wait=5")
    assert (answer.json["status"], answer.headers["Preference-Applied"]) == ("ready", "wait=5")


def test_a_deal_that_is_withdrawn_leaves_no_contract_to_draw_up(desk: Desk, ada: Caller) -> None:
    path = _agreed(desk, ada)
    deal = ada.get(path).json["deal_id"]
    ada.post(f"/deals/{deal}/withdraw")
    work_on_deals(desk, "w")
    contract = ada.get(path).json
    assert (contract["status"], contract["binding"]) == ("voided", False)
    assert ada.get(f"{path}/document.pdf").status_code == 409


def test_contracts_are_listed_the_newest_first_and_found(
    desk: Desk, clock: Clock, ada: Caller
) -> None:
    paths = []
    for _ in range(3):
        clock.forward(minutes=1)
        paths.append(_agreed(desk, ada))
    first = ada.get("/contracts?limit=2").json
    rest = ada.get(f"/contracts?limit=2&after={first['pagination']['next']}").json
    ids = [f"/contracts/{row['id']}" for row in first["data"] + rest["data"]]
    assert (ids, rest["pagination"]["next"]) == (paths[::-1], None)
    deal = first["data"][0]["deal_id"]
    assert len(ada.get(f"/contracts?deal_id={deal}").json["data"]) == 1
    assert ada.get("/contracts?status=ready").json["data"] == []
    assert ada.get("/contracts?status=won").status_code == 422
    assert ada.get("/contracts?after=x").status_code == 422


@pytest.mark.parametrize("part", ["", "/document.docx", "/document.pdf", "/terms.json"])
def test_there_is_nothing_of_an_unknown_contract(ada: Caller, part: str) -> None:
    assert ada.get(f"/contracts/con_x{part}").status_code == 404

"""A call that is made twice, or eight times at once, has one effect and one answer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from service.desk import Desk
from service.storage.idempotency import forget_old
from service.storage.tables import deals
from tests import databases
from tests.conftest import Clock
from tests.web.callers import Caller, a_document

pytestmark = databases.ON_BOTH


def _count(desk: Desk) -> int:
    with desk.db.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(deals)) or 0


def _in_a_thread(app: Flask, ada: Caller) -> Any:
    with app.test_client() as client:
        caller = Caller(client, ada.org, ada.key_id, ada.key)
        return caller.post("/deals", a_document(), idempotency_key="k")


def test_eight_calls_at_once_have_one_effect_and_the_same_bytes(
    desk: Desk, app: Flask, ada: Caller
) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(lambda _: _in_a_thread(app, ada), range(8))]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 7
    assert _count(desk) == 1


def test_a_replayed_answer_has_the_same_tag_and_place(ada: Caller) -> None:
    first, again = (ada.post("/deals", a_document(), idempotency_key="k") for _ in range(2))
    for name in ("ETag", "Location", "Content-Type"):
        assert first.headers[name] == again.headers[name]


def test_the_same_key_with_another_body_is_refused(desk: Desk, ada: Caller) -> None:
    ada.post("/deals", a_document(), idempotency_key="k")
    other = ada.post("/deals", a_document(title="Other"), idempotency_key="k")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert _count(desk) == 1


def test_the_key_is_looked_at_before_what_is_wrong_with_the_body(ada: Caller) -> None:
    ada.post("/deals", a_document(), idempotency_key="k")
    wrong = ada.post("/deals", a_document(our_side="x"), idempotency_key="k")
    assert wrong.json["code"] == "idempotency_key_reused"


def test_what_was_answered_is_answered_again_though_it_would_be_refused_by_now(
    clock: Clock, ada: Caller
) -> None:
    """A fixed start lies at most five years ahead."""
    first = ada.post("/deals", a_document(), idempotency_key="k")
    clock.forward(days=-6 * 365)
    assert ada.post("/deals", a_document()).status_code == 422
    assert ada.post("/deals", a_document(), idempotency_key="k").data == first.data


def test_the_same_key_on_another_address_is_refused(ada: Caller) -> None:
    deal = ada.post("/deals", a_document(), idempotency_key="k").json["id"]
    assert ada.post(f"/deals/{deal}/copy", idempotency_key="k").status_code == 422


def test_the_key_of_another_organization_is_another(desk: Desk, ada: Caller, cy: Caller) -> None:
    ours = ada.post("/deals", a_document(), idempotency_key="k").json["id"]
    theirs = cy.post("/deals", a_document(), idempotency_key="k").json["id"]
    assert ours != theirs
    assert _count(desk) == 2


def test_a_refused_call_leaves_its_key_free(ada: Caller) -> None:
    assert ada.post("/deals", a_document(our_side="x"), idempotency_key="k").status_code == 422
    assert ada.post("/deals", a_document(), idempotency_key="k").status_code == 201


def test_a_conflict_leaves_its_key_free(ada: Caller) -> None:
    deal = ada.drafted()["id"]
    path = f"/deals/{deal}/refuse-approval"
    assert ada.post(path, {"reason": "x"}, idempotency_key="k").status_code == 409
    assert ada.post(f"/deals/{deal}/withdraw", idempotency_key="k").status_code == 200


def test_an_answer_is_replayed_for_thirty_days(desk: Desk, clock: Clock, ada: Caller) -> None:
    ada.post("/deals", a_document(), idempotency_key="k")
    clock.forward(days=30)
    with desk.db.transaction(ada.org) as tx:
        forget_old(tx.connection, clock())
    assert "Idempotent-Replayed" in ada.post("/deals", a_document(), idempotency_key="k").headers
    clock.forward(seconds=1)
    with desk.db.transaction(ada.org) as tx:
        forget_old(tx.connection, clock())
    later = ada.post("/deals", a_document(title="Later"), idempotency_key="k")
    assert (later.status_code, "Idempotent-Replayed" in later.headers) == (201, False)


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"], ids=repr)
def test_a_key_that_cannot_be_kept_is_refused(ada: Caller, key: str) -> None:
    assert ada.post("/deals", a_document(), idempotency_key=key).status_code == 422


def test_without_a_key_every_call_has_its_own_effect(desk: Desk, ada: Caller) -> None:
    assert ada.drafted()["id"] != ada.drafted()["id"]
    assert _count(desk) == 2

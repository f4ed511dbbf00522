"""What one organization has, no other reads, changes, lists or learns of by any operation."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from service.desk import Desk
from service.domain.people import Scope
from tests.conftest import NOON
from tests.web.attacks.operations import OPERATIONS, WITH_AN_ID, Operation, Secrets, send
from tests.web.callers import Caller, a_caller
from tests.web.signed_in import sign_in

OURS = [
    each for each in WITH_AN_ID if "{family_id}" not in each.path and "{clause_id}" not in each.path
]
"""Operations on what belongs to one organization; families and clauses are everybody's."""


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_without_a_key_nothing_is_done(ada: Caller, hers: Secrets, operation: Operation) -> None:
    answer = ada.client.open("/api/v1" + operation.at(hers.ids), method=operation.method)
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_with_a_key_that_we_never_made_nothing_is_done(
    ada: Caller, hers: Secrets, operation: Operation
) -> None:
    for key in ("", "x", "cpk_x_y", "cpk__", "\xe9" * 9, ada.key[:-1], ada.key.upper()):
        assert send(replace(ada, key=key), operation, hers.ids).status_code == 401


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_with_a_revoked_key_nothing_is_done(
    desk: Desk, ada: Caller, hers: Secrets, operation: Operation
) -> None:
    with desk.db.accounts() as accounts:
        accounts.revoke_key(ada.org, ada.key_id, NOON)
    assert send(ada, operation, hers.ids).status_code == 401


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_with_a_key_for_something_else_nothing_is_done(
    desk: Desk, client: FlaskClient, hers: Secrets, operation: Operation
) -> None:
    others = [scope for scope in Scope if scope not in (operation.scope, Scope.ADMIN)]
    wrong = a_caller(desk, client, "archive", *others)
    answer = send(wrong, operation, hers.ids)
    assert answer.status_code == 403
    assert not any(word in answer.get_data(as_text=True) for word in hers.words)


@pytest.mark.parametrize("operation", OURS, ids=str)
def test_with_the_ids_of_another_organization_nothing_is_found(
    ada: Caller, cy: Caller, hers: Secrets, operation: Operation
) -> None:
    held = [path.format_map(hers.ids) for path in ("/deals/{deal_id}", "/licenses/{license_id}")]
    before = [ada.get(path).data for path in held]
    answer = send(cy, operation, hers.ids)
    assert answer.status_code == 404
    assert not any(word in answer.get_data(as_text=True) for word in hers.words)
    assert [ada.get(path).data for path in held] == before


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_no_answer_has_a_word_of_another_organization(
    cy: Caller, hers: Secrets, his: Secrets, operation: Operation
) -> None:
    data = send(cy, operation, his.ids).get_data()
    assert not any(word.encode() in data for word in (*hers.words, hers.ids["deal_id"]))


@pytest.mark.parametrize("operation", OURS, ids=str)
def test_what_is_anothers_reads_like_what_is_not_there(
    cy: Caller, hers: Secrets, operation: Operation
) -> None:
    unknown = {name: f"{id.partition('_')[0]}_{'a' * 26}" for name, id in hers.ids.items()}
    foreign, nothing = (send(cy, operation, ids) for ids in (hers.ids, unknown))
    assert foreign.status_code == nothing.status_code == 404
    told = [{**answer.json, "request_id": ""} for answer in (foreign, nothing)]
    assert told[0] == told[1]
    names = [sorted(answer.headers.keys()) for answer in (foreign, nothing)]
    assert names[0] == names[1]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_browsers_session_opens_no_operation(
    desk: Desk, client: FlaskClient, ada: Caller, hers: Secrets, operation: Operation
) -> None:
    sign_in(desk, client, ada.org)
    answer = client.open("/api/v1" + operation.at(hers.ids), method=operation.method)
    assert answer.status_code == 401

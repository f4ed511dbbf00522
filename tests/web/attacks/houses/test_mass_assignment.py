"""No write takes a column of the database that its description does not name."""

from typing import Any

import pytest

from service.storage.tables import metadata
from tests.web.attacks.operations import (
    NEED_A_TAG,
    WRITES,
    Operation,
    Secrets,
    body_of,
)
from tests.web.callers import Caller, a_document
from tests.web.recorded import FACTS, a_license_document, records

COLUMNS = sorted({column.name for table in metadata.sorted_tables for column in table.columns})
SENDING = {"side", "method", "sent_on", "tracking", "grounds"}
RECORDED = {"our_side", "signed_on", "starts_on", "renewed", "title", "external_id", "metadata"}
TAKEN = {
    "POST /licenses/{license_id}/correct": RECORDED,
    "POST /deals": {"title", "external_id", "family"},
    "PATCH /deals/{deal_id}": {"title", "external_id", "family"},
    "POST /quotes": {"family", "our_side"},
    "POST /api_keys": {"name", "scopes"},
    "POST /deals/{deal_id}/approve": {"reason"},
    "POST /deals/{deal_id}/request-approval": {"note"},
    "POST /deals/{deal_id}/refuse-approval": {"reason"},
    "POST /deals/{deal_id}/withdraw": {"reason"},
    "POST /deals/{deal_id}/offers": {"message", "expires_at", "side", "external_id"},
    "POST /deals/{deal_id}/comments": {"text", "shared", "clause", "mentions", "external_id"},
    "POST /contracts/{contract_id}/void": {"reason"},
    "POST /contracts/{contract_id}/executed-copies/{copy_id}/refuse": {"reason"},
    "POST /signers/{signer_id}/replace": {"name", "title", "email"},
    "POST /signers/{signer_id}/reassign": {"name", "title", "email"},
    "POST /licenses/{license_id}/notice": SENDING,
    "POST /licenses/{license_id}/suspend": {"side", "grounds"},
    "POST /licenses/{license_id}/lift": {"note"},
    "POST /licenses/{license_id}/condition": {"n", "note"},
    "POST /licenses/{license_id}/index": {"n"},
    "POST /licenses/{license_id}/agreed-renewal": {"n", "document_sha256"},
    "POST /licenses/{license_id}/close": {"note"},
    "POST /notices/{notice_id}/confirm-cure": {"note"},
    "POST /licenses/{license_id}/notices": SENDING | {"kind", "ground", "effective_on", "about"},
    "POST /licenses/{license_id}/withdrawals": SENDING | {"effective_on"},
    "POST /licenses/{license_id}/terminate": SENDING | {"ground", "effective_on", "about"},
    "POST /licenses/{license_id}/links": {"email"},
    "POST /licenses/{license_id}/deliveries": {"delivered_on", "manifest_sha256", "replaces"},
    "POST /deliveries/{delivery_id}/reject": {"reason"},
    "POST /licenses/{license_id}/received-notices": SENDING
    | {"kind", "ground", "effective_on", "about"},
    "POST /notices/{notice_id}/receipt": {"on", "note"},
    "POST /notices/{notice_id}/proof": {"tracking"},
    "POST /key-dates/{key_date_id}/reopen": {"reason"},
    "POST /key-dates/{key_date_id}/done": {"note"},
    "POST /key-dates/{key_date_id}/waive": {"reason"},
    "POST /offers/{offer_id}/accept": {"terms_sha256"},
    "POST /offers/{offer_id}/reject": {"reason"},
    "POST /offers/{offer_id}/withdraw": {"reason"},
}
"""Keys of a document that happen to be called like a column."""

NESTED = (
    "",
    "/pricing",
    "/period",
    "/materials",
    "/materials/lines/0",
    "/parties/licensor",
    "/form",
)


def _refused(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.json
    return {fault["pointer"] for fault in answer.json["errors"]}


@pytest.mark.parametrize("operation", WRITES, ids=str)
def test_every_column_that_is_no_key_of_the_document_is_refused(
    ada: Caller, hers: Secrets, operation: Operation
) -> None:
    foreign = {name: "x" for name in COLUMNS if name not in TAKEN.get(str(operation), set())}
    tag = ada.get(f"/deals/{hers.ids['deal_id']}").headers["ETag"]
    answer = ada.call(
        operation.method,
        operation.at(hers.ids),
        {**body_of(operation), **foreign},
        headers={"if_match": tag} if operation.method in NEED_A_TAG else {},
    )
    assert _refused(answer) >= {f"/{name}" for name in foreign}


def test_every_column_that_is_no_key_of_a_signed_license_is_refused(ada: Caller) -> None:
    """It comes in parts, beside its file."""
    foreign = {name: "x" for name in COLUMNS if name not in RECORDED}
    found = _refused(records(ada, a_license_document(**foreign)))
    assert found == {f"/{name}" for name in foreign}
    inner = dict.fromkeys(COLUMNS, "x")
    found = _refused(records(ada, a_license_document(facts={**inner, **FACTS})))
    assert found == {f"/facts/{name}" for name in COLUMNS}


@pytest.mark.parametrize("place", NESTED)
def test_every_column_that_is_no_term_is_refused_wherever_it_stands(
    ada: Caller, place: str
) -> None:
    document = a_document()
    inner: Any = document["terms"]
    for step in place.split("/")[1:]:
        inner = inner[int(step)] if step.isdigit() else inner.setdefault(step, {})
    foreign = dict.fromkeys(("org_id", "version", "status", "audit_head", "sha256"), "x")
    known = {"version"} if place == "/form" else set()
    inner.update({name: value for name, value in foreign.items() if name not in known})
    wanted = {f"/terms{place}/{name}" for name in foreign if name not in known}
    assert _refused(ada.post("/deals", document)) >= wanted

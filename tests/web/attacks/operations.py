"""Every operation of the API, from its description, with a body that it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.app import create_app
from service.domain.people import Scope
from service.settings import Settings
from service.storage.licenses import Beside
from tests.conftest import SECRET
from tests.desks import an_idle_desk
from tests.licensed import imported
from tests.web.callers import API, Caller, a_document
from tests.web.negotiated import accepted_by_link, drawn_up, some_terms
from tests.web.recorded import a_license_document, parts
from tests.web.scans import a_scan

JSON: Final = "application/json"
METHODS: Final = ("get", "post", "put", "patch")
NEED_A_TAG: Final = ("PUT", "PATCH")
"""Those that are refused without If-Match."""


@dataclass(frozen=True)
class Operation:
    """`path` begins behind /api/v1 and has its parameters in braces."""

    method: str
    path: str
    scope: Scope
    takes_body: bool
    takes_file: str
    """Of which kind; empty where it takes JSON or nothing."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def at(self, ids: Mapping[str, str]) -> str:
        return f"{self.path}{_QUERIES.get(str(self), '')}".format_map(ids)


_QUERIES: Final[Mapping[str, str]] = {
    "POST /key-dates/{key_date_id}/file": "?note=Sent",
    "GET /offers/{offer_id}/differences": "?from={offer_id}",
    "GET /offers/{offer_id}/redline.docx": "?from={offer_id}",
    "POST /contracts/{contract_id}/executed-copy": "?signed_on=2026-03-01",
}
"""What an operation cannot be called without."""


def _described() -> dict[str, Any]:
    with create_app(Settings(secret_key=SECRET), an_idle_desk()).test_client() as client:
        found: dict[str, Any] = client.get("/openapi.json").json
    return found


def _operations() -> list[Operation]:
    return [
        Operation(
            method=method.upper(),
            path=path.removeprefix(API),
            scope=Scope(said["security"][0]["key"][0]),
            takes_body="requestBody" in said,
            takes_file=_kind_of_file(said),
        )
        for path, item in _described()["paths"].items()
        for method, said in item.items()
        if method in METHODS and said["security"]
    ]


def _kind_of_file(said: Mapping[str, Any]) -> str:
    kinds = [*said.get("requestBody", {}).get("content", {JSON: None})]
    return "" if JSON in kinds else kinds[0]


OPERATIONS: Final = _operations()
"""Those that need a key; what anybody may ask is tested where it stands."""
WRITES: Final = [each for each in OPERATIONS if each.method != "GET" and not each.takes_file]
"""Those that take JSON; files are attacked where each is read."""
WITH_AN_ID: Final = [each for each in OPERATIONS if "_id}" in each.path]

_SOMEBODY: Final = {"name": "Kim", "title": "Director", "email": "kim@labs.example"}
_TEN: Final = {"line": "photos", "quantity": "10"}
_SOME: Final = {"quantities": [_TEN]}
_BODIES: Final[Mapping[str, Any]] = {
    "POST /deals": a_document(),
    "PATCH /deals/{deal_id}": {"title": "Changed"},
    "POST /quotes": {key: a_document()[key] for key in ("family", "our_side", "terms")},
    "POST /deals/{deal_id}/approve": {"reason": "Because"},
    "POST /deals/{deal_id}/refuse-approval": {"reason": "Because"},
    "POST /deals/{deal_id}/withdraw": {"reason": "Because"},
    "POST /deals/{deal_id}/request-approval": {"note": "Please"},
    "POST /deals/{deal_id}/copy": {},
    "POST /deals/{deal_id}/offers": {"terms": some_terms(rate="0.045")},
    "POST /deals/{deal_id}/comments": {"text": "Look"},
    "POST /deals/{deal_id}/markup": b"PK",
    "POST /deals/{deal_id}/links/{link_id}/resend": {},
    "POST /deals/{deal_id}/links/{link_id}/revoke": {},
    "POST /offers/{offer_id}/accept": {"terms_sha256": "0" * 64},
    "POST /offers/{offer_id}/reject": {"reason": "Because"},
    "POST /offers/{offer_id}/withdraw": {"reason": "Because"},
    "PUT /contracts/{contract_id}/signers": {"signers": []},
    "POST /contracts/{contract_id}/executed-copy": a_scan(),
    "POST /contracts/{contract_id}/executed-copies/{copy_id}/confirm": {},
    "POST /contracts/{contract_id}/executed-copies/{copy_id}/refuse": {"reason": "Because"},
    "POST /contracts/{contract_id}/send": {},
    "POST /contracts/{contract_id}/confirm-start": {},
    "POST /contracts/{contract_id}/void": {"reason": "Because"},
    "POST /signers/{signer_id}/remind": {},
    "POST /signers/{signer_id}/replace": _SOMEBODY,
    "POST /signers/{signer_id}/reassign": _SOMEBODY,
    "POST /licenses": parts,
    "POST /licenses/{license_id}/correct": a_license_document(),
    "POST /licenses/{license_id}/notice": {},
    "POST /licenses/{license_id}/notices": {"kind": "claim", "grounds": "Because"},
    "POST /licenses/{license_id}/withdrawals": {"works": ["clip-1"], "reason": "claim"},
    "POST /licenses/{license_id}/terminate": {"ground": "insolvency", "grounds": "Because"},
    "POST /licenses/{license_id}/deliveries": _SOME | {"manifest_sha256": "d" * 64},
    "POST /licenses/{license_id}/reports": {"reports": [{"charge": "use", "on": "2027-03-01"}]},
    "POST /deliveries/{delivery_id}/accept": {},
    "POST /deliveries/{delivery_id}/reject": {"rejections": [{**_TEN, "reason": "Torn"}]},
    "POST /deliveries/{delivery_id}/use": _SOME,
    "POST /licenses/{license_id}/links": {"email": "contracts@labs.example"},
    "POST /licenses/{license_id}/links/{link_id}/resend": {},
    "POST /licenses/{license_id}/links/{link_id}/revoke": {},
    "POST /licenses/{license_id}/renew": {},
    "POST /licenses/{license_id}/amend": {},
    "POST /licenses/{license_id}/suspend": {"scope": "delivery", "grounds": "Because"},
    "POST /licenses/{license_id}/lift": {"note": "Paid"},
    "POST /licenses/{license_id}/condition": {"n": 1, "met": True, "note": "Seen"},
    "POST /licenses/{license_id}/index": {"n": 1, "pct": "2.5", "source": "CPI-U"},
    "POST /licenses/{license_id}/anniversary-index": {
        "anniversary": 1,
        "pct": "2.5",
        "source": "CPI-U",
    },
    "POST /licenses/{license_id}/agreed-renewal": {"n": 1},
    "POST /licenses/{license_id}/close": {"note": "Done"},
    "POST /notices/{notice_id}/pause-cure": {},
    "POST /notices/{notice_id}/resume-cure": {},
    "POST /notices/{notice_id}/confirm-cure": {"note": "Paid"},
    "POST /licenses/{license_id}/received-notices": {
        "kind": "claim",
        "method": "email",
        "sent_on": "2026-03-01",
        "received_on": "2026-03-01",
        "grounds": "Because",
    },
    "POST /notices/{notice_id}/receipt": {"on": "2026-03-02", "note": "By mail"},
    "POST /notices/{notice_id}/proof": {"tracking": "1Z"},
    "POST /notices/{notice_id}/take-back": {"consent": "Their mail"},
    "POST /notices/{notice_id}/evidence": a_scan(),
    "POST /key-dates/{key_date_id}/done": {"note": "Sent"},
    "POST /key-dates/{key_date_id}/file": a_scan(),
    "POST /key-dates/{key_date_id}/reopen": {"reason": "Because"},
    "POST /key-dates/{key_date_id}/waive": {"reason": "Because"},
    "POST /api_keys": {"name": "CRM", "scopes": ["deals:read"]},
    "POST /api_keys/{key_id}/revoke": {},
}
"""An operation that is not here fails every test that writes: say what it takes."""


def body_of(operation: Operation) -> Any:
    """Parts are made anew: whoever reads a file reads it to its end."""
    found = _BODIES[str(operation)] if operation.takes_body else None
    return found() if callable(found) else found


@dataclass(frozen=True)
class Secrets:
    """What an organization has: the ids of everything, and words that only it knows."""

    ids: Mapping[str, str]
    words: tuple[str, ...]


def everything_of(caller: Caller) -> Secrets:
    """A deal with words of its own that is drawn up to be signed, a license, a key, and the ids of all.

    The ids stand under the names of path parameters.
    """
    title, own = f"Zebra of {caller.org}", f"crm-{caller.org}"
    message, remark = f"Message of {caller.org}", f"Remark of {caller.org}"
    deal = caller.drafted(title=title, external_id=own, metadata={"note": f"note-{caller.org}"})
    path = f"/deals/{deal['id']}"
    offer = caller.post(f"{path}/offers", {"message": message}).json
    caller.post(f"{path}/comments", {"text": remark})
    desk = caller.client.application.extensions["desk"]
    accepted_by_link(desk, caller, deal["id"])
    contract = drawn_up(desk, caller, deal["id"])
    labels = {"external_id": own, "metadata": {"note": f"note-{caller.org}"}}
    license_id = imported(
        desk.db,
        caller.org,
        at=desk.clock(),
        beside=Beside(title=title, **labels),
        document_sha256=desk.files.put(a_scan()),
    ).license_id
    agreed = caller.get(path).json
    ids = {
        "deal_id": deal["id"],
        "offer_id": offer["id"],
        "contract_id": contract,
        "signer_id": caller.get(f"/contracts/{contract}/signers").json["data"][0]["id"],
        "link_id": agreed["counterparts"][0]["id"],
        "copy_id": "cpy_none",
        "license_id": license_id,
        "notice_id": a_breach(caller, license_id)["id"],
        "delivery_id": a_delivery(caller, license_id)["id"],
        "key_date_id": a_duty(caller, license_id)["id"],
        "key_id": caller.key_id,
        "family_id": "bulk-media",
        "clause_id": "C01",
    }
    words = (title, own, f"note-{caller.org}", message, remark, caller.org, caller.key)
    return Secrets(ids, words)


def a_duty(caller: Caller, license_id: str) -> Any:
    """The first of the license's key dates that somebody must see to."""
    dates = caller.get(f"/licenses/{license_id}/key-dates").json["data"]
    return next(each for each in dates if each["duty"])


def a_breach(caller: Caller, license_id: str) -> Any:
    said = {"kind": "breach", "grounds": "Unpaid", "method": "courier", "tracking": "1Z"}
    return caller.post(f"/licenses/{license_id}/notices", said).json["notices"][-1]


def a_delivery(caller: Caller, license_id: str) -> Any:
    document = {**_SOME, "manifest_sha256": "d" * 64}
    return caller.post(f"/licenses/{license_id}/deliveries", document).json


def send(caller: Caller, operation: Operation, ids: Mapping[str, str]) -> Any:
    headers = {"if_match": '"x"'} if operation.method in NEED_A_TAG else {}
    if operation.takes_file:
        return caller.sent(operation.at(ids), body_of(operation), operation.takes_file)
    return caller.call(operation.method, operation.at(ids), body_of(operation), headers=headers)

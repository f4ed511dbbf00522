"""Licenses that were signed elsewhere, as programs send them."""

import json
from io import BytesIO
from typing import Any, Final

from werkzeug.test import TestResponse

from tests.web.callers import API, Caller
from tests.web.scans import a_scan

FACTS: Final = {
    "licensor": {"legal_name": "Photo Archive Inc."},
    "licensee": {"legal_name": "Example Labs Ltd", "notice_email": "legal@labs.example"},
    "timezone": "Europe/Berlin",
    "period": {"months": 24},
    "renewal": {
        "mode": "auto_evergreen",
        "months": 12,
        "notice": {"value": 60},
        "notice_basis": "received",
        "methods": ["courier"],
    },
    "committed": {"currency": "EUR", "amount": "48000"},
}
"""Two years, then year by year."""


def a_license_document(**said: Any) -> dict[str, Any]:
    """From 1 March 2024 on, with key facts."""
    return {
        "our_side": "licensor",
        "signed_on": "2024-02-20",
        "starts_on": "2024-03-01",
        "facts": FACTS,
        **said,
    }


def parts(document: Any = None, file: bytes | None = None) -> dict[str, Any]:
    """Fresh ones: whoever reads a part reads it to its end."""
    data = a_scan() if file is None else file
    given = a_license_document() if document is None else document
    return {"license": json.dumps(given), "document": (BytesIO(data), "signed.pdf")}


def records(
    caller: Caller, document: Any = None, file: bytes | None = None, **headers: str
) -> TestResponse:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.post(
        f"{API}/licenses",
        data=parts(document, file),
        headers={"Authorization": f"Bearer {caller.key}", **sent},
        content_type="multipart/form-data",
    )

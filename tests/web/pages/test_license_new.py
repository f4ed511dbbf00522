"""Recording a license that was signed elsewhere: the form, what it keeps, and the page after it."""

import re
from io import BytesIO
from typing import Any

from service.desk import Desk
from service.storage.license_lists import LicenseLists
from tests.conftest import NOON
from tests.web.pages.visitors import Visitor
from tests.web.scans import a_scan

TYPED = {
    "our_side": "licensor",
    "signed_on": "2024-02-20",
    "starts_on": "2024-03-01",
    "title": "Photos <2024>",
    "renewed": "",
    "facts.licensor.legal_name": "Photo Archive Inc.",
    "facts.licensee.legal_name": "Example Labs Ltd",
    "facts.licensee.notice_email": "legal@labs.example",
    "facts.timezone": "Europe/Berlin",
    "facts.governing_law": "DE",
    "facts.period.mode": "months",
    "facts.period.months": "24",
    "facts.renewal.mode": "auto_evergreen",
    "facts.renewal.months": "12",
    "facts.renewal.notice.value": "60",
    "facts.renewal.notice.unit": "days",
    "facts.renewal.notice_licensor.value": "",
    "facts.renewal.notice_licensor.unit": "days",
    "facts.renewal.notice_basis": "received",
    "facts.renewal.methods": ["courier", "email"],
    "facts.renewal.receipt.courier.value": "2",
    "facts.renewal.receipt.courier.unit": "business_days",
    "facts.committed.amount": "48000",
    "facts.committed.currency": "EUR",
    "facts.reports": "",
    "facts.deliveries.0.what": "",
    "facts.deliveries.0.quantity": "",
    "facts.deliveries.0.unit": "",
    "facts.deliveries.0.due_on": "",
    "facts.deliveries.1.what": "Second tranche",
    "facts.deliveries.1.quantity": "10000",
    "facts.deliveries.1.unit": "image",
    "facts.deliveries.1.due_on": "2026-06-01",
}


def _sends(visitor: Visitor, *, file: bytes | None = None, **changes: Any) -> Any:
    data = a_scan() if file is None else file
    fields: dict[str, Any] = {**TYPED, "document": (BytesIO(data), "signed.pdf" if data else "")}
    return visitor.post("/licenses/new", **fields | changes)


def _ids(desk: Desk, visitor: Visitor) -> list[str]:
    with desk.db.reading(visitor.org) as views:
        page = LicenseLists(views.connection, views.org).page(limit=9, today=NOON.date())
    return [row.id for row in page.rows]


def _faults(page: str) -> list[str]:
    return re.findall(r'id="([\w-]+)-fault"', page)


def test_a_drafter_records_a_license_and_finds_it_with_its_days_and_its_file(
    drafter: Visitor, viewer: Visitor, desk: Desk
) -> None:
    assert 'href="/licenses/new"' in drafter.text("/licenses")
    assert 'href="/licenses/new"' not in viewer.text("/licenses")
    form = drafter.text("/licenses/new")
    assert 'enctype="multipart/form-data"' in form
    answer = _sends(drafter)
    (id,) = _ids(desk, drafter)
    assert (answer.status_code, answer.location) == (303, f"/licenses/{id}")
    page = drafter.text(answer.location)
    assert "The license is recorded." in page
    assert "Signed elsewhere on 20 February 2024, recorded on 2 March 2026." in page
    assert "Photos &lt;2024&gt;" in page
    assert "Only the key facts of this license are known" in page
    assert "Renews on 1 March 2027" in page
    assert "30 December 2026" in page
    assert "28 December 2026" in page
    assert "1 June 2026" in page
    assert "Report due" not in page
    paper = viewer.get(f"/licenses/{id}/document.pdf")
    assert (paper.status_code, paper.data) == (200, a_scan())
    assert paper.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_wrong_is_named_beside_its_field_and_what_was_typed_stays(
    drafter: Visitor, desk: Desk
) -> None:
    answer = _sends(
        drafter,
        file=b"GIF89a",
        **{
            "signed_on": "soon",
            "facts.period.months": "many",
            "facts.renewal.notice.value": "",
            "facts.deliveries.1.quantity": "a few",
            "facts.licensee.notice_post.street": "1 Lab Road",
        },
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert set(_faults(page)) == {
        "document",
        "signed_on",
        "facts-period-months",
        "facts-licensee-notice_post-city",
        "facts-licensee-notice_post-country",
        "facts-deliveries-0-quantity",
    }
    assert "Choose the PDF again" in page
    assert 'value="soon"' in page
    assert 'value="Second tranche"' in page
    assert "Photos &lt;2024&gt;" in page
    assert re.search(r'value="courier" checked', page)
    assert re.search(r'<option value="image" selected>', page)
    assert 'href="#facts-deliveries-0-quantity"' in page
    assert _ids(desk, drafter) == []
    blank = _sends(drafter, **{"our_side": "", "facts.renewal.mode": ""}).get_data(as_text=True)
    assert "Renewal, what the contract says</a>: Fill this in." in blank
    assert "null" not in blank
    missing = _sends(drafter, **{"facts.renewal.notice.value": ""}).get_data(as_text=True)
    assert _faults(missing) == ["facts-renewal-notice-value"]
    assert _faults(_sends(drafter, file=b"").get_data(as_text=True)) == ["document"]


def test_an_empty_form_names_all_that_is_needed(drafter: Visitor) -> None:
    page = drafter.post("/licenses/new").get_data(as_text=True)
    wanted = {"document", "signed_on", "our_side", "starts_on", "facts-timezone"}
    wanted |= {f"facts-{side}-legal_name" for side in ("licensor", "licensee")}
    assert wanted <= set(_faults(page))


def test_more_deliveries_are_asked_for_without_recording_anything(
    drafter: Visitor, desk: Desk
) -> None:
    answer = _sends(drafter, do="rows")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert page.count("<legend>Delivery ") == 7
    assert 'value="Second tranche"' in page
    assert _ids(desk, drafter) == []


def test_a_form_that_is_sent_twice_records_once(drafter: Visitor, desk: Desk) -> None:
    found = re.search(r'name="once" value="(frm_\w+)"', drafter.text("/licenses/new"))
    assert found
    first, second = (_sends(drafter, once=found[1]) for _ in range(2))
    assert first.location == second.location
    assert len(_ids(desk, drafter)) == 1


def test_a_file_that_is_too_large_is_answered_in_words(drafter: Visitor, desk: Desk) -> None:
    form = "multipart/form-data; boundary=x"
    data = bytes(22 * 1024 * 1024)
    answer = drafter.browser.post("/licenses/new", data=data, content_type=form)
    assert answer.status_code == 413
    assert "larger than 20 MB" in answer.get_data(as_text=True)
    assert _ids(desk, drafter) == []


def test_only_who_drafts_records_and_nobody_else_reads_the_file(
    viewer: Visitor, drafter: Visitor, cy: Visitor, desk: Desk
) -> None:
    assert viewer.get("/licenses/new").status_code == 403
    assert _sends(viewer).status_code == 403
    _sends(drafter)
    (id,) = _ids(desk, drafter)
    assert cy.get(f"/licenses/{id}/document.pdf").status_code == 404
    fields = {**TYPED, "document": (BytesIO(a_scan()), "a.pdf")}
    assert drafter.browser.post("/licenses/new", data=fields).status_code == 400


def test_a_slip_of_the_pen_is_put_right_in_the_same_form(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk
) -> None:
    _sends(drafter)
    (id,) = _ids(desk, drafter)
    path = f"/licenses/{id}/correct"
    assert f'href="{path}"' in drafter.text(f"/licenses/{id}")
    assert f'href="{path}"' not in viewer.text(f"/licenses/{id}")
    form = drafter.text(path)
    fields = {
        **dict.fromkeys(TYPED, ""),
        **dict(re.findall(r'<input id="[^"]+" name="([^"]+)" type="\w+" value="([^"]*)"', form)),
    }
    assert fields["facts.licensee.notice_email"] == "legal@labs.example"
    assert fields["facts.deliveries.0.what"] == "Second tranche"
    assert re.search(r'value="courier" checked', form)
    found = re.search(r'name="version" value="(\d+)"', form)
    assert found
    fixed = {**TYPED, "facts.period.months": "30", "renewed": "0", "version": found[1]}
    wrong = drafter.post(path, **{**fixed, "signed_on": "2030-01-01"})
    assert wrong.status_code == 422
    assert _faults(wrong.get_data(as_text=True)) == ["signed_on"]
    assert viewer.post(path, **fixed).status_code == 403
    assert cy.post(path, **fixed).status_code == 404
    assert cy.get(path).status_code == 404
    answer = drafter.post(path, **fixed)
    assert answer.location == f"/licenses/{id}"
    page = drafter.text(answer.location)
    assert "It is corrected." in page
    assert "Renews on 1 September 2026" in page
    assert "What was recorded of the license was corrected" in page
    assert drafter.post(path, **fixed).status_code == 409

"""Notices in a real browser: a breach is reviewed, printed and given, one that came is recorded; no barriers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.people import Role
from service.storage.licenses import Beside
from tests.journeys.barriers import OPEN, complaints
from tests.journeys.house import ORG, House, a_page
from tests.licensed import imported
from tests.web.scans import a_scan

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def office(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Page]:
    with a_page(browser, request.param) as page:
        house.enter(page, Role.APPROVER)
        yield page


def _is_fit(page: Page) -> None:
    page.evaluate(OPEN)
    assert not page.evaluate(_WIDE)
    assert complaints(page) == []


def test_notices_go_their_way_and_no_page_of_them_has_a_barrier(office: Page, house: House) -> None:
    with house.desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    today = house.desk.clock().date()
    kept = imported(
        house.desk.db,
        org,
        at=house.desk.clock(),
        starts_on=today,
        beside=Beside(title="Photos under notice"),
    )
    office.goto(f"{house.address}/licenses/{kept.license_id}/notices")
    office.get_by_role("link", name="Notice of breach").click()
    _is_fit(office)
    office.get_by_label("What the breach is").fill("The clips were shared.")
    office.get_by_role("button", name="Review it").click()
    expect(office.locator("main")).to_contain_text("is in material breach of the agreement")
    _is_fit(office)
    with office.expect_download() as brought:
        office.get_by_role("button", name="Letter to print").click()
    assert brought.value.suggested_filename.endswith(".pdf")
    office.get_by_label("Tracking number").fill("1Z")
    office.get_by_label("I may give this notice").check()
    office.get_by_role("button", name="Give this notice").click()
    expect(office.locator("li[id^=not_]").first).to_contain_text("Tracking number 1Z")
    office.get_by_role("link", name="Record it").click()
    _is_fit(office)
    office.get_by_label("Kind of notice").select_option("claim")
    office.get_by_label("Sent on").fill(today.isoformat())
    office.get_by_label("Came to us on").fill(today.isoformat())
    office.get_by_label("By e-mail").check()
    office.get_by_label("What it says").fill("A museum claims a picture.")
    scan = {"name": "claim.pdf", "mimeType": "application/pdf", "buffer": a_scan()}
    office.get_by_label("The notice itself").set_input_files(files=[scan])
    office.get_by_label("I have compared").check()
    office.get_by_role("button", name="Record it").click()
    expect(office.locator("li[id^=not_]").first).to_contain_text("Recorded by us")
    _is_fit(office)

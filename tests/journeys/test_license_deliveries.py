"""The pages of deliveries and of the statement in a real browser: no barriers, and a delivery's whole way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.deal import OurSide
from service.domain.people import Role
from service.domain.terms.delivery import AcceptanceStarts
from service.storage.licenses import Beside
from tests.domain.priced import hybrid, share, use
from tests.journeys.barriers import OPEN, complaints
from tests.journeys.house import ORG, House, a_page
from tests.licensed import imported

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def address(house: House) -> str:
    """A license with fees by volume, use and revenue, on which our side is the licensee."""
    with house.desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    terms = hybrid(use(), share("10"))
    each = replace(terms.delivery, acceptance_starts=AcceptanceStarts.EACH_DELIVERY)
    kept = imported(
        house.desk.db,
        org,
        replace(terms, delivery=each),
        at=house.desk.clock(),
        starts_on=house.desk.clock().date(),
        our_side=OurSide.LICENSEE,
        beside=Beside(title="Photos by volume"),
    )
    return f"{house.address}/licenses/{kept.license_id}"


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def office(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Page]:
    with a_page(browser, request.param) as page:
        house.enter(page, Role.DRAFTER)
        yield page


def test_a_delivery_goes_its_way_and_no_page_of_it_has_a_barrier(
    office: Page, address: str
) -> None:
    office.goto(f"{address}/deliveries")
    office.get_by_text("Record a delivery").click()
    form = office.locator("form", has=office.get_by_role("button", name="Record the delivery"))
    form.get_by_label("How many items").fill("1,000")
    form.get_by_label("Or its SHA-256").fill("d" * 64)
    form.get_by_role("button", name="Record the delivery").click()
    newest = office.locator("li[id^=del_]").first
    expect(newest).to_contain_text("Waiting for us")
    newest.get_by_text("Reject items").click()
    newest.get_by_label("How many are rejected").fill("10")
    newest.get_by_label("Defect", exact=True).fill("Torn")
    newest.get_by_role("button", name="Reject these").click()
    expect(office.locator("li[id^=del_]").first).to_contain_text("10 rejected")
    office.evaluate(OPEN)
    assert not office.evaluate(_WIDE)
    assert complaints(office) == []


def test_the_statement_has_no_barrier_and_leaves_as_a_file(office: Page, address: str) -> None:
    office.goto(f"{address}/statement")
    office.evaluate(OPEN)
    assert not office.evaluate(_WIDE)
    assert complaints(office) == []
    with office.expect_download() as brought:
        office.locator("a[href*='units.xlsx']").click()
    assert brought.value.suggested_filename.endswith(".xlsx")

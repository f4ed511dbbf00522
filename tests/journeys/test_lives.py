"""The demo's licenses, each at its own place in life, in a real browser: no barrier, nothing too wide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from service.commands.seed_licenses import seed_licenses
from service.domain.people import Role
from service.storage.license_lists import LicenseLists
from service.web.demo import demo_licenses
from tests.journeys.barriers import OPEN, complaints
from tests.journeys.house import ORG, House, a_page

PATHS = (
    "/licenses",
    "/calendar?view=list",
    "/licenses/{speech}",
    "/licenses/{scans}",
    "/licenses/{film}",
    "/licenses/{harbor}/deliveries",
    "/licenses/{photos}/deliveries",
    "/licenses/{photos}/statement",
    "/licenses/{scans}/notices",
    "/licenses/{speech}/notices/new/termination",
    "/licenses/{harbor}/notices/received",
)
_TOO_WIDE = """() => [...document.querySelectorAll("main *")]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def ids(house: House) -> dict[str, str]:
    at = house.desk.clock()
    seed_licenses(house.desk, ORG, demo_licenses(at.date()), at)
    with house.desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    with house.desk.db.reading(org) as views:
        rows = LicenseLists(views.connection, org).page(limit=9, today=at.date()).rows
    return {str(row.external_id).removeprefix("demo-license-"): row.id for row in rows}


@pytest.fixture(scope="module")
def phone(browser: Browser, house: House) -> Iterator[Page]:
    with a_page(browser, 390) as page:
        house.enter(page, Role.ADMIN)
        yield page


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_a_license_has_no_barrier_and_fits_a_phone_and_a_window_at_four_times_the_size(
    phone: Page, house: House, ids: dict[str, str], path: str
) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto(house.address + path.format(**ids))
    assert complaints(phone) == []
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        phone.evaluate(OPEN)
        assert phone.evaluate(_TOO_WIDE) == []

"""The days of a month by keyboard, as the pattern of a date grid has it (WAI-ARIA APG)."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.people import Role
from service.storage.licenses import Beside
from service.web.days import KEYS
from tests.journeys.barriers import complaints
from tests.journeys.house import ORG, House, a_page
from tests.licensed import imported

DAY = date(2027, 2, 10)


@pytest.fixture(scope="module")
def office(browser: Browser, house: House) -> Iterator[Page]:
    with house.desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    for title in ("Photos", "Film"):
        imported(house.desk.db, org, beside=Beside(title=title), at=house.desk.clock())
    with a_page(browser, 1440) as page:
        house.enter(page, Role.VIEWER)
        yield page


def test_each_key_leads_where_the_pattern_says(office: Page, house: House) -> None:
    for key, leads in KEYS.items():
        office.goto(f"{house.address}/calendar?on={DAY}")
        _stands_on(office, DAY)
        office.keyboard.press(key)
        _stands_on(office, leads(DAY))


def test_beyond_the_grid_stands_the_month_beside_it(office: Page, house: House) -> None:
    office.goto(f"{house.address}/calendar?on=2027-02-01&group=ends")
    office.keyboard.press("ArrowLeft")
    _stands_on(office, date.fromisoformat("2027-01-31"))
    assert "group=ends" in office.url
    expect(office.get_by_role("heading", name="January 2027")).to_be_visible()


def test_the_tab_key_comes_to_one_day_and_enter_opens_its_list(office: Page, house: House) -> None:
    office.goto(f"{house.address}/calendar?month=2027-01")
    grid = office.get_by_role("grid", name="January 2027")
    assert grid.get_by_role("gridcell").count() == 35
    assert office.locator("a.date:not([tabindex])").count() == 1
    office.goto(f"{house.address}/calendar?on=2027-01-31")
    assert complaints(office) == []
    office.keyboard.press("Enter")
    office.wait_for_url("**/calendar?view=list&from=2027-01-31")
    expect(office.get_by_role("heading", name="Sunday, 31 January 2027")).to_be_visible()
    assert complaints(office) == []


def test_on_a_phone_there_is_one_day_under_the_other(
    browser: Browser, house: House, office: Page
) -> None:
    with a_page(browser, 390) as page:
        house.enter(page, Role.VIEWER)
        page.goto(f"{house.address}/calendar?month=2027-01")
        assert page.locator("a.date[tabindex]").count() == 0
        shown = [each for each in page.locator("a.date").all() if each.is_visible()]
        assert len(shown) == page.locator("td:not(.bare):not(.beside)").count() > 0
        ways = page.get_by_role("navigation", name="Main")
        boxes = [each.bounding_box() for each in ways.get_by_role("link").all()]
        assert len({box["y"] for box in boxes if box}) == 1
        assert complaints(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_what_the_first_page_tells_of_licenses_has_no_barrier(
    browser: Browser, house: House, office: Page, width: int
) -> None:
    with a_page(browser, width) as page:
        house.enter(page, Role.VIEWER)
        expect(page.get_by_role("heading", name="Value of licenses by month")).to_be_visible()
        page.get_by_text("The same as a table").first.click()
        expect(page.get_by_role("table", name="Committed value by month in USD")).to_be_visible()
        assert complaints(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_without_script_everything_is_a_link(browser: Browser, house: House, office: Page) -> None:
    state = office.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{house.address}/calendar?month=2027-01")
    page.get_by_role("link", name="February").click()
    expect(page.get_by_role("heading", name="February 2027")).to_be_visible()
    page.get_by_label("About").select_option("reports")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="No dates in February 2027")).to_be_visible()
    assert page.get_by_label("About").input_value() == "reports"
    context.close()


def _stands_on(office: Page, day: date) -> None:
    expect(office.locator(f'a.date[data-on="{day}"]')).to_be_focused()

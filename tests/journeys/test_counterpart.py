"""A counterparty with a phone: reads what is offered, counters, reads the answer, accepts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.commands.negotiation import Put
from service.domain.deal import Status
from tests.journeys.barriers import complaints
from tests.journeys.house import House, a_page
from tests.journeys.steps import accepts, counters
from tests.web.counterparts import Counterpart, a_counterpart, counter_of, months, ours

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
PATHS = {"deal": "", "counter": "/counter"}


def _bo(house: House, slug: str) -> Counterpart:
    return a_counterpart(house.desk, house.app.test_client(), slug)


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with a_page(browser, request.param) as found:
        yield found


@pytest.fixture(scope="module")
def bo(house: House) -> Counterpart:
    """With everything on the page: two sides' offers, comments, changes."""
    bo = _bo(house, "read")
    counter_of(bo, Put(written=months(bo, 36), message="Three years."))
    bo.post("/comments", text="Could we drop it?", clause="C37")
    ours(bo, Put(written=months(bo, 30), message="Half-way."))
    return bo


@pytest.mark.parametrize("name", PATHS)
def test_a_page_behind_a_link_has_no_barrier_and_is_not_wider_than_the_window(
    page: Page, house: House, bo: Counterpart, name: str
) -> None:
    page.goto(house.address + bo.at + PATHS[name])
    assert not page.evaluate(_WIDE)
    assert complaints(page) == []
    assert not page.evaluate(_WIDE)


@pytest.mark.parametrize("path", ["/d/lost", "/d/lost/sent"])
def test_the_way_back_has_no_barrier_either(page: Page, house: House, path: str) -> None:
    page.goto(house.address + path)
    assert not page.evaluate(_WIDE)
    assert complaints(page) == []


def test_loading_the_page_is_not_viewing_it_and_touching_it_is(
    browser: Browser, house: House
) -> None:
    bo = _bo(house, "view")
    with a_page(browser, 390) as phone:
        for _ in range(3):
            phone.goto(house.address + bo.at, wait_until="networkidle")
        assert bo.viewed_at() is None
        with phone.expect_response("**/viewed"):
            phone.mouse.wheel(0, 300)
    assert bo.viewed_at() is not None


def test_a_line_of_the_summary_opens_its_section(browser: Browser, house: House) -> None:
    bo = _bo(house, "lead")
    with a_page(browser, 390) as phone:
        phone.goto(house.address + bo.at)
        cap = phone.locator("#cl_C40")
        expect(cap).not_to_have_attribute("open", "")
        phone.get_by_role("link", name="Read it in the contract: The most that a side").click()
        expect(cap).to_have_attribute("open", "")
        expect(cap).to_be_in_viewport()


def test_a_counterparty_reads_counters_and_accepts_on_a_phone(
    browser: Browser, house: House
) -> None:
    bo = _bo(house, "phone")
    with a_page(browser, 390) as phone:
        phone.goto(house.address + bo.at)
        heading = phone.get_by_role("heading", level=1)
        expect(heading).to_have_text("Photo Archive Inc. offers you a license")
        counters(phone, 36, "Three years, please.")
        expect(heading).to_have_text("You ask Photo Archive Inc. for a license")
        ours(bo, Put(written=months(bo, 30), message="Half-way."))
        phone.goto(house.address + bo.at)
        expect(phone.get_by_role("heading", name="What changed since your offer 2")).to_be_visible()
        accepts(phone, 3)
        expect(phone.get_by_text("Neither side is bound").first).to_be_visible()
    assert bo.deal().status is Status.AGREED
    assert bo.deal().standing.terms.period.months == 30


def test_without_javascript_it_works_as_well(browser: Browser, house: House) -> None:
    bo = _bo(house, "plain")
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    phone = context.new_page()
    phone.goto(house.address + bo.at + "/counter")
    phone.locator("#part-money > summary").click()
    phone.locator("summary", has_text="Charges").first.click()
    phone.get_by_role("button", name="Add a charge").click()
    expect(phone.locator("#part-money")).to_have_attribute("open", "")
    expect(phone.locator("#f-terms-pricing-charges-0-id")).to_be_visible()
    phone.get_by_role("button", name="Remove charge 1").click()
    phone.locator("#part-dates > summary").click()
    phone.get_by_label("Months", exact=True).fill("36")
    phone.get_by_role("button", name="Make this counter-offer").click()
    expect(phone.get_by_role("status")).to_have_text("Your offer is with the other side.")
    context.close()


def test_a_counter_offer_is_worked_out_and_kept_while_it_is_typed(
    browser: Browser, house: House, page: Page
) -> None:
    bo = _bo(house, f"live-{page.viewport_size['width']}")  # type: ignore[index]
    page.goto(house.address + bo.at + "/counter")
    page.locator("#part-dates > summary").click()
    page.locator("#part-materials > summary").click()
    state = page.locator("#state")
    expect(state).to_contain_text("Kept as you type")
    page.locator("[name='terms.materials.lines.0.unit_rate']").fill("0.06")
    expect(state).to_contain_text("USD 1,572,000.00 (+USD 12,000.00)")
    expect(state).to_contain_text("Saved")
    page.get_by_label("Months", exact=True).fill("a while")
    expect(state).to_contain_text("1 to put right")
    page.get_by_label("Message to Photo Archive Inc.").fill("Three years.")
    page.get_by_label("Months", exact=True).fill("36")
    expect(page.locator("#comes-to-box")).to_contain_text("36 months")
    page.goto(house.address + bo.at)
    page.get_by_role("link", name="Go on with it").click()
    expect(page.locator("[name='terms.period.months']")).to_have_value("36")
    expect(page.get_by_label("Message to Photo Archive Inc.")).to_have_value("Three years.")
    assert bo.deal().status is Status.OFFERED

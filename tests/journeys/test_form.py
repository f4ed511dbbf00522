"""A legal team at the drafting form with a real browser, at a desk and on a tablet."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schemas.deal import load_deal
from schemas.terms import canonical
from service.desk import Desk
from service.drafting.library import newest_versions
from tests.conftest import NOON, PATIENCE
from tests.journeys.barriers import complaints
from tests.journeys.steps import EXAMPLE, begins
from tests.serving import a_server
from tests.web.drafters import SAMPLE, invited

LINES = "f-terms-materials-lines"

WIDTHS = pytest.mark.parametrize("width", [1280, 820], ids=["desk", "tablet"])


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with a_server(app) as server:
        yield f"http://127.0.0.1:{server.server_port}"


class Office:
    """Signs people in, each with a browser of their own; a page must not complain."""

    def __init__(self, browser: Browser, address: str, desk: Desk) -> None:
        self.browser, self.address, self.desk = browser, address, desk
        self.open: list[BrowserContext] = []
        self.complaints: list[str] = []

    def page(self, email: str = "ada@archive.example", **options: object) -> Page:
        context = self.browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.open.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address + invited(self.desk, email, NOON))
        page.get_by_role("button", name="Sign in").click()
        return page

    def begun(self, page: Page, start: str = EXAMPLE) -> Page:
        begins(page, self.address, start)
        return page


@pytest.fixture
def office(browser: Browser, address: str, desk: Desk) -> Iterator[Office]:
    found = Office(browser, address, desk)
    yield found
    for context in found.open:
        context.close()
    expected = "the server responded with a status of 4"
    assert [said for said in found.complaints if expected not in said] == []


def saved(page: Page) -> None:
    expect(page.locator("#state .saved")).to_contain_text("Saved")


def digest_of(desk: Desk, page: Page) -> str:
    deal_id = page.url.rpartition("/")[2]
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        return views.deal(deal_id).written.canonical.sha256


@WIDTHS
def test_the_sample_is_drafted_with_the_keyboard_alone(
    office: Office, desk: Desk, width: int
) -> None:
    page = office.page(viewport={"width": width, "height": 900})
    page.goto(f"{office.address}/deals/new")
    page.get_by_text("From an example").press("Enter")
    page.get_by_label(EXAMPLE).press("Space")
    page.get_by_role("button", name="Begin").press("Enter")
    volume = page.locator(f"#{LINES}-0-volume")
    volume.press("Control+a")
    page.keyboard.type("1200000")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == f"{LINES}-0-unit_rate"
    page.get_by_role("button", name="Create draft").press("Enter")
    page.wait_for_url("**/deals/deal_*")
    assert digest_of(desk, page) == canonical(load_deal(SAMPLE, newest_versions()).terms).sha256


@WIDTHS
def test_the_contract_scrolls_to_what_changed_and_marks_it(office: Office, width: int) -> None:
    page = office.begun(office.page(viewport={"width": width, "height": 900}))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#f-terms-law-place").fill("Kings County")
    changed = page.locator("#contract .changed")
    expect(changed).to_have_id("kt_law")
    expect(changed).to_be_in_viewport()
    expect(changed).to_contain_text("Kings County")


def test_a_line_is_added_without_a_reload_and_takes_the_focus(office: Office) -> None:
    page = office.begun(office.page())
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Add a line").press("Enter")
    expect(page.locator(f"#{LINES}-3-description")).to_be_focused()
    page.keyboard.type("Aerial photographs")
    saved(page)
    assert page.evaluate("window.stayed")
    page.get_by_role("button", name="Remove line 1").click()
    expect(page.locator(f"#{LINES}-2-description")).to_have_value("Aerial photographs")
    expect(page.locator(f"#{LINES} > .row")).to_have_count(3)


def test_a_table_is_pasted_checked_and_added(office: Office) -> None:
    page = office.begun(office.page(), "Empty")
    page.get_by_text("Paste a table from a spreadsheet").click()
    page.locator(f"#table-{LINES}").fill(
        "Photos\tPhotographs\timage\t1,200,000\t$0.05\nFilm\tlong video\thour\t10\t100"
    )
    page.get_by_role("button", name="Check the rows").click()
    expect(page.locator(".pasted tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Add 2 rows").click()
    expect(page.locator(f"#{LINES}-1-volume")).to_have_value("10")


def test_a_fault_stands_beside_its_field_as_it_is_typed(office: Office) -> None:
    page = office.begun(office.page())
    volume = page.locator(f"#{LINES}-0-volume")
    volume.fill("many")
    expect(page.locator(f"#fault-{LINES}-0-volume")).to_contain_text("Give a number")
    expect(volume).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#as-of")).to_contain_text("As of the last complete terms")
    volume.fill("5000")
    expect(page.locator(f"#fault-{LINES}-0-volume")).to_be_empty()
    expect(volume).not_to_have_attribute("aria-invalid", "true")


def test_a_refused_draft_puts_the_focus_on_the_first_fault(office: Office) -> None:
    page = office.begun(office.page())
    page.locator("#f-terms-parties-licensee-legal_name").fill("")
    page.locator("#f-terms-law-governing_law").select_option("")
    page.get_by_role("button", name="Create draft").click()
    expect(page.locator("#f-terms-parties-licensee-legal_name")).to_be_focused()


def test_a_link_in_the_summary_opens_what_is_folded(office: Office) -> None:
    page = office.begun(office.page())
    page.locator("#f-terms-compliance-audit_per_year").fill("9")
    page.get_by_role("link", name="Audits a year").click()
    expect(page.locator("#f-terms-compliance-audit_per_year")).to_be_focused()


def test_what_was_typed_is_there_after_a_reload(office: Office) -> None:
    page = office.begun(office.page())
    page.locator("#f-terms-law-place").fill("Kings County")
    page.locator("#f-terms-grant-purposes-field").get_by_label("Evaluation").check()
    saved(page)
    page.reload()
    expect(page.locator("#f-terms-law-place")).to_have_value("Kings County")
    expect(page.locator("#f-terms-grant-purposes-field").get_by_label("Evaluation")).to_be_checked()


def test_what_was_typed_in_the_last_moment_is_not_lost(office: Office) -> None:
    page = office.begun(office.page())
    at = page.url
    page.locator("#f-terms-law-place").fill("Kings County")
    page.goto(f"{office.address}/deals/new")
    assert any(_place(page, at) == "Kings County" for _ in range(40))


def _place(page: Page, at: str) -> str:
    """As the form has it now: what was sent by a page that went away arrives in its own time."""
    page.goto(at)
    return page.locator("#f-terms-law-place").input_value()


def test_two_people_change_one_deal_and_neither_loses_anything(office: Office) -> None:
    ada = office.begun(office.page())
    ada.get_by_role("button", name="Create draft").click()
    ada.wait_for_url("**/deals/deal_*")
    edit = f"{ada.url}/edit"
    ada.goto(edit)
    bo = office.page("bo@archive.example")
    bo.goto(edit)
    bo.locator("#f-terms-law-place").fill("Kings County")
    bo.get_by_role("button", name="Save changes to the deal").click()
    bo.wait_for_url("**/deals/deal_*")
    ada.locator(f"#{LINES}-0-volume").fill("1300000")
    ada.get_by_role("button", name="Save changes to the deal").click()
    expect(ada.get_by_role("heading", name="Somebody changed this deal")).to_be_visible()
    ada.get_by_role("button", name="Continue on the new version").click()
    expect(ada.locator("#f-terms-law-place")).to_have_value("Kings County")
    expect(ada.locator(f"#{LINES}-0-volume")).to_have_value("1300000")
    ada.get_by_role("button", name="Save changes to the deal").click()
    ada.wait_for_url("**/deals/deal_*")


def test_a_deal_is_drafted_without_any_script(office: Office, desk: Desk) -> None:
    page = office.begun(office.page(java_script_enabled=False))
    page.get_by_role("button", name="Add a line").click()
    page.get_by_role("button", name="Remove line 4").click()
    page.get_by_role("button", name="Create draft").click()
    page.wait_for_url("**/deals/deal_*")
    assert digest_of(desk, page) == canonical(load_deal(SAMPLE, newest_versions()).terms).sha256


@WIDTHS
def test_nothing_on_the_form_is_out_of_anybodys_reach(office: Office, width: int) -> None:
    page = office.page(viewport={"width": width, "height": 900})
    page.goto(f"{office.address}/deals/new")
    assert complaints(page) == []
    office.begun(page)
    page.locator(f"#{LINES}-0-volume").fill("many")
    expect(page.locator(f"#fault-{LINES}-0-volume")).to_contain_text("Give a number")
    assert complaints(page) == []

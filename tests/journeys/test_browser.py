"""A visitor with a real browser: the start page, the papers, a phone, the keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.house import House, a_page


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with a_page(browser, request.param) as found:
        yield found


@pytest.fixture
def page(window: Page, house: House) -> Page:
    window.goto(house.address)
    return window


def test_a_visitor_downloads_the_pdf_of_the_sample(page: Page) -> None:
    with page.expect_download() as coming:
        page.get_by_role("link", name="Draft as PDF").click()
    assert coming.value.suggested_filename == "photo-archive.pdf"
    assert coming.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_a_visitor_reads_the_contract_as_a_page(page: Page) -> None:
    page.get_by_role("link", name="Read it here").click()
    assert page.get_by_role("heading", name="AI Training Data License Agreement").is_visible()


def test_no_page_is_wider_than_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_keyboard_reaches_every_action_in_order(page: Page) -> None:
    seen = []
    for _ in range(10):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    wanted = ["Draft as PDF", "Draft as Word document", "Read it here", "Terms as JSON"]
    assert seen[0] == "Skip to the content"
    assert [name for name in seen if name in wanted] == wanted

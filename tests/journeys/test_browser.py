"""A visitor with a real browser: the start page, the papers, a phone, the keyboard."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": request.param, "height": 900})
    complaints: list[str] = []
    found.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    found.goto(address)
    yield found
    found.close()
    assert not complaints, complaints


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
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    wanted = ["Draft as PDF", "Draft as Word document", "Read it here", "Terms as JSON"]
    assert seen[0] == "Skip to the content"
    assert [name for name in seen if name in wanted] == wanted

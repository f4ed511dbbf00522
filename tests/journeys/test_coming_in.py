"""Coming in through a real browser: links that programs open, and a second step set up by hand."""

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from service.commands import setup
from service.domain.people import Role
from service.storage.credentials import Credentials
from service.storage.tables import sign_in_links
from tests.journeys.barriers import complaints
from tests.journeys.house import ORG, House, a_page

EMAIL = "nia@demo.example"


def _invited(house: House) -> str:
    token = setup.invite(house.desk, ORG, EMAIL, "Nia", Role.VIEWER, house.desk.clock()).token
    return f"{house.address}/sign-in/{token}"


def _enter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()


def test_a_browser_that_runs_scripts_does_not_use_a_link_up(browser: Browser, house: House) -> None:
    address = _invited(house)
    link = address.rpartition("/")[2].partition(".")[0]
    with a_page(browser, 1440) as page:
        for _ in range(3):
            page.goto(address, wait_until="networkidle")
    with house.desk.db.engine.connect() as connection:
        used = select(sign_in_links.c.used_at).where(sign_in_links.c.id == link)
        assert connection.scalar(used) is None


@pytest.mark.parametrize("width", [390, 1440])
def test_a_second_step_is_set_up_and_asked_for(browser: Browser, house: House, width: int) -> None:
    with a_page(browser, width) as page:
        _enter(page, _invited(house))
        page.goto(f"{house.address}/settings/security")
        page.get_by_role("button", name="Set it up").click()
        assert complaints(page) == []
        secret = page.locator("code.secret").inner_text()
        totp = pyotp.TOTP(secret)
        page.get_by_label("Code that the app shows now").fill(totp.at(house.desk.clock()))
        page.get_by_role("button", name="Turn the second step on").click()
        expect(page.get_by_text("Your recovery codes")).to_be_visible()
        assert complaints(page) == []
        code = page.locator(".codes code").first.inner_text()
    with a_page(browser, width) as page:
        _enter(page, _invited(house))
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        assert complaints(page) == []
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    _forget(house)


def _forget(house: House) -> None:
    """Nia has no second step again."""
    with house.desk.db.accounts() as accounts:
        user = accounts.user(EMAIL, "Nia", house.desk.clock())
        Credentials(accounts.connection, user).turn_off()

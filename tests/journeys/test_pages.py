"""Every page in a real browser: accessible in light and dark, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.domain.people import Role
from tests.journeys.barriers import OPEN, complaints
from tests.journeys.house import House, a_page

PATHS = {
    "home": "/",
    "deals": "/deals",
    "none_found": "/deals?search=zebra",
    "draft": "/deals/{photos}",
    "asked": "/deals/{speech}",
    "released": "/deals/{film}",
    "withdrawn": "/deals/{music}",
    "offered": "/deals/{scans}",
    "countered": "/deals/{landscapes}",
    "compared": "/deals/{landscapes}/changes",
    "agreed": "/deals/{users}",
    "licenses": "/licenses",
    "calendar": "/calendar",
    "signed_elsewhere": "/licenses/new",
    "library": "/library",
    "clause": "/library/clauses/C23",
    "rates": "/library/rates",
    "people": "/settings/people",
    "sessions": "/settings/sessions",
    "keys": "/settings/keys",
    "security": "/settings/security",
    "outbox": "/settings/outbox",
    "history": "/settings/history",
    "reminders": "/settings/reminders",
    "feed": "/settings/calendar-feed",
    "mondays": "/settings/monday-letter",
    "one_sent": "/settings/outbox/{letter}",
    "letters": "/settings/letters",
    "one_letter": "/settings/letters/approval_requested",
    "offer_letter": "/settings/letters/offer",
}
OUTSIDE = {"start": "/", "sign_in": "/sign-in", "sent": "/sign-in/sent", "verify": "/verify"}

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
_REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, summary, select, textarea, input:not([type=hidden], [type=radio])')]
    .filter(each => each.checkVisibility()).length"""
_FOCUSED = """() => {
    const it = document.activeElement
    it.dataset.seen = 'yes'
    const shown = getComputedStyle(it)
    return it === document.body || shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) > 1
}"""
_UNSEEN = """() => [...document.querySelectorAll(
    'a[href], button, summary, select, textarea, input:not([type=hidden], [type=radio])')]
    .filter(each => each.checkVisibility() && !each.dataset.seen).map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def deals(house: House) -> dict[str, str]:
    return {**house.deals(), "letter": house.letter()}


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def admin(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Page]:
    with a_page(browser, request.param) as page:
        house.enter(page, Role.ADMIN)
        yield page


@pytest.fixture(scope="module", params=[390, 1440], ids=["phone", "desk"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with a_page(browser, request.param) as page:
        yield page


@pytest.mark.parametrize("name", PATHS)
def test_a_page_has_no_barrier_and_is_not_wider_than_the_window(
    admin: Page, house: House, deals: dict[str, str], name: str
) -> None:
    admin.goto(house.address + PATHS[name].format(**deals))
    assert not admin.evaluate(_WIDE)
    assert complaints(admin) == []
    assert not admin.evaluate(_WIDE)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_page_for_visitors_has_no_barrier_either(visitor: Page, house: House, name: str) -> None:
    visitor.goto(house.address + OUTSIDE[name])
    assert not visitor.evaluate(_WIDE)
    assert complaints(visitor) == []


@pytest.mark.parametrize(
    "name", ["home", "asked", "countered", "people", "keys", "deals", "security"]
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    admin: Page, house: House, deals: dict[str, str], name: str
) -> None:
    admin.goto(house.address + PATHS[name].format(**deals))
    admin.evaluate(OPEN)
    for _ in range(admin.evaluate(_REACHABLE) + 5):
        admin.keyboard.press("Tab")
        assert admin.evaluate(_FOCUSED), admin.evaluate("document.activeElement.outerHTML")
    assert admin.evaluate(_UNSEEN) == []


@pytest.mark.parametrize("width", [320, 720])
def test_no_page_scrolls_sideways_when_it_is_enlarged(
    browser: Browser, house: House, deals: dict[str, str], width: int
) -> None:
    """1440 pixels at 200 % are 720, 1280 at 400 % are 320."""
    with a_page(browser, width) as page:
        house.enter(page, Role.ADMIN)
        wide = []
        for name, path in PATHS.items():
            page.goto(house.address + path.format(**deals))
            page.evaluate(OPEN)
            wide += [name] if page.evaluate(_WIDE) else []
        assert wide == []


def test_an_approver_releases_a_draft_by_keyboard(browser: Browser, house: House) -> None:
    with a_page(browser, 1440) as page:
        house.enter(page, Role.APPROVER)
        page.get_by_role("link", name="Japanese speech").first.press("Enter")
        page.get_by_text("Release with a reason").press("Enter")
        page.get_by_label("Reason").first.fill("All speakers are on the label's own staff.")
        page.get_by_role("button", name="Release", exact=True).press("Enter")
        expect(page.get_by_role("status")).to_have_text("The deal is released.")
        expect(page.get_by_role("blockquote")).to_contain_text("Approver released it")


def test_a_drafter_answers_a_counter_offer_on_a_phone(browser: Browser, house: House) -> None:
    with a_page(browser, 390) as page:
        house.enter(page, Role.DRAFTER)
        page.get_by_role("link", name="Landscape photographs, second tranche").first.click()
        expect(page.get_by_role("heading", name="Waiting for us for 3 days")).to_be_visible()
        page.get_by_text("Write a comment").click()
        page.get_by_label("Comment", exact=True).fill("Let us take it.")
        page.get_by_role("button", name="Comment", exact=True).click()
        expect(page.get_by_role("status")).to_have_text("Your own side can read it.")
        page.get_by_text("Accept offer 2").first.click()
        page.get_by_label("I have read offer 2").check()
        page.get_by_role("button", name="Accept offer 2").click()
        expect(page.get_by_role("status")).to_contain_text("This is not yet a contract")


def test_a_drafter_copies_a_deal_and_reads_it_on_a_phone(browser: Browser, house: House) -> None:
    with a_page(browser, 390) as page:
        house.enter(page, Role.DRAFTER)
        page.goto(f"{house.address}/deals/{house.deals()['photos']}")
        page.get_by_role("button", name="Copy as a new draft").click()
        expect(page.get_by_role("status")).to_contain_text("new draft")
        page.get_by_role("link", name="Read it here").click()
        expect(
            page.get_by_role("heading", name="AI Training Data License Agreement")
        ).to_be_visible()


def test_a_viewer_subscribes_and_chooses_mondays_on_a_phone(browser: Browser, house: House) -> None:
    with a_page(browser, 390) as page:
        house.enter(page, Role.VIEWER)
        page.goto(f"{house.address}/settings/calendar-feed")
        page.get_by_role("button", name="Make my feed").click()
        address = page.get_by_role("textbox", name="Address of your feed").inner_text()
        opens = page.get_by_role("link", name="Open in my calendar program")
        assert opens.get_attribute("href") == address.replace("http:", "webcal:")
        assert complaints(page) == []
        assert not page.evaluate(_WIDE)
        page.get_by_role("link", name="Mondays").click()
        page.get_by_label("Your time zone").fill("Europe/Oslo")
        page.get_by_role("button", name="Send it to me").click()
        expect(page.get_by_text("The next one is due on")).to_be_visible()
        assert complaints(page) == []
        page.get_by_role("button", name="Turn it off").click()
        expect(page.get_by_text("It is off.")).to_be_visible()


def test_a_colleague_comes_in_by_the_link_and_goes_again(browser: Browser, house: House) -> None:
    with a_page(browser, 1440) as page, a_page(browser, 390) as phone:
        house.enter(page, Role.ADMIN)
        page.goto(f"{house.address}/settings/people")
        page.get_by_label("Name").fill("Nia Brook")
        page.get_by_label("E-mail address").fill("nia@demo.example")
        page.get_by_role("button", name="Invite").click()
        link = page.locator(".secret").inner_text()
        phone.goto(link)
        phone.get_by_role("button", name="Sign in").click()
        phone.locator("summary", has_text="Demo").click()
        expect(phone.get_by_text("nia@demo.example")).to_be_visible()
        phone.get_by_role("button", name="Sign out").click()
        expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()

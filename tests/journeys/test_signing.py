"""People who sign by personal links: with a finger on a phone, by the keyboard at a desk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from service.signing.links import REASSIGN
from tests.conftest import PATIENCE
from tests.journeys.house import House, a_page
from tests.journeys.test_pages import complaints
from tests.web.signers import LinkSigner
from tests.web.signing_states import STATES, a_signer, proposed

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
_AT_A_DESK_TOO = ("asked", "executed", "copy_given")
_DRAW = """() => {
    const pad = document.getElementById('pad').getBoundingClientRect()
    return [pad.x, pad.y, pad.width, pad.height]
}"""


@pytest.fixture(scope="module")
def signers(house: House) -> dict[str, LinkSigner]:
    """Somebody at every point of signing."""
    client = house.app.test_client()
    return {
        name: state(house.desk, client, f"at-{name.replace('_', '-')}")
        for name, state in STATES.items()
    }


@contextmanager
def a_phone(browser: Browser) -> Iterator[Page]:
    """390 points wide, with a finger and no mouse."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


@pytest.mark.parametrize("name", list(STATES))
def test_a_page_of_a_signer_has_no_barrier_and_is_not_wider_than_the_window(
    browser: Browser, house: House, signers: dict[str, LinkSigner], name: str
) -> None:
    """The contract's text, which is the same for all, is looked at once."""
    for width in (390, 1440) if name in _AT_A_DESK_TOO else (390,):
        with a_page(browser, width) as page:
            page.goto(house.address + signers[name].at)
            assert not page.evaluate(_WIDE)
            if name != "asked":
                page.evaluate("document.querySelector('.contract').remove()")
            assert complaints(page) == []
            assert not page.evaluate(_WIDE)


def test_the_notice_address_confirms_on_a_phone(browser: Browser, house: House) -> None:
    bo = proposed(house.desk, house.app.test_client(), "confirms")
    (made,) = bo.execution().reassignments
    with a_page(browser, 390) as phone:
        phone.goto(f"{house.address}/r/{house.desk.links.token(REASSIGN, made.id)}")
        assert not phone.evaluate(_WIDE)
        assert complaints(phone) == []
        phone.get_by_role("button", name="Confirm that Kim Signs signs").click()
        heading = phone.get_by_role("heading", level=1)
        expect(heading).to_have_text("Kim Signs signs for Example Labs Ltd")
        assert complaints(phone) == []
    assert bo.get().status_code == 404


def test_somebody_signs_with_a_finger_on_a_phone(browser: Browser, house: House) -> None:
    bo = a_signer(house.desk, house.app.test_client(), "finger")
    with a_phone(browser) as phone:
        phone.goto(house.address + bo.at)
        phone.get_by_role("link", name="Read it in the contract: The most that a side").tap()
        expect(phone.locator("#cl_C40")).to_be_in_viewport()
        phone.get_by_role("button", name="Go on to sign").tap()
        phone.get_by_label("I agree to sign electronically").check()
        phone.get_by_label("Draw it").check()
        expect(phone.locator("#pad")).to_be_visible()
        _draws(phone)
        expect(phone.locator("#pad-said")).to_have_text("Drawn")
        phone.get_by_label("I intend to sign and I am authorized").check()
        assert not phone.evaluate(_WIDE)
        assert complaints(phone) == []
        phone.get_by_role("button", name="Review before signing").tap()
        expect(phone.get_by_label("Your drawn signature")).to_be_visible()
        phone.get_by_role("button", name="Mail me a code").tap()
        expect(phone.get_by_role("status")).to_contain_text("A code is on its way")
        assert complaints(phone) == []
        phone.get_by_label("Code from the letter").fill(bo.newest_code())
        phone.get_by_role("button", name="Sign agreement for Example Labs Ltd").tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text("You have signed")
    signed = bo.execution().signer(bo.link_id)
    assert signed.signed_at is not None
    bo.contract.assert_sound()


def _draws(phone: Page) -> None:
    """Two strokes, as a touch screen sends them."""
    phone.locator("#pad").scroll_into_view_if_needed()
    left, top, width, height = phone.evaluate(_DRAW)
    session = phone.context.new_cdp_session(phone)
    for start in (0.1, 0.5):
        way = [
            (left + width * (start + n / 40), top + height * (0.3 + n % 3 / 6)) for n in range(12)
        ]
        for n, (x, y) in enumerate(way):
            kind = "touchMove" if n else "touchStart"
            points = [{"x": x, "y": y}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_somebody_types_at_a_desk_changes_something_signs_and_takes_it_back(
    browser: Browser, house: House
) -> None:
    ada = a_signer(house.desk, house.app.test_client(), "typed", number=0)
    with a_page(browser, 1440) as page:
        page.goto(house.address + ada.at)
        page.get_by_role("button", name="Go on to sign").press("Enter")
        page.get_by_label("I agree to sign electronically").press("Space")
        page.get_by_label("Full name").fill("Ada L. Licensor")
        page.get_by_label("I intend to sign and I am authorized").press("Space")
        page.get_by_role("button", name="Review before signing").press("Enter")
        page.get_by_role("button", name="Change something").press("Enter")
        expect(page.get_by_label("Full name")).to_have_value("Ada L. Licensor")
        expect(page.get_by_label("I intend to sign and I am authorized")).to_be_checked()
        page.get_by_role("button", name="Review before signing").press("Enter")
        page.get_by_role("button", name="Mail me a code").press("Enter")
        page.get_by_label("Code from the letter").fill(ada.newest_code())
        page.get_by_label("Code from the letter").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("You have signed")
        page.get_by_text("Take your signature back", exact=True).press("Enter")
        page.get_by_role("button", name="Take my signature back").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Your signature is taken back.")
    assert ada.execution().signer(ada.link_id).signed_at is None
    ada.contract.assert_sound()

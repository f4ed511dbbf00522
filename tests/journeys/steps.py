"""What people do with a deal in a browser, whatever its width: ours on its page, theirs by their link."""

from playwright.sync_api import Page, expect

EXAMPLE = "Photo archive, first tranche"


def begins(page: Page, address: str, start: str = EXAMPLE) -> None:
    """A new draft, with the form open before its reader; deals of the house come before examples."""
    page.goto(f"{address}/deals/new")
    if start == EXAMPLE:
        page.get_by_text("From an example").click()
    page.get_by_label(start).last.check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/deals/new/frm_*")


def offers(page: Page, button: str, message: str) -> None:
    """Our draft as it stands, from the page of the deal."""
    page.get_by_text(button, exact=True).click()
    page.get_by_label("Message (may be left out)").fill(message)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status")).to_contain_text("is out: the other side gets a letter.")


def redrafts(page: Page, months: int) -> None:
    """Our next draft, by the form, from the page of the deal."""
    page.get_by_role("link", name="Prepare a counter-offer").click()
    page.locator("#f-terms-period-months").fill(str(months))
    page.get_by_role("button", name="Save changes to the deal").click()
    page.wait_for_url("**/deals/deal_*")


def counters(page: Page, months: int, message: str) -> None:
    """By the form behind a personal link, from the page of the offer."""
    page.get_by_role("link", name="Answer this offer").click()
    page.get_by_role("link", name="Make a counter-offer").click()
    page.locator("#part-dates > summary").click()
    page.get_by_label("Months", exact=True).fill(str(months))
    page.get_by_label("Message to Photo Archive Inc.").fill(message)
    page.get_by_role("button", name="Make this counter-offer").click()
    expect(page.get_by_role("status")).to_have_text("Your offer is with the other side.")


def accepts(page: Page, number: int) -> None:
    """Behind a personal link: what stands, with the box that says that our own words are right."""
    page.get_by_label("The name, the address and who signs are right").check()
    page.get_by_role("button", name=f"Accept offer {number}").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("You and Photo Archive Inc. agree on the terms")


def downloads(page: Page, link: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    return coming.value.path().read_bytes()

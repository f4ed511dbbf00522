"""A contract is sent for signature from the page of its deal, at a desk and on a phone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from service.commands import signing
from service.commands.executed_copies import give_copy
from service.commands.sealing import seal_next
from service.domain.deal import Status
from service.domain.people import Role
from service.domain.seal_work import SealedFile, ToSeal
from service.domain.sealing import SealLevel
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel
from tests.executing import Desktop, a_desktop, to_sign
from tests.journeys.house import ORG, House, a_page
from tests.journeys.steps import downloads
from tests.journeys.test_pages import complaints
from tests.web.scans import a_scan

WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def desktop(house: House) -> Desktop:
    """The papers are there, and nobody has been asked to sign."""
    with house.desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    return a_desktop(house.desk.db, org, to_sign())


@pytest.fixture(params=[390, 1440], ids=["phone", "desk"])
def drafter(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Page]:
    with a_page(browser, request.param) as page:
        house.enter(page, Role.DRAFTER)
        yield page


def _has_no_barrier(page: Page) -> None:
    assert complaints(page) == []
    assert not page.evaluate(WIDE)


def test_a_drafter_sends_a_contract_follows_it_and_ends_it(
    drafter: Page, house: House, desktop: Desktop
) -> None:
    page = drafter
    page.goto(f"{house.address}/deals/{desktop.table.deal_id}")
    page.get_by_role("link", name="Check who signs, then send it").click()
    _has_no_barrier(page)
    theirs = page.get_by_role("group", name="For Example Labs Ltd, the licensee")
    theirs.get_by_label("Name").last.fill("Di Licensee")
    theirs.get_by_label("Title").last.fill("Head of Data")
    theirs.get_by_label("E-mail").last.fill("di@labs.example")
    theirs.get_by_label("Turn").last.fill("2")
    page.get_by_role("button", name="Send for signature").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The contract is out for signature")
    waiting = "Waiting for Photo Archive Inc. and Example Labs Ltd to sign"
    expect(page.get_by_role("heading", name=waiting)).to_be_visible()
    ada, bo, di = desktop.execution().live
    assert [each.sent_at is not None for each in (ada, bo, di)] == [True, True, False]
    holder = desktop.holder(1)
    desktop.do(lambda tx: signing.decline(tx, holder, "Ask our COO.", at=house.desk.clock()))
    page.reload()
    expect(page.get_by_role("heading", name="Bo Licensee declined to sign")).to_be_visible()
    _has_no_barrier(page)
    page.get_by_label("Name").fill("Cho Licensee")
    page.get_by_label("Title").fill("Chief Operating Officer")
    page.get_by_label("E-mail").fill("cho@labs.example")
    page.get_by_role("button", name="Name them instead of Bo Licensee").click()
    expect(page.get_by_role("status")).to_contain_text("Cho Licensee signs instead of Bo Licensee")
    page.get_by_role("button", name="Remind Ada Licensor").click()
    expect(page.get_by_role("status")).to_contain_text("Ada Licensor gets a reminder")
    _has_no_barrier(page)
    page.goto(f"{house.address}/")
    expect(page.get_by_text("Waiting for Example Labs Ltd to sign").first).to_be_visible()
    page.goto(f"{house.address}/deals/{desktop.table.deal_id}")
    page.get_by_text("End it without a contract").click()
    page.locator("#void-reason").fill("The budget is gone.")
    page.get_by_role("button", name="Make it void").click()
    expect(page.get_by_role("status")).to_contain_text("The contract is void")
    expect(page.get_by_text("“The budget is gone.”").first).to_be_visible()
    _has_no_barrier(page)
    assert house.deal(desktop.table.deal_id).status is Status.VOIDED


def test_the_keyboard_comes_to_the_button_that_sends_last(
    browser: Browser, house: House, desktop: Desktop
) -> None:
    """Enter in a field keeps the signers, and sends nothing."""
    with a_page(browser, 1440) as page:
        house.enter(page, Role.DRAFTER)
        page.goto(f"{house.address}/deals/{desktop.table.deal_id}")
        page.get_by_label("Title").first.fill("Managing Director")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Nobody has a letter yet.")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Send for signature":
                break
        assert desktop.execution().sent_at is None
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("is out for signature")
    assert desktop.execution().live[0].title == "Managing Director"
    assert desktop.execution().live[0].sent_at is not None


def test_an_approver_confirms_a_copy_in_ink_and_finds_the_contract_executed(
    browser: Browser, house: House
) -> None:
    desk = house.desk
    with desk.db.reading_accounts() as accounts:
        org = accounts.organization_of(ORG)
    inked = a_desktop(desk.db, org, to_sign(level=SignatureLevel.WET_INK))
    inked.sends(desk.clock())
    sha256, day, at = desk.files.put(a_scan()), date(2026, 3, 2), desk.clock()
    theirs = {"side": Side.LICENSEE, "by": inked.execution().live[1].id, "at": at}
    inked.do(lambda tx: give_copy(tx, inked.contract_id, sha256, day, **theirs))
    with a_page(browser, 390) as page:
        house.enter(page, Role.APPROVER)
        page.goto(f"{house.address}/deals/{inked.table.deal_id}")
        _has_no_barrier(page)
        page.get_by_label("I have compared every page").check()
        page.get_by_role("button", name="This is the contract").click()
        expect(page.get_by_role("heading", name="Signed by everybody in ink")).to_be_visible()
        assert seal_next(replace(desk, sealer=_sealed), "w")
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_role("heading", name="Executed")).to_be_visible()
        assert downloads(page, "Sealed contract as PDF") == a_scan() + b" sealed"
        _has_no_barrier(page)


def _sealed(work: ToSeal) -> SealedFile:
    return SealedFile(data=work.shown + b" sealed", certificate=b"%PDF", level=SealLevel.BASIC)

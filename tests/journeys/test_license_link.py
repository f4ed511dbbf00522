"""A counterparty with a phone: reads its license by a link, and gives a notice with a code."""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from service.commands import license_links
from service.domain.licenses.parts import NoticeKind
from service.domain.party import LinkHolder
from service.signing.links import DEAL, NOTICE_CODE
from service.storage.negotiation_tables import link_codes
from tests.journeys.barriers import complaints
from tests.journeys.house import House, a_page
from tests.licensed import Kept, imported
from tests.web.counterparts import an_organization

_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


def _linked(house: House) -> tuple[Kept, LinkHolder]:
    """A license of another house, in force since a hundred days."""
    org, ada = an_organization(house.desk, "linked")
    at = house.desk.clock()
    start = (at - timedelta(days=100)).date()
    kept = imported(house.desk.db, org, by=ada, at=at, starts_on=start)
    holder = kept.do(
        lambda tx: license_links.send_link(
            tx, kept.license_id, "contracts@labs.example", by=ada, at=at
        )
    )
    return kept, holder


def _code(house: House, holder: LinkHolder) -> str:
    asked = select(link_codes.c.id).where(link_codes.c.link_id == holder.link_id)
    with house.desk.db.engine.connect() as connection:
        return house.desk.links.code(NOTICE_CODE, connection.scalars(asked).one())


def _has_no_barrier(page: Page) -> None:
    assert not page.evaluate(_WIDE)
    assert complaints(page) == []


def test_a_counterparty_gives_a_notice_on_a_phone(browser: Browser, house: House) -> None:
    kept, holder = _linked(house)
    with a_page(browser, 390) as phone:
        phone.goto(f"{house.address}/d/{house.desk.links.token(DEAL, holder.link_id)}")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Your license from")
        _has_no_barrier(phone)
        phone.get_by_role("link", name="Notice of a claim").click()
        phone.get_by_role("textbox").fill("A photographer has written to us.")
        _has_no_barrier(phone)
        phone.get_by_role("button", name="See what it does").click()
        _has_no_barrier(phone)
        phone.get_by_role("button", name="Mail me a code").click()
        phone.get_by_label("Code from the letter").fill(_code(house, holder))
        phone.get_by_role("button", name="Give this notice").click()
        expect(phone.get_by_role("status")).to_contain_text("Your notice is given")
        _has_no_barrier(phone)
    (notice,) = kept.license().notices
    assert (notice.kind, notice.by) == (NoticeKind.CLAIM, holder.link_id)

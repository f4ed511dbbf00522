"""A deal from the form to the papers of its contract, by two sides: in two browsers, and by programs."""

import hashlib
import zipfile
from copy import deepcopy
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from service.desk import Desk
from service.domain.deal import Status
from service.domain.people import Role
from service.signing.links import DEAL
from service.worker.deals import work_on_deals
from tests.journeys.house import House, a_page
from tests.journeys.steps import accepts, begins, counters, downloads, offers, redrafts
from tests.web.callers import Caller, a_caller
from tests.web.counterparts import Counterpart
from tests.web.pages.letterbox import letters, link_in

THEIRS = "legal@labs.example"


def _work(desk: Desk) -> None:
    """Until there is nothing left to do."""
    while work_on_deals(desk, "worker"):
        pass


def _link_in_the_letter(desk: Desk, email: str) -> str:
    """The path that the last letter to an address leads to."""
    return link_in(letters(desk, email)[-1])


def test_two_sides_come_from_a_draft_to_the_papers_at_their_desks(
    browser: Browser, house: House
) -> None:
    with a_page(browser, 1440) as ada, a_page(browser, 1440) as bo:
        house.enter(ada, Role.DRAFTER)
        begins(ada, house.address)
        ada.locator("#f-terms-parties-licensee-notice_email").fill(THEIRS)
        ada.get_by_role("button", name="Create draft").click()
        ada.wait_for_url("**/deals/deal_*")
        offers(ada, "Make an offer", "As we discussed.")

        bo.goto(house.address + _link_in_the_letter(house.desk, THEIRS))
        expect(bo.get_by_text("As we discussed.").first).to_be_visible()
        counters(bo, 36, "Three years, please.")

        ada.reload()
        expect(ada.get_by_role("heading", name="Waiting for us since today")).to_be_visible()
        expect(ada.get_by_text("Three years, please.").first).to_be_visible()
        redrafts(ada, 30)
        ada.get_by_role("link", name="Changes in the text from offer 2 to your draft").click()
        expect(ada.locator("#kt_period")).to_have_attribute("open", "")
        expect(ada.locator("#kt_period ins", has_text="July 2029").first).to_be_visible()
        ada.go_back()
        offers(ada, "Send the counter-offer", "Half-way.")

        bo.goto(house.address + _link_in_the_letter(house.desk, THEIRS))
        expect(bo.get_by_role("heading", name="What changed since your offer 2")).to_be_visible()
        deal_id = ada.url.rpartition("/")[2].partition("#")[0]
        digest = house.deal(deal_id).standing.canonical.sha256
        expect(bo.locator("#accept .digest")).to_have_text(digest)
        accepts(bo, 3)

        ada.reload()
        expect(ada.get_by_role("heading", name="Agreed, not yet a contract")).to_be_visible()
        _work(house.desk)
        ada.reload()
        assert downloads(ada, "Contract as PDF").startswith(b"%PDF-1.7")
        with zipfile.ZipFile(BytesIO(downloads(ada, "Contract as Word document"))) as parts:
            assert "30 July 2029" in parts.read("word/document.xml").decode()
        bo.reload()
        expect(bo.get_by_text("Ready to be signed")).to_be_visible()
    deal = house.deal(deal_id)
    assert deal.status is Status.SIGNING
    assert deal.standing.canonical.sha256 == digest
    assert deal.standing.terms.period.months == 30


def _invited(desk: Desk, browser: FlaskClient, ada: Caller, deal: Any) -> Counterpart:
    """Whoever follows the link of the letter that the first offer sent."""
    path = _link_in_the_letter(desk, deal["terms"]["parties"]["licensee"]["notice_email"])
    link_id = desk.links.link_id(DEAL, path.removeprefix("/d/"))
    assert link_id is not None
    return Counterpart(browser, desk, ada.org, deal["id"], link_id)


def _for_months(offer: Any, months: int) -> Any:
    """Other terms in answer to an offer."""
    terms = deepcopy(offer["terms"])
    terms["period"]["months"] = months
    return {"terms": terms, "answers": offer["id"]}


def test_two_programs_come_from_a_draft_to_the_papers_by_json_alone(
    desk: Desk, client: FlaskClient
) -> None:
    ada = a_caller(desk, client, "archive")
    deal = ada.drafted()
    path = f"/deals/{deal['id']}"
    assert ada.post(f"{path}/offers", {"message": "As discussed."}).status_code == 201
    bo = _invited(desk, client, ada, deal)
    countered = bo.call("/offers", _for_months(bo.read()["offer"], 36))
    assert (countered.status_code, countered.json["status"]) == (201, "countered")
    theirs = ada.get(f"/offers/{ada.get(path).json['offer']['id']}").json
    assert theirs["terms"]["period"]["months"] == 36
    assert ada.post(f"{path}/offers", _for_months(theirs, 30)).status_code == 201
    last = bo.read()["offer"]
    agreed = bo.call("/accept", {"terms_sha256": last["terms_sha256"]})
    assert (agreed.status_code, agreed.json["contract"]) == (200, "drawing_up")
    _work(desk)
    contract = ada.get(f"/contracts/{ada.get(path).json['contract_id']}").json
    assert contract["status"] == "ready"
    papers = {each["name"]: each["sha256"] for each in contract["documents"]}
    assert set(papers) == {"document.docx", "document.pdf", "terms.json"}
    assert papers["terms.json"] == last["terms_sha256"]
    for name, sha256 in papers.items():
        taken = ada.get(f"/contracts/{contract['id']}/{name}")
        assert hashlib.sha256(taken.data).hexdigest() == sha256
    assert (bo.read()["status"], bo.read()["contract"]) == ("signing", "ready")

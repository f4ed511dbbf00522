"""What our side does on the page of a license: each form where it is open, and what it does."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from schemas.terms import written
from service.commands import deals as commands
from service.commands.license_notices import give_notice
from service.commands.raising import raise_dates
from service.desk import Desk
from service.domain.licenses.license import LICENSE_MOVES
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind, Status
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Renewal, RenewalMode, RenewalPrice, RenewalPriceMode
from service.storage.licenses import Beside
from service.web.license_event_words import LICENSE_EVENTS
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.licensed import Kept, imported, with_period
from tests.web.pages.visitors import Visitor

START = date(2025, 1, 31)
FORM = re.compile(r'action="/licenses/lic_\w+/((?:breaches/not_\w+/)?[a-z-]+)"')
TYPED = re.compile(r'<details class="asks" open>.*?<textarea[^>]*>([^<]*)</textarea>', re.S)


def a_license(desk: Desk, visitor: Visitor, renewal: Renewal | None = None, **said: Any) -> Kept:
    terms = some_terms() if renewal is None else with_period(renewal=renewal)
    said = {"starts_on": START, "at": NOON, "beside": Beside(title="Photos"), **said}
    return imported(desk.db, visitor.org, terms, by=visitor.user_id, **said)


def open_forms(page: str) -> set[str]:
    return {each.rpartition("/")[2] for each in FORM.findall(page)}


def with_breach(kept: Kept, by: str, sent_on: date) -> str:
    given = Given(
        kind=NoticeKind.BREACH,
        method=NoticeMethod.COURIER,
        sent_on=sent_on,
        grounds="The second invoice is unpaid.",
    )

    def work(tx: Any) -> str:
        return (
            give_notice(tx, kept.license_id, given, side=Side.LICENSOR, by=by, at=NOON)
            .notices[-1]
            .id
        )

    found: str = kept.do(work)
    return found


def test_a_renewal_begins_on_the_page_and_its_deal_says_what_it_changes(
    drafter: Visitor, viewer: Visitor, desk: Desk
) -> None:
    price = RenewalPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal(3))
    renewal = replace(some_terms().period.renewal, price=price)
    kept = a_license(desk, drafter, renewal)
    path = f"/licenses/{kept.license_id}"
    page = drafter.text(path)
    assert open_forms(page) >= {"renew", "amend"}
    assert "Prices in renewal 1" in page
    assert "USD 0.0515" in page
    assert not open_forms(viewer.text(path))
    assert viewer.post(f"{path}/renew").status_code == 403
    answer = drafter.post(f"{path}/renew")
    assert answer.status_code == 303
    deal = drafter.text(answer.location)
    assert "Renewal 1 of a license" in deal
    assert "Renewal 1 would begin on 31 January 2027." in deal
    assert f'href="{path}"' in deal
    assert "What differs from its terms now" in deal
    assert "USD 0.0515" in deal
    assert "Special term Renewal-1" not in deal
    assert "The parties agree that the Agreement renews for Renewal Period 1" in deal
    again = drafter.text(path)
    assert "Deals about it" in again
    assert "Photos, renewal 1" in again


def test_a_deal_whose_terms_do_not_name_its_license_says_that_it_would_be_another(
    drafter: Visitor, desk: Desk
) -> None:
    kept = a_license(desk, drafter)
    deal = drafter.post(f"/licenses/{kept.license_id}/amend").location
    assert "It changes nothing of the terms that stand" in drafter.text(deal)
    assert "another license beside it" not in drafter.text(deal)

    with desk.db.transaction(drafter.org) as tx:
        found = tx.deal(deal.rpartition("/")[2])
        commands.change(tx, found, found.header, written(some_terms()), by=drafter.user_id, at=NOON)
    assert "another license beside it" in drafter.text(deal)


def test_breaches_are_cured_and_suspensions_lifted_by_approvers(
    approver: Visitor, drafter: Visitor, desk: Desk
) -> None:
    kept = a_license(desk, approver, at=NOON - timedelta(days=90))
    path = f"/licenses/{kept.license_id}"
    assert "suspend" not in open_forms(approver.text(path))
    notice = with_breach(kept, approver.user_id, NOON.date() - timedelta(days=50))
    page = approver.text(path)
    assert open_forms(page) >= {"suspend", "confirm-cure", "pause-cure"}
    assert '<a href="#breaches">say so of the breach</a>' in page
    assert '<option value="license"' not in page
    assert not {"suspend", "confirm-cure"} & open_forms(drafter.text(path))
    assert drafter.post(f"{path}/suspend", scope="delivery", grounds="Why").status_code == 403
    wrong = approver.post(f"{path}/suspend", scope="license", grounds="Unpaid")
    assert wrong.status_code == 422
    assert "The contract lets you suspend delivery or unpaid items" in wrong.get_data(as_text=True)
    blank = approver.post(f"{path}/suspend", scope="delivery", grounds="")
    assert blank.status_code == 422
    done = approver.post(f"{path}/suspend", scope="delivery", grounds="Unpaid", notice_id=notice)
    assert done.status_code == 303
    page = approver.text(path)
    assert "Suspended by us since 2 March 2026: further deliveries.</p><p>“Unpaid”" in page
    assert "suspended the license: further deliveries" in page
    assert "suspend" not in open_forms(page)
    breach = f"{path}/breaches/{notice}"
    assert approver.post(f"{breach}/pause-cure").status_code == 303
    assert "resume-cure" in open_forms(approver.text(path))
    assert approver.post(f"{breach}/resume-cure").status_code == 303
    assert approver.post(f"{breach}/confirm-cure", note="Paid in full").status_code == 303
    assert approver.post(f"{breach}/confirm-cure", note="Again").status_code == 409
    assert approver.post(f"{path}/lift", note="Paid").status_code == 303
    license = kept.license()
    assert (license.status, license.suspension) == (Status.IN_FORCE, None)
    assert kept.types()[-2:] == ["BreachCured", "SuspensionLifted"]
    other = a_license(desk, approver)
    strange = f"/licenses/{other.license_id}/breaches/{notice}/pause-cure"
    assert approver.post(strange).status_code == 404


def test_what_decides_a_renewal_is_written_down(drafter: Visitor, desk: Desk) -> None:
    price = RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(4))
    renewal = Renewal(
        mode=RenewalMode.CONDITIONAL, months=12, max=2, price=price, condition="Sales above 1 M"
    )
    kept = a_license(desk, drafter, renewal)
    path = f"/licenses/{kept.license_id}"
    page = drafter.text(path)
    assert open_forms(page) >= {"condition", "index"}
    assert "whose change nobody has entered yet" in page
    said = {"n": "1", "pct": "7.5", "source": "CPI-U, bls.gov"}
    assert drafter.post(f"{path}/index", **{**said, "pct": "much"}).status_code == 422
    assert drafter.post(f"{path}/index", **said).status_code == 303
    assert drafter.post(f"{path}/condition", n="1", met="true", note="Audit").status_code == 303
    page = drafter.text(path)
    assert "USD 0.052" in page
    assert "marked as met" in page
    assert "index" not in open_forms(page)
    kept.assert_sound()


def test_a_renewal_signed_elsewhere_is_written_down_by_an_approver(
    approver: Visitor, desk: Desk
) -> None:
    kept = a_license(desk, approver, Renewal(mode=RenewalMode.MUTUAL, months=12, max=2))
    path = f"/licenses/{kept.license_id}"
    assert approver.post(f"{path}/agreed-renewal", n="1").status_code == 303
    page = approver.text(path)
    assert "Both sides signed that renewal 1 takes place" in page
    assert "agreed-renewal" not in open_forms(page)


def test_a_license_is_closed_when_nothing_is_left_to_do(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = a_license(desk, approver, Renewal(mode=RenewalMode.NONE), starts_on=date(2024, 3, 3))
    path = f"/licenses/{kept.license_id}"
    clock.forward(days=2)
    kept.do(lambda tx: raise_dates(tx, kept.license_id, at=clock()))
    assert "close" in open_forms(approver.text(path))
    refused = approver.post(f"{path}/close", note="All done")
    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert (
        "Not done or waived yet: last day of keeping materials, backups to be cleared," in page
    ), "each duty in words"
    assert TYPED.findall(page) == ["All done"], "the form stays open, with what was typed"


def test_every_event_of_a_license_has_words() -> None:
    kinds = {kind.__name__ for _, kind in LICENSE_MOVES} | {"LicenseMade"}
    assert set(LICENSE_EVENTS) == kinds

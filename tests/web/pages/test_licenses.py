"""The list of licenses, and the page of each: what silence will do, and key dates to deal with."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from service.commands.license_notices import give_notice
from service.commands.licenses import agree_renewal
from service.desk import Desk
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import RenewalMode
from service.storage.license_dates import Day, LicenseDates
from service.storage.licenses import Beside
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.licensed import FILE, Kept, imported, with_period
from tests.web.pages.visitors import Visitor
from tests.web.scans import a_scan

_LICENSES = re.compile(r'href="/licenses/(lic_\w+)"')


START = date(2025, 1, 31)
_YEAR_AGO = NOON - timedelta(days=365)


def _kept(desk: Desk, visitor: Visitor, clock: Clock, title: str = "Photos", **said: Any) -> Kept:
    said = {"starts_on": START, "at": clock(), **said}
    return imported(desk.db, visitor.org, by=visitor.user_id, beside=Beside(title=title), **said)


def _dates(kept: Kept) -> list[Day]:
    with kept.db.reading(kept.org) as views:
        return LicenseDates(views.connection, views.org).of_license(kept.license_id)


def _duty(kept: Kept) -> Day:
    return next(each for each in _dates(kept) if each.waits)


def _place(kept: Kept, found: Day, move: str) -> str:
    return f"/licenses/{kept.license_id}/dates/{found.id}/{move}"


def _part(page: str, id: str) -> str:
    return page.split(f'aria-labelledby="{id}"')[1].split("</section>")[0]


def _row(page: str, kept: Kept) -> str:
    return page.split(f'href="/licenses/{kept.license_id}"')[1].split("</tr>")[0]


def test_an_empty_list_says_how_a_license_begins(viewer: Visitor) -> None:
    page = viewer.text("/licenses")
    assert "No licenses yet" in page
    assert 'role="search"' not in page
    assert 'href="/licenses" aria-current="page"' in page


def test_licenses_are_listed_newest_first_each_with_what_comes_next(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    old = _kept(desk, drafter, clock, "Old")
    clock.forward(minutes=1)
    new = _kept(desk, drafter, clock, "New", starts_on=date(2026, 3, 20))
    page = drafter.text("/licenses")
    assert _LICENSES.findall(page) == [new.license_id, old.license_id]
    assert "20 March 2026, in 18 days" in page
    assert "First day of the license" in page
    assert "30 January 2027" in page
    assert " late</span>" not in _row(page, new)
    late = _kept(desk, drafter, clock, "Late", at=_YEAR_AGO)
    n = sum(each.waits and each.on < NOON.date() for each in _dates(late))
    page = drafter.text("/licenses")
    assert f">{n} late</span>" in _row(page, late)
    assert "Report due, number 5 (Example Labs Ltd)" in _row(page, late)


def test_licenses_are_found_by_status(drafter: Visitor, desk: Desk, clock: Clock) -> None:
    kept = _kept(desk, drafter, clock)
    status = kept.license().status
    assert _LICENSES.findall(drafter.text(f"/licenses?status={status}")) == [kept.license_id]
    assert "No license found" in drafter.text("/licenses?status=closed")
    assert _LICENSES.findall(drafter.text("/licenses?status=sold&x=1")) == [kept.license_id]
    assert drafter.get("/licenses?after=guessed").status_code == 404


def test_older_licenses_are_one_link_away(drafter: Visitor, desk: Desk, clock: Clock) -> None:
    ids = []
    for n in range(26):
        clock.forward(minutes=1)
        ids.append(_kept(desk, drafter, clock, f"License {n}").license_id)
    page = drafter.text("/licenses")
    assert _LICENSES.findall(page) == ids[:0:-1]
    older = re.search(r'href="(/licenses\?[^"]*after=[^"]*)">Older', page)
    assert older
    assert _LICENSES.findall(drafter.text(older[1].replace("&amp;", "&"))) == ids[:1]


def test_the_page_tells_what_silence_does_and_by_when_a_notice_counts(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock)
    page = drafter.text(f"/licenses/{kept.license_id}")
    fate = _part(page, "fate")
    assert "Renews on 31 January 2027" in fate
    assert "If nobody gives a notice of non-renewal in time, it renews for 12 months" in fate
    assert "until 30 January 2028" in fate
    notice = _part(page, "notice")
    assert "Notice of non-renewal, renewal 1" in notice
    assert "1 December 2026" in notice
    assert "30 November 2026" in notice
    assert "by e-mail" in notice
    assert "30 January 2027" in _part(page, "periods")


def test_after_a_notice_of_non_renewal_the_page_tells_the_end(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock)
    given = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=clock().date())
    path = f"/licenses/{kept.license_id}"
    before = drafter.text(path)
    assert f'href="{path}/notices#give"' in _part(before, "notice")
    assert "Prices in renewal 1" in before
    kept.do(
        lambda tx: give_notice(
            tx, kept.license_id, given, side=Side.LICENSOR, by="usr_ada", at=clock()
        )
    )
    page = drafter.text(path)
    assert "Ends on 30 January 2027" in page
    assert "Prices in renewal" not in page
    assert "a notice of non-renewal was given" in page
    assert 'aria-labelledby="notice"' not in page


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (RenewalMode.NONE, "It does not renew."),
        (RenewalMode.OPTION_LICENSEE, "Example Labs Ltd gives a notice of renewal in time"),
        (RenewalMode.MUTUAL, "both sides agree to it in writing in time"),
    ],
)
def test_without_a_renewal_by_silence_the_page_tells_what_it_would_need(
    drafter: Visitor, desk: Desk, clock: Clock, mode: RenewalMode, said: str
) -> None:
    terms = with_period(renewal=replace(some_terms().period.renewal, mode=mode, max=None))
    kept = _kept(desk, drafter, clock, terms=terms)
    fate = _part(drafter.text(f"/licenses/{kept.license_id}"), "fate")
    assert "Ends on 30 January 2027" in fate
    assert said in fate
    if mode is RenewalMode.MUTUAL:
        kept.do(
            lambda tx: agree_renewal(
                tx, kept.license_id, 1, document_sha256=FILE, by="usr_ada", at=clock()
            )
        )
        fate = _part(drafter.text(f"/licenses/{kept.license_id}"), "fate")
        assert "Both sides have agreed, so that it renews" in fate


def test_a_duty_is_marked_as_done_once_with_a_note(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock)
    duty = _duty(kept)
    answer = drafter.post(_place(kept, duty, "done"), note="Paid <today>.")
    assert answer.location == f"/licenses/{kept.license_id}#dates"
    page = drafter.text(f"/licenses/{kept.license_id}")
    assert "It is marked as done." in page
    assert "Done on 2 March 2026 by Drafter: “Paid &lt;today&gt;.”" in page
    again = drafter.post(_place(kept, duty, "done"))
    assert again.status_code == 409
    assert "is done or waived already" in again.get_data(as_text=True)


def test_a_waiver_needs_an_approver_and_a_reason_and_can_be_undone(
    approver: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock)
    duty = _duty(kept)
    assert 'waive"' not in drafter.text(f"/licenses/{kept.license_id}")
    assert drafter.post(_place(kept, duty, "waive"), reason="So.").status_code == 403
    unsaid = approver.post(_place(kept, duty, "waive"), reason=" ")
    assert unsaid.status_code == 422
    assert 'class="asks" open' in unsaid.get_data(as_text=True)
    assert approver.post(_place(kept, duty, "waive"), reason="Not needed.").status_code == 303
    page = approver.text(f"/licenses/{kept.license_id}")
    assert "Waived on 2 March 2026 by Approver: “Not needed.”" in page
    assert drafter.post(_place(kept, duty, "reopen"), reason="Oh.").status_code == 403
    assert approver.post(_place(kept, duty, "reopen"), reason="Oh.").status_code == 303
    assert duty.id in {each.id for each in _dates(kept) if each.waits}


def test_a_day_that_comes_by_itself_has_no_buttons_and_is_not_done(
    approver: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, approver, clock)
    day = next(each for each in _dates(kept) if not each.duty)
    assert _place(kept, day, "done") not in approver.text(f"/licenses/{kept.license_id}")
    answer = approver.post(_place(kept, day, "done"))
    assert answer.status_code == 409
    assert "comes by itself" in answer.get_data(as_text=True)


def test_a_late_duty_stands_first_and_says_so(
    viewer: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock, at=_YEAR_AGO)
    duty = _duty(kept)
    dates = _part(viewer.text(f"/licenses/{kept.license_id}"), "dates")
    first = dates.split("<li")[1]
    assert f"{duty.on.day} {duty.on:%B} {duty.on.year}" in first
    assert ">Late</span>" in first
    assert "<form" not in dates


def test_a_stranger_finds_no_license_and_settles_nothing(
    drafter: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept, theirs = _kept(desk, drafter, clock), _kept(desk, cy, clock)
    duty = _duty(kept)
    assert cy.get(f"/licenses/{kept.license_id}").status_code == 404
    assert cy.post(_place(kept, duty, "done")).status_code == 404
    assert cy.post(_place(theirs, duty, "done")).status_code == 404
    assert drafter.post(_place(theirs, duty, "done")).status_code == 404
    assert duty == _duty(kept)
    assert kept.license_id not in cy.text("/licenses")


def test_a_duty_is_done_with_a_file_that_comes_back_as_it_was_brought(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter, clock)
    duty = _duty(kept)
    wrong = drafter.post(_place(kept, duty, "done"), file=(BytesIO(b"<svg/>"), "a.png"))
    assert wrong.status_code == 422
    assert "It is not a PDF, PNG or JPEG" in wrong.get_data(as_text=True)
    assert viewer.get(_place(kept, duty, "file")).status_code == 404
    answer = drafter.post(_place(kept, duty, "done"), file=(BytesIO(a_scan()), "a.pdf"))
    assert answer.status_code == 303
    assert _place(kept, duty, "file") in viewer.text(f"/licenses/{kept.license_id}")
    assert viewer.get(_place(kept, duty, "file")).data == a_scan()
    assert cy.get(_place(kept, duty, "file")).status_code == 404
    large = drafter.browser.post(
        _place(kept, duty, "done"),
        data=bytes(12 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
    )
    assert large.status_code == 303
    assert "larger than 10 MB" in drafter.text(f"/licenses/{kept.license_id}")

"""Deliveries and statements on the pages of a license: recorded, settled, replaced, reported, exported."""

import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from schemas.terms import written
from service.commands import licenses
from service.commands.making_licenses import days_of
from service.commands.raising import raise_dates
from service.commands.recorded_licenses import record_license
from service.desk import Desk
from service.domain.deal import OurSide
from service.domain.licenses.amending import amend
from service.domain.licenses.parts import Scope
from service.domain.terms.compliance import Reports
from service.domain.terms.delivery import AcceptanceStarts
from service.domain.terms.parties import Side
from service.domain.terms.positions import Position
from service.storage.licenses import Licenses
from service.web.demo import demo_licenses
from tests.builders import some_terms
from tests.conftest import NOON, Clock
from tests.domain.priced import hybrid, rate, share, use
from tests.licensed import FILE, Kept, imported
from tests.web.pages.visitors import Visitor

TODAY = NOON.date()
SHA = "d" * 64
_ID = re.compile(r'<li id="(del_\w+)"')


def _kept(desk: Desk, visitor: Visitor, terms: Any = None, **said: Any) -> Kept:
    """In force since the start of the year; each delivery is tested by itself."""
    terms = terms or some_terms()
    each = replace(terms.delivery, acceptance_starts=AcceptanceStarts.EACH_DELIVERY)
    terms = replace(terms, delivery=each)
    said = {"starts_on": date(2026, 1, 1), "at": desk.clock(), "by": visitor.user_id, **said}
    return imported(desk.db, visitor.org, terms, **said)


def _place(kept: Kept, *more: str) -> str:
    return "/".join((f"/licenses/{kept.license_id}/deliveries", *more))


def _ids(page: str) -> list[str]:
    """The newest first."""
    return _ID.findall(page)


def _words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def _recorded(visitor: Visitor, kept: Kept, quantity: str = "600,000", **more: str) -> str:
    fields = {"quantity.photos": quantity, "manifest_sha256": SHA, **more}
    answer = visitor.post(_place(kept), **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location).rpartition("#")[2]


def test_what_came_stands_against_what_was_agreed_and_says_whose_turn_it_is(
    drafter: Visitor, viewer: Visitor, desk: Desk
) -> None:
    kept = _kept(desk, drafter)
    empty = _words(drafter.text(_place(kept)))
    assert "Nothing has come yet." in empty
    assert "photos Items 1,200,000 0 0 0 0" in empty
    delivery = _recorded(drafter, kept)
    page = drafter.text(_place(kept))
    said = _words(page)
    assert "Delivery 1 is recorded." in said
    assert "photos Items 1,200,000 600,000 0 0 600,000" in said
    last = TODAY + timedelta(days=15)
    assert f"Waiting for them 600,000 of photos to accept or reject, until {last.day} March" in said
    assert "What nobody has rejected by then counts as accepted." in said
    assert _ids(page) == [delivery]
    looked = viewer.text(_place(kept))
    assert "<form" not in looked.split("<main")[1]
    assert f"{last.day} March 2026" in looked
    theirs = _kept(desk, drafter, our_side=OurSide.LICENSEE)
    _recorded(drafter, theirs)
    assert "Waiting for us 600,000 of photos" in _words(drafter.text(_place(theirs)))


def test_items_are_rejected_replaced_used_and_the_rest_accepted(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    kept = _kept(desk, drafter)
    delivery = _recorded(drafter, kept)
    bad = {"quantity.photos": "1,000", "reason.photos": "Torn <corners>"}
    assert drafter.post(_place(kept, delivery, "reject"), **bad).status_code == 303
    said = _words(drafter.text(_place(kept)))
    assert "1,000 rejected on 2 March 2026: “Torn <corners>”" in said
    assert "Waiting for us 1,000 of photos to replace, until 1 April 2026" in said
    clock.forward(days=1)
    second = _recorded(drafter, kept, "400", replaces=delivery)
    page = drafter.text(_place(kept))
    assert _ids(page) == [second, delivery]
    assert "in place of what was rejected of delivery 1" in page
    used = drafter.post(_place(kept, second, "use"), **{"quantity.photos": "400"})
    assert used.status_code == 303
    assert drafter.post(_place(kept, delivery, "accept")).status_code == 303
    said = _words(drafter.text(_place(kept)))
    assert "400 accepted for good on 3 March 2026, by use" in said
    assert "599,000 accepted on 3 March 2026" in said
    assert "600 of photos to replace" in said
    again = drafter.post(_place(kept, delivery, "accept"))
    assert again.status_code == 409
    assert "neither accepted nor rejected" in again.get_data(as_text=True)


def test_a_manifest_is_digested_and_not_kept(drafter: Visitor, desk: Desk) -> None:
    kept = _kept(desk, drafter)
    file, digest = b"id,sha256\n1,abc\n", hashlib.sha256(b"id,sha256\n1,abc\n").hexdigest()
    for typed, status in ((SHA, 422), ("", 303), (digest.upper(), 303)):
        fields = {"quantity.photos": "10", "manifest_sha256": typed}
        sent = drafter.post(_place(kept), **fields, manifest=(BytesIO(file), "list.csv"))
        assert sent.status_code == status
    assert "another digest" not in drafter.text(_place(kept))
    assert drafter.text(_place(kept)).count(digest) == 2
    form = "multipart/form-data; boundary=x"
    large = drafter.browser.post(_place(kept), data=bytes(22 * 1024 * 1024), content_type=form)
    assert large.status_code == 303
    assert "larger than 20 MB. Give its SHA-256 instead." in drafter.text(_place(kept))


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    drafter: Visitor, desk: Desk
) -> None:
    kept = _kept(desk, drafter)
    delivery = _recorded(drafter, kept, "600")
    before = kept.types()
    for place, fields, faults in (
        ((), {}, ["Say how much of which line was delivered."]),
        (
            (),
            {"quantity.photos": "1,5", "quantity.film": "0", "delivered_on": "2031-01-01"},
            ['id="new-quantity.photos-fault"', 'id="new-quantity.film-fault"', 'value="1,5"'],
        ),
        (
            (),
            {"quantity.film": "7", "delivered_on": "2031-01-01"},
            ['id="new-on-fault">Give a day that has come.', 'id="new-sha256-fault"', 'value="7"'],
        ),
        (
            (delivery, "reject"),
            {"quantity.photos": "601", "reason.photos": "Torn"},
            [f'id="{delivery}-reject-quantity.photos-fault"', "at most 600", ">Torn</textarea>"],
        ),
        ((delivery, "reject"), {"quantity.photos": "1"}, [f'id="{delivery}-reason-photos-fault"']),
        ((delivery, "use"), {"quantity.photos": "601"}, ["neither rejected nor used so far"]),
        ((delivery, "reject-whole"), {"tested": "5"}, [f'id="{delivery}-defective-fault"']),
        (
            (),
            {"quantity.photos": "1", "replaces": delivery, "delivered_on": "2031-01-01"},
            ["What you asked for was not done. Give a day that has come."],
        ),
    ):
        answer = drafter.post(_place(kept, *place), **fields)
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        for fault in faults:
            assert fault in page, (fields, fault)
    early = drafter.post(
        _place(kept), **{"quantity.photos": "1", "replaces": delivery, "manifest_sha256": SHA}
    )
    assert early.status_code == 409
    assert kept.types() == before


def test_a_late_row_of_the_schedule_says_so_and_one_that_came_is_done(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    terms = some_terms()
    rows = tuple(replace(each, due_date=TODAY, due_after=None) for each in terms.delivery.schedule)
    kept = _kept(desk, drafter, replace(terms, delivery=replace(terms.delivery, schedule=rows)))
    _recorded(drafter, kept)
    clock.forward(days=1)
    said = _words(drafter.text(_place(kept)))
    assert "1, photos Done 2 March 2026 600,000 600,000" in said
    assert "3, clips Late 2 March 2026 250,000 0" in said
    assert "Late Waiting for us 250,000 of clips to deliver, until 2 March 2026" in said
    overview = drafter.text(f"/licenses/{kept.license_id}")
    done = _words(overview)
    assert f'href="{_place(kept)}">See the deliveries' in overview
    assert f'href="/licenses/{kept.license_id}/statement">See what is payable' in overview
    assert "Done on 2 March 2026 by Drafter: “Delivery 1”" in done


def test_a_price_that_an_amendment_changed_has_a_line_for_each_time(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    at_once = replace(some_terms().delivery, acceptance_days=0)
    kept = _kept(desk, drafter, replace(some_terms(), delivery=at_once))
    _recorded(drafter, kept, "1,000")
    clock.forward(days=2)
    first, *others = kept.license().terms.materials.lines
    lines = (replace(first, unit_rate=rate("0.08")), *others)

    def work(tx: Any) -> None:
        license = Licenses(tx).held(kept.license_id)
        terms = license.terms
        new = written(replace(terms, materials=replace(terms.materials, lines=lines)))
        events = amend(license, new, deal_id=None, by=drafter.user_id, at=clock())
        Licenses(tx).record(license, events, days_of(terms))

    kept.do(work)
    _recorded(drafter, kept, "500")
    page = _words(
        drafter.text(f"/licenses/{kept.license_id}/statement?from=2026-01-01&to=2026-03-31")
    )
    assert "USD 0.05 per item, delivered or accrued until 3 March 2026" in page
    assert "USD 0.08 per item, delivered or accrued from 4 March 2026" in page
    assert "USD 50.00" in page
    assert "USD 40.00" in page
    later = _words(
        drafter.text(f"/licenses/{kept.license_id}/statement?from=2026-03-04&to=2026-03-31")
    )
    assert "until 3 March 2026" not in later, "nothing more came at that price"


def test_what_is_late_and_suspended_shows_as_late_nowhere(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    terms = some_terms()
    row = replace(terms.delivery.schedule[0], due_date=TODAY, due_after=None)
    at_once = replace(terms.positions, clauses={"C46": Position.LICENSOR})
    delivery = replace(terms.delivery, schedule=(row,))
    kept = _kept(desk, drafter, replace(terms, delivery=delivery, positions=at_once))
    clock.forward(days=3)
    kept.do(lambda tx: raise_dates(tx, kept.license_id, at=clock()))
    late = "/calendar?view=list&standing=late&group=deliveries"
    assert drafter.text(late).count(">Late</span>") == 1
    kept.do(
        lambda tx: licenses.suspend(
            tx,
            kept.license_id,
            side=Side.LICENSOR,
            scope=Scope.DELIVERY,
            grounds="Unpaid.",
            notice_id=None,
            by=drafter.user_id,
            at=clock(),
        )
    )
    assert drafter.text(late).count(">Late</span>") == 0
    assert "photos Suspended 2 March 2026" in _words(drafter.text(_place(kept)))
    overview = _words(drafter.text(f"/licenses/{kept.license_id}"))
    assert "Delivery due, number 1 Suspended" in overview
    assert "Mark as done" in overview
    assert "number 1 Late" not in overview


def test_older_deliveries_are_one_link_away(drafter: Visitor, desk: Desk) -> None:
    kept = _kept(desk, drafter)
    ids = [_recorded(drafter, kept, "1") for _ in range(21)]
    page = drafter.text(_place(kept))
    assert _ids(page) == ids[:0:-1]
    older = re.search(r'href="(/licenses/\w+/deliveries\?after=\w+)">Older', page)
    assert older
    assert _ids(drafter.text(older[1])) == ids[:1]


def test_hidden_defects_and_training_are_asked_for_where_the_contract_knows_them(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    terms = some_terms()
    chosen = replace(terms.positions, clauses={"C05": Position.LICENSEE})
    delivery = replace(terms.delivery, use_is_acceptance=False, acceptance_days=3)
    kept = _kept(desk, drafter, replace(terms, positions=chosen, delivery=delivery))
    found = _recorded(drafter, kept, "600")
    clock.forward(days=4)
    page = drafter.text(_place(kept))
    assert f"/{found}/use" not in page
    fields = {"quantity.photos": "10", "trained.photos": "2", "reason.photos": "Hidden"}
    late = drafter.post(_place(kept, found, "reject"), **fields)
    assert late.status_code == 422
    fields["found_on.photos"] = "2026-03-05"
    assert drafter.post(_place(kept, found, "reject"), **fields).status_code == 303
    said = _words(drafter.text(_place(kept)))
    assert "10 rejected on 6 March 2026, after they had been accepted: “Hidden”" in said
    assert "(2 used for training before)" in said


def test_a_statement_names_each_sum_its_sources_and_leaves_as_files(
    drafter: Visitor, viewer: Visitor, desk: Desk
) -> None:
    kept = _kept(desk, drafter, hybrid(use(), share("10")))
    here = f"/licenses/{kept.license_id}"
    delivery = _recorded(drafter, kept)
    drafter.post(_place(kept, delivery, "accept"))
    sent = {"on": "2026-02-28", "uses.use": "80", "base.share": "1,000"}
    answer = drafter.post(f"{here}/reports", **sent)
    assert answer.location == f"{here}/statement?from=2026-01-01&to=2026-03-31#reports"
    page = drafter.text(answer.location.partition("#")[0])
    said = _words(page)
    assert "Charges USD 30,140.00 Payable USD 30,140.00" in said
    assert "per query Reports until 28 February 2026 USD 40.00" in said
    assert "per item Delivery 1 USD 30,000.00" in said
    assert "photos Items Delivery 1 600,000 600,000 0 600,000" in said
    assert "These days are not over" in said
    assert "until 28 February 2026: 80" in said
    march = "from=2026-03-01&to=2026-03-31"
    assert "Payable USD 30,000.00" in _words(viewer.text(f"{here}/statement?{march}"))
    assert "<form method" not in viewer.text(f"{here}/statement").split("<main")[1]
    file = viewer.get(f"{here}/statement/payable.csv?{march}")
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="payable-2026-03-01-2026-03-31.csv"'
    )
    assert "Payable,30000.00,USD" in file.get_data(as_text=True)
    book = load_workbook(BytesIO(viewer.get(f"{here}/statement/units.xlsx?{march}").data))
    assert [cell.value for cell in book.active[2]][:3] == ["photos", 600_000, 600_000]
    older = _kept(desk, drafter, starts_on=date(2025, 11, 15))
    usual = _words(drafter.text(f"/licenses/{older.license_id}/statement"))
    assert "Statement for 15 November to 31 December 2025" in usual
    assert "These days are not over" not in usual


def test_a_report_of_a_whole_month_does_the_duty_to_report(drafter: Visitor, desk: Desk) -> None:
    terms = hybrid(use())
    monthly = replace(terms.compliance, reports=Reports.MONTHLY)
    kept = _kept(desk, drafter, replace(terms, compliance=monthly))
    here, told = f"/licenses/{kept.license_id}", "The duty to report for this time is done with it."
    drafter.post(f"{here}/reports", **{"on": "2026-02-27", "uses.use": "80"})
    assert told not in drafter.text(here)
    drafter.post(f"{here}/reports", **{"on": "2026-02-28", "uses.use": "80"})
    page = _words(drafter.text(here))
    assert told in page
    assert re.search("Done on 2 March 2026 by Drafter.{1,3}“Report until 28 February 2026”", page)


def test_days_and_reports_that_do_not_fit_are_told_where_they_stand(
    drafter: Visitor, desk: Desk
) -> None:
    kept = _kept(desk, drafter, hybrid(use(), share("10")))
    here = f"/licenses/{kept.license_id}"
    for query, fault in (
        ("from=2026-03-01", 'id="to-fault">Give both days'),
        ("from=2026-03-02&to=2026-03-01", 'id="to-fault">Give a last day'),
        ("from=soon&to=2026-03-01", 'id="from-fault"'),
    ):
        answer = drafter.get(f"{here}/statement?{query}")
        assert answer.status_code == 422
        assert fault in answer.get_data(as_text=True)
        assert drafter.get(f"{here}/statement/units.csv?{query}").status_code == 404
    assert drafter.get(f"{here}/statement?from=&to=").status_code == 200
    assert drafter.get(f"{here}/statement/terms.csv").status_code == 404
    assert drafter.get(f"{here}/statement/units.pdf").status_code == 404
    for fields, fault in (
        ({"on": "2026-02-28"}, "Say how much"),
        ({"on": "", "uses.use": "1"}, "Give a date"),
        ({"on": "2031-01-01", "base.share": "1"}, "Give a day that has come."),
        ({"on": "2026-02-28", "uses.use": "x"}, 'id="report-use-fault"'),
    ):
        answer = drafter.post(f"{here}/reports", **fields)
        assert answer.status_code == 422
        assert fault in answer.get_data(as_text=True), fields
    assert "UseReported" not in kept.types()


@pytest.mark.parametrize("move", ["accept", "reject", "reject-whole", "use"])
def test_a_stranger_settles_nothing_and_a_viewer_neither(
    drafter: Visitor, viewer: Visitor, cy: Visitor, desk: Desk, move: str
) -> None:
    kept, theirs = _kept(desk, drafter), _kept(desk, cy)
    delivery = _recorded(drafter, kept)
    before = kept.types()
    assert cy.post(_place(kept, delivery, move)).status_code == 404
    assert cy.post(_place(theirs, delivery, move)).status_code == 404
    assert viewer.post(_place(kept, delivery, move)).status_code == 403
    assert drafter.post(_place(theirs, delivery, move)).status_code == 404
    assert cy.post(_place(kept), **{"quantity.photos": "1"}).status_code == 404
    assert cy.get(_place(kept)).status_code == 404
    assert cy.get(f"/licenses/{kept.license_id}/statement").status_code == 404
    assert cy.get(f"/licenses/{kept.license_id}/statement/units.csv").status_code == 404
    assert cy.post(f"/licenses/{kept.license_id}/reports").status_code == 404
    assert kept.types() == before


def test_a_license_known_by_key_facts_says_nothing_that_nobody_stated(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    demo = demo_licenses(TODAY)["harbor"]
    with desk.db.transaction(drafter.org) as tx:
        said: dict[str, Any] = {"by": drafter.user_id, "at": desk.clock()}
        made = record_license(tx, demo.header, demo.written, FILE, **said)
    kept = Kept(desk.db, drafter.org, made.id)
    line = made.terms.materials.lines[0].id
    page = drafter.text(_place(kept))
    assert "Not known" in page
    assert "have not come yet" not in page
    answer = drafter.post(_place(kept), **{f"quantity.{line}": "1"})
    assert answer.status_code == 303, _words(answer.get_data(as_text=True))
    clock.forward(days=1)
    page = drafter.text(_place(kept))
    assert "by then counts as accepted" not in page
    assert "asks for a list" not in page
    assert "/use" not in page
    assert "/reject-whole" not in page
    statement = drafter.text(f"/licenses/{kept.license_id}/statement")
    assert "The prices of this license are not recorded" in statement
    assert 'id="charges"' not in statement
    assert drafter.get(f"/licenses/{kept.license_id}/statement/payable.csv").status_code == 200

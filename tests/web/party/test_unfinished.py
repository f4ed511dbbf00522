"""A counter-offer that is not made yet: kept as it is typed, for whoever types it and nobody else."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Status
from service.storage.negotiation_tables import link_visits
from service.storage.tables import form_drafts
from tests.web.counterparts import Counterpart, months, ours
from tests.web.drafters import VOLUME, Drafter, invited, value
from tests.web.party.test_counter import MONTHS, fields_of

RATE = "terms.materials.lines.0.unit_rate"
HX = {"HX-Request": "true"}


def _live(bo: Counterpart, **changes: str) -> str:
    """The answer to what the page sends while somebody types."""
    data = {"csrf_token": bo.form_token, **fields_of(bo, **changes)}
    answer = bo.browser.post(f"{bo.at}/counter/live", data=data, headers=HX)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def _kept(bo: Counterpart) -> int:
    with bo.desk.db.reading_work() as connection:
        return len(connection.execute(select(form_drafts)).all())


def test_what_is_typed_is_there_when_the_link_is_opened_again(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "a while", "message": "Half of\r\nit.", "expires_on": "2026-03-31"})
    assert "You have begun an offer of your own" in bo.page()
    page = bo.page("/counter")
    assert value(page, MONTHS) == "a while"
    assert value(page, "expires_on") == "2026-03-31"
    assert "Half of\nit." in page
    assert bo.deal().status is Status.OFFERED


def test_what_is_typed_later_takes_the_place_of_what_was_typed_before(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "30", VOLUME: "7"})
    _live(bo, **{MONTHS: "36"})
    page = bo.page("/counter")
    assert (value(page, MONTHS), value(page, VOLUME)) == ("36", "1200000")
    assert _kept(bo) == 1


def test_to_look_at_the_form_keeps_nothing(bo: Counterpart) -> None:
    page = bo.page("/counter")
    assert "Kept as you type" in page
    assert "You have begun" not in bo.page()
    assert _kept(bo) == 0


@pytest.mark.parametrize("do", ["offer", "look", "save", "add:terms.pricing.charges"])
def test_a_button_keeps_what_was_typed_as_well(bo: Counterpart, do: str) -> None:
    bo.post("/counter", fields_of(bo, **{MONTHS: "a while"}), do=do, message="Kept.")
    page = bo.page("/counter")
    assert value(page, MONTHS) == "a while"
    assert "Kept." in page
    assert ("terms.pricing.charges.0.id" in page) == do.startswith("add:")


def test_what_was_offered_is_not_kept(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "36"})
    assert bo.post("/counter", fields_of(bo, **{MONTHS: "36"}), do="offer").status_code == 303
    assert _kept(bo) == 0
    assert "You have begun" not in bo.page()


def test_what_was_thrown_away_is_gone(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "36"})
    answer = bo.post("/counter", fields_of(bo, **{MONTHS: "36"}), do="discard")
    assert "is dropped" in bo.browser.get(answer.location).get_data(as_text=True)
    assert value(bo.page("/counter"), MONTHS) == "24"


def test_a_form_without_any_term_takes_nothing_away(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "36"})
    bo.post("/counter", do="look")
    assert value(bo.page("/counter"), MONTHS) == "36"


def test_a_colleague_does_not_see_it(bo: Counterpart) -> None:
    bo.call("/invite", {"name": "Kim Park", "email": "kim@labs.example"})
    kim = bo.colleague("kim@labs.example")
    _live(bo, **{MONTHS: "36"})
    assert value(kim.page("/counter"), MONTHS) == "24"
    _live(kim, **{MONTHS: "48"})
    assert value(bo.page("/counter"), MONTHS) == "36"


def test_our_side_reads_nothing_of_it_anywhere(bo: Counterpart, app: Flask, desk: Desk) -> None:
    _live(bo, **{"terms.law.place": "Ztyped-7f3a", "message": "Ztyped-7f3a"})
    ada = Drafter(
        app.test_client(), invited(desk, "ada@archive.example", desk.clock(), org="archive")
    )
    at = f"/deals/{bo.deal_id}"
    for path in ("/", "/deals", "/deals/new", at, f"{at}/edit", f"{at}/read", "/settings/outbox"):
        assert "Ztyped-7f3a" not in ada.page(path), path


def test_what_they_alone_changed_meanwhile_is_taken_over(bo: Counterpart) -> None:
    _live(bo, **{RATE: "0.06"})
    ours(bo, Put(written=months(bo, 18)))
    page = bo.page("/counter")
    assert "Offer 2 came after you began" in page
    assert (value(page, RATE), value(page, MONTHS)) == ("0.06", "18")
    offer = bo.deal().offer
    assert offer is not None
    assert value(page, "answers") == offer.id


def test_where_both_changed_the_same_what_was_typed_stays(bo: Counterpart) -> None:
    _live(bo, **{MONTHS: "36"})
    ours(bo, Put(written=months(bo, 18)))
    assert value(bo.page("/counter"), MONTHS) == "36"


def test_an_offer_that_comes_while_somebody_types_is_said_at_once(bo: Counterpart) -> None:
    sent = {"answers": bo.read()["offer"]["id"]}
    assert "came while you were typing" not in _live(bo, **sent)
    ours(bo, Put(written=months(bo, 18)))
    assert "Offer 2 came while you were typing" in _live(bo, **sent)


def test_the_fee_and_what_changed_follow_what_is_typed(bo: Counterpart) -> None:
    answer = _live(bo, **{RATE: "0.06"})
    assert 'id="comes-to-box" aria-labelledby="comes-to" hx-swap-oob="true"' in answer
    assert "USD 1,572,000.00" in answer
    assert "+USD 12,000.00" in answer
    assert "rate 0.05 -&gt; 0.06" in answer


def test_a_fault_stands_beside_its_field_at_once(bo: Counterpart) -> None:
    answer = _live(bo, **{VOLUME: "abc"})
    assert re.search(
        r'id="fault-f-terms-materials-lines-0-volume"[^>]*role="alert">Give a number', answer
    )
    assert "1 to put right" in answer


def test_a_page_that_is_alive_gets_the_rows_alone(bo: Counterpart) -> None:
    data = {"csrf_token": bo.form_token, **fields_of(bo), "do": "add:terms.pricing.charges"}
    answer = bo.browser.post(f"{bo.at}/counter", data=data, headers=HX).get_data(as_text=True)
    assert 'name="terms.pricing.charges.0.id"' in answer
    assert "<html" not in answer
    assert 'id="state"' in answer


def test_names_of_the_other_side_are_not_kept(bo: Counterpart) -> None:
    _live(bo, **{"terms.parties.licensor.legal_name": "Somebody Else", "title": "Ours"})
    with bo.desk.db.reading_work() as connection:
        (kept,) = connection.scalars(select(form_drafts.c.fields))
    assert "terms.parties.licensor.legal_name" not in kept
    assert "title" not in kept


def test_typing_is_no_visit_of_its_own(bo: Counterpart) -> None:
    def visits() -> int:
        with bo.desk.db.reading_work() as connection:
            return len(connection.execute(select(link_visits)).all())

    fields = fields_of(bo)
    before = visits()
    bo.post("/counter/live", fields)
    assert visits() == before


@pytest.mark.parametrize("typed", [{RATE: "900"}, {"terms.materials.lines.1.releases_pct": "50"}])
def test_nothing_that_we_think_of_it_is_in_what_is_sent(
    bo: Counterpart, typed: dict[str, str]
) -> None:
    answer = _live(bo, **typed)
    assert "What it comes to" in answer
    for ours_alone in ("published", "Blocks.", "Warning.", "approver", "finding", "playbook"):
        assert ours_alone not in answer, ours_alone


def test_a_form_of_another_page_keeps_nothing(bo: Counterpart) -> None:
    data = dict(fields_of(bo, **{MONTHS: "36"}))
    assert bo.browser.post(f"{bo.at}/counter/live", data=data).status_code == 400
    assert _kept(bo) == 0

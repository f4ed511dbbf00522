"""A counter-offer by form: the terms that stand, without what is not this side's to say."""

import pytest
from flask import Flask

from schemas.forms import to_form
from schemas.terms import dump_terms
from service.commands.negotiation import Put
from service.desk import Desk
from service.domain.deal import Status
from service.domain.negotiation import NOT_BINDING
from service.domain.terms.parties import Side
from tests.web.counterparts import Counterpart, a_counterpart, counter_of, months, ours
from tests.web.drafters import VOLUME, Fields, value

MONTHS = "terms.period.months"


def fields_of(bo: Counterpart, **changes: str) -> Fields:
    """What a browser sends of the form as it was opened, with changes."""
    form = to_form({"terms": dump_terms(bo.deal().standing.terms)})
    offer = bo.deal().offer
    assert offer is not None
    page = bo.page("/counter")
    opened = {name: values for name, values in form.items() if f'name="{name}"' in page}
    return {**opened, "answers": [offer.id], **{name: [v] for name, v in changes.items()}}


def test_the_form_holds_the_terms_that_stand(bo: Counterpart) -> None:
    page = bo.page("/counter")
    assert value(page, MONTHS) == "24"
    assert value(page, VOLUME) == "1200000"
    assert NOT_BINDING in page


def test_it_asks_nothing_that_is_not_this_sides_to_say(bo: Counterpart) -> None:
    page = bo.page("/counter")
    assert 'name="terms.parties.licensee.legal_name"' in page
    for name in ("terms.parties.licensor", "terms.parties.other_licensors", "terms.form"):
        assert f'name="{name}' not in page
    for name in ("title", "our_side", "external_id", "metadata", "family"):
        assert f'name="{name}"' not in page


def test_a_licensor_speaks_for_itself_alone(desk: Desk, app: Flask) -> None:
    with app.test_client() as browser:
        page = a_counterpart(desk, browser, side=Side.LICENSOR).page("/counter")
    assert 'name="terms.parties.licensor.legal_name"' in page
    assert 'name="terms.parties.licensors_liability"' in page
    assert 'name="terms.parties.licensee' not in page


def test_what_is_changed_is_offered_and_the_rest_stays(bo: Counterpart) -> None:
    before = bo.deal().standing.terms
    sent = fields_of(bo, **{MONTHS: "36"})
    answer = bo.post("/counter", sent, do="offer", message="Three years.", expires_on="2026-03-31")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    deal = bo.deal()
    assert deal.status is Status.COUNTERED
    assert deal.offer is not None
    assert (deal.offer.side, deal.offer.message) == (Side.LICENSEE, "Three years.")
    assert str(deal.offer.expires_at) == "2026-04-01 04:00:00+00:00"
    assert deal.standing.terms.period.months == 36
    assert deal.standing.terms.parties == before.parties
    assert deal.standing.terms.materials == before.materials


def test_names_of_the_other_side_that_are_sent_all_the_same_change_nothing(
    bo: Counterpart,
) -> None:
    forged = {"terms.parties.licensor.legal_name": "Somebody Else", "our_side": "licensee"}
    bo.post("/counter", fields_of(bo, **{MONTHS: "36"}, **forged), do="offer")
    deal = bo.deal()
    assert deal.status is Status.COUNTERED
    assert deal.standing.terms.parties.licensor.legal_name == "Photo Archive Inc."
    assert deal.header.our_side == "licensor"


def test_what_is_refused_is_marked_and_nothing_typed_is_lost(bo: Counterpart) -> None:
    sent = fields_of(bo, **{MONTHS: "a while", VOLUME: "7654321"})
    answer = bo.post("/counter", sent, do="offer", message="Kept.", expires_on="2026-03-31")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "This is not offered yet" in page
    assert 'href="#f-terms-period-months"' in page
    assert value(page, MONTHS) == "a while"
    assert value(page, VOLUME) == "7654321"
    assert "Kept." in page
    assert 'value="2026-03-31"' in page
    assert bo.deal().status is Status.OFFERED


def test_an_end_that_has_passed_is_refused_at_its_field(bo: Counterpart) -> None:
    sent = fields_of(bo, **{MONTHS: "36"})
    answer = bo.post("/counter", sent, do="offer", expires_on="2026-03-01")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="expires_on-fault"' in page
    assert "Give a moment that is ahead" in page


def test_terms_that_nobody_changed_are_no_counter_offer(bo: Counterpart) -> None:
    answer = bo.post("/counter", fields_of(bo), do="offer")
    assert answer.status_code == 422
    assert "These are the terms that stand" in answer.get_data(as_text=True)


def test_rows_are_added_and_taken_away_without_a_script(bo: Counterpart) -> None:
    at = "terms.pricing.charges"
    page = bo.post("/counter", fields_of(bo), do=f"add:{at}").get_data(as_text=True)
    assert f'name="{at}.0.id"' in page
    assert '<details class="part fold" id="part-money" open>' in page
    sent = fields_of(bo, **{"terms.materials.lines.2.description": "Kept."})
    page = bo.post("/counter", sent, do="remove:terms.materials.lines:1").get_data(as_text=True)
    assert "terms.materials.lines.1.description" in page
    assert "terms.materials.lines.2.description" not in page
    assert "Kept." in page


def test_what_it_would_cost_stands_there_before_it_is_offered(bo: Counterpart) -> None:
    sent = fields_of(bo, **{"terms.materials.lines.0.unit_rate": "0.06"})
    page = bo.post("/counter", sent, do="look").get_data(as_text=True)
    assert "+USD 12,000.00" in page
    assert bo.deal().status is Status.OFFERED


def test_an_offer_that_came_meanwhile_is_shown_before_it_is_answered(bo: Counterpart) -> None:
    sent = fields_of(bo, **{MONTHS: "36"})
    ours(bo, Put(written=months(bo, 18)))
    answer = bo.post("/counter", sent, do="offer", message="Kept.")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Offer 2 stands now" in page
    assert value(page, MONTHS) == "36"
    offer = bo.deal().offer
    assert offer is not None
    assert f'name="answers" value="{offer.id}"' in page
    assert bo.post("/counter", {**sent, "answers": offer.id}, do="offer").status_code == 303


def test_an_own_offer_is_replaced_by_another(bo: Counterpart) -> None:
    counter_of(bo, Put(written=months(bo, 36)))
    assert bo.post("/counter", fields_of(bo, **{MONTHS: "30"}), do="offer").status_code == 303
    assert [offer["number"] for offer in bo.read()["offers"]] == [1, 2, 3]


@pytest.mark.parametrize("path", ["/reject", "/withdraw"])
def test_a_deal_that_is_over_has_no_form(bo: Counterpart, path: str) -> None:
    bo.post(path)
    assert bo.get("/counter").status_code == 303
    sent = {"do": "offer", "answers": "x", **to_form({"terms": dump_terms(months(bo, 30).terms)})}
    assert bo.post("/counter", sent).status_code == 409
    assert bo.deal().status in {Status.REJECTED, Status.WITHDRAWN}


def test_what_we_think_of_a_price_is_not_told(bo: Counterpart) -> None:
    sent = fields_of(bo, **{"terms.materials.lines.0.unit_rate": "900"})
    page = bo.post("/counter", sent, do="look").get_data(as_text=True)
    assert "What it comes to" in page
    assert "published prices" not in page
    assert 'class="bands"' not in page

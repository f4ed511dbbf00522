"""Changing a deal, alone and while somebody else changes it too."""

import pytest
from flask import Flask

from service.commands.negotiation import Put, offer, withdraw_deal
from service.desk import Desk
from service.domain.deal import Deal
from service.web.form.merge import differences, merged
from tests.conftest import NOON
from tests.web.drafters import VOLUME, Drafter, Fields, invited, sample_fields, value

PLACE = "terms.law.place"


@pytest.fixture
def ada(app: Flask, desk: Desk) -> Drafter:
    return Drafter(app.test_client(), invited(desk, "ada@archive.example", NOON))


@pytest.fixture
def edit(ada: Drafter) -> str:
    return f"/deals/{ada.drafted()}/edit"


def deal_at(desk: Desk, edit: str) -> Deal:
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.reading(org) as views:
        return views.deal(edit.split("/")[2])


def bo_records(app: Flask, desk: Desk, edit: str, fields: Fields) -> None:
    bo = Drafter(app.test_client(), invited(desk, "bo@archive.example", NOON))
    bo.page(edit)
    assert bo.post(edit, {**fields, "do": "record"}).status_code == 303


def test_a_deal_opens_with_its_terms(ada: Drafter, edit: str) -> None:
    assert value(ada.page(edit), VOLUME) == "1200000"


def test_a_change_is_recorded_on_the_deal(ada: Drafter, edit: str, desk: Desk) -> None:
    ada.page(edit)
    ada.post(edit, {**sample_fields(**{PLACE: "Kings County"}), "do": "record"})
    assert deal_at(desk, edit).written.terms.law.place == "Kings County"
    assert deal_at(desk, edit).version == 2


def test_what_is_typed_about_a_deal_waits_for_its_writer(
    ada: Drafter, edit: str, desk: Desk
) -> None:
    ada.page(edit)
    ada.live(edit, sample_fields(**{PLACE: "Kings"}))
    assert value(ada.page(edit), PLACE) == "Kings"
    assert deal_at(desk, edit).version == 1


def test_what_arrives_after_the_changes_are_saved_opens_no_form_anew(
    app: Flask, ada: Drafter, edit: str, desk: Desk
) -> None:
    ada.page(edit)
    ada.post(edit, {**sample_fields(**{PLACE: "Kings County"}), "do": "record"})
    late = sample_fields(**{PLACE: "Kings County"})
    assert ada.post(f"{edit}/live", late).status_code == 404
    bo_records(app, desk, edit, sample_fields(**{PLACE: "Queens"}))
    assert value(ada.page(edit), PLACE) == "Queens"


def test_dropped_changes_leave_the_deal_as_it_is(ada: Drafter, edit: str) -> None:
    ada.page(edit)
    ada.live(edit, sample_fields(**{PLACE: "Kings"}))
    ada.post(edit, {"do": "discard"})
    assert value(ada.page(edit), PLACE) == "New York County"


def test_nobody_overwrites_what_another_recorded(
    ada: Drafter, app: Flask, desk: Desk, edit: str
) -> None:
    ada.page(edit)
    bo_records(app, desk, edit, sample_fields(**{PLACE: "Kings County"}))
    answer = ada.post(edit, {**sample_fields(**{VOLUME: "1300000"}), "do": "record"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "<strong>Kings County</strong>" in page
    assert "<strong>1300000</strong>" in page
    assert deal_at(desk, edit).version == 2


def test_both_changes_stand_after_a_conflict(
    ada: Drafter, app: Flask, desk: Desk, edit: str
) -> None:
    ada.page(edit)
    bo_records(app, desk, edit, sample_fields(**{PLACE: "Kings County"}))
    ada.post(edit, {**sample_fields(**{VOLUME: "1300000"}), "do": "record"})
    ada.post(edit, {"do": "continue", "version": "2"})
    page = ada.page(edit)
    assert (value(page, VOLUME), value(page, PLACE)) == ("1300000", "Kings County")


def test_a_third_change_during_a_conflict_is_shown_too(
    ada: Drafter, app: Flask, desk: Desk, edit: str
) -> None:
    ada.page(edit)
    bo_records(app, desk, edit, sample_fields(**{PLACE: "Kings County"}))
    ada.live(edit, sample_fields(**{VOLUME: "1300000"}))
    answer = ada.post(edit, {"do": "continue", "version": "1"})
    assert answer.status_code == 409
    assert value(ada.page(edit), VOLUME) == "1300000"


def test_what_a_browser_sends_of_an_untouched_form_is_no_change(
    ada: Drafter, app: Flask, desk: Desk, edit: str
) -> None:
    ada.page(edit)
    bo_records(app, desk, edit, sample_fields(**{PLACE: "Kings County"}))
    sent = {n: [v.replace("\n", "\r\n") for v in reversed(vs)] for n, vs in sample_fields().items()}
    page = ada.post(edit, {**sent, "do": "record"}).get_data(as_text=True)
    assert page.count('<th scope="row">') == 1


def test_where_both_changed_a_term_mine_stands_unless_i_take_theirs() -> None:
    opened, theirs, mine = (sample_fields(**{PLACE: p}) for p in ("A", "B", "C"))
    changes = differences(opened, theirs, mine)
    assert [change.place for change in changes if change.clashes] == [PLACE]
    assert merged(mine, theirs, changes, frozenset())[PLACE] == ["C"]
    assert merged(mine, theirs, changes, frozenset({PLACE}))[PLACE] == ["B"]


def test_a_list_whose_rows_came_or_went_is_one_place() -> None:
    opened = sample_fields()
    theirs = {n: v for n, v in opened.items() if not n.startswith("terms.materials.lines.2.")}
    mine = sample_fields(**{VOLUME: "7"})
    (change,) = differences(opened, theirs, mine)
    assert (change.place, change.clashes) == ("terms.materials.lines", True)
    taken = merged(mine, theirs, (change,), frozenset({change.place}))
    assert taken == theirs


def test_our_next_terms_are_drafted_while_an_offer_stands(
    ada: Drafter, edit: str, desk: Desk
) -> None:
    deal = deal_at(desk, edit)
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.transaction(org) as tx:
        offer(tx, deal.id, Put(), by="usr_x", at=NOON)
    ada.page(edit)
    ada.post(edit, {**sample_fields(**{PLACE: "Kings County"}), "do": "record"})
    changed = deal_at(desk, edit)
    assert changed.written.terms.law.place == "Kings County"
    assert changed.standing == deal.written


def test_a_deal_that_is_withdrawn_is_not_edited(ada: Drafter, edit: str, desk: Desk) -> None:
    deal = deal_at(desk, edit)
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.transaction(org) as tx:
        withdraw_deal(tx, deal.id, reason=None, by="usr_x", at=NOON)
    assert ada.client.get(edit).status_code == 409


def test_other_words_of_the_other_side_are_warned_of_while_a_negotiation_runs(
    ada: Drafter, edit: str, desk: Desk
) -> None:
    said = "What the licensee says of itself is theirs to change"
    renamed = sample_fields(**{"terms.parties.licensee.legal_name": "Another Ltd"})
    ada.page(edit)
    assert said not in ada.live(edit, renamed)
    deal = deal_at(desk, edit)
    with desk.db.accounts() as accounts:
        org = accounts.organization_of("demo")
    with desk.db.transaction(org) as tx:
        offer(tx, deal.id, Put(), by="usr_x", at=NOON)
    answer = ada.live(edit, renamed)
    assert said in answer
    assert 'href="#f-terms-parties-licensee-legal_name"' in answer
    assert said in ada.page(edit)
    assert said not in ada.live(edit, sample_fields())

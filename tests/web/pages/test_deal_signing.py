"""Signing on the page of a deal: who signs, sending, following each signer, ending it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from service.commands import signing
from service.desk import Desk
from service.domain.deal import Status
from service.domain.drawing_up import ContractStatus
from service.domain.negotiation import NOT_BINDING
from service.domain.signing_events import Somebody
from service.domain.terms import Terms
from service.domain.terms.signing import SignatureLevel
from service.signing.links import SIGN
from tests.conftest import Clock
from tests.executing import Desktop, a_desktop, to_sign
from tests.web.pages.visitors import Visitor, version_of

DI = {"name": "Di Licensee", "title": "Head of Data", "email": "di@labs.example"}


def _at(desk: Desk, visitor: Visitor, terms: Terms | None = None) -> Desktop:
    return a_desktop(desk.db, visitor.org, terms or to_sign())


def _path(desktop: Desktop, move: str = "") -> str:
    return f"/deals/{desktop.table.deal_id}{move}"


def _rows(desktop: Desktop) -> list[dict[str, str]]:
    """The form of who signs as the page has it, without its blank lines."""
    return [
        {"block": s.block, "name": s.name, "title": s.title, "email": s.email, "turn": str(s.turn)}
        for s in desktop.execution().live
    ]


def _press(
    desk: Desk, visitor: Visitor, desktop: Desktop, move: str, rows: Any = (), **fields: str
) -> tuple[int, str]:
    """Sends a form of the page as it is now; the status of the answer, and the page that follows."""
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    version = str(version_of(desk, visitor, desktop.table.deal_id))
    answer = visitor.post(_path(desktop, f"/{move}"), version=version, **columns, **fields)
    if answer.status_code == 303:
        return 303, visitor.text(answer.location.partition("#")[0])
    return answer.status_code, answer.get_data(as_text=True)


def _card(page: str, name: str) -> str:
    return page.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def _next(page: str) -> str:
    return _card(page, "next")


def test_a_drafter_changes_who_signs_and_sends_it_with_one_button(
    drafter: Visitor, desk: Desk
) -> None:
    desktop = _at(desk, drafter)
    page = drafter.text(_path(desktop))
    assert "Ready to be signed, not yet a contract" in _next(page)
    assert NOT_BINDING in _next(page)
    assert "Ready to be sent for signature" in page
    card = _card(page, "signers")
    assert card.count('value="ada@archive.example"') == 1
    assert card.count('name="email"') == 4  # two people, and a blank line for each party
    ada, bo = _rows(desktop)
    rows = [ada, {"block": bo["block"], **DI, "turn": "2"}, {**bo, "turn": "3"}]
    blank = {"block": bo["block"], "name": "", "title": " ", "email": "", "turn": "1"}
    status, page = _press(desk, drafter, desktop, "name-signers", [*rows, blank])
    assert status == 303
    assert desktop.execution().status is ContractStatus.READY
    assert _rows(desktop) == rows
    status, page = _press(desk, drafter, desktop, "send-contract", [*rows[1:], rows[0]])
    assert status == 303
    execution = desktop.execution()
    assert execution.status is ContractStatus.SENT
    assert [each.name for each in execution.live if each.sent_at] == ["Ada Licensor"]
    assert "Waiting for Photo Archive Inc. to sign" in _next(page)
    assert 'name="email"' not in _card(page, "signers").split("<details")[0]
    for place in ("/", "/deals"):
        assert "Waiting for Photo Archive Inc. to sign" in drafter.text(place)
    desktop.assert_sound()


@pytest.mark.parametrize("move", ["name-signers", "send-contract"])
def test_what_is_wrong_with_a_line_stands_beside_its_field(
    drafter: Visitor, desk: Desk, move: str
) -> None:
    desktop = _at(desk, drafter)
    ada, bo = _rows(desktop)
    di = {"block": bo["block"], **DI, "turn": "1"}
    wrong = [{**di, "email": "nobody"}, {**di, "name": ""}, {**di, "turn": "0"}]
    status, page = _press(desk, drafter, desktop, move, [ada, *wrong, bo])
    assert status == 422
    faults = dict(re.findall(r'id="signer-(\d-\w+)-fault">([^<]+)<', page))
    assert [*faults] == ["1-email", "2-name", "3-turn"]
    assert "e-mail address" in faults["1-email"]
    assert "1 to 200 characters" in faults["2-name"]
    assert "from 1 to 50" in faults["3-turn"]
    assert page.count('value="Head of Data"') == 3
    assert _rows(desktop) == [ada, bo]


def test_nobody_is_left_out_signs_twice_or_for_both_sides(drafter: Visitor, desk: Desk) -> None:
    desktop = _at(desk, drafter)
    ada, bo = _rows(desktop)
    status, page = _press(desk, drafter, desktop, "send-contract", [ada])
    assert (status, "Name who signs for Example Labs Ltd." in page) == (409, True)
    both = [ada, {**bo, "email": ada["email"].upper()}]
    status, page = _press(desk, drafter, desktop, "send-contract", both)
    assert status == 409
    assert "signs for the other side already" in page
    assert f'value="{ada["email"].upper()}"' in page
    status, page = _press(desk, drafter, desktop, "send-contract", [ada, ada, bo])
    assert (status, "Name each person once for a party." in page) == (422, True)
    fields = {name: [row[name] for row in (ada, bo)] for name in ada}
    answer = drafter.post(_path(desktop, "/send-contract"), version="1", **fields)
    assert answer.status_code == 409
    assert "The deal changed while you were looking" in answer.get_data(as_text=True)
    assert desktop.execution().status is ContractStatus.READY
    assert _rows(desktop) == [ada, bo]


def _starting(day: date) -> Terms:
    terms = to_sign()
    starts = replace(terms.period.starts, on=day)
    return replace(terms, period=replace(terms.period, starts=starts))


def test_a_start_that_has_passed_is_asked_about(drafter: Visitor, desk: Desk) -> None:
    desktop = _at(desk, drafter, _starting(date(2026, 3, 1)))
    assert "which has passed" in _card(drafter.text(_path(desktop)), "signers")
    status, page = _press(desk, drafter, desktop, "send-contract", _rows(desktop))
    assert status == 303
    assert "The last signature is refused until you say that this is meant" in _next(page)
    status, page = _press(desk, drafter, desktop, "confirm-start")
    assert status == 303
    assert desktop.execution().start_confirmed
    assert "has passed" not in _next(page)


def test_a_start_is_confirmed_as_the_contract_is_sent(drafter: Visitor, desk: Desk) -> None:
    desktop = _at(desk, drafter, _starting(date(2026, 3, 1)))
    before = {each.id for each in desktop.execution().live}
    _press(desk, drafter, desktop, "send-contract", _rows(desktop), start="meant")
    assert desktop.execution().start_confirmed
    assert {each.id for each in desktop.execution().live} == before  # nobody is named anew


def test_each_signer_stands_with_what_happened_and_when(
    viewer: Visitor, drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    clock.forward(hours=1)
    opened = desktop.holder(1)
    desktop.do(lambda tx: signing.open_signing(tx, opened, at=clock()))
    desktop.signs(0, clock() + timedelta(minutes=5))
    page = viewer.text(_path(desktop))
    card = _card(page, "signers")
    assert "First letter <time" in card
    assert re.search(r"Opened <time[^>]+>2 March 2026, 08:00, Eastern Time", card)
    assert re.search(r"Signed <time[^>]+>2 March 2026, 08:05, Eastern Time", card)
    assert "Opened, not signed yet" in card
    assert "<form" not in card
    assert "Waiting for Example Labs Ltd to sign" in _next(page)
    assert "signed the contract" in page
    for signer in desktop.execution().signers:
        assert desk.links.token(SIGN, signer.id) not in page
    assert "/s/" not in page


def test_a_drafter_reminds_whose_turn_it_is(drafter: Visitor, desk: Desk, clock: Clock) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    ada, bo = desktop.execution().live
    clock.forward(days=1)
    status, page = _press(desk, drafter, desktop, f"signers/{bo.id}/remind")
    assert status == 303
    assert "Bo Licensee gets a reminder with the link." in page
    assert desktop.execution().signer(bo.id).reminded_at == clock()
    desktop.signs(0, clock())
    status, page = _press(desk, drafter, desktop, f"signers/{ada.id}/remind")
    assert (status, "This signature is there already." in page) == (409, True)


def test_after_a_decline_somebody_else_is_named_and_signing_goes_on(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    bo = desktop.holder(1)
    desktop.do(lambda tx: signing.decline(tx, bo, "I may not sign.", at=clock()))
    page = drafter.text(_path(desktop))
    assert "Bo Licensee declined to sign" in _next(page)
    assert "I may not sign." in _next(page)
    assert "A signer declined" in drafter.text("/deals")
    assert "A signer declined: name somebody else" in drafter.text("/")
    replace_ = f"signers/{bo.signer_id}/replace"
    status, page = _press(desk, drafter, desktop, replace_, **{**DI, "email": "nobody"})
    assert status == 422
    assert f'id="replace-{bo.signer_id}-email-fault"' in page
    assert 'value="Head of Data"' in page
    status, page = _press(desk, drafter, desktop, replace_, **DI)
    assert status == 303
    card = _card(page, "signers")
    assert "Instead of Bo Licensee." in card
    assert "No longer asked: Bo Licensee" in card
    assert "Waiting for Photo Archive Inc. and Example Labs Ltd to sign" in _next(page)
    desktop.assert_sound()


def test_our_side_answers_for_its_own_signer_and_only_for_its_own(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    who = Somebody(name="Cleo Licensor", title="Director", email="cleo@archive.example")
    theirs = Somebody(**DI)
    for number, somebody in ((0, who), (1, theirs)):
        holder = desktop.holder(number)
        desktop.do(
            lambda tx, h=holder, s=somebody: signing.propose_reassignment(tx, h, s, at=clock())
        )
    ours, other = desktop.execution().reassignments
    card = _card(drafter.text(_path(desktop)), "signers")
    assert "cleo@archive.example) signs instead" in card
    assert "di@labs.example) signs instead" in card
    assert f"/reassignments/{other.id}/" not in card
    for move in ("confirm", "refuse"):
        assert _press(desk, drafter, desktop, f"reassignments/{other.id}/{move}")[0] == 404
    refuse, again = f"reassignments/{ours.id}/refuse", desktop.holder(0)
    status, page = _press(desk, drafter, desktop, refuse, reason="She must.")
    assert (status, "“She must.”" in page) == (303, True)
    moves = [f"signers/{h.signer_id}/reassign" for h in (again, desktop.holder(1))]
    cleo = {"name": who.name, "title": who.title, "email": who.email}
    status, page = _press(desk, drafter, desktop, moves[1], **cleo)
    assert (status, "Only a signer of your own side" in page) == (409, True)
    status, page = _press(desk, drafter, desktop, moves[0], **cleo)
    assert (status, "is asked whether Cleo Licensor may sign instead." in page) == (303, True)
    ours = desktop.execution().reassignments[-1]
    status, page = _press(desk, drafter, desktop, f"reassignments/{ours.id}/confirm")
    assert status == 303
    assert "Instead of Ada Licensor." in _card(page, "signers")
    assert _press(desk, drafter, desktop, f"reassignments/{ours.id}/refuse")[0] == 404


def test_a_contract_is_ended_with_a_reason_until_everybody_has_signed(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    assert "/withdraw" not in _next(drafter.text(_path(desktop)))
    status, page = _press(desk, drafter, desktop, "void", reason=" ")
    assert status == 422
    assert 'id="void-reason-fault"' in page
    status, page = _press(desk, drafter, desktop, "void", reason="The budget is gone.")
    assert status == 303
    assert "it is void. The reason given: “The budget is gone.”" in _next(page)
    assert "Void" in drafter.text("/deals")
    assert desktop.deal().status is Status.VOIDED
    desktop.assert_sound()


def test_nothing_ends_a_contract_that_everybody_has_signed(
    drafter: Visitor, desk: Desk, clock: Clock
) -> None:
    desktop = _at(desk, drafter)
    desktop.sends()
    desktop.signs(0, clock())
    desktop.signs(1, clock())
    page = drafter.text(_path(desktop))
    assert "Signed by everybody" in _next(page)
    assert "<form" not in _next(page)
    assert "Signed, seal under way" in drafter.text("/deals")
    status, page = _press(desk, drafter, desktop, "void", reason="Too late.")
    assert (status, "the contract is formed" in page) == (409, True)
    assert desktop.execution().status is ContractStatus.SIGNED


def test_a_last_day_that_has_passed_is_said(drafter: Visitor, desk: Desk, clock: Clock) -> None:
    desktop = _at(desk, drafter, to_sign(complete_by=date(2026, 3, 5)))
    page = drafter.text(_path(desktop))
    assert "The last day to sign is 5 March 2026" in _next(page)
    desktop.sends()
    clock.forward(days=4)
    page = drafter.text(_path(desktop))
    assert "The last day to sign has passed" in _next(page)
    assert "/remind" not in page
    status, page = _press(
        desk, drafter, desktop, f"signers/{desktop.execution().live[0].id}/remind"
    )
    assert (status, "The last day to sign this contract has passed." in page) == (409, True)


MOVES = (
    "name-signers",
    "send-contract",
    "confirm-start",
    "void",
    "signers/{signer}/remind",
    "signers/{signer}/replace",
    "signers/{signer}/reassign",
)


def test_viewers_and_strangers_change_nothing(
    viewer: Visitor, drafter: Visitor, cy: Visitor, desk: Desk
) -> None:
    desktop = _at(desk, drafter)
    signer = desktop.execution().live[0].id
    before = desktop.events()
    assert '<form method="post"' not in _card(viewer.text(_path(desktop)), "signers")
    for move in MOVES:
        path = _path(desktop, "/" + move.format(signer=signer))
        fields: Any = {"reason": "Mine.", **DI, "block": "sig_1", "turn": "1"}
        assert viewer.post(path, version="3", **fields).status_code == 403, move
        assert cy.post(path, version="3", **fields).status_code == 404, move
    assert desktop.events() == before


def test_a_signer_is_found_on_the_deal_of_the_address_alone(drafter: Visitor, desk: Desk) -> None:
    one, other = _at(desk, drafter), _at(desk, drafter)
    one.sends()
    other.sends()
    signer = other.execution().live[0].id
    assert _press(desk, drafter, one, f"signers/{signer}/remind")[0] == 404
    assert _press(desk, drafter, one, f"signers/{signer}/replace", **DI)[0] == 404


def test_a_contract_signed_on_paper_says_so(drafter: Visitor, desk: Desk) -> None:
    desktop = _at(desk, drafter, to_sign(level=SignatureLevel.WET_INK))
    desktop.sends()
    page = drafter.text(_path(desktop))
    assert "Waiting for the signed copy" in _next(page)
    assert "no link signs it" in _card(page, "signers")
    assert "Signed on paper" in drafter.text("/")

"""Notices that the other side gives by its link, and what it says of those that came to it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from service.commands.license_notices import give_notice
from service.desk import Desk
from service.domain.audit import broken_at
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import (
    NoticeKind,
    NoticeState,
    Reason,
    Status,
    WithdrawalReason,
)
from service.domain.terms.notices import NoticeMethod, Notices
from service.domain.terms.parties import Side
from service.domain.terms.signing import Signing
from service.storage.deal_links import DealLinks
from service.storage.deals import Tx
from service.storage.licenses import LicenseReader
from service.storage.tables import outbox
from tests.builders import some_terms
from tests.conftest import Clock
from tests.databases import ON_BOTH
from tests.web.counterparts import Counterpart
from tests.web.pages.letterbox import letters
from tests.web.party.in_force import BEFORE_THE_DEADLINE, GROUNDS, Reader, a_reader

BO = "contracts@labs.example"


@pytest.fixture
def reader(desk: Desk, client: FlaskClient, clock: Clock) -> Reader:
    reader = a_reader(desk, client, clock)
    reader.goes_on(BEFORE_THE_DEADLINE)
    return reader


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_a_person_writes_looks_again_and_gives_with_the_code(reader: Reader) -> None:
    form = reader.bo.page("/notices/new/non_renewal")
    assert "Notice of non-renewal" in form
    review = reader.bo.post("/notices/review", kind="non_renewal", grounds=GROUNDS).text
    assert "The license ends on 30 January 2029." in review
    assert GROUNDS in review
    assert reader.license().notices == ()
    fields = {name: _hidden(review, name) for name in ("kind", "grounds", "seen")}
    mailed = reader.bo.post("/notices/code", fields).text
    assert f"A code is on its way to {BO}" in mailed
    given = reader.bo.post("/notices", fields, code=reader.code())
    assert (given.status_code, given.location) == (303, f"{reader.bo.at}/license?done=given")
    page = reader.bo.page("/license?done=given")
    assert "Your notice is given." in page
    assert "Ends on 30 January 2029" in page
    assert "Your side has given it, and it stands." in page
    assert "/notices/new/non_renewal" not in page
    assert "You gave it. Sent through this page or our platform on 20 November 2028" in page


@ON_BOTH
def test_a_program_gives_one_once_and_the_history_says_from_where(reader: Reader) -> None:
    document = {"kind": "non_renewal", "grounds": GROUNDS, "code": reader.asks_code()}
    said = {"Idempotency_Key": "once", "User_Agent": "Bo's program"}
    first = reader.bo.call("/notices", document, **said)
    again = reader.bo.call("/notices", document, **said)
    assert first.status_code == again.status_code == 201, first.json
    assert first.data == again.data
    assert again.headers["Idempotent-Replayed"] == "true"
    license = reader.license()
    (notice,) = license.notices
    assert (notice.side, notice.by, notice.n) == (Side.LICENSEE, reader.bo.link_id, 1)
    assert license.status is Status.ENDING
    assert license.end is not None
    assert (license.end.on, license.end.reason) == (date(2029, 1, 30), Reason.NON_RENEWAL)
    event = next(each for each in reader.events() if each.type == "NoticeGiven")
    assert event.actor == reader.bo.link_id
    assert event.data["via"] == {
        "email": BO,
        "address": "127.0.0.1",
        "user_agent": "Bo's program",
        "code_proved": True,
    }
    with reader.kept.db.reading(reader.kept.org) as views:
        found = LicenseReader(views.connection, views.org).history(license.id)
    assert broken_at(*found) is None
    reader.kept.assert_sound()


def test_our_people_and_both_sides_get_it_at_once(reader: Reader, desk: Desk) -> None:
    reader.gives()
    (theirs,) = (each for each in letters(desk, BO) if each.kind == "license_notice")
    assert f"{reader.bo.at}/license" in theirs.text
    (ours,) = letters(desk, "legal@archive.example")
    assert ours.kind == "license_notice"
    assert "/verify" in ours.text
    assert "/d/" not in ours.text
    asked = select(outbox).where(outbox.c.kind == "license_notice", outbox.c.user_id.is_not(None))
    with desk.db.engine.connect() as connection:
        assert [row.created_at for row in connection.execute(asked)] == [reader.clock()]


def test_a_colleague_who_gives_one_gets_a_copy_too(reader: Reader, desk: Desk) -> None:
    kim = replace(reader, bo=_colleague(reader))
    assert kim.gives().status_code == 201
    sent = [each for each in letters(desk, "kim@labs.example") if each.kind == "license_notice"]
    assert [f"{kim.bo.at}/license" in each.text for each in sent] == [True]
    assert len([each for each in letters(desk, BO) if each.kind == "license_notice"]) == 1


def test_without_a_code_nothing_is_given(reader: Reader) -> None:
    document = {"kind": "non_renewal"}
    refused = reader.bo.call("/notices", document)
    assert (refused.status_code, refused.json["code"]) == (422, "code_required")
    wrong = reader.bo.call("/notices", {**document, "code": "000000"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "code_refused")
    code = reader.asks_code()
    newer = reader.asks_code()
    if newer != code:
        assert reader.bo.call("/notices", {**document, "code": code}).json["code"] == "code_refused"
    reader.clock.forward(minutes=30)
    late = reader.bo.call("/notices", {**document, "code": newer})
    assert late.json["code"] == "code_refused"
    page = reader.bo.post("/notices", kind="non_renewal", code="12").text
    assert "code-fault" in page
    assert reader.license().notices == ()


def test_a_code_is_good_once_and_for_its_own_link(reader: Reader) -> None:
    code = reader.asks_code()
    claim = {"kind": "claim", "grounds": "A photographer has written to us.", "code": code}
    assert reader.bo.call("/notices", claim).status_code == 201
    assert reader.bo.call("/notices", claim).json["code"] == "code_refused"
    kim = _colleague(reader)
    assert (
        kim.call("/notices", {**claim, "code": reader.asks_code()}).json["code"] == "code_refused"
    )
    assert len(reader.license().notices) == 1


def _colleague(reader: Reader) -> Counterpart:
    return reader.bo.colleague("kim@labs.example")


def test_codes_are_not_mailed_all_day(reader: Reader) -> None:
    answers = [reader.bo.call("/notices/code", {}).status_code for _ in range(6)]
    assert answers[:5] == [200] * 5
    assert answers[5] == 429


def test_five_wrong_codes_are_all_that_one_has(reader: Reader) -> None:
    code = reader.asks_code()
    for _ in range(5):
        reader.bo.call("/notices", {"kind": "non_renewal", "code": "x"})
    answer = reader.bo.call("/notices", {"kind": "non_renewal", "code": code})
    assert answer.json["code"] == "code_refused"


def test_too_late_says_what_it_still_stops_and_at_last_which_day_was_the_last(
    reader: Reader,
) -> None:
    reader.goes_on(BEFORE_THE_DEADLINE + timedelta(days=20))
    review = reader.bo.post("/notices/review", kind="non_renewal").text
    assert "The license ends on 30 January 2030." in review
    assert "It comes too late for renewal 1, which takes place all the same." in review
    reader.goes_on(BEFORE_THE_DEADLINE + timedelta(days=385))
    answer = reader.bo.call("/notices/review", {"kind": "non_renewal"})
    assert (answer.status_code, answer.json["code"]) == (409, "notice_too_late")
    last = "The last day for it was 1 December 2029."
    assert last in answer.json["detail"]
    page = reader.bo.page("/license")
    assert last in page
    assert "/notices/new/non_renewal" not in page
    moved = reader.bo.get("/notices/new/non_renewal")
    assert moved.location == f"{reader.bo.at}/license#give"
    assert last in reader.bo.post("/notices", kind="non_renewal").text


def test_a_kind_that_must_go_another_way_says_so(reader: Reader) -> None:
    why = {each["kind"]: each["why_not"] for each in reader.read()["choices"]}
    assert "courier" in why["breach"]
    assert "courier" in why["termination"]
    assert why["claim"] is None
    answer = reader.bo.call("/notices/review", {"kind": "breach", "grounds": "Late."})
    assert answer.json["code"] == "method_does_not_count"


def test_what_is_the_other_sides_to_give_is_not_given_here(reader: Reader) -> None:
    kinds = {each["kind"] for each in reader.read()["choices"]}
    assert "audit" not in kinds
    answer = reader.bo.call("/notices/review", {"kind": "audit", "grounds": "We look."})
    assert (answer.status_code, answer.json["code"]) == (409, "not_their_notice")
    assert reader.bo.get("/notices/new/audit").status_code == 404
    assert reader.bo.get("/notices/new/anything").status_code == 404


def test_nobody_is_bound_to_something_else_than_was_shown(reader: Reader) -> None:
    """Between the look and the act the license has renewed: it would stop another renewal."""
    seen = reader.bo.call("/notices/review", {"kind": "non_renewal"}).json
    assert (seen["end"]["on"], seen["end_without"], seen["n"]) == ("2029-01-30", None, 1)
    reader.goes_on(BEFORE_THE_DEADLINE + timedelta(days=90))
    answer = reader.gives(seen=seen["seen"])
    assert (answer.status_code, answer.json["code"]) == (409, "stale_license")
    assert reader.license().notices == ()


def test_every_fault_is_said_at_its_field(reader: Reader) -> None:
    answer = reader.bo.call("/notices", {"kind": "x", "effective_on": "soon", "pay": 1})
    assert answer.status_code == 422
    pointers = {each["pointer"] for each in answer.json["errors"]}
    assert pointers == {"/kind", "/effective_on", "/pay"}
    page = reader.bo.post("/notices/review", kind="claim").text
    assert "grounds-fault" in page
    assert "Choose which notice" in reader.bo.post("/notices/review", kind="x").text
    for kind in ({"kind": "x"}, {}):
        changed = reader.bo.post("/notices/review", kind, do="change")
        assert (changed.status_code, "Choose which notice" in changed.text) == (200, True)


def test_works_are_withdrawn_one_a_line(reader: Reader) -> None:
    form = reader.bo.page("/notices/new/withdrawal_of_works")
    assert 'name="works"' in form
    typed = {"kind": "withdrawal_of_works", "works": "clip-1\r\n\r\nclip-1", "reason": "claim"}
    assert "works-fault" in reader.bo.post("/notices/review", typed).text
    typed["works"] = "clip-1\r\nclip-2"
    review = reader.bo.post("/notices/review", typed).text
    assert "Withdrawn: clip-1; clip-2." in review
    assert _hidden(review, "works").split() == ["clip-1", "clip-2"]
    reader.bo.post("/notices/code", typed)
    assert reader.bo.post("/notices", typed, code=reader.code()).status_code == 303
    (withdrawn,) = reader.license().withdrawn
    assert (withdrawn.works, withdrawn.reason) == (("clip-1", "clip-2"), WithdrawalReason.CLAIM)
    assert "<li>clip-2</li>" in reader.bo.page("/license")
    reader.kept.assert_sound()


def test_a_program_names_the_works_in_a_list(reader: Reader) -> None:
    kind = {"kind": "withdrawal_of_works", "reason": "law"}
    wrong = reader.bo.call("/notices/review", {**kind, "works": "clip-1"})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/works"]
    document = {**kind, "works": ["clip-1"], "code": reader.asks_code()}
    given = reader.bo.call("/notices", document)
    assert given.status_code == 201, given.json
    assert given.json["notices"][0]["works"] == ["clip-1"]


def _ours(reader: Reader, kind: NoticeKind = NoticeKind.CLAIM) -> str:
    """A notice of our side, sent by courier."""
    sent_on = reader.clock().date()
    given = Given(kind=kind, method=NoticeMethod.EMAIL, sent_on=sent_on, grounds="A claim.")
    moved = reader.kept.do(
        lambda tx: give_notice(
            tx, reader.kept.license_id, given, side=Side.LICENSOR, by="usr_ada", at=reader.clock()
        )
    )
    return moved.notices[-1].id


def test_it_says_that_a_notice_of_ours_came(reader: Reader) -> None:
    ours = _ours(reader)
    page = reader.bo.page("/license")
    assert "Photo Archive Inc. gave it. Sent by e-mail on 20 November 2028" in page
    assert f'action="{reader.bo.at}/notices/{ours}/receipt"' in page
    ahead = reader.bo.post(f"/notices/{ours}/receipt", on="2028-12-24")
    assert ahead.status_code == 422
    assert f"{ours}-on-fault" in ahead.text
    done = reader.bo.post(f"/notices/{ours}/receipt", on="2028-11-20")
    assert done.location == f"{reader.bo.at}/license?done=received"
    (notice,) = reader.license().notices
    assert (notice.state, notice.settled_on) == (NoticeState.RECEIVED, date(2028, 11, 20))
    event = reader.events()[-1]
    assert (event.type, event.data["via"]["email"]) == ("NoticeReceived", BO)
    for email in (BO, "legal@archive.example"):
        kinds = [each.kind for each in letters(reader.bo.desk, email)]
        assert kinds.count("license_notice_received") == 1
    again = reader.bo.call(f"/notices/{ours}/receipt", {})
    assert (again.status_code, again.json["code"]) == (409, "notice_settled")
    assert "receipt" not in reader.bo.page("/license")


def test_nobody_confirms_ones_own_notice_or_one_of_another_license(
    reader: Reader, desk: Desk
) -> None:
    reader.gives()
    own = reader.license().notices[0].id
    for id in (own, "not_aaaaaaaaaaaaaaaaaaaaaaaaaa"):
        assert reader.bo.call(f"/notices/{id}/receipt", {}).status_code == 404
        assert reader.bo.post(f"/notices/{id}/receipt", on="2028-11-20").status_code == 404
    assert reader.license().notices[0].state is NoticeState.GIVEN


def test_a_revoked_link_gives_nothing(reader: Reader) -> None:
    code = reader.asks_code()
    reader.kept.do(
        lambda tx: DealLinks(tx.connection, tx.org).revoke(reader.bo.link_id, reader.clock())
    )
    for path in ("/notices", "/notices/review", "/notices/code", "/license/viewed"):
        assert reader.bo.call(path, {"kind": "non_renewal", "code": code}).status_code == 404
    assert reader.license().notices == ()
    reader.kept.do(lambda tx: _given_by_us(tx, reader))
    assert "/verify" in letters(reader.bo.desk, BO)[-1].text


def _given_by_us(tx: Tx, reader: Reader) -> License:
    given = Given(
        kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=reader.clock().date()
    )
    said = {"by": "usr_ada", "at": reader.clock()}
    return give_notice(tx, reader.kept.license_id, given, side=Side.LICENSOR, **said)


def test_a_breach_that_is_not_cured_ends_the_license_by_a_second_notice(
    desk: Desk, client: FlaskClient, clock: Clock
) -> None:
    """Where the contract lets both go by the platform."""
    notices = Notices(methods_breach=frozenset({NoticeMethod.PLATFORM}))
    terms = replace(some_terms(signing=Signing()), notices=notices)
    reader = a_reader(desk, client, clock, terms)
    reader.goes_on(BEFORE_THE_DEADLINE)
    new = "/notices/new/termination"
    assert "A breach that was not cured" not in reader.bo.page(new)
    review = reader.bo.post("/notices/review", kind="breach", grounds="Batch 3 is late.").text
    assert "Photo Archive Inc. can cure the breach until 20 December 2028." in review
    assert "It does not end the license by itself." in review
    assert reader.gives(kind="breach", grounds="Batch 3 is late.").status_code == 201
    (breach,) = reader.license().notices
    said = {"kind": "termination", "ground": "breach", "grounds": "It is late still."}
    early = reader.bo.call("/notices/review", said)
    assert (early.status_code, early.json["code"]) == (409, "no_cure_history")
    reader.goes_on(BEFORE_THE_DEADLINE + timedelta(days=31))
    form = reader.bo.page(new)
    assert "A breach that was not cured" in form
    assert f'<option value="{breach.id}">Sent on 20 November 2028</option>' in form
    assert "Works were withdrawn" not in form
    review = reader.bo.post("/notices/review", said, about=breach.id, effective_on="").text
    assert "The license ends on 21 December 2028." in review
    assert reader.gives(**said).status_code == 201
    license = reader.license()
    assert license.end is not None
    assert (license.end.on, license.end.reason) == (date(2028, 12, 21), Reason.LICENSOR_BREACH)

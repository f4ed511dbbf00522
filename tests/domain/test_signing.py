"""Who may sign what, when, and what undoes it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain import signing_events as s
from service.domain.deal import MOVES, DealWithdrawn, Status
from service.domain.drawing_up import ContractStatus
from service.domain.errors import (
    AlreadyFormed,
    AlreadySigned,
    CodeRequired,
    ContractMoveNotAllowed,
    DocumentHasMoved,
    InkOnly,
    NotFound,
    NotSigned,
    NotYourTurnToSign,
    SignersMissing,
    SigningOver,
    SigningPaused,
    SigningRefused,
    SignsForOtherSide,
    StartHasPassed,
)
from service.domain.event import Event
from service.domain.execution import _EFFECTS, CONTRACT_MOVES
from service.domain.handing_over import (
    confirm_reassignment,
    propose_reassignment,
    refuse_reassignment,
    replace_signer,
)
from service.domain.link_events import LinkRevoked, LinkSent
from service.domain.seats import Seat, name_signers, seats_in
from service.domain.signers import SignerRole, blocks_of, next_reminder
from service.domain.signing import (
    confirm_start,
    decline,
    expire,
    open_signing,
    remind,
    remind_due,
    send,
    sign,
    take_back,
    void,
)
from service.domain.signing_events import Method, Somebody
from service.domain.terms.parties import ActingAs, Side
from service.domain.terms.signing import SignatureLevel, SigningOrder
from service.drafting.signatures import signature_page
from tests.builders import some_parties
from tests.conftest import NOON
from tests.domain.signers import (
    KIM,
    PDF,
    SAID,
    a_signature,
    begun,
    named,
    sent,
    signed,
    terms,
    with_guarantor,
    with_start,
)

EVENTS = {
    kind for kind in vars(s).values() if isinstance(kind, type) and issubclass(kind, Event)
} - {Event}
IN_ORDER = terms(order=SigningOrder.LICENSEE_FIRST)
GUARANTOR = Seat(
    block="sig_3", who=Somebody(name="Gil", title="Board", email="gil@holding.example")
)


def test_every_event_of_signing_moves_a_contract_and_its_deal() -> None:
    assert {event for _, event in CONTRACT_MOVES} == EVENTS | {DealWithdrawn}
    assert {*_EFFECTS} == EVENTS | {DealWithdrawn}
    assert {event for status, event in MOVES if status in (Status.SIGNING, Status.EXECUTED)} == (
        EVENTS | {DealWithdrawn, LinkSent, LinkRevoked}
    )


def test_from_the_last_signature_on_nothing_is_undone() -> None:
    formed = {ContractStatus.SIGNED, ContractStatus.EXECUTED}
    moves = {event for (before, event) in CONTRACT_MOVES if before in formed}
    assert moves == {s.ContractExecuted, s.SealUpgraded}
    assert {CONTRACT_MOVES[ContractStatus.SIGNED, s.ContractExecuted]} == {ContractStatus.EXECUTED}


@pytest.mark.parametrize("of", [terms(), with_guarantor(terms())])
def test_blocks_are_numbered_as_on_the_signature_page(of: object) -> None:
    sections = signature_page(of).sections  # type: ignore[arg-type]
    shown = [(each.bookmark, each.heading) for each in sections]
    assert [(b.id, f"{b.role.title()}: {b.party}") for b in blocks_of(of)] == shown  # type: ignore[arg-type]


def test_a_guarantor_signs_with_the_side_it_guarantees() -> None:
    *_, block = blocks_of(with_guarantor(terms(), Side.LICENSEE))
    assert (block.role, block.side) == (SignerRole.GUARANTOR, Side.LICENSEE)
    assert block.notice_email == "contracts@labs.example"


def test_the_terms_name_those_who_sign_first() -> None:
    execution = named()
    assert [(e.block, e.name, e.side, e.turn) for e in execution.signers] == [
        ("sig_1", "Ada Licensor", Side.LICENSOR, 1),
        ("sig_2", "Bo Licensee", Side.LICENSEE, 1),
    ]


def test_an_agreed_order_is_the_order_of_turns() -> None:
    assert [each.turn for each in named(IN_ORDER).signers] == [2, 1]


@pytest.mark.parametrize(
    ("seat", "pointer"),
    [
        (Seat(block="sig_9", who=KIM), "/signers/2/block"),
        (Seat(block="sig_2", who=KIM, turn=0), "/signers/2/turn"),
        (Seat(block="sig_2", who=replace(KIM, email="BO@labs.example")), "/signers/2/email"),
    ],
)
def test_a_seat_that_makes_no_sense_is_refused_with_its_place(seat: Seat, pointer: str) -> None:
    with pytest.raises(SigningRefused) as refused:
        named(None, seat)
    assert pointer in {fault.pointer for fault in refused.value.faults}


def test_who_signs_first_by_agreement_is_not_put_last() -> None:
    execution = begun(IN_ORDER)
    seats = [replace(seat, turn=1) for seat in seats_in(IN_ORDER)]
    with pytest.raises(SigningRefused):
        name_signers(execution, seats, ("a", "b"), by="usr", at=NOON)


def test_nobody_signs_for_both_sides() -> None:
    with pytest.raises(SignsForOtherSide):
        named(None, Seat(block="sig_2", who=replace(KIM, email="Ada@archive.example")))


def test_a_contract_leaves_only_when_somebody_signs_for_each() -> None:
    of = with_guarantor(terms())
    with pytest.raises(SignersMissing, match="Labs Holding SE"):
        send(named(of), by="usr", at=NOON)
    assert sent(of, GUARANTOR).status is ContractStatus.SENT


def test_whoever_signs_at_once_is_asked_at_once() -> None:
    execution = named()
    (event,) = send(execution, by="usr", at=NOON)
    assert isinstance(event, s.ContractSent)
    assert event.asked == ("sgn_1", "sgn_2")
    assert event.document_sha256 == PDF
    assert {each.sent_at for each in execution.after((event,)).signers} == {NOON}


def test_in_order_the_next_is_asked_when_all_before_have_signed() -> None:
    execution = sent(IN_ORDER, Seat(block="sig_2", who=KIM, turn=1))
    assert [e.sent_at for e in execution.signers] == [None, NOON, NOON]
    (first,) = sign(execution, "sgn_2", a_signature(), SAID, at=NOON)
    assert isinstance(first, s.PartySigned)
    assert first.asked == ()
    (second,) = sign(execution.after((first,)), "sgn_3", a_signature(), SAID, at=NOON)
    assert isinstance(second, s.PartySigned)
    assert second.asked == ("sgn_1",)


def test_nobody_signs_before_their_turn() -> None:
    with pytest.raises(NotYourTurnToSign):
        sign(sent(IN_ORDER), "sgn_1", a_signature(), SAID, at=NOON)


def test_the_last_signature_forms_the_contract() -> None:
    execution = signed(sent(), "sgn_1")
    assert execution.formed_at is None
    later = NOON + timedelta(days=1)
    events = sign(execution, "sgn_2", a_signature(), SAID, at=later)
    assert [type(event) for event in events] == [s.PartySigned, s.ContractFormed]
    formed = execution.after(events)
    assert (formed.status, formed.formed_at) == (ContractStatus.SIGNED, later)


def test_a_signature_keeps_what_proves_it() -> None:
    given = a_signature(method=Method.DRAWN, drawing_sha256="d" * 64, name="Ada L.")
    (event,) = sign(sent(), "sgn_1", given, SAID, at=NOON)
    assert event == s.PartySigned(
        signer_id="sgn_1",
        block="sig_1",
        document_sha256=PDF,
        summary_sha256="5" * 64,
        name="Ada L.",
        method=Method.DRAWN,
        drawing_sha256="d" * 64,
        consent=SAID.consent,
        intent=SAID.intent,
        address="192.0.2.7",
        user_agent="A browser",
        code_proved=True,
        by="sgn_1",
        at=NOON,
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"document_sha256": "0" * 64}, DocumentHasMoved),
        ({"consent": False}, SigningRefused),
        ({"intent": False}, SigningRefused),
        ({"name": "  "}, SigningRefused),
        ({"method": Method.DRAWN}, SigningRefused),
        ({"drawing_sha256": "d" * 64}, SigningRefused),
        ({"code_proved": False}, CodeRequired),
    ],
)
def test_a_signature_that_lacks_something_is_refused(
    changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sign(sent(), "sgn_1", a_signature(**changes), SAID, at=NOON)


def test_nobody_signs_twice() -> None:
    with pytest.raises(AlreadySigned):
        sign(signed(sent(), "sgn_1"), "sgn_1", a_signature(), SAID, at=NOON)


def test_nothing_is_signed_before_it_is_sent() -> None:
    with pytest.raises(ContractMoveNotAllowed):
        sign(named(), "sgn_1", a_signature(), SAID, at=NOON)


@pytest.mark.parametrize(
    "of",
    [
        terms(level=SignatureLevel.AES),
        terms(level=SignatureLevel.QES),
        terms(level=SignatureLevel.WET_INK),
        replace(
            terms(),
            parties=some_parties(
                licensee=replace(some_parties().licensee, acting_as=ActingAs.CONSUMER)
            ),
        ),
    ],
)
def test_what_no_link_can_sign_is_closed(of: object) -> None:
    with pytest.raises(InkOnly):
        sign(sent(of), "sgn_1", a_signature(), SAID, at=NOON)  # type: ignore[arg-type]


def test_a_start_that_has_passed_stops_the_last_signature_alone() -> None:
    of = with_start(date(2026, 3, 1), terms())
    execution = signed(sent(of), "sgn_1")
    with pytest.raises(StartHasPassed):
        sign(execution, "sgn_2", a_signature(), SAID, at=NOON)
    meant = execution.after(confirm_start(execution, by="usr", at=NOON))
    assert signed(meant, "sgn_2").status is ContractStatus.SIGNED
    assert confirm_start(meant, by="usr", at=NOON) == ()


def test_a_start_on_the_day_of_the_last_signature_has_not_passed() -> None:
    execution = signed(sent(with_start(date(2026, 3, 2), terms())), "sgn_1", "sgn_2")
    assert execution.status is ContractStatus.SIGNED


def test_a_signature_is_taken_back_until_the_last_one() -> None:
    execution = signed(sent(), "sgn_1")
    back = execution.after(take_back(execution, "sgn_1", at=NOON))
    assert back.signer("sgn_1").signed_at is None
    assert {each.id for each in back.on_turn} == {"sgn_1", "sgn_2"}
    with pytest.raises(NotSigned):
        take_back(back, "sgn_1", at=NOON)
    with pytest.raises(AlreadyFormed):
        take_back(signed(back, "sgn_1", "sgn_2"), "sgn_1", at=NOON)


def test_whoever_comes_after_a_signature_that_is_taken_back_waits_and_is_asked_anew() -> None:
    execution = signed(sent(IN_ORDER), "sgn_2")
    back = execution.after(take_back(execution, "sgn_2", at=NOON))
    assert back.signer("sgn_1").remind_at is None
    with pytest.raises(NotYourTurnToSign):
        sign(back, "sgn_1", a_signature(), SAID, at=NOON)
    (event,) = sign(back, "sgn_2", a_signature(), SAID, at=NOON)
    assert isinstance(event, s.PartySigned)
    assert event.asked == ("sgn_1",)


def test_signing_rests_once_somebody_declines() -> None:
    execution = sent()
    paused = execution.after(decline(execution, "sgn_1", "No.", at=NOON))
    assert (paused.status, paused.signer("sgn_1").decline_reason) == (
        ContractStatus.DECLINED,
        "No.",
    )
    with pytest.raises(SigningPaused):
        sign(paused, "sgn_2", a_signature(), SAID, at=NOON)
    with pytest.raises(SigningPaused):
        replace_signer(paused, "sgn_2", KIM, "sgn_9", by="usr", at=NOON)


def test_somebody_else_in_place_of_whoever_declined_goes_on() -> None:
    execution = sent()
    paused = execution.after(decline(execution, "sgn_2", "No.", at=NOON))
    (event,) = replace_signer(paused, "sgn_2", KIM, "sgn_9", by="usr", at=NOON)
    assert isinstance(event, s.SignerReplaced)
    assert event.asked == ("sgn_9",)
    on = paused.after((event,))
    assert (on.status, on.signer("sgn_9").took_over_from) == (ContractStatus.SENT, "sgn_2")
    with pytest.raises(NotFound):
        on.signer("sgn_2")
    assert signed(on, "sgn_1", "sgn_9").status is ContractStatus.SIGNED


def test_whoever_has_signed_does_not_decline_or_hand_over() -> None:
    execution = signed(sent(), "sgn_1")
    with pytest.raises(AlreadySigned):
        decline(execution, "sgn_1", "No.", at=NOON)
    with pytest.raises(AlreadySigned):
        propose_reassignment(execution, "sgn_1", KIM, "rea_1", at=NOON)
    with pytest.raises(AlreadySigned):
        replace_signer(execution, "sgn_1", KIM, "sgn_9", by="usr", at=NOON)


def test_a_colleague_signs_once_the_party_has_agreed() -> None:
    execution = sent()
    (asked,) = propose_reassignment(execution, "sgn_2", KIM, "rea_1", at=NOON)
    assert isinstance(asked, s.ReassignmentProposed)
    assert asked.notice_email == "contracts@labs.example"
    waiting = execution.after((asked,))
    assert len(waiting.live) == 2
    (event,) = confirm_reassignment(waiting, "rea_1", "sgn_9", by="rea_1", at=NOON)
    handed = waiting.after((event,))
    assert [each.id for each in handed.live] == ["sgn_1", "sgn_9"]
    assert handed.signer("sgn_9").sent_at == NOON
    with pytest.raises(NotFound):
        confirm_reassignment(handed, "rea_1", "sgn_8", by="rea_1", at=NOON)


def test_nobody_of_the_other_side_takes_over() -> None:
    execution = sent()
    other = replace(KIM, email="ADA@archive.example")
    with pytest.raises(SignsForOtherSide):
        propose_reassignment(execution, "sgn_2", other, "rea_1", at=NOON)
    with pytest.raises(SignsForOtherSide):
        replace_signer(execution, "sgn_2", other, "sgn_9", by="usr", at=NOON)


def test_a_colleague_who_came_to_sign_for_the_other_side_meanwhile_is_not_confirmed() -> None:
    execution = sent()
    execution = execution.after(propose_reassignment(execution, "sgn_2", KIM, "rea_1", at=NOON))
    execution = execution.after(replace_signer(execution, "sgn_1", KIM, "sgn_9", by="usr", at=NOON))
    with pytest.raises(SignsForOtherSide):
        confirm_reassignment(execution, "rea_1", "sgn_8", by="rea_1", at=NOON)


def test_a_signer_stays_where_the_party_refuses() -> None:
    execution = sent()
    execution = execution.after(propose_reassignment(execution, "sgn_2", KIM, "rea_1", at=NOON))
    refused = execution.after(refuse_reassignment(execution, "rea_1", None, by="usr", at=NOON))
    assert [each.id for each in refused.live] == ["sgn_1", "sgn_2"]
    with pytest.raises(NotFound):
        refuse_reassignment(refused, "rea_1", None, by="usr", at=NOON)


def test_a_signature_settles_what_its_signer_proposed() -> None:
    execution = sent()
    execution = execution.after(propose_reassignment(execution, "sgn_2", KIM, "rea_1", at=NOON))
    with pytest.raises(NotFound):
        confirm_reassignment(signed(execution, "sgn_2"), "rea_1", "sgn_9", by="rea_1", at=NOON)


def test_the_last_day_to_sign_ends_at_midnight_of_the_contracts_zone() -> None:
    execution = sent(terms(complete_by=date(2026, 3, 4)))
    ends = execution.ends_at
    assert ends is not None
    assert ends.isoformat() == "2026-03-05T05:00:00+00:00"
    just_before = ends - timedelta(microseconds=1)
    assert expire(execution, at=just_before) == ()
    assert sign(execution, "sgn_1", a_signature(), SAID, at=just_before)
    with pytest.raises(SigningOver):
        sign(execution, "sgn_1", a_signature(), SAID, at=ends)
    over = execution.after(expire(execution, at=ends))
    assert over.status is ContractStatus.VOIDED
    assert expire(over, at=ends) == ()


def test_a_formed_contract_neither_expires_nor_is_voided() -> None:
    execution = signed(sent(terms(complete_by=date(2026, 3, 4))), "sgn_1", "sgn_2")
    assert expire(execution, at=NOON + timedelta(days=9)) == ()
    with pytest.raises(AlreadyFormed):
        void(execution, side=None, reason=None, by="usr", at=NOON)
    with pytest.raises(AlreadyFormed):
        replace_signer(execution, "sgn_1", KIM, "sgn_9", by="usr", at=NOON)


def test_a_link_is_opened_once() -> None:
    execution = sent()
    opened = execution.after(open_signing(execution, "sgn_1", at=NOON))
    assert opened.signer("sgn_1").opened_at == NOON
    assert open_signing(opened, "sgn_1", at=NOON) == ()


def test_a_reminder_goes_to_whoever_is_waited_for_alone() -> None:
    execution = signed(sent(IN_ORDER), "sgn_2")
    assert remind(execution, "sgn_1", by="usr", at=NOON)
    with pytest.raises(AlreadySigned):
        remind(execution, "sgn_2", by="usr", at=NOON)


def test_reminders_come_after_three_days_and_seven_and_before_the_end() -> None:
    execution = sent(terms(complete_by=date(2026, 3, 20)))
    moments = []
    while (due := execution.signer("sgn_1").remind_at) is not None:
        moments.append(due)
        assert remind_due(execution, at=due - timedelta(seconds=1)) == ()
        execution = execution.after(remind_due(execution, at=due))
    ends = execution.ends_at
    assert ends is not None
    assert moments == [
        NOON + timedelta(days=3),
        NOON + timedelta(days=7),
        ends - timedelta(days=2),
    ]


def test_whoever_slept_over_several_reminders_sends_one() -> None:
    late = NOON + timedelta(days=10)
    assert next_reminder(NOON, None, late) is None
    execution = sent()
    assert len(remind_due(execution, at=late)) == 2
    assert remind_due(execution.after(remind_due(execution, at=late)), at=late) == ()


def test_whoever_has_signed_or_where_signing_rests_is_not_reminded() -> None:
    late = NOON + timedelta(days=4)
    execution = signed(sent(), "sgn_1")
    assert [event.signer_id for event in remind_due(execution, at=late)] == ["sgn_2"]  # type: ignore[attr-defined]
    paused = execution.after(decline(execution, "sgn_2", "No.", at=NOON))
    assert remind_due(paused, at=late) == ()

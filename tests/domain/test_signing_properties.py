"""Whatever signers and sides try, in whatever order: what is left makes sense."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain import signing_events as s
from service.domain.drawing_up import ContractStatus
from service.domain.errors import CounterpartError
from service.domain.event import Event
from service.domain.executed_copies import confirm_copy, give_copy, refuse_copy
from service.domain.execution import Execution
from service.domain.handing_over import (
    confirm_reassignment,
    propose_reassignment,
    refuse_reassignment,
    replace_signer,
)
from service.domain.seats import Seat
from service.domain.signers import Settled
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
from service.domain.signing_events import Somebody
from service.domain.terms import Terms
from service.domain.terms.parties import Side
from service.domain.terms.signing import SignatureLevel, SigningOrder
from tests.conftest import NOON
from tests.domain.signers import KIM, SAID, a_signature, named, terms, with_guarantor, with_start
from tests.sizes import cases

GUARANTOR = Seat(block="sig_3", who=Somebody(name="Gil", title="", email="gil@holding.example"))
PEOPLE = [
    KIM,
    Somebody(name="Ada", title="", email="ada@archive.example"),
    Somebody(name="Lu", title="", email="lu@archive.example"),
    Somebody(name="Bo", title="", email="BO@labs.example"),
]
FORMED = (ContractStatus.SIGNED, ContractStatus.EXECUTED)

Try = Callable[[Execution, str, Somebody, Side, str, datetime], tuple[Event, ...]]
"""What is tried, by or on a signer, with a person, a side, and an id that nothing has yet."""


def _sealed(e: Execution, at: datetime) -> tuple[Event, ...]:
    return (
        s.ContractExecuted(
            sealed_sha256="1" * 64,
            certificate_sha256="2" * 64,
            level=s.SealLevel.BASIC,
            by="system",
            at=at,
        ),
    )


def _open_proposal(e: Execution) -> str:
    found = (each.id for each in e.reassignments if each.state is Settled.OPEN)
    return next(found, "none")


def _last_copy(e: Execution) -> str:
    return e.copies[-1].id if e.copies else "none"


TRIES: list[Try] = [
    lambda e, who, person, side, new, at: send(e, by="usr", at=at),
    lambda e, who, person, side, new, at: open_signing(e, who, at=at),
    lambda e, who, person, side, new, at: sign(e, who, a_signature(), SAID, at=at),
    lambda e, who, person, side, new, at: take_back(e, who, at=at),
    lambda e, who, person, side, new, at: decline(e, who, "No.", at=at),
    lambda e, who, person, side, new, at: propose_reassignment(e, who, person, new, at=at),
    lambda e, who, person, side, new, at: confirm_reassignment(
        e, _open_proposal(e), new, by="usr", at=at
    ),
    lambda e, who, person, side, new, at: refuse_reassignment(
        e, _open_proposal(e), None, by="usr", at=at
    ),
    lambda e, who, person, side, new, at: replace_signer(e, who, person, new, by="usr", at=at),
    lambda e, who, person, side, new, at: remind(e, who, by="usr", at=at),
    lambda e, who, person, side, new, at: remind_due(e, at=at),
    lambda e, who, person, side, new, at: confirm_start(e, by="usr", at=at),
    lambda e, who, person, side, new, at: expire(e, at=at),
    lambda e, who, person, side, new, at: void(e, side=side, reason="No.", by="usr", at=at),
    lambda e, who, person, side, new, at: give_copy(
        e, new, "c" * 64, date(2026, 3, 2), side=side, by="usr", at=at
    ),
    lambda e, who, person, side, new, at: confirm_copy(
        e, _last_copy(e), side=side, by="usr", at=at
    ),
    lambda e, who, person, side, new, at: refuse_copy(
        e, _last_copy(e), "No.", side=side, by="usr", at=at
    ),
    lambda e, who, person, side, new, at: _sealed(e, at),
]
COMMON = [0, 0, *[2] * 16, 14, 15]
"""Sent, signed and brought in ink more often than anything else, or hardly a contract would be formed."""

STARTS = st.sampled_from([None, date(2026, 3, 1), date(2027, 1, 31)])


@st.composite
def contracts(draw: st.DrawFn) -> Terms:
    level = draw(st.sampled_from([SignatureLevel.SES, SignatureLevel.SES, SignatureLevel.WET_INK]))
    order = draw(st.sampled_from(SigningOrder))
    complete_by = draw(st.sampled_from([None, date(2026, 3, 12)]))
    found = terms(level=level, order=order, complete_by=complete_by)
    start = draw(STARTS)
    found = found if start is None else with_start(start, found)
    return with_guarantor(found, draw(st.sampled_from(Side)))


steps = st.lists(
    st.tuples(
        st.sampled_from([*range(len(TRIES)), *COMMON]),
        st.integers(0, 3),
        st.sampled_from(PEOPLE),
        st.sampled_from(Side),
        st.integers(0, 72),
    ),
    min_size=5,
    max_size=40,
)


@dataclass
class Run:
    """What came of the tries: every event, in order."""

    execution: Execution
    events: list[Event] = field(default_factory=list)

    def tries(
        self, n: int, number: int, who: int, person: Somebody, side: Side, at: datetime
    ) -> None:
        live = self.execution.live
        with suppress(CounterpartError):
            events = TRIES[n](
                self.execution, live[who % len(live)].id, person, side, f"id_{number}", at
            )
            self.execution = self.execution.after(events)
            self.events += events


@settings(max_examples=cases(300, 5000))
@given(of=contracts(), steps=steps)
def test_no_sequence_of_moves_leaves_nonsense(
    of: Terms, steps: list[tuple[int, int, Somebody, Side, int]]
) -> None:
    start, at = named(of, GUARANTOR), NOON
    run = Run(start)
    for number, (n, who, person, side, hours) in enumerate(steps):
        at += timedelta(hours=hours / 12)
        before = run.execution
        run.tries(n, number, who, person, side, at)
        assert_sensible(run.execution)
        assert_went_on(before, run.execution)
    assert start.after(run.events) == run.execution
    assert_in_turn(start, run.events)


def assert_sensible(e: Execution) -> None:
    live = e.live
    assert {each.block for each in live} == {block.id for block in e.blocks}
    sides = {(each.email.casefold(), each.side) for each in live}
    assert len({email for email, _ in sides}) == len(sides), "nobody signs for both sides"
    assert (e.formed_at is not None) == (e.status in FORMED)
    assert (e.executed_at is not None) == (e.status is ContractStatus.EXECUTED)
    if e.status in FORMED and not e.ink:
        assert all(each.signed_at for each in live)
    if e.status is ContractStatus.SENT and not e.ink:
        assert any(each.waits for each in live)
    if e.status is ContractStatus.READY:
        assert not any(each.sent_at for each in e.signers)
    assert (e.status is ContractStatus.DECLINED) <= any(each.declined_at for each in live)
    for each in e.signers:
        assert not (each.remind_at and (each.ended_at or each.signed_at or each.declined_at))
        assert not (
            each.remind_at and e.status not in (ContractStatus.SENT, ContractStatus.DECLINED)
        )
        assert each.sent_at or not (each.opened_at or each.signed_at)
    waiting = [p for p in e.reassignments if p.state is Settled.OPEN]
    assert {p.signer_id for p in waiting} <= {each.id for each in live if each.waits}


def assert_went_on(before: Execution, after: Execution) -> None:
    """A formed contract only gets its seal, and what is void stays as it is."""
    if before.status in FORMED:
        assert (after.signers, after.formed_at) == (before.signers, before.formed_at)
        assert after.status in FORMED
    if before.status in (ContractStatus.VOIDED, ContractStatus.EXECUTED):
        assert after == before


def assert_in_turn(start: Execution, events: list[Event]) -> None:
    """Each signature came when all before it in the order were there."""
    execution = start
    for event in events:
        if isinstance(event, s.PartySigned):
            signer = execution.signer(event.signer_id)
            assert not [e for e in execution.live if e.waits and e.turn < signer.turn]
        execution = execution.after((event,))


def test_the_tries_reach_every_status() -> None:
    """Otherwise the property above would say little."""
    reached: set[ContractStatus] = set()

    @settings(max_examples=400)
    @given(of=contracts(), steps=steps)
    def run(of: Terms, steps: list[tuple[int, int, Somebody, Side, int]]) -> None:
        found = Run(named(of, GUARANTOR))
        for number, (n, who, person, side, _) in enumerate(steps):
            found.tries(n, number, who, person, side, NOON)
            reached.add(found.execution.status)

    run()
    assert reached == {*ContractStatus} - {ContractStatus.DRAWING_UP, ContractStatus.FAILED}

"""Who is named to sign, and in which order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service.domain import signing_events as s
from service.domain.errors import (
    Fault,
    SigningRefused,
)
from service.domain.event import Event
from service.domain.execution import Execution
from service.domain.signers import (
    Block,
    blocks_of,
    first_turn,
)
from service.domain.signing_events import Named, Somebody
from service.domain.signing_guards import (
    must_be_open,
    not_for_both,
    same,
)
from service.domain.terms import Terms
from service.domain.terms.parties import Party
from service.domain.terms.signing import SigningOrder

MOST_TURNS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody for a block; `turn` is null for the one that follows from the agreed order."""

    block: str
    who: Somebody
    turn: int | None = None


def seats_in(terms: Terms) -> tuple[Seat, ...]:
    """Those whom the terms name for the parties; for guarantors they name nobody."""
    parties: tuple[Party, ...] = (*terms.parties.licensors, terms.parties.licensee)
    return tuple(
        Seat(block=block.id, who=Somebody(name=each.name, title=each.title, email=each.email))
        for block, party in zip(blocks_of(terms), parties, strict=False)
        for each in party.signatories
    )


def name_signers(
    execution: Execution, seats: Sequence[Seat], ids: Iterable[str], *, by: str, at: datetime
) -> tuple[Event, ...]:
    """In place of all before; only until the contract is sent. `ids` are new ones, a seat each.

    SigningRefused with every fault; SignsForOtherSide.
    """
    must_be_open(execution, s.SignersNamed)
    if faults := [*_seat_faults(execution, seats)]:
        raise SigningRefused(faults)
    named = tuple(_named(execution, seat, id) for seat, id in zip(seats, ids, strict=False))
    event = s.SignersNamed(signers=named, by=by, at=at)
    if faults := [*_order_faults(execution, named)]:
        raise SigningRefused(faults)
    for signer in execution.after((event,)).signers:
        not_for_both(execution.after((event,)), signer.side, signer.email)
    return (event,)


def _named(execution: Execution, seat: Seat, id: str) -> Named:
    side = execution.block(seat.block).side
    turn = seat.turn or first_turn(execution.order, side)
    return Named(id=id, block=seat.block, who=seat.who, turn=turn)


def _seat_faults(execution: Execution, seats: Sequence[Seat]) -> Iterator[Fault]:
    blocks = {block.id for block in execution.blocks}
    twice = Counter((seat.block, same(seat.who.email)) for seat in seats)
    for n, seat in enumerate(seats):
        if seat.block not in blocks:
            yield Fault(f"/signers/{n}/block", f"Give one of {', '.join(sorted(blocks))}.")
        if seat.turn is not None and not 1 <= seat.turn <= MOST_TURNS:
            yield Fault(f"/signers/{n}/turn", f"Give a number from 1 to {MOST_TURNS}.")
        if twice[seat.block, same(seat.who.email)] > 1:
            yield Fault(f"/signers/{n}/email", "Name each person once for a party.")


def _order_faults(execution: Execution, named: Sequence[Named]) -> Iterator[Fault]:
    """Whoever agreed that one side signs first has the other one sign after it."""
    if execution.order is SigningOrder.PARALLEL:
        return
    blocks: dict[str, Block] = {block.id: block for block in execution.blocks}
    first = [e.turn for e in named if first_turn(execution.order, blocks[e.block].side) == 1]
    for n, each in enumerate(named):
        later = first_turn(execution.order, blocks[each.block].side) == 2
        if later and each.turn <= max(first, default=0):
            yield Fault(f"/signers/{n}/turn", "The other side signs first, as agreed.")

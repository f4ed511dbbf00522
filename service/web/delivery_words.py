"""How pages tell of deliveries: what became of each, what was due, and whose turn it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from service.commands.delivery_stand import Stand
from service.domain.deliveries.acceptance import ends_on, replaced_until, sample_of, to_replace
from service.domain.deliveries.batch import NONE, Batch, BatchStatus, Lot
from service.domain.deliveries.events import Outcome, Settled
from service.domain.deliveries.faults import rejectable, usable
from service.domain.deliveries.open_moves import may_reject
from service.domain.deliveries.schedule import Due, scheduled
from service.domain.licenses.parts import SettledHow
from service.domain.negotiation import Turn
from service.domain.terms.parties import Side
from service.domain.terms.positions import Position
from service.domain.wording import day_in_words, figure, listed
from service.web.words import TURNS, Tag

BATCHES: Final[Mapping[BatchStatus, Tag]] = MappingProxyType(
    {
        BatchStatus.TESTING: Tag("Being tested", "info"),
        BatchStatus.ACCEPTED: Tag("Accepted", "good"),
        BatchStatus.PARTLY_REJECTED: Tag("Partly rejected", "warn"),
        BatchStatus.REJECTED: Tag("Rejected", "bad"),
    }
)
OUTCOMES: Final[Mapping[Outcome, tuple[str, str]]] = MappingProxyType(
    {
        Outcome.ON_DELIVERY: ("accepted", ", as they came"),
        Outcome.IN_WRITING: ("accepted", ""),
        Outcome.BY_SILENCE: ("accepted", ", since nobody had rejected them"),
        Outcome.BY_USE: ("accepted for good", ", by use"),
        Outcome.REJECTED: ("rejected", ""),
    }
)
"""What stands before the day, and what behind it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one side may or must do next, and what follows if it does nothing."""

    side: Side
    said: str
    until: date | None = None
    silence: str = ""
    batch: Batch | None = None
    late: bool = False


def batch_tag(batch: Batch) -> Tag:
    return BATCHES[batch.status]


def settled_words(settled: Settled) -> str:
    """ "1,000 rejected on 2 March 2026 after they had been accepted"."""
    did, how = OUTCOMES[settled.outcome]
    said = f"{figure(settled.quantity)} {did} on {day_in_words(settled.on)}{how}"
    if settled.outcome is Outcome.REJECTED and settled.undoes:
        return f"{said}, after they had been accepted"
    return said


def due_tag(stand: Stand, row: Due) -> Tag | None:
    """What became of a row of the schedule, where something did."""
    found = stand.due.get(row.n)
    if found and found.settled and found.settled.how is SettledHow.WAIVED:
        return Tag("Waived")
    if row.came_on or (found and found.settled):
        late = bool(found and row.came_on and row.came_on > found.on)
        return Tag("Came late", "warn") if late else Tag("Done", "good")
    if found and found.rests:
        return Tag("Suspended", "warn")
    if found and found.on < stand.today:
        return Tag("Late", "bad")
    return Tag("Begun", "info") if row.came else None


def turn_tag(stand: Stand, side: Side) -> Tag | None:
    """Null where our side is neither."""
    ours = stand.license.our_side.side
    return TURNS[Turn.US if side is ours else Turn.THEM] if ours else None


def ahead(stand: Stand) -> list[Step]:
    """What is waited for, the nearest day first: what is due to come, to be tested, to be replaced."""
    found = [step for batch in stand.deliveries.batches for step in steps(stand, batch)]
    coming = _coming(stand) if stand.takes_more else ()
    return sorted((*coming, *found), key=lambda step: step.until or date.max)


def _coming(stand: Stand) -> Iterator[Step]:
    """Rows of the schedule that are late, and the next that is due."""
    open_ = [
        (found.on, row)
        for row in scheduled(stand.rules, stand.deliveries)
        if (found := stand.due.get(row.n)) and found.open and not found.rests and not row.came_on
    ]
    late = [each for each in open_ if each[0] < stand.today]
    due = sorted((each for each in open_ if each[0] >= stand.today), key=lambda each: each[0])
    for on, row in (*late, *due[:1]):
        said = f"{figure(row.missing)} of {row.tranche.line} to deliver"
        yield Step(Side.LICENSOR, said, on, late=on < stand.today)


def steps(stand: Stand, batch: Batch) -> Iterator[Step]:
    """What comes next with a delivery: it is tested, or what was rejected is replaced."""
    tested = [lot for lot in batch.lots if lot.open]
    if tested:
        days = (ends_on(stand.rules, stand.deliveries, batch, lot.line) for lot in tested)
        until = min((day for day in days if day), default=None)
        silence = "What nobody has rejected by then counts as accepted." if until else ""
        what = listed(f"{figure(lot.open)} of {lot.line}" for lot in tested)
        yield Step(Side.LICENSEE, f"{what} to accept or reject", until, silence, batch)
    for lot in batch.lots:
        missing = to_replace(stand.rules, stand.deliveries, batch, lot.line, stand.today)
        if missing and stand.takes_more:
            said = f"{figure(missing)} of {lot.line} to replace"
            yield Step(Side.LICENSOR, said, replaced_until(stand.rules, lot), batch=batch)


def most_to_reject(stand: Stand, batch: Batch, lot: Lot) -> Decimal:
    if not may_reject(stand.rules, stand.deliveries, batch, lot, stand.today):
        return NONE
    return rejectable(stand.rules, lot, hidden=asks_hidden(stand))


def most_to_use(lot: Lot) -> Decimal:
    return usable(lot)


def most_to_replace(stand: Stand, batch: Batch, lot: Lot) -> Decimal:
    return to_replace(stand.rules, stand.deliveries, batch, lot.line, stand.today)


def least_sample(stand: Stand, batch: Batch) -> Decimal:
    return max(sample_of(stand.rules, batch), Decimal(1))


def asks_trained(stand: Stand) -> bool:
    """Whether items may be rejected on which a model was trained already."""
    return not stand.rules.use_accepts and stand.rules.wording is not Position.LICENSOR


def asks_hidden(stand: Stand) -> bool:
    """Whether a defect may be found later that a test could not have shown."""
    return stand.rules.known and stand.rules.wording is Position.LICENSEE

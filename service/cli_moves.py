"""The tables of moves as diagrams that Markdown pages draw."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from service.domain.deal import MOVES, OPEN, DealDrafted, Event
from service.domain.deal import Status as DealStatus
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.license import LICENSE_MOVES
from service.domain.licenses.parts import Status as LicenseStatus

_Status = TypeVar("_Status", bound=StrEnum)


def moves_diagram() -> Iterator[str]:
    """Of a deal; it ends where it is no longer open."""
    over = [status for status in DealStatus if status not in OPEN]
    return _diagram(MOVES, DealStatus.DRAFT, DealDrafted, over)


def license_moves_diagram() -> Iterator[str]:
    return _diagram(LICENSE_MOVES, LicenseStatus.SCHEDULED, LicenseMade, [LicenseStatus.CLOSED])


def _diagram(
    moves: Mapping[tuple[_Status, type[Event]], _Status],
    first: _Status,
    begins: type[Event],
    over: Iterable[_Status],
) -> Iterator[str]:
    """Lines of a Mermaid state diagram: one arrow for each two statuses, with every event beside it."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {first}: {begins.__name__}"
    arrows: dict[tuple[_Status, _Status], list[type[Event]]] = {}
    for (before, event), after in moves.items():
        arrows.setdefault((before, after), []).append(event)
    for (before, after), events in arrows.items():
        yield f"    {before} --> {after}: {', '.join(event.__name__ for event in events)}"
    for status in over:
        yield f"    {status} --> [*]"

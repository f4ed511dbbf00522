"""The table of moves as a diagram that Markdown pages draw."""

from collections.abc import Iterator

from service.domain.deal import MOVES, OPEN, DealDrafted, Event, Status


def moves_diagram() -> Iterator[str]:
    """Lines of a Mermaid state diagram: one arrow for each two statuses, with every event beside it."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {Status.DRAFT}: {DealDrafted.__name__}"
    arrows: dict[tuple[Status, Status], list[type[Event]]] = {}
    for (before, event), after in MOVES.items():
        arrows.setdefault((before, after), []).append(event)
    for (before, after), events in arrows.items():
        yield f"    {before} --> {after}: {', '.join(event.__name__ for event in events)}"
    for status in Status:
        if status not in OPEN:
            yield f"    {status} --> [*]"

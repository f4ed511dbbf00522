"""Schedule 3: what is delivered when, and how."""

from collections.abc import Iterator

from service.domain.contract import Cell, Table
from service.domain.terms import Terms
from service.domain.terms.delivery import Delivery, DeliveryMode, Tranche
from service.domain.terms.period import Span
from service.domain.wording import day_in_words, figure
from service.drafting.rows import cell, facts, grid
from service.drafting.wording import country, span
from service.drafting.words import words


def delivery_tables(terms: Terms) -> Iterator[tuple[str, Table]]:
    yield "Deliveries", _deliveries(terms)
    yield "Method", _method(terms.delivery)


def delivery_blocks(delivery: Delivery) -> tuple[str, ...]:
    in_clean_room = delivery.mode is DeliveryMode.ON_PREM_CLEAN_ROOM
    blocks = ("common", "clean_room" if in_clean_room else delivery.mode.value)
    hangs = any(tranche.due_after for tranche in delivery.schedule)
    return (*blocks, "due_after") if hangs else blocks


def _deliveries(terms: Terms) -> Table:
    return grid(
        "The deliveries, what each holds and when it is due",
        ("No.", "Line", "Format", "Due", "Quantity"),
        _rows(terms),
        end=1,
    )


def _rows(terms: Terms) -> Iterator[tuple[Cell, ...]]:
    """A line that no delivery names is delivered whole, without delay."""
    delivery = terms.delivery
    for n, tranche in enumerate(delivery.schedule, 1):
        named = tranche.format or delivery.format
        yield _row(n, tranche.line, named, _due(tranche), figure(tranche.quantity))
    scheduled = {tranche.line for tranche in delivery.schedule}
    left = [line for line in terms.materials.lines if line.id not in scheduled]
    for n, line in enumerate(left, len(delivery.schedule) + 1):
        when = "Without delay after the Effective Date"
        yield _row(n, line.id, delivery.format, when, figure(line.volume))


def _row(n: int, line: str, named: str, due: str, quantity: str) -> tuple[Cell, ...]:
    return cell(str(n)), cell(line), cell(named), cell(due), cell(quantity)


def _due(tranche: Tranche) -> str:
    if tranche.due_date:
        return day_in_words(tranche.due_date)
    if tranche.due_after is None:
        return "Without delay after the Effective Date"
    after = tranche.due_after
    event = words(after.event)
    if after.value == 0:
        return f"On {event}"
    return f"{span(Span(value=after.value, unit=after.unit))} after {event}"


def _method(delivery: Delivery) -> Table:
    place = [("Place of delivery", country(delivery.place))] if delivery.place else []
    return facts(
        "How the deliveries are made",
        (
            ("Mode", words(delivery.mode)),
            ("Method", words(delivery.method)),
            ("Format", delivery.format),
            *place,
        ),
    )

"""The schedules: tables made from the deal, and the library's text on how to read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from service.domain.contract import Part, PartKind, Section, Table
from service.domain.pricing.breakdown import Quote
from service.domain.terms import Terms
from service.domain.terms.privacy import PersonalData
from service.drafting.blocks import items_of
from service.drafting.delivery_schedule import delivery_blocks, delivery_tables
from service.drafting.fees_schedule import fees_blocks, fees_tables
from service.drafting.library import Family, schedule
from service.drafting.materials_schedule import materials_blocks, materials_tables
from service.drafting.spans import numbered

Titled = tuple[str, Table]


def schedule_numbers(terms: Terms) -> Mapping[str, int]:
    """The number under which each schedule of this contract stands."""
    names = ["materials", "fees", "delivery"]
    if terms.privacy.personal_data is PersonalData.YES:
        names.append("data_protection")
    return {name: number for number, name in enumerate(names, 1)}


def schedules(
    terms: Terms, family: Family, quote: Quote, numbers: Mapping[str, int]
) -> Iterator[Part]:
    content: Mapping[str, tuple[Iterable[Titled], Sequence[str]]] = {
        "materials": (materials_tables(terms), materials_blocks(terms)),
        "fees": (fees_tables(terms, quote), fees_blocks(terms, quote)),
        "delivery": (delivery_tables(terms), delivery_blocks(terms.delivery)),
        "data_protection": ((), ("standard",)),
    }
    for name in numbers:
        tables, blocks = content[name]
        yield _part(name, family, numbers, tables, blocks)


def _part(
    name: str,
    family: Family,
    numbers: Mapping[str, int],
    tables: Iterable[Titled],
    blocks: Sequence[str],
) -> Part:
    """Each table under a numbered heading, then the chosen blocks of the text."""
    text = schedule(name, family.schedules[name])
    headed = [
        Section(f"sch_{name}_{n}", title, str(n), (table,))
        for n, (title, table) in enumerate(tables, 1)
    ]
    n = len(headed) + 1
    rules = numbered(items_of(text, blocks), str(n), numbers)
    heading = "How this Schedule works" if headed else text.heading
    return Part(
        kind=PartKind.SCHEDULE,
        bookmark=f"sch_{name}",
        heading=f"Schedule {numbers[name]}: {text.heading}",
        blocks=(),
        sections=(*headed, Section(f"sch_{name}_{n}", heading, str(n), rules)),
    )

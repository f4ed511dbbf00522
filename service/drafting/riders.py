"""The Law Riders: attachments with text that law drives, chosen by `service.domain.riders`."""

from collections.abc import Iterator, Mapping, Sequence

from service.domain.contract import Part, PartKind, Section
from service.domain.riders import Rider, attached
from service.domain.terms import Terms
from service.domain.terms.privacy import Transfer
from service.drafting.blocks import items_of
from service.drafting.library import Clause, Family, rider
from service.drafting.spans import numbered


def rider_texts(terms: Terms, family: Family) -> tuple[Clause, ...]:
    """The texts of the riders that the deal calls for, in the versions that the family pins."""
    return tuple(rider(id, family.riders[id]) for id in attached(terms))


def law_riders(terms: Terms, texts: Sequence[Clause], numbers: Mapping[str, int]) -> Iterator[Part]:
    yield from (_part(text, rider_blocks(Rider(text.id), terms), numbers) for text in texts)


def rider_blocks(rider: Rider, terms: Terms) -> tuple[str, ...]:
    """A rider has one text, but for the transfer instruments, of which each has its own."""
    if rider is not Rider.DATA_PROTECTION_ROLES:
        return ("standard",)
    chosen = (transfer.value for transfer in Transfer if transfer in terms.privacy.transfer)
    return ("common", *chosen)


def _part(text: Clause, blocks: Sequence[str], numbers: Mapping[str, int]) -> Part:
    bookmark = f"rider_{text.id}"
    rules = numbered(items_of(text, blocks), "1", numbers)
    return Part(
        kind=PartKind.RIDER,
        bookmark=bookmark,
        heading=f"Law Rider: {text.heading}",
        blocks=(),
        sections=(Section(f"{bookmark}_1", "How this Law Rider works", "1", rules),),
    )

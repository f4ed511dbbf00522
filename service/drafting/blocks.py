"""The paragraphs of a text's chosen blocks."""

from collections.abc import Iterator, Sequence

from service.drafting.library import Clause, Item, LibraryError


def items_of(text: Clause, blocks: Sequence[str]) -> Iterator[Item]:
    """The paragraphs of the blocks, one block after the other."""
    for name in blocks:
        if name not in text.blocks:
            raise LibraryError(f"{text.id} version {text.version} has no block {name}.")
        yield from text.blocks[name].items

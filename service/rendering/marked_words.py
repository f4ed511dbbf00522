"""Words of two paragraphs as one: what stands in both, what went, and what came."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from service.domain.contract import Span, Words
from service.rendering.aligned import runs_of

_TOKEN: Final = re.compile(r"\w+(?:[.,'\u2019\-/]\w+)*|\s+|[^\w\s]")
"""A word or an amount, a space, or a sign."""
_LEAST_SAME: Final = 0.3
"""With fewer of its words left, a sentence is read more easily as gone and come whole."""


class Mark(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    mark: Mark
    span: Span


Run = tuple[bool, Sequence[Span], Sequence[Span]]


def all_of(mark: Mark, spans: Iterable[Span]) -> tuple[MarkedSpan, ...]:
    return tuple(MarkedSpan(mark, span) for span in spans)


def marked_words(before: Sequence[Span], after: Sequence[Span]) -> tuple[MarkedSpan, ...]:
    """Words are compared one by one; defined terms and references are each one word.

    The spans that are not INSERTED say `before`, those that are not DELETED say `after`.
    """
    if before == after:
        return all_of(Mark.SAME, after)
    old, new = [*_tokens(before)], [*_tokens(after)]
    found = [*runs_of(old, new, lambda span: span, is_filler=lambda span: not _size([span]))]
    if _same(found) < _LEAST_SAME * min(_size(old), _size(new)):
        found = [(False, old, new)]
    return tuple(_spans(found))


def _tokens(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if isinstance(span, Words):
            yield from map(Words, _TOKEN.findall(span.text))
        else:
            yield span


def _size(spans: Iterable[Span]) -> int:
    """How many letters and digits they have."""
    return sum(sign.isalnum() for span in spans for sign in span.text)


def _same(found: Iterable[Run]) -> int:
    return sum(_size(new) for same, _, new in found if same)


def _spans(found: Iterable[Run]) -> Iterator[MarkedSpan]:
    for same, old, new in found:
        if same:
            yield from _joined(Mark.SAME, new)
        else:
            yield from _joined(Mark.DELETED, old)
            yield from _joined(Mark.INSERTED, new)


def _joined(mark: Mark, spans: Iterable[Span]) -> Iterator[MarkedSpan]:
    """Words that follow each other in one span again."""
    for plain, group in groupby(spans, lambda span: isinstance(span, Words)):
        together = [*group]
        if plain:
            together = [Words("".join(span.text for span in together))]
        yield from all_of(mark, together)

"""Which words of a line changed and who says so: by the tracked changes, or found by comparing."""

from collections.abc import Iterable, Iterator, Sequence

from service.domain.contract import Words
from service.domain.markup import Hand, MarkedWords, WordsMark
from service.rendering.base_lines import ink
from service.rendering.foreign_words import Stretch, Stretches, after, before
from service.rendering.marked_words import Mark, marked_words

_MARKS = {
    Mark.SAME: WordsMark.SAME,
    Mark.DELETED: WordsMark.DELETED,
    Mark.INSERTED: WordsMark.INSERTED,
}


def attributed(base: str, found: Stretches) -> tuple[MarkedWords, ...]:
    """What `base` says, and what the line says once every change in it is accepted.

    Where the file tracked every change, its own marks are kept.
    """
    if ink(before(found)) == ink(base):
        return _joined(_as_tracked(found))
    return _joined(_compared(base, found))


def came(found: Stretches) -> tuple[MarkedWords, ...]:
    """A line that stands there anew."""
    kept = (each for each in found if each.went is None)
    return _joined(MarkedWords(WordsMark.INSERTED, each.text, each.came) for each in kept)


def went(base: str, hand: Hand | None) -> tuple[MarkedWords, ...]:
    return (MarkedWords(WordsMark.DELETED, base, hand),)


def _as_tracked(found: Stretches) -> Iterator[MarkedWords]:
    for each in found:
        if each.went and not each.came:
            yield MarkedWords(WordsMark.DELETED, each.text, each.went)
        elif each.came and not each.went:
            yield MarkedWords(WordsMark.INSERTED, each.text, each.came)
        elif not each.came:
            yield MarkedWords(WordsMark.SAME, each.text)


def _compared(base: str, found: Stretches) -> Iterator[MarkedWords]:
    at, gone = 0, _Gone(found)
    kept = [each for each in found if each.went is None]
    for each in marked_words((Words(base),), (Words(after(found)),)):
        text = each.span.text
        if each.mark is Mark.INSERTED:
            yield from _cut(kept, at, len(text))
        else:
            hand = gone.hand_of(text) if each.mark is Mark.DELETED else None
            yield MarkedWords(_MARKS[each.mark], text, hand)
        at += 0 if each.mark is Mark.DELETED else len(text)


def _cut(kept: Sequence[Stretch], start: int, length: int) -> Iterator[MarkedWords]:
    """These characters of the accepted line, each with who brought it."""
    at = 0
    for each in kept:
        text = each.text[max(start - at, 0) : max(start + length - at, 0)]
        if text:
            yield MarkedWords(WordsMark.INSERTED, text, each.came)
        at += len(each.text)


class _Gone:
    """Words that the line tracks as taken out."""

    def __init__(self, found: Stretches) -> None:
        self._gone = [(ink(each.text), each.went) for each in found if each.went]

    def hand_of(self, text: str) -> Hand | None:
        """Whoever took out these words; null where nobody tracked that."""
        words = ink(text)
        return next((hand for gone, hand in self._gone if gone and _meet(words, gone)), None)


def _meet(one: str, other: str) -> bool:
    return one in other or other in one


def _joined(words: Iterable[MarkedWords]) -> tuple[MarkedWords, ...]:
    """Neighbors alike in mark and hand are one; what says nothing is left out."""
    found: list[MarkedWords] = []
    for each in words:
        last = found[-1] if found else None
        if last and (last.mark, last.hand) == (each.mark, each.hand):
            found[-1] = MarkedWords(each.mark, last.text + each.text, each.hand)
        elif each.text:
            found.append(each)
    return tuple(found)

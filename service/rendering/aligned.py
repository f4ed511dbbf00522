"""Two rows of things laid beside each other: which one of the first is which one of the second."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, TypeVar

T = TypeVar("T")

Pair = tuple[T | None, T | None]
"""What stands in both, or in one of them alone; never (None, None)."""

_TOO_MANY: Final = 40_000
"""Pairs to weigh. So many rows of a table change only when each changes in its place."""
_TOO_MANY_SAME: Final = 1_000_000
_WORD: Final = re.compile(r"\w+")


def paired(
    before: Sequence[T],
    after: Sequence[T],
    key: Callable[[T], Hashable],
    likeness: Callable[[T, T], float],
) -> list[Pair[T]]:
    """Every item of both, in the order of each; what went stands before what came in its place.

    Items of the same key are the same. Of the others those are paired that are most alike
    altogether; a likeness of 0 never is.
    """
    found: list[Pair[T]] = []
    for same, old, new in runs_of(before, after, key):
        if same:
            found.extend(zip(old, new, strict=True))
        else:
            changed = _by_likeness(old, new, likeness)
            found.extend(changed)
    return found


def runs_of(
    before: Sequence[T],
    after: Sequence[T],
    key: Callable[[T], Hashable],
    is_filler: Callable[[Any], bool] | None = None,
) -> Iterator[tuple[bool, Sequence[T], Sequence[T]]]:
    """Stretches of both: whether they are the same, then each.

    Filler, told by its key, is the same only next to what is no filler, or at either end.
    """
    old, new = [*map(key, before)], [*map(key, after)]
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    end, new_end = len(old) - tail, len(new) - tail
    yield True, before[:head], after[:head]
    codes = _codes(old[head:end], new[head:new_end], is_filler)
    for same, was, was_end, now, now_end in codes:
        yield same, before[head + was : head + was_end], after[head + now : head + now_end]
    yield True, before[end:], after[new_end:]


def _alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many are the same from the beginning on."""
    both = zip(old, new, strict=False)
    return next((n for n, (was, now) in enumerate(both) if was != now), min(len(old), len(new)))


def _codes(
    old: Sequence[Hashable], new: Sequence[Hashable], is_filler: Callable[[Any], bool] | None
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whatever says the same things over and over is not compared: it would take minutes."""
    in_old, in_new = Counter(old), Counter(new)
    if sum(times * in_new[each] for each, times in in_old.items()) > _TOO_MANY_SAME:
        yield False, 0, len(old), 0, len(new)
        return
    matcher = SequenceMatcher(is_filler, old, new, autojunk=False)
    for what, *places in matcher.get_opcodes():
        was, was_end, now, now_end = places
        yield what == "equal", was, was_end, now, now_end


def shared(before: str, after: str) -> float:
    """The part of the words of two texts that is in both, from 0 to 1."""
    old, new = _bag(before), _bag(after)
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else float(before == after)


@lru_cache(maxsize=4096)
def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _by_likeness(
    before: Sequence[T], after: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[Pair[T]]:
    if len(before) * len(after) > _TOO_MANY:
        return _in_place(before, after, likeness)
    return _most_alike(before, after, likeness)


def _in_place(
    before: Sequence[T], after: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[Pair[T]]:
    both = min(len(before), len(after))
    for old, new in zip(before, after, strict=False):
        yield from [(old, new)] if likeness(old, new) else [(old, None), (None, new)]
    yield from ((old, None) for old in before[both:])
    yield from ((None, new) for new in after[both:])


def _most_alike(
    before: Sequence[T], after: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[Pair[T]]:
    weight = [[likeness(old, new) for new in after] for old in before]
    best = _best(weight, len(before), len(after))
    at, to = 0, 0
    while at < len(before) and to < len(after):
        here = weight[at][to]
        if here and best[at][to] == here + best[at + 1][to + 1]:
            yield before[at], after[to]
            at, to = at + 1, to + 1
        elif best[at + 1][to] >= best[at][to + 1]:
            yield before[at], None
            at += 1
        else:
            yield None, after[to]
            to += 1
    yield from ((old, None) for old in before[at:])
    yield from ((None, new) for new in after[to:])


def _best(weight: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    """The likeness that can still be had from each place on."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in reversed(range(rows)):
        for to in reversed(range(columns)):
            here = weight[at][to]
            both = here + best[at + 1][to + 1] if here else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], both)
    return best

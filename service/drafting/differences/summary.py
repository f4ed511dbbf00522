"""What changed, in one sentence for a letter or a timeline."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from service.domain.pricing.differences import Cause
from service.drafting.differences.book import Words
from service.drafting.differences.changes import Change, ChangedGroup, ChangeKind
from service.drafting.differences.money import signed

NOTHING: Final = "Nothing changed."
_LONGEST: Final = 60
_TIME: Final = "period"


def in_one_sentence(groups: Sequence[ChangedGroup], most: int = 2) -> str:
    """ "Rate of photos 0.05 -> 0.06 per item, +USD 12,000.00; Cure Period 30 -> 60 days; and 3 more."

    What costs money comes first, then what concerns the period, then the rest as in the contract.
    Rows whose words only follow from others are not counted. The sentence has figures of the deal.
    """
    changes = [change for change, _ in sorted(_ranked(groups), key=lambda ranked: ranked[1])]
    if not changes:
        return NOTHING
    more = len(changes) - most
    said = [change_in_words(change) for change in changes[:most]]
    return f"{'; '.join([*said, f'and {more} more'] if more > 0 else said)}."


def _ranked(groups: Sequence[ChangedGroup]) -> Iterable[tuple[Change, tuple[bool, bool, int]]]:
    for group in groups:
        for change in group.changes:
            if change.kind is not ChangeKind.FOLLOWS:
                cost = max((abs(effect.minor) for effect in change.money_effect), default=0)
                yield change, (not cost, group.name != _TIME, -cost)


def change_in_words(change: Change) -> str:
    """ "Rate of photos 0.05 -> 0.06 per item, +USD 12,000.00": what is alike on both sides left out."""
    effects = "".join(f", {signed(effect)}" for effect in change.money_effect)
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        return f"{change.label} {change.kind.value}{effects}"
    bases = {reason.basis for reason in change.why if reason.cause is Cause.RATE}
    basis = f" {bases.pop()}" if len(bases) == 1 else ""
    return f"{change.label} {_moved(change.before_words, change.after_words)}{basis}{effects}"


def _moved(before: Words, after: Words) -> str:
    was, now = "; ".join(before).split(), "; ".join(after).split()
    start = _alike(was, now)
    end = _alike(was[start:][::-1], now[start:][::-1])
    first, last = was[start : len(was) - end], now[start : len(now) - end]
    if not first:
        return f"+ {_clipped(last)}"
    if not last:
        return f"- {_clipped(first)}"
    unit = now[len(now) - end] if end and last[-1][-1].isdigit() else ""
    return f"{_clipped(first)} -> {_clipped(last)} {unit}".rstrip(" ,;")


def _alike(was: list[str], now: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(was, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _clipped(words: list[str]) -> str:
    text = " ".join(words).strip(";,")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"

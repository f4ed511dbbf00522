"""What one set of terms says otherwise than another: each changed value, each entry that came or went."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.domain.terms import Terms
from service.domain.terms.delivery import Tranche
from service.domain.terms.leaves import (
    Path,
    Plain,
    inside,
    is_group,
    leaves,
    plain,
    pointer,
    value_at,
)
from service.domain.terms.materials import MaterialsLine
from service.domain.terms.parties import Guarantor, Party, Signatory
from service.domain.terms.prices import Charge
from service.domain.terms.signing import SpecialTerm


class DifferenceKind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """The entries of a list that stayed stand in another order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One changed value, or one entry of a list that was added or removed.

    `was_at` leads into the terms before and `now_at` into those after: an entry that kept its id
    may stand elsewhere in its list. One of them is null where there is nothing to lead to.
    `before` and `after` are as JSON says them; null is nothing. A list whose entries moved has
    their names in both orders.
    """

    kind: DifferenceKind
    was_at: Path | None
    now_at: Path | None
    before: Plain
    after: Plain

    @property
    def path(self) -> str:
        """A JSON pointer into the terms after; of what was removed, into the terms before."""
        return pointer(self.steps)

    @property
    def steps(self) -> Path:
        return self.now_at if self.now_at is not None else self.was_at or ()


@dataclass(frozen=True, slots=True)
class _At:
    was: Path
    now: Path

    def step(self, was: str | int, now: str | int) -> "_At":
        return _At((*self.was, was), (*self.now, now))


def differences(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """In the order of the terms; none only where both have the same canonical bytes.

    Entries of a list are the same entry where `name_of` gives them the same name, wherever they
    stand; lists of plain values are one value.
    """
    return tuple(_between(before, after, _At((), ())))


def name_of(entry: Any) -> str | None:
    """What an entry of a list is known by while its other terms change; null: by its place."""
    match entry:
        case MaterialsLine() | Charge() | SpecialTerm():
            return entry.id
        case Tranche():
            return entry.line
        case Signatory():
            return entry.email
        case Party() | Guarantor():
            return entry.legal_name
    return None


def _between(before: Any, after: Any, at: _At) -> Iterator[Difference]:
    if is_group(before) and is_group(after):
        for (name, was), (_, now) in zip(inside(before), inside(after), strict=True):
            yield from _between(was, now, at.step(name, name))
    elif isinstance(before, Mapping):
        for key in sorted({*before, *after}):
            yield from _between(before.get(key), after.get(key), at.step(key, key))
    elif is_group(before) or is_group(after):
        yield from _group(before, after, at)
    elif _has_entries(before) or _has_entries(after):
        yield from _entries(before, after, at)
    elif (said := plain(before)) != plain(after):
        yield _difference(DifferenceKind.CHANGED, at.was, at.now, said, plain(after))


def _difference(
    kind: DifferenceKind, was_at: Path | None, now_at: Path | None, before: Plain, after: Plain
) -> Difference:
    return Difference(kind=kind, was_at=was_at, now_at=now_at, before=before, after=after)


def _group(before: Any, after: Any, at: _At) -> Iterator[Difference]:
    """A group of terms that came or went, value by value."""
    if after is None:
        for path, value in [*leaves(before, at.was)] or [(at.was, before)]:
            yield _difference(DifferenceKind.REMOVED, path, None, plain(value), None)
    else:
        for path, value in [*leaves(after, at.now)] or [(at.now, after)]:
            yield _difference(DifferenceKind.ADDED, None, path, None, plain(value))


def _has_entries(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_group(value[0])


def _entries(before: tuple[Any, ...], after: tuple[Any, ...], at: _At) -> Iterator[Difference]:
    was, now = _named(before), _named(after)
    stayed = [name for name in now if name in was]
    for name in stayed:
        (i, entry), (j, changed) = was[name], now[name]
        yield from _between(entry, changed, at.step(i, j))
    for name, (i, entry) in was.items():
        if name not in now:
            gone = (*at.was, i)
            yield _difference(DifferenceKind.REMOVED, gone, None, plain(entry), None)
    for name, (j, entry) in now.items():
        if name not in was:
            new = (*at.now, j)
            yield _difference(DifferenceKind.ADDED, None, new, None, plain(entry))
    order = [name for name in was if name in now]
    if order != stayed:
        yield _difference(DifferenceKind.MOVED, at.was, at.now, _said(order), _said(stayed))


def counterpart(path: Path, here: Any, there: Any) -> Path | None:
    """The same way into other terms, where an entry may stand elsewhere; null where it is not there."""
    found: list[str | int] = []
    for step in path:
        if isinstance(step, int):
            name = next(name for name, (place, _) in _named(here).items() if place == step)
            entries = _named(there or ())
            if name not in entries:
                return None
            found.append(entries[name][0])
            here, there = here[step], entries[name][1]
        else:
            found.append(step)
            here, there = value_at(here, (step,)), value_at(there, (step,))
    return tuple(found)


_Name = tuple[str, int]


def _named(entries: tuple[Any, ...]) -> dict[_Name, tuple[int, Any]]:
    """Each entry and its place under its name; of two with one name, the first is 0."""
    found: dict[_Name, tuple[int, Any]] = {}
    seen: dict[str, int] = {}
    for place, entry in enumerate(entries):
        name = name_of(entry) or ""
        seen[name] = seen.get(name, -1) + 1
        found[name, seen[name]] = place, entry
    return found


def _said(order: list[_Name]) -> Plain:
    return [f"{name} {again + 1}" if again else name for name, again in order]


def steps_by_name(whole: Any, path: Path) -> tuple[str, ...]:
    """The path with the names of entries in place of their numbers, as people say it."""
    said = []
    for step in path:
        whole = dict(inside(whole)).get(step)
        said.append(_said_step(step, whole))
    return tuple(said)


def _said_step(step: str | int, entry: Any) -> str:
    """People count from one."""
    if isinstance(step, int):
        return name_of(entry) or str(step + 1)
    return step.removesuffix("_")

"""Two people changed one deal: what each of them did since it was opened, and both together."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.forms import Typed
from service.web.form.rows import Fields, numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What was typed in one place. A list whose rows came or went is one place."""

    place: str
    opened: Fields
    theirs: Fields
    mine: Fields

    @property
    def is_theirs(self) -> bool:
        return self.theirs != self.opened

    @property
    def is_mine(self) -> bool:
        return self.mine != self.opened

    @property
    def clashes(self) -> bool:
        return self.is_theirs and self.is_mine and self.theirs != self.mine


def differences(opened: Typed, theirs: Typed, mine: Typed) -> tuple[Difference, ...]:
    """Every place where somebody changed something."""
    forms = (opened, theirs, mine)
    places = dict.fromkeys(_place(name, forms) for form in forms for name in form)
    found = (
        Difference(
            place=place,
            opened=_at(place, opened),
            theirs=_at(place, theirs),
            mine=_at(place, mine),
        )
        for place in places
    )
    return tuple(each for each in found if each.is_theirs or each.is_mine)


def merged(
    mine: Typed, theirs: Typed, changes: tuple[Difference, ...], take: frozenset[str]
) -> Fields:
    """Mine with what only they changed; where both did, theirs only in the places to `take`."""
    found = {name: [*values] for name, values in mine.items()}
    for change in changes:
        if change.is_theirs and (not change.is_mine or change.place in take):
            for name, _ in [*_inside(change.place, found)]:
                del found[name]
            found.update(_inside(change.place, theirs))
    return found


def _place(name: str, forms: tuple[Typed, ...]) -> str:
    steps = name.split(".")
    for n, step in enumerate(steps):
        above = ".".join(steps[:n])
        if step.isdecimal() and len({tuple(numbers(form, above)) for form in forms}) > 1:
            return above
    return name


def _at(place: str, typed: Typed) -> Fields:
    """What says nothing is as if it were not there; the order of ticked boxes means nothing."""
    return {
        name: sorted(values)
        for name, values in _inside(place, typed)
        if any(value.strip() for value in values)
    }


def _inside(place: str, typed: Typed) -> Iterator[tuple[str, list[str]]]:
    for name, values in typed.items():
        if name == place or name.startswith(f"{place}."):
            yield name, [*values]

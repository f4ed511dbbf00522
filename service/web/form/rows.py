"""Adding, removing and moving the rows of a list, among what was typed."""

import re
from collections.abc import Callable, Mapping, Sequence

from schemas.forms import Typed, default_of, field_at, is_rows, parts_of

Fields = dict[str, list[str]]


def renumbered(typed: Typed, at: str, order: Callable[[list[int]], list[int]]) -> Fields:
    """`order` gives the rows to keep, by the numbers they have; they are numbered anew from 0."""
    kept = order(numbers(typed, at))
    place = {number: n for n, number in enumerate(kept)}
    found: Fields = {}
    for name, values in typed.items():
        number, rest = _row_of(name, at)
        if number is None:
            found[name] = [*values]
        elif number in place:
            found[f"{at}.{place[number]}.{rest}"] = [*values]
    return found


def numbers(typed: Typed, at: str) -> list[int]:
    """The numbers of the rows at `at`, in order."""
    found = (_row_of(name, at)[0] for name in typed)
    return sorted({number for number in found if number is not None})


def added(typed: Typed, at: str, rows: Sequence[Mapping[str, list[str]]] = ({},)) -> Fields:
    """With rows behind the others; what a row does not say takes its default."""
    found = renumbered(typed, at, lambda kept: kept)
    first = len(numbers(found, at))
    for n, row in enumerate(rows, start=first):
        found.update({f"{at}.{n}.{key}": v for key, v in {**blank_row(at), **row}.items()})
    return found


def removed(typed: Typed, at: str, number: int) -> Fields:
    return renumbered(typed, at, lambda kept: [n for n in kept if n != number])


def moved_up(typed: Typed, at: str, number: int) -> Fields:
    """One place up; the first stays the first."""

    def order(kept: list[int]) -> list[int]:
        place = kept.index(number) if number in kept else 0
        if place > 0:
            kept[place - 1 : place + 1] = [number, kept[place - 1]]
        return kept

    return renumbered(typed, at, order)


def is_blank(typed: Typed, at: str, number: int) -> bool:
    """Whether nobody has typed anything into a row."""
    blank, start = blank_row(at), f"{at}.{number}."
    row = {name.removeprefix(start): v for name, v in typed.items() if name.startswith(start)}
    return all(not any(v) or [*v] == blank.get(key, [""]) for key, v in row.items())


def blank_row(at: str) -> Fields:
    """The fields of a new row, relative to it."""
    found: Fields = {}
    _fill(found, field_at(at), "")
    return found


def _fill(found: Fields, group: object, prefix: str) -> None:
    for key, field in parts_of(group).items():  # type: ignore[arg-type]
        if is_rows(field):
            if field.items.least:  # type: ignore[attr-defined]
                _fill(found, field, f"{prefix}{key}.0.")
        elif hasattr(field, "schema"):
            _fill(found, field, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = default_of(field)


def _row_of(name: str, at: str) -> tuple[int | None, str]:
    """The number of the row that a name stands in, and the rest of the name."""
    if not name.startswith(f"{at}."):
        return None, ""
    number, _, rest = name.removeprefix(f"{at}.").partition(".")
    return (int(number), rest) if re.fullmatch(r"[0-9]{1,9}", number) and rest else (None, "")

"""What changed in the words of the contract: rows and cells, grouped as the Key Terms are grouped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.domain.leanings import agreed, toward
from service.domain.money import Money
from service.domain.pricing.differences import Contribution, FeeDifferences
from service.domain.terms import Terms
from service.domain.terms.differences import Difference, DifferenceKind, counterpart
from service.domain.terms.leaves import Path, pointer, value_at
from service.domain.terms.parties import Side
from service.drafting.differences.book import Book, Words, book_of
from service.drafting.differences.places import DELIVERIES, GROUPS, KEY_TERMS, Place, place_of
from service.drafting.differences.positions import chosen_position, heading_of
from service.drafting.differences.values import choice_in_words, name_of_term, value_in_words
from service.drafting.rows import NONE


class ChangeKind(StrEnum):
    CHANGED = DifferenceKind.CHANGED.value
    ADDED = DifferenceKind.ADDED.value
    REMOVED = DifferenceKind.REMOVED.value
    MOVED = DifferenceKind.MOVED.value
    FOLLOWS = "follows"
    """No term of this row changed; its words follow from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row or cell of the contract that says something else, with the terms behind it.

    `paths` are JSON pointers into the terms after; of what was removed, into those before. Words
    are one paragraph each. `why` is what the change does to the fee, `toward` the side that it
    favors, null where nothing is known to favor one.
    """

    kind: ChangeKind
    paths: tuple[str, ...]
    label: str
    before_words: Words
    after_words: Words
    why: tuple[Contribution, ...] = ()
    money_effect: tuple[Money, ...] = ()
    """By currency; empty where the change costs nothing or amounts cannot be compared."""
    toward: Side | None = None


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """The changes under one heading of the Key Terms, in the order of its rows."""

    name: str
    heading: str
    changes: tuple[Change, ...]


_FORM: Final = "form"
_COMMITTED: Final = "Committed Fees"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sets of terms and what their contracts say."""

    before: Terms
    after: Terms
    was: Book
    now: Book


def changed_groups(
    before: Terms, after: Terms, found: Sequence[Difference], fees: FeeDifferences
) -> tuple[ChangedGroup, ...]:
    """`found` and `fees` are the differences of the same terms."""
    pair = _Pair(before, after, book_of(before), book_of(after))
    by_change: dict[tuple[str, str], list[Difference]] = {}
    for each in found:
        by_change.setdefault(_key(each, pair), []).append(each)
    causes = _attributed(by_change, fees)
    changes = {key: _change(each, pair, fees, causes[key]) for key, each in by_change.items()}
    follow = dict(_following(by_change, pair, fees))
    return tuple(_groups({**changes, **follow}, pair))


def _key(found: Difference, pair: _Pair) -> tuple[str, str]:
    """The group and the label that the difference is shown under."""
    places = _places(found, pair)
    if _is_shown(places, pair):
        shown = places[1] or places[0]
        if shown is not None and shown.table == KEY_TERMS:
            return _group_of_label(shown.row, pair.now), shown.row
    group = GROUPS[str(found.steps[0])]
    return group, _label(found, pair)


def _group_of_label(label: str, book: Book) -> str:
    return next(name for name, labels in book.labels.items() if label in labels)


_Places = tuple[Place | None, Place | None]


def _places(found: Difference, pair: _Pair) -> _Places:
    """Where either contract says it; one of them has no such place for a delivery that came or went."""
    was_at, now_at = found.was_at, found.now_at
    if was_at is None and now_at is not None:
        was_at = counterpart(now_at, pair.after, pair.before)
    if now_at is None and was_at is not None:
        now_at = counterpart(was_at, pair.before, pair.after)
    was = place_of(was_at, pair.before) if was_at is not None else None
    now = place_of(now_at, pair.after) if now_at is not None else None
    return was or _named_alike(now), now or _named_alike(was)


def _named_alike(place: Place | None) -> Place | None:
    """The same place in the other contract, unless a number there is that of another entry."""
    return None if place is None or place.table == DELIVERIES else place


def _is_shown(places: _Places, pair: _Pair) -> bool:
    """Whether the contracts say something else there; if not, the term itself must speak."""
    was, now = places
    return places != (None, None) and _said(was, pair.was) != _said(now, pair.now)


def _said(place: Place | None, book: Book) -> Words:
    return book.said.get(place, ()) if place is not None else ()


_ROWS: Final[Mapping[str, str]] = {
    "Lines": "line {}",
    DELIVERIES: "delivery {}",
    "Special Terms": "special term {}",
    "Charges and totals": "charge {}",
    "Tiers": "tiers of {}",
}
"""What a row is called; of a cell, behind the name of its column."""


def _label(found: Difference, pair: _Pair) -> str:
    places = _places(found, pair)
    terms, path = _terms_and_path(found, pair)
    shown = places[1] or places[0]
    if _is_shown(places, pair) and shown is not None:
        return _label_of(shown)
    if path[:2] == ("positions", "clauses"):
        return heading_of(str(path[2]), terms)
    order = ", order" if found.kind is DifferenceKind.MOVED else ""
    return f"{name_of_term(path, terms)}{order}"


def _terms_and_path(found: Difference, pair: _Pair) -> tuple[Terms, Path]:
    if found.now_at is not None:
        return pair.after, found.now_at
    return pair.before, found.was_at or ()


def _label_of(place: Place) -> str:
    """ "Rate of photos", "Due of delivery 2", "Line clips"."""
    if place.label or not place.row:
        return place.label or place.table
    row = _ROWS.get(place.table, "{}").format(place.row)
    if not place.column:
        return f"{row[:1].upper()}{row[1:]}"
    by_id = place.table in ("Lines", "Rights and people", "Charges and totals")
    return f"{place.column} of {place.row if by_id else row}"


def _change(
    found: Sequence[Difference], pair: _Pair, fees: FeeDifferences, why: tuple[Contribution, ...]
) -> Change:
    before, after = _words(found, pair)
    kinds = {each.kind for each in found}
    kind = kinds.pop() if len(kinds) == 1 else DifferenceKind.CHANGED
    return Change(
        kind=ChangeKind(kind.value),
        paths=tuple(each.path for each in found),
        label=_key(found[0], pair)[1],
        before_words=before,
        after_words=after,
        why=why,
        money_effect=fees.effects(why),
        toward=agreed(_toward(each, pair) for each in found),
    )


def _words(found: Sequence[Difference], pair: _Pair) -> tuple[Words, Words]:
    """Of the row or cell where there is one, else of each term."""
    places = [_places(each, pair) for each in found]
    if _is_shown(places[0], pair):
        was = next((was for was, _ in places if was is not None), None)
        now = next((now for _, now in places if now is not None), None)
        return _said(was, pair.was) or (NONE,), _said(now, pair.now) or (NONE,)
    before = (_value(each.was_at, each, pair.before) for each in found)
    after = (_value(each.now_at, each, pair.after) for each in found)
    return _joined(before), _joined(after)


def _joined(values: Iterator[Words]) -> Words:
    return tuple(word for words in values for word in words)


def _value(path: Path | None, found: Difference, terms: Terms) -> Words:
    if found.kind is DifferenceKind.MOVED:
        said = found.before if path is found.was_at else found.after
        return value_in_words(tuple(said) if isinstance(said, list) else said)
    if found.steps[:2] == ("positions", "clauses"):
        return (_position(str(found.steps[2]), terms),)
    return value_in_words(value_at(terms, path)) if path is not None else (NONE,)


def _position(id: str, terms: Terms) -> str:
    """To choose what a clause has of itself changes the terms, though not the text."""
    position = chosen_position(id, terms)
    if position is None:
        return NONE
    chosen = id in terms.positions.clauses
    return choice_in_words(position) + ("" if chosen else " by default")


def _toward(found: Difference, pair: _Pair) -> Side | None:
    if found.was_at is None or found.now_at is None:
        return None
    if found.steps[:2] == ("positions", "clauses"):
        id = str(found.steps[2])
        return toward(chosen_position(id, pair.before), chosen_position(id, pair.after))
    return toward(value_at(pair.before, found.was_at), value_at(pair.after, found.now_at))


_Changes = Mapping[tuple[str, str], Sequence[Difference]]


def _attributed(
    by_change: _Changes, fees: FeeDifferences
) -> Mapping[tuple[str, str], tuple[Contribution, ...]]:
    """Each reason stands with one change: the one of its own term, else one around or inside it."""
    causes: dict[tuple[str, str], list[Contribution]] = {key: [] for key in by_change}
    for reason in fees.why:
        near = {key: min(_distance(reason, each) for each in by_change[key]) for key in by_change}
        nearest = min(near, key=lambda key: near[key], default=None)
        if nearest is not None and near[nearest] < _FAR:
            causes[nearest].append(reason)
    return {key: tuple(found) for key, found in causes.items()}


_FAR: Final = 2


def _distance(reason: Contribution, found: Difference) -> int:
    """0 for the term itself, 1 for one above or below it."""
    if found.kind is DifferenceKind.MOVED:
        return _FAR
    sides = ((reason.was_at, found.was_at), (reason.now_at, found.now_at))
    known = [(at, pointer(path)) for at, path in sides if at is not None and path is not None]
    if any(at == path for at, path in known):
        return 0
    related = any(_leads_to(at, path) or _leads_to(path, at) for at, path in known)
    return 1 if related else _FAR


def _leads_to(outer: str, inner: str) -> bool:
    return inner.startswith(f"{outer}/")


def _following(
    by_change: _Changes, pair: _Pair, fees: FeeDifferences
) -> Iterator[tuple[tuple[str, str], Change]]:
    """Key Terms whose words changed although none of their own terms did."""
    for name, labels in pair.now.labels.items():
        for label in labels:
            place = Place(KEY_TERMS, label)
            was, now = pair.was.said.get(place, ()), pair.now.said.get(place, ())
            if (name, label) not in by_change and was != now:
                yield (
                    (name, label),
                    Change(
                        kind=ChangeKind.FOLLOWS,
                        paths=(),
                        label=label,
                        before_words=was or (NONE,),
                        after_words=now or (NONE,),
                        money_effect=fees.effects(fees.why) if label == _COMMITTED else (),
                    ),
                )


def _groups(changes: Mapping[tuple[str, str], Change], pair: _Pair) -> Iterator[ChangedGroup]:
    headings = {_FORM: "Form", **pair.now.headings}
    for name, heading in headings.items():
        labels = pair.now.labels.get(name, ())
        own = {label: change for (group, label), change in changes.items() if group == name}
        ordered = [own[label] for label in labels if label in own]
        ordered += [change for label, change in own.items() if label not in labels]
        if ordered:
            yield ChangedGroup(name, heading, tuple(ordered))

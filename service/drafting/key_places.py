"""Which terms a row or a cell of the contract follows from: the way back from words to keys."""

from dataclasses import dataclass

from service.domain.terms import Terms
from service.domain.terms.leaves import leaves, pointer
from service.drafting.differences.places import KEY_TERMS, Place, place_of

_GROUP = "kt_"


@dataclass(frozen=True, slots=True)
class Keys:
    """JSON pointers into the terms, by the place where the contract says them."""

    at: dict[Place, tuple[str, ...]]

    def of(self, bookmark: str, heading: str, row: str, column: str) -> tuple[str, ...]:
        """Of a Key Term by its label, or of a cell in the table under a heading; a row has all of it."""
        if bookmark.startswith(_GROUP) and (found := self._of_labels(row)):
            return found
        exact = self.at.get(Place(heading, row, column), ())
        return exact or self._of_row(heading, row)

    def _of_labels(self, row: str) -> tuple[str, ...]:
        """Labels that do not apply stand together in one row."""
        found = (self.at.get(Place(KEY_TERMS, label.strip()), ()) for label in row.split(","))
        return tuple(key for keys in found for key in keys)

    def _of_row(self, heading: str, row: str) -> tuple[str, ...]:
        return tuple(
            key
            for place, keys in self.at.items()
            if (place.table, place.row) == (heading, row)
            for key in keys
        )


def keys_at(terms: Terms) -> Keys:
    found: dict[Place, list[str]] = {}
    for path, _ in leaves(terms):
        place = place_of(path, terms)
        if place is not None:
            found.setdefault(place, []).append(pointer(path))
    return Keys({place: tuple(keys) for place, keys in found.items()})

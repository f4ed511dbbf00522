"""A signature drawn by hand, kept as the way of the pen: whole numbers, and room for nothing else."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from service.domain.errors import DrawingRefused
from service.domain.terms.canonical import canonical_json

WIDEST: Final = 10_000
STROKES: Final = 200
POINTS: Final = 10_000
"""Of all strokes together; a name written slowly has a tenth of them."""

Point = tuple[int, int]
_KEYS: Final = frozenset({"width", "height", "strokes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Strokes on a pad that is `width` wide and `height` tall, from its upper left, down and right.

    The unit is the sender's: only proportions count.
    """

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]

    @property
    def data(self) -> bytes:
        """Canonical JSON of the form in which it came."""
        strokes = [[[*point] for point in stroke] for stroke in self.strokes]
        return canonical_json({"width": self.width, "height": self.height, "strokes": strokes})

    @property
    def sha256(self) -> str:
        """SHA-256 of `data`, 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


def drawing_of(plain: Any) -> Drawing:
    """From JSON {"width": 600, "height": 200, "strokes": [[[12, 80], [13, 82]], ...]}.

    DrawingRefused names the first thing that is otherwise. Pictures are refused: what a path of
    whole numbers can hold is a line and nothing more.
    """
    if not isinstance(plain, dict) or plain.keys() != _KEYS:
        raise DrawingRefused("", "An object with width, height and strokes is wanted, and no more.")
    width, height = (_side(plain[name], f"/{name}") for name in ("width", "height"))
    strokes = _strokes(plain["strokes"], width, height)
    if len({point for stroke in strokes for point in stroke}) < 2:
        raise DrawingRefused("/strokes", "Nothing is drawn: a dot is no signature.")
    return Drawing(width=width, height=height, strokes=strokes)


def _side(value: Any, at: str) -> int:
    if not _is_whole(value, WIDEST) or value == 0:
        raise DrawingRefused(at, f"A whole number from 1 to {WIDEST:,} is wanted.")
    return int(value)


def _strokes(value: Any, width: int, height: int) -> tuple[tuple[Point, ...], ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= STROKES:
        raise DrawingRefused("/strokes", f"A list of 1 to {STROKES} strokes is wanted.")
    for n, stroke in enumerate(value):
        if not isinstance(stroke, list) or not stroke:
            raise DrawingRefused(f"/strokes/{n}", "A list of points is wanted.")
    if sum(map(len, value)) > POINTS:
        raise DrawingRefused("/strokes", f"At most {POINTS:,} points are taken.")
    return tuple(
        tuple(_point(point, width, height, f"/strokes/{n}/{m}") for m, point in enumerate(stroke))
        for n, stroke in enumerate(value)
    )


def _point(value: Any, width: int, height: int, at: str) -> Point:
    is_pair = isinstance(value, list) and len(value) == 2
    if not is_pair or not _is_whole(value[0], width) or not _is_whole(value[1], height):
        raise DrawingRefused(at, "Two whole numbers on the pad are wanted, across and down.")
    return value[0], value[1]


def _is_whole(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most

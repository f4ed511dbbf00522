"""Where in a finished PDF the signatures go, told by the file alone."""

import math
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import pikepdf

from service.rendering.layout import BOX

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""

_FIT_RECTANGLE: Final = "/FitR"
_EDGE: Final = 3.0
"""Points left free inside a box, and between signatures that share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, which is counted from 0."""

    page: int
    corners: Corners

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how tall it is, in points."""
        left, bottom, right, top = self.corners
        return right - left, top - bottom


def boxes_of(pdf: bytes) -> dict[str, Box]:
    """The box of each block of the signature page, by the block's bookmark ("sig_1"), in order.

    None where the contract is signed in ink. `pdf` is one that we made: it is not looked at
    for tricks.
    """
    with pikepdf.open(BytesIO(pdf)) as file:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        names = {str(name): to for name, to in pikepdf.NameTree(file.Root.Names.Dests).items()}
        found = {
            name.removeprefix(BOX): Box(page=pages[to[0].objgen], corners=_corners(to))
            for name, to in names.items()
            if name.startswith(BOX) and str(to[1]) == _FIT_RECTANGLE
        }
    return dict(sorted(found.items(), key=lambda item: _reading(item[1])))


def _reading(box: Box) -> tuple[int, float]:
    """Page by page, from the top down."""
    return box.page, -box.corners[3]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as file:
        return len(file.pages)


def _corners(to: pikepdf.Object) -> Corners:
    left, bottom, right, top = (float(to[n]) for n in range(2, 6))
    return left, bottom, right, top


def places_in(box: Box, count: int) -> tuple[Box, ...]:
    """Room for so many signatures, row by row from the top left: as many columns as rows, or one more.

    All are of one size and none touches another or the edge.
    """
    columns = math.ceil(math.sqrt(count)) or 1
    rows = math.ceil(count / columns) or 1
    left, _, _, top = box.corners
    width, height = ((n - _EDGE) / m for n, m in zip(box.size, (columns, rows), strict=True))
    return tuple(
        replace(
            box,
            corners=(
                left + _EDGE + column * width,
                top - (row + 1) * height,
                left + (column + 1) * width,
                top - _EDGE - row * height,
            ),
        )
        for row, column in (divmod(n, columns) for n in range(count))
    )

"""One part of a contract as a PDF of its own, ready to be joined with the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any

from service.domain.contract import PageSize
from service.domain.errors import WordsLost
from service.rendering.engine import styled, without_collection
from service.rendering.html import paper_css
from service.rendering.layout import BOX
from service.rendering.tags import tidy

# Pango lays out one paper at a time with the fonts that all papers share.
_one_at_a_time = Lock()
_POINTS = 0.75
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Place:
    """A point on a page of a part: the page counted from 0, the rest in points from below."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page of a part: the page counted from 0, the rest in points from below."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline and what is under it."""

    title: str
    place: Place
    under: "tuple[Heading, ...]"


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished part, or a page of one that `goes_on` from the page before.

    `places` are its bookmarks; links to other parts' are left open in it. `boxes` are those of
    its places that something will be put into.
    """

    data: bytes
    page_count: int
    places: Mapping[str, Place]
    outline: tuple[Heading, ...]
    goes_on: bool = False
    boxes: Mapping[str, Area] = field(default_factory=dict)


def printed(source: str, size: PageSize) -> Printed:
    """`source` is well-formed XML; raises WordsLost for a missing glyph."""
    return printed_in(source, paper_css(size))


def printed_in(source: str, css: str) -> Printed:
    """The same in a style of its own, which is complete."""
    with _one_at_a_time, without_collection():
        document = styled(source, css)
        places = _places(document)
        _let_links_lead_away(document, places)
        data = document.write_pdf(finisher=_finish, pdf_tags=True, pdf_version="1.7")
        outline, boxes = _outline(document), _boxes(document)
        return Printed(data, len(document.pages), places, outline, boxes=boxes)


def plain_pdf(source: str, css: str) -> bytes:
    """A page without tags, to be laid into another file; WordsLost for a missing glyph."""
    with _one_at_a_time, without_collection():
        document = styled(source, css)
        data: bytes = document.write_pdf(
            finisher=lambda made, _: _refuse_missing_glyphs(made), pdf_version="1.7"
        )
        return data


@lru_cache(maxsize=_KEPT)
def kept(source: str, size: PageSize) -> Printed:
    """The same, remembered: a part that another deal had word for word is not laid out again.

    The source is the whole of what goes in. Style, fonts and engine do not change while the
    process lives, and nothing outlives the process.
    """
    return printed(source, size)


def forget_parts() -> None:
    """As in a new process."""
    kept.cache_clear()


def _finish(document: Any, pdf: Any) -> None:
    _refuse_missing_glyphs(document)
    tidy(document, pdf)


def _refuse_missing_glyphs(document: Any) -> None:
    missing = {code for font in document.fonts.values() for code in font.missing}
    if missing:
        names = ", ".join(f"U+{code:04X}" for code in sorted(missing))
        raise WordsLost(f"PDF: the fonts have no glyph for {names}")


def _places(document: Any) -> dict[str, Place]:
    return {
        name: Place(number, x * _POINTS, (page.height - y) * _POINTS)
        for number, page in enumerate(document.pages)
        for name, (x, y, *_) in page.anchors.items()
        if not name.startswith(BOX)
    }


def _boxes(document: Any) -> dict[str, Area]:
    return {
        name: _area(number, page.height, corners)
        for number, page in enumerate(document.pages)
        for name, corners in page.anchors.items()
        if name.startswith(BOX)
    }


def _area(page: int, height: float, corners: tuple[float, float, float, float]) -> Area:
    left, top, right, bottom = corners
    x0, y0, x1, y1 = (round(n * _POINTS, 2) for n in (left, height - bottom, right, height - top))
    return Area(page, x0, y0, x1, y1)


def _let_links_lead_away(document: Any, places: Mapping[str, Place]) -> None:
    """WeasyPrint drops a link whose target is not in the document, so it is told of one."""
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "internal" and target not in places:
                document.pages[0].anchors[target] = (0, 0, 0, 0)


def _outline(document: Any) -> tuple[Heading, ...]:
    tree = document.make_bookmark_tree(_POINTS, transform_pages=True)
    return tuple(_heading(*entry) for entry in tree)


def _heading(title: str, place: tuple[int, float, float], under: Any, _: str) -> Heading:
    return Heading(title, Place(*place), tuple(_heading(*entry) for entry in under))

"""How one signature shows on the signature page: a page of its own, as large as its place.

It is laid into the finished PDF when that is sealed, so it brings its fonts and has no tags: a
screen reader is told what `spoken_stamp` says.
"""

from bisect import bisect_left
from functools import cache
from typing import Final

from fontTools.ttLib import TTFont

from service.domain.certificate import MailboxProof, Mark, Signed
from service.domain.signing_events import Method
from service.rendering.engine import styled
from service.rendering.glyphs import legible
from service.rendering.html import stamp_css, stamp_page
from service.rendering.layout import FONTS
from service.rendering.moments import in_both
from service.rendering.pen import path_of
from service.rendering.printing import plain_pdf

METHODS: Final = {Method.TYPED: "Name typed", Method.DRAWN: "Name drawn by hand"}
PROOFS: Final = {
    MailboxProof.CODE: "mailbox proved by a one-time code",
    MailboxProof.LINK: "mailbox proved by a personal link",
}
_SIZES: Final = (6.4, 6.0, 5.6, 5.2, 4.8, 4.4, 4.0, 3.6, 3.2, 2.8, 2.4, 2.0, 1.7, 1.4, 1.1, 0.9)
"""Points of the small print; the largest that fits is taken, for a PDF is read at any size."""
_SMALL_PRINT: Final = 0.62
"""Of the height, at most."""
_SPARE: Final = 0.2
_LARGEST: Final = 22.0
_ID: Final = 12


def stamp_of(mark: Mark, width: float, height: float) -> bytes:
    """A PDF of one page, in points; the same arguments give the same bytes.

    It never fails over a letter: one without a glyph shows as a question mark.
    """
    lines = [legible(line) for line in _lines(mark)]
    css = stamp_css(width, height * _SMALL_PRINT)
    size = _SIZES[bisect_left(_SIZES[:-1], True, key=lambda size: _fits(lines, css, size))]
    room = round(height - _tall(lines, css, size) - _SPARE, 2)
    return plain_pdf(_page(mark, lines, size, width, room), stamp_css(width, height))


def spoken_stamp(mark: Mark) -> str:
    """What a screen reader says in place of the picture; nothing is shortened in it."""
    signed = mark.signed
    return (
        f"Signature of {signed.name}, {signed.title}, for {signed.party}; signed "
        f"{in_both(signed.signed_at, mark.zone)}; {how(signed)[:1].lower()}{how(signed)[1:]}; "
        f"signer {signed.id}."
    )


def how(signed: Signed) -> str:
    """ "Name typed; mailbox proved by a one-time code"."""
    return f"{METHODS[signed.method]}; {PROOFS[signed.proof]}"


def _lines(mark: Mark) -> tuple[str, ...]:
    signed = mark.signed
    return (
        f"{signed.name}, {signed.title}",
        f"for {signed.party}",
        in_both(signed.signed_at, mark.zone),
        f"{how(signed)}. Signer {signed.id[:_ID]}",
    )


def _page(mark: Mark, lines: list[str], size: float, width: float, room: float) -> str:
    if mark.drawing is not None:
        path, pen = path_of(mark.drawing, width, room - 1)
        return stamp_page(lines, size=size, room=room, width=width, path=path, pen=pen)
    name = legible(mark.signed.typed)
    name_size = round(min(_LARGEST, room / 1.3, width / _wide(name)), 2)
    return stamp_page(lines, size=size, room=room, width=width, name=name, name_size=name_size)


def _fits(lines: list[str], css: str, size: float) -> bool:
    return len(styled(stamp_page(lines, size=size), css).pages) == 1


def _tall(lines: list[str], css: str, size: float) -> float:
    """Points that the small print takes from top to bottom."""
    page = styled(stamp_page(lines, size=size), css).pages[0]
    boxes = page._page_box.descendants()
    return 0.75 * max(float(box.height) for box in boxes if box.element_tag == "body")


def _wide(name: str) -> float:
    """At a size of one point, with room for the slant of the last letter."""
    advances, per_em = _advances()
    return sum(advances.get(letter, per_em) for letter in name) / per_em + 0.3


@cache
def _advances() -> tuple[dict[str, int], int]:
    with TTFont(FONTS / "Caladea-Italic.ttf", lazy=True) as font:
        widths = font["hmtx"].metrics
        glyphs = font.getBestCmap().items()
        return {chr(code): widths[glyph][0] for code, glyph in glyphs}, font["head"].unitsPerEm

"""Which characters the vendored fonts can print."""

import unicodedata
from functools import cache

from service.rendering.layout import FONTS

_SERIF, _SANS = "Caladea", "Carlito"
_WEIGHTS = ("Regular", "Bold")
_NO_WORDS = frozenset({"Cc", "Cf", "Co"})


def missing_glyphs(text: str) -> frozenset[str]:
    """The characters of `text` that would print as boxes, or not at all."""
    return frozenset(text) - _glyphs() - {"\n", "\t"}


def legible(words: str) -> str:
    """`words` with a question mark for each character that the fonts cannot print.

    Only for what stands elsewhere exactly: a record of a signature must never fail over a letter.
    """
    lost = missing_glyphs(words)
    return "".join("?" if letter in lost else letter for letter in words) if lost else words


@cache
def _glyphs() -> frozenset[str]:
    """What either family has in both weights; a mark over a letter needs the letter's own font."""
    serif, sans = _of_family(_SERIF), _of_family(_SANS)
    marks = frozenset(char for char in serif | sans if _is_mark(char))
    return (serif | sans) - (marks - serif & sans)


def _of_family(family: str) -> frozenset[str]:
    return frozenset.intersection(*(_of_font(f"{family}-{weight}.ttf") for weight in _WEIGHTS))


def _of_font(name: str) -> frozenset[str]:
    """Characters that take up space, and marks, which need none. Nobody can read back the others."""
    from fontTools.ttLib import TTFont  # Pages that print nothing do without, and stay small.

    with TTFont(FONTS / name, lazy=True) as font:
        widths = font["hmtx"].metrics
        glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
        return frozenset(
            char
            for char, glyph in glyphs.items()
            if _is_mark(char) or (widths[glyph][0] and unicodedata.category(char) not in _NO_WORDS)
        )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")

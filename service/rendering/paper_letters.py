"""Letters on paper as PDF/A: a notice for the courier, a reminder that the law wants served."""

import hashlib

from service.rendering.glyphs import legible
from service.rendering.html import letter_css, letter_page
from service.rendering.join import Label, alone
from service.rendering.letter_sheet import LetterSheet
from service.rendering.printing import printed_in


def letter_pdf(sheet: LetterSheet) -> bytes:
    """The same arguments give the same bytes. It never fails over a letter without a glyph."""
    page = legible(letter_page(sheet))
    digest = hashlib.sha256(page.encode()).hexdigest()
    return alone(printed_in(page, letter_css(sheet.size)), Label(sheet.title, "en", digest))

"""Everything that stands behind a personal link."""

from typing import Final

from service.web.party import counter, license, markup, moves, notices, papers, reading

PAGES: Final = (
    reading.pages,
    moves.pages,
    counter.pages,
    papers.pages,
    markup.pages,
    license.pages,
    notices.pages,
)
"""Their forms carry a token of their own, since their readers have no session."""

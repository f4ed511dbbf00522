"""A contract in pieces, for a page that shows it while it is drafted and sends what has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from jinja2 import Template
from markupsafe import Markup

from service.domain.contract import Block, ContractText, PartKind
from service.rendering.html import template
from service.rendering.layout import section_label

_SOURCE: Final = (
    "{% if heading %}<{{ tag }}>"
    '{% if number %}<span class="number">{{ number }}</span> {% endif %}{{ heading }}'
    "</{{ tag }}>{% endif %}{{ blocks(content) }}"
)
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading with what stands under it. `digest` changes when a word of it does."""

    bookmark: str
    html: Markup
    digest: str


def pieces_of(text: ContractText) -> Iterator[Piece]:
    """Every part's heading and every section, in reading order."""
    for part in text.parts:
        yield _piece(part.bookmark, "h3", "", part.heading, part.blocks)
        for section in part.sections:
            if section.blocks or part.kind is not PartKind.STANDARD_TERMS:
                label = section_label(section.number)
                yield _piece(section.bookmark, "h4", label, section.heading, section.blocks)


@lru_cache(maxsize=4096)
def _piece(bookmark: str, tag: str, number: str, heading: str, content: tuple[Block, ...]) -> Piece:
    """Most sections are the same from one keystroke, and one deal, to the next."""
    html = Markup(  # noqa: S704 - escaped by the template
        _template()
        .render(
            tag=tag,
            number=number,
            heading=heading,
            content=content,
        )
        .strip()
    )
    return Piece(bookmark, html, hashlib.sha256(html.encode()).hexdigest()[:_DIGITS])


@cache
def _template() -> Template:
    return template(_SOURCE)

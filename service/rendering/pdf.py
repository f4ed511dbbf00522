"""A contract as one tagged PDF/A-3a, printed part by part, with files attached."""

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from service.domain.contract import ContractText, Part, PartKind
from service.rendering.html import contents_page, cover_page, signature_sheet
from service.rendering.join import Label, joined
from service.rendering.layout import NO_LETTERHEAD, Letterhead, in_contents
from service.rendering.printing import Printed, kept, printed
from service.rendering.sheets import printed_part

Pages = tuple[Printed, ...]
"""A part of the contract, in one piece or in several that follow each other."""
NOTHING: Mapping[str, bytes] = MappingProxyType({})


def pdf_of(
    text: ContractText,
    attachments: Mapping[str, bytes] = NOTHING,
    letterhead: Letterhead = NO_LETTERHEAD,
) -> bytes:
    """The same arguments give the same bytes; raises WordsLost for a missing glyph.

    Each part is laid out by itself and has page numbers of its own, so a part that has been
    printed before is not laid out again. Contents and signature page come last: they say how
    many pages the others have.
    """
    bodies = [printed_part(text, part) for part in text.parts if _is_body(part)]
    whole = _whole(text, bodies)
    parts = iter(bodies)
    pages = [
        next(parts)
        if _is_body(part)
        else (printed(signature_sheet(text, part, whole), text.page_size),)
        for part in text.parts
    ]
    cover = printed(cover_page(text, letterhead), text.page_size)
    contents = kept(contents_page(text, _at(text, pages)), text.page_size)
    label = Label(text.title, text.language, text.text_sha256)
    return joined(cover, (contents, *chain(*pages)), label, attachments)


def _is_body(part: Part) -> bool:
    return part.kind is not PartKind.SIGNATURES


def _whole(text: ContractText, bodies: list[Pages]) -> str:
    """What a signature page belongs to, so that none is ever found alone."""
    named = [part.heading for part in text.parts if _is_body(part)]
    parts = (f"{h} ({_length(p)})" for h, p in zip(named, bodies, strict=True))
    between = f" {text.subtitle}" if text.subtitle else ""
    others = f", with {'; '.join(parts)}" if named else ""
    return f"This page belongs to the {text.title}{between}{others}."


def _at(text: ContractText, parts: list[Pages]) -> dict[str, str]:
    """What the contents say at the right: the length of a part, the page of a section in it."""
    at: dict[str, str] = {}
    for part, pages in zip(text.parts, parts, strict=True):
        places = dict(_numbered(pages))
        at[part.bookmark] = _length(pages)
        at.update((s.bookmark, places[s.bookmark]) for s in in_contents(part))
    return at


def _numbered(pages: Pages) -> Iterator[tuple[str, str]]:
    """On which page of the part each bookmark is, counted from 1."""
    before = 1
    for piece in pages:
        yield from ((name, str(before + place.page)) for name, place in piece.places.items())
        before += piece.page_count


def _length(pages: Pages) -> str:
    count = sum(piece.page_count for piece in pages)
    return "1 page" if count == 1 else f"{count} pages"

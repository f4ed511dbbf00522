"""A contract as one tagged PDF/A-3a, printed part by part, with files attached."""

from collections.abc import Mapping
from types import MappingProxyType

from service.domain.contract import ContractText, Part, PartKind
from service.rendering.html import contents_page, cover_page, part_page
from service.rendering.join import Label, joined
from service.rendering.layout import NO_LETTERHEAD, Letterhead, in_contents
from service.rendering.printing import Printed, kept, printed

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
    bodies = [kept(part_page(text, part), text.page_size) for part in text.parts if _is_body(part)]
    whole = _whole(text, bodies)
    parts = iter(bodies)
    pages = [
        next(parts) if _is_body(part) else printed(part_page(text, part, whole), text.page_size)
        for part in text.parts
    ]
    cover = printed(cover_page(text, letterhead), text.page_size)
    contents = kept(contents_page(text, _at(text, pages)), text.page_size)
    label = Label(text.title, text.language, text.text_sha256)
    return joined(cover, (contents, *pages), label, attachments)


def _is_body(part: Part) -> bool:
    return part.kind is not PartKind.SIGNATURES


def _whole(text: ContractText, bodies: list[Printed]) -> str:
    """What a signature page belongs to, so that none is ever found alone."""
    named = [part.heading for part in text.parts if _is_body(part)]
    parts = (f"{h} ({_pages(p.page_count)})" for h, p in zip(named, bodies, strict=True))
    between = f" {text.subtitle}" if text.subtitle else ""
    others = f", with {'; '.join(parts)}" if named else ""
    return f"This page belongs to the {text.title}{between}{others}."


def _at(text: ContractText, pages: list[Printed]) -> dict[str, str]:
    """What the contents say at the right: the length of a part, the page of a section in it."""
    at: dict[str, str] = {}
    for part, page in zip(text.parts, pages, strict=True):
        at[part.bookmark] = _pages(page.page_count)
        for section in in_contents(part):
            at[section.bookmark] = str(page.places[section.bookmark].page + 1)
    return at


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"

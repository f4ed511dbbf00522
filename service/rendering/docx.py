"""A contract as a Word file with real styles, lists, bookmarks, fields and contents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import escape

from service.domain.contract import ContractText, PageSize
from service.rendering.layout import NO_LETTERHEAD, Letterhead
from service.rendering.lines import contents, passages
from service.rendering.lists import Lists
from service.rendering.package import Member, member, package
from service.rendering.sandbox import printable
from service.rendering.word_layout import word_layout

FIRST_LIST = 1000
_LONGEST_PROPERTY = 255
_PAGES = {  # in twips: the same width is left for words
    PageSize.A4: {"w": "11906", "h": "16838", "left": "1361", "right": "1361"},
    PageSize.LETTER: {"w": "12240", "h": "15840", "left": "1528", "right": "1528"},
}
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>"""
_UNKNOWN: Mapping[str, int] = MappingProxyType({})


def docx_of(
    text: ContractText,
    letterhead: Letterhead = NO_LETTERHEAD,
    pages: Mapping[str, int] = _UNKNOWN,
) -> bytes:
    """The same text gives the same bytes; raises WordsLost for what Word cannot hold.

    `pages` has the page on which a part or section begins, by its bookmark. The contents show it
    until Word counts the pages itself; where no page is known they show none.
    """
    layout, lists = word_layout(), Lists(FIRST_LIST)
    context = context_of(text, letterhead, pages)
    document = layout.document(passages(text, lists), context)
    changed = (document, layout.spoken(text.language), layout.numbered(lists.begun))
    return package((*layout.still, *layout.filled_margins(context), *changed, _properties(text)))


def context_of(
    text: ContractText, letterhead: Letterhead, pages: Mapping[str, int]
) -> dict[str, Any]:
    """What the words in braces of the layout may say, but for the items of the loop."""
    return {
        "text": text,
        "letterhead": letterhead.lines,
        "contents": contents(text, pages),
        "page": _PAGES[text.page_size],
    }


def _properties(text: ContractText) -> Member:
    """What Word shows as the properties of the file; none is empty, none tells a moment.

    Word keeps them, so that a file which comes back still says from which terms it was made.
    """
    said = {
        "creator": "Counterpart",
        "language": text.language,
        "subject": text.subtitle[:_LONGEST_PROPERTY],
        "title": text.title[:_LONGEST_PROPERTY],
    }
    told = "".join(f"<dc:{k}>{escape(printable(v))}</dc:{k}>" for k, v in said.items() if v)
    told += f"<cp:keywords>Terms SHA-256 {escape(printable(text.terms_sha256))}</cp:keywords>"
    return member("docProps/core.xml", _PROPERTIES.format(told).encode())

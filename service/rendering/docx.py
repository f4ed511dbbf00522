"""A contract as a Word file with real styles, lists, bookmarks and links."""

import zipfile
from functools import cache
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from markupsafe import Markup

from service.domain.contract import ContractText
from service.rendering import dress
from service.rendering.layout import LAYOUT
from service.rendering.lines import Grid, Line, blocks, entries, lines, literal
from service.rendering.lists import Lists
from service.rendering.sandbox import Sandbox
from service.rendering.word_xml import W

_FIRST_LIST = 1000
_LONGEST_PROPERTY = 255
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def docx_of(text: ContractText) -> bytes:
    """The same text gives the same bytes; raises WordsLost for what Word cannot hold."""
    lists = Lists(_FIRST_LIST)
    things, contents = tuple(blocks(text, lists)), tuple(entries(text))
    template = DocxTemplate(BytesIO(_layout()))
    template.render({"text": text, "contents": contents, "blocks": things}, _sandbox())
    _dress(template, text, things)
    dress.add_lists(template.docx.part.numbering_part.element, lists.begun)
    dress.link_contents(template.docx.element.body, contents)
    _describe(template.docx, text)
    return _saved(template)


@cache
def _layout() -> bytes:
    return (LAYOUT / "contract.docx").read_bytes()


@cache
def _sandbox() -> Sandbox:
    return Sandbox(finalize=literal)


def _dress(template: Any, text: ContractText, things: tuple[Line | Grid, ...]) -> None:
    body = template.docx.element.body
    front = [Line("title", Markup("")) for words in (text.title, text.subtitle) if words]
    grids = (thing for thing in things if isinstance(thing, Grid))
    dress.dress_body(body, (*front, *lines(things)), grids)
    dress.set_page(body, text.page_size)


def _describe(document: Any, text: ContractText) -> None:
    """The title as it is (docxtpl would escape it twice), the language, and nothing empty."""
    properties = document.core_properties
    properties.title = text.title[:_LONGEST_PROPERTY]
    properties.language = text.language
    for element in [e for e in properties._element if not e.text]:
        properties._element.remove(element)
    spoken = document.styles.element.find(f"{W}docDefaults//{W}lang")
    if not spoken.get(f"{W}val").startswith(text.language):
        spoken.set(f"{W}val", text.language)


def _saved(template: Any) -> bytes:
    """The parts in fixed order and without the moment of saving."""
    saved, paper = BytesIO(), BytesIO()
    template.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(paper, "w") as out:
        for name in sorted(parts.namelist(), key=lambda name: (name[0] not in "[_", name)):
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.create_system, entry.external_attr = 0, 0
            out.writestr(entry, parts.read(name), zipfile.ZIP_DEFLATED, compresslevel=6)
    return paper.getvalue()

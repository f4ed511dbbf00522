"""A contract as HTML: one whole page for the screen, and a page for each part of the PDF."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from jinja2 import Template
from markupsafe import Markup, escape

from service.domain.contract import Block, ContractText, PageSize, Part, Section, Table
from service.rendering.columns import WHOLE, widths
from service.rendering.layout import (
    LAYOUT,
    Letterhead,
    box_name,
    has_box,
    leads_on,
    section_label,
    short_name,
)
from service.rendering.letter_sheet import LetterSheet
from service.rendering.lines import Entry, entries
from service.rendering.sandbox import Sandbox, printable

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


def html_of(text: ContractText) -> str:
    """A complete page with its style inside; it asks for nothing from anywhere."""
    columns = _columns(tuple(entries(text)))
    css = Markup(_source("contract.css") + _column_rules())  # noqa: S704 - ours
    return _template("contract.html").render(text=text, css=css, columns=columns)


def part_page(text: ContractText, part: Part) -> str:
    """One part alone, well-formed XML without its style.

    Two deals that say the same in a part have the same page for it.
    """
    return _template("part.html").render(text=text, part=part)


def signature_sheet(text: ContractText, part: Part, whole: str) -> str:
    """The signature page, a box beside each block; `whole` names what the page is a part of."""
    return _template("signatures.html").render(text=text, part=part, whole=whole)


def sheet_page(text: ContractText, part: Part, sheet: Part, place: str) -> str:
    """One page of a part: `sheet` is what of it stands there, `place` says "page 2 of 6"."""
    return _template("sheet.html").render(text=text, part=part, sheet=sheet, place=place)


def cover_page(text: ContractText, letterhead: Letterhead) -> str:
    """The title, and as its last page the margin that every page of the paper has."""
    return _template("cover.html").render(text=text, letterhead=letterhead.lines)


def contents_page(text: ContractText, at: Mapping[str, str]) -> str:
    """`at` says for each bookmark of the contents where it is."""
    columns = _columns(tuple(entries(text)))
    return _template("contents.html").render(text=text, columns=columns, at=at)


@cache
def paper_css(size: PageSize) -> str:
    """The style of the parts, complete: the engine brings none of its own."""
    sources = map(_source, ("elements.css", "contract.css", "pages.css"))
    return "\n".join((*sources, _column_rules(), page_rule(size)))


def certificate_page(title: str, subtitle: str, foot: str, sections: Sequence[Section]) -> str:
    """How a contract was signed; `foot` stands at the foot of each page."""
    said = {"title": title, "subtitle": subtitle, "foot": foot, "sections": sections}
    return _template("certificate.html").render(said)


def certificate_css(size: PageSize) -> str:
    """The style of a certificate, complete."""
    sources = map(_source, ("elements.css", "contract.css", "certificate.css"))
    return "\n".join((*sources, _column_rules(), page_rule(size)))


def letter_page(letter: LetterSheet) -> str:
    """A letter on paper."""
    return _template("letter.html").render(letter=letter)


def letter_css(size: PageSize) -> str:
    """The style of a letter, complete."""
    sources = map(_source, ("elements.css", "contract.css", "letter.css"))
    return "\n".join((*sources, page_rule(size)))


def page_rule(size: PageSize) -> str:
    """A4 goes without saying; margins of Letter leave as much room for a line."""
    letter = "@page { size: letter; margin-left: 27mm; margin-right: 26.9mm }"
    return letter if size is PageSize.LETTER else ""


def stamp_page(lines: Sequence[str], **said: object) -> str:
    """A signature: `room` points for the name above the small print, and what stands there."""
    empty = {"room": 0, "path": "", "name": "", "width": 0, "pen": 0, "name_size": 0}
    return _template("stamp.html").render(lines=lines, **(empty | said))


def stamp_css(width: float, height: float) -> str:
    """The style of a signature, complete, on a page of so many points."""
    page = f"@page {{ size: {width:.2f}pt {height:.2f}pt; margin: 0 }}"
    return "\n".join((*map(_source, ("elements.css", "stamp.css")), page))


@lru_cache(maxsize=64)
def _inside(part: Part) -> Markup:
    """Set once for all contracts that have the part word for word, as most have the Standard Terms."""
    return Markup(_template("inside.html").render(part=part))  # noqa: S704 - escaped by the template


def _columns(listed: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], ...]:
    """Contents in two columns of equal length; the engine's own columns take ten times as long."""
    half = (len(listed) + 1) // 2
    return listed[:half], listed[half:]


def _column_rules() -> str:
    """A rule for each width: a page that allows no style attributes keeps its columns."""
    return "\n".join(f".w{n} {{ width: {n}% }}" for n in range(1, WHOLE // 10 + 1))


def _with_addresses(words: str) -> Markup:
    """Mail addresses as links. Nothing else of a deal becomes part of an address."""
    linked = _ADDRESS.sub(r'<a href="mailto:\g<0>">\g<0></a>', str(escape(printable(words))))
    return Markup(linked)  # noqa: S704 - escaped above


def _is_grid(block: Block) -> bool:
    return isinstance(block, Table) and bool(block.head)


@cache
def _template(name: str) -> Template:
    return template(_source(name))


def template(source: str) -> Template:
    """`source` with the macros that set paragraphs, tables and sections before it."""
    return _sandbox().from_string(_source("pieces.html") + source)


@cache
def _sandbox() -> Sandbox:
    sandbox = Sandbox(trim_blocks=True, lstrip_blocks=True)
    sandbox.globals.update(
        inside=_inside,
        widths=widths,
        section_label=section_label,
        short_name=short_name,
        leads_on=leads_on,
        has_box=has_box,
        box_name=box_name,
    )
    sandbox.filters["with_addresses"] = _with_addresses
    sandbox.tests["a_grid"] = _is_grid
    return sandbox


@cache
def _source(name: str) -> str:
    return (LAYOUT / name).read_text(encoding="utf-8")

"""A contract as one HTML page: for the screen, for the printer, and for the PDF."""

from functools import cache

from jinja2 import Template
from markupsafe import Markup

from service.domain.contract import ContractText
from service.rendering.columns import tables_of, widths
from service.rendering.layout import LAYOUT, leads_on, section_label
from service.rendering.lines import Entry, entries
from service.rendering.sandbox import Sandbox


def html_of(text: ContractText) -> str:
    """A complete page with its style inside; it asks for nothing from anywhere."""
    return _page().render(
        text=text,
        css=_css() + _column_rules(text),
        widths=widths,
        section_label=section_label,
        leads_on=leads_on,
        contents=_columns(tuple(entries(text))),
    )


def _columns(listed: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], ...]:
    """Contents in two columns of equal length; the engine's own columns take ten times as long."""
    half = (len(listed) + 1) // 2
    return listed[:half], listed[half:]


def _column_rules(text: ContractText) -> Markup:
    """A rule for each width in use: a page that allows no style attributes keeps its columns."""
    used = sorted({width for table in tables_of(text) for width in widths(table)})
    rules = (f".w{width} {{ width: {width / 10}% }}" for width in used)
    return Markup("\n".join(rules))  # noqa: S704 - our own numbers


@cache
def _page() -> Template:
    return template((LAYOUT / "contract.html").read_text(encoding="utf-8"))


def template(source: str) -> Template:
    """`source` with the macros that set paragraphs and tables before it."""
    macros = (LAYOUT / "blocks.html").read_text(encoding="utf-8")
    return Sandbox(trim_blocks=True, lstrip_blocks=True).from_string(macros + source)


@cache
def _css() -> Markup:
    return Markup((LAYOUT / "contract.css").read_text(encoding="utf-8"))  # noqa: S704 - ours

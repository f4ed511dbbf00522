"""The same words the usual way: docxtpl and WeasyPrint as their READMEs show them."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from service.domain.contract import ContractText, Defined, Reference, Table
from service.rendering.html import html_of
from service.rendering.layout import LAYOUT
from service.rendering.lines import blocks, entries, literal
from service.rendering.lists import Lists


def naive_docx(text: ContractText) -> bytes:
    """Our template, opened and compiled each time; nothing is made the same, nothing read back."""
    template = DocxTemplate(str(LAYOUT / "contract.docx"))
    context = {
        "text": text,
        "contents": tuple(entries(text)),
        "blocks": tuple(blocks(text, Lists(10))),
    }
    template.render(context, _environment())
    saved = BytesIO()
    template.save(saved)
    return saved.getvalue()


def _environment() -> Environment:
    found = Environment(autoescape=True, finalize=literal)
    found.tests["a_definition"] = lambda span: isinstance(span, Defined)
    found.tests["a_reference"] = lambda span: isinstance(span, Reference)
    found.tests["a_table"] = lambda block: isinstance(block, Table)
    return found


def naive_pdf(text: ContractText) -> bytes:
    """Our page with its default fetcher and a font configuration of its own each time."""
    from weasyprint import HTML

    data: Any = HTML(string=html_of(text)).write_pdf(pdf_variant="pdf/a-3a")
    return bytes(data)


def main(deal: Path) -> None:
    """One draft in a new process."""
    from bench.deals import text_of

    text = text_of(deal.read_bytes(), 1)
    naive_docx(text)
    naive_pdf(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

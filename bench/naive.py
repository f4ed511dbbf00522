"""The same words the usual way: docxtpl and WeasyPrint as their READMEs show them."""

import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from service.domain.contract import ContractText
from service.rendering.docx import FIRST_LIST, context_of
from service.rendering.html import html_of
from service.rendering.layout import Letterhead
from service.rendering.lines import items
from service.rendering.lists import Lists
from service.rendering.runs import literal
from service.rendering.word_layout import dressed


def naive_docx(text: ContractText) -> bytes:
    """Our layout, opened and compiled each time; nothing is made the same, nothing read back."""
    template = DocxTemplate(BytesIO(_layout()))
    context = {**context_of(text, Letterhead(), {}), "items": [*items(text, Lists(FIRST_LIST))]}
    template.render(context, Environment(autoescape=True, finalize=literal))
    saved = BytesIO()
    template.save(saved)
    return saved.getvalue()


@cache
def _layout() -> bytes:
    saved = BytesIO()
    dressed().docx.save(saved)
    return saved.getvalue()


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

"""The Word layout opened once says the same as docxtpl that opens it for every paper."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from service.domain.contract import ContractText
from service.rendering.docx import FIRST_LIST, context_of, docx_of
from service.rendering.dress import LayoutSpoiled, dress
from service.rendering.layout import Letterhead
from service.rendering.lines import items
from service.rendering.lists import Lists
from service.rendering.runs import literal
from service.rendering.word_layout import dressed
from service.rendering.word_xml import W
from tests.rendering.text import short_text, some_text

FIRM = Letterhead(("Example & Partners LLP", "1 Strand {{x}}"))
CHANGED_BY_US = {"word/numbering.xml", "docProps/core.xml", "[Content_Types].xml"}
"""docxtpl does not make lists, and escapes properties twice; python-docx sorts the types."""


def members(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as parts:
        return {
            name: etree.tostring(etree.fromstring(parts.read(name)), method="c14n")
            for name in parts.namelist()
        }


def by_docxtpl(text: ContractText) -> bytes:
    """The layout with its slots, opened, rendered and saved as the README of docxtpl shows."""
    layout, paper = BytesIO(), BytesIO()
    dressed().docx.save(layout)
    template = DocxTemplate(BytesIO(layout.getvalue()))
    context = context_of(text, FIRM, {"cl_C01": 3})
    context["items"] = [*items(text, Lists(FIRST_LIST))]
    template.render(context, Environment(autoescape=True, finalize=literal))
    template.save(paper)
    return paper.getvalue()


LONG = some_text()
TEXTS = {
    "long": LONG,
    "the same again": LONG,
    "its sections after other ones": replace(LONG, parts=LONG.parts[1:]),
    "its sections in another order": replace(LONG, parts=LONG.parts[::-1]),
    "without a subtitle": short_text(subtitle=""),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_member_is_the_one_docxtpl_would_make(text: ContractText) -> None:
    ours, theirs = members(docx_of(text, FIRM, {"cl_C01": 3})), members(by_docxtpl(text))
    assert ours.keys() == theirs.keys()
    assert not [n for n in ours if ours[n] != theirs[n] and n not in CHANGED_BY_US]


def body(paragraph: str) -> Any:
    words = "<w:r><w:t>{{r runs }}</w:t></w:r>"
    source = f'<w:body xmlns:w="{W[1:-1]}"><w:p>{paragraph}{words}</w:p></w:body>'
    return etree.fromstring(source)


def test_a_paragraph_with_formatting_of_its_own_is_refused() -> None:
    with pytest.raises(LayoutSpoiled, match="'Clause1'"):
        dress(body('<w:pPr><w:pStyle w:val="Clause1"/><w:jc w:val="center"/></w:pPr>'))


def test_a_paragraph_without_a_style_is_refused() -> None:
    with pytest.raises(LayoutSpoiled):
        dress(body(""))

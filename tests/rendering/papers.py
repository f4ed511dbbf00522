"""Papers made once for all tests, and ways to spoil them."""

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree

from service.domain.contract import ContractText
from service.rendering.docx import docx_of
from service.rendering.pdf import pdf_of
from service.rendering.word_xml import W
from tests.rendering.text import some_text

TERMS = b'{"currency": "USD"}'


@cache
def some_docx() -> bytes:
    return docx_of(some_text())


@cache
def some_pdf() -> bytes:
    return pdf_of(some_text(), {"terms.json": TERMS})


@cache
def pdf_made_of(text: ContractText) -> bytes:
    return pdf_of(text)


def part_of(docx: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(BytesIO(docx)) as parts:
        return etree.fromstring(parts.read(name))


def body_of(docx: bytes) -> Any:
    return part_of(docx).find(f"{W}body")


def paragraph_with(body: Any, words: str) -> Any:
    """The first paragraph that has these words, leaving the contents aside."""
    found = (p for p in body.iter(f"{W}p") if words in "".join(p.itertext(f"{W}t")))
    return next(p for p in found if not style(p).startswith("TOC"))


def style(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def spoiled_docx(docx: bytes, spoil: Callable[[Any], None]) -> bytes:
    """The Word file after `spoil` has changed its body."""
    document, out = part_of(docx), BytesIO()
    spoil(document.find(f"{W}body"))
    with zipfile.ZipFile(BytesIO(docx)) as parts, zipfile.ZipFile(out, "w") as new:
        for name in parts.namelist():
            is_body = name == "word/document.xml"
            new.writestr(name, etree.tostring(document) if is_body else parts.read(name))
    return out.getvalue()


def spoiled_pdf(data: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF after `spoil` has changed its objects."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        spoil(pdf)
        pdf.save(out)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """Every element of the structure of this kind, in reading order."""
    found: list[Any] = []

    def follow(element: Any) -> None:
        if element.get("/S") == kind:
            found.append(element)
        for kid in kids(element):
            follow(kid)

    follow(pdf.Root.StructTreeRoot)
    return found


def kids(element: Any) -> list[Any]:
    below = element.get("/K", [])
    below = below if isinstance(below, pikepdf.Array) else [below]
    return [kid for kid in below if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

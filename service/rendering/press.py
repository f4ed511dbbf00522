"""The press itself: papers of a contract, each read back and found to say the same words."""

from service.domain.contract import ContractText
from service.rendering.docx import docx_of
from service.rendering.html import html_of
from service.rendering.paper import Format
from service.rendering.pdf import pdf_of
from service.rendering.read_back import prove_same_words


def papers_of(text: ContractText, terms: bytes, formats: frozenset[Format]) -> dict[Format, bytes]:
    """In this process and without limits; WordsLost if a paper would say anything else."""
    papers = {format: _paper(text, terms, format) for format in Format if format in formats}
    prove_same_words(text, docx=papers.get(Format.DOCX), pdf=papers.get(Format.PDF))
    return papers


def _paper(text: ContractText, terms: bytes, format: Format) -> bytes:
    match format:
        case Format.DOCX:
            return docx_of(text)
        case Format.PDF:
            return pdf_of(text, {"terms.json": terms})
        case Format.HTML:
            return html_of(text).encode()
        case Format.JSON:
            return terms

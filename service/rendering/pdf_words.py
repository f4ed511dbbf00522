"""What a PDF says: its own structure (pikepdf) and the words a reader sees there (PDFium)."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby, pairwise
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from service.domain.errors import WordsLost
from service.rendering.printed import Cell, Row, Words, cell_of

Mark = tuple[int, int]
"""A page, counted from 0, and the number of a piece of marked content on it."""

_CONTENTS = "/NonStruct"
_WORDED = frozenset({"/H1", "/H2", "/H3", "/P"})
_LONGEST_PIECE = 4096
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as one page shows it. A row that goes on over a page is several of these."""

    cells: Row
    page: int
    is_head: bool = False
    opens_page: bool = False


def read_pdf(data: bytes) -> tuple[PrintedRow, ...]:
    """Margins and contents are left out. Raises WordsLost for words outside the structure."""
    try:
        pieces = _pieces(data)
        with pikepdf.open(BytesIO(data)) as pdf:
            reader = _Reader(pdf, pieces)
            rows = [row for row in reader.rows() if row.cells != ((),)]
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as fault:
        raise WordsLost(f"PDF: it cannot be read ({fault})") from fault
    if stray := pieces.keys() - reader.taken:
        raise WordsLost(f"PDF: words stand outside its structure: {pieces[min(stray)]!r}")
    if any(above.page > below.page for above, below in pairwise(rows)):
        raise WordsLost("PDF: its pages are out of order")
    return tuple(_opening_pages(rows))


class _Reader:
    """Follows the structure; `taken` are the pieces it has come by."""

    def __init__(self, pdf: pikepdf.Pdf, pieces: dict[Mark, str]) -> None:
        self._root: Any = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self._pieces = pieces
        self.taken: set[Mark] = set()

    def rows(self) -> Iterator[PrintedRow]:
        for document in _kids(self._root):
            for block in _kids(document):
                if block.S == _CONTENTS:
                    self._take(block)
                else:
                    yield from self._rows(block)

    def _rows(self, block: Any) -> Iterator[PrintedRow]:
        if block.S in _WORDED:
            yield PrintedRow((cell_of([self._words(block)]),), self._page(block))
        elif block.S == "/TR":
            cells = tuple(self._cell(cell) for cell in _kids(block))
            yield PrintedRow(cells, self._page(block), is_head=block.P.S == "/THead")
        else:
            for kid in _kids(block):
                yield from self._rows(kid)

    def _cell(self, cell: Any) -> Cell:
        return cell_of([self._words(paragraph) for paragraph in _kids(cell)])

    def _words(self, block: Any) -> Words:
        """A number is the one span of a paragraph that holds spans itself."""
        number, words = "", ""
        for kid in _kids(block):
            if kid.S == "/Span" and not words and [*_kids(kid)]:
                number += self._take(kid)
            else:
                words += self._take(kid)
        return number.strip(), words

    def _take(self, element: Any) -> str:
        words = ""
        for kid in _all_kids(element):
            if isinstance(kid, int):
                mark = (self._page(element), kid)
                self.taken.add(mark)
                words += self._pieces.get(mark, "")
            elif kid.get("/S") is not None:
                words += self._take(kid)
        return words

    def _page(self, element: Any) -> int:
        page = self._pages.get(element.Pg.objgen)
        if page is None:
            raise WordsLost("PDF: its structure leads to a page that is not there")
        return page


def _all_kids(element: Any) -> Iterable[Any]:
    kids = element.get("/K", pikepdf.Array())
    return kids if isinstance(kids, pikepdf.Array) else (kids,)


def _kids(element: Any) -> Iterator[Any]:
    for kid in _all_kids(element):
        if not isinstance(kid, int) and kid.get("/S") is not None:
            yield kid


def _opening_pages(rows: Iterable[PrintedRow]) -> Iterator[PrintedRow]:
    """Marks the first row of a page, and the row below a head that comes first."""
    for _, group in groupby(rows, key=lambda row: row.page):
        on_page = [*group]
        firsts = [True, *(above.is_head for above in on_page[:-1])]
        for n, row in enumerate(on_page):
            yield PrintedRow(row.cells, row.page, row.is_head, all(firsts[: n + 1]))


def _pieces(data: bytes) -> dict[Mark, str]:
    """The words of each piece of marked content. PDFium serves one thread at a time."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            return {
                (number, mark): words
                for number in range(len(document))
                for mark, words in _on_page(document, number).items()
            }
        finally:
            document.close()


def _on_page(document: Any, number: int) -> dict[int, str]:
    page = raw.FPDF_LoadPage(document.raw, number)
    text = raw.FPDFText_LoadPage(page)
    words: dict[int, str] = {}
    for n in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, n)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
            mark = raw.FPDFPageObj_GetMarkedContentID(thing)
            if mark >= 0:
                words[mark] = words.get(mark, "") + _text_of(thing, text)
    raw.FPDFText_ClosePage(text)
    raw.FPDF_ClosePage(page)
    return words


def _text_of(thing: Any, text: Any, size: int = _LONGEST_PIECE) -> str:
    buffer = (ctypes.c_uint16 * (size // 2))()
    needed: int = raw.FPDFTextObj_GetText(thing, text, buffer, size)
    if needed > size:
        return _text_of(thing, text, needed)
    return bytes(buffer)[: needed - 2].decode("utf-16-le")

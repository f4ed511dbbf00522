"""What a PDF says: its own structure (pikepdf) and the words a reader sees there (PDFium)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2

from service.domain.errors import WordsLost
from service.rendering.page_words import Pieces, words_of_pages
from service.rendering.printed import Cell, Row, Words, cell_of
from service.rendering.tags import NUMBER

_CONTENTS = "/NonStruct"
_WORDED = frozenset({"/H1", "/H2", "/H3", "/P"})


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
        with pikepdf.open(BytesIO(data)) as pdf:
            reader = _Reader(pdf, words_of_pages(data, pdf))
            rows = [row for row in reader.rows() if row.cells != ((),)]
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as fault:
        raise WordsLost(f"PDF: it cannot be read ({fault})") from fault
    if stray := reader.untaken():
        raise WordsLost(f"PDF: words stand outside its structure: {stray!r}")
    if any(above.page > below.page for above, below in pairwise(rows)):
        raise WordsLost("PDF: its pages are out of order")
    return tuple(_opening_pages(rows))


class _Reader:
    """Follows the structure and takes from each page the pieces it comes by."""

    def __init__(self, pdf: pikepdf.Pdf, pages: Sequence[Pieces]) -> None:
        self._root: Any = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self._pieces = pages
        self._taken: list[set[int]] = [set() for _ in pages]

    def untaken(self) -> str | None:
        """The first words that the structure does not lead to."""
        for pieces, taken in zip(self._pieces, self._taken, strict=True):
            if left := pieces.keys() - taken:
                return pieces[min(left)]
        return None

    def rows(self) -> Iterator[PrintedRow]:
        for document, _ in _elements(self._root):
            for block, kind in _elements(document):
                yield from self._rows(block, kind)

    def _rows(self, block: Any, kind: str, in_head: bool = False) -> Iterator[PrintedRow]:
        if kind == _CONTENTS:
            self._take(block)
        elif kind in _WORDED:
            yield PrintedRow((cell_of([self._words(block)]),), self._page(block))
        elif kind == "/TR":
            cells = tuple(self._cell(cell) for cell, _ in _elements(block))
            yield PrintedRow(cells, self._page(block), is_head=in_head)
        else:
            for kid, kind_of_kid in _elements(block):
                yield from self._rows(kid, kind_of_kid, kind == "/THead")

    def _cell(self, cell: Any) -> Cell:
        """Paragraphs, or one that is the cell itself."""
        paragraphs = [kid for kid, kind in _elements(cell) if kind == "/P"]
        return cell_of([self._words(p) for p in paragraphs or [cell]])

    def _words(self, block: Any) -> Words:
        """The number of a paragraph stands before its words in an element called so."""
        number, words = "", ""
        page = self._page(block)
        for kid in _kids(block):
            if isinstance(kid, int):
                words += self._piece(page, kid)
            elif not words and not number and kid.get("/T") == NUMBER:
                number = self._take(kid)
            else:
                words += self._take(kid)
        return number.strip(), words

    def _take(self, element: Any) -> str:
        words, page = "", None
        for kid in _kids(element):
            if isinstance(kid, int):
                page = self._page(element) if page is None else page
                words += self._piece(page, kid)
            elif "/S" in kid:
                words += self._take(kid)
        return words

    def _piece(self, page: int, mark: int) -> str:
        self._taken[page].add(mark)
        return self._pieces[page].get(mark, "")

    def _page(self, element: Any) -> int:
        page = self._pages.get(element.Pg.objgen)
        if page is None:
            raise WordsLost("PDF: its structure leads to a page that is not there")
        return page


def _kids(element: Any) -> Iterable[Any]:
    kids = element.get("/K", ())
    return kids if isinstance(kids, pikepdf.Array | tuple) else (kids,)


def _elements(parent: Any) -> Iterator[tuple[Any, str]]:
    """The elements right under it, each with its kind."""
    for kid in _kids(parent):
        if not isinstance(kid, int) and (kind := kid.get("/S")) is not None:
            yield kid, str(kind)


def _opening_pages(rows: Iterable[PrintedRow]) -> Iterator[PrintedRow]:
    """Marks the first row of a page, and the row below a head that comes first."""
    page, opens = -1, False
    for row in rows:
        opens = opens or row.page != page
        yield PrintedRow(row.cells, row.page, row.is_head, opens)
        page, opens = row.page, opens and row.is_head

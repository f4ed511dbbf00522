"""The proof that papers say what the contract says, made from the finished bytes."""

from collections.abc import Sequence
from itertools import zip_longest

from service.domain.contract import ContractText
from service.domain.errors import WordsLost
from service.rendering.docx_words import DocxPaper, Field, read_docx
from service.rendering.pdf_words import PrintedRow, read_pdf
from service.rendering.printed import Row, Words, rows_of

# One ink for two characters: the fonts draw both alike, and PDFium returns the plain one.
_SAME_INK = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x02": "-"})
_SHOWN = 100


def docx_words(data: bytes) -> tuple[Words, ...]:
    """(number, text) of every paragraph and table cell of a Word file."""
    return tuple(words for row in read_docx(data).rows for cell in row for words in cell)


def pdf_words(data: bytes) -> tuple[Words, ...]:
    """The same of a PDF, as pages show it: a paragraph on two pages is two."""
    return tuple(words for row in read_pdf(data) for cell in row.cells for words in cell)


def prove_same_words(text: ContractText, docx: bytes | None, pdf: bytes | None) -> None:
    """Raises WordsLost at the first difference between the text and a paper that is given."""
    rows = tuple(rows_of(text))
    if docx is not None:
        _prove_docx(text, rows, docx)
    if pdf is not None:
        _prove_pdf(rows, read_pdf(pdf))


def _prove_docx(text: ContractText, rows: tuple[Row, ...], data: bytes) -> None:
    paper = read_docx(data)
    for wanted, found in zip_longest(rows, paper.rows):
        if wanted != found:
            raise _lost("DOCX", wanted, found)
    if paper.bookmarks != tuple(_bookmarks(text)):
        raise WordsLost("DOCX: its bookmarks are not those of the contract's parts and sections")
    if astray := paper.targets - {*paper.bookmarks, *paper.anchors}:
        raise WordsLost(f"DOCX: nothing is bookmarked {min(astray)!r}, yet words point there")
    for field in paper.fields:
        if field.shown != (printed := _printed_by_word(field, paper)):
            raise WordsLost(f"DOCX: a reference says {field.shown!r}, Word makes it {printed!r}")


def _printed_by_word(field: Field, paper: DocxPaper) -> str:
    """What the reference says once Word has updated it: a number is without its full stop."""
    number, words = paper.anchors.get(field.anchor, ("", ""))
    return number.rstrip(".") if field.is_number else words


def _bookmarks(text: ContractText) -> list[str]:
    return [b for part in text.parts for b in (part.bookmark, *(s.bookmark for s in part.sections))]


def _prove_pdf(rows: tuple[Row, ...], found: Sequence[PrintedRow]) -> None:
    at = 0
    head: Row | None = None
    for wanted in rows:
        inked = _inked(wanted)
        if at < len(found) and _is_repeated(found[at], head) and _inked(found[at].cells) != inked:
            at += 1
        end = _end_of(inked, found, at, head)
        if end is None:
            raise _lost("PDF", wanted, found[at].cells if at < len(found) else None)
        if found[at].is_head:
            head = found[at].cells
        at = end
    if at < len(found):
        raise _lost("PDF", None, found[at].cells)


def _is_repeated(row: PrintedRow, head: Row | None) -> bool:
    """The head of a table comes again at the top of each page the table goes on to."""
    return row.is_head and row.opens_page and row.cells == head


def _end_of(wanted: Row, found: Sequence[PrintedRow], at: int, head: Row | None) -> int | None:
    """Where the rows after `wanted` begin; it may be printed in pieces, one on each page."""
    if at >= len(found):
        return None
    if _inked(found[at].cells) == wanted:
        return at + 1
    whole, pieces = _run_together(wanted), _run_together(_inked(found[at].cells))
    for end in range(at + 1, len(found)):
        row = found[end]
        if not row.opens_page or len(row.cells) != len(pieces):
            return None
        if not _is_repeated(row, head):
            more = _run_together(_inked(row.cells))
            pieces = [a + b for a, b in zip(pieces, more, strict=True)]
            if pieces == whole:
                return end + 1
    return None


def _inked(row: Row) -> Row:
    """Without white space, which a page may set otherwise."""
    return tuple(tuple((_ink(number), _ink(words)) for number, words in cell) for cell in row)


def _ink(words: str) -> str:
    return "".join(words.translate(_SAME_INK).split())


def _run_together(row: Row) -> list[str]:
    return ["".join(number + words for number, words in cell) for cell in row]


def _lost(paper: str, wanted: Row | None, found: Row | None) -> WordsLost:
    expected, there = _in_a_line(wanted), _in_a_line(found)
    same = next((n for n, (a, b) in enumerate(zip(expected, there, strict=False)) if a != b), 0)
    start = max(0, same - _SHOWN // 2)
    shown = [words[start : start + _SHOWN] for words in (expected, there)]
    return WordsLost(f"{paper}: expected {shown[0]!r}, found {shown[1]!r}")


def _in_a_line(row: Row | None) -> str:
    if row is None:
        return "(no more words)"
    cells = (" ".join(f"{number} {words}".strip() for number, words in cell) for cell in row)
    return " ".join(" | ".join(cells).split())

"""The words a reader sees on each page of a PDF, piece by piece (PDFium)."""

import ctypes
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from service.domain.errors import WordsLost

Pieces = Mapping[int, str]
"""The words of each piece of marked content of a page, by its number."""

_LONGEST_PIECE = 4096
_REMEMBERED = 1024
_REFERENCE = re.compile(rb"\b\d+ \d+ R\b")
_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_one_at_a_time = Lock()
_read: dict[bytes, Pieces] = {}


def words_of_pages(data: bytes, pdf: pikepdf.Pdf) -> list[Pieces]:
    """`pdf` is `data`, opened. Raises WordsLost for what is drawn outside the structure.

    What a page says depends on its contents, its fonts and its size, and on nothing else. So
    a page that was read before, in whatever file, is not read again: the same bytes in these
    three say the same words. They are taken from this very file each time.
    """
    prints = [*_fingerprints(pdf)]
    with _one_at_a_time:
        unread = [n for n, key in enumerate(prints) if key not in _read]
        if unread:
            _remember(prints, _read_pages(data, unread))
        pages = [_read[key] for key in prints]
        _forget()
    return pages


def _remember(prints: Sequence[bytes], pages: Mapping[int, Pieces]) -> None:
    for number, pieces in pages.items():
        _read[prints[number]] = pieces


def _forget() -> None:
    while len(_read) > _REMEMBERED:
        del _read[next(iter(_read))]


def forget_all_pages() -> None:
    """As in a new process."""
    with _one_at_a_time:
        _read.clear()


def _fingerprints(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    fonts: dict[tuple[int, int], bytes] = {}
    for page in pdf.pages:
        resources: Any = page.obj.get("/Resources", pikepdf.Dictionary())
        if resources.objgen not in fonts or not resources.is_indirect:
            fonts[resources.objgen] = _digest_of_resources(resources)
        yield _fingerprint(page.obj, fonts[resources.objgen])


def _fingerprint(page: Any, fonts: bytes) -> bytes:
    digest = hashlib.sha256(fonts)
    for name in _BOXES:
        digest.update(_shown(page.get(name)) + b"\0")
    contents = page.get("/Contents", ())
    for stream in [contents] if isinstance(contents, pikepdf.Stream) else contents:
        digest.update(_shown(stream.get("/Filter")) + _shown(stream.get("/DecodeParms")))
        digest.update(hashlib.sha256(stream.read_raw_bytes()).digest())
    return digest.digest()


def _digest_of_resources(resources: Any) -> bytes:
    """Of drawings only what they are: words in them do not count, and must be artifacts."""
    digest = hashlib.sha256()
    for name, drawing in sorted(resources.get("/XObject", pikepdf.Dictionary()).items()):
        digest.update(name.encode() + _shown(drawing.get("/Subtype")))
    _add(digest, resources.get("/Font", pikepdf.Dictionary()), set())
    return digest.digest()


def _add(digest: Any, thing: Any, seen: set[tuple[int, int]]) -> None:
    """All that hangs on `thing`, whatever numbers this file gives to its objects.

    What hangs on it directly it shows by itself.
    """
    if not isinstance(thing, pikepdf.Object) or thing.objgen in seen:
        return
    if thing.is_indirect:
        seen.add(thing.objgen)
    told, references = _REFERENCE.subn(b"R", _shown(thing))
    digest.update(told + b"\0")
    if isinstance(thing, pikepdf.Stream):
        digest.update(hashlib.sha256(thing.read_raw_bytes()).digest())
    for inner in _inner(thing) if references else ():
        _add(digest, inner, seen)


def _inner(thing: Any) -> Iterator[Any]:
    if isinstance(thing, pikepdf.Array):
        yield from (item for item in thing if isinstance(item, pikepdf.Object))
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from (thing[name] for name in sorted(thing.keys()))


def _shown(thing: Any) -> bytes:
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Object):
        return bytes(thing.unparse(resolved=True))
    return repr(thing).encode()


def _read_pages(data: bytes, numbers: Sequence[int]) -> dict[int, Pieces]:
    """PDFium serves one thread at a time."""
    document = pypdfium2.PdfDocument(data)
    try:
        return {number: _on_page(document, number) for number in numbers}
    finally:
        document.close()


def _on_page(document: Any, number: int) -> dict[int, str]:
    page = raw.FPDF_LoadPage(document.raw, number)
    text = raw.FPDFText_LoadPage(page)
    words: dict[int, str] = {}
    for n in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, n)
        kind = raw.FPDFPageObj_GetType(thing)
        mark = raw.FPDFPageObj_GetMarkedContentID(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT and mark >= 0:
            words[mark] = words.get(mark, "") + _text_of(thing, text)
        elif kind != raw.FPDF_PAGEOBJ_PATH and not _is_artifact(thing):
            raise WordsLost(f"PDF: something on page {number + 1} stands outside its structure")
    raw.FPDFText_ClosePage(text)
    raw.FPDF_ClosePage(page)
    return words


def _text_of(thing: Any, text: Any, size: int = _LONGEST_PIECE) -> str:
    buffer = _buffer(size)
    needed: int = raw.FPDFTextObj_GetText(thing, text, buffer, size)
    if needed > size:
        return _text_of(thing, text, needed)
    return ctypes.string_at(buffer, needed - 2).decode("utf-16-le")


@lru_cache(maxsize=1)
def _buffer(size: int) -> Any:
    """Room for `size` bytes, used again for one piece after another."""
    return (ctypes.c_uint16 * (size // 2))()


def _is_artifact(thing: Any) -> bool:
    marks = (raw.FPDFPageObj_GetMark(thing, n) for n in range(raw.FPDFPageObj_CountMarks(thing)))
    return any(_name_of(mark) == "Artifact" for mark in marks)


def _name_of(mark: Any) -> str:
    name, length = (ctypes.c_uint16 * 32)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), ctypes.byref(length))
    return bytes(name)[: max(0, length.value - 2)].decode("utf-16-le")

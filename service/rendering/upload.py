"""A Word file from outside, looked at before any library opens it: nothing in it may do anything.

Pure Python, every part inflated under a counter. Each refusal says what was found, by its name.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

from service.domain.errors import MarkupRefused

_MIB: Final = 1024 * 1024
LARGEST_FILE: Final = 10 * _MIB
LARGEST_PART: Final = 20 * _MIB
LARGEST_TOTAL: Final = 50 * _MIB
MOST_PARTS: Final = 200
MOST_TIMES: Final = 100
"""How much larger a part may be than its compressed bytes."""
DEEPEST: Final = 250

_CHUNK: Final = 64 * 1024
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_TYPES: Final = "[Content_Types].xml"
_XML: Final = (".xml", ".rels", ".vml")
_DOCUMENT: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_MACROS: Final = re.compile(r"macroenabled|vbaproject|vbadata", re.IGNORECASE)
_CONTROLS: Final = re.compile(r"activex|oleobject|vnd\.ms-office\.activex", re.IGNORECASE)
_DECLARED: Final = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "us-ascii", "utf8"})
_DOCTYPE: Final = re.compile(r"<!\s*(doctype|entity)", re.IGNORECASE)
_FIELDS: Final = re.compile(
    r"(?<![A-Za-z])(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|RD)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"(https?|mailto):", re.IGNORECASE)
_READ_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


def refuse_unsafe(data: bytes) -> None:
    """MarkupRefused for anything that a contract with marked changes does not need."""
    parts = _inflated(data)
    types = _types(parts)
    _refuse_active(parts, types)
    for name, part in parts.items():
        if name.lower().endswith(_XML):
            _refuse_in_xml(name, part)


# The archive


def _inflated(data: bytes) -> Mapping[str, bytes]:
    if len(data) > LARGEST_FILE:
        raise MarkupRefused("It is larger than 10 MB.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_entries(entries)
            return dict(_each(archive, entries))
    except _READ_ERRORS:
        raise MarkupRefused("It is not a Word document (DOCX), or it is damaged.") from None


def _refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise MarkupRefused(f"It has {len(entries)} parts; {MOST_PARTS} are the most.")
    names = [entry.filename.lower() for entry in entries]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise MarkupRefused(f"It has two parts called {twice}.")
    for entry in entries:
        _refuse_entry(entry)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise MarkupRefused("Its parts are larger than 50 MB together.")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if _leads_out(entry.orig_filename):
        raise MarkupRefused(f"A part is called {_printed(name)}, which leads out of the document.")
    if entry.flag_bits & _ENCRYPTED:
        raise MarkupRefused("It is protected by a password: save it without one.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise MarkupRefused(f"The part {_printed(name)} is a link to another file.")
    if entry.compress_type not in _METHODS:
        raise MarkupRefused(f"The part {_printed(name)} is compressed in an unusual way.")
    if entry.file_size > LARGEST_PART:
        raise MarkupRefused(f"The part {_printed(name)} is larger than 20 MB.")
    _refuse_ratio(entry, entry.file_size)


def _leads_out(name: str) -> bool:
    strange = "\\" in name or "\0" in name or ":" in name
    return strange or name.startswith("/") or ".." in PurePosixPath(name).parts


def _refuse_ratio(entry: zipfile.ZipInfo, size: int) -> None:
    if size > MOST_TIMES * max(entry.compress_size, 1):
        said = f"grows to more than {MOST_TIMES} times its size"
        raise MarkupRefused(f"The part {_printed(entry.filename)} {said}.")


def _each(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """What a part really holds counts, whatever it says of its size."""
    left = LARGEST_TOTAL
    for entry in entries:
        part = _part(archive, entry, min(LARGEST_PART, left))
        left -= len(part)
        yield entry.filename, part


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    chunks, size = list[bytes](), 0
    with archive.open(entry) as opened:
        while chunk := opened.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise MarkupRefused(f"The part {_printed(entry.filename)} is too large.")
            chunks.append(chunk)
    _refuse_ratio(entry, size)
    return b"".join(chunks)


# What the parts are


def _types(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The type of each part by its name, which may be of another case in the list of types."""
    if _TYPES not in parts:
        raise MarkupRefused(f"It is not a Word document: it has no {_TYPES}.")
    found = _Types()
    found.read(_TYPES, parts[_TYPES])
    return {name: found.of(name) for name in parts}


def _refuse_active(parts: Mapping[str, bytes], types: Mapping[str, str]) -> None:
    for name, kind in types.items():
        if _MACROS.search(name) or _MACROS.search(kind):
            raise MarkupRefused(
                f"It holds macros ({_printed(name)}): save it as DOCX without them."
            )
        if _CONTROLS.search(name) or _CONTROLS.search(kind):
            raise MarkupRefused(f"It holds a control or an embedded object ({_printed(name)}).")
        if name.lower().endswith(".bin"):
            raise MarkupRefused(f"It holds a binary object ({_printed(name)}).")
        if kind.endswith(("+xml", "/xml")) and not name.lower().endswith(_XML):
            raise MarkupRefused(f"The part {_printed(name)} is XML and is not called so.")
    if [*types.values()].count(_DOCUMENT) != 1:
        raise MarkupRefused(
            "It is not a Word document (DOCX): templates and other kinds are not read."
        )


def _refuse_in_xml(name: str, part: bytes) -> None:
    text = _decoded(name, part)
    if _DOCTYPE.search(text):
        raise MarkupRefused(f"The part {_printed(name)} declares a document type (DOCTYPE).")
    _Looker().read(name, part)


def _decoded(name: str, part: bytes) -> str:
    """UTF-8 or UTF-16, as Word writes; whatever else a parser would guess is refused."""
    wide = part[:2] in (b"\xff\xfe", b"\xfe\xff") or part[:2] in (b"<\0", b"\0<")
    try:
        text = part.decode(_wide(part) if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise MarkupRefused(
            f"The part {_printed(name)} is not written in UTF-8 or UTF-16."
        ) from None
    declared = _DECLARED.match(text)
    if "\0" in text or (declared and declared[1].lower() not in _ENCODINGS):
        raise MarkupRefused(f"The part {_printed(name)} is not written in UTF-8 or UTF-16.")
    return text


def _wide(part: bytes) -> str:
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(part[:2], "utf-16")


class _Reader:
    """Well-formed XML, not too deep."""

    def __init__(self) -> None:
        self._depth = 0

    def read(self, name: str, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        self._name = name
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, LookupError, ValueError):
            said = f"The part {_printed(name)} is damaged: it is not well-formed XML."
            raise MarkupRefused(said) from None

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise MarkupRefused(f"The part {_printed(self._name)} is nested too deep.")
        self.begin(tag.rpartition(" ")[2], {k.rpartition(" ")[2]: v for k, v in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self.end(tag.rpartition(" ")[2])

    def _said(self, words: str) -> None:
        self.said(words)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """`tag` and the names of attributes are without their namespace."""

    def end(self, tag: str) -> None: ...

    def said(self, words: str) -> None: ...


class _Types(_Reader):
    """[Content_Types].xml."""

    def __init__(self) -> None:
        super().__init__()
        self._by_name: dict[str, str] = {}
        self._by_ending: dict[str, str] = {}

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if tag == "Override":
            self._by_name[attributes.get("PartName", "").removeprefix("/").lower()] = kind
        elif tag == "Default":
            self._by_ending[attributes.get("Extension", "").lower()] = kind

    def of(self, name: str) -> str:
        name = name.lower()
        return self._by_name.get(name, self._by_ending.get(name.rpartition(".")[2], ""))


@dataclass
class _Instructions:
    """What fields are told to do; Word lets one instruction stand in several runs."""

    inside: bool = False
    words: str = ""


class _Looker(_Reader):
    """Refuses what would fetch, start or bring in something else."""

    def __init__(self) -> None:
        super().__init__()
        self._told = _Instructions()

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            self._relation(attributes)
        elif tag in ("altChunk", "OLEObject", "control", "subDoc"):
            raise MarkupRefused(f"It brings in another document or object ({tag}).")
        elif tag in ("instrText", "delInstrText"):
            self._told.inside = True
        elif tag == "fldSimple":
            self._instructed(attributes.get("instr", ""))
        elif tag in ("p", "fldChar"):
            self._finish(attributes.get("fldCharType", "begin"))

    def end(self, tag: str) -> None:
        if tag in ("instrText", "delInstrText"):
            self._told.inside = False
        elif tag in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"):
            self._finish("end")

    def said(self, words: str) -> None:
        if self._told.inside:
            self._told.words += words

    def _finish(self, kind: str) -> None:
        """An instruction ends where its field shows something, or where another one begins."""
        if self._told.words and kind in ("begin", "separate", "end"):
            self._instructed(self._told.words)
            self._told.words = ""

    def _instructed(self, words: str) -> None:
        if found := _FIELDS.match(words.strip()):
            raise MarkupRefused(f"It holds a field that brings in something else ({found[1]}).")

    def _relation(self, told: Mapping[str, str]) -> None:
        kind = told.get("Type", "").rpartition("/")[2]
        if kind.lower() in ("afchunk", "subdocument", "oleobject", "control", "vbaproject"):
            raise MarkupRefused(f"It brings in another document or object ({_printed(kind)}).")
        mode = told.get("TargetMode", "Internal").strip().lower()
        if mode != "internal" and not (kind == "hyperlink" and _OPEN.match(told.get("Target", ""))):
            raise MarkupRefused(
                f"It leads to something outside of the document ({_printed(kind)})."
            )


def _printed(name: str) -> str:
    """A name out of the file, short and without anything that hides or moves words."""
    safe = "".join(char if char.isprintable() else "?" for char in name[:80])
    return safe or "(no name)"

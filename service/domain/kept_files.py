"""Files that people bring to show that something was sent or done: which are kept, and what each is."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_MIB: Final = 1024 * 1024
LARGEST_KEPT: Final = 10 * _MIB


class FileKind(StrEnum):
    """By the ending of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"


_BEGINS: Final[Mapping[FileKind, bytes]] = MappingProxyType(
    {FileKind.PDF: b"%PDF-", FileKind.PNG: b"\x89PNG\r\n\x1a\n", FileKind.JPEG: b"\xff\xd8\xff"}
)


def file_kind(data: bytes) -> FileKind | None:
    """By how it begins, whatever its name says; null for what is not kept."""
    return next((kind for kind, begins in _BEGINS.items() if data.startswith(begins)), None)


def why_not_kept(data: bytes) -> str | None:
    """As a sentence for whoever brought it; null where it is kept. Nothing opens it here."""
    if not data:
        return "Choose the file first."
    if len(data) > LARGEST_KEPT:
        return f"It is larger than {LARGEST_KEPT // _MIB} MB: scan it again with less detail."
    if file_kind(data) is None:
        return "It is not a PDF, PNG or JPEG: scan it, or take a picture of it."
    return None

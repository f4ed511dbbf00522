"""Files that people brought: taken from a form, and given back to be kept elsewhere."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Response, request

from service.domain.errors import NotFound
from service.domain.kept_files import LARGEST_KEPT, FileKind, file_kind
from service.web.paper import kept_file

ROOM: Final = LARGEST_KEPT + 1024 * 1024
"""For a form with such a file."""

ACCEPTS: Final = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
MEDIA_TYPES: Final[Mapping[FileKind, str]] = MappingProxyType(
    {
        FileKind.PDF: "application/pdf",
        FileKind.PNG: "image/png",
        FileKind.JPEG: "image/jpeg",
    }
)


def brought_file(name: str = "file") -> bytes:
    """Empty where none was chosen."""
    file = request.files.get(name)
    return file.read() if file is not None else b""


def brought_back(data: bytes, name: str) -> Response:
    """To be saved, never shown in place; `name` is without its ending."""
    kind = file_kind(data)
    if kind is None:
        raise NotFound
    return kept_file(data, MEDIA_TYPES[kind], f"{name}.{kind}")

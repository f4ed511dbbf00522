"""A contract's paper as an HTTP answer: a file to keep, or a page to read."""

import base64
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Response, request

from service.rendering.paper import Format

TYPES: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format.PDF: "application/pdf",
        Format.HTML: "text/html",
        Format.JSON: "application/json",
    }
)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def paper_file(data: bytes, format: Format, name: str) -> Response:
    """`name` is without its ending, which is the format's."""
    return kept_file(data, TYPES[format], f"{name}.{format}")


def kept_file(data: bytes, media_type: str, name: str) -> Response:
    """`name` is ASCII without quotes; a caller that has the file already is told so."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.set_etag(hashlib.sha256(data).hexdigest())
    response.make_conditional(request)
    return response


def reading_copy(data: bytes) -> Response:
    """The contract as a page. It brings its own styles, which the policy names by hash."""
    response = Response(data, mimetype=TYPES[Format.HTML])
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_hashes(data.decode())}; font-src data:; "
        "frame-ancestors 'none'"
    )
    return response


def _hashes(page: str) -> str:
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

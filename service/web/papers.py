"""Papers as answers: files with a name, and a contract as a page of its own."""

import base64
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Response, request

from service.commands.drafting import Format

TYPES: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format.PDF: "application/pdf",
        Format.JSON: "application/json",
    }
)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_UNFIT: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 60


def file_name(title: str) -> str:
    """ "photo-archive-first-tranche": what every system can keep."""
    return _UNFIT.sub("-", title.casefold())[:_LONGEST_NAME].strip("-") or "deal"


def as_file(data: bytes, format: Format, name: str) -> Response:
    """A browser that has it already is told so."""
    response = Response(data, mimetype=TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response.set_etag(hashlib.sha256(data).hexdigest())
    return response.make_conditional(request)


def as_page(data: bytes) -> Response:
    """It brings its own styles, which the policy names by hash."""
    page = data.decode()
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_hashes(page)}; font-src data:; frame-ancestors 'none'"
    )
    return response


def _hashes(page: str) -> str:
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

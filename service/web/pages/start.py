"""The start page: what Counterpart makes, shown on the sample deal."""

import base64
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from service.commands.dates import dated_terms
from service.rendering.paper import Format
from service.web.at_hand import desk
from service.web.auth import public
from service.web.sample import sample, sample_draft

pages = Blueprint("start", __name__)

_TYPES: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format.PDF: "application/pdf",
        Format.JSON: "application/json",
    }
)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NAME: Final = "photo-archive"


@pages.get("/")
@public
def get_start() -> ResponseReturnValue:
    shown = sample()
    dates = dated_terms(shown.deal.terms)
    return render_template(
        "start.html", deal=shown.deal, terms=shown.deal.terms, quote=shown.worth.quote, dates=dates
    )


@pages.get("/sample/contract.<any(docx, pdf, json):format>")
@public
def get_paper(format: str) -> ResponseReturnValue:
    """The sample's paper as a file; a browser that has it already is told so."""
    wanted = Format(format)
    data = sample_draft(desk().press, wanted).papers[wanted]
    response = Response(data, mimetype=_TYPES[wanted])
    response.headers["Content-Disposition"] = f'attachment; filename="{_NAME}.{wanted}"'
    response.set_etag(hashlib.sha256(data).hexdigest())
    return response.make_conditional(request)


@pages.get("/sample/contract")
@public
def get_reading_copy() -> ResponseReturnValue:
    """The sample's contract as a page. It brings its own styles, which the policy names by hash."""
    page = sample_draft(desk().press, Format.HTML).papers[Format.HTML].decode()
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {_hashes(page)}; font-src data:; frame-ancestors 'none'"
    )
    return response


def _hashes(page: str) -> str:
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

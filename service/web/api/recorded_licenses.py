"""Licenses that were signed elsewhere: recorded with their PDF, which everybody may take again."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from schemas.json_text import LARGEST_BYTES, parse_json
from schemas.license_file import LicenseDocument, RecordedSchema
from schemas.licenses import LicenseSchema
from service.commands import recorded_licenses as commands
from service.domain.errors import Fault, TermsRefused
from service.domain.people import Scope
from service.domain.verdict import LARGEST
from service.rendering.paper import Format
from service.storage.deals import Tx
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.idempotent import idempotent_after
from service.web.api.license_answer import address_of, license_said
from service.web.api.moving import moves
from service.web.api.versions import held_license
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.limits import takes
from service.web.paper import TYPES, paper_file
from service.web.reading import LicenseRead, read_correction, read_license

PARTS: Final = "multipart/form-data"
_MIB: Final = 1024 * 1024
_NAMES: Final = ("license", "document")
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            PARTS: {
                "schema": RecordedSchema,
                "encoding": {
                    "license": {"contentType": "application/json"},
                    "document": {"contentType": TYPES[Format.PDF]},
                },
            }
        },
    }
}

recorded = Resource(
    "recorded_licenses",
    __name__,
    url_prefix=f"{PREFIX}/licenses",
    description="Licenses signed elsewhere",
)


def _looked_at() -> tuple[LicenseRead, bytes]:
    """In a worker process, before anything is held."""
    if request.mimetype != PARTS:
        raise UnsupportedMediaType(f"Send the parts license and document as {PARTS}.")
    if faults := _misnamed():
        raise TermsRefused(faults)
    file = _part("document")
    return read_license(parse_json(_part("license")), file), file


@recorded.route("", methods=["POST"])
@key(Scope.CONTRACTS_WRITE)
@takes(LARGEST + LARGEST_BYTES + _MIB)
@recorded.doc(**_BODY)
@idempotent_after(_looked_at)
@recorded.etag
@recorded.response(201, LicenseSchema)
def post_license(read: LicenseRead, file: bytes, *, tx: Tx) -> Any:
    """Record a license that was signed elsewhere

    Send two parts: `license` as JSON and `document`, the signed PDF. All terms make it as good as
    one that was signed here. With key facts alone, whatever they leave out is not known: no day is
    worked out from it, and `terms` stay null.
    """
    sha256 = desk().files.put(file)
    made = commands.record_license(
        tx, read.header, read.written, sha256, by=client().key_id, at=now()
    )
    return license_said(recorded, tx, made.id), 201, {"Location": address_of(made.id)}


@moves(
    recorded,
    "/<license_id>/correct",
    LicenseDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseSchema,
)
def post_correction(document: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Correct what was recorded of a license that was signed elsewhere

    Send it whole: what is left out is gone, or takes its default. All terms may take the place of key
    facts. The signed file stays. Open until a notice, an agreement or an end rests on what stands.
    """
    held_license(tx, license_id)
    read, by = read_correction(document), client().key_id
    commands.correct_license(tx, license_id, read.header, read.written, by=by, at=now())
    return license_said(recorded, tx, license_id)


@recorded.route("/<license_id>/document.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@recorded.response(200, BYTES, content_type=TYPES[Format.PDF])
@recorded.alt_response(304, response="NOT_MODIFIED")
@recorded.alt_response(409, response="CONFLICT")
def get_license_document(license_id: str) -> Response:
    """Take what was signed: the sealed file, or the PDF of a license that was signed elsewhere

    The latter comes from whoever recorded it: open it as carefully as any file from outside.
    """
    with desk().db.reading(client().org_id) as views:
        data = commands.signed_file(desk(), views, license_id)
    return paper_file(data, Format.PDF, f"license-{license_id}")


def _misnamed() -> list[Fault]:
    given = (*request.form.items(multi=True), *request.files.items(multi=True))
    names = [name for name, _ in given]
    known = [Fault(f"/{name}", "Give this part once.") for name in _NAMES if names.count(name) > 1]
    others = sorted({*names} - {*_NAMES})
    return [*known, *(Fault(f"/{name}", "There is no such part.") for name in others)]


def _part(name: str) -> bytes:
    """As a file or as a field; nothing where it is not there."""
    file = request.files.get(name)
    return request.form.get(name, "").encode() if file is None else file.read()

"""What becomes of notices: proof that they went, receipt, taking back; and those of the other side."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from schemas.license_moves import (
    ProofDocument,
    ReceiptDocument,
    ReceivedDocument,
    TakingBackDocument,
)
from schemas.licenses import LicenseSchema
from service.commands import license_notices as commands
from service.commands.kept_files import look_at_file
from service.commands.paper_letters import notice_paper
from service.domain.errors import NotFound
from service.domain.kept_files import LARGEST_KEPT
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.theirs import sender
from service.domain.people import Scope
from service.rendering.paper import Format
from service.storage.deals import Tx
from service.storage.licenses import LicenseReader
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.idempotent import idempotent_after
from service.web.api.license_answer import license_said
from service.web.api.moving import moves
from service.web.api.versions import held_by_notice, held_license
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.kept import MEDIA_TYPES, brought_back
from service.web.limits import takes
from service.web.paper import TYPES, paper_file

received = Resource(
    "received_notices", __name__, url_prefix=f"{PREFIX}/licenses", description="Notices that came"
)
noticed = Resource("notices", __name__, url_prefix=f"{PREFIX}/notices", description="Notices")

FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "What shows it, at most 10 MB",
        "content": {kind: {"schema": BYTES} for kind in MEDIA_TYPES.values()},
    }
}
_WRITES: dict[str, Any] = {"scope": Scope.CONTRACTS_WRITE, "answers": LicenseSchema}


@moves(received, "/<license_id>/received-notices", ReceivedDocument, **_WRITES)
def post_received_notice(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Record a notice that the other side gave by courier or e-mail

    The last of the answer's notices is it; send the file itself to its `evidence` next. What the
    contract does not let count as a notice is refused.
    """
    license = held_license(tx, license_id)
    brought = {name: value for name, value in said.items() if name != "side"}
    given = Given(**{**brought, "grounds": said["grounds"] or ""})
    side = sender(license, said["side"])
    commands.write_down(tx, license_id, given, side=side, **_by())
    return license_said(received, tx, license_id)


@moves(noticed, "/<notice_id>/receipt", ReceiptDocument, **_WRITES)
def post_receipt(said: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Confirm that a notice came, or write down how the other side confirmed that ours did

    It counts from that day, if the contract gives it a later one.
    """
    held_by_notice(tx, notice_id)
    return _did(tx, commands.confirm_receipt(tx, notice_id, **said, **_by()))


@moves(noticed, "/<notice_id>/proof", ProofDocument, **_WRITES)
def post_proof(said: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Give the courier's tracking number; a file goes to `evidence`"""
    held_by_notice(tx, notice_id)
    return _did(tx, commands.prove(tx, notice_id, **said, evidence_sha256=None, **_by()))


@moves(noticed, "/<notice_id>/take-back", TakingBackDocument, **_WRITES)
def post_take_back(said: Mapping[str, Any], notice_id: str, *, tx: Tx) -> Any:
    """Take a notice back, with the other side's written consent

    What it brought about falls away.
    """
    held_by_notice(tx, notice_id)
    return _did(tx, commands.take_back(tx, notice_id, **said, **_by()))


def looked_at() -> tuple[bytes]:
    """The file that the body is, before anything is held."""
    if request.mimetype not in MEDIA_TYPES.values():
        raise UnsupportedMediaType(f"Send the file itself as {', '.join(MEDIA_TYPES.values())}.")
    data = request.get_data()
    look_at_file(data)
    return (data,)


@noticed.route("/<notice_id>/evidence", methods=["POST"])
@key(Scope.CONTRACTS_WRITE)
@takes(LARGEST_KEPT)
@noticed.doc(**FILE)
@idempotent_after(looked_at)
@noticed.etag
@noticed.alt_response(412, response="PRECONDITION_FAILED")
@noticed.alt_response(409, response="CONFLICT")
@noticed.response(200, LicenseSchema)
def post_evidence(data: bytes, notice_id: str, *, tx: Tx) -> Any:
    """Keep a file that shows a notice: that it went, or how it came

    Send the PDF, PNG or JPEG itself, at most 10 MB.
    """
    held_by_notice(tx, notice_id)
    sha256 = desk().files.put(data)
    return _did(tx, commands.prove(tx, notice_id, tracking=None, evidence_sha256=sha256, **_by()))


@noticed.route("/<notice_id>/evidence", methods=["GET"])
@key(Scope.DEALS_READ)
@noticed.response(200, BYTES, content_type="application/octet-stream")
@noticed.alt_response(304, response="NOT_MODIFIED")
def get_notice_evidence(notice_id: str) -> Response:
    """Take the file that shows a notice, as it was brought

    It comes from outside: open it as carefully as any such file.
    """
    sha256 = _read(notice_id).notice(notice_id).evidence_sha256
    if sha256 is None:
        raise NotFound
    return brought_back(desk().files.get(sha256), f"evidence-{notice_id}")


@noticed.route("/<notice_id>/letter.pdf", methods=["GET"])
@key(Scope.DEALS_READ)
@noticed.response(200, BYTES, content_type=TYPES[Format.PDF])
@noticed.alt_response(304, response="NOT_MODIFIED")
def get_notice_letter(notice_id: str) -> Response:
    """Take a notice as a letter to print; there is none of what the other side sent"""
    license = _read(notice_id)
    notice = license.notice(notice_id)
    if notice.recorded:
        raise NotFound
    return paper_file(notice_paper(desk(), license, notice), Format.PDF, f"notice-{notice_id}")


def _read(notice_id: str) -> License:
    with desk().db.reading(client().org_id) as views:
        reader = LicenseReader(views.connection, views.org)
        return reader.license(reader.license_of_notice(notice_id))


def _by() -> dict[str, Any]:
    return {"by": client().key_id, "at": now()}


def _did(tx: Tx, license: License) -> dict[str, Any]:
    return license_said(noticed, tx, license.id)

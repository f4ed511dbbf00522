"""Key dates: what people say of a duty that falls on one."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from schemas.deal_moves import ReasonDocument
from schemas.licenses import DoneDocument, LicenseDateSchema, NoteQuery
from service.commands import key_dates as commands
from service.domain.kept_files import LARGEST_KEPT
from service.domain.licenses.license import License
from service.domain.people import Scope
from service.storage.deals import Tx
from service.storage.licenses import Licenses
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.idempotent import idempotent_after
from service.web.api.license_answer import date_said, lists
from service.web.api.moving import moves
from service.web.api.notice_moves import FILE, looked_at
from service.web.api.versions import held_license, tag_of
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.kept import brought_back
from service.web.limits import takes

key_dates = Resource(
    "key_dates", __name__, url_prefix=f"{PREFIX}/key-dates", description="Key dates of licenses"
)


@moves(
    key_dates,
    "/<key_date_id>/done",
    DoneDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseDateSchema,
)
def post_done(said: Mapping[str, Any], key_date_id: str, *, tx: Tx) -> Any:
    """Say that a duty is done, and how

    If-Match holds it to a version of the license.
    """
    _check(tx, key_date_id)
    by = client().key_id
    moved = commands.mark_done(tx, key_date_id, **said, file_sha256=None, by=by, at=now())
    return _answer(tx, moved, key_date_id)


@moves(
    key_dates,
    "/<key_date_id>/waive",
    ReasonDocument,
    scope=Scope.ADMIN,
    answers=LicenseDateSchema,
)
def post_waive(said: Mapping[str, Any], key_date_id: str, *, tx: Tx) -> Any:
    """Waive a duty, with the reason

    If-Match holds it to a version of the license.
    """
    _check(tx, key_date_id)
    moved = commands.waive(tx, key_date_id, **said, by=client().key_id, at=now())
    return _answer(tx, moved, key_date_id)


@moves(
    key_dates,
    "/<key_date_id>/reopen",
    ReasonDocument,
    scope=Scope.ADMIN,
    answers=LicenseDateSchema,
)
def post_reopen(said: Mapping[str, Any], key_date_id: str, *, tx: Tx) -> Any:
    """Open a duty again that was done or waived by mistake

    If-Match holds it to a version of the license.
    """
    _check(tx, key_date_id)
    moved = commands.reopen(tx, key_date_id, **said, by=client().key_id, at=now())
    return _answer(tx, moved, key_date_id)


@key_dates.route("/<key_date_id>/file", methods=["POST"])
@key(Scope.CONTRACTS_WRITE)
@takes(LARGEST_KEPT)
@key_dates.doc(**FILE)
@key_dates.arguments(NoteQuery, location="query")
@idempotent_after(lambda asked: (asked, *looked_at()))
@key_dates.etag
@key_dates.alt_response(412, response="PRECONDITION_FAILED")
@key_dates.alt_response(409, response="CONFLICT")
@key_dates.response(200, LicenseDateSchema)
def post_file(asked: Mapping[str, Any], data: bytes, key_date_id: str, *, tx: Tx) -> Any:
    """Say that a duty is done, with the file that shows it

    Send the PDF, PNG or JPEG itself, at most 10 MB.
    """
    _check(tx, key_date_id)
    sha256, by = desk().files.put(data), client().key_id
    moved = commands.mark_done(tx, key_date_id, **asked, file_sha256=sha256, by=by, at=now())
    return _answer(tx, moved, key_date_id)


@key_dates.route("/<key_date_id>/file", methods=["GET"])
@key(Scope.DEALS_READ)
@key_dates.response(200, BYTES, content_type="application/octet-stream")
@key_dates.alt_response(304, response="NOT_MODIFIED")
def get_file(key_date_id: str) -> Response:
    """Take the file that shows that a duty was done, as it was brought"""
    with desk().db.reading(client().org_id) as views:
        sha256 = lists(views).file_of_date(key_date_id)
    return brought_back(desk().files.get(sha256), f"done-{key_date_id}")


def _check(tx: Tx, key_date_id: str) -> None:
    """The license is held, so that nobody moves it between this and what follows."""
    if request.if_match:
        held_license(tx, Licenses(tx).place_of_date(key_date_id)[0])


def _answer(tx: Tx, license: License, key_date_id: str) -> dict[str, Any]:
    said = date_said(lists(tx).key_date(key_date_id))
    key_dates.set_etag(tag_of(license, said["links"]["actions"]))
    return said

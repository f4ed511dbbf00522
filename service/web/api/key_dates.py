"""Key dates: what people say of a duty that falls on one."""

from collections.abc import Mapping
from typing import Any

from flask import request

from schemas.deal_moves import ReasonDocument
from schemas.licenses import DoneDocument, LicenseDateSchema
from service.commands import key_dates as commands
from service.domain.licenses.license import License
from service.domain.people import Scope
from service.storage.deals import Tx
from service.storage.licenses import Licenses
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import date_said, lists
from service.web.api.moving import moves
from service.web.api.versions import check_version, tag_of
from service.web.at_hand import now
from service.web.auth import client

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


def _check(tx: Tx, key_date_id: str) -> None:
    """The license is held, so that nobody moves it between this and what follows."""
    if request.if_match:
        kept = Licenses(tx)
        license_id, _ = kept.place_of_date(key_date_id)
        check_version(kept.held(license_id))


def _answer(tx: Tx, license: License, key_date_id: str) -> dict[str, Any]:
    said = date_said(lists(tx).key_date(key_date_id))
    key_dates.set_etag(tag_of(license, said["links"]["actions"]))
    return said

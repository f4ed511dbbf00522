"""Works withdrawn from a license: the notice that withdraws them, and what is still to be done."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for

from schemas.license_moves import WithdrawalDocument
from schemas.licenses import LicenseSchema
from schemas.withdrawals import WithdrawalListSchema
from service.domain.licenses.events import NoticeGiven
from service.domain.licenses.key_dates import LicenseDateKind
from service.domain.licenses.license import License, is_open
from service.domain.licenses.parts import NoticeKind
from service.domain.licenses.withdrawals import withdrawals as withdrawn
from service.domain.people import Scope
from service.storage.deals import Tx
from service.storage.licenses import LicenseReader
from service.storage.views import Views
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import license_said, lists
from service.web.api.license_notices import gave
from service.web.api.links import action, links
from service.web.api.moving import moves
from service.web.api.versions import tag_of
from service.web.at_hand import desk
from service.web.auth import client, key

withdrawals = Resource(
    "withdrawals", __name__, url_prefix=f"{PREFIX}/licenses", description="Works withdrawn"
)


@withdrawals.route("/<license_id>/withdrawals", methods=["GET"])
@key(Scope.DEALS_READ)
@withdrawals.etag
@withdrawals.response(200, WithdrawalListSchema)
def get_withdrawals(license_id: str) -> Any:
    """List the works withdrawn from a license, and what is still to be done

    Each notice of withdrawal that stands is an entry, the earliest first. Mark its key date as done
    to confirm the deletion.
    """
    with desk().db.reading(client().org_id) as views:
        return _said(views, license_id)


@moves(
    withdrawals,
    "/<license_id>/withdrawals",
    WithdrawalDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseSchema,
)
def post_withdrawal(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Withdraw works from the license, by notice

    A notice of kind `withdrawal_of_works` that names each work. The last of the answer's notices is
    this one; its `effective_on` is the last day to delete copies.
    """
    gave(tx, license_id, {**said, "kind": NoticeKind.WITHDRAWAL_OF_WORKS})
    return license_said(withdrawals, tx, license_id)


def _place(view: str, license_id: str) -> str:
    return url_for(f"withdrawals.{view}", license_id=license_id)


def _actions(license: License) -> Iterator[dict[str, str]]:
    if client().may(Scope.CONTRACTS_WRITE) and is_open(license, NoticeGiven):
        yield action("withdraw", "POST", _place("post_withdrawal", license.id))


def _said(views: Views, license_id: str) -> dict[str, Any]:
    license = LicenseReader(views.connection, views.org).license(license_id)
    kind = LicenseDateKind.WORKS_DELETED_BY
    rows = {row.n: row.id for row in lists(views).dates(license_id) if row.kind == kind}
    found = withdrawn(license)
    data = [
        asdict(each)
        | {
            "key_date_id": rows.get(each.n),
            "confirmation": each.confirmation,
            "outstanding": each.outstanding,
        }
        for each in found
    ]
    said = {
        "data": data,
        "pagination": {"next": None},
        "outstanding": sum(each.outstanding for each in found),
        "links": links(_place("get_withdrawals", license_id), _actions(license)),
    }
    withdrawals.set_etag(tag_of(license, said))
    return said

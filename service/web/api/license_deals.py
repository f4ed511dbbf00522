"""Deals that renew or amend a license, opened from it."""

from collections.abc import Mapping
from typing import Any

from schemas.deal_answer import DealSchema
from schemas.deal_moves import NothingDocument
from schemas.terms import written
from service.commands import restating
from service.domain.deal import Deal
from service.domain.people import Scope
from service.storage.deals import Tx
from service.web.api.deal_answer import Beside, address_of, said_of
from service.web.api.document import PREFIX, Resource
from service.web.api.moving import moves
from service.web.api.versions import held_license
from service.web.at_hand import now
from service.web.auth import client

license_deals = Resource(
    "license_deals", __name__, url_prefix=f"{PREFIX}/licenses", description="Renewals, amendments"
)


@moves(
    license_deals,
    "/<license_id>/renew",
    NothingDocument,
    scope=Scope.DEALS_WRITE,
    answers=DealSchema,
    status=201,
)
def post_renew(_: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Draft a deal that renews the license

    It begins with the terms that stand, at the prices of the next renewal as far as they are known,
    and a special term that names the license. Signed by both, it renews the license.
    """
    held_license(tx, license_id)
    return _made(restating.renew(tx, license_id, written, by=client().key_id, at=now()))


@moves(
    license_deals,
    "/<license_id>/amend",
    NothingDocument,
    scope=Scope.DEALS_WRITE,
    answers=DealSchema,
    status=201,
)
def post_amend(_: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Draft a deal that amends the license

    It begins with the terms that stand and a special term that names the license. Signed by both,
    it changes the license; the start of its period and what has accrued stay.
    """
    held_license(tx, license_id)
    return _made(restating.amend(tx, license_id, written, by=client().key_id, at=now()))


def _made(deal: Deal) -> Any:
    """What is known of a deal that was drafted just now is not read again."""
    at = now()
    return said_of(license_deals, deal, Beside(at, at)), 201, {"Location": address_of(deal.id)}

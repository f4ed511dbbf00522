"""Personal links of those who act for a side without an account: sent again, revoked, never told."""

from collections.abc import Mapping
from typing import Any

from schemas.deal_moves import NothingDocument
from service.commands import negotiation
from service.storage.deals import Tx
from service.web.api.deal_answer import deal_said
from service.web.api.document import PREFIX, Resource
from service.web.api.moving import moves
from service.web.api.versions import check_version_of
from service.web.at_hand import now
from service.web.auth import client

deal_links = Resource(
    "deal_links", __name__, url_prefix=f"{PREFIX}/deals", description="Personal links"
)


@moves(deal_links, "/<deal_id>/links/<link_id>/resend", NothingDocument)
def post_resend_link(_: Mapping[str, Any], deal_id: str, link_id: str, *, tx: Tx) -> Any:
    """Send a counterpart's link again

    To the address that it was made for; one that is revoked is not found.
    """
    check_version_of(tx, deal_id)
    deal = negotiation.send_link_again(tx, deal_id, link_id, by=client().key_id, at=now())
    return deal_said(deal_links, tx, deal)


@moves(deal_links, "/<deal_id>/links/<link_id>/revoke", NothingDocument)
def post_revoke_link(_: Mapping[str, Any], deal_id: str, link_id: str, *, tx: Tx) -> Any:
    """Revoke a counterpart's link, so that it opens nothing from now on"""
    check_version_of(tx, deal_id)
    deal = negotiation.revoke_link(tx, deal_id, link_id, by=client().key_id, at=now())
    return deal_said(deal_links, tx, deal)

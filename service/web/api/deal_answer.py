"""A deal as a mapping that the answer's schema writes, with the moves open to its reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from schemas.build import schema_of
from service.domain.deal import Approval, Deal, DealHeader, Status
from service.domain.drafts import forbidden
from service.domain.people import Client, Scope
from service.domain.worth import needed_for, worth_of
from service.web.api.links import action

_HEADER: Any = schema_of(DealHeader)()


@dataclass(frozen=True, slots=True)
class Times:
    """When a deal was drafted and when it last moved."""

    created_at: datetime
    updated_at: datetime


def answer(deal: Deal, times: Times, client: Client) -> dict[str, Any]:
    needed = needed_for(deal)
    return {
        **header_as_read(deal),
        "id": deal.id,
        "version": deal.version,
        "status": deal.status,
        "our_side": deal.header.our_side,
        "relation": deal.header.relation,
        "approval": {
            "status": deal.approval,
            "released": sorted(deal.released),
            "needed": needed,
            "forbidden": forbidden(worth_of(deal).findings),
        },
        "terms": deal.written.canonical.plain,
        "terms_sha256": deal.written.canonical.sha256,
        "committed": [total.committed for total in worth_of(deal).quote.totals],
        "contract_id": None,
        "license_id": None,
        "created_at": times.created_at,
        "updated_at": times.updated_at,
        "links": {
            "self": url_for("deals.get_deal", deal_id=deal.id),
            "actions": [*_actions(deal, needed, client)],
        },
    }


def header_as_read(deal: Deal) -> dict[str, Any]:
    """What stands beside the terms, as a request would bring it."""
    written: dict[str, Any] = _HEADER.dump(deal.header)
    return written


def _actions(deal: Deal, needed: tuple[str, ...], client: Client) -> Iterator[dict[str, str]]:
    """Only what this caller may do now."""
    if not client.may(Scope.DEALS_WRITE):
        return
    if deal.status is Status.DRAFT:
        yield action("change", "PATCH", url_for("deals.patch_deal", deal_id=deal.id))
        yield from _approval_actions(deal, needed, client)
        yield action("withdraw", "POST", url_for("deals.post_withdraw", deal_id=deal.id))
    yield action("copy", "POST", url_for("deals.post_copy", deal_id=deal.id))


def _approval_actions(
    deal: Deal, needed: tuple[str, ...], client: Client
) -> Iterator[dict[str, str]]:
    """Whoever drafts may ask; only an administrator's key answers."""
    if needed and deal.approval is not Approval.REQUESTED:
        url = url_for("deals.post_request_approval", deal_id=deal.id)
        yield action("request-approval", "POST", url)
    if not client.may(Scope.ADMIN):
        return
    if needed:
        yield action("approve", "POST", url_for("deals.post_approve", deal_id=deal.id))
    if deal.approval is Approval.REQUESTED:
        url = url_for("deals.post_refuse_approval", deal_id=deal.id)
        yield action("refuse-approval", "POST", url)

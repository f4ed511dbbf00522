"""A deal as a mapping that the answer's schema writes, with the moves open to its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from schemas.build import schema_of
from service.domain.deal import Approval, Deal, DealHeader, Offer
from service.domain.drafts import forbidden
from service.domain.negotiation import whose_turn
from service.domain.open_moves import (
    Move,
    answers_open,
    may_ask_for_release,
    may_change,
    may_offer,
    may_withdraw,
)
from service.domain.people import Client, Scope
from service.domain.worth import needed_for, worth_of
from service.storage.contracts import Contracts
from service.storage.deal_links import DealLinks, LinkRow
from service.storage.license_lists import LicenseLists
from service.storage.views import Views
from service.web.api.document import Resource
from service.web.api.links import action, links
from service.web.api.versions import tag_of
from service.web.at_hand import now
from service.web.auth import client

_HEADER: Any = schema_of(DealHeader)()


@dataclass(frozen=True, slots=True)
class Beside:
    """What an answer tells of a deal that does not stand in the deal."""

    created_at: datetime
    updated_at: datetime
    contract_id: str | None = None
    counterparts: Sequence[LinkRow] = ()
    formed: bool = False
    license_id: str | None = None


def beside(views: Views, deal: Deal) -> Beside:
    """Nobody else is there, and no contract, before an offer is made."""
    row = views.deal_row(deal.id)
    if deal.offer is None:
        return Beside(row.created_at, row.updated_at)
    contract = Contracts(views.connection, views.org).of_deal(deal.id)
    others = DealLinks(views.connection, views.org).of_deal(deal.id)
    if contract is None:
        return Beside(row.created_at, row.updated_at, None, others)
    license_id = _license_of(views, deal) if contract.is_formed else None
    return Beside(
        row.created_at, row.updated_at, contract.id, others, contract.is_formed, license_id
    )


def _license_of(views: Views, deal: Deal) -> str | None:
    """The one that its execution made; else the one that it is about."""
    made, about = (
        LicenseLists(views.connection, views.org).id_of_deal(deal.id),
        deal.header.relation,
    )
    return made or (about.license if about else None)


def answer(deal: Deal, beside: Beside, caller: Client, at: datetime) -> dict[str, Any]:
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
        "offer": deal.offer and _last(deal.offer),
        "waits_for": whose_turn(deal),
        "counterparts": [_counterpart(deal, row, caller) for row in beside.counterparts],
        "contract_id": beside.contract_id,
        "license_id": beside.license_id,
        "created_at": beside.created_at,
        "updated_at": beside.updated_at,
        "links": links(address_of(deal.id), _actions(deal, needed, caller, beside.formed, at)),
    }


def deal_said(resource: Resource, views: Views, deal: Deal) -> dict[str, Any]:
    """The answer to this caller now, under its tag."""
    return said_of(resource, deal, beside(views, deal))


def said_of(resource: Resource, deal: Deal, beside: Beside) -> dict[str, Any]:
    found = answer(deal, beside, client(), now())
    resource.set_etag(tag_of(deal, (found["counterparts"], found["links"]["actions"])))
    return found


def header_as_read(deal: Deal) -> dict[str, Any]:
    """What stands beside the terms, as a request would bring it."""
    written: dict[str, Any] = _HEADER.dump(deal.header)
    return written


def address_of(deal_id: str) -> str:
    return url_for("deals.get_deal", deal_id=deal_id)


def answer_actions(deal: Deal, at: datetime) -> Iterator[dict[str, str]]:
    """What our side may do with the offer that stands."""
    if deal.offer is not None:
        for move in answers_open(deal, at):
            url = url_for(f"offers.post_{move}_offer", offer_id=deal.offer.id)
            yield action(move, "POST", url)


def offer_action(deal: Deal, at: datetime) -> Iterator[dict[str, str]]:
    if may_offer(deal, at):
        yield action(Move.OFFER, "POST", url_for("offers.post_offer", deal_id=deal.id))


def _last(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "number": offer.number,
        "side": offer.side,
        "terms_sha256": offer.written.canonical.sha256,
        "expires_at": offer.expires_at,
    }


def _counterpart(deal: Deal, row: LinkRow, caller: Client) -> dict[str, Any]:
    return {
        "id": row.id,
        "side": row.side,
        "email": row.email,
        "name": row.name,
        "viewed_at": row.viewed_at,
        "revoked_at": row.revoked_at,
        "links": links(address_of(deal.id), _link_actions(deal, row, caller)),
    }


def _link_actions(deal: Deal, row: LinkRow, caller: Client) -> Iterator[dict[str, str]]:
    if row.revoked_at is None and caller.may(Scope.DEALS_WRITE):
        for verb in ("resend", "revoke"):
            url = url_for(f"deal_links.post_{verb}_link", deal_id=deal.id, link_id=row.id)
            yield action(f"{verb}-link", "POST", url)


def _actions(
    deal: Deal, needed: tuple[str, ...], caller: Client, formed: bool, at: datetime
) -> Iterator[dict[str, str]]:
    """Only what this caller may do now."""
    if not caller.may(Scope.DEALS_WRITE):
        return
    if may_change(deal):
        yield action("change", "PATCH", url_for("deals.patch_deal", deal_id=deal.id))
    if may_ask_for_release(deal):
        yield from _approval_actions(deal, needed, caller)
    yield from offer_action(deal, at)
    yield from (each for each in answer_actions(deal, at) if each["name"] != Move.WITHDRAW)
    if may_withdraw(deal, formed=formed):
        yield action("withdraw", "POST", url_for("deals.post_withdraw", deal_id=deal.id))
    yield action("copy", "POST", url_for("deals.post_copy", deal_id=deal.id))


def _approval_actions(
    deal: Deal, needed: tuple[str, ...], caller: Client
) -> Iterator[dict[str, str]]:
    """Whoever drafts may ask; only an administrator's key answers."""
    if needed and deal.approval is not Approval.REQUESTED:
        url = url_for("deals.post_request_approval", deal_id=deal.id)
        yield action("request-approval", "POST", url)
    if not caller.may(Scope.ADMIN):
        return
    if needed:
        yield action("approve", "POST", url_for("deals.post_approve", deal_id=deal.id))
    if deal.approval is Approval.REQUESTED:
        url = url_for("deals.post_refuse_approval", deal_id=deal.id)
        yield action("refuse-approval", "POST", url)

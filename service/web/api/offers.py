"""Offers: put forward, read, compared, answered. Nobody is bound by any of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, url_for

from schemas.deal_moves import MaybeReasonDocument
from schemas.differences import DifferencesSchema, FromQuery
from schemas.offers import (
    AcceptanceDocument,
    OfferDocument,
    OfferListSchema,
    OfferSchema,
    load_offer_of_client,
)
from schemas.query import PageQuery
from service.commands import negotiation
from service.commands.negotiation import Put
from service.commands.papers import redline_of
from service.domain.deal import NEGOTIATING, Deal, Offer
from service.domain.errors import Fault, TermsRefused
from service.domain.labels import NONE, Labels
from service.domain.people import Scope
from service.domain.worth import worth
from service.drafting.differences import differences_between
from service.drafting.library import newest_versions
from service.rendering.paper import Format
from service.storage.actors import names_of
from service.storage.deals import Tx
from service.storage.labels import labels_of
from service.storage.views import Views
from service.web.api.deal_answer import answer_actions, deal_said, offer_action
from service.web.api.difference_answer import difference_answer
from service.web.api.document import BYTES, PREFIX, Resource
from service.web.api.links import links
from service.web.api.moving import moves
from service.web.api.versions import check_version, check_version_of, tag_of
from service.web.at_hand import desk, now
from service.web.auth import client, key
from service.web.paper import TYPES, paper_file

offers = Resource("offers", __name__, url_prefix=PREFIX, description="Offers")


@moves(offers, "/deals/<deal_id>/offers", OfferDocument, answers=OfferSchema, status=201)
def post_offer(document: Mapping[str, Any], deal_id: str, *, tx: Tx) -> Any:
    """Make an offer, or a counter-offer where one of the other side stands

    A full set of terms, or the draft as it stands. The first offer invites the other side by a
    personal link to the address that the terms give for notices.
    """
    deal = tx.deal(deal_id)
    check_version(deal)
    put = Put(**load_offer_of_client(document, deal, newest_versions(), now().date()))
    moved = negotiation.offer(tx, deal_id, put, by=client().key_id, at=now())
    made: Any = moved.offer
    return _said(tx, moved, made), 201, {"Location": _address(made.id)}


@offers.route("/deals/<deal_id>/offers", methods=["GET"])
@key(Scope.DEALS_READ)
@offers.arguments(PageQuery, location="query")
@offers.response(200, OfferListSchema)
def get_offers(asked: Mapping[str, Any], deal_id: str) -> Any:
    """List the offers of a deal, of both sides, the first one first"""
    with desk().db.reading(client().org_id) as views:
        deal = views.deal(deal_id)
        page = views.offers_page(deal_id, **asked)
        beside = _beside(views, page.rows)
    rows = [_row(deal, offer, beside) for offer in page.rows]
    return {"data": rows, "pagination": {"next": page.next}}


@offers.route("/offers/<offer_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@offers.etag
@offers.response(200, OfferSchema)
def get_offer(offer_id: str) -> Any:
    """Read an offer with its terms"""
    with desk().db.reading(client().org_id) as views:
        return _said(views, views.deal(views.deal_of_offer(offer_id)), views.offer(offer_id))


@offers.route("/offers/<offer_id>/differences", methods=["GET"])
@key(Scope.DEALS_READ)
@offers.arguments(FromQuery, location="query")
@offers.response(200, DifferencesSchema)
def get_differences(asked: Mapping[str, Any], offer_id: str) -> Any:
    """Compare an offer with another one of the same deal

    What changed in the words of the contract and toward whom, what it does to the fee and why, and
    which days it moves.
    """
    before, after = _both(asked["from_"], offer_id)
    found = differences_between(before.written.terms, after.written.terms)
    return {"from_": before.id, "to": after.id, **difference_answer(found)}


@offers.route("/offers/<offer_id>/redline.docx", methods=["GET"])
@key(Scope.DEALS_READ)
@offers.arguments(FromQuery, location="query")
@offers.response(200, BYTES, content_type=TYPES[Format.DOCX])
@offers.alt_response(304, response="NOT_MODIFIED")
@offers.alt_response(503, response="SERVICE_UNAVAILABLE")
def get_redline(asked: Mapping[str, Any], offer_id: str) -> Response:
    """Take what changed since another offer of the deal, as a Word document

    Each change is tracked, and can be accepted or rejected there.
    """
    before, after = _both(asked["from_"], offer_id)
    data = redline_of(desk(), client().org_id, before, after, now())
    return paper_file(data, Format.DOCX, f"changes-{before.number}-to-{after.number}")


@moves(offers, "/offers/<offer_id>/accept", AcceptanceDocument)
def post_accept_offer(said: Mapping[str, Any], offer_id: str, *, tx: Tx) -> Any:
    """Accept the other side's offer, quoting what you were shown

    Not yet a contract: it is drawn up now, and binds nobody until every signer has signed.
    """
    return _answered(tx, offer_id, negotiation.accept, said)


@moves(offers, "/offers/<offer_id>/reject", MaybeReasonDocument)
def post_reject_offer(said: Mapping[str, Any], offer_id: str, *, tx: Tx) -> Any:
    """Reject the other side's offer, which ends the deal"""
    return _answered(tx, offer_id, negotiation.reject, said)


@moves(offers, "/offers/<offer_id>/withdraw", MaybeReasonDocument)
def post_withdraw_offer(said: Mapping[str, Any], offer_id: str, *, tx: Tx) -> Any:
    """Withdraw an offer of your own, which ends the deal"""
    return _answered(tx, offer_id, negotiation.withdraw_offer, said)


def _both(from_id: str, to_id: str) -> tuple[Offer, Offer]:
    """The database is let go before anything is compared."""
    with desk().db.reading(client().org_id) as views:
        if views.deal_of_offer(to_id) != views.deal_of_offer(from_id):
            raise TermsRefused([Fault("/from", "Give another offer of the same deal.")])
        return views.offer(from_id), views.offer(to_id)


def _answered(tx: Tx, offer_id: str, move: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    deal_id = tx.deal_of_offer(offer_id)
    check_version_of(tx, deal_id)
    deal = move(tx, deal_id, **said, answers=offer_id, by=client().key_id, at=now())
    return deal_said(offers, tx, deal)


def _said(views: Views, deal: Deal, offer: Offer) -> dict[str, Any]:
    actions = [*_actions(deal, offer)]
    offers.set_etag(tag_of(deal, (offer.id, actions)))
    return {
        **_row(deal, offer, _beside(views, [offer])),
        "terms": offer.written.canonical.plain,
        "links": links(_address(offer.id), actions),
    }


@dataclass(frozen=True, slots=True)
class _Beside:
    """Who made offers, by their ids, and what a client keeps beside them, by the offer's."""

    names: Mapping[str, str]
    labels: Mapping[str, Labels]


def _beside(views: Views, offers: Sequence[Offer]) -> _Beside:
    return _Beside(
        names_of(views.connection, views.org, {offer.by for offer in offers}),
        labels_of(views.connection, views.org, [offer.id for offer in offers]),
    )


def _row(deal: Deal, offer: Offer, beside: _Beside) -> dict[str, Any]:
    found = worth(offer.written, deal.header.our_side)
    labels = beside.labels.get(offer.id, NONE)
    return {
        "id": offer.id,
        "deal_id": deal.id,
        "number": offer.number,
        "side": offer.side,
        "stands": _stands(deal, offer),
        "terms_sha256": offer.written.canonical.sha256,
        "text_sha256": offer.text_sha256,
        "message": offer.message,
        "expires_at": offer.expires_at,
        "made_at": offer.at,
        "made_by": {"id": offer.by, "name": beside.names.get(offer.by)},
        "committed": [total.committed for total in found.quote.totals],
        "external_id": labels.external_id,
        "metadata": labels.metadata,
    }


def _stands(deal: Deal, offer: Offer) -> bool:
    return deal.status in NEGOTIATING and deal.offer is not None and deal.offer.id == offer.id


def _actions(deal: Deal, offer: Offer) -> Iterator[dict[str, str]]:
    """Only for the offer that stands: the others are history."""
    if client().may(Scope.DEALS_WRITE) and _stands(deal, offer):
        yield from answer_actions(deal, now())
        yield from offer_action(deal, now())


def _address(offer_id: str) -> str:
    return url_for("offers.get_offer", offer_id=offer_id)

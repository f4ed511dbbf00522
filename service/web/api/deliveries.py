"""Deliveries of a license: made, read, accepted, rejected, used."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.deal_moves import NothingDocument
from schemas.deliveries import (
    DeliveryDocument,
    LicenseDeliveryListSchema,
    LicenseDeliverySchema,
    RejectDocument,
    UseDocument,
)
from schemas.query import PageQuery
from service.commands import deliveries as commands
from service.commands.delivery_stand import stand_of, stand_of_delivery
from service.domain.deliveries.batch import Batch
from service.domain.deliveries.events import SampleTest
from service.domain.errors import DeliveryRefused, Fault
from service.domain.people import Scope
from service.domain.period.zones import day_at
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.web.api.delivery_answer import deliveries_said, delivery_said
from service.web.api.document import PREFIX, Resource
from service.web.api.moving import moves
from service.web.api.versions import held_license
from service.web.at_hand import desk, now
from service.web.auth import client, key

deliveries = Resource("deliveries", __name__, url_prefix=PREFIX, description="Deliveries")

_OF_WHOLE = ("tested", "defective", "reason")


@deliveries.route("/licenses/<license_id>/deliveries", methods=["GET"])
@key(Scope.DEALS_READ)
@deliveries.arguments(PageQuery, location="query")
@deliveries.etag
@deliveries.response(200, LicenseDeliveryListSchema)
def get_deliveries(asked: Mapping[str, Any], license_id: str) -> Any:
    """List the deliveries of a license, the newest first, and what was agreed against what came"""
    with desk().db.reading(client().org_id) as views:
        stand = stand_of(views, license_id, now())
    return deliveries_said(deliveries, stand, **asked)


@deliveries.route("/deliveries/<delivery_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@deliveries.etag
@deliveries.response(200, LicenseDeliverySchema)
def get_delivery(delivery_id: str) -> Any:
    """Read what became of a delivery, line by line, and until when items may be rejected"""
    with desk().db.reading(client().org_id) as views:
        stand = stand_of_delivery(views, delivery_id, now())
    return delivery_said(deliveries, stand, stand.deliveries.batch(delivery_id))


@moves(
    deliveries,
    "/licenses/<license_id>/deliveries",
    DeliveryDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseDeliverySchema,
    status=201,
)
def post_delivery(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Record a delivery: how much of which line came, and when

    It may be one of items that replace rejected ones. If-Match holds it to a version of the license.
    """
    license = held_license(tx, license_id)
    on = said["delivered_on"] or day_at(now(), license.zone)
    beside = {"delivered_on": on, "by": client().key_id, "at": now()}
    made = commands.deliver(tx, license_id, **{**said, **beside})
    return _answer(tx, made)


@moves(
    deliveries,
    "/deliveries/<delivery_id>/accept",
    NothingDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseDeliverySchema,
)
def post_accept_delivery(_: Mapping[str, Any], delivery_id: str, *, tx: Tx) -> Any:
    """Accept all of a delivery that is not rejected

    If-Match holds it to a version of the license.
    """
    _check(tx, delivery_id)
    return _answer(tx, commands.accept(tx, delivery_id, by=client().key_id, at=now()))


@moves(
    deliveries,
    "/deliveries/<delivery_id>/reject",
    RejectDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseDeliverySchema,
)
def post_reject_delivery(said: Mapping[str, Any], delivery_id: str, *, tx: Tx) -> Any:
    """Reject items of a delivery with their defects, or the whole by the test of a sample

    The contract says what else the other side must get, such as a list that names each item.
    """
    if faults := [*_mixed(said)]:
        raise DeliveryRefused(faults)
    _check(tx, delivery_id)
    who: dict[str, Any] = {"by": client().key_id, "at": now()}
    if said["rejections"]:
        return _answer(tx, commands.reject(tx, delivery_id, said["rejections"], **who))
    test = SampleTest(tested=said["tested"], defective=said["defective"])
    return _answer(tx, commands.reject_whole(tx, delivery_id, test, said["reason"], **who))


@moves(
    deliveries,
    "/deliveries/<delivery_id>/use",
    UseDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=LicenseDeliverySchema,
)
def post_use_delivery(said: Mapping[str, Any], delivery_id: str, *, tx: Tx) -> Any:
    """Say that items were used other than to test them, by which they are finally accepted"""
    _check(tx, delivery_id)
    by = client().key_id
    return _answer(tx, commands.use(tx, delivery_id, **said, by=by, at=now()))


def _mixed(said: Mapping[str, Any]) -> Iterator[Fault]:
    """By items or by a test of the whole, not both."""
    given = [name for name in _OF_WHOLE if said[name] is not None]
    if said["rejections"]:
        for name in given:
            yield Fault(f"/{name}", "Leave this out where items are named: it is for the whole.")
    elif not given:
        yield Fault("/rejections", "Name what is rejected, or give the test of a sample.")
    else:
        for name in _OF_WHOLE:
            if name not in given:
                yield Fault(f"/{name}", "This is needed to reject the whole.")


def _check(tx: Tx, delivery_id: str) -> None:
    """The license is held, so that nobody moves it between this and what follows."""
    license_id = DeliveryRows(tx.connection, tx.org).license_of(delivery_id)
    held_license(tx, license_id)


def _answer(tx: Tx, batch: Batch) -> dict[str, Any]:
    return delivery_said(deliveries, stand_of_delivery(tx, batch.id, now()), batch)

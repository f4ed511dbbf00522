"""Deliveries as mappings that the answers' schemas write, with the moves that are open now."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask import url_for

from service.commands.delivery_stand import Stand
from service.domain.deliveries.acceptance import ends_on, to_replace
from service.domain.deliveries.batch import Batch, Lot
from service.domain.deliveries.open_moves import DeliveryMove
from service.domain.deliveries.schedule import Due, scheduled
from service.domain.people import Scope
from service.domain.statements.lines import lines_of
from service.storage.views import CursorWrong
from service.web.api.document import Resource
from service.web.api.links import action, links
from service.web.api.versions import tag_of
from service.web.auth import client


def delivery_said(resource: Resource, stand: Stand, batch: Batch) -> dict[str, Any]:
    """The answer about one of them, under its tag."""
    said = _said(stand, batch)
    resource.set_etag(tag_of(stand.license, said))
    return said


def deliveries_said(
    resource: Resource, stand: Stand, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of them, the newest first, and how everything stands."""
    newest = stand.deliveries.batches[::-1]
    begin = _place(newest, after)
    page, rest = newest[begin : begin + limit], newest[begin + limit :]
    said = {
        "lines": [asdict(each) for each in lines_of(stand.rules, stand.deliveries)],
        "schedule": [_due(stand, each) for each in scheduled(stand.rules, stand.deliveries)],
        "data": [_said(stand, batch) for batch in page],
        "pagination": {"next": page[-1].id if rest else None},
        "links": links(_list_of(stand.license.id), _deliver(stand)),
    }
    resource.set_etag(tag_of(stand.license, said))
    return said


def _place(newest: tuple[Batch, ...], after: str | None) -> int:
    """Behind that delivery; CursorWrong for none of these."""
    if after is None:
        return 0
    for n, batch in enumerate(newest, 1):
        if batch.id == after:
            return n
    raise CursorWrong


def _said(stand: Stand, batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "license_id": stand.license.id,
        "number": batch.number,
        "status": batch.status,
        "delivered_on": batch.delivered_on,
        "manifest_sha256": batch.manifest_sha256,
        "replaces": batch.replaces,
        "lots": [_lot(stand, batch, lot) for lot in batch.lots],
        "links": links(_address_of(batch.id), _actions(stand, batch)),
    }


def _lot(stand: Stand, batch: Batch, lot: Lot) -> dict[str, Any]:
    line = stand.rules.terms.materials.line(lot.line)
    names = ("line", "quantity", "last", "accepted", "rejected", "open", "settled")
    return {
        **{name: getattr(lot, name) for name in names},
        "unit": line.unit if line else None,
        "reject_by": ends_on(stand.rules, stand.deliveries, batch, lot.line),
        "to_replace": to_replace(stand.rules, stand.deliveries, batch, lot.line, stand.today),
    }


def _due(stand: Stand, row: Due) -> dict[str, Any]:
    found = stand.due.get(row.n)
    same = {name: getattr(row, name) for name in ("n", "quantity", "came", "came_on")}
    return {**same, "line": row.tranche.line, "due_on": found.on if found else None}


def _actions(stand: Stand, batch: Batch) -> Iterator[dict[str, str]]:
    """A replacement is a delivery that names this one."""
    if not client().may(Scope.CONTRACTS_WRITE):
        return
    for move in stand.moves(batch):
        if move is DeliveryMove.REPLACE:
            yield action(move, "POST", _list_of(stand.license.id))
        else:
            url = url_for(f"deliveries.post_{move}_delivery", delivery_id=batch.id)
            yield action(move, "POST", url)


def _deliver(stand: Stand) -> Iterator[dict[str, str]]:
    if stand.takes_more and client().may(Scope.CONTRACTS_WRITE):
        yield action("deliver", "POST", _list_of(stand.license.id))


def _address_of(delivery_id: str) -> str:
    return url_for("deliveries.get_delivery", delivery_id=delivery_id)


def _list_of(license_id: str) -> str:
    return url_for("deliveries.get_deliveries", license_id=license_id)

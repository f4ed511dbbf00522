"""Events: what happened, in order."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from schemas.event_answer import EventListSchema, HappenedListSchema
from schemas.query import PageQuery
from service.domain.people import Scope
from service.storage.happenings import HappenedRow, happenings
from service.storage.views import EventRow
from service.web.api.document import PREFIX, Resource
from service.web.at_hand import desk
from service.web.auth import client, key

events = Resource("events", __name__, url_prefix=PREFIX, description="Events")


@events.route("/events", methods=["GET"])
@key(Scope.DEALS_READ)
@events.arguments(PageQuery, location="query")
@events.response(200, HappenedListSchema)
def get_events(asked: Mapping[str, Any]) -> Any:
    """Follow everything that happens to deals and licenses, the oldest first

    The cursor at the end stays good: keep it, and give it as `after` to hear what came since.
    """
    with desk().db.reading(client().org_id) as views:
        page = happenings(views.connection, views.org, **asked)
    return {"data": [*map(_happened, page.rows)], "pagination": {"next": page.next}}


@events.route("/deals/<deal_id>/events", methods=["GET"])
@key(Scope.DEALS_READ)
@events.response(200, EventListSchema)
def get_deal_events(deal_id: str) -> Any:
    """Read the history of a deal, whole"""
    with desk().db.reading(client().org_id) as views:
        rows = views.history(deal_id)
    return {"data": [*map(_event, rows)], "pagination": {"next": None}}


def _happened(row: HappenedRow) -> dict[str, Any]:
    return {**asdict(row), "actor": {"id": row.actor, "name": row.actor_name}}


def _event(row: EventRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "type": row.type,
        "deal_id": row.deal_id,
        "seq": row.seq,
        "at": row.at,
        "actor": {"id": row.actor, "name": row.actor_name},
        "data": row.data,
    }

"""Licenses: listed, read, their key dates and their history."""

from collections.abc import Mapping
from typing import Any

from schemas.event_answer import LicenseEventListSchema
from schemas.licenses import LicenseDateListSchema, LicenseListSchema, LicenseSchema
from schemas.query import LicenseQuery
from service.domain.people import Scope
from service.web.api.document import PREFIX, Resource
from service.web.api.license_answer import (
    date_said,
    event_said,
    license_said,
    lists,
    row_said,
    today,
)
from service.web.at_hand import desk
from service.web.auth import client, key

licenses = Resource(
    "licenses", __name__, url_prefix=f"{PREFIX}/licenses", description="Licenses in force"
)


@licenses.route("", methods=["GET"])
@key(Scope.DEALS_READ)
@licenses.arguments(LicenseQuery, location="query")
@licenses.response(200, LicenseListSchema)
def get_licenses(asked: Mapping[str, Any]) -> Any:
    """List licenses, the newest first"""
    with desk().db.reading(client().org_id) as views:
        page = lists(views).page(**asked, today=today())
    return {"data": [*map(row_said, page.rows)], "pagination": {"next": page.next}}


@licenses.route("/<license_id>", methods=["GET"])
@key(Scope.DEALS_READ)
@licenses.etag
@licenses.response(200, LicenseSchema)
def get_license(license_id: str) -> Any:
    """Read how a license stands: its periods and notices, its end, and what silence will do"""
    with desk().db.reading(client().org_id) as views:
        return license_said(licenses, views, license_id)


@licenses.route("/<license_id>/key-dates", methods=["GET"])
@key(Scope.DEALS_READ)
@licenses.response(200, LicenseDateListSchema)
def get_license_dates(license_id: str) -> Any:
    """List the key dates of a license, the earliest first, those that are settled too"""
    with desk().db.reading(client().org_id) as views:
        lists(views).row(license_id, today())
        rows = lists(views).dates(license_id)
        return {"data": [*map(date_said, rows)], "pagination": {"next": None}}


@licenses.route("/<license_id>/events", methods=["GET"])
@key(Scope.DEALS_READ)
@licenses.response(200, LicenseEventListSchema)
def get_license_events(license_id: str) -> Any:
    """Read the history of a license, whole"""
    with desk().db.reading(client().org_id) as views:
        rows = lists(views).history(license_id)
    return {"data": [*map(event_said, rows)], "pagination": {"next": None}}

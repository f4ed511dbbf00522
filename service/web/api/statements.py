"""What a license comes to: reports of use and revenue, and statements of what is payable."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from schemas.statements import (
    ReportListSchema,
    ReportsDocument,
    StatementQuery,
    StatementSchema,
)
from service.commands import deliveries as commands
from service.domain.errors import DeliveryRefused, Fault
from service.domain.licenses.license import License, is_open
from service.domain.people import Scope
from service.domain.period.zones import day_at
from service.domain.statements.account import Reported
from service.domain.statements.reports import UseReported, reportable
from service.domain.statements.spans import Span, span_of, usual_span
from service.domain.statements.statement import Statement
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.storage.licenses import LicenseReader
from service.storage.views import Views
from service.web.api.document import PREFIX, Resource
from service.web.api.links import action, links
from service.web.api.moving import moves
from service.web.api.versions import held_license, tag_of
from service.web.at_hand import desk, now
from service.web.auth import client, key

_PRICED = ("id", "pointer", "what", "basis", "rate", "price", "pct")
"""What a statement says of a charge as the quote has it."""

statements = Resource(
    "statements", __name__, url_prefix=f"{PREFIX}/licenses", description="Statements"
)


@statements.route("/<license_id>/reports", methods=["GET"])
@key(Scope.DEALS_READ)
@statements.etag
@statements.response(200, ReportListSchema)
def get_reports(license_id: str) -> Any:
    """List what was reported of use and revenue, as corrected, the earliest first"""
    with desk().db.reading(client().org_id) as views:
        return _reports(views, _license(views, license_id))


@moves(
    statements,
    "/<license_id>/reports",
    ReportsDocument,
    scope=Scope.CONTRACTS_WRITE,
    answers=ReportListSchema,
    status=201,
)
def post_report(said: Mapping[str, Any], license_id: str, *, tx: Tx) -> Any:
    """Report use and revenue, one entry for each charge and the time that ends on a day

    A later entry for the same charge and day takes the place of the earlier one. Once every charge
    is reported to the last day of a time of which a report is due, that key date is done.
    """
    held_license(tx, license_id)
    commands.report(tx, license_id, **said, by=client().key_id, at=now())
    return _reports(tx, _license(tx, license_id))


@statements.route("/<license_id>/statement", methods=["GET"])
@key(Scope.DEALS_READ)
@statements.arguments(StatementQuery, location="query")
@statements.etag
@statements.response(200, StatementSchema)
def get_statement(asked: Mapping[str, Any], license_id: str) -> Any:
    """Read what was delivered and accepted from one day to another, and what became payable

    Statements of parts add up to the statement of the whole. The days lie in one period.
    """
    with desk().db.reading(client().org_id) as views:
        license = _license(views, license_id)
        span = _span(license, asked["from_"], asked["to"])
        found = commands.statement_of(views, license, span.n, span.first, span.last, at=now())
    said = _said(license, span, found)
    statements.set_etag(tag_of(license, said))
    return said


def _span(license: License, first: date | None, last: date | None) -> Span:
    """The last that is over where nothing is asked for."""
    if first is None and last is None:
        return usual_span(license, day_at(now(), license.zone))
    if first is None or last is None:
        name = "from" if first is None else "to"
        raise DeliveryRefused([Fault(f"/{name}", "Give both days, or neither.")])
    return span_of(license, first, last)


def _said(license: License, span: Span, found: Statement) -> dict[str, Any]:
    days: dict[str, Any] = {"from": span.first.isoformat(), "to": span.last.isoformat()}
    return {
        "license_id": license.id,
        "period": span.n,
        "from_": span.first,
        "to": span.last,
        "provisional": found.provisional,
        "units": found.units,
        "charges": [
            {
                "price_from_on": each.first,
                "price_until_on": each.last,
                "amount": each.amount,
                **_fields(each.quoted, *_PRICED),
            }
            for each in found.charges
        ],
        "payable": found.payable,
        "links": links(url_for("statements.get_statement", license_id=license.id, **days)),
    }


def _fields(value: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _reports(views: Views, license: License) -> dict[str, Any]:
    kept: Sequence[Reported] = DeliveryRows(views.connection, views.org).reports(license.id)
    here = url_for("statements.get_reports", license_id=license.id)
    said = {
        "data": kept,
        "pagination": {"next": None},
        "links": links(here, _actions(license)),
    }
    statements.set_etag(tag_of(license, said))
    return said


def _actions(license: License) -> Iterator[dict[str, str]]:
    open_ = reportable(license.terms) and is_open(license, UseReported)
    if open_ and client().may(Scope.CONTRACTS_WRITE):
        url = url_for("statements.post_report", license_id=license.id)
        yield action("report", "POST", url)


def _license(views: Views, license_id: str) -> License:
    return LicenseReader(views.connection, views.org).license(license_id)

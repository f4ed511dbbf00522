"""The statement of a license: what came in some days, what it comes to, and reports of use and revenue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from schemas.statements import StatementQuery
from service.commands import deliveries as commands
from service.commands.delivery_stand import Stand, stand_of
from service.domain.errors import (
    CounterpartError,
    DeliveryRefused,
    LicenseMoveNotAllowed,
    NotFound,
    StaleLicense,
    TermsRefused,
)
from service.domain.licenses.license import License, is_open
from service.domain.people import Act
from service.domain.statements.account import Reported
from service.domain.statements.reports import UseReported, reportable
from service.domain.statements.spans import Span, span_of, spans, usual_span
from service.domain.statements.statement import Statement
from service.drafting.words import units
from service.storage.deliveries import DeliveryRows
from service.storage.views import Views
from service.web import statement_words as words
from service.web.at_hand import desk, now
from service.web.auth import people, person
from service.web.errors import rule_said_no
from service.web.exports import Table
from service.web.files import ENDINGS, table_file
from service.web.forms import by_field
from service.web.pages import delivery_forms as forms
from service.web.pages.license_framed import framed, license_read
from service.web.statement_tables import charges_table, payable_table, units_table

pages = Blueprint("license_statement", __name__)

_SAID: Final = (LicenseMoveNotAllowed, StaleLicense)
_QUICK: Final = 8
"""So many of the last spans are one click away; other days are typed."""

_TABLES: Final[Mapping[str, Callable[[Statement], Table]]] = {
    "payable": payable_table,
    "charges": charges_table,
    "units": units_table,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement with what it was worked out from."""

    stand: Stand
    span: Span
    found: Statement
    reports: Sequence[Reported]


@pages.get("/licenses/<license_id>/statement")
@people(Act.READ)
def get_statement(license_id: str) -> ResponseReturnValue:
    return _page(license_id)


@pages.get(f"/licenses/<license_id>/statement/<table>.<{ENDINGS}:ending>")
@people(Act.READ)
def get_table(license_id: str, table: str, ending: str) -> Response:
    """NotFound for a table that is none."""
    if table not in _TABLES:
        raise NotFound
    with desk().db.reading(person().org_id) as reading:
        read = _read(reading, license_id, *_asked())
    return table_file(_TABLES[table](read.found), table, ending, read.span.first, read.span.last)


@pages.post("/licenses/<license_id>/reports")
@people(Act.DRAFT)
def post_report(license_id: str) -> ResponseReturnValue:
    with desk().db.transaction(person().org_id) as tx:
        charges = reportable(license_read(tx, license_id).terms)
        said = forms.reported([*charges], {id: line.currency for id, line in charges.items()})
        done = commands.report(tx, license_id, said, by=person().user_id, at=now())
        day = said[0].on
        span = _around(license_read(tx, license_id), day)
    also = " The duty to report for this time is done with it." if done else ""
    flash(f"The report is recorded, and the statement counts it.{also}")
    days: dict[str, Any] = {"from": span.first.isoformat(), "to": span.last.isoformat()}
    return redirect(
        url_for("license_statement.get_statement", license_id=license_id, **days) + "#reports", 303
    )


def _around(license: License, day: date) -> Span:
    """The span in which a day lies."""
    found = (each for each in spans(license, day) if each.first <= day <= each.last)
    return next(found, Span(n=0, first=day, last=day))


def _page(license_id: str, **more: Any) -> str:
    """`more` is what went wrong: with the days (`wrong`), the usual ones stand there instead."""
    days = (None, None) if more.get("wrong") or request.method == "POST" else _asked()
    with desk().db.reading(person().org_id) as reading:
        read = _read(reading, license_id, *days)
    license = read.stand.license
    known = [*spans(license, read.stand.today)]
    return render_template(
        "license/statement.html",
        **{**framed(license), "wrong": {}, **more},
        span=read.span,
        quick=known[::-1][:_QUICK],
        found=read.found,
        sums=words.sums(read.found),
        price_days=words.price_days,
        sources=words.sources(read.stand, read.reports, read.span),
        units_of={each.line: units(each.unit, Decimal(2)) for each in read.found.units},
        reports=[each for each in read.reports if read.span.first <= each.on <= read.span.last],
        charges=reportable(license.terms),
        may_report=person().may(Act.DRAFT) and is_open(license, UseReported),
        span_name=words.span_name,
        typed=request.form,
        asked=request.args,
    )


def _read(views: Views, license_id: str, first: date | None, last: date | None) -> _Read:
    """DeliveryRefused for days that a statement cannot be made of."""
    stand = stand_of(views, license_id, now())
    license = stand.license
    if first is None or last is None:
        span = usual_span(license, stand.today)
    else:
        span = span_of(license, first, last)
    found = commands.statement_of(views, license, span.n, span.first, span.last, at=now())
    return _Read(stand, span, found, DeliveryRows(views.connection, views.org).reports(license_id))


def _asked() -> tuple[date | None, date | None]:
    """Both days, or neither; blank ones ask for nothing."""
    given = {
        name: value for name in ("from", "to") if (value := request.args.get(name, "").strip())
    }
    said = StatementQuery()
    if faults := said.validate(given):
        raise DeliveryRefused(words.day_faults(faults))
    read: dict[str, Any] = said.load(given)
    if len(given) == 1:
        raise DeliveryRefused(words.one_day(*given))
    return read["from_"], read["to"]


@pages.errorhandler(TermsRefused)
def _refused(refused: TermsRefused) -> ResponseReturnValue:
    """Days of which no statement is made, or a report; of wrong days there is no table."""
    given = request.view_args or {}
    license_id = str(given["license_id"])
    if "table" in given:
        return rule_said_no(NotFound())
    if request.method != "POST":
        return _page(license_id, wrong=by_field(refused)), 422
    with desk().db.reading(person().org_id) as reading:
        ids = [*reportable(license_read(reading, license_id).terms)]
    faults = {**by_field(refused), **forms.by_row(refused, ids)}
    return _page(license_id, faults=faults), 422


def _said_no(error: CounterpartError) -> ResponseReturnValue:
    return _page(str((request.view_args or {})["license_id"]), no=str(error)), 409


for _error in _SAID:
    pages.register_error_handler(_error, _said_no)

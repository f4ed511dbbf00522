"""Deliveries of a license: made, accepted, rejected, replaced; and reports of use and revenue."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from service.commands.making_licenses import days_of
from service.domain.deliveries import moves
from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Batch, Deliveries
from service.domain.deliveries.events import (
    DeliveryEvent,
    ItemsSettled,
    Quantity,
    Rejection,
    SampleTest,
)
from service.domain.deliveries.schedule import scheduled
from service.domain.licenses.arriving import arrived, reported
from service.domain.licenses.events import KeyDateSettled
from service.domain.licenses.license import License, is_open
from service.domain.people import SYSTEM
from service.domain.period.entries import KeyDateKind
from service.domain.period.key_dates import key_dates
from service.domain.period.zones import day_at, moment_end_of
from service.domain.statements import reports as use_reports
from service.domain.statements.account import Reported
from service.domain.statements.of_license import account_of
from service.domain.statements.statement import Statement, statement
from service.domain.terms import Terms
from service.drafting.library import family
from service.drafting.selection import position_of
from service.storage.deals import Tx
from service.storage.deliveries import DeliveryRows
from service.storage.ids import new_id
from service.storage.licenses import LicenseReader, Licenses
from service.storage.views import Views

_CLAUSE = "C05"
"""The clause on acceptance."""

Rule = Callable[[Rules, Deliveries, date], tuple[DeliveryEvent, ...]]
"""What follows from the deliveries so far, on the day that it is where the contract counts."""


def rules_of(license: License) -> Rules:
    """The terms and the wording that the deal chose for acceptance."""
    if license.facts:
        return Rules(license.terms, known=False, since=license.known_since)
    form = license.terms.form
    wording = position_of(_CLAUSE, license.terms, family(form.family, form.version))
    return Rules(license.terms, wording, since=license.known_since)


def deliver(
    tx: Tx,
    license_id: str,
    quantities: Sequence[Quantity],
    *,
    delivered_on: date,
    manifest_sha256: str | None = None,
    replaces: str | None = None,
    by: str,
    at: datetime,
) -> Batch:
    """`replaces` is the id of a delivery whose rejected items these make good."""
    delivery_id = new_id("del")
    after = _moved(
        tx,
        license_id,
        lambda rules, so_far, today: moves.deliver(
            rules,
            so_far,
            delivery_id,
            quantities,
            delivered_on=delivered_on,
            today=today,
            manifest_sha256=manifest_sha256,
            replaces=replaces,
            by=by,
            at=at,
        ),
        by,
        at,
    )
    return after.batch(delivery_id)


def accept(tx: Tx, delivery_id: str, *, by: str, at: datetime) -> Batch:
    """All that is open in it; NotFound for another organization's."""
    return _of_delivery(
        tx,
        delivery_id,
        lambda _, so_far, today: moves.accept(so_far, delivery_id, on=today, by=by, at=at),
        by,
        at,
    )


def use(
    tx: Tx, delivery_id: str, quantities: Sequence[Quantity], *, by: str, at: datetime
) -> Batch:
    return _of_delivery(
        tx,
        delivery_id,
        lambda rules, so_far, today: moves.use(
            rules, so_far, delivery_id, quantities, on=today, by=by, at=at
        ),
        by,
        at,
    )


def reject(
    tx: Tx, delivery_id: str, rejections: Sequence[Rejection], *, by: str, at: datetime
) -> Batch:
    return _of_delivery(
        tx,
        delivery_id,
        lambda rules, so_far, today: moves.reject(
            rules, so_far, delivery_id, rejections, on=today, by=by, at=at
        ),
        by,
        at,
    )


def reject_whole(
    tx: Tx, delivery_id: str, test: SampleTest, reason: str, *, by: str, at: datetime
) -> Batch:
    return _of_delivery(
        tx,
        delivery_id,
        lambda rules, so_far, today: moves.reject_whole(
            rules, so_far, delivery_id, test, reason, on=today, by=by, at=at
        ),
        by,
        at,
    )


def accept_lapsed(tx: Tx, license_id: str, *, at: datetime) -> bool:
    """Whether silence had accepted something that was not written yet.

    Once a license is closed nothing happens to its deliveries any more, and nobody asks again.
    """
    license, rows = Licenses(tx).held(license_id), DeliveryRows(tx.connection, tx.org)
    before = rows.of_license(license_id)
    if is_open(license, ItemsSettled):
        return _moved(tx, license_id, lambda _rules, _so_far, _today: (), SYSTEM, at) != before
    rows.save(license_id, before, {}, at)
    return False


def report(
    tx: Tx, license_id: str, reports: Sequence[Reported], *, by: str, at: datetime
) -> tuple[KeyDateSettled, ...]:
    """Use and revenue of the time that ends on each entry's day; the duties that are done by it."""
    licenses, rows = Licenses(tx), DeliveryRows(tx.connection, tx.org)
    license = licenses.held(license_id)
    today, days = day_at(at, license.zone), days_of(license.terms)
    events = use_reports.report(license.terms, reports, today=today, by=by, at=at)
    rows.keep_reports(license_id, reports, at)
    dates, kept = licenses.dates(license, at, days), rows.reports(license_id)
    done = reported(license, dates, kept, reports, by=by, at=at)
    licenses.record(license, (*events, *done), days)
    return done


def deliveries_of(views: Views, license: License, at: datetime) -> Deliveries:
    """As they stand, with what silence has accepted by now."""
    so_far = DeliveryRows(views.connection, views.org).of_license(license.id)
    return so_far.after(_silence(rules_of(license), so_far, license, at))


def statement_of(
    views: Views, license: License, n: int, first: date, last: date, *, at: datetime
) -> Statement:
    """Of days of period `n`; NotFound for a period that has not begun.

    Without charges where nobody entered the prices: what is payable is then not known.
    """
    kept = DeliveryRows(views.connection, views.org).reports(license.id)
    so_far = deliveries_of(views, license, at)
    reader = LicenseReader(views.connection, views.org)
    terms, earlier = reader.terms_of(license, n), reader.terms_before(license, n)
    rules = replace(rules_of(license), terms=terms)
    due_on = _due_on(license, terms)
    account = account_of(license, n, rules, so_far, kept, due_on, earlier)
    found = statement(account, first, last)
    return replace(found, charges=(), payable=()) if license.facts else found


def _due_on(license: License, terms: Terms) -> dict[int, date]:
    """By the row of the delivery schedule, its day where that is known."""
    dates = key_dates(terms, license.starts_on, days_of(terms))
    return {each.n: each.on for each in dates if each.kind is KeyDateKind.DELIVERY_DUE}


def _of_delivery(tx: Tx, delivery_id: str, rule: Rule, by: str, at: datetime) -> Batch:
    license_id = DeliveryRows(tx.connection, tx.org).license_of(delivery_id)
    return _moved(tx, license_id, rule, by, at).batch(delivery_id)


def _moved(tx: Tx, license_id: str, rule: Rule, by: str, at: datetime) -> Deliveries:
    """What silence accepted comes first, whether or not the worker has been here since."""
    licenses, rows = Licenses(tx), DeliveryRows(tx.connection, tx.org)
    license = licenses.held(license_id)
    rules, before = rules_of(license), rows.of_license(license_id)
    silent = _silence(rules, before, license, at)
    so_far = before.after(silent)
    moved = (*silent, *rule(rules, so_far, day_at(at, license.zone)))
    after, days = before.after(moved), days_of(license.terms)
    dates = arrived(licenses.dates(license, at, days), scheduled(rules, after), by=by, at=at)
    licenses.record(license, (*moves.with_tests(rules, before, moved), *dates), days)
    lasts = moves.lapses(rules, after)
    lapses = {id: moment_end_of(last, license.zone) for id, last in lasts.items()}
    rows.save(license_id, after, lapses, at)
    return after


def _silence(
    rules: Rules, so_far: Deliveries, license: License, at: datetime
) -> tuple[DeliveryEvent, ...]:
    return moves.lapsed(rules, so_far, today=day_at(at, license.zone), by=SYSTEM, at=at)

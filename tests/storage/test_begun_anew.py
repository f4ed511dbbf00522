"""Duties after an amendment: what became another duty waits again, what was due before stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from service.commands import deliveries
from service.commands.licenses import moved
from service.commands.making_licenses import days_of
from service.commands.raising import raise_dates
from service.domain.deal import RelationKind
from service.domain.deliveries.events import Quantity
from service.domain.licenses import key_dates
from service.domain.licenses.key_dates import DateState, DueDate
from service.domain.licenses.parts import SettledHow
from service.domain.period.zones import day_at
from service.domain.terms import Terms
from service.domain.terms.compliance import Reports
from service.storage.database import Database
from tests.licensed import Kept
from tests.storage.test_restated_licenses import amendment, made, signed

FEBRUARY, JUNE = datetime(2027, 2, 15, 12, tzinfo=UTC), datetime(2027, 6, 15, 12, tzinfo=UTC)


def _dates(kept: Kept, kind: str, at: datetime = JUNE) -> dict[int, DueDate]:
    license = kept.license()
    found = key_dates.dates_of(license, day_at(at, license.zone), days_of(license.terms))
    return {each.n: each for each in found if each.kind == kind}


def _is_done(kept: Kept, found: DueDate, at: datetime) -> None:
    said: dict[str, Any] = {"by": "usr_ada", "at": at}
    done = SettledHow.DONE
    kept.do(
        lambda tx: moved(
            tx,
            kept.license_id,
            lambda license: key_dates.settle(license, found, done, "By hand", **said),
        )
    )


def _raised(kept: Kept, at: datetime) -> None:
    kept.do(lambda tx: raise_dates(tx, kept.license_id, at=at))


def _amended(db: Database, kept: Kept, change: Callable[[Terms], Terms], at: datetime) -> None:
    terms = change(amendment(kept.license()))
    signed(db, kept, terms, RelationKind.AMENDMENT, at)
    kept.assert_sound()


def _scheduled(terms: Terms, n: int, **changes: Any) -> Terms:
    rows = [*terms.delivery.schedule]
    rows[n - 1] = replace(rows[n - 1], **changes)
    return replace(terms, delivery=replace(terms.delivery, schedule=tuple(rows)))


def test_a_delivery_that_is_late_is_late_no_more_when_an_amendment_gives_it_time(
    db: Database,
) -> None:
    kept = made(db)
    _raised(kept, JUNE)
    assert _dates(kept, "delivery_due")[2].state is DateState.MISSED
    later = date(2027, 7, 31)
    _amended(db, kept, lambda terms: _scheduled(terms, 2, due_date=later), JUNE)
    found = _dates(kept, "delivery_due")
    assert [found[n].state for n in (1, 2)] == [DateState.MISSED, DateState.OPEN]
    _raised(kept, datetime(2027, 8, 2, 12, tzinfo=UTC))
    assert kept.types().count("KeyDateMissed") > len(found)
    assert _dates(kept, "delivery_due")[2].state is DateState.MISSED


def test_a_delivery_that_was_done_stays_so_on_another_day_and_waits_for_more(
    db: Database,
) -> None:
    kept = made(db)
    for n in (2, 3):
        _is_done(kept, _dates(kept, "delivery_due", FEBRUARY)[n], FEBRUARY)
    later, most = date(2027, 3, 5), Decimal(300_000)

    def change(terms: Terms) -> Terms:
        return _scheduled(_scheduled(terms, 2, due_date=later), 3, quantity=most)

    _amended(db, kept, change, FEBRUARY)
    found = _dates(kept, "delivery_due", FEBRUARY)
    assert [found[n].state for n in (2, 3)] == [DateState.DONE, DateState.OPEN]


def test_a_delivery_is_done_by_an_amendment_that_asks_for_no_more_than_came(db: Database) -> None:
    kept = made(db)
    half = [Quantity(line="photos", quantity=Decimal(500_000))]
    said: dict[str, Any] = {"delivered_on": date(2027, 1, 31), "manifest_sha256": "d" * 64}
    kept.do(
        lambda tx: deliveries.deliver(tx, kept.license_id, half, by="usr_ada", at=FEBRUARY, **said)
    )
    assert _dates(kept, "delivery_due", FEBRUARY)[1].open
    _amended(db, kept, lambda terms: _scheduled(terms, 1, quantity=Decimal(500_000)), FEBRUARY)
    settled = _dates(kept, "delivery_due", FEBRUARY)[1].settled
    assert settled
    assert (settled.note, settled.by) == ("Delivery 1", "system")


def test_reports_ahead_are_due_again_when_they_are_due_for_other_times(db: Database) -> None:
    """By hand, ahead of its time, four quarters were done; each is half a year then."""
    kept = made(db)
    for n in range(1, 5):
        _is_done(kept, _dates(kept, "report_due", JUNE)[n], JUNE)

    def half_yearly(terms: Terms) -> Terms:
        return replace(terms, compliance=replace(terms.compliance, reports=Reports.SEMIANNUAL))

    _amended(db, kept, half_yearly, JUNE)
    found = _dates(kept, "report_due", JUNE)
    assert [found[n].on for n in (1, 2)] == [date(2027, 7, 31), date(2028, 1, 31)]
    assert {found[n].state for n in (1, 2, 3, 4)} == {DateState.OPEN}


def test_what_was_due_before_an_amendment_stays_as_it_was_settled(db: Database) -> None:
    kept = made(db)
    _is_done(kept, _dates(kept, "delivery_due")[2], JUNE)
    _is_done(kept, _dates(kept, "report_due")[1], JUNE)
    before = kept.license().settled
    _amended(db, kept, lambda terms: _scheduled(terms, 2, quantity=Decimal(700_000)), JUNE)
    assert kept.license().settled == before

"""What is kept of how many licenses and key dates there are is what a count of them would find."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from service.commands import key_dates as dates
from service.commands import license_notices, licenses
from service.commands.making_licenses import days_of
from service.domain.deal import OurSide
from service.domain.licenses.due import due
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import NoticeKind
from service.domain.money import Money
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.storage.counts import HALF
from service.storage.database import Database
from service.storage.license_counts import licenses_by_status, worth_by_month
from service.storage.license_dates import LicenseDates
from service.storage.license_tables import date_counts, key_dates, license_counts
from service.storage.license_tables import licenses as rows
from service.storage.migrate import go_back, migrate
from tests.builders import a_charge, some_terms
from tests.licensed import BEFORE, Kept, imported

ADA = "usr_ada"
AUTUMN = datetime(2028, 11, 20, 17, tzinfo=UTC)
SPRING = datetime(2029, 3, 20, 17, tzinfo=UTC)

_OF_DATE = ("org_id", "on", "kind", "whose", "state", "duty")


def _kept(db: Database) -> tuple[dict[Any, int], dict[Any, tuple[int, int]]]:
    with db.reading_work() as connection:
        days = connection.execute(select(date_counts).where(date_counts.c.dates != 0))
        worth = connection.execute(select(license_counts).where(license_counts.c.licenses != 0))
        return (
            {tuple(row._mapping[name] for name in _OF_DATE): row.dates for row in days},
            {
                (row.org_id, row.status, row.currency, row.edge, row.month): (
                    row.licenses,
                    row.high * HALF + row.low,
                )
                for row in worth
            },
        )


def _counted(db: Database) -> tuple[dict[Any, int], dict[Any, tuple[int, int]]]:
    place = [key_dates.c[name] for name in _OF_DATE]
    with db.reading_work() as connection:
        days = {
            tuple(row)[:-1]: row.n
            for row in connection.execute(select(*place, func.count().label("n")).group_by(*place))
        }
        numbers, sums = Counter[Any](), Counter[Any]()
        for row in connection.execute(select(rows)):
            for edge, day in (("starts", row.starts_on), ("ends", row.ends_on or row.last_day)):
                key = (row.org_id, row.status, row.currency, edge, day.replace(day=1))
                numbers[key] += 1
                sums[key] += row.committed_minor
    return days, {key: (n, sums[key]) for key, n in numbers.items()}


def _happens(kept: Kept, at: datetime) -> None:
    """What is due by then, as a worker records it."""
    kept.do(
        lambda tx: licenses.moved(
            tx, kept.license_id, lambda license: due(license, at, days_of(license.terms))
        )
    )


def _lived(db: Database, org: str, other: str) -> Kept:
    """One settled, missed, renewed and given notice of; others beside it."""
    kept, ending = imported(db, org), imported(db, org, our_side=OurSide.LICENSEE)
    imported(db, other, our_side=OurSide.INTERMEDIARY, starts_on=date(2027, 2, 10))
    with db.reading(org) as views:
        days = LicenseDates(views.connection, org).of_license(kept.license_id)
    duty, waived = [each for each in days if each.waits][:2]
    given = Given(kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=AUTUMN.date())
    kept.do(lambda tx: dates.mark_done(tx, duty.id, "", file_sha256=None, by=ADA, at=BEFORE))
    kept.do(lambda tx: dates.waive(tx, waived.id, "Not needed.", by=ADA, at=BEFORE))
    kept.do(lambda tx: dates.reopen(tx, waived.id, "It is.", by=ADA, at=BEFORE))
    for each in (kept, ending):
        _happens(each, AUTUMN)
    ending.do(
        lambda tx: license_notices.give_notice(
            tx, ending.license_id, given, side=Side.LICENSEE, by=ADA, at=AUTUMN
        )
    )
    for each in (kept, ending):
        _happens(each, SPRING)
    return kept


def test_after_whatever_happened_the_counts_are_those_of_the_rows(
    db: Database, ada: str, cy: str
) -> None:
    kept = _lived(db, ada, cy)
    days, worth = _kept(db)
    assert (days, worth) == _counted(db)
    assert {key[4] for key in days} == {"open", "done", "missed"}
    assert {key[3] for key in days if key[0] == ada} == {"us", "them", "both"}
    assert {key[3] for key in days if key[0] == cy} == {"them", "both"}
    assert kept.license().renewed == 1
    with db.reading(ada) as views:
        counted = licenses_by_status(views.connection, ada)
        asked = select(rows.c.status, func.count()).where(rows.c.org_id == ada)
        found = views.connection.execute(asked.group_by(rows.c.status))
        assert counted == {row.status: row[1] for row in found}
    go_back(db.engine, "0014")
    migrate(db.engine)
    assert _kept(db) == (days, worth) == _counted(db)


def test_value_by_month_is_what_runs_and_what_ends_in_each(db: Database, ada: str, cy: str) -> None:
    """January 2027 to January 2029, at 1,560,000.00 each; one starts a month later and in euro."""
    imported(db, ada)
    imported(db, ada, starts_on=date(2027, 3, 1))
    pricing = replace(some_terms().pricing, currency="EUR", guarantee=None, charges=(a_charge(),))
    euro = replace(some_terms(), pricing=pricing)
    imported(db, ada, euro, starts_on=date(2027, 3, 1))
    imported(db, cy)
    with db.reading(ada) as views:
        usd, eur = worth_by_month(views.connection, ada, date(2027, 1, 1), 27)
        assert worth_by_month(views.connection, "org_none", date(2027, 1, 1), 12) == []
    assert [(each.currency, each.licenses) for each in (usd, eur)] == [("USD", 2), ("EUR", 1)]
    one, none = Money(156_000_000, "USD"), Money(0, "USD")
    assert [each.committed for each in usd.months] == [one, one, *[one + one] * 23, one, none]
    ends = {each.month: (each.ending, each.ends) for each in usd.months if each.ends}
    assert ends == {date(2029, 1, 1): (one, 1), date(2029, 2, 1): (one, 1)}
    assert {each.committed.currency for each in eur.months} == {"EUR"}


def test_what_a_failed_transaction_counted_is_gone(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    before = _kept(db)
    try:
        with db.transaction(ada) as tx:
            licenses.moved(
                tx, kept.license_id, lambda license: due(license, SPRING, days_of(license.terms))
            )
            raise RuntimeError
    except RuntimeError:
        assert _kept(db) == before == _counted(db)

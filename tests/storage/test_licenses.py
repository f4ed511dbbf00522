"""Licenses are kept whole: rows as the history tells them, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from schemas.terms import written
from service.commands import key_dates as dates
from service.commands import license_notices, licenses, recording
from service.commands.making_licenses import days_of
from service.domain import signing_events as s
from service.domain.errors import (
    DutiesRemain,
    LicenseRefused,
    NoCureHistory,
    NotFound,
    StaleLicense,
)
from service.domain.licenses.causes import lift
from service.domain.licenses.due import due
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import Ground, NoticeKind, Scope, Status
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Renewal, RenewalMode, RenewalPrice, RenewalPriceMode, Starts
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.license_tables import key_dates, license_events
from service.storage.license_tables import licenses as rows
from service.storage.licenses import Beside, LicenseReader, Licenses
from service.storage.tables import deal_events
from tests.builders import some_terms
from tests.executing import a_desktop
from tests.licensed import BEFORE, FILE, START, Kept, executed, imported, with_period

ADA = "usr_ada"
AUTUMN = datetime(2028, 11, 29, 17, tzinfo=UTC)
EMAIL = NoticeMethod.EMAIL


def keys(kept: Kept) -> dict[str, Any]:
    with kept.db.reading_work() as connection:
        found = connection.execute(
            select(key_dates).where(key_dates.c.license_id == kept.license_id)
        )
        return {row.key: row for row in found}


def next_at(kept: Kept) -> datetime | None:
    with kept.db.reading_work() as connection:
        return connection.scalar(select(rows.c.next_at).where(rows.c.id == kept.license_id))


def non_renewal(on: date) -> Given:
    return Given(kind=NoticeKind.NON_RENEWAL, method=EMAIL, sent_on=on)


def gives(kept: Kept, given: Given, at: datetime, side: Side = Side.LICENSOR) -> License:
    found: License = kept.do(
        lambda tx: license_notices.give_notice(tx, kept.license_id, given, side=side, by=ADA, at=at)
    )
    return found


def happens(kept: Kept, at: datetime) -> License:
    """What is due by then, as a worker records it."""
    found: License = kept.do(
        lambda tx: licenses.moved(
            tx, kept.license_id, lambda license: due(license, at, days_of(license.terms))
        )
    )
    return found


def test_the_last_signature_makes_the_license_in_its_own_commit(db: Database) -> None:
    kept, desktop = executed(db)
    license = kept.license()
    kept.assert_sound()
    assert (license.status, license.starts_on) == (Status.SCHEDULED, START)
    assert license.document_sha256 == desktop.pdf
    assert desktop.execution().formed_at == BEFORE
    assert {row.on for key, row in keys(kept).items() if "received" in key} >= {date(2028, 12, 1)}
    assert next_at(kept) is not None


def test_nothing_is_made_before_the_last_signature_and_nothing_if_that_fails(
    db: Database,
) -> None:
    kept, _ = executed(db)
    desktop = a_desktop(db, org=kept.org)
    desktop.sends()

    def breaks(tx: Tx) -> None:
        deal = tx.held(desktop.table.deal_id)
        execution = desktop.execution()
        formed = s.ContractFormed(document_sha256=desktop.pdf, by=ADA, at=BEFORE)
        recording.record_signing(tx, deal, execution, (formed,))
        raise LicenseRefused([])

    with pytest.raises(LicenseRefused):
        desktop.do(breaks)
    with db.reading(kept.org) as views:
        assert LicenseReader(views.connection, kept.org).of_deal(desktop.table.deal_id) is None


def test_a_start_at_the_last_signature_is_its_day_in_the_contracts_zone(db: Database) -> None:
    late = datetime(2027, 1, 16, 3, tzinfo=UTC)
    kept, _ = executed(db, with_period(starts=Starts()), at=late)
    assert kept.license().starts_on == date(2027, 1, 15)


def test_a_whole_life_reads_back_as_it_was_lived(db: Database, ada: str) -> None:
    terms = with_period(
        renewal=Renewal(
            mode=RenewalMode.AUTO_FIXED_N,
            max=2,
            price=RenewalPrice(mode=RenewalPriceMode.CPI, cap=Decimal(3)),
        ),
        wind_down_days=30,
    )
    kept = imported(db, ada, terms, beside=Beside(title="Photos", metadata={"ref": "7"}))
    happens(kept, datetime(2027, 2, 1, 17, tzinfo=UTC))
    do, id = kept.do, kept.license_id
    breach = Given(
        kind=NoticeKind.BREACH,
        method=NoticeMethod.COURIER,
        sent_on=date(2027, 6, 1),
        grounds="Unpaid.",
    )
    june = datetime(2027, 6, 1, 17, tzinfo=UTC)
    notice = gives(kept, breach, june).notices[-1].id
    do(lambda tx: licenses.pause_cure(tx, notice, by=ADA, at=june))
    do(lambda tx: licenses.resume_cure(tx, notice, by=ADA, at=june))
    july = datetime(2027, 7, 10, 17, tzinfo=UTC)  # the time to cure was over on 3 July
    do(
        lambda tx: licenses.suspend(
            tx,
            id,
            side=Side.LICENSOR,
            scope=Scope.DELIVERY,
            grounds="Unpaid.",
            notice_id=notice,
            by=ADA,
            at=july,
        )
    )
    do(
        lambda tx: license_notices.prove(
            tx, notice, tracking="1Z", evidence_sha256=FILE, by=ADA, at=july
        )
    )
    do(lambda tx: licenses.confirm_cure(tx, notice, "Paid.", side=Side.LICENSOR, by=ADA, at=july))
    do(lambda tx: licenses.lift_suspension(tx, id, "Paid.", by=ADA, at=july))
    do(lambda tx: licenses.enter_index(tx, id, 1, "2.5", "CPI-U", by=ADA, at=july))
    kept.assert_sound()
    happens(kept, datetime(2029, 1, 31, 17, tzinfo=UTC))
    assert kept.license().periods[-1].rises == ("2.5",)
    given = gives(kept, non_renewal(date(2029, 11, 28)), datetime(2029, 11, 28, 17, tzinfo=UTC))
    assert given.status is Status.ENDING
    happens(kept, datetime(2030, 3, 5, 17, tzinfo=UTC))
    assert kept.license().status is Status.POST_TERM
    kept.assert_sound()
    at = datetime(2030, 3, 6, 17, tzinfo=UTC)
    with pytest.raises(DutiesRemain):
        do(lambda tx: licenses.close(tx, id, "Done.", by=ADA, at=at))
    for row in keys(kept).values():
        if row.duty and row.settled_on is None:
            do(lambda tx, row=row: dates.waive(tx, row.id, "No need.", by=ADA, at=at))
    do(lambda tx: licenses.close(tx, id, "Done.", by=ADA, at=at))
    assert kept.license().status is Status.CLOSED
    assert next_at(kept) is None
    kept.assert_sound()


def test_a_notice_takes_away_the_dates_that_no_longer_apply(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    happens(kept, datetime(2027, 2, 1, 17, tzinfo=UTC))
    before = keys(kept)
    done = before["delivery_due:1:-:-"].id
    kept.do(lambda tx: dates.mark_done(tx, done, "Sent.", file_sha256=FILE, by=ADA, at=AUTUMN))
    gives(kept, non_renewal(date(2028, 11, 29)), AUTUMN)
    after = keys(kept)
    assert "notice_received_by:1:-:-" in before
    assert "notice_received_by:1:-:-" not in after
    assert after["certificate_due:0:-:-"].side == Side.LICENSEE
    row = after["delivery_due:1:-:-"]
    assert (row.id, row.state, row.note, row.settled_by) == (done, "done", "Sent.", ADA)
    kept.do(lambda tx: dates.reopen(tx, done, "Wrong.", by=ADA, at=AUTUMN))
    assert keys(kept)["delivery_due:1:-:-"].state == "open"
    kept.assert_sound()


def test_a_bounce_brings_them_back(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    happens(kept, datetime(2027, 2, 1, 17, tzinfo=UTC))
    notice = gives(kept, non_renewal(date(2028, 11, 29)), AUTUMN).notices[-1].id
    kept.do(lambda tx: license_notices.bounced(tx, notice, "550", by="system", at=AUTUMN))
    assert kept.license().status is Status.IN_FORCE
    assert "notice_received_by:1:-:-" in keys(kept)
    kept.assert_sound()


def test_a_license_kept_before_notices_named_works_reads_without_any(
    db: Database, ada: str
) -> None:
    kept = imported(db, ada)
    before = kept.license()

    def older(tx: Tx) -> None:
        (state,) = tx.connection.scalars(select(rows.c.state).where(rows.c.id == before.id))
        assert state.pop("withdrawn") == []
        tx.connection.execute(rows.update().where(rows.c.id == before.id).values(state=state))

    kept.do(older)
    assert kept.license() == before


def test_whoever_was_slower_is_told(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    before = kept.license()
    at = datetime(2027, 2, 1, 17, tzinfo=UTC)
    happens(kept, at)
    with pytest.raises(StaleLicense), db.transaction(ada) as tx:
        Licenses(tx).record(before, due(before, at, days_of(before.terms)), days_of(before.terms))
    kept.assert_sound()


def test_strangers_find_nothing(db: Database, ada: str, cy: str) -> None:
    kept = imported(db, ada)
    row = keys(kept)["delivery_due:1:-:-"].id
    tries: list[Callable[[Tx], object]] = [
        lambda tx: Licenses(tx).license(kept.license_id),
        lambda tx: Licenses(tx).history(kept.license_id),
        lambda tx: dates.waive(tx, row, "Mine.", by="usr_cy", at=AUTUMN),
        lambda tx: licenses.moved(
            tx, kept.license_id, lambda license: lift(license, "", by="usr_cy", at=AUTUMN)
        ),
        lambda tx: license_notices.bounced(tx, "not_1", "550", by="usr_cy", at=AUTUMN),
    ]
    for each in tries:
        with pytest.raises(NotFound), db.transaction(cy) as tx:
            each(tx)


def test_deals_and_licenses_stand_in_one_order(db: Database) -> None:
    kept, _ = executed(db)
    with db.reading_work() as connection:
        of_deals = [*connection.scalars(select(deal_events.c.position))]
        of_licenses = [*connection.scalars(select(license_events.c.position))]
    found = sorted([*of_deals, *of_licenses])
    assert found == [*range(1, len(found) + 1)]
    assert kept.types() == ["LicenseMade"]


def test_an_imported_license_is_in_force_at_once_and_owes_nothing_from_before(
    db: Database, ada: str
) -> None:
    kept = imported(db, ada, starts_on=date(2024, 1, 31), at=BEFORE, renewed=1)
    license = kept.license()
    assert (license.status, license.renewed) == (Status.IN_FORCE, 1)
    assert license.last_day == date(2027, 1, 30)
    assert license.missed == ()
    kept.assert_sound()
    with pytest.raises(LicenseRefused):
        imported(db, ada, renewed=3)
    with pytest.raises(LicenseRefused):
        imported(db, ada, renewed=-1)


def test_termination_reads_the_position_of_its_clause(db: Database, ada: str) -> None:
    given = Given(
        kind=NoticeKind.TERMINATION,
        method=NoticeMethod.COURIER,
        sent_on=date(2027, 6, 1),
        grounds="Scraped.",
        ground=Ground.MISUSE,
    )
    at = datetime(2027, 6, 1, 17, tzinfo=UTC)

    def terminated(kept: Kept) -> License:
        found: License = kept.do(
            lambda tx: licenses.terminate(
                tx, kept.license_id, given, side=Side.LICENSOR, by=ADA, at=at
            )
        )
        return found

    with pytest.raises(NoCureHistory):
        terminated(imported(db, ada))
    positions = replace(some_terms().positions, clauses={"C46": "licensor"})
    strict = imported(db, ada, some_terms(positions=positions))
    assert terminated(strict).end


def test_terms_are_kept_by_their_own_bytes(db: Database, ada: str) -> None:
    kept = imported(db, ada)
    assert kept.license().written == written(some_terms())

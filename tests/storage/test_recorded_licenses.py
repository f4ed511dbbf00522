"""Licenses that were signed elsewhere are kept with what is known of them, on both databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from schemas.terms import written
from service.commands import deliveries
from service.commands.raising import raise_dates
from service.commands.recorded_licenses import correct_license, record_license
from service.domain.deal import OurSide
from service.domain.deliveries.events import Quantity
from service.domain.errors import LicenseRefused
from service.domain.licenses.key_facts import (
    KeyFacts,
    KnownDelivery,
    KnownPeriod,
    KnownPrice,
    KnownReceipt,
)
from service.domain.licenses.parts import Status
from service.domain.licenses.placeholders import NO_ADDRESS, terms_holding
from service.domain.terms.materials import Unit
from service.domain.terms.notices import Lag
from service.domain.terms.period import Notice, RenewalMode, RenewalPriceMode
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.tables import outbox
from tests.domain.licenses.recorded import EVERGREEN, FORM, TODAY, header, some_facts
from tests.licensed import Kept

FULL = some_facts(
    renewal=replace(
        EVERGREEN,
        notice=None,
        notice_licensor=Notice(value=90),
        notice_licensee=Notice(value=60),
        receipt=KnownReceipt(courier=Lag(value=2)),
        price=KnownPrice(mode=RenewalPriceMode.UPLIFT, pct=Decimal("2.5")),
    ),
    deliveries=(
        KnownDelivery(
            what="Photos", quantity=Decimal("10.5"), unit=Unit.GB, due_on=date(2026, 6, 1)
        ),
    ),
    cure_days=0,
)


def _kept(db: Database, org: str, **said: object) -> Kept:
    given = header(**said)  # type: ignore[arg-type]
    assert given.facts
    terms = written(terms_holding(given.facts, given.starts_on, FORM))
    with db.transaction(org) as tx:
        made = record_license(tx, given, terms, "a" * 64, by="usr_ada", at=TODAY)
    return Kept(db, org, made.id)


def test_what_is_known_is_read_as_it_was_recorded(db: Database, ada: str) -> None:
    kept = _kept(db, ada, facts=FULL)
    license = kept.license()
    assert license.facts == FULL
    assert (license.signed_on, license.renewed) == (header().signed_on, 1)
    kept.assert_sound()


def test_one_that_ended_before_it_was_recorded_writes_no_letter(db: Database, ada: str) -> None:
    once = replace(EVERGREEN, mode=RenewalMode.NONE)
    kept = _kept(db, ada, facts=some_facts(renewal=once))
    assert kept.license().status is Status.POST_TERM
    with db.reading_work() as connection:
        assert connection.execute(select(outbox.c.kind)).all() == []


def test_no_letter_goes_where_no_address_is_known(db: Database, ada: str) -> None:
    """The license ends a day later, and both sides are told: the licensor has no address here."""
    ending = some_facts(renewal=replace(EVERGREEN, mode=RenewalMode.MUTUAL, max=None))
    kept = _kept(db, ada, facts=ending, starts_on=date(2024, 3, 3))
    then = TODAY.replace(day=4)
    assert kept.do(lambda tx: raise_dates(tx, kept.license_id, at=then))
    with db.reading_work() as connection:
        sent = [*connection.scalars(select(outbox.c.to_email))]
    assert "legal@labs.example" in sent
    assert NO_ADDRESS not in sent


def test_a_correction_is_kept_as_it_was_made(db: Database, ada: str) -> None:
    kept = _kept(db, ada, facts=FULL)
    kept.do(
        lambda tx: deliveries.deliver(
            tx,
            kept.license_id,
            (Quantity(line="delivery-1", quantity=Decimal(1)),),
            delivered_on=TODAY.date(),
            by="usr_ada",
            at=TODAY,
        )
    )

    def correct(tx: Tx, facts: KeyFacts) -> None:
        given = header(facts=facts, our_side=OurSide.LICENSEE)
        terms = written(terms_holding(facts, given.starts_on, FORM))
        correct_license(tx, kept.license_id, given, terms, by="usr_ada", at=TODAY)

    with pytest.raises(LicenseRefused):
        kept.do(lambda tx: correct(tx, some_facts()))
    longer = replace(FULL, cure_days=30, period=KnownPeriod(months=60))
    kept.do(lambda tx: correct(tx, longer))
    license = kept.license()
    assert license.facts == longer
    assert [period.last_day for period in license.periods] == [date(2029, 2, 28)]
    assert license.our_side is OurSide.LICENSEE
    kept.assert_sound()

"""Deals about a license that both sides sign: an amendment, a renewal, a replacement."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from service.commands import license_notices
from service.commands.deliveries import accept, deliver, statement_of
from service.commands.making_licenses import days_of
from service.domain.deal import DealHeader, OurSide, Relation, RelationKind
from service.domain.deliveries.batch import Batch
from service.domain.deliveries.events import Quantity
from service.domain.licenses import restating
from service.domain.licenses.due import due
from service.domain.licenses.key_dates import dates_of
from service.domain.licenses.license import License
from service.domain.licenses.notices import Given
from service.domain.licenses.parts import Cause, NoticeKind, Reason, Status
from service.domain.licenses.renewing import Outcome, rises, silence
from service.domain.money import Rate
from service.domain.period.counting import WEEKDAYS
from service.domain.terms import Terms
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.terms.period import Renewal, RenewalMode, RenewalPrice
from service.domain.terms.period import RenewalPriceMode as Price
from service.domain.terms.signing import Signing
from service.drafting.restating import amendment_term, renewal_term
from service.storage import codec
from service.storage.database import Database
from service.storage.licenses import LicenseReader, Licenses
from service.storage.tables import deals
from tests.builders import some_terms
from tests.executing import Desktop, a_desktop
from tests.licensed import BEFORE, START, Kept, executed

AUTUMN = datetime(2028, 11, 20, 17, tzinfo=UTC)
THREE_PCT = RenewalPrice(mode=Price.UPLIFT, pct=Decimal(3))


def made(db: Database, renewal: Renewal | None = None) -> Kept:
    """By execution; its period begins later."""
    terms = some_terms(signing=Signing())
    if renewal is not None:
        terms = replace(terms, period=replace(terms.period, renewal=renewal))
    return executed(db, terms)[0]


def signed(db: Database, kept: Kept, terms: Terms, kind: RelationKind, at: datetime) -> Desktop:
    """Both sides sign these terms, in a deal about the license."""
    desktop = a_desktop(db, org=kept.org, terms=terms, at=at)
    header = DealHeader(
        family="bulk-media",
        our_side=OurSide.LICENSOR,
        relation=Relation(kind=kind, license=kept.license_id),
    )
    with db.engine.begin() as connection:
        connection.execute(
            deals.update()
            .where(deals.c.id == desktop.table.deal_id)
            .values(header=codec.encode(header))
        )
    desktop.sends(at)
    desktop.signs(0, at)
    desktop.signs(1, at)
    return desktop


def lives(kept: Kept, at: datetime) -> License:
    def work(tx: Any) -> License:
        license = Licenses(tx).held(kept.license_id)
        days = days_of(license.terms)
        return Licenses(tx).record(license, due(license, at, days), days)

    return kept.do(work)


def amendment(license: License, **period: Any) -> Terms:
    terms = restating.amended(license, amendment_term(license))
    return replace(terms, period=replace(terms.period, **period))


def renewal(license: License, on: date) -> Terms:
    return restating.renewed(license, renewal_term(license), on)


def own_license(db: Database, desktop: Desktop) -> License | None:
    with db.reading(desktop.org) as views:
        return LicenseReader(views.connection, desktop.org).of_deal(desktop.table.deal_id)


def test_an_amendment_moves_the_license_and_makes_no_other(db: Database) -> None:
    kept = made(db)
    lives(kept, AUTUMN)
    terms = amendment(kept.license(), months=36)
    said = terms.special_terms[-1].text or ""
    assert "whose Effective Date is 31 January 2027, signed on 15 January 2027" in said
    desktop = signed(db, kept, terms, RelationKind.AMENDMENT, AUTUMN)
    license = kept.license()
    assert (license.last_day, license.starts_on) == (date(2030, 1, 30), START)
    again = "KeyDateReopened"  # what New York wants served is due before another renewal now
    assert kept.types()[-2:] == ["LicenseAmended", again]
    assert own_license(db, desktop) is None
    kept.assert_sound()


def test_what_came_before_an_amendment_of_the_price_is_stated_at_the_price_of_then(
    db: Database,
) -> None:
    """600,000 x 0.05 = 30,000.00 before; 100,000 x 0.08 = 8,000.00 from the day of the signature."""
    kept, later = made(db), datetime(2028, 12, 20, 17, tzinfo=UTC)
    lives(kept, AUTUMN)
    before = came(kept, 600_000, date(2028, 11, 19))
    first, *others = kept.license().terms.materials.lines
    lines = (replace(first, unit_rate=Rate(Decimal("0.08"))), *others)
    terms = amendment(kept.license())
    terms = replace(terms, materials=replace(terms.materials, lines=lines))
    signed(db, kept, terms, RelationKind.AMENDMENT, AUTUMN)
    for each in (before, came(kept, 100_000, AUTUMN.date())):
        kept.do(lambda tx, each=each: accept(tx, each, by="usr_ada", at=later))
    kept.assert_sound()
    with db.reading(kept.org) as views:
        found = statement_of(views, kept.license(), 0, START, later.date(), at=later)
    photos = [each for each in found.charges if each.id == "photos"]
    assert [(str(each.amount), each.first, each.last) for each in photos] == [
        ("30000.00", None, date(2028, 11, 19)),
        ("8000.00", AUTUMN.date(), None),
    ]


def came(kept: Kept, photos: int, on: date) -> str:
    """Delivered, and neither accepted nor rejected; its id."""
    quantity = Quantity(line="photos", quantity=Decimal(photos))
    batch: Batch = kept.do(
        lambda tx: deliver(
            tx,
            kept.license_id,
            [quantity],
            delivered_on=on,
            manifest_sha256="d" * 64,
            by="usr_ada",
            at=AUTUMN,
        )
    )
    return batch.id


@pytest.mark.parametrize("kind", [RelationKind.AMENDMENT, RelationKind.RENEWAL])
def test_a_paper_that_does_not_name_what_it_goes_on_with_is_another_license(
    db: Database, kind: RelationKind
) -> None:
    kept = made(db)
    desktop = signed(db, kept, some_terms(signing=Signing()), kind, BEFORE)
    assert kept.types() == ["LicenseMade"]
    assert own_license(db, desktop)


def test_a_replacement_ends_the_license_and_makes_another(db: Database) -> None:
    kept = made(db)
    terms = some_terms(signing=Signing())
    desktop = signed(db, kept, terms, RelationKind.REPLACEMENT, BEFORE)
    old, new = kept.license(), own_license(db, desktop)
    assert old.end
    assert (old.end.on, old.end.reason) == (date(2027, 1, 30), Reason.REPLACED)
    assert new
    assert new.starts_on == START


def test_a_signed_renewal_takes_place_whatever_notice_was_given_at_its_own_prices(
    db: Database,
) -> None:
    price = Renewal(mode=RenewalMode.AUTO_FIXED_N, months=12, max=2, price=THREE_PCT)
    kept = made(db, price)
    lives(kept, AUTUMN)
    given = Given(
        kind=NoticeKind.NON_RENEWAL, method=NoticeMethod.EMAIL, sent_on=AUTUMN.date(), grounds=""
    )
    kept.do(
        lambda tx: license_notices.give_notice(
            tx, kept.license_id, given, side=Side.LICENSEE, by="usr_bo", at=AUTUMN
        )
    )
    before = kept.license()
    assert before.status is Status.ENDING
    old = before.terms.materials.lines[0].unit_rate
    assert old == Rate(Decimal("0.05"))
    signed(db, kept, renewal(before, AUTUMN.date()), RelationKind.RENEWAL, AUTUMN)
    license = kept.license()
    assert kept.types()[-3:] == ["LicenseAmended", "RenewalAgreed", "EndFellAway"]
    assert (license.status, license.agreed, license.priced_from) == (Status.IN_FORCE, (1,), 1)
    assert silence(license).outcome is Outcome.RENEWS
    assert (rises(license, 1), rises(license, 2)) == ((), (Decimal(3),))
    renewed = lives(kept, datetime(2029, 2, 1, 17, tzinfo=UTC))
    assert renewed.periods[-1].cause is Cause.AGREEMENT
    assert renewed.periods[-1].rises == ()
    assert renewed.terms.materials.lines[0].unit_rate == Rate(Decimal("0.0515"))
    with db.reading(kept.org) as views:
        reader = LicenseReader(views.connection, kept.org)
        rates = [reader.terms_of(renewed, n).materials.lines[0].unit_rate for n in (0, 1)]
    assert rates == [old, Rate(Decimal("0.0515"))]
    kept.assert_sound()


def test_where_no_renewal_is_left_both_agree_on_one_and_sign_before_the_end(db: Database) -> None:
    kept = made(db, Renewal(mode=RenewalMode.NONE))
    lives(kept, AUTUMN)
    terms = renewal(kept.license(), AUTUMN.date())
    assert (terms.period.renewal.mode, terms.period.renewal.max) == (RenewalMode.MUTUAL, 1)
    assert terms.signing.complete_by == date(2029, 1, 29)
    signed(db, kept, terms, RelationKind.RENEWAL, AUTUMN)
    renewed = lives(kept, datetime(2029, 2, 1, 17, tzinfo=UTC))
    assert (renewed.status, renewed.renewed) == (Status.IN_FORCE, 1)
    assert renewed.last_day == date(2030, 1, 30)
    kept.assert_sound()


def test_a_renewal_signed_after_the_end_goes_on_with_the_period_that_both_signed(
    db: Database,
) -> None:
    """Two years and a renewal end on 30 January 2030; the paper of another is signed on 4 February."""
    kept = made(db, Renewal(mode=RenewalMode.AUTO_FIXED_N, months=12, max=1))
    lives(kept, datetime(2029, 11, 20, 17, tzinfo=UTC))
    terms = renewal(kept.license(), date(2029, 11, 20))
    late = datetime(2030, 2, 4, 17, tzinfo=UTC)
    assert lives(kept, late).ended
    new = own_license(db, signed(db, kept, terms, RelationKind.RENEWAL, late))
    assert new
    began = Kept(db, kept.org, new.id)
    running = lives(began, late)
    assert (running.status, running.renewed) == (Status.IN_FORCE, 2)
    assert (running.starts_on, running.last_day) == (START, date(2031, 1, 30))
    waiting = [each for each in dates_of(running, late.date(), WEEKDAYS) if each.open]
    assert all(each.on >= late.date() for each in waiting), "what was owed before is of the other"
    began.assert_sound()

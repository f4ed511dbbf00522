"""The terms with which a renewal and an amendment begin, and the prices that rises are counted from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from schemas.terms import written
from service.domain.continuing import Continues, continues
from service.domain.deal import RelationKind
from service.domain.errors import LicenseMoveNotAllowed, TermsNotKnown
from service.domain.licenses.amending import amend, renewal_signed
from service.domain.licenses.license import License
from service.domain.licenses.renewing import rises
from service.domain.licenses.restating import amended, coming, may_amend, may_renew, renewed
from service.domain.money import Rate
from service.domain.terms import Terms
from service.domain.terms.materials import Tier
from service.domain.terms.period import PeriodMode, Renewal, RenewalMode, RenewalPrice
from service.domain.terms.period import RenewalPriceMode as Price
from service.domain.terms.prices import Charge, ChargeKind, Per
from service.domain.terms.signing import SpecialAction, SpecialTerm
from service.drafting.restating import amendment_term, renewal_term
from tests.builders import a_line, some_terms, usd
from tests.domain.licenses.lives import made, on_day, renewing, terms
from tests.domain.licenses.recorded import a_recorded

THREE = RenewalPrice(mode=Price.UPLIFT, pct=Decimal(3))
ON = date(2028, 10, 1)
AT = on_day(2028, 10, 1)


def priced() -> Terms:
    """A line at 0.05, one in tiers, a subscription, a fixed fee and a share of revenue."""
    tiers = (
        Tier(from_=Decimal(0), to=Decimal(1000), rate=Rate(Decimal("0.07"))),
        Tier(from_=Decimal(1000), rate=Rate(Decimal("0.00000033"))),
    )
    found = renewing(RenewalMode.AUTO_FIXED_N, price=THREE)
    charges = (
        Charge(id="access", kind=ChargeKind.SUBSCRIPTION, amount=usd("100.15"), per=Per.MONTH),
        Charge(id="setup", kind=ChargeKind.FIXED, amount=usd("500.00")),
        Charge(id="share", kind=ChargeKind.REVENUE_SHARE, pct=Decimal(5)),
    )
    lines = (a_line(), a_line(id="more", unit_rate=None, tiers=tiers))
    return replace(
        found,
        pricing=replace(found.pricing, charges=charges),
        materials=replace(found.materials, lines=lines),
    )


def signed(license: License) -> License:
    """A renewal that both signed as it was drafted."""
    after = license.after(
        amend(
            license,
            written(renewed(license, renewal_term(license), ON)),
            deal_id="deal_1",
            priced_from=license.renewed + 1,
            by="usr_ada",
            at=AT,
        )
    )
    n = after.renewed + 1
    return after.after(
        renewal_signed(after, n, deal_id="deal_1", document_sha256="f" * 64, by="usr_ada", at=AT)
    )


def test_a_renewal_has_the_prices_that_the_renewal_price_moves_risen() -> None:
    license = made(priced())
    found = renewed(license, renewal_term(license), ON)
    line, more = found.materials.lines
    assert line.unit_rate == Rate(Decimal("0.0515"))
    # 0.07 x 1.03 = 0.0721; 0.00000033 x 1.03 = 0.00000034 to eight places.
    assert [each.rate.value for each in more.tiers] == [Decimal("0.0721"), Decimal("0.00000034")]
    access, setup, share = found.pricing.charges
    assert access.amount == usd("103.15")  # 103.1545, rounded once
    assert (setup.amount, share.pct) == (usd("500.00"), Decimal(5))
    assert found.pricing.guarantee == license.terms.pricing.guarantee


def test_rises_are_counted_from_the_prices_that_the_terms_state() -> None:
    license = made(renewing(RenewalMode.AUTO_EVERGREEN, price=THREE))
    assert rises(license, 2) == (Decimal(3), Decimal(3))
    after = signed(license)
    assert [rises(after, n) for n in (1, 2, 3)] == [(), (Decimal(3),), (Decimal(3), Decimal(3))]
    assert after.terms_sha256_of(0) == license.written.canonical.sha256
    assert after.terms_sha256_of(1) == after.written.canonical.sha256


def test_each_paper_names_what_it_goes_on_with_once() -> None:
    license = made()
    once = amended(license, amendment_term(license))
    assert continues(once) == Continues(RelationKind.AMENDMENT)
    said = written(once)
    after = license.after(amend(license, said, deal_id="deal_1", by="usr_ada", at=AT))
    again = renewed(after, renewal_term(after), ON)
    assert continues(again) == Continues(RelationKind.RENEWAL, 1)
    ids = [each.id for each in again.special_terms]
    assert ids == [*(each.id for each in license.terms.special_terms), "Renewal-1"]


@pytest.mark.parametrize(
    ("id", "clause", "action"),
    [
        ("Amendment", "C35", SpecialAction.ADD),
        ("Amendment", "C54", SpecialAction.REPLACE),
        ("Renewal-x", "C54", SpecialAction.ADD),
        ("Amendments", "C54", SpecialAction.ADD),
    ],
)
def test_another_special_term_names_nothing(id: str, clause: str, action: SpecialAction) -> None:
    special = SpecialTerm(id=id, clause=clause, action=action, text="Words.")
    assert continues(some_terms(special_terms=(special,))) is None


def test_what_has_no_end_or_has_ended_does_not_renew() -> None:
    for_good = terms(mode=PeriodMode.PERPETUAL, months=None, renewal=Renewal())
    event_last = replace(made(), written=written(for_good))
    with pytest.raises(LicenseMoveNotAllowed):
        coming(event_last)
    assert amended(event_last, amendment_term(event_last))


def test_key_facts_alone_are_no_terms_that_a_paper_could_say_anew() -> None:
    known = a_recorded()
    with pytest.raises(TermsNotKnown):
        renewed(known, amendment_term(known), ON)
    with pytest.raises(TermsNotKnown):
        amended(known, amendment_term(known))
    assert not may_amend(known)
    assert not may_renew(known)


def test_where_no_renewal_is_left_there_is_room_for_one_more() -> None:
    license = replace(made(renewing(RenewalMode.AUTO_FIXED_N, max=2)), renewed=2)
    found = renewed(license, renewal_term(license), ON)
    assert (found.period.renewal.mode, found.period.renewal.max) == (RenewalMode.AUTO_FIXED_N, 3)
    assert found.signing.complete_by is None

"""What holds of every price: one rounding, parts that add up, currencies apart."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from hypothesis import assume, given
from hypothesis import strategies as st

from service.domain.currencies import EXPONENTS
from service.domain.money import Rate
from service.domain.pricing import quote
from service.domain.pricing.tiers import tier_rows
from service.domain.terms.materials import Tier
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import (
    Charge,
    ChargeKind,
    FeeModel,
    Guarantee,
    GuaranteeKind,
    GuaranteePer,
    InvoiceOn,
    Per,
)
from tests.builders import a_line
from tests.domain.priced import fixed, priced, subscription, unpriced

currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD", "CLF"])
rates = st.decimals(0, 10**6, places=8).map(Rate)
volumes = st.decimals("0.0001", 10**14, places=4)
kinds = st.sampled_from([ChargeKind.TIERED_VOLUME, ChargeKind.TIERED_GRADUATED])
sums = st.decimals(0, 10**9, places=2).map(str)
percentages = st.decimals(0, 100, places=2)


@st.composite
def some_tiers(draw):
    """Contiguous tiers from 0, the last one open."""
    widths = draw(st.lists(st.decimals("0.0001", 10**7, places=4), max_size=5))
    borders = [Decimal(0), *accumulate(widths)]
    prices = draw(st.lists(rates, min_size=len(borders), max_size=len(borders)))
    return tuple(
        Tier(from_=start, to=end, rate=price)
        for start, end, price in zip(borders, [*borders[1:], None], prices, strict=True)
    )


@st.composite
def some_charges(draw):
    """Up to five fixed charges in several currencies."""
    found = draw(st.lists(st.tuples(sums, currencies), max_size=5))
    return tuple(fixed(amount, code, id=f"c{i}") for i, (amount, code) in enumerate(found))


def half_a_minor_unit(currency):
    return Fraction(1, 2 * 10 ** EXPONENTS[currency])


def comes_to(rows):
    return sum(Fraction(row.amount.amount) for row in rows)


def exactly_graduated(tiers, volume):
    """Straight from the words: each unit at the rate of the tier it falls in."""
    return sum(
        Fraction(tier.rate.value)
        * Fraction(
            max(Decimal(0), (volume if tier.to is None else min(volume, tier.to)) - tier.from_)
        )
        for tier in tiers
    )


@given(rates, volumes, currencies)
def test_a_line_is_rounded_once(rate, volume, currency):
    (line,) = quote(priced(a_line(unit_rate=rate, volume=volume), currency=currency)).lines
    off = Fraction(line.amount.amount) - Fraction(rate.value) * Fraction(volume)
    assert abs(off) <= half_a_minor_unit(currency)


@given(some_tiers(), volumes, currencies)
def test_graduated_tiers_are_rounded_once(tiers, volume, currency):
    rows = tier_rows(ChargeKind.TIERED_GRADUATED, tiers, volume, currency)
    off = comes_to(rows) - exactly_graduated(tiers, volume)
    assert abs(off) <= half_a_minor_unit(currency)


@given(some_tiers(), volumes, currencies)
def test_volume_tiers_come_to_the_rate_reached_times_the_volume(tiers, volume, currency):
    rows = tier_rows(ChargeKind.TIERED_VOLUME, tiers, volume, currency)
    reached = next(t for t in tiers if t.from_ <= volume and (t.to is None or volume < t.to))
    off = comes_to(rows) - Fraction(reached.rate.value) * Fraction(volume)
    assert abs(off) <= half_a_minor_unit(currency)


@given(kinds, some_tiers(), volumes)
def test_every_unit_of_the_volume_is_in_one_tier(kind, tiers, volume):
    rows = tier_rows(kind, tiers, volume, "USD")
    assert sum(row.units for row in rows) == volume
    assert all(row.units >= 0 for row in rows)


@given(kinds, some_tiers(), volumes, currencies)
def test_each_tier_row_is_right_within_one_minor_unit(kind, tiers, volume, currency):
    for row in tier_rows(kind, tiers, volume, currency):
        off = Fraction(row.amount.amount) - Fraction(row.rate.value) * Fraction(row.units)
        assert abs(off) <= 2 * half_a_minor_unit(currency)


@given(kinds, some_tiers(), volumes)
def test_the_rows_of_a_tiered_line_add_up_to_it(kind, tiers, volume):
    charge = Charge(id="all", kind=kind, line="photos", tiers=tiers)
    terms = priced(unpriced(volume=volume), model=FeeModel.HYBRID, charges=(charge,))
    (line,) = quote(terms).lines
    assert sum(row.amount.minor for row in line.tiers) == line.amount.minor


@given(some_tiers(), volumes, volumes)
def test_more_units_never_cost_less_by_graduated_tiers(tiers, one, other):
    less, more = sorted((one, other))
    fees = [
        comes_to(tier_rows(ChargeKind.TIERED_GRADUATED, tiers, volume, "USD"))
        for volume in (less, more)
    ]
    assert fees[0] <= fees[1]


@given(some_tiers())
def test_a_graduated_fee_does_not_jump_at_a_border(tiers):
    """One ten-thousandth of a unit more costs that much of a unit, whatever tier it falls in."""
    assume(len(tiers) > 1)
    step = Decimal("0.0001")
    for tier, before in zip(tiers[1:], tiers, strict=False):
        at, past = (
            comes_to(tier_rows(ChargeKind.TIERED_GRADUATED, tiers, volume, "USD"))
            for volume in (tier.from_, tier.from_ + step)
        )
        dearest = max(tier.rate.value, before.rate.value)
        assert 0 <= past - at <= Fraction(dearest * step) + 2 * half_a_minor_unit("USD")


@given(some_charges())
def test_totals_never_mix_currencies(charges):
    terms = priced(unpriced(), model=FeeModel.ONE_TIME, charges=charges)
    found = quote(terms)
    for total in found.totals:
        own = [c.amount.minor for c in charges if c.amount.currency == total.currency]
        assert total.committed.minor == sum(own)
    assert {c.amount.currency for c in charges} <= {total.currency for total in found.totals}


@given(some_charges(), sums, st.none() | sums, percentages, percentages)
def test_a_total_is_the_sum_of_its_parts(charges, guaranteed, cap, premium, split):
    terms = _terms(charges, guaranteed, cap, premium, split)
    for total in quote(terms).totals:
        whole = total.charges + total.premium + total.top_up
        assert total.committed == whole - total.over_cap
        assert total.contributors + total.licensor == total.committed


@given(some_charges(), sums, st.none() | sums, percentages, percentages)
def test_the_commitment_lies_between_guarantee_and_cap(charges, guaranteed, cap, premium, split):
    terms = _terms(charges, guaranteed, cap, premium, split)
    own, floor, roof = quote(terms).totals[0], terms.pricing.guarantee.amount, terms.pricing.fee_cap
    assert own.committed >= (floor if roof is None else min(floor, roof))
    assert roof is None or own.committed <= roof


@given(sums, st.sampled_from([Per.MONTH, Per.QUARTER, Per.YEAR]), st.integers(1, 600))
def test_a_subscription_is_rounded_once(price, per, months):
    charge = subscription(price, per)
    terms = priced(unpriced(), charges=(charge,), period={"months": months})
    length = {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}[per]
    (line,) = quote(terms).lines
    off = Fraction(line.amount.amount) - Fraction(charge.amount.amount) * Fraction(months, length)
    assert abs(off) <= half_a_minor_unit("USD")


@given(
    st.sampled_from(ChargeKind),
    st.sampled_from(FeeModel),
    st.sampled_from([None, *Per]),
    st.booleans(),
    st.booleans(),
)
def test_terms_with_faults_have_a_quote_too(kind, model, per, on_a_line, perpetual):
    """The form shows one while it is filled in."""
    charge = Charge(id="x", kind=kind, per=per, line="photos" if on_a_line else None)
    other = fixed("5", "EUR").amount
    terms = priced(
        unpriced(),
        model=model,
        charges=(charge,),
        fee_cap=other,
        guarantee=Guarantee(kind=GuaranteeKind.ADVANCE, amount=other, per=GuaranteePer.YEAR),
        invoice_on=InvoiceOn.SIGNATURE,
        period={"mode": PeriodMode.PERPETUAL} if perpetual else {"months": None},
    )
    assert quote(terms).committed("USD").minor == 0


def _terms(charges, guaranteed, cap, premium, split):
    terms = priced(
        model=FeeModel.HYBRID,
        charges=charges,
        guarantee=Guarantee(kind=GuaranteeKind.MINIMUM, amount=fixed(guaranteed, "USD").amount),
        fee_cap=fixed(cap, "USD").amount if cap else None,
        contributor_split_pct=split,
    )
    return replace(terms, grant=replace(terms.grant, exclusivity_premium_pct=premium))

"""Subscriptions, usage, crawls and revenue: what time and use decide."""

from datetime import date
from decimal import Decimal

import pytest

from service.domain.pricing import quote
from service.domain.pricing.breakdown import DependsOn
from service.domain.terms.materials import Unit
from service.domain.terms.period import PeriodMode, StartMode, Starts
from service.domain.terms.prices import (
    Charge,
    ChargeKind,
    FeeModel,
    Indexation,
    IndexationKind,
    Per,
)
from tests.builders import a_line, usd
from tests.domain.priced import (
    priced,
    rate,
    share,
    subscription,
    tiers,
    unpriced,
)


def total(terms, currency="USD"):
    return quote(terms).committed(currency)


@pytest.mark.parametrize(
    ("per", "months", "comes_to"),
    [
        (Per.MONTH, 24, "24000"),
        (Per.QUARTER, 24, "8000"),
        (Per.YEAR, 24, "2000"),
        (Per.INITIAL_PERIOD, 24, "1000"),
        (Per.YEAR, 18, "1500"),
        (Per.QUARTER, 20, "6666.67"),
        (Per.YEAR, 5, "416.67"),
    ],
)
def test_a_subscription_is_paid_for_each_period_and_a_part_in_proportion(per, months, comes_to):
    terms = priced(
        unpriced(),
        model=FeeModel.SUBSCRIPTION,
        charges=(subscription("1000", per),),
        period={"months": months},
    )
    assert total(terms) == usd(comes_to)


@pytest.mark.parametrize(
    ("per", "months", "quantity", "unit"),
    [(Per.YEAR, 24, 2, Per.YEAR), (Per.YEAR, 18, 18, Per.MONTH)],
)
def test_a_subscription_is_counted_in_months_when_a_period_is_cut_short(
    per, months, quantity, unit
):
    terms = priced(charges=(subscription("1000", per),), period={"months": months})
    line = quote(terms).lines[-1]
    assert (line.quantity, line.unit) == (quantity, unit)


@pytest.mark.parametrize(
    ("start", "last", "months"),
    [
        (date(2027, 1, 31), date(2029, 1, 30), 24),
        (date(2027, 1, 31), date(2029, 1, 31), 25),
        (date(2027, 1, 15), date(2028, 12, 31), 24),
        (date(2027, 1, 31), date(2027, 2, 27), 1),
        (date(2027, 1, 31), date(2027, 2, 28), 2),
        (date(2028, 2, 29), date(2028, 2, 29), 1),
    ],
)
def test_a_month_begun_before_the_end_date_counts_whole(start, last, months):
    terms = priced(
        charges=(subscription("1", Per.MONTH),),
        period={
            "mode": PeriodMode.END_DATE,
            "ends_on": last,
            "starts": Starts(mode=StartMode.FIXED, on=start),
        },
    )
    assert quote(terms).lines[-1].amount == usd(str(months))


@pytest.mark.parametrize(
    "period",
    [
        {"mode": PeriodMode.PERPETUAL, "months": None},
        {
            "mode": PeriodMode.END_DATE,
            "months": None,
            "ends_on": date(2029, 1, 30),
            "starts": Starts(),
        },
    ],
)
def test_a_subscription_without_a_known_length_is_in_no_total(period):
    terms = priced(
        unpriced(),
        model=FeeModel.SUBSCRIPTION,
        charges=(subscription("1000", Per.MONTH),),
        period=period,
    )
    found = quote(terms)
    assert found.lines[0].depends_on is DependsOn.DURATION
    assert found.lines[0].price == usd("1000")
    assert (found.committed("USD"), found.totals[0].open) == (usd("0"), True)


def test_a_fixed_indexation_raises_a_subscription_on_each_anniversary():
    """1,000.00 + 1,033.30 + 1,067.71 (1,000 x 1.0333 x 1.0333 = 1,067.70889)."""
    terms = priced(
        charges=(subscription("1000", Per.YEAR),),
        period={"months": 36},
        indexation=Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal("3.33")),
    )
    line = quote(terms).lines[-1]
    assert [row.price for row in line.years] == [usd("1000"), usd("1033.30"), usd("1067.71")]
    assert line.amount == usd("3101.01")


def test_a_subscription_of_one_year_does_not_rise():
    terms = priced(
        charges=(subscription("100", Per.MONTH),),
        period={"months": 12},
        indexation=Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(10)),
    )
    line = quote(terms).lines[-1]
    assert (line.years, line.amount) == ((), usd("1200"))


def test_a_year_cut_short_pays_its_months_at_that_years_price():
    """12 x 100.00 + 6 x 110.00."""
    terms = priced(
        charges=(subscription("100", Per.MONTH),),
        period={"months": 18},
        indexation=Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(10)),
    )
    assert quote(terms).lines[-1].amount == usd("1860")


def test_indexation_by_a_price_index_is_not_foreseen():
    terms = priced(
        charges=(subscription("1000", Per.YEAR),),
        indexation=Indexation(kind=IndexationKind.CPI, floor_pct=Decimal(2)),
    )
    assert quote(terms).lines[-1].amount == usd("2000")


def a_usage_charge(**more):
    return Charge(id="use", kind=ChargeKind.USAGE, rate=rate("0.5"), **more)


def test_a_revenue_share_is_shown_and_not_totaled():
    terms = priced(unpriced(), model=FeeModel.REV_SHARE, charges=(share("12.5"),))
    found = quote(terms)
    assert found.future == found.lines
    assert (found.lines[0].pct, found.lines[0].depends_on) == (Decimal("12.5"), DependsOn.REVENUE)
    assert (found.totals[0].committed, found.totals[0].at_most) == (usd("0"), None)


def test_usage_is_shown_with_its_rate_and_not_totaled():
    terms = priced(unpriced(), charges=(a_usage_charge(per=Per.THOUSAND_QUERIES),))
    (line,) = quote(terms).lines
    assert (line.amount, line.estimate, line.rate) == (None, None, rate("0.5"))
    assert (line.basis, line.depends_on) == ("per 1,000 queries", DependsOn.USAGE)


def test_usage_of_a_line_counted_in_queries_is_estimated_at_its_volume():
    """2,000,000 queries are 2,000 times 1,000; at 0.50 that is 1,000.00."""
    line = unpriced(unit=Unit.QUERY, volume=Decimal(2_000_000))
    charge = a_usage_charge(per=Per.THOUSAND_QUERIES, line="photos")
    (found,) = quote(priced(line, charges=(charge,))).lines
    assert (found.quantity, found.estimate, found.amount) == (2000, usd("1000"), None)


@pytest.mark.parametrize(
    ("unit", "kind"), [(Unit.PAGE_CRAWL, ChargeKind.CRAWL), (Unit.QUERY, ChargeKind.USAGE)]
)
def test_a_line_counted_in_uses_is_an_estimate(unit, kind):
    line = a_line(unit=unit, volume=Decimal(1_000_000), unit_rate=rate("0.005"))
    (found,) = quote(priced(line)).lines
    assert (found.kind, found.estimate, found.amount) == (kind, usd("5000"), None)


def test_tiers_of_a_line_counted_in_uses_are_an_estimate():
    line = unpriced(unit=Unit.PAGE_CRAWL, volume=Decimal(1000), tiers=tiers(("0", None, "0.01")))
    found = quote(priced(line, model=FeeModel.HYBRID))
    assert (found.lines[0].estimate, found.committed("USD")) == (usd("10"), usd("0"))


def test_a_crawl_charge_takes_the_place_of_its_lines_crawl_price():
    line = a_line(unit=Unit.PAGE_CRAWL, volume=Decimal(1000), unit_rate=rate("0.01"))
    charge = Charge(
        id="crawl", kind=ChargeKind.CRAWL, line="photos", rate=rate("9"), per=Per.THOUSAND_CRAWLS
    )
    assert [line.id for line in quote(priced(line, charges=(charge,))).lines] == ["crawl"]


def test_usage_of_a_line_priced_by_the_item_is_paid_on_top():
    charge = a_usage_charge(per=Per.QUERY, line="photos")
    assert [line.id for line in quote(priced(charges=(charge,))).lines] == ["photos", "use"]

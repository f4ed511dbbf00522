"""Charges that cannot be agreed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.pricing.faults import pricing_faults
from service.domain.terms.compliance import Compliance, Reports
from service.domain.terms.grant import Purpose
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import (
    ChargeKind,
    FeeModel,
    Per,
    RevenueBase,
)
from tests.builders import a_line, usd
from tests.domain.priced import (
    crawl,
    fixed,
    hybrid,
    on_line,
    priced,
    rate,
    share,
    subscription,
    tiers,
    unpriced,
    use,
)

PERPETUAL = {"mode": PeriodMode.PERPETUAL, "months": None}


def pointers(terms):
    return [fault.pointer for fault in pricing_faults(terms)]


def only(terms):
    """(pointer, message) of the one fault there is."""
    (fault,) = pricing_faults(terms)
    return fault.pointer, fault.message


@pytest.mark.parametrize(
    ("charge", "missing"),
    [
        (fixed("1"), "amount"),
        (on_line(ChargeKind.PER_UNIT, rate=rate("1")), "rate"),
        (on_line(ChargeKind.PER_UNIT, rate=rate("1")), "line"),
        (on_line(ChargeKind.TIERED_VOLUME, tiers=tiers(("0", None, "1"))), "line"),
        (subscription("1", Per.YEAR), "amount"),
        (subscription("1", Per.YEAR), "per"),
        (use(), "rate"),
        (use(), "per"),
        (crawl(), "rate"),
        (crawl(), "per"),
        (share("1"), "pct"),
    ],
)
def test_a_charge_has_what_its_kind_reads(charge, missing):
    assert pointers(hybrid(charge)) == []
    without = replace(charge, **{missing: None})
    assert pointers(hybrid(without)) == [f"/pricing/charges/0/{missing}"]


def test_a_tiered_charge_has_tiers_or_its_line_has():
    charge = on_line(ChargeKind.TIERED_GRADUATED)
    assert pointers(hybrid(charge)) == ["/pricing/charges/0/tiers"]
    line = unpriced(tiers=tiers(("0", None, "1")))
    assert pointers(priced(line, model=FeeModel.HYBRID, charges=(charge,))) == []


@pytest.mark.parametrize(
    ("charge", "extra"),
    [
        (fixed("1"), {"rate": rate("1")}),
        (fixed("1"), {"pct": Decimal(1)}),
        (fixed("1"), {"per": Per.YEAR}),
        (fixed("1"), {"revenue_base": RevenueBase.NET}),
        (on_line(ChargeKind.PER_UNIT, rate=rate("1")), {"amount": usd("1")}),
        (on_line(ChargeKind.PER_UNIT, rate=rate("1")), {"tiers": tiers(("0", None, "1"))}),
        (subscription("1", Per.YEAR), {"rate": rate("1")}),
        (use(), {"amount": usd("1")}),
        (crawl(), {"pct": Decimal(1)}),
        (share("1"), {"per": Per.YEAR}),
    ],
)
def test_a_charge_has_nothing_that_its_kind_does_not_read(charge, extra):
    (name,) = extra
    assert pointers(hybrid(replace(charge, **extra))) == [f"/pricing/charges/0/{name}"]


def test_any_charge_may_say_which_line_it_is_for():
    assert pointers(hybrid(fixed("1", line="photos"), share("1", line="photos"))) == []


def test_a_revenue_share_may_be_of_any_revenue():
    assert pointers(hybrid(share("1", revenue_base=RevenueBase.GROSS))) == []


@pytest.mark.parametrize(
    ("charge", "choose"),
    [
        (subscription("1", Per.QUERY), "initial period, month, quarter or year"),
        (use(per=Per.MONTH), "1k queries or query"),
        (use(kind=ChargeKind.CRAWL), "1k crawls or page crawl"),
    ],
)
def test_a_charge_is_per_what_its_kind_counts(charge, choose):
    pointer, message = only(hybrid(charge))
    assert pointer == "/pricing/charges/0/per"
    assert choose in message


def test_a_perpetual_license_has_no_subscription_for_its_initial_period():
    terms = hybrid(subscription("1", Per.INITIAL_PERIOD), period=PERPETUAL)
    assert pointers(terms) == ["/pricing/charges/0/per"]


def test_two_charges_have_two_names():
    assert pointers(hybrid(fixed("1"), fixed("2"))) == ["/pricing/charges/1/id"]


def test_a_charge_has_another_name_than_a_line_that_is_priced_itself():
    assert pointers(hybrid(fixed("1", id="photos"))) == ["/pricing/charges/0/id"]


def test_two_lines_of_one_name_are_no_matter_of_pricing():
    assert pointers(priced(a_line(), a_line())) == []


def test_a_charge_may_have_the_name_of_the_line_whose_price_it_replaces():
    charge = on_line(ChargeKind.PER_UNIT, id="photos", rate=rate("1"))
    assert pointers(hybrid(charge)) == []


def test_a_charge_names_a_line_that_is_there():
    assert only(hybrid(fixed("1", line="film"))) == (
        "/pricing/charges/0/line",
        "There is no line film: choose photos.",
    )


def test_a_charge_is_for_granted_purposes():
    pointer, message = only(hybrid(fixed("1", purposes=frozenset({Purpose.EVALUATION}))))
    assert pointer == "/pricing/charges/0/purposes"
    assert message == (
        "This price is for evaluation, which the grant does not permit: choose among "
        "finetune and pretrain."
    )


def test_a_charge_is_for_purposes_of_its_line():
    line = a_line(purposes=frozenset({Purpose.PRETRAIN}))
    charge = fixed("1", line="photos", purposes=frozenset({Purpose.FINETUNE}))
    pointer, message = only(priced(line, model=FeeModel.HYBRID, charges=(charge,)))
    assert pointer == "/pricing/charges/0/purposes"
    assert "which line photos does not permit: choose among pretrain." in message


def test_the_amount_of_a_charge_is_in_its_currency():
    charge = replace(fixed("1"), currency="EUR")
    pointer, message = only(hybrid(charge))
    assert pointer == "/pricing/charges/0/amount"
    assert "in USD; the charge is in EUR" in message


def test_a_share_of_revenue_lies_above_zero():
    assert pointers(hybrid(share("0"))) == ["/pricing/charges/0/pct"]


def test_a_share_of_revenue_needs_reports():
    terms = replace(hybrid(share("5")), compliance=Compliance(reports=Reports.NONE))
    assert pointers(terms) == ["/compliance/reports"]


def test_a_share_of_revenue_needs_an_audit():
    terms = replace(hybrid(share("5")), compliance=Compliance(audit_per_year=0))
    assert pointers(terms) == ["/compliance/audit_per_year"]


def test_a_fixed_fee_needs_neither_reports_nor_audit():
    compliance = Compliance(reports=Reports.NONE, audit_per_year=0)
    assert pointers(replace(hybrid(fixed("5")), compliance=compliance)) == []

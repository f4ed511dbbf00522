"""What did not come is not paid for, whatever the fee is counted by; worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.statements.account import Account
from service.domain.statements.statement import statement
from service.domain.terms.delivery import Shortfall, Tranche
from service.domain.terms.prices import (
    Due,
    DueOn,
    FeeModel,
    GuaranteeKind,
    GuaranteePer,
    InvoiceOn,
    Per,
)
from tests.builders import a_line
from tests.domain.deliveries.delivered import bad, rejecting, rules
from tests.domain.priced import a_guarantee, fixed, hybrid, priced, subscription, unpriced
from tests.domain.statements.test_statement import (
    FIRST,
    LAST,
    YEAR_1,
    YEAR_2,
    account,
    came,
    day,
    in_usd,
    payable,
    with_terms,
)

DUE = day(10)
THOUSAND = {"volume": Decimal(1_000), "volume_tolerance_pct": Decimal(10)}


def _due(found: Any, *rows: tuple[int, date], **delivery: Any) -> Rules:
    """So many photos on each day; each item is accepted as it comes."""
    schedule = tuple(
        Tranche(line="photos", quantity=Decimal(quantity), due_date=on) for quantity, on in rows
    )
    changes = {"acceptance_days": 0, "schedule": schedule} | delivery
    return Rules(replace(found, delivery=replace(rules().terms.delivery, **changes)))


def _account(terms: Rules, deliveries: Deliveries) -> Account:
    due_on = {n: row.due_date for n, row in enumerate(terms.terms.delivery.schedule, 1)}
    return account(terms.terms, deliveries, due_on=due_on)


def _lump(line: str | None, **delivery: Any) -> Rules:
    """1,000 photos for USD 500, of which 100 may be missing."""
    terms = priced(
        unpriced(**THOUSAND),
        model=FeeModel.ONE_TIME,
        charges=(fixed("500", line=line, due=Due(on=DueOn.SIGNATURE)),),
    )
    return _due(terms, (1_000, DUE), **delivery)


@pytest.mark.parametrize("line", ["photos", None])
def test_a_fixed_fee_is_spread_over_its_line_and_what_is_missing_is_credited(line) -> None:
    """Of 1,000 at 0.50 each, 900 are enough: 600 lack 300, which is 150.00; 800 lack 100."""
    terms = _lump(line)
    found = _account(terms, came(terms, (5, 600), (20, 200)))
    assert payable(found, FIRST, DUE) == "500.00"
    assert payable(found, day(11), day(11)) == "-150.00"
    assert payable(found, day(12), day(20)) == "100.00"
    assert payable(found, FIRST, LAST) == "450.00"
    assert payable(_account(terms, came(terms, (5, 900))), FIRST, LAST) == "500.00"


def test_without_the_remedy_a_fixed_fee_stays() -> None:
    terms = _lump("photos", shortfall=Shortfall.NONE)
    assert payable(_account(terms, came(terms, (5, 600))), FIRST, LAST) == "500.00"


def test_nothing_is_missing_while_it_may_still_come_or_be_made_good() -> None:
    terms = _lump("photos", acceptance_days=15)
    so_far = rejecting(terms, came(terms, (5, 1_000)), bad(quantity=400), on=day(9))
    found = _account(terms, so_far)
    assert payable(found, FIRST, day(39)) == "500.00"
    assert payable(found, day(40), day(40)) == "-450.00"
    undated = account(terms.terms, came(terms, (5, 600)))
    assert payable(undated, FIRST, day(700)) == "500.00"
    assert payable(undated, LAST, LAST) == "-450.00"


def test_a_fee_that_names_no_line_stays_where_the_line_has_its_own_price() -> None:
    terms = _due(hybrid(fixed("500")), (1_200_000, DUE))
    found = _account(terms, came(terms, (5, 100)))
    assert payable(found, FIRST, LAST) == "505.00"


def test_a_subscription_falls_by_the_same_part() -> None:
    """24 months at 100.00; 300 of 1,000 are missing."""
    terms = priced(
        unpriced(**THOUSAND),
        model=FeeModel.SUBSCRIPTION,
        charges=(subscription("100", Per.MONTH, line="photos"),),
    )
    found = _account(_due(terms, (1_000, DUE)), came(_due(terms), (5, 600)))
    assert payable(found, FIRST, DUE) == "100.00"
    assert payable(found, FIRST, LAST) == "1680.00"


def test_what_was_paid_ahead_for_what_is_missing_comes_back_at_once() -> None:
    """1,000 at 0.05 are 50.00; 300 missing are 15.00, and the other 100 come off at the end."""
    terms = _due(priced(a_line(**THOUSAND), invoice_on=InvoiceOn.SIGNATURE), (1_000, DUE))
    found = _account(terms, came(terms, (5, 600)))
    assert payable(found, FIRST, DUE) == "50.00"
    assert payable(found, day(11), day(11)) == "-15.00"
    assert payable(found, FIRST, LAST) == "30.00"


def test_a_guarantee_for_each_year_falls_with_what_was_due_in_that_year() -> None:
    """600 due in year 1, 400 in year 2; 700 came, so that 300 of the 400 lack: a quarter is left."""
    line = a_line(volume=Decimal(1_000), volume_tolerance_pct=Decimal(0))
    guarantee = a_guarantee("40", GuaranteeKind.MINIMUM, per=GuaranteePer.YEAR)
    terms = _due(priced(line, guarantee=guarantee), (600, DUE), (400, day(500)))
    found = _account(terms, came(terms, (5, 700)))
    assert str(in_usd(statement(found, FIRST, YEAR_1)).true_up) == "5.00"
    assert str(in_usd(statement(found, YEAR_2, LAST)).true_up) == "10.00"


def test_contributors_have_their_part_of_what_is_payable() -> None:
    """30 % of 500.00, then of the 150.00 that are credited."""
    terms = with_terms(_lump("photos"), contributor_split_pct=Decimal(30))
    found = _account(terms, came(terms, (5, 600)))
    first, then = (in_usd(statement(found, *days)) for days in ((FIRST, DUE), (day(11), LAST)))
    assert (str(first.contributors), str(first.licensor)) == ("150.00", "350.00")
    assert (str(then.contributors), str(then.licensor)) == ("-45.00", "-105.00")
    assert in_usd(statement(account(_lump("photos").terms), FIRST, DUE)).contributors is None

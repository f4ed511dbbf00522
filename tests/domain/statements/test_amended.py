"""Amendments in mid-period: what was delivered or had accrued keeps its price (legal-review.md B15).

The amendment takes effect on day 100 of the period, 11 May 2027, unless a test says otherwise.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.statements.account import Account, Earlier, Reported
from service.domain.statements.statement import Statement, statement
from service.domain.terms import Terms
from service.domain.terms.positions import Position
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
from tests.domain.deliveries.delivered import after_silence, bad, given, rejecting, rules, some
from tests.domain.priced import (
    a_guarantee,
    fixed,
    hybrid,
    money,
    share,
    subscription,
    tiers,
    unpriced,
    use,
)
from tests.domain.statements.test_statement import (
    FIRST,
    LAST,
    YEAR_1,
    YEAR_2,
    _added,
    account,
    at_once,
    came,
    day,
    in_usd,
    payable,
)

CHANGE = 100
AT_START = Due(on=DueOn.EFFECTIVE_DATE)


def amended(before: Terms, after: Terms, deliveries: Any = None, **more: Any) -> Account:
    earlier = (Earlier(before, day(CHANGE)),)
    return account(after, deliveries or Deliveries(), earlier=earlier, **more)


def rated(rate: str, **more: Any) -> Rules:
    """One line of 1,200,000 photos at this price each, accepted as they come."""
    return at_once(a_line(unit_rate=rate_of(rate)), **more)


def rate_of(rate: str) -> Any:
    return replace(a_line().unit_rate, value=Decimal(rate))


def lines(found: Statement) -> list[tuple[str, str, int | None, int | None]]:
    """(charge, amount, first day of the price, last day), in days of the period."""

    def n(on: Any) -> int | None:
        return (on - FIRST).days if on else None

    return [(each.id, str(each.amount), n(each.first), n(each.last)) for each in found.charges]


def test_what_came_before_keeps_the_old_rate_and_the_rest_has_the_new() -> None:
    """1,000 x 0.05 = 50.00; (500 + 200) x 0.08 = 56.00."""
    old, new = rated("0.05"), rated("0.08")
    found = amended(old.terms, new.terms, came(new, (50, 1_000), (100, 500), (150, 200)))
    whole = statement(found, FIRST, LAST)
    assert lines(whole) == [("photos", "50.00", None, 99), ("photos", "56.00", 100, None)]
    assert str(in_usd(whole).payable) == "106.00"
    assert [payable(found, day(a), day(b)) for a, b in ((0, 99), (100, 100), (101, 731))] == [
        "50.00",
        "40.00",
        "16.00",
    ]
    before = statement(found, FIRST, day(99))
    assert lines(before) == [("photos", "50.00", None, 99)], "the other price held on no day of it"
    assert lines(statement(found, day(100), LAST)) == [("photos", "56.00", 100, None)]


def test_what_came_before_and_was_accepted_after_has_the_old_rate() -> None:
    old = rules()
    line = replace(old.terms.materials.lines[0], unit_rate=rate_of("0.08"))
    new = replace(old, terms=replace(old.terms, materials=_with_line(old.terms, line)))
    so_far = given(new, some("photos", 1_000), on=day(95))
    so_far = rejecting(new, so_far, bad(quantity=100), on=day(98))
    so_far = given(
        new, some("photos", 100), so_far=so_far, id="del_2", on=day(105), replaces="del_1"
    )
    so_far = after_silence(new, so_far, day(140))
    found = statement(amended(old.terms, new.terms, so_far), day(100), LAST)
    assert [each for each in lines(found) if each[1] != "0.00"] == [("photos", "50.00", None, 99)]


def _with_line(terms: Terms, line: Any) -> Any:
    return replace(terms.materials, lines=(line, *terms.materials.lines[1:]))


def test_a_credit_is_of_the_rate_that_was_charged() -> None:
    hidden = rules(Position.LICENSOR)
    line = replace(hidden.terms.materials.lines[0], unit_rate=rate_of("0.08"))
    new = replace(hidden, terms=replace(hidden.terms, materials=_with_line(hidden.terms, line)))
    so_far = given(new, some("photos", 1_000), on=day(95))
    so_far = rejecting(new, so_far, bad(quantity=100), on=day(105))
    found = amended(hidden.terms, new.terms, so_far, wording=Position.LICENSOR)
    assert payable(found, FIRST, day(99)) == "50.00"
    assert payable(found, day(100), day(110)) == "-5.00"


def test_units_go_on_being_numbered_when_the_tiers_change() -> None:
    """800 x 0.50 = 400.00, then 200 x 0.30 up to the border and 300 x 0.20 above: 120.00."""

    def tiered(*rows: tuple[str, str | None, str]) -> Rules:
        line = unpriced(tiers=tiers(*rows), volume=Decimal(5_000))
        return at_once(line, model=FeeModel.GRADUATED_TIER)

    old = tiered(("0", "1000", "0.50"), ("1000", None, "0.40"))
    new = tiered(("0", "1000", "0.30"), ("1000", None, "0.20"))
    found = amended(old.terms, new.terms, came(new, (9, 800), (200, 500)))
    assert [each[1] for each in lines(statement(found, FIRST, LAST))] == ["400.00", "120.00"]


def test_volume_over_the_old_ceiling_is_paid_at_the_price_under_which_it_was_agreed_to() -> None:
    """1,200 came where 1,050 were agreed to: 52.50. Of 2,000 at 0.08, another 150 + 100: 20.00."""
    old = at_once(a_line(volume=Decimal(1_000)))
    new = at_once(a_line(volume=Decimal(2_000), unit_rate=rate_of("0.08")))
    found = amended(old.terms, new.terms, came(new, (9, 1_200), (200, 100)))
    assert payable(found, FIRST, day(99)) == "52.50"
    assert payable(found, day(100), day(100)) == "12.00"
    assert payable(found, day(101), LAST) == "8.00"


def test_less_volume_takes_nothing_from_what_was_earned() -> None:
    old = at_once(a_line(volume=Decimal(1_000)))
    new = at_once(a_line(volume=Decimal(500), unit_rate=rate_of("0.08")))
    found = amended(old.terms, new.terms, came(new, (9, 900), (200, 50)))
    assert payable(found, FIRST, day(99)) == "45.00"
    assert payable(found, day(100), LAST) == "0.00"


def test_what_is_paid_ahead_changes_for_what_has_yet_to_come() -> None:
    """1,000 x 0.05 = 50.00 ahead; 600 still to come x 0.03 more = 18.00."""
    more: dict[str, Any] = {"invoice_on": InvoiceOn.SIGNATURE}
    old = at_once(a_line(volume=Decimal(1_000)), **more)
    new = at_once(a_line(volume=Decimal(1_000), unit_rate=rate_of("0.08")), **more)
    found = amended(old.terms, new.terms, came(new, (9, 400), (200, 600)))
    assert [payable(found, day(a), day(b)) for a, b in ((0, 99), (100, 100), (101, 731))] == [
        "50.00",
        "18.00",
        "0.00",
    ]


def test_months_that_had_begun_keep_their_price() -> None:
    """Months begin on the last day of each month or the 31st: by 10 May four have begun."""
    old, new = (hybrid(subscription(each, Per.MONTH)) for each in ("100", "150"))
    found = amended(old, new)
    feed = [each for each in lines(statement(found, FIRST, LAST)) if each[0] == "feed"]
    assert feed == [("feed", "400.00", None, 99), ("feed", "3000.00", 100, None)]
    assert payable(found, FIRST, day(99)) == "400.00"


def test_a_quarter_in_arrears_is_shared_by_its_months() -> None:
    """The second quarter, payable on 29 July, has one month at 100.00 and two at 150.00."""
    due = Due(on=DueOn.PERIOD_END)
    old, new = (hybrid(subscription(each, Per.QUARTER, due=due)) for each in ("300", "450"))
    found = amended(old, new)
    assert payable(found, FIRST, day(99)) == "300.00"
    assert payable(found, day(100), day(178)) == "0.00"
    assert payable(found, day(179), day(200)) == "400.00"


def test_a_subscription_that_an_amendment_ends_or_begins_is_owed_for_its_months() -> None:
    without, having = hybrid(fixed("7")), hybrid(fixed("7"), subscription("100", Per.MONTH))
    ended, begun = amended(having, without), amended(without, having)
    assert payable(ended) == "407.00"
    assert payable(begun) == "2007.00", "20 of 24 months begin after it"


def test_use_and_revenue_have_the_price_of_the_day_on_which_they_were_over() -> None:
    def depends(rate: str, pct: str) -> Terms:
        one = use(per=Per.THOUSAND_QUERIES)
        return hybrid(replace(one, rate=rate_of(rate)), share(pct))

    reported = (
        Reported(charge="use", on=day(99), uses=Decimal(10_000)),
        Reported(charge="use", on=day(130), uses=Decimal(10_000)),
        Reported(charge="share", on=day(99), base=money("200")),
        Reported(charge="share", on=day(130), base=money("200")),
    )
    found = amended(depends("0.5", "10"), depends("0.7", "5"), reported=reported)
    assert payable(found, FIRST, day(99)) == "25.00"
    assert payable(found, day(100), LAST) == "17.00"


@pytest.mark.parametrize(("fee", "adds"), [("1500", "500.00"), ("800", "0.00"), ("1000", "0.00")])
def test_a_fee_that_had_fallen_due_stays_owed_and_a_higher_one_adds_the_difference(
    fee: str, adds: str
) -> None:
    found = amended(*(hybrid(fixed(each, due=AT_START)) for each in ("1000", fee)))
    assert payable(found, FIRST, day(99)) == "1000.00"
    assert payable(found, day(100), day(100)) == adds
    assert payable(found, day(101), LAST) == "0.00"


def test_a_fee_that_is_not_due_yet_is_the_new_one_and_an_added_one_is_owed_from_then_on() -> None:
    at_end = Due(on=DueOn.PERIOD_END)
    later = amended(hybrid(fixed("1000", due=at_end)), hybrid(fixed("800", due=at_end)))
    assert payable(later) == "800.00"
    seven, twenty = fixed("7", due=AT_START), fixed("20", id="more", due=AT_START)
    added = amended(hybrid(seven), hybrid(seven, twenty))
    assert payable(added, FIRST, day(99)) == "7.00"
    assert payable(added, day(100), day(100)) == "20.00"


def test_the_premium_is_that_of_the_days_on_which_the_charge_accrued() -> None:
    rules_ = rated("0.05")

    def at(pct: int) -> Terms:
        grant = replace(rules_.terms.grant, exclusivity_premium_pct=Decimal(pct))
        return replace(rules_.terms, grant=grant)

    found = amended(at(20), at(10), came(rules_, (9, 1_000), (200, 1_000)))
    assert str(in_usd(statement(found, FIRST, LAST)).premium) == "15.00"
    assert payable(found, FIRST, day(99)) == "60.00"


def test_the_minimum_of_a_year_that_is_over_stays_and_the_next_is_the_new_one() -> None:
    def least(amount: str) -> Rules:
        guarantee = a_guarantee(amount, per=GuaranteePer.YEAR, abates_on_shortfall=False)
        return at_once(guarantee=guarantee)

    so_far = came(least("50"), (0, 600))
    in_year_2 = account(
        least("90").terms, so_far, earlier=(Earlier(least("50").terms, YEAR_2 + timedelta(9)),)
    )
    assert str(in_usd(statement(in_year_2, FIRST, YEAR_1)).true_up) == "20.00"
    assert str(in_usd(statement(in_year_2, YEAR_2, LAST)).true_up) == "90.00"
    in_year_1 = amended(least("50").terms, least("90").terms, so_far)
    assert str(in_usd(statement(in_year_1, FIRST, YEAR_1)).true_up) == "60.00"
    gone = account(
        rated("0.05").terms, so_far, earlier=(Earlier(least("50").terms, YEAR_2 + timedelta(9)),)
    )
    assert str(in_usd(statement(gone, FIRST, LAST)).true_up) == "20.00"


@pytest.mark.parametrize(("now", "adds"), [("60", "20.00"), ("30", "0.00")])
def test_an_advance_that_was_due_stays_and_a_higher_one_adds_the_difference(now, adds) -> None:
    def ahead(amount: str) -> Terms:
        guarantee = a_guarantee(amount, GuaranteeKind.ADVANCE, abates_on_shortfall=False)
        return at_once(guarantee=guarantee).terms

    found = amended(ahead("40"), ahead(now))
    assert payable(found, FIRST, day(99)) == "40.00"
    assert payable(found, day(100), LAST) == adds


def test_a_lower_cap_takes_nothing_from_what_was_payable_and_a_split_is_of_its_days() -> None:
    def capped(cap: str, split: str) -> Rules:
        return rated("0.05", fee_cap=money(cap), contributor_split_pct=Decimal(split))

    new = capped("60", "20")
    found = amended(capped("90", "50").terms, new.terms, came(new, (9, 1_400), (200, 1_000)))
    first, then = (in_usd(statement(found, a, b)) for a, b in ((FIRST, day(99)), (day(100), LAST)))
    assert (str(first.payable), str(first.contributors)) == ("70.00", "35.00")
    assert (str(then.payable), str(then.over_cap)) == ("0.00", "50.00")
    higher = capped("100", "20")
    found = amended(capped("90", "50").terms, higher.terms, came(new, (9, 1_400), (200, 1_000)))
    then = in_usd(statement(found, day(100), LAST))
    assert (str(then.payable), str(then.contributors)) == ("30.00", "6.00")


def test_prices_that_an_amendment_leaves_are_one_line() -> None:
    """0.333 x 10 + 0.333 x 10 = 6.66 in one, where rounding each would give 3.33 + 3.33."""
    old = rated("0.3335")
    longer = replace(old.terms, period=replace(old.terms.period, wind_down_days=7))
    found = amended(old.terms, longer, came(old, (9, 1), (200, 1)))
    assert lines(statement(found, FIRST, LAST)) == [("photos", "0.67", None, None)]


batches = st.lists(st.tuples(st.integers(-9, 800), st.integers(1, 900)), max_size=5)
cuts = st.sets(st.integers(-30, 900), min_size=2, max_size=5).map(sorted)
changes = st.lists(st.integers(-5, 730), min_size=1, max_size=3, unique=True).map(sorted)
deals = st.lists(
    st.sampled_from(
        [
            rated("0.333"),
            rated("0.051", fee_cap=money("70")),
            at_once(a_line(volume=Decimal(700)), invoice_on=InvoiceOn.SIGNATURE),
            at_once(guarantee=a_guarantee("33.33", GuaranteeKind.ADVANCE)),
            at_once(guarantee=a_guarantee("33.33", per=GuaranteePer.YEAR, carry_forward=True)),
            at_once(
                unpriced(tiers=tiers(("0", "700", "0.333"), ("700", None, "0.111"))),
                model=FeeModel.VOLUME_TIER,
            ),
            at_once(
                model=FeeModel.HYBRID,
                charges=(subscription("10", Per.QUARTER), fixed("7", "JPY", id="yen")),
            ),
        ]
    ),
    min_size=4,
    max_size=4,
)


@forall(deals, changes, batches, cuts)
def test_parts_add_up_and_nothing_before_a_change_moves(held, days, came_, cut) -> None:
    terms = [each.terms for each in held[: len(days) + 1]]
    earlier = tuple(Earlier(each, day(n)) for each, n in zip(terms, days, strict=False))
    now = held[len(days)]
    deliveries = came(now, *came_)
    found = account(now.terms, deliveries, earlier=earlier)
    moments = [day(n) for n in cut]
    parts = [statement(found, a + timedelta(1), b) for a, b in pairwise(moments)]
    whole = statement(found, moments[0] + timedelta(1), moments[-1])
    assert _added(parts) == _added([whole])
    for part in [*parts, whole]:
        for row in part.payable:
            mine = [each.amount for each in part.charges if each.amount.currency == row.currency]
            assert sum(mine, row.charges - row.charges) == row.charges
    first = earlier[0].until - timedelta(1)
    if first > FIRST:
        alone = account(terms[0], deliveries)
        assert (
            statement(found, FIRST, first).payable[0] == statement(alone, FIRST, first).payable[0]
        )

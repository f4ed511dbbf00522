"""Statements: what counts, what it comes to, what a guarantee works off, and sums that hold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from service.domain.deliveries.acceptance import Rules
from service.domain.deliveries.batch import Deliveries
from service.domain.errors import DeliveryRefused
from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.statements.account import Account, Reported
from service.domain.statements.counted import counted
from service.domain.statements.shortfall import missing
from service.domain.statements.statement import Payable, Statement, statement
from service.domain.terms import Terms
from service.domain.terms.delivery import RejectedItems
from service.domain.terms.materials import MaterialsLine
from service.domain.terms.positions import Position
from service.domain.terms.prices import (
    ChargeKind,
    Count,
    Due,
    DueOn,
    FeeModel,
    GuaranteeKind,
    GuaranteePer,
    Indexation,
    IndexationKind,
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
    priced,
    share,
    subscription,
    tiers,
    unpriced,
    use,
)

FIRST, LAST = date(2027, 1, 31), date(2029, 1, 30)
YEAR_1, YEAR_2 = date(2028, 1, 30), date(2028, 1, 31)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def account(terms: Terms, deliveries: Deliveries | None = None, **changes: Any) -> Account:
    wording = changes.pop("wording", Position.BALANCED)
    found = Account(
        rules=Rules(terms, wording), first=FIRST, last=LAST, deliveries=deliveries or Deliveries()
    )
    return replace(found, **changes)


def at_once(*lines: MaterialsLine, **more: Any) -> Rules:
    """Each item is accepted as it comes."""
    terms = priced(*lines, **more) if lines or more else priced()
    return Rules(replace(terms, delivery=replace(rules().terms.delivery, acceptance_days=0)))


def came(terms: Rules, *batches: tuple[int, int], line: str = "photos") -> Deliveries:
    """(day, quantity): so much of a line on that day of the period."""
    found = Deliveries()
    for n, (on, quantity) in enumerate(batches, 1):
        found = given(terms, some(line, quantity), so_far=found, id=f"del_{n}", on=day(on))
    return found


def in_usd(found: Statement) -> Payable:
    return next(each for each in found.payable if each.currency == "USD")


def payable(found: Account, first: date = FIRST, last: date = LAST) -> str:
    return str(in_usd(statement(found, first, last)).payable)


def with_terms(found: Rules, **pricing: Any) -> Rules:
    terms = found.terms
    return replace(found, terms=replace(terms, pricing=replace(terms.pricing, **pricing)))


def test_a_month_says_what_came_what_was_accepted_and_what_is_payable() -> None:
    terms = rules()
    so_far = given(terms, some("photos", 600_000), on=day(0))
    so_far = rejecting(terms, so_far, bad(quantity=1_000), on=day(5))
    so_far = given(
        terms, some("photos", 400), so_far=so_far, id="del_2", on=day(20), replaces="del_1"
    )
    so_far = after_silence(terms, so_far, day(60))
    found = account(terms.terms, so_far)
    one, two = statement(found, day(0), day(27)), statement(found, day(28), day(58))
    photos = one.units[0]
    assert (photos.delivered, photos.accepted) == (600_400, 599_000)
    assert (photos.rejected, photos.counted) == (1_000, 599_000)
    assert str(in_usd(one).payable) == "29950.00"
    assert (two.units[0].delivered, two.units[0].accepted) == (0, 400)
    assert str(in_usd(two).payable) == "20.00"
    assert missing(terms, counted(terms, so_far), "photos") == 1_140_000 - 599_400


@pytest.mark.parametrize(
    ("remedy", "comes_to"),
    [
        (RejectedItems.CREDIT, ["50.00", "-5.00", "0.00", "0.00"]),
        (RejectedItems.REPLACE_THEN_CREDIT, ["50.00", "0.00", "0.00", "-2.00"]),
        (RejectedItems.REPLACE, ["50.00", "0.00", "0.00", "0.00"]),
    ],
)
def test_where_deliveries_count_rejects_are_credited_as_the_remedy_says(remedy, comes_to) -> None:
    terms = with_terms(rules(rejected_items=remedy), count=Count.DELIVERED)
    so_far = given(terms, some("photos", 1_000), on=day(0))
    so_far = rejecting(terms, so_far, bad(quantity=100), on=day(1))
    if remedy is not RejectedItems.CREDIT:
        made_good = some("photos", 60)
        so_far = given(terms, made_good, so_far=so_far, id="del_2", on=day(9), replaces="del_1")
    found = account(terms.terms, so_far)
    days = [(0, 0), (1, 8), (9, 31), (32, 32)]
    assert [payable(found, day(a), day(b)) for a, b in days] == comes_to


def test_what_was_trained_on_counts_under_the_balanced_wording_alone() -> None:
    for wording, pays in ((Position.BALANCED, "47.00"), (Position.LICENSEE, "45.00")):
        terms = rules(wording, use_is_acceptance=False)
        so_far = given(terms, some("photos", 1_000), on=day(0))
        so_far = rejecting(terms, so_far, bad(quantity=100, trained=40), on=day(1))
        so_far = after_silence(terms, so_far, day(20))
        found = account(terms.terms, so_far, wording=wording)
        assert payable(found, FIRST, day(99)) == pays


def test_a_rejection_that_undoes_acceptance_is_a_credit() -> None:
    terms = rules(Position.LICENSOR)
    so_far = given(terms, some("photos", 1_000), on=day(0))
    so_far = rejecting(terms, so_far, bad(quantity=100), on=day(9))
    found = account(terms.terms, so_far, wording=Position.LICENSOR)
    assert [payable(found, day(0), day(8)), payable(found, day(9), day(9))] == ["50.00", "-5.00"]


def test_volume_above_the_tolerance_is_not_paid_for() -> None:
    terms = at_once(a_line(volume=Decimal(1_000)))
    assert payable(account(terms.terms, came(terms, (0, 1_000), (1, 90)))) == "52.50"


def test_crossing_into_another_tier_corrects_or_not_as_the_tiers_say() -> None:
    rows = tiers(("0", "1000", "0.50"), ("1000", None, "0.40"))
    for model, second in ((FeeModel.VOLUME_TIER, "80.00"), (FeeModel.GRADUATED_TIER, "180.00")):
        line = unpriced(tiers=rows, volume=Decimal(5_000))
        terms = at_once(line, model=model)
        found = account(terms.terms, came(terms, (0, 800), (9, 400)))
        assert payable(found, day(0), day(8)) == "400.00"
        assert payable(found, day(9), day(9)) == second


def test_units_have_the_price_of_their_year_and_an_index_that_is_missing_is_told() -> None:
    rise = Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal(10))
    terms = at_once(indexation=rise)
    so_far = came(terms, (0, 1_000), (365, 1_000))
    assert payable(account(terms.terms, so_far)) == "105.00"
    cpi = with_terms(terms, indexation=Indexation(kind=IndexationKind.CPI, cap_pct=Decimal(5)))
    unknown = account(cpi.terms, so_far)
    assert statement(unknown, YEAR_2, LAST).provisional
    assert not statement(unknown, FIRST, YEAR_1).provisional
    known = replace(unknown, cpi_pct=(Decimal(7),))
    assert (payable(unknown), payable(known)) == ("100.00", "102.50")


def test_fixed_fees_subscriptions_use_and_revenue_fall_due_in_their_days() -> None:
    terms = hybrid(
        fixed("1000", due=Due(on=DueOn.PERIOD_END)),
        subscription("300", Per.QUARTER, due=Due(on=DueOn.PERIOD_START)),
        use(per=Per.THOUSAND_QUERIES),
        share("10"),
    )
    reported = (
        Reported(charge="use", on=day(30), uses=Decimal(5_000)),
        Reported(charge="share", on=day(30), base=money("-50")),
        Reported(charge="share", on=day(60), base=money("200")),
    )
    found = account(terms, reported=reported)
    one = statement(found, FIRST, day(45))
    assert {each.id: str(each.amount) for each in one.charges} == {
        "photos": "0.00",
        "fee": "0.00",
        "feed": "300.00",
        "use": "2.50",
        "share": "0.00",
    }
    assert payable(found) == "3422.50"
    at_end = hybrid(subscription("300", Per.QUARTER, due=Due(on=DueOn.PERIOD_END)))
    ends = account(at_end)
    assert payable(ends, FIRST, date(2027, 4, 28)) == "0.00"
    assert payable(ends, date(2027, 4, 29), date(2027, 4, 29)) == "300.00"


def test_a_fixed_fee_on_acceptance_waits_for_it_and_at_most_for_the_end() -> None:
    terms = at_once(model=FeeModel.HYBRID, charges=(fixed("10"),), invoice_on=InvoiceOn.ACCEPTANCE)
    found = account(terms.terms, came(terms, (9, 100)))
    assert payable(found, day(0), day(8)) == "0.00"
    assert payable(found, day(9), day(9)) == "15.00"
    assert payable(account(terms.terms), LAST, LAST) == "10.00"


def test_what_is_paid_ahead_is_corrected_at_the_end() -> None:
    terms = at_once(a_line(volume=Decimal(1_000)), invoice_on=InvoiceOn.SIGNATURE)
    found = account(terms.terms, came(terms, (0, 900)))
    assert payable(found, FIRST, FIRST) == "50.00"
    assert payable(found, LAST, LAST) == "-5.00"


def test_an_advance_is_paid_first_and_worked_off() -> None:
    guarantee = a_guarantee("40", GuaranteeKind.ADVANCE, abates_on_shortfall=False)
    terms = at_once(guarantee=guarantee)
    found = account(terms.terms, came(terms, (5, 600), (9, 600)))
    first, one, two = (
        in_usd(statement(found, day(a), day(b))) for a, b in ((0, 4), (5, 8), (9, 99))
    )
    assert (str(first.advance), str(first.payable), str(first.left)) == ("40.00", "40.00", "40.00")
    assert (str(one.recouped), str(one.payable), str(one.left)) == ("30.00", "0.00", "10.00")
    assert (str(two.recouped), str(two.payable), str(two.left)) == ("10.00", "20.00", "0.00")


def test_a_minimum_is_trued_up_at_the_end_and_falls_with_what_was_not_delivered() -> None:
    line = a_line(volume=Decimal(1_000), volume_tolerance_pct=Decimal(0))
    firm = at_once(line, guarantee=a_guarantee("80", abates_on_shortfall=False))
    so_far = came(firm, (0, 600))
    found = account(firm.terms, so_far)
    assert str(in_usd(statement(found, FIRST, day(9))).left) == "50.00"
    assert str(in_usd(statement(found, LAST, LAST)).true_up) == "50.00"
    abates = at_once(line, guarantee=a_guarantee("80"))
    assert str(in_usd(statement(account(abates.terms, so_far), LAST, LAST)).true_up) == "18.00"
    blameless = account(abates.terms, so_far, delivered_shares=(Decimal(1),))
    assert str(in_usd(statement(blameless, LAST, LAST)).true_up) == "50.00"


def test_a_minimum_falls_with_the_days_that_an_early_end_cuts_off() -> None:
    terms = at_once(guarantee=a_guarantee("731", abates_on_shortfall=False))
    early = account(terms.terms, last=day(99), agreed_last=LAST)
    assert (LAST - FIRST).days + 1 == 731
    assert str(in_usd(statement(early, FIRST, day(99))).true_up) == "100.00"
    advance = at_once(guarantee=a_guarantee("731", GuaranteeKind.ADVANCE))
    kept = account(advance.terms, last=day(99), agreed_last=LAST, delivered_shares=(Decimal(1),))
    assert str(in_usd(statement(kept, FIRST, day(99))).advance) == "731.00"


def test_a_shortfall_returns_no_more_of_an_advance_than_is_left() -> None:
    line = a_line(volume=Decimal(1_000), volume_tolerance_pct=Decimal(0))
    terms = at_once(line, guarantee=a_guarantee("40", GuaranteeKind.ADVANCE))
    end = in_usd(statement(account(terms.terms, came(terms, (0, 600))), FIRST, LAST))
    assert (str(end.recouped), str(end.returned), str(end.left)) == ("30.00", "10.00", "0.00")
    end = in_usd(statement(account(terms.terms, came(terms, (0, 100))), FIRST, LAST))
    assert (str(end.recouped), str(end.returned), str(end.left)) == ("5.00", "35.00", "0.00")
    end = in_usd(statement(account(terms.terms, came(terms, (0, 700))), FIRST, LAST))
    assert (str(end.recouped), str(end.returned)) == ("35.00", "5.00")


@pytest.mark.parametrize(("carries", "second"), [(True, "30.00"), (False, "50.00")])
def test_what_a_year_has_above_its_minimum_may_count_in_the_next(carries, second) -> None:
    guarantee = a_guarantee("50", per=GuaranteePer.YEAR, carry_forward=carries)
    terms = at_once(guarantee=guarantee)
    found = account(terms.terms, came(terms, (0, 1_400)))
    assert str(in_usd(statement(found, FIRST, YEAR_1)).true_up) == "0.00"
    assert str(in_usd(statement(found, YEAR_2, LAST)).true_up) == second


def test_what_is_over_the_fee_cap_is_not_payable() -> None:
    terms = at_once(fee_cap=money("60"), guarantee=a_guarantee("20", GuaranteeKind.ADVANCE))
    found = account(terms.terms, came(terms, (0, 1_000), (9, 1_000)))
    assert payable(found, day(0), day(8)) == "50.00"
    last = in_usd(statement(found, day(9), LAST))
    assert (str(last.charges), str(last.over_cap), str(last.payable)) == ("50.00", "40.00", "10.00")


def test_the_premium_follows_the_certain_charges() -> None:
    terms = at_once(model=FeeModel.HYBRID, charges=(share("10"),))
    grant = replace(terms.terms.grant, exclusivity_premium_pct=Decimal(20))
    found = account(
        replace(terms.terms, grant=grant),
        came(terms, (0, 1_000)),
        reported=(Reported(charge="share", on=day(3), base=money("100")),),
    )
    row = in_usd(statement(found, FIRST, LAST))
    assert (str(row.charges), str(row.premium), str(row.payable)) == ("60.00", "10.00", "70.00")


def test_a_renewal_goes_on_numbering_units_and_owes_no_fixed_fee_again() -> None:
    rows = tiers(("0", "1000", "0.50"), ("1000", None, "0.40"))
    line = unpriced(tiers=rows, volume=Decimal(5_000))
    terms = at_once(line, model=FeeModel.HYBRID, charges=(fixed("10"),))
    so_far = came(terms, (0, 800), (731, 400))
    found = account(
        terms.terms,
        so_far,
        first=date(2029, 1, 31),
        last=date(2030, 1, 30),
        renewal=True,
        rise=Decimal("1.1"),
    )
    assert payable(found, found.first, date(2030, 1, 30)) == "198.00"


def test_the_whole_of_a_deal_that_went_as_agreed_is_its_quote() -> None:
    terms = hybrid(
        fixed("1000"), fixed("7", "EUR", id="eur"), subscription("10", Per.MONTH), guarantee=None
    )
    fast = Rules(replace(terms, delivery=replace(terms.delivery, acceptance_days=0)))
    whole = statement(account(fast.terms, came(fast, (0, 1_200_000))), FIRST, LAST)
    for each in whole.payable:
        assert each.payable == quote(fast.terms).committed(each.currency)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(DeliveryRefused) as refused:
        statement(account(rules().terms), day(2), day(1))
    assert refused.value.faults[0].pointer == "/last"


batches = st.lists(st.tuples(st.integers(-9, 800), st.integers(1, 900)), max_size=6)
cuts = st.sets(st.integers(-30, 900), min_size=2, max_size=6).map(sorted)
deals = st.sampled_from(
    [
        at_once(),
        at_once(unit_rates := a_line(volume=Decimal(2_000)), count=Count.DELIVERED),
        at_once(unit_rates, invoice_on=InvoiceOn.SIGNATURE, fee_cap=money("70")),
        at_once(guarantee=a_guarantee("33.33", GuaranteeKind.ADVANCE)),
        at_once(guarantee=a_guarantee("33.33", per=GuaranteePer.YEAR, carry_forward=True)),
        at_once(
            unpriced(tiers=tiers(("0", "700", "0.333"), ("700", None, "0.111"))),
            model=FeeModel.VOLUME_TIER,
            indexation=Indexation(kind=IndexationKind.FIXED_PCT, pct=Decimal("3.33")),
        ),
        at_once(
            model=FeeModel.HYBRID,
            charges=(subscription("10", Per.MONTH), fixed("7", "JPY", id="yen")),
        ),
    ]
)


def _added(statements: Sequence[Statement]) -> dict[str, list[Money]]:
    found: dict[str, list[Money]] = {}
    for each in statements:
        for row in each.payable:
            sums = [row.charges, row.advance, row.recouped, row.true_up, row.over_cap, row.payable]
            before = found.get(row.currency, [Money(0, row.currency)] * len(sums))
            found[row.currency] = [a + b for a, b in zip(before, sums, strict=True)]
    return found


@forall(deals, batches, cuts)
def test_statements_of_parts_add_up_to_the_statement_of_the_whole(terms, came_, cut) -> None:
    found = account(terms.terms, came(terms, *came_))
    days = [day(n) for n in cut]
    parts = [statement(found, a + timedelta(1), b) for a, b in pairwise(days)]
    whole = statement(found, days[0] + timedelta(1), days[-1])
    assert _added(parts) == _added([whole])
    for i, units in enumerate(whole.units):
        assert units.counted == sum(part.units[i].counted for part in parts)


@forall(deals, batches.flatmap(lambda b: st.tuples(st.just(b), st.permutations(b))))
def test_the_order_in_which_deliveries_were_entered_does_not_matter(terms, both) -> None:
    one, other = (account(terms.terms, came(terms, *each)) for each in both)
    for first, last in ((FIRST, day(99)), (YEAR_2, LAST)):
        assert statement(one, first, last) == statement(other, first, last)


def test_every_kind_of_charge_can_be_stated() -> None:
    kinds = {each.kind for each in quote(hybrid(*(_one_of(kind) for kind in ChargeKind))).lines}
    assert kinds == set(ChargeKind)
    found = account(hybrid(*(_one_of(kind) for kind in ChargeKind)))
    assert len(statement(found, FIRST, LAST).charges) == len(ChargeKind)


def _one_of(kind: ChargeKind):
    row = tiers(("0", None, "0.01"))
    match kind:
        case ChargeKind.FIXED:
            return fixed("1")
        case ChargeKind.SUBSCRIPTION:
            return subscription("1", Per.INITIAL_PERIOD)
        case ChargeKind.REVENUE_SHARE:
            return share("1")
        case ChargeKind.USAGE | ChargeKind.CRAWL:
            return use(id=kind.value, kind=kind)
        case _:
            return use(id=kind.value, kind=kind, line="photos", tiers=row, per=None)

"""What is payable before anything is delivered."""

from dataclasses import replace
from decimal import Decimal

from service.domain.pricing import quote
from service.domain.terms.grant import Exclusivity
from service.domain.terms.prices import (
    Due,
    DueOn,
    FeeModel,
    Guarantee,
    GuaranteeKind,
    InvoiceOn,
    Per,
)
from tests.builders import some_terms, usd
from tests.domain.priced import (
    fixed,
    priced,
    share,
    subscription,
    unpriced,
)


def with_premium(terms, pct):
    grant = replace(
        terms.grant,
        exclusivity=Exclusivity.EXCLUSIVE,
        exclusivity_premium_pct=Decimal(pct),
    )
    return replace(terms, grant=grant)


def an_advance(amount="500000", **changes):
    return Guarantee(kind=GuaranteeKind.ADVANCE, amount=usd(amount), **changes)


def firsts(terms):
    return [(p.what, p.amount, p.on) for p in quote(terms).first]


def test_nothing_is_payable_first_when_units_are_paid_on_acceptance():
    assert firsts(some_terms()) == []


def test_the_advance_is_payable_first():
    terms = priced(guarantee=an_advance("1000"))
    assert firsts(terms) == [("Advance", usd("1000"), DueOn.EFFECTIVE_DATE)]


def test_a_fixed_charge_due_on_signature_is_payable_first():
    due = Due(on=DueOn.SIGNATURE, days=10)
    (found,) = quote(priced(charges=(fixed("1000", due=due), fixed("7", id="later")))).first
    assert (found.amount, found.on, found.days) == (usd("1000"), DueOn.SIGNATURE, 10)


def test_the_first_period_of_a_subscription_is_payable_first():
    charge = subscription("1000", Per.QUARTER, due=Due(on=DueOn.PERIOD_START))
    assert firsts(priced(charges=(charge,))) == [("Subscription", usd("1000"), DueOn.PERIOD_START)]


def test_of_a_period_cut_short_its_share_is_payable_first():
    charge = subscription("1000", Per.YEAR, due=Due(on=DueOn.PERIOD_START))
    terms = priced(charges=(charge,), period={"months": 6})
    assert [amount for _, amount, _ in firsts(terms)] == [usd("500")]


def test_everything_certain_is_payable_first_when_invoiced_on_signature():
    terms = priced(charges=(share("5"),), invoice_on=InvoiceOn.SIGNATURE)
    assert [amount for _, amount, _ in firsts(terms)] == [usd("60000")]


def test_the_premium_is_payable_with_its_charge():
    terms = with_premium(priced(invoice_on=InvoiceOn.SIGNATURE), "25")
    assert [amount for _, amount, _ in firsts(terms)] == [usd("60000"), usd("15000")]


def test_what_the_advance_pays_is_not_payable_twice():
    due = Due(on=DueOn.SIGNATURE)
    terms = priced(
        unpriced(),
        model=FeeModel.HYBRID,
        charges=(fixed("300", id="a", due=due), fixed("900", id="b", due=due)),
        guarantee=an_advance("1000"),
    )
    assert [amount for _, amount, _ in firsts(terms)] == [usd("1000"), usd("200")]

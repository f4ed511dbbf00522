"""Guarantee and cap agree with the charges they bear on."""

from collections.abc import Iterator
from typing import Final

from service.domain.errors import Fault
from service.domain.money import Money
from service.domain.pricing.charges import effective_charges
from service.domain.pricing.totals import whole_guarantee
from service.domain.terms import Terms
from service.domain.terms.period import PeriodMode
from service.domain.terms.prices import (
    ChargeKind,
    FeeModel,
    GuaranteeKind,
    GuaranteePer,
)
from service.domain.wording import in_order, listed


def sums_are_in_the_deals_currency(terms: Terms) -> Iterator[Fault]:
    pricing = terms.pricing
    sums = {
        "guarantee/amount": pricing.guarantee.amount if pricing.guarantee else None,
        "fee_cap": pricing.fee_cap,
    }
    for name, amount in sums.items():
        if amount is not None and amount.currency != pricing.currency:
            yield Fault(
                f"/pricing/{name}",
                f"This is in {amount.currency}; guarantee and cap are in the deal's currency, "
                f"{pricing.currency}.",
            )


def caps_reach_the_guarantee(terms: Terms) -> Iterator[Fault]:
    cap, guarantee = terms.pricing.fee_cap, terms.pricing.guarantee
    if cap is None or guarantee is None or cap.currency != guarantee.amount.currency:
        return
    whole = whole_guarantee(guarantee, terms.period)
    if cap < whole:
        yield Fault(
            "/pricing/fee_cap",
            f"The cap of {_said(cap)} is below the {_said(whole)} guaranteed over the initial "
            f"period: raise it to {_said(whole)} or more.",
        )


def guarantees_count_what_is_there(terms: Terms) -> Iterator[Fault]:
    """Naming every kind, the default, means whatever there is."""
    guarantee = terms.pricing.guarantee
    if guarantee is None or terms.pricing.fee_model is FeeModel.NO_FEE:
        return
    there = _kinds_in_the_deals_currency(terms)
    if guarantee.recoups_against == frozenset(ChargeKind):
        absent = frozenset() if there else guarantee.recoups_against
    else:
        absent = guarantee.recoups_against - there
    if absent:
        yield Fault(
            "/pricing/guarantee/recoups_against",
            f"The deal has no {listed(in_order(absent), 'or')} charge in {terms.pricing.currency}, "
            f"the only currency that counts; {_there(there)}.",
        )


def minimums_have_an_end(terms: Terms) -> Iterator[Fault]:
    guarantee = terms.pricing.guarantee
    if (
        guarantee is not None
        and guarantee.kind is GuaranteeKind.MINIMUM
        and guarantee.per is GuaranteePer.INITIAL_PERIOD
        and terms.period.mode is PeriodMode.PERPETUAL
    ):
        yield Fault(
            "/pricing/guarantee/per",
            "A perpetual license has no initial period at whose end a minimum could be made up: "
            "choose year, or an advance.",
        )


def _kinds_in_the_deals_currency(terms: Terms) -> frozenset[ChargeKind]:
    own = terms.pricing.currency
    charges = (each.charge for each in effective_charges(terms))
    return frozenset(charge.kind for charge in charges if (charge.currency or own) == own)


def _there(kinds: frozenset[ChargeKind]) -> str:
    if not kinds:
        return "add one, or take the guarantee out"
    return f"there is {listed(in_order(kinds))}"


def _said(amount: Money) -> str:
    return f"{amount.currency} {amount.amount:,f}"


RULES: Final = (
    sums_are_in_the_deals_currency,
    caps_reach_the_guarantee,
    guarantees_count_what_is_there,
    minimums_have_an_end,
)

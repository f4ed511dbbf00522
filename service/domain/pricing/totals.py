"""From lines to totals: premium, guarantee, cap and contributor split, each currency by itself."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from service.domain.money import Money, exactly
from service.domain.pricing.breakdown import Guaranteed, Premium, PricedLine, Total
from service.domain.pricing.length import MONTHS_A_YEAR, months_of
from service.domain.terms import Terms
from service.domain.terms.period import Period
from service.domain.terms.prices import Guarantee, GuaranteePer

_HUNDRED: Final = Decimal(100)


def premiums_on(lines: Sequence[PricedLine], pct: Decimal, own: str) -> tuple[Premium, ...]:
    """`pct` of the certain license fees, by currency; none when there is no premium."""
    if not pct:
        return ()
    sums = (_sum(_certain(lines, currency), currency) for currency in _currencies(lines, own))
    return tuple(
        Premium(pct=pct, on=fees, amount=fees.times(pct / _HUNDRED)) for fees in sums if fees.minor
    )


def guaranteed_by(terms: Terms, lines: Sequence[PricedLine]) -> Guaranteed | None:
    guarantee = terms.pricing.guarantee
    if guarantee is None:
        return None
    currency = guarantee.amount.currency
    counting = [
        line
        for line in lines
        if line.currency == currency and line.kind in guarantee.recoups_against
    ]
    whole, counted = whole_guarantee(guarantee, terms.period), _sum(counting, currency)
    return Guaranteed(
        guarantee=guarantee,
        whole=whole,
        counted=counted,
        top_up=max(whole - counted, Money(0, currency)),
        more_may_count=any(not line.certain for line in counting),
    )


def whole_guarantee(guarantee: Guarantee, period: Period) -> Money:
    """The sum guaranteed over the initial period.

    By the year it is owed once a year, for a part year in proportion to the months begun; where
    no end is known before signing, the first year alone counts.
    """
    months = months_of(period)
    if guarantee.per is GuaranteePer.INITIAL_PERIOD or months is None:
        return guarantee.amount
    with exactly():
        share = guarantee.amount.amount * months / MONTHS_A_YEAR
    return Money.of(share, guarantee.amount.currency)


def abated(guarantee: Guarantee, delivered_share: Decimal) -> Money:
    """What is guaranteed when only this share (0 to 1) of the agreed volume was delivered."""
    if not guarantee.abates_on_shortfall:
        return guarantee.amount
    return guarantee.amount.times(max(min(delivered_share, Decimal(1)), Decimal(0)))


def totals_of(
    terms: Terms,
    lines: Sequence[PricedLine],
    premiums: Sequence[Premium],
    guaranteed: Guaranteed | None,
) -> tuple[Total, ...]:
    """One total per currency, the deal's own first; nothing is converted or added across."""
    return tuple(
        _total(terms, currency, lines, premiums, guaranteed)
        for currency in _currencies(lines, terms.pricing.currency)
    )


def _total(
    terms: Terms,
    currency: str,
    lines: Sequence[PricedLine],
    premiums: Sequence[Premium],
    guaranteed: Guaranteed | None,
) -> Total:
    none = Money(0, currency)
    charges = _sum(_certain(lines, currency), currency)
    premium = sum((p.amount for p in premiums if p.amount.currency == currency), none)
    top_up = guaranteed.top_up if guaranteed and guaranteed.top_up.currency == currency else none
    whole = charges + premium + top_up
    cap = terms.pricing.fee_cap
    if cap is not None and cap.currency != currency:
        cap = None
    committed = whole if cap is None else min(whole, cap)
    is_open = _is_open(terms, currency, lines)
    parts = _shares(committed, terms.pricing.contributor_split_pct)
    return Total(
        charges=charges,
        premium=premium,
        top_up=top_up,
        over_cap=whole - committed,
        committed=committed,
        at_most=cap if is_open else committed,
        open=is_open,
        contributors=parts[0],
        licensor=parts[1],
    )


def _is_open(terms: Terms, currency: str, lines: Sequence[PricedLine]) -> bool:
    """Whether more may fall due: a price on the future, or a yearly guarantee without an end."""
    guarantee = terms.pricing.guarantee
    yearly = (
        guarantee is not None
        and guarantee.amount.currency == currency
        and guarantee.per is GuaranteePer.YEAR
        and months_of(terms.period) is None
    )
    return yearly or any(line.currency == currency and not line.certain for line in lines)


def _shares(committed: Money, pct: Decimal | None) -> tuple[Money | None, Money | None]:
    if pct is None:
        return None, None
    contributors, licensor = committed.split((pct, _HUNDRED - pct))
    return contributors, licensor


def _certain(lines: Iterable[PricedLine], currency: str) -> list[PricedLine]:
    return [line for line in lines if line.certain and line.currency == currency]


def _sum(lines: Iterable[PricedLine], currency: str) -> Money:
    return sum((line.amount for line in lines if line.amount is not None), Money(0, currency))


def _currencies(lines: Iterable[PricedLine], own: str) -> list[str]:
    return [own, *sorted({line.currency for line in lines} - {own})]

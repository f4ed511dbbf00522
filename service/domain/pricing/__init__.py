"""The fee of a deal, worked out from its terms; Schedule 2 reads the same way.

1. *Charges.* Each materials line with a unit rate or tiers is a charge, and so is each entry of
   `pricing.charges`; which of the two counts where both price a line stands in `charges.py`.
2. *Amounts.* Each charge is worked out exactly and rounded once, half up, to the minor unit of
   its currency. Units are counted at the agreed volume. A subscription is paid for each month,
   quarter or year of the initial period, a part period in proportion to the months begun. A fixed
   yearly indexation raises subscriptions on each anniversary of the start; unit rates are shown
   as they are in the first year.
3. *The future.* Usage, crawls and revenue shares have no amount before they happen, nor has a
   subscription without a known end. They are shown with their rate and are in no total.
4. *Premium.* The exclusivity premium is a percentage of the certain charges, by currency.
5. *Guarantee.* The certain charges of the kinds it names, in its currency, count towards it. What
   they fall short is committed too, as the true-up of a minimum or the rest of an advance; so
   the commitment is the larger of guarantee and counting charges, never their sum. A yearly
   minimum is compared over the whole initial period: true-ups by the year without carry-forward
   can only add to it.
6. *Cap.* What exceeds the fee cap is not owed. Premium and top-up count towards the cap. Guarantee
   and cap reach the deal's own currency only.
7. *Currencies.* Each has its own total; nothing is converted.
"""

from service.domain.pricing.amounts import priced
from service.domain.pricing.breakdown import Payment, Quote
from service.domain.pricing.charges import effective_charges
from service.domain.pricing.first import first_payments
from service.domain.pricing.totals import guaranteed_by, premiums_on, totals_of
from service.domain.terms import Terms


def quote(terms: Terms) -> Quote:
    """The fee, line by line, of terms without faults (`pricing.faults.pricing_faults`).

    A price that is missing counts as nothing.
    """
    lines = tuple(priced(each, terms) for each in effective_charges(terms))
    premiums = premiums_on(lines, terms.grant.exclusivity_premium_pct, terms.pricing.currency)
    guaranteed = guaranteed_by(terms, lines)
    return Quote(
        lines=lines,
        premiums=premiums,
        guaranteed=guaranteed,
        totals=totals_of(terms, lines, premiums, guaranteed),
        first=first_payments(terms, lines),
    )


def first_charges(terms: Terms) -> list[tuple[str, Payment]]:
    """What is payable at the start, each with the id of its charge; an advance has its pointer."""
    found = quote(terms)
    ids = {line.pointer: line.id for line in found.lines}
    return [(ids.get(each.pointer, each.pointer), each) for each in found.first]

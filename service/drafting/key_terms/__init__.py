"""Part A: the Key Terms, which hold every variable of the deal under the defined words of Part B."""

from collections.abc import Iterator, Sequence

from service.domain.contract import Part, PartKind, Section
from service.domain.period.counting import BusinessDays
from service.domain.pricing.breakdown import Quote
from service.domain.terms import Terms
from service.drafting.key_terms import law, money, parties, positions, risk, time, use
from service.drafting.library import Clause


def key_terms(
    terms: Terms, quote: Quote, business_days: BusinessDays, riders: Sequence[Clause]
) -> Part:
    return Part(
        kind=PartKind.KEY_TERMS,
        bookmark="part_key_terms",
        heading="Part A: Key Terms",
        blocks=(),
        sections=tuple(_sections(terms, quote, business_days, riders)),
    )


def _sections(
    terms: Terms, quote: Quote, business_days: BusinessDays, riders: Sequence[Clause]
) -> Iterator[Section]:
    yield parties.parties(terms)
    yield use.materials(terms)
    yield use.license(terms)
    yield use.outputs(terms)
    yield use.after_end(terms)
    yield money.prices(terms, quote)
    yield time.period(terms, business_days)
    yield positions.positions(terms)
    yield positions.people(terms)
    yield risk.compliance(terms)
    yield risk.risk(terms)
    yield law.law_and_notices(terms, riders)
    yield law.signing(terms)
    yield law.special_terms(terms)

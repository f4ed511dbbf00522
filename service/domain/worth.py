"""What a deal comes to and what law and prudence say of it, worked out once for the same terms."""

from dataclasses import dataclass
from functools import lru_cache

from service.domain.checks import findings
from service.domain.checks.finding import Finding
from service.domain.deal import Deal, OurSide, WrittenTerms
from service.domain.drafts import to_release
from service.domain.money import Money
from service.domain.pricing import quote
from service.domain.pricing.breakdown import Quote


@dataclass(frozen=True, slots=True)
class Worth:
    """The fee line by line, and findings that are our side's alone."""

    quote: Quote
    committed: Money
    findings: tuple[Finding, ...]


def worth_of(deal: Deal) -> Worth:
    """Of what stands between the sides; of the draft where nothing was offered."""
    return worth(deal.standing, deal.header.our_side)


def worth_of_draft(deal: Deal) -> Worth:
    """Of what we prepare, which the other side does not see."""
    return worth(deal.written, deal.header.our_side)


def needed_for(deal: Deal) -> tuple[str, ...]:
    """The codes of the findings in our draft that an approver must let pass."""
    return to_release(deal, worth_of_draft(deal).findings)


@lru_cache(maxsize=256)
def worth(written: WrittenTerms, our_side: OurSide) -> Worth:
    """Remembered, since a deal is looked at several times while one request is answered."""
    terms = written.terms
    fee = quote(terms)
    committed = fee.committed(terms.pricing.currency)
    return Worth(fee, committed, findings(terms, our_side, committed))

"""What a deal comes to, and what is to be said of it before it leaves the house."""

from dataclasses import dataclass

from service.domain import checks, rates
from service.domain.checks.finding import Finding
from service.domain.deal import OurSide
from service.domain.errors import Fault
from service.domain.pricing import quote
from service.domain.pricing.breakdown import Quote
from service.domain.rates import BandFinding
from service.domain.terms import Terms
from service.drafting.rates import rate_bands


@dataclass(frozen=True, slots=True)
class Quoted:
    """The fee line by line, the published rates beside it, and what law and prudence say.

    The findings are our side's alone.
    """

    quote: Quote
    bands: tuple[BandFinding, ...]
    findings: tuple[Finding, ...]

    @property
    def forbidden(self) -> tuple[Fault, ...]:
        """What blocks and no approver may override, at each place where it stands."""
        return tuple(
            Fault(f"/terms{pointer}", finding.sentence)
            for finding in self.findings
            if finding.is_final
            for pointer in finding.pointers
        )


def quoted(terms: Terms, our_side: OurSide) -> Quoted:
    """For terms without faults; nothing is stored."""
    fee = quote(terms)
    return Quoted(
        quote=fee,
        bands=rates.findings(terms, rate_bands()),
        findings=checks.findings(terms, our_side, fee.committed(terms.pricing.currency)),
    )

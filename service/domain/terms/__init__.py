"""The structured content of a deal: what the two sides agree on."""

from dataclasses import dataclass
from typing import Annotated

from service.domain.terms.bounds import Identifier, Items, between
from service.domain.terms.compliance import Compliance
from service.domain.terms.delivery import Delivery
from service.domain.terms.grant import Grant
from service.domain.terms.law import Law
from service.domain.terms.materials import Materials
from service.domain.terms.models import Models
from service.domain.terms.notices import Notices
from service.domain.terms.outputs import Outputs
from service.domain.terms.parties import Parties
from service.domain.terms.period import Period
from service.domain.terms.positions import Positions
from service.domain.terms.prices import Pricing
from service.domain.terms.privacy import Privacy
from service.domain.terms.risk import Risk
from service.domain.terms.signing import Signing, SpecialTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The text these terms are agreed on: a family, its version, a language (ISO 639-1)."""

    family: Identifier
    version: Annotated[int, between(1, 10_000)]
    language: Identifier = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything the two sides agree on; the digest of these is what they accept."""

    form: Form
    parties: Parties
    materials: Materials
    delivery: Delivery
    grant: Grant
    outputs: Outputs = Outputs()
    models: Models = Models()
    pricing: Pricing = Pricing()
    positions: Positions = Positions()
    privacy: Privacy = Privacy()
    period: Period = Period()
    notices: Notices = Notices()
    compliance: Compliance = Compliance()
    risk: Risk = Risk()
    law: Law
    signing: Signing = Signing()
    special_terms: Annotated[tuple[SpecialTerm, ...], Items(100)] = ()

"""Deals that two sides have moved, for tests of the rules."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from schemas.terms import written
from service.domain import drafts, negotiation
from service.domain.checks.finding import Finding
from service.domain.deal import (
    Deal,
    DealHeader,
    Event,
    OurSide,
    WrittenTerms,
)
from service.domain.errors import (
    TermsRefused,
)
from service.domain.negotiation import Proposal
from service.domain.terms.parties import Side
from service.domain.worth import worth
from tests.builders import some_parties, some_terms
from tests.conftest import NOON
from tests.negotiating import for_months
from tests.storage.blocked import blocked_terms

US, THEM = Side.LICENSOR, Side.LICENSEE
ENDS: Final = NOON + timedelta(days=7)
NONE: Final[tuple[Finding, ...]] = ()


def drafted(our_side: OurSide = OurSide.LICENSOR, kept: WrittenTerms | None = None) -> Deal:
    header = DealHeader(family="bulk-media", our_side=our_side)
    event = drafts.draft(header, kept or for_months(24), by="usr_ada", at=NOON)
    return Deal.begun("deal_1", event)


def events_of_offer(
    deal: Deal,
    side: Side,
    kept: WrittenTerms | None = None,
    *,
    findings: Any = None,
    at: datetime = NOON,
    **said: Any,
) -> tuple[Event, ...]:
    number = deal.offer.number + 1 if deal.offer else 1
    plain = {"id": f"off_{number}", "side": side, "text_sha256": "t"}
    proposal = Proposal(**{**plain, "written": kept or deal.written, **said})
    return negotiation.make_offer(deal, proposal, findings, by=f"by_{side}", at=at)


def put(deal: Deal, side: Side, kept: WrittenTerms | None = None, **said: Any) -> Deal:
    return deal.after(events_of_offer(deal, side, kept, **said))


def offered(**said: Any) -> Deal:
    """Offer 1 of ours stands."""
    return put(drafted(), US, findings=NONE, **said)


def countered(kept: WrittenTerms | None = None, **said: Any) -> Deal:
    """Offer 2, of the other side, stands."""
    return put(offered(), THEM, kept or for_months(36), **said)


def accepted(
    deal: Deal,
    side: Side,
    *,
    seen: WrittenTerms | None = None,
    findings: Any = None,
    at: datetime = NOON,
) -> Deal:
    sha = (seen or deal.standing).canonical.sha256
    return deal.after(
        negotiation.accept(deal, side=side, terms_sha256=sha, findings=findings, by="x", at=at)
    )


def rejected(deal: Deal, side: Side) -> Deal:
    return deal.after(negotiation.reject(deal, side=side, reason="No.", by="x", at=NOON))


def offer_withdrawn(deal: Deal, side: Side) -> Deal:
    return deal.after(negotiation.withdraw_offer(deal, side=side, reason=None, by="x", at=NOON))


def withdrawn(deal: Deal, side: Side | None) -> Deal:
    return deal.after(negotiation.withdraw_deal(deal, side=side, reason=None, by="x", at=NOON))


def lapsed() -> Deal:
    deal = offered(expires_at=ENDS)
    return deal.after(negotiation.lapse(deal, at=ENDS))


def findings_of(kept: WrittenTerms) -> tuple[Finding, ...]:
    return worth(kept, OurSide.LICENSOR).findings


def over() -> dict[str, Deal]:
    return {
        "agreed": accepted(offered(), THEM),
        "rejected": rejected(offered(), THEM),
        "withdrawn": offer_withdrawn(offered(), US),
        "lapsed": lapsed(),
    }


def pointers(refused: "pytest.ExceptionInfo[TermsRefused]") -> list[str]:
    return [fault.pointer for fault in refused.value.faults]


def with_parties(**changes: Any) -> WrittenTerms:
    parties = some_parties()
    return written(some_terms(parties=replace(parties, **changes)))


BLOCKED: Final = written(blocked_terms())
FORBIDDEN: Final = written(
    some_terms(privacy=replace(some_terms().privacy, us_bulk_data_decided_by=None))
)

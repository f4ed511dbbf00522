"""How a draft begins, changes, is released and is withdrawn."""

from collections.abc import Iterable
from datetime import datetime

from service.domain.checks.finding import Finding, Level
from service.domain.deal import (
    Approval,
    ApprovalGiven,
    ApprovalRefused,
    ApprovalRequested,
    Deal,
    DealDrafted,
    DealHeader,
    DraftChanged,
    Event,
    WrittenTerms,
)
from service.domain.errors import ApprovalNotNeeded, ApprovalNotRequested, Fault, TermsRefused


def draft(
    header: DealHeader,
    written: WrittenTerms,
    *,
    by: str,
    at: datetime,
    copied_from: str | None = None,
) -> DealDrafted:
    return DealDrafted(header=header, written=written, copied_from=copied_from, by=by, at=at)


def change(
    deal: Deal, header: DealHeader, written: WrittenTerms, *, by: str, at: datetime
) -> tuple[Event, ...]:
    """Nothing happens where nothing changed; a deal stays in the family it began in.

    Once something was offered, nobody changes sides.
    """
    if header.family != deal.header.family:
        family = deal.header.family
        raise TermsRefused([Fault("/family", f"The deal is of the family {family}: give that.")])
    if deal.offer is not None and header.our_side is not deal.header.our_side:
        said = f"An offer was made with {deal.header.our_side} as our side: give that."
        raise TermsRefused([Fault("/our_side", said)])
    if (header, written) == (deal.header, deal.written):
        return ()
    return (DraftChanged(header=header, written=written, by=by, at=at),)


def to_release(deal: Deal, findings: Iterable[Finding]) -> tuple[str, ...]:
    """The findings that an approver must let pass before the deal leaves the house."""
    blocks = (f for f in findings if f.level is Level.BLOCK and f.overridable)
    return tuple(dict.fromkeys(f.code for f in blocks if f.code not in deal.released))


def request_approval(
    deal: Deal, findings: Iterable[Finding], *, by: str, at: datetime, note: str | None = None
) -> tuple[Event, ...]:
    """ApprovalNotNeeded where nothing blocks."""
    codes = to_release(deal, findings)
    if not codes:
        raise ApprovalNotNeeded
    return (ApprovalRequested(codes=codes, note=note, by=by, at=at),)


def approve(
    deal: Deal, findings: Iterable[Finding], *, reason: str, by: str, at: datetime
) -> tuple[Event, ...]:
    """Releases everything that blocks now, together with what was released before."""
    codes = to_release(deal, findings)
    if not codes:
        raise ApprovalNotNeeded
    return (ApprovalGiven(codes=(*sorted(deal.released), *codes), reason=reason, by=by, at=at),)


def refuse_approval(deal: Deal, *, reason: str, by: str, at: datetime) -> tuple[Event, ...]:
    """ApprovalNotRequested where nobody waits for an answer."""
    if deal.approval is not Approval.REQUESTED:
        raise ApprovalNotRequested
    return (ApprovalRefused(reason=reason, by=by, at=at),)


def copied_header(deal: Deal) -> DealHeader:
    """What a copy begins with: what names the old deal is left behind."""
    kept = deal.header
    return DealHeader(family=kept.family, title=kept.title, our_side=kept.our_side)

"""What of ours must be let pass before it leaves the house."""

import pytest

from service.domain import drafts
from service.domain.deal import (
    Approval,
    Deal,
    Status,
    WrittenTerms,
)
from service.domain.errors import (
    ApprovalRequired,
    TermsRefused,
)
from tests.conftest import NOON
from tests.domain.offered import (
    BLOCKED,
    FORBIDDEN,
    THEM,
    US,
    accepted,
    countered,
    drafted,
    findings_of,
    offered,
    put,
)
from tests.negotiating import for_months
from tests.storage.blocked import blocked_terms


def test_what_blocks_is_not_offered_unreleased() -> None:
    with pytest.raises(ApprovalRequired):
        put(drafted(kept=BLOCKED), US, findings=findings_of(BLOCKED))


def test_what_blocks_is_no_counter_offer_unreleased() -> None:
    with pytest.raises(ApprovalRequired):
        put(countered(), US, BLOCKED, findings=findings_of(BLOCKED))


def _released(deal: Deal) -> Deal:
    found = findings_of(deal.written)
    return deal.after(drafts.approve(deal, found, reason="So it is.", by="usr_cleo", at=NOON))


def _prepared(deal: Deal, kept: WrittenTerms) -> Deal:
    return deal.after(drafts.change(deal, deal.header, kept, by="x", at=NOON))


def test_a_draft_that_was_let_pass_is_offered_while_another_offer_stands() -> None:
    deal = _released(_prepared(countered(), BLOCKED))
    assert put(deal, US, findings=findings_of(BLOCKED)).status is Status.OFFERED


def test_other_terms_than_those_let_pass_must_pass_anew() -> None:
    deal = _released(_prepared(countered(), BLOCKED))
    other = for_months(30, blocked_terms())
    with pytest.raises(ApprovalRequired):
        put(deal, US, other, findings=findings_of(other))


def test_what_we_let_pass_stays_so_for_the_draft_that_a_counter_offer_leaves_alone() -> None:
    deal = put(_released(_prepared(offered(), BLOCKED)), THEM, for_months(36))
    assert (deal.written, deal.approval) == (BLOCKED, Approval.GIVEN)
    assert put(deal, US, findings=findings_of(BLOCKED)).standing == BLOCKED


def test_their_counter_offer_takes_back_what_we_let_pass_and_offered() -> None:
    ours = put(_released(_prepared(offered(), BLOCKED)), US, findings=findings_of(BLOCKED))
    deal = put(ours, THEM, for_months(36))
    assert (deal.approval, deal.released) == (Approval.NONE, frozenset())


def test_what_we_let_pass_in_a_draft_does_not_let_us_accept_their_offer() -> None:
    deal = put(_released(_prepared(offered(), BLOCKED)), THEM, _blocked_for(36))
    with pytest.raises(ApprovalRequired):
        accepted(deal, US, findings=findings_of(_blocked_for(36)))


def _blocked_for(months: int) -> WrittenTerms:
    return for_months(months, blocked_terms())


def test_no_check_of_ours_holds_back_the_other_side() -> None:
    assert countered(BLOCKED).standing == BLOCKED


def test_we_do_not_accept_what_nobody_let_pass() -> None:
    with pytest.raises(ApprovalRequired):
        accepted(countered(BLOCKED), US, findings=findings_of(BLOCKED))


def test_we_accept_what_was_let_pass() -> None:
    deal = _released(countered(BLOCKED))
    assert accepted(deal, US, findings=findings_of(BLOCKED)).status is Status.AGREED


def test_what_was_let_pass_in_our_draft_is_not_let_pass_in_their_offer() -> None:
    deal = _released(_prepared(countered(BLOCKED), for_months(30, blocked_terms())))
    with pytest.raises(ApprovalRequired):
        accepted(deal, US, findings=findings_of(BLOCKED))


def test_what_nobody_may_let_pass_is_not_offered() -> None:
    with pytest.raises(TermsRefused):
        put(drafted(kept=FORBIDDEN), US, findings=findings_of(FORBIDDEN))


def test_what_nobody_may_let_pass_is_not_accepted() -> None:
    with pytest.raises(TermsRefused):
        accepted(countered(FORBIDDEN), US, findings=findings_of(FORBIDDEN))

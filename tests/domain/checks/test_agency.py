"""Those who act for others."""

from datetime import date

import pytest

from service.domain.terms.grant import Exclusivity
from service.domain.terms.parties import (
    Authority,
    AuthorityDocument,
    Covers,
    Principals,
    RightsCapacity,
)
from service.domain.terms.positions import PastUse, PastUseTerms
from service.domain.terms.prices import FeeModel, Payee
from tests.builders import usd
from tests.domain.checks.cases import Case, clear, found, named

AGENT = {"parties__licensor__rights_capacity": RightsCapacity.EXCLUSIVE_AGENT}
SUBLICENSOR = {"parties__licensor__rights_capacity": RightsCapacity.SUBLICENSOR}
EXCLUSIVE = {"grant__exclusivity": Exclusivity.EXCLUSIVE}
PAPER = "parties__licensor__authority_document"
ATTORNEY = {"parties__licensor__signatories__0__authority": Authority.ATTORNEY_IN_FACT}
RELEASE = {
    "positions__past_use": PastUse.PAID_RELEASE,
    "positions__past_use_terms": PastUseTerms(
        amount=usd("1000"), cutoff_on=date(2026, 8, 25), works=("Staff photographs",)
    ),
}


def a_paper(*covers: Covers) -> AuthorityDocument:
    return AuthorityDocument(dated_on=date(2026, 5, 4), sha256="cd" * 32, covers=frozenset(covers))


CASES = (
    found("exclusive_by_agent", "/parties/licensor/authority_document", **AGENT, **EXCLUSIVE),
    clear("exclusive_by_agent", **AGENT),
    clear("exclusive_by_agent", **EXCLUSIVE),
    clear("exclusive_by_agent", **AGENT, **EXCLUSIVE, **{PAPER: a_paper(Covers.EXCLUSIVE)}),
    found(
        "exclusive_by_sublicensor", "/parties/licensor/rights_capacity", **SUBLICENSOR, **EXCLUSIVE
    ),
    clear("exclusive_by_sublicensor", **SUBLICENSOR),
    found("agent_without_paper", "/parties/licensor/authority_document", **AGENT),
    clear("agent_without_paper", **AGENT, **{PAPER: a_paper(Covers.SIGN)}),
    clear("agent_without_paper", **SUBLICENSOR),
    found(
        "agent_paper_too_narrow",
        "/parties/licensor/authority_document/covers",
        **AGENT,
        **{PAPER: a_paper(Covers.NONEXCLUSIVE)},
    ),
    found(
        "agent_paper_too_narrow",
        "/parties/licensor/authority_document/covers",
        **AGENT,
        **{PAPER: a_paper(Covers.COLLECT)},
    ),
    clear(
        "agent_paper_too_narrow",
        **AGENT,
        **{PAPER: a_paper(Covers.NONEXCLUSIVE, Covers.COLLECT)},
    ),
    clear(
        "agent_paper_too_narrow",
        **AGENT,
        **{PAPER: a_paper(Covers.EXCLUSIVE)},
        pricing__payee=Payee.INTERMEDIARY,
    ),
    clear(
        "agent_paper_too_narrow",
        **AGENT,
        **{PAPER: a_paper(Covers.EXCLUSIVE)},
        pricing__fee_model=FeeModel.NO_FEE,
    ),
    clear("agent_paper_too_narrow", **AGENT),
    clear("agent_paper_too_narrow", **{PAPER: a_paper(Covers.PAST_RELEASE)}),
    clear("agent_paper_too_narrow", **AGENT, **EXCLUSIVE, **{PAPER: a_paper(Covers.COLLECT)}),
    found("agent_without_principals", "/parties/licensor/principals", **AGENT),
    clear(
        "agent_without_principals",
        **AGENT,
        parties__licensor__principals=Principals(names=("A. Author",)),
    ),
    found("attorney_without_paper", "/parties/licensor/signatories/0/authority", **ATTORNEY),
    clear("attorney_without_paper"),
    clear("attorney_without_paper", **ATTORNEY, **{PAPER: a_paper(Covers.SIGN)}),
    found("release_beyond_control", "/parties/licensor", **SUBLICENSOR, **RELEASE),
    found("release_beyond_control", "/parties/licensor", **AGENT, **RELEASE),
    clear("release_beyond_control", **AGENT, **RELEASE, **{PAPER: a_paper(Covers.PAST_RELEASE)}),
    clear("release_beyond_control", **SUBLICENSOR),
    clear("release_beyond_control", **RELEASE),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_those_who_act_for_others_are_asked_for_their_paper(case: Case) -> None:
    assert case.where == case.expected


def test_the_finding_says_what_the_paper_does_not_cover() -> None:
    case = found("agent_paper_too_narrow", **AGENT, **{PAPER: a_paper(Covers.SIGN)})
    assert "(collect, nonexclusive)" in case.found[0].sentence

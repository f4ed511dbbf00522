"""On what rights the licensor rests."""

from datetime import date
from typing import Any

import pytest

from service.domain.terms.materials import AiUse, RightsBasis, RightsKind
from service.domain.terms.models import OnEnd, WeightsSurvival
from service.domain.terms.parties import EntityType, RightsCapacity
from service.domain.terms.period import Period, PeriodMode
from service.domain.terms.positions import PastUse, PastUseTerms
from tests.builders import usd
from tests.domain.checks.cases import Case, clear, found, named

AUTHOR: dict[str, Any] = {
    "parties__licensor__entity_type": EntityType.INDIVIDUAL,
    "models__on_end": OnEnd(),
}
BASIS = "materials__lines__0__rights_basis"


def under(kind: RightsKind, **changes: Any) -> dict[str, Any]:
    return {BASIS: RightsBasis(kind=kind, **changes)}


def a_release(unknown: bool) -> dict[str, Any]:
    return {
        "positions__past_use": PastUse.PAID_RELEASE,
        "positions__past_use_terms": PastUseTerms(
            amount=usd("1000"), cutoff_on=date(2026, 8, 25), unknown_claims_waiver=unknown
        ),
    }


FITTING = (
    (RightsCapacity.EXCLUSIVE_LICENSEE, RightsKind.EXCLUSIVE_LICENSE),
    (RightsCapacity.EXCLUSIVE_LICENSEE, RightsKind.CONTRIBUTOR_LICENSE),
    (RightsCapacity.SUBLICENSOR, RightsKind.CONTRIBUTOR_LICENSE),
    (RightsCapacity.SUBLICENSOR, RightsKind.USER_TERMS),
    (RightsCapacity.CMO, RightsKind.MANDATE),
    (RightsCapacity.NONEXCLUSIVE_AGENT, RightsKind.MANDATE),
    (RightsCapacity.EXCLUSIVE_AGENT, RightsKind.CONTRIBUTOR_LICENSE),
)

CASES = (
    found("author_may_terminate", "/parties/licensor", **AUTHOR, period__months=420),
    found(
        "author_may_terminate",
        "/parties/licensor",
        **AUTHOR,
        period=Period(mode=PeriodMode.PERPETUAL),
    ),
    found(
        "author_may_terminate",
        "/parties/licensor",
        **AUTHOR,
        models__weights_survival=WeightsSurvival.PERPETUAL,
    ),
    clear("author_may_terminate", **AUTHOR, period__months=419),
    clear("author_may_terminate", period__months=420),
    clear(
        "author_may_terminate",
        **AUTHOR,
        period=Period(mode=PeriodMode.END_DATE, months=None, ends_on=date(2029, 1, 30)),
    ),
    clear(
        "author_may_terminate",
        **AUTHOR,
        period__months=420,
        parties__licensor__rights_capacity=RightsCapacity.NONEXCLUSIVE_AGENT,
    ),
    found(
        "capacity_unlike_basis",
        "/materials/lines/0/rights_basis/kind",
        **under(RightsKind.USER_TERMS),
    ),
    found(
        "capacity_unlike_basis",
        *(f"/materials/lines/{i}/rights_basis/kind" for i in range(3)),
        parties__licensor__rights_capacity=RightsCapacity.CMO,
    ),
    clear("capacity_unlike_basis", **under(RightsKind.PUBLIC_DOMAIN)),
    *(
        clear(
            "capacity_unlike_basis",
            parties__licensor__rights_capacity=capacity,
            **{f"materials__lines__{i}__rights_basis": RightsBasis(kind=kind) for i in range(3)},
        )
        for capacity, kind in FITTING
    ),
    found(
        "terms_silent_on_ai",
        "/materials/lines/0/rights_basis/ai_use",
        **under(RightsKind.USER_TERMS, ai_use=AiUse.GENERAL_LICENSE),
    ),
    found(
        "terms_silent_on_ai",
        "/materials/lines/0/rights_basis/ai_use",
        **under(RightsKind.CONTRIBUTOR_LICENSE),
    ),
    clear("terms_silent_on_ai", **under(RightsKind.USER_TERMS, ai_use=AiUse.EXPRESS)),
    clear("terms_silent_on_ai", **under(RightsKind.MANDATE)),
    found(
        "terms_without_version",
        "/materials/lines/0/rights_basis/terms_version",
        **under(RightsKind.USER_TERMS, accepted_from=date(2020, 1, 1)),
    ),
    found(
        "terms_without_version",
        "/materials/lines/0/rights_basis/terms_version",
        **under(RightsKind.USER_TERMS, terms_version="2020-01"),
    ),
    clear(
        "terms_without_version",
        **under(RightsKind.USER_TERMS, terms_version="2020-01", accepted_from=date(2020, 1, 1)),
    ),
    found(
        "unknown_claims",
        "/positions/past_use_terms/unknown_claims_waiver",
        **a_release(unknown=True),
    ),
    clear("unknown_claims", **a_release(unknown=False)),
    found(
        "insolvent_licensor",
        "/parties/licensor/entity_type",
        parties__licensor__entity_type=EntityType.ESTATE_OR_INSOLVENCY,
    ),
    clear("insolvent_licensor"),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_licensors_rights_are_looked_into(case: Case) -> None:
    assert case.where == case.expected

"""Fees, caps and price protection."""

from decimal import Decimal
from typing import Any

import pytest

from service.domain.deal import OurSide
from service.domain.money import Money
from service.domain.terms.delivery import Shortfall
from service.domain.terms.law import Forum
from service.domain.terms.parties import (
    EntityType,
    Intermediary,
    IntermediaryRole,
    RightsCapacity,
)
from service.domain.terms.prices import FeeModel
from service.domain.terms.risk import (
    ALWAYS_UNCAPPED,
    CapBase,
    CapType,
    GeneralCap,
    Mfn,
    SuperCapClaim,
    Uncapped,
)
from tests.builders import a_line, some_parties, usd
from tests.domain.checks.cases import Case, clear, found, named
from tests.domain.priced import fixed, share, use

TRAILING = {"risk__general_cap__base": CapBase.TRAILING_12_MONTHS}
FAVORED = {"risk__mfn": Mfn.LICENSOR}
FREE = {"pricing__fee_model": FeeModel.NO_FEE}
MARKET = Intermediary(
    legal_name="Data Market SA",
    address=some_parties().licensee.address,
    role=IntermediaryRole.NEUTRAL,
)
HUB = "favored_nation_through_a_hub"
LAW = ("new_york_law_without_link", "/law/governing_law")
COURTS = ("new_york_courts_without_link", "/law/forum")


def in_new_york(**address: Any) -> dict[str, Any]:
    return {f"parties__licensee__address__{name}": value for name, value in address.items()}


CASES = (
    *(
        found(
            "cap_empties",
            "/risk/general_cap/base",
            **TRAILING,
            pricing__fee_model=model,
        )
        for model in (
            FeeModel.ONE_TIME,
            FeeModel.PER_UNIT,
            FeeModel.VOLUME_TIER,
            FeeModel.GRADUATED_TIER,
        )
    ),
    clear("cap_empties", **TRAILING, pricing__fee_model=FeeModel.SUBSCRIPTION),
    clear("cap_empties", **TRAILING, risk__general_cap__type=CapType.AMOUNT),
    clear("cap_empties"),
    found("cap_of_no_fee", "/risk/general_cap", **FREE),
    clear(
        "cap_of_no_fee",
        **FREE,
        risk__general_cap=GeneralCap(type=CapType.AMOUNT, amount=usd("100000")),
    ),
    clear("cap_of_no_fee"),
    *(
        found(
            "cap_without_effect",
            "/risk/super_cap/for",
            "/risk/uncapped",
            risk__super_cap__for_=frozenset({claim}),
            risk__uncapped=ALWAYS_UNCAPPED | {uncapped},
        )
        for claim, uncapped in (
            (SuperCapClaim.TITLE_INDEMNITY, Uncapped.INDEMNITY),
            (SuperCapClaim.OUTPUT_INDEMNITY, Uncapped.INDEMNITY),
            (SuperCapClaim.CONFIDENTIALITY, Uncapped.CONFIDENTIALITY),
            (SuperCapClaim.MISUSE_OF_MATERIALS, Uncapped.MISUSE_OF_MATERIALS),
        )
    ),
    clear(
        "cap_without_effect",
        risk__super_cap__for_=frozenset({SuperCapClaim.DATA_BREACH}),
        risk__uncapped=frozenset(Uncapped),
    ),
    clear("cap_without_effect"),
    found(
        "guarantee_stands_undelivered",
        "/pricing/guarantee/abates_on_shortfall",
        pricing__guarantee__abates_on_shortfall=False,
    ),
    clear("guarantee_stands_undelivered"),
    clear("guarantee_stands_undelivered", pricing__guarantee=None),
    found(
        "fee_owed_whole",
        "/pricing/charges/0/line",
        pricing__charges=(fixed("1000"), fixed("500", id="clips", line="clips")),
    ),
    clear("fee_owed_whole"),
    clear("fee_owed_whole", pricing__charges=(share("10"), use())),
    clear(
        "fee_owed_whole",
        pricing__charges=(fixed("1000"),),
        delivery__shortfall=Shortfall.NONE,
    ),
    clear(
        "fee_owed_whole",
        pricing__charges=(fixed("1000"),),
        materials__lines=(a_line(unit_rate=None),),
    ),
    found(
        "late_interest_high",
        "/pricing/late_interest_pct_pa",
        pricing__late_interest_pct_pa=Decimal("16.01"),
    ),
    clear("late_interest_high", pricing__late_interest_pct_pa=Decimal(16)),
    found("favored_nation_and_competition", "/risk/mfn", **FAVORED),
    clear("favored_nation_and_competition"),
    found(HUB, "/risk/mfn", **FAVORED).seen_by(OurSide.INTERMEDIARY),
    found(HUB, "/risk/mfn", "/parties/intermediary", **FAVORED, parties__intermediary=MARKET),
    found(
        HUB,
        "/risk/mfn",
        "/parties/licensor",
        **FAVORED,
        parties__licensor__rights_capacity=RightsCapacity.CMO,
    ),
    found(
        HUB,
        "/risk/mfn",
        "/parties/licensor",
        **FAVORED,
        parties__licensor__entity_type=EntityType.CMO,
    ),
    clear(HUB, **FAVORED).seen_by(OurSide.LICENSEE),
    clear(HUB).seen_by(OurSide.INTERMEDIARY),
    found(*LAW).costing(usd("249999.99")),
    clear(LAW[0]).costing(usd("250000")),
    clear(LAW[0]),
    clear(LAW[0]).costing(Money.of(Decimal(650), "EUR")),
    clear(LAW[0], law__governing_law="US-CA").costing(usd("650")),
    clear(LAW[0], **in_new_york(country="US", region="NY")).costing(usd("650")),
    clear(LAW[0], parties__licensee__jurisdiction="US-NY").costing(usd("650")),
    found(*LAW, **in_new_york(region="New York")).costing(usd("650")),
    found(*LAW, **in_new_york(country="US")).costing(usd("650")),
    found(*COURTS).costing(usd("999999.99")),
    clear(COURTS[0]).costing(usd("1000000")),
    clear(COURTS[0]),
    clear(COURTS[0], law__forum=Forum.EXPERT).costing(usd("650")),
    clear(COURTS[0], law__governing_law="US-CA").costing(usd("650")),
    clear(COURTS[0], **in_new_york(country="US", region="new york")).costing(usd("650")),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_money_that_does_not_do_what_it_seems_to_is_found(case: Case) -> None:
    assert case.where == case.expected


def test_the_finding_names_the_threshold_and_the_fee() -> None:
    sentence = found(*COURTS).costing(usd("650")).found[0].sentence
    assert "from USD 1,000,000; the committed fee is USD 650.00." in sentence

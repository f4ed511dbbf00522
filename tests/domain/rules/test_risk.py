"""Which caps, damages and rights against change can be worked out."""

from decimal import Decimal
from typing import Any

import pytest

from service.domain.money import Money
from service.domain.rules import faults, risk
from service.domain.terms.risk import (
    CapType,
    ChangeOfControl,
    ControlRight,
    GeneralCap,
    LiquidatedDamages,
    Mfn,
    MfnTerms,
    SuperCapClaim,
    Uncapped,
)
from tests.builders import usd
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

TERMS = MfnTerms(comparator="Licensees of photo archives of 1,000,000 items or more")

REFUSED = (
    *(
        refused(
            risk.caps_have_their_figures,
            "/risk/general_cap/value",
            "needs a multiple",
            risk__general_cap=GeneralCap(type=type, value=None, amount=amount),
        )
        for type, amount in ((CapType.MULTIPLE, None), (CapType.GREATER_OF, usd("1000000")))
    ),
    *(
        refused(
            risk.caps_have_their_figures,
            "/risk/general_cap/amount",
            "needs an amount",
            risk__general_cap=GeneralCap(type=type),
        )
        for type in (CapType.AMOUNT, CapType.GREATER_OF)
    ),
    refused(
        risk.caps_have_their_figures,
        "/risk/general_cap/amount",
        "USD 1,000,000.00 has no effect",
        risk__general_cap__amount=usd("1000000"),
    ),
    refused(
        risk.the_super_cap_is_not_below_the_general_cap,
        "/risk/super_cap/value",
        "The super cap (3 times) is below the general cap (3.5 times)",
        risk__general_cap__value=Decimal("3.5"),
    ),
    refused(
        risk.no_cap_reaches_what_is_always_uncapped,
        "/risk/uncapped",
        "death or injury or payment",
        risk__uncapped=frozenset({Uncapped.FRAUD}),
    ),
    refused(
        risk.favored_nations_have_terms,
        "/risk/mfn_terms",
        "The licensee has most-favored-nation protection",
        risk__mfn=Mfn.LICENSEE,
    ),
    refused(
        risk.favored_nations_have_terms,
        "/risk/mfn_terms",
        "Nobody has",
        risk__mfn_terms=TERMS,
    ),
    refused(
        risk.listed_acquirers_trigger_a_right,
        "/risk/change_of_control/listed",
        "Rival Labs would trigger no right",
        risk__change_of_control=ChangeOfControl(right=ControlRight.NONE, listed=("Rival Labs",)),
    ),
    refused(
        risk.pending_matters_are_named,
        "/risk/change_of_law/known_pending",
        "name them",
        risk__change_of_law__known_pending_count=True,
        risk__change_of_law__known_pending=(),
    ),
    refused(
        risk.damages_fit_their_cap,
        "/risk/ld/cap",
        "cap of USD 9,999.99 is below a single payment of USD 10,000.00",
        risk__ld=LiquidatedDamages(event="a leak", amount=usd("10000"), cap=usd("9999.99")),
    ),
    refused(
        risk.damages_fit_their_cap,
        "/risk/ld/cap",
        "Give the cap in USD",
        risk__ld=LiquidatedDamages(
            event="a leak", amount=usd("10000"), cap=Money.of(Decimal(20_000), "EUR")
        ),
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_risks_that_cannot_be_worked_out_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        *(
            {
                "risk__general_cap": GeneralCap(
                    type=CapType.AMOUNT, amount=usd("1000000"), value=value
                )
            }
            for value in (None, Decimal(10))
        ),
        {
            "risk__general_cap": GeneralCap(
                type=CapType.GREATER_OF, value=Decimal(3), amount=usd("1000000")
            )
        },
        {"risk__general_cap__value": Decimal(4), "risk__super_cap__for_": frozenset()},
        {"risk__uncapped": frozenset(Uncapped)},
        {"risk__super_cap__for_": frozenset(SuperCapClaim)},
        {"risk__mfn": Mfn.LICENSOR, "risk__mfn_terms": TERMS},
        {"risk__change_of_control": ChangeOfControl(listed=("Rival Labs",))},
        {"risk__change_of_control": ChangeOfControl(right=ControlRight.NONE)},
        {"risk__change_of_law__known_pending_count": True},
        {"risk__change_of_law__known_pending": ()},
        {"risk__ld": LiquidatedDamages(event="a leak", amount=usd("10000"), cap=usd("10000"))},
    ],
    ids=[
        "an amount",
        "an amount beside a multiple that does not count",
        "the greater of both, as high as the super cap",
        "a super cap for nothing",
        "everything uncapped",
        "everything under the super cap",
        "a favored licensor",
        "a listed acquirer",
        "no right on a change of control",
        "pending matters that count",
        "no pending matters",
        "a cap of one payment",
    ],
)
def test_risks_that_can_be_worked_out_are_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()

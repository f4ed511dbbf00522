"""Who the parties can be."""

from dataclasses import replace
from typing import Any

import pytest

from service.domain.rules import faults, parties
from service.domain.terms.parties import (
    ActingAs,
    AffiliateScope,
    Authority,
    EntityType,
    Guarantor,
    Intermediary,
    IntermediaryRole,
    Principals,
    RightsCapacity,
    Side,
)
from service.domain.terms.prices import Payee
from tests.builders import some_parties
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

LICENSOR, LICENSEE = some_parties().licensor, some_parties().licensee
DIGEST = "ab" * 32


def a_guarantor(**changes: Any) -> Guarantor:
    guarantor = Guarantor(
        legal_name="Example Group plc",
        jurisdiction="GB",
        address=LICENSEE.address,
        guarantees=Side.LICENSEE,
    )
    return replace(guarantor, **changes)


def an_intermediary(**changes: Any) -> Intermediary:
    intermediary = Intermediary(
        legal_name="Data Market SA", address=LICENSEE.address, role=IntermediaryRole.NEUTRAL
    )
    return replace(intermediary, **changes)


REFUSED = (
    refused(
        parties.principals_belong_to_agents,
        "/parties/licensor/principals",
        "grants as owner",
        parties__licensor__principals=Principals(names=("A. Author",)),
    ),
    refused(
        parties.principals_are_named_or_counted,
        "/parties/licensor/principals",
        "either",
        parties__licensor__rights_capacity=RightsCapacity.CMO,
        parties__licensor__principals=Principals(),
    ),
    refused(
        parties.principals_are_named_or_counted,
        "/parties/licensor/principals",
        "either",
        parties__licensor__rights_capacity=RightsCapacity.CMO,
        parties__licensor__principals=Principals(count=40),
    ),
    refused(
        parties.principals_are_named_or_counted,
        "/parties/licensor/principals",
        "not both",
        parties__licensor__rights_capacity=RightsCapacity.CMO,
        parties__licensor__principals=Principals(names=("A. Author",), sha256=DIGEST),
    ),
    refused(
        parties.affiliates_are_named_if_included_by_name,
        "/parties/licensee/affiliates/named",
        "name at least one",
        parties__licensee__affiliates__scope=AffiliateScope.NAMED,
    ),
    refused(
        parties.affiliates_are_named_if_included_by_name,
        "/parties/licensee/affiliates/named",
        "the scope is controlled",
        parties__licensee__affiliates__named=("Example Research Ltd",),
    ),
    refused(
        parties.nobody_stands_twice,
        "/parties/licensee/legal_name",
        "(US-DE) is already a party",
        parties__licensee__legal_name="PHOTO ARCHIVE INC.",
        parties__licensee__jurisdiction="US-DE",
    ),
    refused(
        parties.nobody_stands_twice,
        "/parties/other_licensors/0/legal_name",
        "nobody deals with itself",
        parties__other_licensors=(LICENSOR,),
    ),
    refused(
        parties.guarantors_are_others,
        "/parties/guarantors/0/legal_name",
        "its own performance",
        parties__guarantors=(a_guarantor(legal_name="Example Labs Ltd"),),
    ),
    refused(
        parties.guarantors_are_others,
        "/parties/guarantors/1/legal_name",
        "already guarantees the licensee",
        parties__guarantors=(a_guarantor(), a_guarantor()),
    ),
    refused(
        parties.signatories_have_their_own_mailbox,
        "/parties/licensee/signatories/1/email",
        "already signs for Example Labs Ltd",
        parties__licensee__signatories=(
            LICENSEE.signatories[0],
            replace(LICENSEE.signatories[0], name="Di Licensee", email="BO@labs.example"),
        ),
    ),
    refused(
        parties.authority_suits_the_party,
        "/parties/licensor/signatories/0/authority",
        "cannot sign by itself",
        parties__licensor__signatories__0__authority=Authority.SELF,
    ),
    refused(
        parties.authority_suits_the_party,
        "/parties/licensor/signatories/0/authority",
        "has no officers",
        parties__licensor__entity_type=EntityType.INDIVIDUAL,
    ),
    refused(
        parties.consumers_are_people,
        "/parties/licensor/acting_as",
        "given as corporation",
        parties__licensor__acting_as=ActingAs.CONSUMER,
    ),
    refused(
        parties.the_payee_collects,
        "/pricing/payee",
        "the deal names none",
        pricing__payee=Payee.INTERMEDIARY,
    ),
    refused(
        parties.the_payee_collects,
        "/parties/intermediary/collects_payment",
        "must collect payment",
        pricing__payee=Payee.INTERMEDIARY,
        parties__intermediary=an_intermediary(),
    ),
    refused(
        parties.the_payee_collects,
        "/parties/intermediary/collects_payment",
        "cannot collect payment",
        parties__intermediary=an_intermediary(collects_payment=True),
    ),
    refused(
        parties.payment_agents_collect,
        "/parties/intermediary/role",
        "does not collect payment",
        parties__intermediary=an_intermediary(role=IntermediaryRole.PAYMENT_AGENT),
    ),
    refused(
        parties.commissions_are_borne_by_someone,
        "/parties/intermediary/borne_by",
        "commission of 12 %",
        parties__intermediary=an_intermediary(commission_pct=12),
    ),
    refused(
        parties.commissions_are_borne_by_someone,
        "/parties/intermediary/commission_pct",
        "give its percentage",
        parties__intermediary=an_intermediary(borne_by=Side.LICENSOR),
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_parties_that_cannot_be_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        {
            "parties__licensor__rights_capacity": RightsCapacity.CMO,
            "parties__licensor__principals": Principals(count=40, sha256=DIGEST),
        },
        {
            "parties__licensee__affiliates__scope": AffiliateScope.NAMED,
            "parties__licensee__affiliates__named": ("Example Research Ltd",),
        },
        {"parties__licensee__legal_name": "Photo Archive Inc."},
        {"parties__other_licensors": (replace(LICENSOR, legal_name="Second Archive Inc."),)},
        {
            "parties__licensor__entity_type": EntityType.SOLE_TRADER,
            "parties__licensor__signatories__0__authority": Authority.SELF,
        },
        {"parties__intermediary": an_intermediary()},
        {"parties__guarantors": (a_guarantor(), a_guarantor(guarantees=Side.LICENSOR))},
        {
            "parties__licensor__entity_type": EntityType.INDIVIDUAL,
            "parties__licensor__acting_as": ActingAs.CONSUMER,
            "parties__licensor__signatories__0__authority": Authority.SELF,
        },
        {
            "pricing__payee": Payee.INTERMEDIARY,
            "parties__intermediary": an_intermediary(
                role=IntermediaryRole.PAYMENT_AGENT,
                collects_payment=True,
                commission_pct=12,
                borne_by=Side.LICENSOR,
            ),
        },
    ],
    ids=[
        "a society with a counted list of principals",
        "affiliates by name",
        "the same name in another country",
        "a co-licensor with the same signatory",
        "a sole trader who signs in person",
        "an intermediary without a commission",
        "a guarantor for each side",
        "a consumer who signs in person",
        "an intermediary that collects and earns a commission",
    ],
)
def test_unusual_parties_may_agree(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()

"""Which Law Riders are attached, and where in the terms the reason stands."""

from typing import Any

import pytest
from hypothesis import given, settings

from service.domain.checks import findings
from service.domain.checks.finding import Level
from service.domain.deal import OurSide
from service.domain.riders import Rider, attached
from service.domain.terms import Terms
from service.domain.terms.parties import EntityType
from service.domain.terms.privacy import PersonalData, Privacy, Transfer, UsBulkData
from tests import strategies
from tests.domain.checks.cases import Case, clear, found, named
from tests.domain.checks.test_data import licensee_in, licensor_in
from tests.sizes import cases

AT_HOME = {**licensee_in("US"), "grant__territory": frozenset({"US"})}
"""Nothing in the deal is outside the United States."""

EXCEPTIONS = "mandatory_exceptions_rider"
TRANSFER = ("data_protection_roles_rider", "/privacy/transfer")
BULK: dict[str, Any] = {"privacy__us_bulk_data": UsBulkData.YES}
ALL_TRANSFERS = ({Transfer.SCC_M1}, {Transfer.UK_ADDENDUM}, {Transfer.UK_IDTA})

CASES = (
    clear(EXCEPTIONS, **AT_HOME),
    clear(EXCEPTIONS, **AT_HOME | {"grant__territory": frozenset({"US", "JP"})}),
    clear(EXCEPTIONS, **AT_HOME | licensor_in("NO")),
    *(
        found(EXCEPTIONS, "/law/governing_law", **AT_HOME, law__governing_law=law)
        for law in ("GB-SCT", "IE", "SG")
    ),
    *(
        found(EXCEPTIONS, "/grant/territory", **AT_HOME | {"grant__territory": frozenset({place})})
        for place in ("EU", "WORLD", "FR", "GB", "SG")
    ),
    *(
        found(EXCEPTIONS, "/parties/licensor", **AT_HOME, **licensor_in(country))
        for country in ("PL", "GB", "SG")
    ),
    *(
        found(
            EXCEPTIONS,
            "/parties/licensee/entity_type",
            **AT_HOME,
            parties__licensee__entity_type=entity,
        )
        for entity in (EntityType.UNIVERSITY, EntityType.PUBLIC_BODY)
    ),
    found(EXCEPTIONS, "/grant/territory", "/parties/licensee"),
    *(found(*TRANSFER, privacy__transfer=frozenset(chosen)) for chosen in ALL_TRANSFERS),
    found(*TRANSFER, privacy__personal_data=PersonalData.YES),
    clear(TRANSFER[0], privacy__transfer=frozenset()),
    clear(TRANSFER[0], privacy=Privacy()),
    *(
        found("us_bulk_data_rider", "/privacy/us_bulk_data", **BULK, **where)
        for where in ({}, licensee_in("US"), licensee_in("CN"))
    ),
    clear("us_bulk_data_rider"),
    clear("us_bulk_data_rider", privacy__us_bulk_data=UsBulkData.UNDECIDED),
    found(
        "ccpa_third_party_rider",
        "/privacy/ccpa_third_party_terms",
        privacy__ccpa_third_party_terms=True,
    ),
    clear("ccpa_third_party_rider"),
    found(
        "de_standard_terms_rider",
        "/law/governing_law",
        "/risk/general_cap",
        law__governing_law="DE",
    ),
    clear("de_standard_terms_rider", law__governing_law="US-DE"),
    clear("de_standard_terms_rider", law__governing_law="AT"),
)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_law_rider_is_announced_with_its_reason(case: Case) -> None:
    assert case.where == case.expected
    assert all(finding.level is Level.NOTE for finding in case.found)


@settings(max_examples=cases(30, 300))
@given(strategies.terms())
def test_the_checks_speak_of_the_riders_that_are_attached_and_of_no_other(terms: Terms) -> None:
    codes = {finding.code for finding in findings(terms, OurSide.LICENSOR)}
    assert {rider for rider in Rider if f"{rider}_rider" in codes} == set(attached(terms))

"""What holds for every check."""

import re
from collections import Counter

import pytest

from service.domain.checks import CHECKS, findings
from service.domain.checks.finding import Level
from service.domain.deal import OurSide
from tests.builders import some_terms, usd
from tests.domain.checks import (
    test_agency,
    test_data,
    test_exceptions,
    test_form,
    test_keeping,
    test_money,
    test_people,
    test_renewals,
    test_riders,
    test_title,
)
from tests.domain.checks.cases import Case, found, named
from tests.domain.pointed import leads_somewhere

CASES = (
    *test_agency.CASES,
    *test_data.CASES,
    *test_exceptions.CASES,
    *test_form.CASES,
    *test_keeping.CASES,
    *test_money.CASES,
    *test_people.CASES,
    *test_renewals.CASES,
    *test_riders.CASES,
    *test_title.CASES,
)
FOUND = tuple(case for case in CASES if case.pointers)

ALWAYS = {"mandatory_exceptions_saved"}
"""Found whatever the terms."""

NEVER_OVERRIDDEN = {
    "consumer_signs_electronically",
    "covenant_under_singapore_law",
    "exclusive_by_sublicensor",
    "later_uses_under_german_law",
    "us_bulk_data_answered_by_nobody",
    "us_bulk_data_to_country_of_concern",
    "us_bulk_data_unanswered",
}


def test_every_code_is_unique() -> None:
    assert [code for code, n in Counter(check.code for check in CHECKS).items() if n > 1] == []


def test_every_check_finds_something() -> None:
    assert {case.code for case in FOUND} == {check.code for check in CHECKS}


def test_every_check_finds_nothing_in_other_terms() -> None:
    clear = {case.code for case in CASES if not case.pointers}
    assert clear | ALWAYS == {check.code for check in CHECKS}


def test_a_basis_from_knowledge_says_that_it_is_to_be_confirmed() -> None:
    for check in CHECKS:
        assert check.basis.checked != check.basis.words.endswith("(to be confirmed)")


@pytest.mark.parametrize(
    "code",
    [
        "author_may_terminate",
        "guardians_consent",
        "minors_warranted_away",
        "minors_without_guardians",
        "data_protection_roles_rider",
        "de_standard_terms_rider",
        "mandatory_exceptions_rider",
        "moral_rights_waived",
        "templates_extracted",
        "unknown_claims",
    ],
)
def test_what_the_review_knows_without_a_source_is_to_be_confirmed(code: str) -> None:
    assert [check.basis.checked for check in CHECKS if check.code == code] == [False]


def test_only_blocks_may_be_beyond_override() -> None:
    firm = {check.code: check.level for check in CHECKS if not check.overridable}
    assert firm == dict.fromkeys(NEVER_OVERRIDDEN, Level.BLOCK)


def test_the_gravest_findings_come_first() -> None:
    terms = found(*test_data.UNANSWERED, **test_data.UNDECIDED).terms
    levels = [finding.level for finding in findings(terms, OurSide.LICENSEE)]
    assert levels == sorted(levels, key=[*Level].index)
    assert set(levels) == set(Level)


def test_nothing_blocks_the_sample_deal() -> None:
    all_ = findings(some_terms(), OurSide.LICENSOR, usd("1560000"))
    assert [finding for finding in all_ if finding.level is Level.BLOCK] == []


@pytest.mark.parametrize("case", FOUND, ids=named)
def test_a_finding_points_into_the_terms_in_at_most_two_sentences(case: Case) -> None:
    for finding in case.found:
        assert all(leads_somewhere(case.terms, pointer) for pointer in finding.pointers)
        assert finding.sentence.endswith(".")
        assert len(re.findall(r"\.(?= [A-Z]|$)", finding.sentence)) <= 2

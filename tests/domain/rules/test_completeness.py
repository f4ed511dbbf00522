"""Every rule is reached, has a case that it refuses, and speaks briefly and to the point."""

import inspect
import re

import pytest

from service.domain.rules import (
    RULES,
    delivery,
    faults,
    grant,
    law,
    materials,
    models,
    parties,
    positions,
    privacy,
    risk,
    special_terms,
)
from service.domain.terms.period import PeriodMode
from tests.builders import some_terms
from tests.domain.changes import terms_with
from tests.domain.pointed import leads_somewhere
from tests.domain.rules import (
    test_delivery,
    test_grant,
    test_law,
    test_materials,
    test_models,
    test_parties,
    test_positions,
    test_privacy,
    test_risk,
    test_special_terms,
)
from tests.domain.rules.cases import Refused, named

MODULES = (
    delivery,
    grant,
    law,
    materials,
    models,
    parties,
    positions,
    privacy,
    risk,
    special_terms,
)

CASES = (
    *test_delivery.REFUSED,
    *test_grant.REFUSED,
    *test_law.REFUSED,
    *test_materials.REFUSED,
    *test_models.REFUSED,
    *test_parties.REFUSED,
    *test_positions.REFUSED,
    *test_privacy.REFUSED,
    *test_risk.REFUSED,
    *test_special_terms.REFUSED,
)


def test_the_sample_deal_has_no_faults() -> None:
    assert faults(some_terms()) == ()


def test_every_rule_function_is_among_the_rules() -> None:
    written = {
        function
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and [*inspect.signature(function).parameters] == ["terms"]
    }
    assert written == set(RULES)


def test_every_module_of_rules_is_read() -> None:
    assert {module.__name__ for module in MODULES} == {rule.__module__ for rule in RULES}


def test_every_rule_refuses_something() -> None:
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_refuses_is_among_all_faults(case: Refused) -> None:
    assert any(
        fault.pointer == case.pointer and case.part in fault.message for fault in faults(case.terms)
    )


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_fault_points_into_the_terms_in_at_most_two_sentences(case: Refused) -> None:
    for fault in case.rule(case.terms):
        assert leads_somewhere(case.terms, fault.pointer)
        assert fault.message.endswith(".")
        assert len(re.findall(r"\.(?= [A-Z]|$)", fault.message)) <= 2


def test_all_faults_come_at_once() -> None:
    terms = terms_with(
        law__seat="Geneva",
        pricing__charges=(),
        materials__lines__0__unit_rate=None,
        period__mode=PeriodMode.PERPETUAL,
    )
    parts = {fault.pointer.split("/")[1] for fault in faults(terms)}
    assert {"law", "materials", "period"} <= parts

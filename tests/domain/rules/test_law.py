"""Which forum is complete."""

from typing import Any

import pytest

from service.domain.rules import faults, law
from service.domain.terms.law import Forum
from tests.domain.changes import terms_with
from tests.domain.rules.cases import Refused, named, refused

REFUSED = (
    refused(
        law.arbitration_has_rules_and_a_seat,
        "/law/rules",
        "needs rules",
        law__forum=Forum.ARBITRATION,
        law__seat="Geneva",
    ),
    refused(
        law.arbitration_has_rules_and_a_seat,
        "/law/seat",
        "needs a seat",
        law__forum=Forum.ARBITRATION,
        law__rules="ICC",
    ),
    refused(
        law.arbitration_has_rules_and_a_seat,
        "/law/seat",
        "the forum is courts: choose arbitration or leave Geneva out",
        law__seat="Geneva",
    ),
    refused(
        law.arbitration_has_rules_and_a_seat,
        "/law/rules",
        "the forum is expert: choose arbitration or leave ICC out",
        law__forum=Forum.EXPERT,
        law__rules="ICC",
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_incomplete_forums_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "changes",
    [
        {"law__forum": Forum.ARBITRATION, "law__rules": "ICC", "law__seat": "Geneva"},
        {"law__place": None},
        {"law__forum": Forum.EXPERT, "law__place": None},
    ],
    ids=[
        "arbitration with rules and seat",
        "the courts of the governing law's place",
        "an expert without a place",
    ],
)
def test_complete_forums_may_be_agreed(changes: dict[str, Any]) -> None:
    assert faults(terms_with(**changes)) == ()

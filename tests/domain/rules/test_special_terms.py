"""What a special term can change."""

import pytest

from service.domain.rules import Rule, faults, special_terms
from service.domain.terms.signing import SpecialAction, SpecialTerm
from tests.builders import some_terms
from tests.domain.rules.cases import Refused, named, refused

ADD, REPLACE, DELETE = SpecialAction.ADD, SpecialAction.REPLACE, SpecialAction.DELETE


def a_term(id: str, clause: str, action: SpecialAction) -> SpecialTerm:
    text = None if action is DELETE else "Other words."
    return SpecialTerm(id=id, clause=clause, action=action, text=text)


def refused_list(rule: Rule, pointer: str, part: str, *listed: SpecialTerm) -> Refused:
    return refused(rule, pointer, part, special_terms=listed)


REFUSED = (
    refused_list(
        special_terms.special_terms_have_their_own_ids,
        "/special_terms/1/id",
        "already called ST1",
        a_term("ST1", "C08", ADD),
        a_term("ST1", "C09", ADD),
    ),
    *(
        refused_list(
            special_terms.special_terms_change_clauses,
            "/special_terms/0/clause",
            f"{clause} is not a clause",
            a_term("ST1", clause, ADD),
        )
        for clause in ("8", "C8", "c08", "C008", "C08\n", "C\N{ARABIC-INDIC DIGIT ZERO}8")
    ),
    refused_list(
        special_terms.special_terms_have_text_unless_they_delete,
        "/special_terms/0/text",
        "Give the words to replace in C08",
        SpecialTerm(id="ST1", clause="C08", action=REPLACE),
    ),
    refused_list(
        special_terms.special_terms_have_text_unless_they_delete,
        "/special_terms/0/text",
        "C08 is deleted",
        SpecialTerm(id="ST1", clause="C08", action=DELETE, text="Other words."),
    ),
    *(
        refused_list(
            special_terms.a_clause_is_replaced_or_deleted_once,
            "/special_terms/1/clause",
            f"C08 is already {done} by ST1",
            a_term("ST1", "C08", first),
            a_term("ST2", "C08", second),
        )
        for first, second, done in (
            (REPLACE, REPLACE, "replaced"),
            (REPLACE, DELETE, "replaced"),
            (DELETE, ADD, "deleted"),
            (DELETE, REPLACE, "deleted"),
        )
    ),
)


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_special_terms_that_change_nothing_or_twice_are_refused(case: Refused) -> None:
    assert [f.pointer for f in case.rule(case.terms) if case.part in f.message] == [case.pointer]


@pytest.mark.parametrize(
    "listed",
    [
        (a_term("ST1", "C08", ADD), a_term("ST2", "C08", ADD)),
        (a_term("ST1", "C08", REPLACE), a_term("ST2", "C08", ADD)),
        (a_term("ST1", "C42", DELETE),),
        (),
    ],
    ids=["two additions", "an addition to a replacement", "a deletion", "none"],
)
def test_special_terms_that_change_one_thing_each_may_be_agreed(
    listed: tuple[SpecialTerm, ...],
) -> None:
    assert faults(some_terms(special_terms=listed)) == ()
